"""The control limits of an XmR chart, exact: the mean and the mean moving range decide them."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from cptracker.spc.profile import MDC, Profile

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
    values: Sequence[Fraction], *, baseline: int | None = None, profile: Profile = MDC
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
    mean = sum(basis, Fraction(0)) / len(basis)
    moving_range = _mean_moving_range(basis, profile)
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


def _mean_moving_range(values: Sequence[Fraction], profile: Profile) -> Fraction:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean = sum(ranges, Fraction(0)) / len(ranges)
    if profile.screen_outliers and mean:
        kept = [one for one in ranges if one < profile.range_factor * mean]
        return sum(kept, Fraction(0)) / len(kept)
    return mean
