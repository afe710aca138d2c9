"""An XmR chart as values, and Making Data Count's two icons for it.

Both look at the latest segment. The words are this project's public names for the icons.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from cptracker.model.figures import Figure
from cptracker.model.periods import Period
from cptracker.model.plan import Better
from cptracker.model.targets import Recalculation
from cptracker.stats.spc.limits import (
    MDC,
    ChartProfile,
    ControlLimits,
    LimitsConflict,
    control_limits,
)
from cptracker.stats.spc.rules import Signal, Signals, spc_signals


class Variation(StrEnum):
    """What the latest point says: chance, or better or worse than chance, and where it lies."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"

    @property
    def kind(self) -> str:
        """`common`, `improvement`, `concern` or `neutral`."""
        return self.value.split("_")[0]


class Assurance(StrEnum):
    """Whether the process, as it is, meets the target: always, never, or now and then."""

    PASS = "pass"
    HIT_OR_MISS = "hit_or_miss"
    FAIL = "fail"


def variation(signals: Sequence[Signal], better: Better, profile: ChartProfile = MDC) -> Variation:
    """The icon of one point with these signals; without any it is common cause."""
    if not signals:
        return Variation.COMMON_CAUSE
    high = _shown_high(signals, better, profile)
    where = "high" if high else "low"
    if better not in (Better.HIGHER, Better.LOWER):
        return Variation(f"neutral_{where}")
    good = high == (better is Better.HIGHER)
    return Variation(f"{'improvement' if good else 'concern'}_{where}")


def _shown_high(signals: Sequence[Signal], better: Better, profile: ChartProfile) -> bool:
    sides = {signal.high for signal in signals}
    one_sided = better in (Better.HIGHER, Better.LOWER)
    if len(sides) == 2 and one_sided and profile.conflict is LimitsConflict.IMPROVEMENT:
        return better is Better.HIGHER
    return signals[0].high


def assurance(
    values: Sequence[Fraction],
    limits: ControlLimits,
    target: Fraction | None,
    better: Better,
    profile: ChartProfile = MDC,
) -> Assurance | None:
    """The icon of a target against the limits of the latest segment.

    Args:
        values: The latest segment's values; a series that is always on its target passes.
        limits: The latest segment's limits.
        target: In force in the latest period, in the measure's unit.
        better: Which way is good.
        profile: Says what a target exactly on a limit is.

    Returns:
        None without a target, and where neither more nor less is better.
    """
    if target is None or better not in (Better.HIGHER, Better.LOWER):
        return None
    if all(value == target for value in values):
        return Assurance.PASS
    above = target > limits.upper or (profile.limit_decides and target == limits.upper)
    below = target < limits.lower or (profile.limit_decides and target == limits.lower)
    if above == below:
        return Assurance.HIT_OR_MISS
    return Assurance.PASS if below == (better is Better.HIGHER) else Assurance.FAIL


@frozen(kw_only=True)
class Point:
    """One figure on the chart.

    Attributes:
        period: Its period.
        value: In the measure's unit, exact.
        signals: The rules it is part of; empty for chance, and on trial limits.
        variation: What its colour says; None on trial limits.
    """

    period: Period
    value: Fraction
    signals: Signals = ()
    variation: Variation | None = None


@frozen(kw_only=True)
class Segment:
    """The points that share limits.

    Attributes:
        points: In order of time.
        limits: Their limits; None for a single point.
        trial: Whether the points are too few: the limits may be drawn, and decide nothing.
        recalculation: What began it; None for the first.
    """

    points: tuple[Point, ...]
    limits: ControlLimits | None
    trial: bool
    recalculation: Recalculation | None = None


@frozen(kw_only=True)
class Chart:
    """A whole chart.

    Attributes:
        segments: In order of time, none of them empty.
        variation: The latest point's icon; None on trial limits.
        assurance: The target's icon; None without a target and on trial limits.
    """

    segments: tuple[Segment, ...]
    variation: Variation | None
    assurance: Assurance | None

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in order of time."""
        return tuple(point for segment in self.segments for point in segment.points)


def control_chart(
    figures: Sequence[Figure],
    better: Better,
    *,
    target: Fraction | None = None,
    baseline: int | None = None,
    recalculations: Iterable[Recalculation] = (),
    profile: ChartProfile = MDC,
) -> Chart:
    """The chart of a series, whatever kind of series it is; `read` says whether it may be drawn.

    Args:
        figures: Of one group, oldest first; a figure without a value is no point.
        better: Which way is good.
        target: In force in the latest period, in the measure's unit.
        baseline: Only the first so many points of each segment decide its limits.
        recalculations: The measure's own.
        profile: The settings.
    """
    segment_points = _split_at(figures, recalculations)
    segments = tuple(
        _segment(part, begun, better, baseline, profile) for begun, part in segment_points
    )
    latest = segments[-1] if segments else None
    if latest is None or latest.trial or latest.limits is None:
        return Chart(segments=segments, variation=None, assurance=None)
    values = [point.value for point in latest.points]
    return Chart(
        segments=segments,
        variation=latest.points[-1].variation,
        assurance=assurance(values, latest.limits, target, better, profile),
    )


def _split_at(
    figures: Iterable[Figure], recalculations: Iterable[Recalculation]
) -> list[tuple[Recalculation | None, list[Point]]]:
    """The points cut where limits begin anew, each part with the recalculation in force."""
    by_day = sorted(recalculations, key=lambda recalculation: recalculation.since)
    points_by_recalculation: dict[Recalculation | None, list[Point]] = {}
    for figure in figures:
        if figure.value is not None:
            begun = [
                recalculation
                for recalculation in by_day
                if recalculation.since <= figure.period.end
            ]
            point = Point(period=figure.period, value=figure.value)
            points_by_recalculation.setdefault(begun[-1] if begun else None, []).append(point)
    return list(points_by_recalculation.items())


def _segment(
    points: list[Point],
    begun: Recalculation | None,
    better: Better,
    baseline: int | None,
    profile: ChartProfile,
) -> Segment:
    values = [point.value for point in points]
    limits = control_limits(values, baseline=baseline, profile=profile)
    if limits is None or len(points) < profile.least_points:
        return Segment(points=tuple(points), limits=limits, trial=True, recalculation=begun)
    points_with_signals = tuple(
        Point(
            period=point.period,
            value=point.value,
            signals=signals,
            variation=variation(signals, better, profile),
        )
        for point, signals in zip(points, spc_signals(values, limits, profile), strict=True)
    )
    return Segment(points=points_with_signals, limits=limits, trial=False, recalculation=begun)
