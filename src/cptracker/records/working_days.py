"""Working days in England: Monday to Friday less bank holidays, from the `holidays` library."""

from collections.abc import Iterator
from datetime import date, timedelta

_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_WEEKEND = 5


def days_after(first_day: int, last_day: int, days: int) -> list[tuple[int, int]]:
    """For each day number from first to last, the day number of its nth working day after.

    The day after counts as the first if it is a working day.
    """
    first, last = (_EPOCH + timedelta(days=number) for number in (first_day, last_day))
    working = list(_working_days(first + _DAY, last + timedelta(days=3 * days + 30)))
    found, place = [], 0
    for number in range(first_day, last_day + 1):
        while working[place] <= number:
            place += 1
        found.append((number, working[place + days - 1]))
    return found


def _working_days(first: date, last: date) -> Iterator[int]:
    import holidays

    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    for day in days:
        if day.weekday() < _WEEKEND and day not in closed:
            yield (day - _EPOCH).days
