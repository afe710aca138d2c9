"""Rows beside the rows before and after them, of one subject, whatever the engine."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl

from cptracker.records.days import Frame
from cptracker.records.engines import Engine

col, when = nw.col, nw.when


def beside(
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


def with_neighbours(rows: pl.DataFrame, by: str, year: str, columns: Sequence[str]) -> pl.DataFrame:
    """The rows with columns of the row before and the row after, of the same year or a later one.

    Args:
        rows: One row at most for each child and value of `by`; not many, for all pairs of a child
            are looked at.
        by: The column that orders a child's rows; its neighbours' are there as well.
        year: The column of the year of each row's return.
        columns: Columns wanted of the neighbours, `before_…` and `after_…`; null where none is.
    """
    key = ["child_id", by]
    other = rows.select("child_id", other=by, other_year=year)
    pairs = rows.select(*key, year).join(other, on="child_id", how="inner")
    pairs = pairs.filter(pl.col("other_year") >= pl.col(year))
    after = pairs.filter(pl.col("other") > pl.col(by)).group_by(*key)
    before = pairs.filter(pl.col("other") < pl.col(by)).group_by(*key)
    near = rows.join(after.agg(**{f"after_{by}": pl.col("other").min()}), on=key, how="left")
    near = near.join(before.agg(**{f"before_{by}": pl.col("other").max()}), on=key, how="left")
    for side in ("before", "after"):
        named = {f"{side}_{name}": pl.col(name) for name in (by, *columns)}
        near = near.join(
            rows.select("child_id", **named), on=["child_id", f"{side}_{by}"], how="left"
        )
    return near
