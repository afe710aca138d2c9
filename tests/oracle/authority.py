"""Which return is to be believed: what a later return does not confirm is stale and repaired.

`dfe_rules.md`, section 1, which follows LIIA's `fix_episodes`. Where the table there and the laws
beside it pull apart, the laws decide, since the days of a year are its own return's to decide:

- The next and the previous row are those by DECOM among the rows of the row's own return or a
  later one. A row that only an earlier return holds says nothing of what a later one returned:
  else a start that this year's return corrects from the 5th to the 3rd would end on the 5th.
- A row is replaced (LIIA 3A) wherever a later return has another episode that runs when it begins,
  be it open or ended: else one that only an earlier return holds would be a start, a leaving or a
  move within what a later return says was one episode.
- A start said twice (LIIA 3) is dropped for the sake of a later return's row only; a neighbour of
  the same return is no correction, and two returns' rows would drop each other.
- Care goes on to a later return's row (LIIA 1, 5) only where that row had begun when the next
  return that is there was sent: one in between that holds nothing says that nobody was there.
- X1 is not believed (LIIA 5) against RNE S in a later year: that year's return says that care
  began.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from oracle.days import ONE_DAY
from oracle.stacking import Row, Tables, stacked

SAME = ("rne", "ls", "place", "place_provider", "pl_post", "urn")
NOT_CONFIRMED = "not in the next return"


def believed(tables: Tables) -> Tables:
    """Tables with one row for each key, and the spells that no later return confirms repaired.

    A row that was given its end has `repair`, the rule's code; where its child was not in the
    return any more it has `left_out` too, since such an end is no leaving.
    """
    repairs = {
        "episodes": _episodes,
        "social_worker_spells": _workers,
        "missing_episodes": _missing,
    }
    stacked_rows = stacked(tables)
    for table, repair in repairs.items():
        if stacked_rows.get(table):
            stacked_rows[table] = repair(
                stacked_rows[table], sorted(set(map(_year, tables[table])))
            )
    return stacked_rows


def _episodes(rows: list[Row], years: list[date]) -> list[Row]:
    return [
        row
        for child_rows in _by_child(rows, "decom")
        for row in _overrun(_stale(child_rows, years), years)
    ]


def _year(row: Row) -> date:
    """The 31 March of a row's return; rows typed by hand, without one, are all of one return."""
    return row.get("year_end") or date.min


def _by_child(rows: list[Row], start: str) -> list[list[Row]]:
    rows_by_child: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[start]):
        rows_by_child[row["child_id"]].append(row)
    return list(rows_by_child.values())


def _neighbours(rows: list[Row], at: int) -> tuple[Row | None, Row | None]:
    """The row before and the row after, of the same return or a later one."""
    year = _year(rows[at])
    before = [row for row in rows[:at] if _year(row) >= year]
    after = [row for row in rows[at + 1 :] if _year(row) >= year]
    return (before[-1] if before else None), (after[0] if after else None)


def _stale(rows: list[Row], years: list[date]) -> list[Row]:
    """Stage 1: rows replaced and open rows. Each is judged by the rows as they were returned."""
    rated_rows = [
        None if _is_replaced(row, rows[:at]) else _closed(row, *_neighbours(rows, at), years)
        for at, row in enumerate(rows)
    ]
    return [row for row in rated_rows if row is not None]


def _is_replaced(row: Row, before: list[Row]) -> bool:
    """Whether a row begins within an episode that a later return holds."""
    return any(
        _year(other) > _year(row) and (other["dec"] is None or other["dec"] > row["decom"])
        for other in before
    )


def _closed(row: Row, before: Row | None, after: Row | None, years: list[date]) -> Row | None:
    if row["dec"] is not None:
        return row
    if _year(row) == years[-1]:
        # A reason without a day is none (148), but nor did it say that care goes on: if the next
        # begins anew (RNE S), the child left in between for a reason not known.
        reason = "X1" if row["rec"] in (None, "X1") else None
        return _ended(row, after["decom"], reason, "DfE 142") if after else row
    if _says_the_same(row, before) or _says_the_same(row, after):
        return None
    if before and _year(before) > _year(row):
        return None
    return _not_in_the_latest(row, after if _follows(row, after, years) else None)


def _follows(row: Row, after: Row | None, years: list[date]) -> bool:
    """Whether a row had begun by the end of the first return after another row's own."""
    later = [year for year in years if year > _year(row)]
    return after is not None and (not later or after["decom"] <= later[0])


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


def _overrun(rows: list[Row], years: list[date]) -> list[Row]:
    """Stage 2: ends that do not fit the beginning of a later return's row."""
    return [_fitted(row, _neighbours(rows, at)[1], years) for at, row in enumerate(rows)]


def _fitted(row: Row, after: Row | None, years: list[date]) -> Row:
    if after is None or row["dec"] is None or _year(after) <= _year(row):
        return row
    begins: Any = after["decom"]
    if row["dec"] > begins:
        return row | {"dec": begins, "repair": "LIIA 4"}
    anew = after["rne"] == "S" and begins > _year(row)
    if row["dec"] < begins and row["rec"] == "X1" and _follows(row, after, years) and not anew:
        return row | {"dec": begins, "repair": "LIIA 5"}
    return row


def _workers(rows: list[Row], years: list[date]) -> list[Row]:
    """Social worker spells (SW08, SW16): an open one of a return before the latest.

    What is left after the corrected starts are gone is what the child's next spell is among. The
    last day is 31 March itself: a worker whose spell ends on a window's first day counts in it.
    """
    latest = years[-1]
    settled: list[Row] = []
    for child_rows in _by_child(rows, "start"):
        kept_rows = [
            row
            for row in child_rows
            if not (_is_stale(row, latest) and _restarted(row, child_rows))
        ]
        settled += [
            row | {"end": _worked_until(row, kept_rows)} if _is_stale(row, latest) else row
            for row in kept_rows
        ]
    return settled


def _is_stale(row: Row, latest: date) -> bool:
    return row["end"] is None and _year(row) < latest


def _restarted(row: Row, rows: list[Row]) -> bool:
    """Whether a later return has the child's same worker with another start; a blank is nobody."""
    return row["worker_id"] is not None and any(
        other["worker_id"] == row["worker_id"]
        and other["start"] != row["start"]
        and _year(other) > _year(row)
        for other in rows
    )


def _worked_until(row: Row, rows: list[Row]) -> date:
    told = [row_after for row_after in rows if _year(row_after) >= _year(row)]
    later = [row_after["start"] for row_after in told if row_after["start"] > row["start"]]
    return min([row["year_end"], *later])


def _missing(rows: list[Row], years: list[date]) -> list[Row]:
    """Missing episodes (576): open and not in the next return, the child was back after 31 March.

    That day is the last one missing, as its own return says, so the spell ends the day after.
    """
    latest = years[-1]
    return [
        row | {"end": row["year_end"] + ONE_DAY} if _is_stale(row, latest) else row for row in rows
    ]
