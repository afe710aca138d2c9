"""A join that multiplies rows: members that stand more often than in the table they are taken from.

A plug-in that joins visits with a table that has several rows for each child counts each visit
several times. Which tables it asked for is watched; where all its members are rows of one of them,
none may stand more often than there.
"""

from collections.abc import Iterator
from typing import Any, cast

import narwhals.stable.v2 as nw

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Deadlines, Events, Members, Ratio, Stock
from cptracker.authoring.plugin_failures import problem_of
from cptracker.engine.plugin_errors import plugin_errors
from cptracker.engine.series import call_measure
from cptracker.model.problems import Problem, Severity
from cptracker.records.care.days import Frame
from cptracker.records.care.deriving import DERIVED
from cptracker.records.records import Records

col = nw.col


HINT = (
    "join with a table that has one row for each key, such as `once(table, …)` or "
    "`table.unique(…)`, or give `distinct=True` where each child counts once"
)


TIMES, THERE = "times_here", "times_there"


class WatchedRecords:
    """Records that remember which tables were asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.tables_read: dict[str, None] = {}

    def __getattr__(self, name: str) -> Any:
        if name in DERIVED or name in self._records.tables:
            self.tables_read[name] = None
        return getattr(self._records, name)

    def table(self, name: str) -> Frame:
        """A table by name."""
        self.tables_read[name] = None
        return self._records.table(name)


def multiplied_rows(measure: Measure, records: Records) -> tuple[Problem, ...]:
    """A warning where a measure's rows were multiplied; nothing where that cannot be seen.

    Args:
        measure: What is looked at; it has what it needs.
        records: What it is run on.

    Raises:
        MeasureError: When the plug-in fails.
    """
    if isinstance(measure.function, IsolatedFunction):
        return measure.function.multiplied(measure, records)
    if records.lacks(measure.needs):
        return ()
    with records.turn():
        return tuple(_multiplied(measure, records))


def _multiplied(measure: Measure, records: Records) -> Iterator[Problem]:
    watched = WatchedRecords(records)
    members = call_measure(measure, cast(Records, watched))
    if isinstance(members, Ratio):
        return
    with plugin_errors(measure):
        keys = _keys(members)
        if not keys:
            return
        excess = [
            (excess_rows, name)
            for name in watched.tables_read
            if (excess_rows := _excess(members.frame, records.table(name), keys, records))
            is not None
        ]
    if excess and min(excess)[0]:
        number, table = min(excess)
        message = (
            f"measure `{measure.identifier}` counts rows of `{table}` more often than they are "
            f"there, {number:,} of them: a join multiplies them"
        )
        yield problem_of(measure, message, HINT, Severity.WARNING)


def _keys(members: Members) -> list[str]:
    """The columns by which a row is known again; none where a subject counts once anyhow."""
    if isinstance(members, Events) and not members.distinct:
        wanted = (members.subject, members.date)
    elif isinstance(members, Deadlines):
        wanted = (members.subject, members.due)
    elif isinstance(members, Stock) and members.amount is not None:
        wanted = (members.subject, members.start)
    else:
        return []
    names = members.frame.collect_schema().names()
    keys = [f"{name}_day" if f"{name}_day" in names else name for name in wanted]
    return keys if set(keys) <= set(names) else []


def _excess(frame: Frame, table: Frame, keys: list[str], records: Records) -> int | None:
    """How many keys stand more often in a frame than in a table; None where it is of another."""
    if not set(keys) <= set(table.collect_schema().names()):
        return None
    here, there = _times(frame, keys, TIMES), _times(table, keys, THERE)
    both = here.join(there, on=keys, how="left").with_columns(times_there=col(THERE).fill_null(0))
    sums = both.select(
        strange=(col(THERE) == 0).cast(nw.Int64).sum(),
        more=(col(TIMES) > col(THERE)).cast(nw.Int64).sum(),
    )
    ((strange, more),) = records.engine.rows(sums)
    return None if strange else int(more or 0)


def _times(frame: Frame, keys: list[str], name: str) -> Frame:
    known = frame.select(*keys).drop_nulls()
    return known.group_by(*keys).agg(nw.len().alias(name))
