"""Direction of travel in words of better and worse, never from two points.

By SPC where there are points enough; else by a straight line through all points shown, which has a
direction only when its slope is more than chance (as Kent judges its scorecard). Beside it stand
the plain differences from the last period and from the same period last year, uncoloured.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from cptracker.model.figures import Figure
from cptracker.model.periods import Period
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.stats.distributions import t_score
from cptracker.stats.spc.result import CONCERNS, IMPROVEMENTS, SpcResult

CONFIDENCE = 0.95


LEAST_POINTS = 4
"""Three points leave one degree of freedom: only a fluke of rounding then looks like a trend."""


YEAR = 12


class Direction(StrEnum):
    """Which way a measure goes."""

    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_TREND = "no clear trend"
    TOO_FEW_POINTS = "too few points"


@frozen(kw_only=True)
class TrendChange:
    """A plain difference between two figures: no judgement, and no colour.

    Attributes:
        since: The earlier period.
        before: Its value.
        difference: The later value less the earlier one, in the measure's unit.
        direction: Better or worse; None where they are equal or neither way is good.
    """

    since: Period
    before: Fraction
    difference: Fraction
    direction: Direction | None


@frozen(kw_only=True)
class Trend:
    """Where a measure is going.

    Attributes:
        direction: None for context only, and for a range without a target.
        by: What told it, `spc` or `trend`; None where nothing could.
        points: How many points it rests on.
        last_period: The difference from the period before.
        last_year: The difference from the same period a year before; None for yearly figures,
            where it is the same.
    """

    direction: Direction | None
    by: str | None
    points: int
    last_period: TrendChange | None = None
    last_year: TrendChange | None = None


@frozen(kw_only=True)
class TrendLine:
    """A straight line through points by least squares.

    Attributes:
        slope: How much the value rises in a month, in the measure's unit.
        variance: The square of the slope's standard error.
        points: How many points it goes through.
    """

    slope: Fraction
    variance: Fraction
    points: int

    def rises(self, confidence: float = CONFIDENCE) -> int:
        """1 when the slope's interval lies above 0, -1 when below, 0 when it covers 0."""
        reach = Fraction(t_score(confidence, self.points - 2)) ** 2 * self.variance
        if self.slope**2 <= reach:
            return 0
        return 1 if self.slope > 0 else -1


def trend(
    figures: Sequence[Figure],
    better: Better,
    *,
    reading: SpcResult | None = None,
    target: Target | None = None,
    window: int = 0,
) -> Trend:
    """The direction of travel of the figures shown, and the plain differences.

    Args:
        figures: Of one group, oldest first.
        better: Which way is good.
        reading: What SPC says, of these figures or of a longer series that ends with them.
        target: In force in the latest period; needed where near is better.
        window: How many months back the measure looks from each period's end. Figures that share
            months move together by chance, so the line goes through those a whole window apart.
    """
    direction, by, points = _direction(figures, better, reading, target, window)
    return Trend(
        direction=direction,
        by=by,
        points=points,
        last_period=trend_change(figures, better, months=None, target=target),
        last_year=trend_change(figures, better, months=YEAR, target=target),
    )


FoundDirection = tuple[Direction | None, str | None, int]


def _direction(
    figures: Sequence[Figure],
    better: Better,
    reading: SpcResult | None,
    target: Target | None,
    window: int,
) -> FoundDirection:
    if better is Better.CONTEXT:
        return None, None, 0
    chart_trend = _by_spc(reading, better)
    if chart_trend:
        return chart_trend
    points = figures_without_overlap(figures, window)
    heights = [_height(point.value, better, target) for point in points if point.value is not None]
    known_heights = [height for height in heights if height is not None]
    if len(known_heights) < len(heights):
        return None, None, len(points)
    if len(points) < LEAST_POINTS:
        return Direction.TOO_FEW_POINTS, None, len(points)
    rises = trend_line_of([figure.period.last_month for figure in points], known_heights).rises()
    directions = {1: Direction.BETTER, -1: Direction.WORSE, 0: Direction.NO_CLEAR_TREND}
    return directions[rises], "trend", len(points)


def _by_spc(reading: SpcResult | None, better: Better) -> FoundDirection | None:
    """What the variation icon says; nothing where near is better, which no icon knows."""
    if reading is None or reading.chart is None or reading.variation is None:
        return None
    if better is Better.NEAR:
        return None
    points = len(reading.chart.segments[-1].points)
    if reading.variation in IMPROVEMENTS:
        return Direction.BETTER, "spc", points
    if reading.variation in CONCERNS:
        return Direction.WORSE, "spc", points
    return Direction.NO_CLEAR_TREND, "spc", points


def _height(value: Fraction, better: Better, target: Target | None) -> Fraction | None:
    """A value on a scale on which more is better; None where nothing says which way that is."""
    if better is Better.HIGHER:
        return value
    if better is Better.LOWER:
        return -value
    if better is Better.CONTEXT or target is None or target.low is None or target.high is None:
        return None
    return min(value - Fraction(target.low), Fraction(target.high) - value, Fraction(0))


def figures_without_overlap(figures: Sequence[Figure], window: int = 0) -> tuple[Figure, ...]:
    """The figures with a value that share no months, back from the latest, oldest first."""
    separate: list[Figure] = []
    for figure in reversed(figures):
        covered = max(figure.period.every.months, window)
        if figure.value is None:
            continue
        if not separate or separate[-1].period.last_month - figure.period.last_month >= covered:
            separate.append(figure)
    return tuple(reversed(separate))


def trend_line_of(months: Sequence[int], values: Sequence[Fraction]) -> TrendLine:
    """The straight line through at least three values, by ordinary least squares, exact.

    Args:
        months: When, as month indices, not all the same.
        values: As many values.
    """
    number = len(values)
    month = Fraction(sum(months), number)
    mean = sum(values, Fraction(0)) / number
    across = [number - month for number in months]
    up = [value - mean for value in values]
    width = sum((value * value for value in across), Fraction(0))
    slope = sum((x * y for x, y in zip(across, up, strict=True)), Fraction(0)) / width
    left = sum((y * y for y in up), Fraction(0)) - slope * slope * width
    return TrendLine(slope=slope, variance=left / (number - 2) / width, points=number)


def trend_change(
    figures: Sequence[Figure],
    better: Better,
    *,
    months: int | None = None,
    target: Target | None = None,
) -> TrendChange | None:
    """The difference of the latest figure from an earlier one.

    Args:
        figures: Of one group; the last is the latest.
        better: Which way is good.
        months: How many months before; None for the period just before.
        target: Needed where near is better.

    Returns:
        None when either period has no figure, and when the same period last year is the last one.
    """
    if not figures or figures[-1].value is None:
        return None
    latest, now = figures[-1].period, figures[-1].value
    if months is not None and months <= latest.every.step:
        return None
    before = Period(latest.last_month - (months or latest.every.step), latest.every)
    then = next((figure.value for figure in figures if figure.period == before), None)
    if then is None:
        return None
    way = _direction_of_change(_height(now, better, target), _height(then, better, target))
    return TrendChange(since=before, before=then, difference=now - then, direction=way)


def _direction_of_change(now: Fraction | None, then: Fraction | None) -> Direction | None:
    if now is None or then is None or now == then:
        return None
    return Direction.BETTER if now > then else Direction.WORSE
