"""Carers, workforce, events and surveys: the council's own tables."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from oracle.care import Council
from oracle.days import is_open
from oracle.groups import GROUPS, Case
from oracle.looked_after import Cases
from oracle.stacking import Row


def foster_carers(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Households approved and not ended on e, each once, by the kind approved last."""
    on = [row for row in council.rows("foster_households") if _open(row, "approved", e)]
    on.sort(key=lambda row: row["approved"])
    for row in {row["household_id"]: row for row in on}.values():
        yield Case(own=row.get("kind"))


def trained(course: str) -> Cases:
    """Social workers and personal advisers in post on e; met when trained by then.

    Other roles are left out by reason, and so is one that was not recorded. Whoever holds such a
    post beside one of a social worker or personal adviser is in post as the latter.
    """

    def cases(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
        done = {row["staff_id"] for row in council.rows("training") if _done(row, course, e)}
        on = [row for row in council.rows("staff") if _open(row, "started", e)]
        on.sort(key=lambda row: (not _no_place_for(row["role"]), row["started"]))
        for row in {row["staff_id"]: row for row in on}.values():
            case = Case(own=row["role"], met=row["staff_id"] in done)
            yield replace(case, excluded=_no_place_for(row["role"]))

    return cases


def _no_place_for(role: str | None) -> str:
    """Why a member of staff does not count, or nothing."""
    if not role:
        return "role not recorded"
    return "" if role in GROUPS["role"] else "other roles"


def _open(row: Row, start: str, e: date) -> bool:
    return is_open(row[start], row["ended"], e)


def _done(row: Row, course: str, e: date) -> bool:
    return row["course"] == course and row["completed"] is not None and row["completed"] <= e


def events_run(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Events by their date, each identifier once."""
    for event in _events(council, first, last):
        yield Case(own=event["kind"])


def event_attendance(
    council: Council, first: date, last: date, _as_at: date | None
) -> Iterator[Case]:
    """How many came: as written down, else the young people on the event's list."""
    for event in _events(council, first, last):
        amount = event.get("attended")
        if amount is None:
            amount = len(_came(council, event["event_id"]))
        yield Case(own=event["kind"], amount=amount)


def participation(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Young people who came to any participation event, each once."""
    came: dict[str, None] = {}
    for event in _events(council, first, last):
        if (event["kind"] or "").lower() == "participation":
            came |= dict.fromkeys(_came(council, event["event_id"]))
    for child_id in came:
        yield Case(child_id, last)


def _events(council: Council, first: date, last: date) -> list[Row]:
    rows = [row for row in council.rows("events") if row["event_date"] is not None]
    dated = [row for row in rows if first <= row["event_date"] <= last]
    return list({row["event_id"]: row for row in dated}.values())


def _came(council: Council, event_id: str) -> set[str]:
    rows = [row for row in council.rows("attendance") if row["event_id"] == event_id]
    return {row["child_id"] for row in rows if row["child_id"]}


def surveys(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Surveys whose fieldwork ended in the period."""
    for row in council.rows("surveys"):
        if row["fieldwork_end"] is None or not first <= row["fieldwork_end"] <= last:
            continue
        case = Case(own=row["group"])
        if row["responses"] is None or row["eligible"] is None:
            yield replace(case, excluded="figures missing")
        elif not 0 <= row["responses"] <= row["eligible"]:
            yield replace(case, excluded="numbers that cannot be")
        else:
            yield replace(case, amount=row["responses"], out_of=row["eligible"])
