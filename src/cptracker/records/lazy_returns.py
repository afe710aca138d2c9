"""Several returns in one lazy frame as one table: one row for each key, the latest return's."""

import narwhals.stable.v2 as nw

from cptracker.records.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.formats import YEAR_END, Format
from cptracker.records.lines import YEAR
from cptracker.records.stacking import is_by_child

col = nw.col


def latest_returns(frame: Frame, form: Format, engine: Engine) -> tuple[Frame, int]:
    """One row for each key of a table, from the latest return that has it.

    Args:
        frame: The canonical columns that the frame has, and `_year`.
        form: The table's format.
        engine: What computes the frame.

    Returns:
        The frame, where `_year` says of which return each row is; and how many children stand more
        than once in one return and not alike, in tables that have one row for each child.
    """
    frame, children = _once(frame, engine) if is_by_child(form) else (frame, 0)
    # A window over all rows costs at each use; a view that has each key once goes without.
    if YEAR_END in form.key or not _repeated(frame, list(form.key), engine):
        return frame, children
    latest = frame.with_columns(latest=col(YEAR).max().over(*form.key))
    return latest.filter(col(YEAR) == col("latest")).drop("latest"), children


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
    kept = first.filter(col("content") == col("first")).drop("content", "first")
    return kept, _repeated(once, key, engine)


def _repeated(frame: Frame, key: list[str], engine: Engine) -> int:
    """How many keys have more than one row."""
    again = frame.group_by(*key).agg(rows=nw.len()).filter(col("rows") > 1)
    ((count,),) = engine.rows(again.select(count=nw.len()))
    return int(count)
