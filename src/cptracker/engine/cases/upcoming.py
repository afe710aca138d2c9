"""Duties that fall due after a period and are not done: what can still be kept."""

from datetime import date

import narwhals.stable.v2 as nw

from cptracker.authoring.member_types import Deadlines, Members
from cptracker.engine.cases.member_days import MEMBER_BEGAN, day_columns, day_of_number
from cptracker.engine.counting import NOT_YET_DUE
from cptracker.model.members import Member, MemberOutcome
from cptracker.model.periods import Period
from cptracker.records.care.days import day_of
from cptracker.records.records import Records

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
