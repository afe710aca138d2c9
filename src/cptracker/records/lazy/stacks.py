"""Several returns in lazy frames as one table: one row for each key, repaired."""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.files.table_problems import YEAR, record_error
from cptracker.model.problems import Problem
from cptracker.records.authority.lazy_repairs import repair_frame
from cptracker.records.authority.returns import SuppliedYears
from cptracker.records.care.days import Frame
from cptracker.records.cleaning import TextTable
from cptracker.records.engines import Engine
from cptracker.records.formats import YEAR_END, TableFormat
from cptracker.records.lazy.casts import COLUMN_TYPES
from cptracker.records.origin import Repairing
from cptracker.records.stacking import is_by_child


@frozen(kw_only=True)
class LatestReturns:
    """The rows of a table that the latest returns hold.

    Attributes:
        frame: Its rows, where `_year` says of which return each is.
        children: How many children stand more than once in one return and not alike, in tables
            that have one row for each child.
        once: Whether no key is known to have two rows: every key had one to begin with.
    """

    frame: Frame
    children: int = 0
    once: bool = False


def latest_returns(frame: Frame, table_format: TableFormat, engine: Engine) -> LatestReturns:
    """The rows of a table for each key, from the latest return that has it.

    Args:
        frame: The canonical columns that the frame has, and `_year`.
        table_format: The table's format.
        engine: What computes the frame.
    """
    frame, children = _once(frame, engine) if is_by_child(table_format) else (frame, 0)
    # A window over all rows costs at each use; a view that has each key once goes without.
    if YEAR_END in table_format.key:
        return LatestReturns(frame=frame, children=children)
    if not _repeated(frame, list(table_format.key), engine):
        return LatestReturns(frame=frame, children=children, once=True)
    latest = frame.with_columns(latest=col(YEAR).max().over(*table_format.key))
    only = latest.filter(col(YEAR) == col("latest")).drop("latest")
    return LatestReturns(frame=only, children=children)


def _once(frame: Frame, engine: Engine) -> tuple[Frame, int]:
    """One row for each child and return; of several the one whose cells come first, as text."""
    key = ["child_id", YEAR]
    if not _repeated(frame, key, engine):
        return frame, 0
    others = sorted(set(frame.collect_schema().names()) - set(key))
    texts = [col(name).cast(nw.String).fill_null("~") for name in others]
    once = frame.unique()
    ranked = once.with_columns(content=nw.concat_str(*texts, separator="|"))
    first = ranked.with_columns(first=col("content").min().over(*key))
    lazy_frame = first.filter(col("content") == col("first")).drop("content", "first")
    return lazy_frame, _repeated(once, key, engine)


def _repeated(frame: Frame, key: list[str], engine: Engine) -> int:
    """How many keys have more than one row."""
    again = frame.group_by(*key).agg(rows=nw.len()).filter(col("rows") > 1)
    ((count,),) = engine.rows(again.select(count=nw.len()))
    return int(count)


col, lit = nw.col, nw.lit


def stacked_lazily(
    engine: Engine,
    frame: Frame,
    text: TextTable,
    repairing: Repairing,
    years: tuple[int, ...] | None,
) -> tuple[Frame, list[Problem]]:
    """The rows of all frames of a table, the latest return's for each key.

    Args:
        engine: What computes them.
        frame: All its canonical columns, and `_year` where rows say it.
        text: What the first frame calls its columns.
        repairing: What is done about returns that do not fit together.
        years: The collection years of its rows, in order; None where they do not say it.

    Returns:
        Its rows, and what is odd about returns beside each other.
    """
    table_format, once, problems = text.recognised.format, False, []
    if years is not None:
        latest = latest_returns(frame, table_format, engine)
        once = latest.once
        problems += [_twice(text, latest.children)] if latest.children else []
        frame = latest.frame.with_columns(_year_end().alias(YEAR_END))
    if not repairing.as_returned:
        supplied = SuppliedYears(years=years or (), name=text.path, once=once)
        frame, repairs = repair_frame(engine, frame, table_format.table, supplied)
        problems += repairs
    return frame, problems


def years_of(frame: Frame, engine: Engine) -> tuple[int, ...]:
    """The years of a frame's rows, in order."""
    return tuple(sorted(int(year) for (year,) in engine.rows(frame.select(YEAR).unique())))


def _twice(text: TextTable, children: int) -> Problem:
    """That children stand more than once in one return."""
    label = text.recognised.labels.get("child_id", "child_id")
    message = f"another row for the same {label} says otherwise"
    hint = "a return has one row for each child; rows of several returns need a column YEAR"
    return record_error(text.path, message, hint=hint, count=children)


def _year_end() -> nw.Expr:
    written = nw.concat_str(col(YEAR).cast(nw.String), lit("-03-31"))
    return written.str.to_date(format="%Y-%m-%d")


def whole(frame: Frame, table_format: TableFormat) -> Frame:
    """A table with all its columns; a local one may go without those that no frame has."""
    names = [
        column.name
        for column in table_format.columns
        if table_format.yearly or column.required or column.further
    ]
    return filled(frame, table_format, names)


def filled(frame: Frame, table_format: TableFormat, names: Sequence[str]) -> Frame:
    """The frame with blank columns for those of a table that it does not have."""
    had = set(frame.collect_schema().names())
    kinds: dict[str, Any] = {
        column.name: COLUMN_TYPES.get(column.type, nw.String) for column in table_format.columns
    }
    lacking = [name for name in names if name not in had and name in kinds]
    blank = {name: lit(None, dtype=kinds[name]) for name in lacking}
    return frame.with_columns(**blank) if blank else frame
