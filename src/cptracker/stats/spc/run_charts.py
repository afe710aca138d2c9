"""A run chart about the median, for series too short for limits: Anhøj's two tests.

Anhøj and Olesen (2014), as `qicharts2` computes them, without rounding: a shift shows in an
unusually long run on one side of the median, or in unusually few crossings of it.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import comb

from attrs import frozen

from cptracker.stats.spc.rules import runs_in

LEVEL = Fraction(5, 100)
"""Crossings so few are rarer than this by chance."""


@frozen(kw_only=True)
class RunChart:
    """What the two tests found.

    Attributes:
        median: The median of all points, in the measure's unit.
        useful: How many points do not lie on it; with fewer than nine neither test can speak.
        longest_run: The most useful points in a row on one side.
        longest_by_chance: A longer run than this is a signal.
        crossings: How often the series crosses the median.
        fewest_by_chance: Fewer crossings than this are a signal.
    """

    median: Fraction
    useful: int
    longest_run: int
    longest_by_chance: int
    crossings: int
    fewest_by_chance: int

    @property
    def shifted(self) -> bool:
        """Whether either test says that this is more than chance."""
        return self.longest_run > self.longest_by_chance or self.crossings < self.fewest_by_chance


def run_chart(values: Sequence[Fraction]) -> RunChart | None:
    """The tests of a series in order of time; None for no values."""
    if not values:
        return None
    median = _median(values)
    sides = [(value > median) - (value < median) for value in values if value != median]
    runs = [stop - start for start, stop, _ in runs_in(sides)] if sides else []
    return RunChart(
        median=median,
        useful=len(sides),
        longest_run=max(runs, default=0),
        longest_by_chance=_rounded_log2(len(sides)) + 3,
        crossings=max(len(runs) - 1, 0),
        fewest_by_chance=_binomial_quantile(max(len(sides) - 1, 0)),
    )


def _median(values: Sequence[Fraction]) -> Fraction:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _rounded_log2(number: int) -> int:
    """The logarithm to base 2, rounded: up when the number is over 2 to a whole and a half."""
    if number < 1:
        return 0
    exponent = number.bit_length() - 1
    return exponent + (number * number > 1 << (2 * exponent + 1))


def _binomial_quantile(tosses: int) -> int:
    """The least number of heads that so many fair tosses stay at or below with LEVEL's chance."""
    below = 0
    for heads in range(tosses + 1):
        below += comb(tosses, heads)
        if below >= LEVEL * (1 << tosses):
            return heads
    return tosses
