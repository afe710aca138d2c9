"""Days in the text of other datasets, and histories cut into the yearly returns they would make.

So the rules for returns that follow one another hold for a history too, and its figures are those
of the returns that the same council would have sent.
"""

from collections.abc import Iterable
from datetime import date

import polars as pl

from cptracker.model.periods import current_day
from cptracker.records.collection_years import financial_year
from cptracker.records.dates import days_read, year_of_return
from cptracker.records.formats import COLLECTION_YEAR
from cptracker.records.parsing import LINE
from cptracker.records.sources.formats import EVERY, GivenTable, Joined


def days_of(frame: pl.DataFrame, column: str) -> pl.Series:
    """The days of a column of text; null where there is none."""
    return days_read(frame[column].cast(pl.String)).alias(column)


def latest_day(frames: Iterable[pl.DataFrame]) -> date | None:
    """The latest day in any column of some tables; days to come are none."""
    today = current_day()
    latest: date | None = None
    for frame in frames:
        for name in frame.columns:
            if name == LINE or frame[name].dtype != pl.String:
                continue
            days = days_read(frame[name])
            day = days.filter(days <= today).max()
            if isinstance(day, date) and (latest is None or day > latest):
                latest = day
    return latest


def joined(rows: pl.DataFrame, other: pl.DataFrame, rule: Joined) -> pl.DataFrame:
    """The rows with the columns of the one row of another table that belongs to each.

    Args:
        rows: One for each `_line`.
        other: The other table.
        rule: What must be equal, and on which day a history must run; of several rows the one that
            began last is taken, else the first.
    """
    others = other.drop(LINE)
    wanted = [name for name in others.columns if name not in rows.columns]
    if rule.left not in others.columns or rule.right not in rows.columns:
        return rows
    right = others.select(pl.col(rule.left).alias("_key"), *wanted).filter(
        pl.col("_key").is_not_null()
    )
    pairs = rows.join(right, left_on=rule.right, right_on="_key", how="left")
    if rule.day:
        pairs = _running(pairs, rule)
    once = pairs.unique(LINE, keep="first", maintain_order=True).select(LINE, *wanted)
    return rows.join(once, on=LINE, how="left", maintain_order="left")


def _running(pairs: pl.DataFrame, rule: Joined) -> pl.DataFrame:
    """The pairs whose other row runs on the row's day, the one that began last before others."""
    names = {"_day": rule.day, "_first": rule.first, "_last": rule.last}
    dated = pairs.with_columns(
        **{
            name: days_of(pairs, column) if column in pairs.columns else pl.lit(None, pl.Date)
            for name, column in names.items()
        }
    )
    day, first, last = (pl.col(name) for name in names)
    running = (first <= day) & (last.is_null() | (last > day))
    return dated.filter(running).sort("_first", descending=True, maintain_order=True)


def in_returns(
    rows: pl.DataFrame, frame: pl.DataFrame, given_table: GivenTable, span: tuple[date, date]
) -> pl.DataFrame:
    """Rows of a table of the return with the year of each return in which they would stand.

    Args:
        rows: The rows as the dataset has them.
        frame: The same as our table has them, in the same order.
        given_table: How our table comes from the dataset.
        span: The first day and the last of which the dataset tells.

    Returns:
        The rows of `frame`, one for each of their returns, with `collection_year`.
    """
    first, last = (financial_year(day) for day in span)
    until = "" if given_table.year == EVERY else given_table.year
    ends = _years_of(rows, until, last).clip(first, last)
    starts = _years_of(rows, given_table.since, first) if given_table.since else ends
    years = pl.int_ranges(pl.min_horizontal("_from", "_to"), pl.col("_to") + 1)
    cut = (
        frame.with_columns(_from=starts.clip(first, last), _to=ends)
        .with_columns(years.alias(COLLECTION_YEAR))
        .explode(COLLECTION_YEAR)
    )
    is_last = pl.col(COLLECTION_YEAR) == pl.col("_to")
    names = [name for name in given_table.last_only if name in frame.columns]
    blank = {name: pl.when(is_last).then(pl.col(name)) for name in names}
    return cut.with_columns(**blank).drop("_from", "_to").sort(LINE, COLLECTION_YEAR)


def _years_of(rows: pl.DataFrame, column: str, otherwise: int) -> pl.Series:
    """The year of the return that holds each row's day; that of rows without one."""
    if column not in rows.columns:
        return pl.Series([otherwise] * rows.height, dtype=pl.Int64)
    day = days_of(rows, column).alias("day").to_frame()
    return day.select(year_of_return(pl.col("day")).fill_null(otherwise)).to_series()
