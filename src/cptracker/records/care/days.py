"""Dates as whole numbers that order as dates do, which every engine handles alike.

A date column `x` has beside it `x_month`, the month index `year * 12 + month - 1`, and `x_day`, the
month index times a hundred plus the day of the month. From a day its month is one division away, so
that no engine's own calendar ever decides a figure. Days are counted on by joining a small calendar
made here (`later`) and between two days by `days_between`, never by arithmetic on these numbers.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import narwhals.stable.v2 as nw

from cptracker.model.periods import last_day, month_index

_HUNDRED = 100


FAR_MONTH = 9999 * 12 + 11
"""December 9999: the month in which a spell ends that is still open."""


FAR_DAY = FAR_MONTH * _HUNDRED + 31
"""The last day of it."""


BEYOND = 100 * FAR_DAY
"""More than any day, to set apart what must not be mixed in a running maximum."""


Frame = nw.LazyFrame[Any]
"""A table of the records: described, and computed by its engine when it is asked for.

Example:
    >>> from cptracker import Frame, Records, col
    >>> def seen_alone(records: Records) -> Frame:
    ...     return records.visits.filter(col("seen_alone"))
"""


col, lit, when = nw.col, nw.lit, nw.when


def day_of(day: date) -> int:
    """The whole number of a day."""
    return month_index(day) * _HUNDRED + day.day


def date_of_day(number: int) -> date:
    """The day of a whole number."""
    month, day = divmod(number, _HUNDRED)
    return date(month // 12, month % 12 + 1, day)


def days_since_0(day: nw.Expr) -> nw.Expr:
    """The days from 1 March of the year 0 to a day, so that two of them can be subtracted.

    A year is taken to begin with March, so that the leap day is its last and every five months from
    there have 153 days.
    """
    month, into = month_of(day) - 2, day % _HUNDRED
    year, since_march = month // 12, month % 12
    leap_days = year // 4 - year // 100 + year // 400
    return year * 365 + leap_days + (since_march * 153 + 2) // 5 + into - 1


def days_between(start: str, end: str) -> nw.Expr:
    """The number of days from one day to another, alike on every engine.

    Args:
        start: A date column of a table of the records, such as `start`.
        end: Another. The days themselves are taken from `start_day` and `end_day`.

    Returns:
        A whole number: 1 from a day to the next. Null where a day is blank or an end is open.

    Example:
        >>> from cptracker import days_between, load_records
        >>> records = load_records(["records"])
        >>> stays = records.periods_of_care.with_columns(days=days_between("start", "end"))
        >>> int(stays.collect()["days"].min()) >= 0
        True
    """
    first, last = col(f"{start}_day"), col(f"{end}_day")
    expression = (first < FAR_DAY) & (last < FAR_DAY)
    return when(expression).then(days_since_0(last) - days_since_0(first))


def later(numbers: Iterable[int], days: int) -> list[tuple[int, int]]:
    """Each day's number and that of the day so many days later; an open end stays open."""
    step = timedelta(days=days)
    return [
        (number, number if number >= FAR_DAY else day_of(date_of_day(number) + step))
        for number in numbers
    ]


def months_later(numbers: Iterable[int], months: int) -> list[tuple[int, int]]:
    """Each day's number and that of the same day so many months later; an open end stays open.

    A month that has no such day gives its last one.
    """
    return [
        (number, number if number >= FAR_DAY else _months_on(number, months)) for number in numbers
    ]


def _months_on(number: int, months: int) -> int:
    month, day = divmod(number, 100)
    return min((month + months) * 100 + day, day_of(last_day(month + months)))


def month_of(day: nw.Expr) -> nw.Expr:
    """The month index of a day."""
    return day // _HUNDRED


def month_begun_by(day: nw.Expr) -> nw.Expr:
    """The index of the first month whose first day is on or after a day."""
    return (day + (_HUNDRED - 2)) // _HUNDRED


def age_on(day: nw.Expr, born: nw.Expr) -> nw.Expr:
    """Completed years on a day; whoever was born on 29 February is a year older on 1 March.

    In common years, that is: in UK law an age is reached at the start of the birthday's
    anniversary, and without a 29 February that is the day after the 28th.
    """
    months = month_of(day) - month_of(born)
    early = (months % 12 == 0) & (day % _HUNDRED < born % _HUNDRED)
    return months // 12 - when(early).then(lit(1)).otherwise(lit(0))


def _moved(month: nw.Expr, born: nw.Expr) -> nw.Expr:
    """Whether a birthday of 29 February falls on 1 March, since its month ends with the 28th.

    The month is the February of some year for those born on that day, and whatever for others. Of
    its index, 48 months are the four years from one leap year to the next, 1200 a century, and 4800
    the centuries of which only the last has a leap day.
    """
    leap_born = born % (12 * _HUNDRED) == _HUNDRED + 29
    common = (month % 48 != 1) | ((month % 1200 == 1) & (month % 4800 != 1))
    return leap_born & common


def month_of_age(born: nw.Expr, months: nw.Expr | int) -> nw.Expr:
    """The index of the month in which an age is reached.

    Args:
        born: The day of birth as a whole number.
        months: The age in months, a multiple of twelve.

    Returns:
        The month of birth so many months later; the March after it where a birthday of 29 February
        falls into a common year.
    """
    reached = month_of(born) + months
    return reached + when(_moved(reached, born)).then(lit(1)).otherwise(lit(0))


def birthday_in(month: nw.Expr, born: nw.Expr) -> nw.Expr:
    """The birthday that falls in a month, which must be of the same name as the month of birth.

    Of those born on 29 February it is 1 March in common years.
    """
    first_of_march = (month + 1) * _HUNDRED + 1
    day = month * _HUNDRED + born % _HUNDRED
    return when(_moved(month, born)).then(first_of_march).otherwise(day)


def with_integers(frame: Frame, dates: list[str]) -> Frame:
    """The frame with `x_day` and `x_month` for each date column `x`, null where the date is.

    Nulls are filled before the parts are taken, since not every engine takes parts of a null.
    """
    stand_in = lit("2000-01-01").str.to_date(format="%Y-%m-%d")
    whole: dict[str, nw.Expr] = {}
    for name in dates:
        is_known, day = ~col(name).is_null(), col(name).fill_null(stand_in)
        month = (day.dt.year().cast(nw.Int64) * 12 + day.dt.month() - 1).cast(nw.Int64)
        whole[f"{name}_day"] = when(is_known).then(month * _HUNDRED + day.dt.day())
        whole[f"{name}_month"] = when(is_known).then(month)
    return frame.with_columns(**whole) if whole else frame
