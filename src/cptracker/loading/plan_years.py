"""The years that a plan covers, as its heading writes them: `2022-2027` or `2024/25`."""

import re
from datetime import date

from attrs import frozen

YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:\s*[-/\u2013]\s*([0-9]{2})(?![0-9]))?")
NUMBER = re.compile(r"[0-9]+")
LONGEST = 15
"""Years; no plan is made for more."""


@frozen
class PlanYears:
    """The first and the last year that a plan names.

    `2022-2027` may end with 2027 or with the financial year 2027/28, so its last day is that of
    the calendar year; `2024/25` ends with 2025.
    """

    first: int
    last: int

    @property
    def end(self) -> date:
        """The last day that the plan can mean."""
        return date(self.last, 12, 31)


def plan_years(text: str) -> PlanYears | None:
    """The years in a plan's `period`, in the order they stand; None where it names none."""
    years = [year for found in YEARS.finditer(text) for year in _years(found[1], found[2])]
    return PlanYears(years[0], years[-1]) if years else None


def _years(year: str, short: str | None) -> list[int]:
    """A year, and the one that is written with two digits behind it."""
    first = int(year)
    if short is None:
        return [first]
    return [first, first // 100 * 100 + int(short) + (100 if int(short) < first % 100 else 0)]


def odd_numbers(text: str) -> list[str]:
    """The numbers in a plan's `period` that are no years."""
    left = YEARS.sub(" ", text)
    return [number for number in NUMBER.findall(left) if len(number) > 2]
