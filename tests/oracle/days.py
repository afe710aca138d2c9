"""Days, spells and ages, each decided by looking at dates and nothing else."""

from datetime import date, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)


def window(e: date, months: int) -> date:
    """The first day of the `months` calendar months that end with e's month."""
    year, month = e.year, e.month
    for _ in range(months - 1):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, 1)


def is_real(start: date | None, end: date | None) -> bool:
    """A spell needs a start, and ends after it or not at all."""
    return start is not None and (end is None or end > start)


def is_open(start: date | None, end: date | None, day: date) -> bool:
    """Open on a day: begun by then and not ended by then; the last day itself is outside."""
    return is_real(start, end) and start <= day and (end is None or end > day)


def overlaps(start: date | None, end: date | None, first: date, last: date) -> bool:
    """Whether a spell covers any day from `first` to `last`, both included."""
    return is_real(start, end) and start <= last and (end is None or end > first)


def birthday_in(dob: date, year: int) -> date:
    """The birthday in a year; those born on 29 February have it on 1 March in common years.

    In UK law an age is reached at the start of the anniversary, and 29 February has none then.
    """
    try:
        return dob.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age(dob: date | None, day: date) -> int | None:
    """Completed years, or None where the date of birth is not known."""
    if dob is None:
        return None
    years = day.year - dob.year
    return years if day >= birthday_in(dob, day.year) else years - 1


def year_end_of(day: date) -> date:
    """The 31 March that ends the financial year of a day."""
    return date(day.year if day.month <= 3 else day.year + 1, 3, 31)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, less England's bank holidays."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


@cache
def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after a day; the day after counts as the first, if one works."""
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day
