"""The neighbours' figures as one: their mean or their median, exact."""

from collections.abc import Sequence
from fractions import Fraction

from cptracker.comparisons import Method


def average(values: Sequence[Fraction], method: Method) -> Fraction:
    """The mean or the median of at least one value; of an even number the middle two's mean."""
    if method is Method.MEAN:
        return sum(values, Fraction(0)) / len(values)
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
