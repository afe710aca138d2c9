"""Days in the text of other datasets: of whole tables, and of histories on a day."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from cptracker.model.periods import current_day
from cptracker.records.dates import days_read
from cptracker.records.parsing import LINE
from cptracker.records.sources.formats import Joined


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
