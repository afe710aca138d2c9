"""An XmR chart as values: points with their signals, segments with their limits, the two icons."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from cptracker.model import Better, Recalculation
from cptracker.periods import Period
from cptracker.results import Figure
from cptracker.spc.icons import Assurance, Variation, assurance, variation
from cptracker.spc.limits import ControlLimits, control_limits
from cptracker.spc.profile import MDC, Profile
from cptracker.spc.rules import Signals, signals


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
    profile: Profile = MDC,
) -> Chart:
    """The chart of a series, whatever sort of series it is; `read` says whether it may be drawn.

    Args:
        figures: Of one group, oldest first; a figure without a value is no point.
        better: Which way is good.
        target: In force in the latest period, in the measure's unit.
        baseline: Only the first so many points of each segment decide its limits.
        recalculations: The measure's own.
        profile: The settings.
    """
    parts = _parts(figures, recalculations)
    segments = tuple(_segment(part, begun, better, baseline, profile) for begun, part in parts)
    latest = segments[-1] if segments else None
    if latest is None or latest.trial or latest.limits is None:
        return Chart(segments=segments, variation=None, assurance=None)
    values = [point.value for point in latest.points]
    return Chart(
        segments=segments,
        variation=latest.points[-1].variation,
        assurance=assurance(values, latest.limits, target, better, profile),
    )


def _parts(
    figures: Iterable[Figure], recalculations: Iterable[Recalculation]
) -> list[tuple[Recalculation | None, list[Point]]]:
    """The points cut where limits begin anew, each part with the recalculation in force."""
    by_day = sorted(recalculations, key=lambda one: one.since)
    parts: dict[Recalculation | None, list[Point]] = {}
    for figure in figures:
        if figure.value is not None:
            begun = [one for one in by_day if one.since <= figure.period.end]
            point = Point(period=figure.period, value=figure.value)
            parts.setdefault(begun[-1] if begun else None, []).append(point)
    return list(parts.items())


def _segment(
    points: list[Point],
    begun: Recalculation | None,
    better: Better,
    baseline: int | None,
    profile: Profile,
) -> Segment:
    values = [point.value for point in points]
    limits = control_limits(values, baseline=baseline, profile=profile)
    if limits is None or len(points) < profile.least_points:
        return Segment(points=tuple(points), limits=limits, trial=True, recalculation=begun)
    judged = tuple(
        Point(
            period=point.period,
            value=point.value,
            signals=found,
            variation=variation(found, better, profile),
        )
        for point, found in zip(points, signals(values, limits, profile), strict=True)
    )
    return Segment(points=judged, limits=limits, trial=False, recalculation=begun)
