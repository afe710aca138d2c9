"""Which return is to be believed: what a later return does not confirm is stale and repaired.

`dfe_rules.md`, section 1, which follows LIIA's `fix_episodes`. Where the table there and the laws
beside it pull apart, the laws decide, since the days of a year are its own return's to decide:

- The next and the previous row are those by DECOM among the rows of the row's own return or a
  later one. A row that only an earlier return holds says nothing of what a later one returned:
  else a start that this year's return corrects from the 5th to the 3rd would end on the 5th.
- A start said twice (LIIA 3) is dropped for the sake of a later return's row only; a neighbour of
  the same return is no correction, and two returns' rows would drop each other.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from oracle.days import ONE_DAY
from oracle.stacking import Row, Tables

SAME = ("rne", "ls", "place", "place_provider", "pl_post", "urn")
NOT_CONFIRMED = "not in the next return"


def believed(tables: Tables) -> Tables:
    """Stacked tables with the spells that later returns do not confirm repaired.

    A row that was given its end has `repair`, the rule's code; where its child was not in the
    return any more it has `left_out` too, since such an end is no leaving.
    """
    repairs = {
        "episodes": _episodes,
        "social_worker_spells": _workers,
        "missing_episodes": _missing,
    }
    return {
        table: repairs[table](rows) if table in repairs and rows else rows
        for table, rows in tables.items()
    }


def _episodes(rows: list[Row]) -> list[Row]:
    latest = max(map(_year, rows))
    return [
        row for mine in _by_child(rows, "decom") for row in _overrun(_stale(_ordered(mine), latest))
    ]


def _year(row: Row) -> date:
    """The 31 March of a row's return; rows typed by hand, without one, are all of one return."""
    return row.get("year_end") or date.min


def _by_child(rows: list[Row], start: str) -> list[list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[start]):
        found[row["child_id"]].append(row)
    return list(found.values())


def _ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["decom"])


def _neighbours(rows: list[Row], at: int) -> tuple[Row | None, Row | None]:
    """The row before and the row after, of the same return or a later one."""
    year = _year(rows[at])
    before = [row for row in rows[:at] if _year(row) >= year]
    after = [row for row in rows[at + 1 :] if _year(row) >= year]
    return (before[-1] if before else None), (after[0] if after else None)


def _stale(rows: list[Row], latest: date) -> list[Row]:
    """Stage 1: open rows. Each is judged by the rows as they were returned."""
    judged = [_closed(rows[at], *_neighbours(rows, at), latest) for at in range(len(rows))]
    return [row for row in judged if row is not None]


def _closed(row: Row, before: Row | None, after: Row | None, latest: date) -> Row | None:
    if row["dec"] is not None:
        return row
    if _year(row) == latest:
        # A reason without a day is none yet (148); but X1 says that care goes on.
        reason = "X1" if row["rec"] == "X1" else None
        return _ended(row, after["decom"], reason, "DfE 142") if after else row
    if _says_the_same(row, before) or _says_the_same(row, after):
        return None
    if before and _year(before) > _year(row):
        return None
    return _not_in_the_latest(row, after)


def _says_the_same(row: Row, other: Row | None) -> bool:
    if other is None or _year(other) <= _year(row):
        return False
    return all(row.get(name) == other.get(name) for name in SAME)


def _not_in_the_latest(row: Row, after: Row | None) -> Row:
    """The child is looked after on 31 March of the return's year; the day after decides."""
    end = row["year_end"] + ONE_DAY
    if after is None:
        return _ended(row, end, None, "LIIA 2") | {"left_out": True}
    if after["rne"] == "S":
        # Its last day is the day before the next begins, so the spell, half-open, ends there.
        return _ended(row, min(end, after["decom"]), None, "LIIA 1A") | {"left_out": True}
    return _ended(row, after["decom"], "X1", "LIIA 1")


def _ended(row: Row, end: date, reason: str | None, code: str) -> Row:
    return row | {"dec": end, "rec": reason, "repair": code}


def _overrun(rows: list[Row]) -> list[Row]:
    """Stage 2: ends that do not fit the beginning of a later return's row."""
    return [_fitted(rows[at], _neighbours(rows, at)[1]) for at in range(len(rows))]


def _fitted(row: Row, after: Row | None) -> Row:
    if after is None or row["dec"] is None or _year(after) <= _year(row):
        return row
    begins: Any = after["decom"]
    if row["dec"] > begins:
        return row | {"dec": begins, "repair": "LIIA 4"}
    if row["dec"] < begins and row["rec"] == "X1":
        return row | {"dec": begins, "repair": "LIIA 5"}
    return row


def _workers(rows: list[Row]) -> list[Row]:
    """Social worker spells (SW08, SW16): an open one of a return before the latest.

    What is left after the corrected starts are gone is what the child's next spell is among. The
    last day is 31 March itself: a worker whose spell ends on a window's first day counts in it.
    """
    latest = max(map(_year, rows))
    settled: list[Row] = []
    for mine in _by_child(rows, "start"):
        kept = [row for row in mine if not (_is_stale(row, latest) and _restarted(row, mine))]
        settled += [
            row | {"end": _worked_until(row, kept)} if _is_stale(row, latest) else row
            for row in kept
        ]
    return settled


def _is_stale(row: Row, latest: date) -> bool:
    return row["end"] is None and _year(row) < latest


def _restarted(row: Row, mine: list[Row]) -> bool:
    """Whether a later return has the child's same worker with another start; a blank is nobody."""
    return row["worker_id"] is not None and any(
        other["worker_id"] == row["worker_id"]
        and other["start"] != row["start"]
        and _year(other) > _year(row)
        for other in mine
    )


def _worked_until(row: Row, mine: list[Row]) -> date:
    later = [other["start"] for other in mine if other["start"] > row["start"]]
    return min([row["year_end"], *later])


def _missing(rows: list[Row]) -> list[Row]:
    """Missing episodes (576): open and not in the next return, the child was back after 31 March.

    That day is the last one missing, as its own return says, so the spell ends the day after.
    """
    latest = max(map(_year, rows))
    return [
        row | {"end": row["year_end"] + ONE_DAY} if _is_stale(row, latest) else row for row in rows
    ]
