"""The neighbours' figures as one: their mean or their median, exact."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from cptracker.comparing.rounding import decimals
from cptracker.comparisons import Method


def average(values: Sequence[Fraction], method: Method) -> Fraction:
    """The mean or the median of at least one value; of an even number the middle two's mean."""
    if method is Method.MEAN:
        return sum(values, Fraction(0)) / len(values)
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def digits_of_average(values: Iterable[Decimal]) -> int:
    """How many digits after the point an average is shown with: one more than its finest part."""
    return max(map(decimals, values), default=0) + 1
