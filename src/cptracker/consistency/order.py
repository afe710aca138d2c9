"""Days of one action or update that cannot follow each other as they do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from cptracker.actions import Action, Update
from cptracker.checks import Check
from cptracker.consistency.findings import Finding
from cptracker.judging import long_date
from cptracker.model import Plan

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ISO = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])")
LONG = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ((?:19|20)[0-9]{{2}})\b")
REFERENCE = re.compile(r"[\w.-]+")

CITING = ("evidence", "note")
"""The texts of an update that may cite a meeting."""


def of_order(plan: Plan) -> Iterator[Finding]:
    """What is out of order, by actions, recommendations and deliverables."""
    meetings = {one.ref: one.date for one in plan.meetings}
    for section in ("actions", "recommendations"):
        for at, action in enumerate(getattr(plan, section)):
            yield from _action(section, at, action, meetings)
    for at, update in enumerate(plan.updates):
        yield from _update("updates", str(at), update.deliverable, update, meetings)


def _finding(section: str, way: str, ref: str, message: str) -> Finding:
    return Finding(check=Check.DAYS_OUT_OF_ORDER, ref=ref, at=(section, way), message=message)


def _action(
    section: str, at: int, action: Action, meetings: Mapping[str, date]
) -> Iterator[Finding]:
    raised = meetings.get(action.meeting)
    dues = [day for day in (action.due, *(one.due for one in action.updates)) if day]
    last = max(dues, default=None)
    if action.start and raised and action.start < raised:
        message = f"`start` {action.start} is before the meeting that raised it ({raised})"
        yield _finding(section, f"{at} start", action.ref, message)
    if action.start and last and action.start > last:
        message = f"`start` {action.start} is after the day it is due, {last}"
        yield _finding(section, f"{at} start", action.ref, message)
    for nth, step in enumerate(action.milestones):
        way = f"{at} milestones {nth} due"
        if last and step.due > last:
            message = f"the milestone is due {step.due}, after the action itself, {last}"
            yield _finding(section, way, action.ref, message)
        elif raised and step.due < raised:
            message = f"the milestone is due {step.due}, before the meeting that raised the action"
            yield _finding(section, way, action.ref, message)
    yield from _reached_twice(section, at, action)
    for nth, update in enumerate(action.updates):
        yield from _update(section, f"{at} updates {nth}", action.ref, update, meetings)


def _reached_twice(section: str, at: int, action: Action) -> Iterator[Finding]:
    reached: set[str] = set()
    for nth, update in enumerate(action.updates):
        if update.milestone in reached:
            message = "this milestone was reached before, and is reached again"
            yield _finding(section, f"{at} updates {nth} milestone", action.ref, message)
        reached |= {update.milestone} if update.milestone else set()


def _update(
    section: str, way: str, ref: str, update: Update, meetings: Mapping[str, date]
) -> Iterator[Finding]:
    day = update.date
    for key in ("forecast", "due"):
        named = getattr(update, key)
        if named and named < day and not (update.status and update.status.closed):
            message = f"`{key}` {named} was past when this was recorded, {day}"
            yield _finding(section, f"{way} {key}", ref, message)
    if update.start and update.due and update.start > update.due:
        message = f"`start` {update.start} is after `due` {update.due}"
        yield _finding(section, f"{way} start", ref, message)
    for key in CITING:
        text = getattr(update, key)
        later = max(_cited(text, meetings, whole=key == "evidence"), default=day) if text else day
        if later > day:
            message = f"`{key}` cites {long_date(later)}, after the day of this update, {day}"
            yield _finding(section, f"{way} {key}", ref, message)


def _cited(text: str, meetings: Mapping[str, date], *, whole: bool) -> Iterable[date]:
    """The days that a text cites: of meetings it names; in evidence, every day it names."""
    words = (word.rstrip(".") for word in REFERENCE.findall(text))
    yield from (meetings[word] for word in words if word in meetings)
    if whole:
        yield from _days_in(text)


def _days_in(text: str) -> Iterator[date]:
    parts = [(int(one[1]), int(one[2]), int(one[3])) for one in ISO.finditer(text)]
    parts += [(int(one[3]), MONTHS.index(one[2]) + 1, int(one[1])) for one in LONG.finditer(text)]
    for year, month, day in parts:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
