"""Rows beside the rows before and after them, of one subject, whatever the engine."""

from collections.abc import Sequence
from typing import Literal

import narwhals.stable.v2 as nw
import polars as pl

from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine

col, when = nw.col, nw.when


def with_adjacent_rows(
    engine: Engine,
    rows: Frame,
    by: str,
    *,
    before: Sequence[str] = (),
    after: Sequence[str] = (),
    subject: str = "child_id",
) -> Frame:
    """The rows with columns of the row before (`before_…`) and of the row after (`after_…`).

    Args:
        engine: What runs it.
        rows: One row at most for each subject and value of `by`, else their order is chance.
        by: The column that orders a subject's rows.
        before: Columns wanted of the row before; null where there is none.
        after: Columns wanted of the row after; null where there is none.
        subject: The column that names whose rows are neighbours.
    """
    earlier = {f"before_{name}": col(name).shift(1) for name in (subject, *before)}
    later = {f"after_{name}": col(name).shift(-1) for name in (subject, *after)}
    steps = (earlier if before else {}) | (later if after else {})
    ordered = engine.in_order(rows, [subject], by, [steps])
    own = {
        name: when(col(f"{name.split('_', 1)[0]}_{subject}") == col(subject)).then(col(name))
        for name in steps
        if name not in (f"before_{subject}", f"after_{subject}")
    }
    return ordered.with_columns(**own).drop(
        [f"{side}_{subject}" for side, names in (("before", before), ("after", after)) if names]
    )


def with_neighbours(
    rows: pl.DataFrame,
    by: str,
    year: str,
    *,
    before: Sequence[str] | None = None,
    after: Sequence[str] | None = None,
) -> pl.DataFrame:
    """The rows with columns of the row before and the row after, of the same year or a later one.

    Args:
        rows: One row at most for each child and value of `by`; not many, for all pairs of a child
            are looked at.
        by: The column that orders a child's rows; its neighbours' is there as well.
        year: The column of the year of each row's return.
        before: Columns wanted of the row before, as `before_…`; null where there is none. If not
            given, nothing is looked for.
        after: The same of the row after.
    """
    key = ["child_id", by]
    frame = rows.select(*key, own_year=year)
    pairs = frame.join(rows.rename({by: "other"}), on="child_id", how="inner")
    pairs = pairs.filter(pl.col(year) >= pl.col("own_year")).sort("other")
    earlier, later = pl.col("other") < pl.col(by), pl.col("other") > pl.col(by)
    if before is not None:
        nearest = _nearest(pairs.filter(earlier), key, by, "before", before, keep="last")
        rows = rows.join(nearest, on=key, how="left")
    if after is not None:
        nearest = _nearest(pairs.filter(later), key, by, "after", after, keep="first")
        rows = rows.join(nearest, on=key, how="left")
    return rows


def _nearest(
    pairs: pl.DataFrame,
    key: Sequence[str],
    by: str,
    side: str,
    columns: Sequence[str],
    *,
    keep: Literal["first", "last"],
) -> pl.DataFrame:
    """For each row the columns of one of its neighbours, which are in order."""
    named = {f"{side}_{name}": pl.col(name) for name in columns}
    frame = pairs.select(*key, **{f"{side}_{by}": pl.col("other")}, **named)
    return frame.unique(key, keep=keep, maintain_order=True)
