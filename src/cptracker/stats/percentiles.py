"""Percentiles of amounts, exact, with bounds for those not known and limits of chance.

The p-th percentile is the least amount that at least p of a hundred do not exceed; where exactly
that many do not, it is half way to the next. So the 50th is the usual median. (Definition 2 of
Hyndman and Fan, 1996.)
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, comb, floor, sqrt

from cptracker.stats.distributions import z_score

HUNDRED = 100


CONFIDENCE = 0.95


MOST_EXACT = 1_000
"""Beyond so many amounts the ranks are taken from the normal distribution."""


def percentile_of(amounts: Sequence[int], percent: int) -> Fraction:
    """The percentile of amounts in order, of which there is at least one.

    >>> percentile_of([1, 2, 4, 9], 50)
    Fraction(3, 1)
    >>> percentile_of([1, 2, 4, 9], 90)
    Fraction(9, 1)
    """
    low, high = _ranks(len(amounts), percent)
    return Fraction(amounts[low - 1] + amounts[high - 1], 2)


def _ranks(number: int, percent: int) -> tuple[int, int]:
    """The two ranks, from 1, whose amounts a percentile lies between; mostly they are one."""
    place = Fraction(number * percent, HUNDRED)
    rank = ceil(place)
    return (rank, rank + 1) if place == rank else (rank, rank)


def percentile_bounds(
    amounts: Sequence[int], percent: int, unknown: int
) -> tuple[Fraction | None, Fraction | None]:
    """The percentile if all unknown amounts were the least, and if they were the greatest.

    Args:
        amounts: Those that are known, in order.
        percent: Which percentile.
        unknown: How many are not known.

    Returns:
        None for a side on which it would be one of the unknown amounts itself.

    >>> percentile_bounds([3, 4, 5, 6], 50, 1)
    (Fraction(4, 1), Fraction(5, 1))
    """
    low, high = _ranks(len(amounts) + unknown, percent)
    return _between(amounts, low - unknown, high - unknown), _between(amounts, low, high)


def _between(amounts: Sequence[int], low: int, high: int) -> Fraction | None:
    if low < 1 or high > len(amounts):
        return None
    return Fraction(amounts[low - 1] + amounts[high - 1], 2)


def percentile_limits(
    amounts: Sequence[int], percent: int, confidence: float = CONFIDENCE
) -> tuple[Fraction, Fraction] | None:
    """The amounts between which the underlying percentile lies with this confidence, or more.

    By order statistics: how many of a draw lie below the percentile is binomial, whatever the
    amounts are like (Conover, 1999). Nothing is drawn anew, so the limits are always the same.

    Returns:
        None where there are too few amounts for such limits.
    """
    number, part = len(amounts), percent / HUNDRED
    low, high = _exact(number, part, confidence)
    if number > MOST_EXACT:
        reach = z_score(confidence) * sqrt(number * part * (1 - part))
        low, high = floor(number * part - reach), ceil(number * part + reach) + 1
    if low < 1 or high > number:
        return None
    return Fraction(amounts[low - 1]), Fraction(amounts[high - 1])


def _exact(number: int, part: float, confidence: float) -> tuple[int, int]:
    """The greatest rank, and the least, beyond which no more than half of the doubt lies."""
    if number > MOST_EXACT:
        return 0, 0
    doubt, below = (1 - confidence) / 2, 0.0
    low, high = 0, number + 1
    for count in range(number + 1):
        below += comb(number, count) * part**count * (1 - part) ** (number - count)
        if below <= doubt:
            low = count + 1
        if below >= 1 - doubt:
            high = count + 1
            break
    return low, high
