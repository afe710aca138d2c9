"""Dates as whole numbers, which every engine handles alike.

Day numbers count from 1970-01-01; month indices are `year * 12 + month - 1`. Both conversions are
the arithmetic of the proleptic Gregorian calendar in whole numbers only, so that Polars,
DuckDB and Spark give the same answer to the last digit.
"""

from typing import Any

import narwhals.stable.v2 as nw

FAR_DAY = 2_932_896
"""9999-12-31: the end of a spell that is still open."""

FAR_MONTH = 9999 * 12 + 11
"""December 9999: the month in which an open spell ends."""

_SHIFT = 719_468
"""Days from 0000-03-01 to 1970-01-01."""

Frame = nw.LazyFrame[Any]


def civil_day(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """The day number of a day given in parts; months count from 1."""
    early = nw.when(month <= 2).then(nw.lit(1)).otherwise(nw.lit(0))
    years, months = year - early, month + early * 12 - 3
    whole_years = years * 365 + years // 4 - years // 100 + years // 400
    return whole_years + (months * 153 + 2) // 5 + day - 1 - _SHIFT


def day_number(date: nw.Expr) -> nw.Expr:
    """Days since 1970-01-01 of a date expression without nulls."""
    return civil_day(date.dt.year(), date.dt.month(), date.dt.day()).cast(nw.Int64)


def month_of(day: nw.Expr) -> nw.Expr:
    """The month index of a day number on or after 0000-03-01."""
    shifted = day + _SHIFT
    era = shifted // 146_097
    in_era = shifted - era * 146_097
    year = (in_era - in_era // 1_460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (year * 365 + year // 4 - year // 100)
    return (year + era * 400) * 12 + (in_year * 5 + 2) // 153 + 2


def month_begun_by(day: nw.Expr) -> nw.Expr:
    """The index of the first month whose first day is on or after a day number."""
    return month_of(day - 1) + 1


def first_of(month: nw.Expr) -> nw.Expr:
    """The day number of a month's first day."""
    return civil_day(month // 12, month % 12 + 1, nw.lit(1))


def anniversary(day: nw.Expr, month: nw.Expr, in_month: nw.Expr) -> nw.Expr:
    """The day of `in_month` that is as far into it as `day` is into its own `month`.

    29 February comes round on the 28th in other years.
    """
    into = day - first_of(month)
    last = first_of(in_month + 1) - first_of(in_month) - 1
    return first_of(in_month) + nw.when(into > last).then(last).otherwise(into)


def age_on(day: nw.Expr, month: nw.Expr, born: nw.Expr, born_month: nw.Expr) -> nw.Expr:
    """Completed years on a day; below 0 before birth."""
    months = month - born_month
    early = (months % 12 == 0) & (day < anniversary(born, born_month, month))
    return months // 12 - nw.when(early).then(nw.lit(1)).otherwise(nw.lit(0))


def with_integers(frame: Frame, dates: list[str]) -> Frame:
    """The frame with `x_day` and `x_month` for each date column `x`, null where the date is.

    Nulls are filled before the parts are taken, since not every engine takes parts of a null.
    """
    stand_in = nw.lit("2000-01-01").str.to_date(format="%Y-%m-%d")
    whole: dict[str, nw.Expr] = {}
    for name in dates:
        there, date = ~nw.col(name).is_null(), nw.col(name).fill_null(stand_in)
        month = date.dt.year() * 12 + date.dt.month() - 1
        whole[f"{name}_day"] = nw.when(there).then(day_number(date))
        whole[f"{name}_month"] = nw.when(there).then(month.cast(nw.Int64))
    return frame.with_columns(**whole) if whole else frame
