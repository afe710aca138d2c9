"""Whether two figures can be the same one, each rounded as it was published."""

import re
from decimal import Decimal
from fractions import Fraction

from cptracker.model import PublishedFigure

ROUNDED = re.compile(r"[;,]?\s*to the nearest ([0-9]+)\s*$", re.IGNORECASE)
"""How the note of a figure tells that it was rounded beyond its digits."""


def step_of(figure: PublishedFigure) -> Fraction:
    """The step a figure was rounded to: 1 for `55`, 1/10 for `54.6`, 10 where its note says so."""
    told = ROUNDED.search(figure.note or "")
    return max(_last_digit(figure.value), Fraction(told[1]) if told else Fraction(0))


def decimals(value: Decimal) -> int:
    """How many digits after the point a value was published with."""
    return max(0, -int(value.as_tuple().exponent))


def _last_digit(value: Decimal) -> Fraction:
    return Fraction(1, 10 ** decimals(value))


def agree(one: PublishedFigure, other: PublishedFigure) -> bool:
    """Whether two published figures say the same: the finer one rounds to the coarser one.

    Of a half it is not known which way it was rounded, so both ways agree.
    """
    first, second = step_of(one), step_of(other)
    apart = abs(Fraction(one.value) - Fraction(other.value))
    return apart == 0 if first == second else apart <= max(first, second) / 2


def rounds_to(value: Fraction, published: PublishedFigure) -> bool:
    """Whether an exact value can be what was published."""
    return abs(value - Fraction(published.value)) <= step_of(published) / 2
