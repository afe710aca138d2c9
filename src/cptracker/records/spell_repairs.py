"""Which social worker spells and missing episodes of a stack of returns need repair.

A spell that is open in a return, and that a later return of the same table no longer holds, ends on
31 March of its own return's year.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.records.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.parsing import LINE
from cptracker.records.repairs import (
    STILL_MISSING,
    WORKER_ABSENT,
    WORKER_SAID_TWICE,
    numbered,
    sooner,
    year_ends,
)
from cptracker.records.stacking import FILE
from cptracker.records.years import YEAR

col, lit, when = nw.col, nw.lit, nw.when

ITEM = "_item"
"""Which of several spells of a child that begin on one day: worker or kind, never null."""

_KEY = ["child_id", ITEM, "start"]
_NO_DAY = lit(None, dtype=nw.Date)


def missing_fixes(engine: Engine, frame: Frame, years: Sequence[int]) -> Frame | None:
    """The missing episodes that are repaired, with `rule` and `new_end`; None where none is."""
    stale = _stale(frame, years)
    fixes = stale.with_columns(rule=numbered(STILL_MISSING), new_end=year_ends(years))
    return engine.keep(_columns(fixes, _KEY))


def worker_fixes(engine: Engine, frame: Frame, years: Sequence[int]) -> Frame | None:
    """The social worker spells that are repaired, with `rule` and `new_end`; None where none is.

    Args:
        engine: The engine the frame lives on.
        frame: Canonical spells, one row for each child, worker and start, with `_year` and
            `_item`, the worker.
        years: The years in it, in order.
    """
    stale = engine.keep(_columns(_stale(frame, years), [*_KEY, YEAR]))
    if not engine.rows(stale.head(1)):
        return None
    twice = engine.keep(_said_twice(stale, frame))
    alone = engine.keep(stale.join(twice, on=_KEY, how="anti"))
    following = _next_starts(alone, frame.join(twice, on=_KEY, how="anti"))
    ended = alone.join(following, on=["child_id", "start", YEAR], how="left").with_columns(
        rule=numbered(WORKER_ABSENT), new_end=sooner(year_ends(years), col("next_start"))
    )
    gone = stale.join(twice, on=_KEY, how="semi").with_columns(
        rule=numbered(WORKER_SAID_TWICE), new_end=_NO_DAY
    )
    whole = [_columns(fixes, [*_KEY, "rule", "new_end"]) for fixes in (gone, ended)]
    return engine.keep(nw.concat(whole))


def _stale(frame: Frame, years: Sequence[int]) -> Frame:
    """The open rows of all returns but the latest."""
    latest = years[-1] if years else 0
    return frame.filter(col("end").is_null(), col(YEAR) < latest)


def _columns(fixes: Frame, names: Sequence[str]) -> Frame:
    """Some columns, with where the rows stand if that is known."""
    there = fixes.collect_schema().names()
    wanted = [*names, *("rule", "new_end", FILE, LINE)]
    return fixes.select([name for name in dict.fromkeys(wanted) if name in there])


def _said_twice(stale: Frame, frame: Frame) -> Frame:
    """Stale spells whose child and worker stand in a later return with another start."""
    other = frame.select("child_id", ITEM, other_start="start", other_year=YEAR)
    pairs = stale.join(other, on=["child_id", ITEM], how="inner").filter(col(ITEM) != "")
    later = (col("other_year") > col(YEAR)) & (col("other_start") != col("start"))
    return pairs.filter(later).select(_KEY).unique()


def _next_starts(stale: Frame, frame: Frame) -> Frame:
    """For each stale spell the start of the child's next one, of its own return or a later one."""
    other = frame.select("child_id", other_start="start", other_year=YEAR)
    keys = ["child_id", "start", YEAR]
    pairs = stale.select(keys).unique().join(other, on="child_id", how="inner")
    after = (col("other_start") > col("start")) & (col("other_year") >= col(YEAR))
    return pairs.filter(after).group_by(*keys).agg(next_start=col("other_start").min())
