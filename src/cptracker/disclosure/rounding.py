"""A figure as the public sees it: hidden whole, or with no more digits than it needs."""

from fractions import Fraction

from attrs import evolve

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.measure_info import MeasureInfo
from cptracker.model.plan import Better
from cptracker.model.protection import Rules
from cptracker.model.targets import Target
from cptracker.rating.thresholds import Thresholds, target_problems, thresholds_of

WHY = ("small numbers",)
"""Why a figure is hidden, alike for each: the true reason would tell a part of it."""


MOST_DIGITS = 12


def hidden_figure(figure: Figure) -> Figure:
    """What is left of a hidden figure: what it is of, and that it is hidden."""
    return Figure(
        period=figure.period,
        group_by=figure.group_by,
        group=figure.group,
        missing_reason=MissingReason.HIDDEN,
        hidden_because=WHY,
    )


def released_figure(
    figure: Figure, kind: MeasureInfo, rules: Rules, limits: Thresholds | None
) -> Figure:
    """A figure that may be seen, without what only its author needs.

    Args:
        figure: The exact one.
        kind: What it is.
        rules: How it is rounded, and which of its small parts are hidden.
        limits: Of the target it is judged by, which its digits must not contradict.
    """
    if not kind.children:
        return evolve(figure, distinct_children=None, squares=None, limits=None, largest=None)
    rounded = _unknown(_rounded(figure, kind, rules), figure, rules)
    digits = _digits(figure, kind, rules, limits)
    few = kind.statistic == "share" and 0 < (figure.denominator or 0) < rules.low_base
    return evolve(
        rounded,
        value=_to(rounded.value, digits),
        lower=_to(rounded.lower, digits),
        upper=_to(rounded.upper, digits),
        digits=digits,
        marks=("u",) if few and figure.value is not None else (),
        excluded={} if rules.rounded_to > 1 else _many(figure, rules),
        distinct_children=None,
        squares=None,
        limits=None,
        largest=None,
    )


BARE_DIGITS = 1
"""The digits after the point of a mean that is shown without its counts: more would tell them."""


def amount_alone(figure: Figure) -> Figure:
    """The mean, median or percentile of an amount of children: a whole number and nothing else.

    Neither how many there were, nor what few of them were left out, nor how sure it is.
    """
    return Figure(
        period=figure.period,
        group_by=figure.group_by,
        group=figure.group,
        value=_to(figure.value, 0),
        missing_reason=figure.missing_reason,
        note=figure.note,
        digits=None if figure.value is None else 0,
    )


def without_counts_of(figure: Figure, kind: MeasureInfo, limits: Thresholds | None) -> Figure:
    """A figure's value alone, rounded so that the counts it is made of stay open."""
    digits = _fitting(figure, 0 if kind.statistic == "share" else BARE_DIGITS, limits)
    return evolve(
        figure,
        value=_to(figure.value, digits),
        numerator=None,
        denominator=None,
        unknown=None,
        lower=None,
        upper=None,
        excluded={},
        distinct_children=None,
        squares=None,
        limits=None,
        largest=None,
        digits=digits,
    )


def _rounded(figure: Figure, kind: MeasureInfo, rules: Rules) -> Figure:
    """The counts rounded, and the value worked out from them anew."""
    step = rules.rounded_to
    if step == 1 or figure.value is None or figure.numerator is None:
        return figure
    numerator = nearest_percent(figure.numerator, step)
    people = kind.statistic == "rate" or figure.denominator is None
    base = figure.denominator if people else nearest_percent(figure.denominator or 0, step)
    value = figure.value
    if base is None:
        value = Fraction(numerator)
    elif base and figure.numerator:
        value = figure.value * Fraction(numerator, figure.numerator) * _ratio(figure, base)
    return evolve(figure, numerator=numerator, denominator=base, value=value)


def _ratio(figure: Figure, base: int) -> Fraction:
    return Fraction(figure.denominator or 1, base)


def nearest_percent(number: int, step: int) -> int:
    """The nearest multiple, half away from zero."""
    return (2 * number + step) // (2 * step) * step


def _unknown(rounded: Figure, figure: Figure, rules: Rules) -> Figure:
    """Without the number of unknowns, and the bounds that tell it, where it is a small one.

    Where there is none that is not said either, for it would tell that there are a few elsewhere.
    """
    unknown = figure.unknown or 0
    rest = None
    if figure.denominator is not None and figure.numerator is not None:
        rest = figure.denominator - figure.numerator - unknown
    few = rest is not None and 1 <= rest <= rules.small
    if unknown > rules.small and not few and rules.rounded_to == 1:
        return rounded
    return evolve(rounded, unknown=None, lower=None, upper=None)


SEVERAL = "for several reasons"
"""Under which those are counted together of whom few were left out for one reason or another."""


def _many(figure: Figure, rules: Rules) -> dict[str, int]:
    """Those left out, by reason; together where few were for any of them."""
    if all(number > rules.small for number in figure.excluded.values()):
        return dict(figure.excluded)
    together = sum(figure.excluded.values())
    few = together <= rules.small or len(figure.excluded) == 1
    return {} if few else {SEVERAL: together}


def _digits(
    figure: Figure, kind: MeasureInfo, rules: Rules, limits: Thresholds | None
) -> int | None:
    """As few digits as the rules say, but so many that the figure fits its colour."""
    if kind.statistic != "share" or rules.digits is None or figure.value is None:
        return None
    return _fitting(figure, rules.digits, limits)


def _fitting(figure: Figure, least: int, limits: Thresholds | None) -> int:
    """The fewest digits, from so many on, with which the value has its colour."""
    if limits is None or figure.value is None:
        return least
    rating = limits.rate(figure.value)
    for digits in range(least, MOST_DIGITS):
        if limits.rate(_to(figure.value, digits) or Fraction(0)) is rating:
            return digits
    return MOST_DIGITS


def _to(value: Fraction | None, digits: int | None) -> Fraction | None:
    """A number rounded half away from zero; left alone where no digits are said."""
    if value is None or digits is None:
        return value
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole, 10**digits) * (-1 if value < 0 else 1)


def limits_for(target: Target | None, better: Better) -> Thresholds | None:
    """The limits of a target that can judge; None of any other."""
    if target is None or better is Better.CONTEXT or target_problems(target, better):
        return None
    return thresholds_of(target, better)
