"""The days of a member: where its row holds them, and what they are called."""

from datetime import date
from typing import Any

from cptracker.authoring.member_types import (
    Deadlines,
    Events,
    Members,
    Ratio,
    RowsOfMembers,
    Stock,
    SuppliedFigures,
)
from cptracker.records.care.days import FAR_DAY, date_of_day

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
    there = members.frame.collect_schema().names()
    return {name: f"{day}_day" for name, day in days.items() if f"{day}_day" in there}


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
