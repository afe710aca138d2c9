"""Whoever is in no group for which a value was typed: everyone less the groups.

A partner may give the girls alone. How many are no girls follows, so it is a figure as well: shown
as what it is, and protected as every other.
"""

from collections.abc import Sequence
from fractions import Fraction

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.typed import TypedKind, TypedMeasure

NOT_GIVEN = "not given"
"""The group of those who are in none that was typed."""

PERCENT = 100

ADDED = (TypedKind.COUNT, TypedKind.SHARE, TypedKind.MEAN)
"""The kinds whose groups add up to everyone."""


def rests_of(
    figures: Sequence[Figure], breakdown: str, declared: TypedMeasure
) -> tuple[Figure, ...]:
    """The figures of those in no typed group, a period each; none where the groups are complete.

    Args:
        figures: Everyone's, and those of the groups.
        breakdown: Whose groups they are.
        declared: Which measure it is.
    """
    if declared.kind not in ADDED:
        return ()
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.group_by == breakdown and figure.numerator is not None:
            groups.setdefault(figure.period.key, []).append(figure)
    whole = [figure for figure in figures if not figure.group_by]
    rests = tuple(_rest(figure, breakdown, groups, declared) for figure in whole)
    return rests if any(rest.numerator or rest.denominator for rest in rests) else ()


def _rest(
    figure: Figure, breakdown: str, groups: dict[str, list[Figure]], declared: TypedMeasure
) -> Figure:
    blank = Figure(
        period=figure.period,
        group_by=breakdown,
        group=NOT_GIVEN,
        missing_reason=figure.missing_reason or MissingReason.NOT_SUPPLIED,
        note=figure.note or "no groups are typed"
        if figure.missing_reason
        else "no groups are typed",
    )
    group_figures = groups.get(figure.period.key, [])
    if figure.numerator is None or not group_figures:
        return blank
    met = figure.numerator - sum(part.numerator or 0 for part in group_figures)
    base = None
    if figure.denominator is not None:
        base = figure.denominator - sum(part.denominator or 0 for part in group_figures)
    return _figure(blank, met, base, declared)


def _figure(blank: Figure, met: int, base: int | None, declared: TypedMeasure) -> Figure:
    scale = PERCENT if declared.kind is TypedKind.SHARE else 1
    value = Fraction(met) if base is None else Fraction(met * scale, base) if base else None
    return Figure(
        period=blank.period,
        group_by=blank.group_by,
        group=blank.group,
        value=value,
        numerator=met,
        denominator=base,
        lower=value,
        upper=value,
        missing_reason=MissingReason.NO_CASES if value is None else None,
    )
