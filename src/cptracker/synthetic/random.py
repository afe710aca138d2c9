"""Chance that falls the same way everywhere, and pupil numbers of nobody.

Only `Random.random` is used, whose stream is the same on every platform and Python version, and
only sums, products and square roots, which IEEE 754 rounds alike everywhere. Logarithms, cosines
(as in `gauss` and `expovariate`) and powers may differ in the last bit from one C library to
another, and the built-in `sum` of floats rounds otherwise since Python 3.12; hence `fsum`.

Department for Education, Unique Pupil Numbers guide: a letter, then the number of the local
authority, of the school, the year and a serial number. The letter is the sum of the digits, each
times its place (2 to 13), modulo 23. Records are read by modules of the same layer, which this one
may not import; a test holds the two against each other.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import fsum
from random import Random
from typing import TypeVar

T = TypeVar("T")


class RandomStream:
    """One seeded stream of chance; the order of the throws is part of the result."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def share(self) -> float:
        """A number from 0 up to but not including 1."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.share() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def wait(self, mean: float) -> int:
        """A number of days, at least 1, mostly short and sometimes long (up to thrice the mean)."""
        share = self.share()
        return 1 + int(3 * mean * share * share)

    def rounded(self, amount: float) -> int:
        """A whole number beside `amount`, right on average: 2.3 is 3 in three cases of ten."""
        return max(0, int(amount + self.share()))

    def pick(self, weights: Mapping[str, float]) -> str:
        """One of the names, each with its weight; the weights need not sum to 1."""
        left = self.share() * fsum(weights.values())
        for name, weight in weights.items():
            left -= weight
            if left < 0:
                return name
        return next(reversed(list(weights)))

    def one_of(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as another."""
        return items[int(self.share() * len(items))]

    def some_of(self, items: Sequence[T], number: int) -> list[T]:
        """So many different items, in the order drawn; all of them if there are fewer."""
        left = list(items)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(number, len(left)))]

    def day_between(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both included."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))


LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Letters by what they count; I, O and S are not used."""


def made_up_upn(council: str, number: int) -> str:
    """A well-formed number that no child can have, for no authority has the council's number.

    Args:
        council: Three digits.
        number: The child's own, of at most nine digits.
    """
    digits = f"{council}{number:09d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return LETTERS[total % len(LETTERS)] + digits
