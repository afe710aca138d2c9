"""Which social worker spells and missing episodes of a stack of returns need repair.

A spell that is open in a return, and that a later return of the same table no longer holds, ends on
31 March of its own return's year.
"""

from collections.abc import Sequence

import polars as pl

from cptracker.files.table_problems import YEAR
from cptracker.records.authority.repairs import (
    STILL_MISSING,
    WORKER_ABSENT,
    WORKER_SAID_TWICE,
    numbered,
    placed,
    sooner,
    year_ends,
)

col, lit, when = pl.col, pl.lit, pl.when


ITEM = "_item"
"""Which of several spells of a child that begin on one day: worker or kind, never null."""


_KEY = ["child_id", ITEM, "start"]


COLUMNS = (*_KEY, "end", YEAR)
"""Which columns of spells decide what becomes of them."""


_NO_DAY = lit(None, dtype=pl.Date)


def missing_fixes(rows: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """The missing episodes that are repaired, with `rule` and `new_end`; as `worker_fixes`."""
    fixes = _stale(rows, years).with_columns(rule=numbered(STILL_MISSING), new_end=year_ends(years))
    return _columns(fixes)


def worker_fixes(rows: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """The social worker spells that are repaired, with `rule` and `new_end`.

    Args:
        rows: All spells of the children in question: `COLUMNS`, one row for each child, worker and
            start, and where they stand if that is known.
        years: The years supplied, in order.
    """
    stale = _stale(rows, years)
    twice = _said_twice(stale, rows)
    alone = stale.join(twice, on=_KEY, how="anti")
    following = _next_starts(alone, rows.join(twice, on=_KEY, how="anti"))
    ended = alone.join(following, on=["child_id", "start", YEAR], how="left").with_columns(
        rule=numbered(WORKER_ABSENT), new_end=sooner(year_ends(years), col("next_start"))
    )
    gone = stale.join(twice, on=_KEY, how="semi").with_columns(
        rule=numbered(WORKER_SAID_TWICE), new_end=_NO_DAY
    )
    return pl.concat([_columns(gone), _columns(ended)])


def _stale(rows: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """The open rows of all returns but the latest."""
    return rows.filter(col("end").is_null(), col(YEAR) < years[-1])


def _columns(fixes: pl.DataFrame) -> pl.DataFrame:
    return fixes.select(*_KEY, "rule", "new_end", *placed(fixes))


def _said_twice(stale: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Stale spells whose child and worker stand in a later return with another start."""
    others = frame.select("child_id", ITEM, other_start="start", other_year=YEAR)
    pairs = stale.join(others, on=["child_id", ITEM], how="inner").filter(col(ITEM) != "")
    later = (col("other_year") > col(YEAR)) & (col("other_start") != col("start"))
    return pairs.filter(later).select(_KEY).unique()


def _next_starts(stale: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """For each stale spell the start of the child's next one, of its own return or a later one."""
    others = frame.select("child_id", other_start="start", other_year=YEAR)
    keys = ["child_id", "start", YEAR]
    pairs = stale.select(keys).unique().join(others, on="child_id", how="inner")
    after = (col("other_start") > col("start")) & (col("other_year") >= col(YEAR))
    return pairs.filter(after).group_by(*keys).agg(next_start=col("other_start").min())
