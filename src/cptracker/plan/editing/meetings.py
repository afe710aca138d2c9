"""Add a meeting to a plan, so that actions can be raised at it."""

import datetime
import re
from pathlib import Path

from attrs import evolve, frozen

from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.model.actions import Meeting
from cptracker.model.plan import Plan
from cptracker.plan.editing.changes import entry_from
from cptracker.plan.editing.session import Edit, PlanChange, edit


@frozen(kw_only=True)
class NewMeeting:
    """A meeting to be added.

    Attributes:
        date: The day it met, or meets.
        body: Who meets.
        paper: A link, or the reference of its minutes.
        ref: A short word for it; the body's letters and the day if None.
    """

    date: datetime.date
    body: str
    paper: str | None = None
    ref: str | None = None


def add_meeting(path: Path, new: NewMeeting, *, dry_run: bool = False) -> Edit:
    """Add a meeting.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: It does not fit the plan, such as a reference used twice, or cannot be written.
    """
    return edit(path, lambda plan: _addition(plan, new), dry_run=dry_run)


def new_meeting(plan: Plan, new: NewMeeting) -> Meeting:
    """The meeting as the plan will have it, with its reference."""
    ref = new.ref or f"{_letters(plan, new.body)}-{new.date}"
    return Meeting(ref=ref, body=new.body, date=new.date, paper=new.paper)


def _addition(plan: Plan, new: NewMeeting) -> PlanChange:
    meeting = new_meeting(plan, new)
    return PlanChange(
        ref=meeting.ref,
        spot=InsertionPoint(top="meetings"),
        entries=(entry_from(meeting),),
        year=new.date.year,
        result=evolve(plan, meetings=(*plan.meetings, meeting)),
    )


def _letters(plan: Plan, body: str) -> str:
    """The letters that this body's meetings are known by: as before, else its initials."""
    for meeting in reversed(plan.meetings):
        day = f"-{meeting.date}"
        if meeting.body == body and meeting.ref.endswith(day):
            return meeting.ref.removesuffix(day)
    initials = "".join(re.findall(r"\b[A-Z]", body)).lower()
    return initials or "meeting"
