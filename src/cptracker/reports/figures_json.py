"""Figures as plain numbers and dictionaries, in one form wherever JSON or CSV holds them."""

from fractions import Fraction
from typing import Any

from cptracker.results import Figure

Json = dict[str, Any]


def exact_or_nearest(value: Fraction | None) -> int | float | None:
    """A number for JSON and CSV: whole numbers exact, others the nearest double."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def numbers_document(figure: Figure) -> Json:
    """All numbers of a figure, and why there are none."""
    return {
        "value": exact_or_nearest(figure.value),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown,
        "lower": exact_or_nearest(figure.lower),
        "upper": exact_or_nearest(figure.upper),
        "excluded": dict(figure.excluded),
        "nothing": None if figure.nothing is None else str(figure.nothing),
    }


def point_document(figure: Figure) -> Json:
    """One period of many, by its key: codes are alike for the quarters of a year."""
    return {
        "period": figure.period.key,
        "value": exact_or_nearest(figure.value),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "nothing": None if figure.nothing is None else str(figure.nothing),
    }
