"""The four rules that tell a special cause from chance; every inequality is strict.

NHS England, Making Data Count. A point on a line is never beyond it, and exact values make that
certain.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from cptracker.stats.spc.limits import MDC, ChartProfile, ControlLimits, in_whole_numbers


class SpcRule(StrEnum):
    """Why a point is more than chance, in the order in which the first one speaks."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    RUN = "run"


@frozen
class Signal:
    """One rule that a point is part of, and which way it points.

    Attributes:
        rule: The rule.
        high: Whether it says high: above the mean, or rising for a trend wherever it lies.
    """

    rule: SpcRule
    high: bool

    @property
    def code(self) -> str:
        """Such as `outside`, `two_of_three`, `run_above` or `trend_down`."""
        side_names = {SpcRule.RUN: ("below", "above"), SpcRule.TREND: ("down", "up")}.get(self.rule)
        return f"{self.rule}_{side_names[self.high]}" if side_names else str(self.rule)


Signals = tuple[Signal, ...]


Stretch = tuple[int, int, int]


def spc_signals(
    values: Sequence[Fraction], limits: ControlLimits, profile: ChartProfile = MDC
) -> tuple[Signals, ...]:
    """The signals of each point of one segment, in order of time; a segment's rules end with it.

    Args:
        values: The segment's values, in the measure's unit.
        limits: Its limits, which may rest on its first points only.
        profile: The settings.
    """
    whole_values, lines = _in_one_unit(values, limits)
    sides = [_side(value, lines.mean, lines.mean) for value in whole_values]
    by_rule = {
        SpcRule.OUTSIDE: [_side(value, lines.lower, lines.upper) for value in whole_values],
        SpcRule.TREND: _trends(whole_values, profile),
        SpcRule.TWO_OF_THREE: _twos_of_three(whole_values, sides, lines, profile),
        SpcRule.RUN: _runs(sides, profile),
    }
    return tuple(
        tuple(
            Signal(rule, directions[at] > 0)
            for rule, directions in by_rule.items()
            if directions[at]
        )
        for at in range(len(values))
    )


@frozen
class _ControlLines:
    """The lines of a chart in whole numbers of one unit."""

    mean: int
    lower: int
    upper: int
    near_lower: int
    near_upper: int


def _in_one_unit(
    values: Sequence[Fraction], limits: ControlLimits
) -> tuple[list[int], _ControlLines]:
    """Values and lines as whole numbers of one unit, in which they compare exactly and fast."""
    lines = [limits.mean, limits.lower, limits.upper, limits.near_lower, limits.near_upper]
    whole_values, _ = in_whole_numbers([*values, *lines])
    return whole_values[: len(values)], _ControlLines(*whole_values[len(values) :])


def _side(value: int, low: int, high: int) -> int:
    """1 above both, -1 below both, 0 on or between them."""
    return (value > high) - (value < low)


def runs_in(sides: Sequence[int]) -> Iterator[Stretch]:
    """The longest stretches of equal signs: first position, position after the last, sign."""
    start = 0
    for at in range(1, len(sides) + 1):
        if at == len(sides) or sides[at] != sides[start]:
            yield start, at, sides[start]
            start = at


def _runs(sides: Sequence[int], profile: ChartProfile) -> list[int]:
    directions = [0] * len(sides)
    for start, stop, side in runs_in(sides):
        if stop - start >= profile.run_length:
            directions[start:stop] = [side] * (stop - start)
    return directions


def _trends(values: Sequence[int], profile: ChartProfile) -> list[int]:
    """Where a trend runs and which way; a point that ends one and begins another has the later."""
    positions = _without_repeats(values, profile)
    moves = [_side(values[after], values[at], values[at]) for at, after in pairwise(positions)]
    directions = [0] * len(values)
    for start, stop, way in runs_in(moves):
        if way and stop - start >= profile.trend_length - 1:
            last = positions[stop + 1] - 1 if stop + 1 < len(positions) else len(values) - 1
            directions[positions[start] : last + 1] = [way] * (last + 1 - positions[start])
    return directions


def _without_repeats(values: Sequence[int], profile: ChartProfile) -> list[int]:
    """The positions that a trend is read from: all, or all but repeats of the point before."""
    if profile.tie_breaks_trend:
        return list(range(len(values)))
    return [at for at in range(len(values)) if not at or values[at] != values[at - 1]]


def _twos_of_three(
    values: Sequence[int], sides: Sequence[int], lines: _ControlLines, profile: ChartProfile
) -> list[int]:
    """The points beyond a two-sigma line of which a second lies within three points."""
    near = [_near(value, lines, profile) for value in values]
    directions = [0] * len(values)
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        for way in (1, -1):
            beyond = [at for at in three if near[at] == way]
            together = not profile.third_on_same_side or all(sides[at] == way for at in three)
            if len(beyond) >= 2 and together:
                for at in beyond:
                    directions[at] = way
    return directions


def _near(value: int, lines: _ControlLines, profile: ChartProfile) -> int:
    outside = _side(value, lines.lower, lines.upper)
    if outside and not profile.outside_counts_as_near:
        return 0
    return _side(value, lines.near_lower, lines.near_upper)
