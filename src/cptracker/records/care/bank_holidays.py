"""England's bank holidays, from a table made with the library `holidays`.

Importing the library and its 251 countries takes a tenth of the time of a status. The table holds
the years of every return; for others the library is asked. `tests/support/bank_holidays.py` writes
it, and a test holds it against the library that is installed.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("bank_holidays.txt")
"""One ISO date a line, in order; every year from the first one's to the last one's is whole."""


def bank_holidays(years: Iterable[int]) -> set[date]:
    """The bank holidays of some years in England.

    Example:
        >>> christmas = date(2025, 12, 25)
        >>> christmas in bank_holidays([2025])
        True
    """
    known = _table()
    first, last = min(known).year, max(known).year
    wanted = set(years)
    others = {year for year in wanted if not first <= year <= last}
    closed = {day for day in known if day.year in wanted}
    return closed | (from_library(others) if others else set())


def from_library(years: Iterable[int]) -> set[date]:
    """The same as the library tells them."""
    import holidays

    return set(holidays.country_holidays("GB", subdiv="ENG", years=list(years)))


@cache
def _table() -> frozenset[date]:
    return frozenset(map(date.fromisoformat, TABLE.read_text(encoding="ascii").split()))
