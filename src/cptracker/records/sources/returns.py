"""Histories cut into the yearly returns that they would make: a row in every year it touches.

So the rules for returns that follow one another hold for a history too, and its figures are those
of the returns that the same council would have sent.
"""

from datetime import date

import polars as pl

from cptracker.records.collection_years import financial_year
from cptracker.records.dates import year_of_return
from cptracker.records.formats import COLLECTION_YEAR
from cptracker.records.parsing import LINE
from cptracker.records.sources.formats import EVERY, GivenTable
from cptracker.records.sources.reading_days import days_of


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
