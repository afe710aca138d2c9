"""The children of a stack of returns of whom some row may need repair: nearly always few.

One pass over the key columns, where the frame lives, finds them. Only their rows are fetched, and
judged in memory whatever the engine (`episode_repairs`, `spell_repairs`).
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl

from cptracker.files.table_problems import YEAR
from cptracker.records.authority.neighbours import with_adjacent_rows
from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

col = nw.col


_KEY = ["child_id", "decom"]


_NEXT = col("after_decom")


_EARLY = (col("rec") == "X1") & (col("dec") < _NEXT)


_DAY_AFTER = col("dec").dt.offset_by("1d").cast(nw.Date)


_UNFIT = (
    col("dec") > _NEXT,
    (col(YEAR) < col(f"after_{YEAR}")) & _EARLY,
    col(f"before_{YEAR}") > col(YEAR),
    # Past a row that lasts no day, the next that does may begin the day after.
    _EARLY & (_DAY_AFTER == _NEXT) | (col("after_dec") <= _NEXT),
)
"""What of an ended row does not fit to its neighbours, or of a row that a later return precedes."""


def rows_of_suspects(
    engine: Engine, table: str, frame: Frame, latest: int, columns: Sequence[str]
) -> pl.DataFrame:
    """All rows of the children of whom some row may need repair.

    Args:
        engine: The engine the frame lives on.
        table: `episodes`, or a table of spells.
        frame: Its canonical columns, one row for each key, with `_year`.
        latest: The latest year supplied.
        columns: Which columns are wanted; where the rows stand comes with them, if it is known.
    """
    names = frame.collect_schema().names()
    wanted = [*columns, *(name for name in (FILE, LINE) if name in names)]
    if table == "episodes":
        suspects = _of_episodes(engine, frame, latest)
    else:
        suspects = frame.filter(col("end").is_null(), col(YEAR) < latest)
    children = suspects.select("child_id").unique()
    return engine.fetch(frame.select(wanted).join(children, on="child_id", how="semi"))


def _of_episodes(engine: Engine, rows: Frame, latest: int) -> Frame:
    """The rows that may need repair, and others of their children.

    Where a child's rows are of later and later returns, the neighbours are those beside each other.
    """
    narrow = rows.select(*_KEY, "dec", "rec", YEAR)
    near = with_adjacent_rows(engine, narrow, "decom", before=[YEAR], after=["decom", "dec", YEAR])
    stale = col("dec").is_null() & ((col(YEAR) < latest) | ~_NEXT.is_null())
    return near.filter(nw.any_horizontal(stale, *_UNFIT, ignore_nulls=True))
