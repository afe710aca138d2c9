"""The control limits of an XmR chart, exact: the mean and the mean moving range decide them."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

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
    whole, unit = in_whole_numbers(basis)
    mean = Fraction(sum(whole), len(whole) * unit)
    moving_range = _mean_moving_range(whole, profile) / unit
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


def _mean_moving_range(values: Sequence[int], profile: Profile) -> Fraction:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean = Fraction(sum(ranges), len(ranges))
    if profile.screen_outliers and mean:
        kept = [one for one in ranges if one < profile.range_factor * mean]
        return Fraction(sum(kept), len(kept))
    return mean
