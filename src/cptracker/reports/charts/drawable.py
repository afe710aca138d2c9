"""What of an indicator may be drawn: what its words show, as exactly as they show it, and no more.

A place on the paper is a number too. So each value is rounded as its text is before it is drawn,
a hidden figure has no value to draw, and no line rests on one.
"""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from cptracker.model.figures import Figure, MissingReason, Rating
from cptracker.model.periods import Period
from cptracker.model.rounding import number, rounded, with_sign, without_noughts
from cptracker.model.targets import Target
from cptracker.rating.thresholds import Thresholds, usable_thresholds
from cptracker.rating.wording import MISSING_IN_WORDS, figure_text, shown_digits, usual_digits
from cptracker.status.report import Indicator

SYMBOLS = {
    MissingReason.HIDDEN: "[c]",
    MissingReason.NO_CASES: "[z]",
    MissingReason.NOT_DUE: "[x]",
    MissingReason.NOT_SUPPLIED: "[x]",
    MissingReason.NOT_COMPUTABLE: "[x]",
}
"""The government's shorthand for a gap: confidential, not applicable, not available."""


GAPS = {
    "[c]": "[c] hidden, to protect children",
    "[z]": "[z] no cases",
    "[x]": "[x] no figure",
}


@frozen(kw_only=True)
class ChartPoint:
    """One period as a picture may show it.

    Attributes:
        period: The period.
        value: Rounded as `text` is; None where there is no figure.
        text: As the tables say it.
        missing_reason: Why there is no value.
        target: In force then; None without one, and where it is not known.
        rating: By that target; None where no judgement was made.
    """

    period: Period
    value: Fraction | None
    text: str
    missing_reason: MissingReason | None = None
    target: Target | None = None
    rating: Rating | None = None


def as_shown(figure: Figure, unit: str, limits: Thresholds | None = None) -> Fraction | None:
    """A figure's value, no more exact than its text."""
    if figure.value is None:
        return None
    return rounded(figure.value, shown_digits(figure, unit, limits))


def periods_shown(indicator: Indicator) -> tuple[ChartPoint, ...]:
    """The indicator's series, oldest first, or its one figure if it has no series."""
    figures = indicator.series or (indicator.figure,)
    judgements = indicator.judgements
    is_rated = len(judgements) == len(figures)
    latest = indicator.judgement.target
    points = []
    for place, figure in enumerate(figures):
        latest_target = latest if latest is not None and latest.since <= figure.period.end else None
        target = judgements[place].target if is_rated else latest_target
        limits = usable_thresholds(target, indicator.better)
        points.append(
            ChartPoint(
                period=figure.period,
                value=as_shown(figure, indicator.unit, limits),
                text=chart_value_text(figure, indicator.unit, limits),
                missing_reason=None if figure.value is not None else _why(figure),
                target=target,
                rating=judgements[place].rating if is_rated else None,
            )
        )
    return tuple(sorted(points, key=lambda point: point.period.last_month))


def chart_value_text(figure: Figure, unit: str, limits: Thresholds | None = None) -> str:
    """A figure as the tables say it; why there is none in words, which signs in gaps are not."""
    if figure.value is None:
        return MISSING_IN_WORDS[_why(figure)]
    return figure_text(figure, unit, limits)


def _why(figure: Figure) -> MissingReason:
    return figure.missing_reason or MissingReason.NOT_COMPUTABLE


def any_hidden(indicator: Indicator) -> bool:
    """Whether any figure is hidden, so that no line may rest on the whole series."""
    return any(
        figure.missing_reason is MissingReason.HIDDEN
        for figure in (*indicator.series, indicator.figure)
    )


def digits_of(indicator: Indicator) -> int:
    """How many digits lines are written with: those of the figures, and one for whole numbers."""
    figures = [
        figure for figure in (*indicator.series, indicator.figure) if figure.value is not None
    ]
    digits = max((usual_digits(figure, indicator.unit) for figure in figures), default=0)
    return digits if indicator.unit == "%" else max(digits, 1)


def written(value: Fraction, unit: str, digits: int) -> str:
    """A number for show with the sign of its unit and no needless noughts."""
    return with_sign(without_noughts(number(value, digits)), unit)


def edges(target: Target | None) -> tuple[Fraction, ...]:
    """The values that a target promises: one, or the two ends of a range."""
    if target is None:
        return ()
    ends = (target.value, target.low, target.high)
    return tuple(Fraction(end) for end in ends if end is not None)


def bounds(indicator: Indicator, values: Iterable[Fraction]) -> tuple[Fraction | None, ...]:
    """Between which values the measure can lie at all: a share in 0 to 100, a count from 0."""
    values = list(values)
    if any(value < 0 for value in values):
        return None, None
    share = indicator.statistic == "share" or (
        indicator.statistic is None and indicator.unit == "%"
    )
    most = Fraction(100) if share and all(value <= 100 for value in values) else None
    return Fraction(0), most


def gaps_in_words(points: Iterable[ChartPoint]) -> str:
    """What the signs in the gaps mean, those that are there."""
    signs = {SYMBOLS[point.missing_reason] for point in points if point.missing_reason is not None}
    return "; ".join(words for sign, words in GAPS.items() if sign in signs)


def why_missing(missing_reason: MissingReason) -> str:
    """Why there is no figure, in two words."""
    return MISSING_IN_WORDS[missing_reason]
