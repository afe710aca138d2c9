"""The days of a member: where its row holds them, what they are called, and what is still due."""

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from cptracker.authoring.member_types import (
    Deadlines,
    Events,
    Members,
    Ratio,
    RowsOfMembers,
    Stock,
    SuppliedFigures,
)
from cptracker.engine.counting import NOT_YET_DUE
from cptracker.model.members import Member, MemberOutcome
from cptracker.model.periods import Period
from cptracker.records.care.days import FAR_DAY, date_of_day, day_of
from cptracker.records.records import Records

MEMBER_FIRST, MEMBER_LAST, MEMBER_BEGAN = "member_first", "member_last", "member_began"


def day_columns(members: RowsOfMembers) -> dict[str, str]:
    """Which whole-number columns hold a member's days, of those that are there."""
    match members:
        case Stock():
            days = {MEMBER_FIRST: members.start, MEMBER_LAST: members.end}
        case Events() if members.distinct:
            days = {}  # one member may stand for several events
        case Events() | SuppliedFigures():
            days = {MEMBER_FIRST: members.date}
        case Deadlines():
            days = {MEMBER_FIRST: members.due, MEMBER_LAST: members.done, MEMBER_BEGAN: "start"}
    names = members.frame.collect_schema().names()
    return {name: f"{day}_day" for name, day in days.items() if f"{day}_day" in names}


def day_of_number(number: Any) -> date | None:
    """A day from its number as text; an open end, or what is not known, is none."""
    if number is None or not str(number).isdigit() or int(number) >= FAR_DAY:
        return None
    return date_of_day(int(number))


def headings_of_days(members: Members) -> tuple[str, str]:
    """What the first and the last day of a member are called."""
    match members:
        case Stock():
            return ("from", "until")
        case Deadlines():
            return ("due", "done")
        case Ratio():
            return headings_of_days(members.numerator)
        case _:
            return ("on", "")


col = nw.col


def upcoming_duties(
    members: Members, records: Records, period: Period, as_at: date
) -> list[Member]:
    """Duties due after the period and the day that are not done: what can still be kept."""
    if not isinstance(members, Deadlines):
        return []
    after = day_of(max(as_at, period.end))
    due, done = f"{members.due}_day", f"{members.done}_day"
    open_still = col(done).is_null() | (col(done) > day_of(as_at))
    frame = members.frame if members.excluded is None else members.frame.filter(
        members.excluded.is_null()
    )  # fmt: skip
    began = day_columns(members).get(MEMBER_BEGAN)
    frame = frame.filter(col(due) > after, open_still).select(
        member=col(members.subject), due=col(due), began=col(began) if began else col(due) * 0
    )
    rows = [
        (subject, day_of_number(day), start) for subject, day, start in records.engine.rows(frame)
    ]
    return [
        Member(
            subject=str(subject),
            outcome=MemberOutcome.NOT_DUE,
            reason=NOT_YET_DUE,
            first=day,
            began=day_of_number(start) if start else None,
            days_left=(day - as_at).days,
        )
        for subject, day, start in rows
        if day is not None
    ]
