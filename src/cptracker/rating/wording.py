"""Figures, rules and reasons in words; no displayed number ever contradicts its colour."""

from collections.abc import Mapping
from fractions import Fraction

from cptracker.model.figures import Figure, MissingReason, Rating, Unrated
from cptracker.model.periods import long_date
from cptracker.model.rounding import (
    MOST_DIGITS,
    POUNDS,
    amount_in_words,
    exactly,
    number,
    rounded,
    unit_beside,
    with_sign,
)
from cptracker.model.targets import Target
from cptracker.rating.thresholds import Thresholds

MISSING_IN_WORDS = {
    MissingReason.NO_CASES: "no cases",
    MissingReason.NOT_DUE: "not due yet",
    MissingReason.NOT_SUPPLIED: "not supplied",
    MissingReason.NOT_COMPUTABLE: "not computable",
    MissingReason.HIDDEN: "hidden",
}


RATING_IN_WORDS = {
    Rating.GREEN: "Green",
    Rating.AMBER: "Amber",
    Rating.RED: "Red",
    Rating.COMPLETE: "Complete",
    Rating.NO_TARGET: "No target",
    Rating.NO_DATA: "No data",
    Rating.NOT_STARTED: "Not started",
    Rating.CANCELLED: "Cancelled",
    Rating.HIDDEN: "Hidden",
}

SHOWN_IN_WORDS: Mapping[Rating | Unrated, str] = dict(
    [*RATING_IN_WORDS.items(), (Unrated.REPORTED, "Reported")]
)
"""Also of what is only reported."""


CONFIDENTIAL = "[c]"
"""The government's shorthand for a hidden figure."""


LOW_RELIABILITY = "u"
"""The mark of a share of so few that it is told as so many of so many."""


_SMALL = 10


def shown_value_text(value: Fraction, digits: int, limits: Thresholds | None = None) -> str:
    """A number with as many more digits as its rating needs: 89.96 is not shown as 90.0 in red."""
    return number(value, _honest_digits(value, digits, limits))


def _honest_digits(value: Fraction, digits: int, limits: Thresholds | None) -> int:
    if limits is None:
        return digits
    rating = limits.rate(value)
    for more in range(digits, MOST_DIGITS):
        if limits.rate(rounded(value, more)) is rating:
            return more
    return MOST_DIGITS


def usual_digits(figure: Figure, unit: str) -> int:
    """How many digits a figure is shown with: shares 1, counts 0, money and small means 2, else 1.

    One that was rounded to be published is shown with no digit more than it has.
    """
    value = figure.value or Fraction(0)
    if figure.digits is not None:
        return figure.digits
    if unit == "%":
        return 1
    if figure.denominator is None and value.denominator == 1:
        return 0
    if unit == POUNDS:
        return 2
    return 2 if abs(value) < _SMALL else 1


def figure_text(figure: Figure, unit: str, limits: Thresholds | None = None) -> str:
    """A figure's value for show without its unit but for `%`; why there is none in two words."""
    if figure.missing_reason is MissingReason.HIDDEN:
        return CONFIDENTIAL
    if figure.value is None:
        return MISSING_IN_WORDS[figure.missing_reason or MissingReason.NOT_COMPUTABLE]
    if LOW_RELIABILITY in figure.marks:
        return f"{figure.numerator:,} of {figure.denominator:,} [{LOW_RELIABILITY}]"
    return with_sign(number(figure.value, shown_digits(figure, unit, limits)), unit)


def shown_digits(figure: Figure, unit: str, limits: Thresholds | None = None) -> int:
    """How many digits after the point a figure with a value is shown with, for its rating too."""
    value = figure.value or Fraction(0)
    return _honest_digits(value, usual_digits(figure, unit), limits)


def missing_in_words(figure: Figure) -> str:
    """Why there is no value, in words that keep the cases apart."""
    missing_reason = figure.missing_reason or MissingReason.NOT_COMPUTABLE
    words = MISSING_IN_WORDS[missing_reason]
    usual = {
        MissingReason.NO_CASES: "nobody was eligible in the period",
        MissingReason.HIDDEN: "small numbers are protected",
        MissingReason.NOT_COMPUTABLE: f"not known for any of {figure.unknown:,}"
        if figure.unknown
        else "",
    }
    because = figure.note or usual.get(missing_reason, "")
    return f"{words}: {because}" if because else words


def rule_in_words(limits: Thresholds, unit: str) -> str:
    """Such as `green at 90% or more, amber from 85%`."""
    if limits.low is not None and limits.high is not None:
        green = f"green from {_limit(limits.low, unit)} to {_limit(limits.high, unit)}"
    elif limits.low is not None:
        green = f"green at {_limit(limits.low, unit)} or more"
    else:
        fewer = "fewer" if unit_beside(unit) else "less"
        green = f"green at {_limit(limits.high or Fraction(0), unit)} or {fewer}"
    return f"{green}, {_amber(limits, unit) or 'otherwise red'}"


def _limit(value: Fraction, unit: str) -> str:
    return with_sign(exactly(value), unit)


def _amber(limits: Thresholds, unit: str) -> str:
    bounds = []
    if limits.amber_low is not None and limits.amber_low != limits.low:
        bounds.append(f"from {_limit(limits.amber_low, unit)}")
    if limits.amber_high is not None and limits.amber_high != limits.high:
        bounds.append(f"up to {_limit(limits.amber_high, unit)}")
    return f"amber {' or '.join(bounds)}" if bounds else ""


def target_in_words(target: Target, unit: str) -> str:
    """What was promised and for which day: `90%`, `40% to 60%`, `90% by 31 March 2027`."""
    values = (target.value,) if target.value is not None else (target.low, target.high)
    words = " to ".join(_limit(Fraction(value), unit) for value in values if value is not None)
    return f"{words} by {long_date(target.due)}" if target.due else words


def due_in_words(target: Target, unit: str) -> str:
    """What is still to come, where nothing is due yet."""
    promised = f"{target_in_words(target, unit)} is promised"
    if not target.interim:
        return f"{promised}, and nothing before"
    first = target.interim[0]
    interim_value = _limit(Fraction(first.value), unit)
    return f"{promised}, and before that {interim_value} by {long_date(first.by)}"


def short_of(figure: Figure, unit: str, limits: Thresholds) -> str:
    """How far a value lies from its target, such as `2.1 points short of 90%`."""
    if limits.low is not None and limits.high is not None:
        return _from_range(figure, unit, limits, limits.low, limits.high)
    edge = limits.low if limits.low is not None else limits.high or Fraction(0)
    words = ("above", "short of") if limits.low is not None else ("over", "under")
    return _distance_in_words(figure, unit, limits, edge, words)


def _from_range(
    figure: Figure, unit: str, limits: Thresholds, low: Fraction, high: Fraction
) -> str:
    value = figure.value or Fraction(0)
    if low <= value <= high:
        return f"within {_limit(low, unit)} to {_limit(high, unit)}"
    return _distance_in_words(
        figure, unit, limits, low if value < low else high, ("above", "below")
    )


def _distance_in_words(
    figure: Figure, unit: str, limits: Thresholds, edge: Fraction, words: tuple[str, str]
) -> str:
    """How far apart, with enough digits that it is never `0.0 points`."""
    value = figure.value or Fraction(0)
    target_value = _limit(edge, unit)
    if value == edge:
        return f"exactly {target_value}, as promised"
    gap = abs(value - edge)
    usual = usual_digits(figure, unit) or len(exactly(edge).partition(".")[2])
    digits = _honest_digits(value, usual, limits)
    amount = amount_in_words(gap, digits, unit)
    return f"{amount} {words[0] if value > edge else words[1]} {target_value}"
