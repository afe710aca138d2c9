"""Days out of dates and times as people, spreadsheets and databases write them.

The day comes first, or the year does; never the month. A time without a zone is its own day; one
with a zone is the day it was in London, since councils keep their days by the clock there: midnight
of 1 July in London is 30 June, 23:00, for a database that keeps its times in UTC.
"""

import re
from collections.abc import Sequence
from zoneinfo import available_timezones

import polars as pl

from cptracker.records.sql_engines import LONDON

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""The years of days that are believed."""


DAY_FIRST = r"\d{1,2}[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -]\d{4}"
"""05/04/2021, 5-4-2021, 05.04.2021, 05-Apr-2021 and 5 April 2021."""


YEAR_FIRST = r"\d{4}-\d{1,2}-\d{1,2}"


TIME = r"[ T]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?( ?[AaPp][Mm])?"


OFFSET = r"([+-])(\d{2}):?(\d{2})?"


NO_OFFSET = r"(Z|UTC|GMT)"


OWN_CLOCK = rf"(BST|{LONDON})"
"""Zones of which a time is London's own: its day needs no reckoning."""


_ZONED = rf"{TIME} ?({OFFSET}|{NO_OFFSET})$"


_UNZONED = rf"{TIME}( ?{OWN_CLOCK})?$"


UNKNOWN_ZONE = rf"^({DAY_FIRST}|{YEAR_FIRST}){TIME} ?\S"
"""A day and a time with something behind them that is no zone."""


FARTHEST = 14 * 60
"""No zone is further from UTC, in minutes: Kiritimati is fourteen hours ahead."""


FIXED_ZONE = re.compile(r"(UTC)?[+-](\d{2}):?(\d{2})")


DATE_MESSAGE = "must be a date, DD/MM/YYYY or YYYY-MM-DD"


NO_DAYS: Sequence[tuple[str, str, str]] = (
    (
        r"^(0?[1-9]|1[0-2])[/.-](1[3-9]|2\d|3[01])[/.-]\d{4}",
        DATE_MESSAGE,
        "the day comes first; if the file was written month first, its other dates are wrong too",
    ),
    (
        UNKNOWN_ZONE,
        "has a time zone that does not exist",
        "write Z, UTC, an offset from it such as +01:00, or no zone for a time in the council's "
        "own clock",
    ),
    (
        r"^\d{1,2}[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}$",
        DATE_MESSAGE,
        "write the year with four digits",
    ),
    (
        r"^\d{5}(\.\d+)?$",
        DATE_MESSAGE,
        "it looks like Excel's number of a day; format it as a date",
    ),
    (
        rf"^({DAY_FIRST}|{YEAR_FIRST})",
        f"must be a day of the calendar between {FIRST_YEAR} and {LAST_YEAR}",
        "correct it where the file comes from",
    ),
    ("", DATE_MESSAGE, "write it as in 31/03/2025 or 2025-03-31"),
)
"""Why a text is no day: how it looks, what is wrong, and what to do; the first that fits holds."""


def day_in_london(time: pl.Expr) -> pl.Expr:
    """The day in London of times that have a zone."""
    return time.dt.convert_time_zone(LONDON).dt.date()


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name: `Europe/London`, or an offset such as `+01:00`."""
    fixed = FIXED_ZONE.fullmatch(name)
    if fixed:
        return int(fixed[2]) * 60 + int(fixed[3]) <= FARTHEST and int(fixed[3]) < 60
    return name in available_timezones()


def days_read(text: pl.Series) -> pl.Series:
    """The days of a column of text; null where the text is no day.

    A time of day is left off. A time with `Z`, `UTC`, `GMT` or an offset such as `+01`, `+0100` or
    `+01:00` gives the day in London.
    """
    frame = text.alias("text").to_frame()
    cell = pl.col("text").str.replace(_UNZONED, "")
    days = frame.select(_in_figures(cell))["text"]
    rarer = text.is_not_null() & days.is_null()
    if rarer.any():
        written = frame.filter(rarer)
        read = written.unique().with_columns(_otherwise(pl.col("text")).alias("day"))
        data_frame = written.join(read, on="text", how="left", maintain_order="left")
        days = days.scatter(rarer.arg_true(), data_frame["day"])
    return days.alias(text.name)


def _in_figures(text: pl.Expr) -> pl.Expr:
    read = (text.str.to_date(form, strict=False) for form in ("%d/%m/%Y", "%Y-%m-%d"))
    return pl.coalesce(*read)


def _otherwise(text: pl.Expr) -> pl.Expr:
    """Days with a zone, with other marks between their parts, or with a month by its name."""
    zoned = text.str.contains(_ZONED)
    return pl.when(zoned).then(_zoned_day(text)).otherwise(_day(text.str.replace(_UNZONED, "")))


def _day(text: pl.Expr) -> pl.Expr:
    """Dates without a time."""
    barred = text.str.replace(r"^(\d{1,2})[/. -](\w+)[/. -](\d{4})$", "${1}/${2}/${3}")
    named = barred.str.replace("(?i)/sept/", "/sep/").str.to_date("%d/%B/%Y", strict=False)
    return pl.coalesce(_in_figures(barred), named)


def _zoned_day(text: pl.Expr) -> pl.Expr:
    """Days with a time and an offset from UTC, as the day in London."""
    hours, minutes = (_number(text, rf"[ T]{clock}") for clock in (r"(\d+):", r"\d+:(\d+)"))
    afternoon = text.str.contains(r"[Pp][Mm]")
    twelve = text.str.contains(r"[AaPp][Mm]")
    hours = pl.when(twelve).then(hours % 12).otherwise(hours)
    hours = hours + pl.when(afternoon).then(12).otherwise(0)
    ahead = _offset(text)
    utc = _day(text.str.replace(_ZONED, "")).cast(pl.Datetime("us"))
    utc = utc + pl.duration(minutes=hours * 60 + minutes - ahead)
    day = day_in_london(utc.dt.replace_time_zone("UTC"))
    return pl.when(ahead.abs() <= FARTHEST).then(day)


def _offset(text: pl.Expr) -> pl.Expr:
    """How many minutes a zone is ahead of UTC."""
    hours, minutes = (_number(text, rf"{OFFSET}$", group).fill_null(0) for group in (2, 3))
    is_west = text.str.extract(rf"{OFFSET}$", 1) == "-"
    expression = hours * 60 + minutes
    return pl.when(is_west.fill_null(value=False)).then(-expression).otherwise(expression)


def _number(text: pl.Expr, pattern: str, group: int = 1) -> pl.Expr:
    return text.str.extract(pattern, group).cast(pl.Int64, strict=False)


def collection_years_read(text: pl.Series) -> pl.Series:
    """The years in which returns end, of a column that names them; null where none is named.

    `2025`, `2024/25`, `2024-25`, `2024/2025`, `202425` and any day from 1 April 2024 to 31 March
    2025 are all 2025.
    """
    cell = pl.col("text")
    expression = _number(cell, r"^(\d{4})(?:\.0*)?$")
    split = r"^(\d{4})[/_ -]?(?:\d{2})?(\d{2})$"
    first, second = _number(cell, split), _number(cell, split, 2)
    later = pl.when((first + 1) % 100 == second).then(first + 1)
    day = days_read(text).alias("day")
    frame = pl.DataFrame({"text": text, "day": day})
    of_day = year_of_return(pl.col("day"))
    return frame.select(pl.coalesce(expression, later, of_day).alias(text.name)).to_series()


def year_of_return(day: pl.Expr) -> pl.Expr:
    """The year that ends on the first 31 March on or after a day."""
    return day.dt.year().cast(pl.Int64) + (day.dt.month() > 3).cast(pl.Int64)
