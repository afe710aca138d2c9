"""Working days in England: Monday to Friday less bank holidays, from the `holidays` library."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cptracker.records.days import date_of, day_of

_DAY = timedelta(days=1)
_WEEKEND = 5


def working_days_later(numbers: Iterable[int], days: int) -> list[tuple[int, int]]:
    """Each day's number and that of its nth working day after.

    The day after counts as the first if it is a working day.
    """
    starts = sorted({date_of(number) for number in numbers})
    if not starts:
        return []
    # Seven days a working week of four, and a fortnight for Christmas and Easter, always suffice.
    working = list(_working_days(starts[0] + _DAY, starts[-1] + timedelta(days=2 * days + 14)))
    found, place = [], 0
    for start in starts:
        while working[place] <= start:
            place += 1
        found.append((day_of(start), day_of(working[place + days - 1])))
    return found


def _working_days(first: date, last: date) -> Iterator[date]:
    import holidays

    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    day = first
    while day <= last:
        if day.weekday() < _WEEKEND and day not in closed:
            yield day
        day += _DAY
