"""Whether the colour of a hidden figure may be seen."""

from fractions import Fraction

from attrs import evolve

from cptracker.disclosure.cells import Kind
from cptracker.disclosure.primary import is_small
from cptracker.disclosure.rules import Rules
from cptracker.disclosure.showing import limits_for, whole_percent
from cptracker.model import Better
from cptracker.results import Figure, Judgement


def colour_may_stay(
    figure: Figure, told: Judgement, better: Better, kind: Kind, rules: Rules
) -> bool:
    """Whether enough other hidden numbers would have given the same colour.

    Only numerators that would be hidden as well are counted: a reader knows that the figure is
    hidden, and that a zero, or all, would have been shown.
    """
    limits = limits_for(told.target, better)
    if limits is None or figure.numerator is None or better is Better.NEAR:
        return False
    if kind.sort == "share":
        base = figure.denominator or 0
        values = {part: whole_percent(part, base) for part in range(base + 1)} if base else {}
    elif kind.sort == "count":
        values = {part: Fraction(part) for part in range(rules.small + 1)}
    else:
        return False
    alike = [
        part
        for part, value in values.items()
        if limits.rate(value) is told.rating
        and is_small(evolve(figure, numerator=part, heads=None), kind, rules)
    ]
    return len(alike) >= rules.least_values
