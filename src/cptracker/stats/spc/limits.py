"""Control limits of an XmR chart: how they are computed, and what a profile changes.

The measure-independent half of a chart's rules. What belongs to one measure (its baseline, its
recalculations, its target) comes from the plan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import lcm

from attrs import field, frozen
from attrs.validators import ge

from cptracker.model.problems import Problem, ProblemKind
from cptracker.model.targets import LEAST_BASELINE, Recalculation


class LimitsConflict(StrEnum):
    """What the latest point shows when rules say both better and worse of it."""

    IMPROVEMENT = "improvement"
    FIRST = "first"


@frozen(kw_only=True)
class ChartProfile:
    """The settings of an XmR chart.

    Attributes:
        factor: Limits lie so many mean moving ranges from the mean; 3/1.128, rounded as MDC does.
        range_factor: The moving range chart's limit, and the bound of the outlier screen.
        screen_outliers: Leave out, once, moving ranges at or beyond that bound. Off: it makes
            limits of no width where small counts hardly move.
        run_length: So many points in a row strictly on one side of the mean are a run.
        trend_length: So many points in a row, each beyond the last, are a trend.
        tie_breaks_trend: Whether two equal points end a trend; if not, a repeat neither adds nor
            cancels.
        outside_counts_as_near: Whether a point beyond a limit counts for "two of three".
        third_on_same_side: Whether "two of three" asks all three to be on one side of the mean.
        least_points: Fewer points have no limits and no icons; fewer since a recalculation have
            trial limits and no icons.
        conflict: What is shown of a point that is both better and worse. `first` is the rule that
            comes first in the order outside, trend, two of three, run.
        limit_decides: Whether a target exactly on a limit passes or fails; if not, it is hit or
            miss.
    """

    factor: Fraction = Fraction(266, 100)
    range_factor: Fraction = Fraction(3267, 1000)
    screen_outliers: bool = False
    run_length: int = field(default=7, validator=ge(2))
    trend_length: int = field(default=7, validator=ge(3))
    tie_breaks_trend: bool = True
    outside_counts_as_near: bool = True
    third_on_same_side: bool = True
    least_points: int = field(default=13, validator=ge(2))
    conflict: LimitsConflict = LimitsConflict.IMPROVEMENT
    limit_decides: bool = False


MDC = ChartProfile()
"""Making Data Count's own choices, as its Excel tool draws them."""


TWO_OF_THREE_SIGMA = Fraction(2, 3)


@frozen(kw_only=True)
class ControlLimits:
    """The lines of one segment, in the measure's unit, unclamped.

    A share's limits may lie below 0 or above 100: that is for a drawing to cut, never for a rule.

    Attributes:
        mean: The mean of the points behind the limits.
        lower: The lower process limit.
        upper: The upper process limit.
        near_lower: The lower two-sigma line.
        near_upper: The upper two-sigma line.
        moving_range: The mean of how far each point lies from the one before.
        moving_range_limit: The upper limit of a moving range chart.
        points: How many points the lines rest on.
    """

    mean: Fraction
    lower: Fraction
    upper: Fraction
    near_lower: Fraction
    near_upper: Fraction
    moving_range: Fraction
    moving_range_limit: Fraction
    points: int


def control_limits(
    values: Sequence[Fraction], *, baseline: int | None = None, profile: ChartProfile = MDC
) -> ControlLimits | None:
    """The limits of one segment's values, in order of time.

    Args:
        values: All values of the segment; a moving range never reaches beyond it.
        baseline: Only the first so many decide the limits; all if None.
        profile: The settings.

    Returns:
        None for fewer than two values, which have no moving range.
    """
    basis = values if baseline is None else values[:baseline]
    if len(basis) < 2:
        return None
    whole_values, unit = in_whole_numbers(basis)
    mean = Fraction(sum(whole_values), len(whole_values) * unit)
    moving_range = _mean_moving_range(whole_values, profile) / unit
    away = profile.factor * moving_range
    return ControlLimits(
        mean=mean,
        lower=mean - away,
        upper=mean + away,
        near_lower=mean - TWO_OF_THREE_SIGMA * away,
        near_upper=mean + TWO_OF_THREE_SIGMA * away,
        moving_range=moving_range,
        moving_range_limit=profile.range_factor * moving_range,
        points=len(basis),
    )


def in_whole_numbers(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The values as whole numbers of one unit, and how many units make 1: exact, and fast."""
    unit = lcm(*(value.denominator for value in values))
    return [value.numerator * (unit // value.denominator) for value in values], unit


def _mean_moving_range(values: Sequence[int], profile: ChartProfile) -> Fraction:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean = Fraction(sum(ranges), len(ranges))
    if profile.screen_outliers and mean:
        inside = [number for number in ranges if number < profile.range_factor * mean]
        return Fraction(sum(inside), len(inside))
    return mean


def chart_problems(
    recalculations: Iterable[Recalculation] = (), baseline: int | None = None
) -> tuple[Problem, ...]:
    """Why these cannot shape one measure's chart; empty when they can.

    The problems are the plan's and name measure and date; the caller knows the place.
    """
    faults = [*_recalculation_faults(tuple(recalculations)), *_baseline_faults(baseline)]
    return tuple(
        Problem(kind=ProblemKind.PLAN, message=message, hint=hint) for message, hint in faults
    )


def _recalculation_faults(recalculations: tuple[Recalculation, ...]) -> Iterator[tuple[str, str]]:
    for dated in recalculations:
        named = f"the recalculation for `{dated.measure}` from {dated.since}"
        if not dated.reason.strip():
            yield f"{named} has no reason", "say what changed: without a cause limits stay"
        if not dated.source.strip():
            yield f"{named} does not say who agreed it", "give the meeting in `source`"
    for (measure, since), times in Counter(
        (recalculation.measure, recalculation.since) for recalculation in recalculations
    ).items():
        if times > 1:
            yield f"`{measure}` has {times} recalculations from {since}", "keep one of them"


def _baseline_faults(baseline: int | None) -> Iterator[tuple[str, str]]:
    if baseline is not None and baseline < LEAST_BASELINE:
        yield (
            f"a baseline needs {LEAST_BASELINE} points or more, not {baseline}",
            "12 to 20 are usual; leave it out to use all points",
        )
