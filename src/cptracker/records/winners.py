"""Of several rows for one key, the one that counts: the latest return's.

Within one return a row that lasts at least a day comes before one that does not (DEC = DECOM must
never hide a row that begins the same day), then one that has an end, the latest end first.
"""

import narwhals.stable.v2 as nw

from cptracker.records.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.formats import Format
from cptracker.records.years import YEAR

col, lit, when = nw.col, nw.lit, nw.when

_NO_END = 0


def latest_rows(engine: Engine, form: Format, frame: Frame) -> Frame:
    """One row for each key of a table of spells.

    Args:
        engine: The engine the frame lives on.
        form: Its format, with a spell.
        frame: The canonical columns and `_year`.
    """
    key = list(form.key)
    several = frame.group_by(*key).agg(rows=nw.len()).filter(col("rows") > 1)
    if not engine.rows(several.head(1)):
        return frame
    columns = frame.collect_schema().names()
    ranks = _ranks(form)
    others = [name for name in columns if name not in key]
    ranked = frame.with_columns(**ranks)
    return ranked.unique(key, keep="first", order_by=[*ranks, *others]).select(columns)


def _ranks(form: Format) -> dict[str, nw.Expr]:
    """Numbers of which the least wins, one after another."""
    (start, end) = form.spell or ("", "")
    there = ~col(end).is_null()
    day = col(end).dt.year() * 10_000 + col(end).dt.month() * 100 + col(end).dt.day()
    return {
        "_by_year": lit(0) - col(YEAR),
        "_by_length": when(there & (col(end) <= col(start))).then(lit(1)).otherwise(lit(0)),
        "_by_end": when(there).then(lit(0) - day).otherwise(lit(_NO_END)),
    }
