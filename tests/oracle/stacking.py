"""Several returns make one table: for each key the row of the latest return that holds it."""

from datetime import date
from typing import Any

from oracle.days import is_real

Row = dict[str, Any]
Tables = dict[str, list[Row]]

# What names a row of each table of the return; a row that lacks part of it is no row.
KEYS = {
    "children": "child_id",
    "episodes": "child_id decom",
    "reviews": "child_id review_date",
    "uasc": "child_id",
    "outcomes": "child_id year_end",
    "care_leavers": "child_id year_end",
    "adoptions": "child_id",
    "placed_for_adoption": "child_id placed",
    "previous_permanence": "child_id",
    "missing_episodes": "child_id kind start",
    "social_worker_spells": "child_id worker_id start",
    "deprivations_of_liberty": "child_id start",
}
# Parts of a key that may be blank: they still tell rows apart.
MAY_BE_BLANK = ("kind", "worker_id")
SPELLS = {
    "episodes": ("decom", "dec"),
    "placed_for_adoption": ("placed", "ceased"),
    "missing_episodes": ("start", "end"),
    "social_worker_spells": ("start", "end"),
    "deprivations_of_liberty": ("start", "end"),
}


def stacked(tables: Tables) -> Tables:
    """One row for each key of every table of the return; the council's own tables are as read."""
    return {
        table: _one_each(table, rows) if table in KEYS else rows for table, rows in tables.items()
    }


def _one_each(table: str, rows: list[Row]) -> list[Row]:
    names = KEYS[table].split()
    needed = [name for name in names if name not in MAY_BE_BLANK]
    chosen: dict[tuple[Any, ...], Row] = {}
    for row in sorted(sorted(rows, key=_content, reverse=True), key=lambda row: _rank(table, row)):
        if all(row.get(name) is not None for name in needed):
            chosen[tuple(row.get(name) for name in names)] = row
    return list(chosen.values())


def _rank(table: str, row: Row) -> tuple[Any, ...]:
    """The later return's row stands; within a return one that lasts a day, then one that ended.

    A row of no length must never hide one that begins on its day (DfE 355). What still ties is
    settled by what the rows say, so that the order of files and rows changes nothing.
    """
    start, end = SPELLS.get(table, ("", ""))
    lasts = not start or is_real(row.get(start), row.get(end))
    return row.get("year_end") or date.min, lasts, row.get(end) is not None


def _content(row: Row) -> tuple[Any, ...]:
    """All cells, a blank after every other: of two that contradict each other the first stands."""
    return tuple((row[name] is None, str(row[name])) for name in sorted(row))
