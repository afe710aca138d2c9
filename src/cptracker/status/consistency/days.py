"""Days and periods that cannot be meant, and days that cannot follow each other as they do."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cptracker.model.actions import Action, Update
from cptracker.model.checks import Check
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.plan.keys import plan_years
from cptracker.status.consistency.findings import (
    ConsistencyFinding,
    PlacedValue,
    days_of,
    ref_of,
    texts_of,
)
from cptracker.status.consistency.known_figures import period_of_stated

OLD_MAY_STAND = ("published", "recalculations", "baseline", "agreed_definitions", "revised")
"""What may be told of long before the plan."""


RECORDED = (
    ("updates", "date"), ("done", "date"), ("commentary", "date"), ("published", "published"),
)  # fmt: skip
"""Days on which something was written down; nobody writes ahead."""


MEETING_LISTS = ("actions", "recommendations", "exceptions", "agreed_definitions")
"""What was agreed at a meeting, so that the meeting has been."""


def of_days(plan: Plan, values: Sequence[PlacedValue], today: date) -> Iterator[ConsistencyFinding]:
    """What is wrong with days and periods by themselves.

    Args:
        plan: The plan.
        values: Its values, each with its place.
        today: The last day of which anything can be known.
    """
    first, last = _span(plan)
    for placed_value in days_of(values):
        yield from _far(placed_value, placed_value.value, plan, first, last)
        if _is_recorded(placed_value) and placed_value.value > today:
            yield _to_come(
                placed_value, f"`{placed_value.key}` {placed_value.value} is still to come"
            )
    for placed_value in texts_of(values):
        if placed_value.key == "period":
            yield from _period(placed_value, plan, today)
    yield from _meetings_to_come(plan, today)


def _span(plan: Plan) -> tuple[date, date]:
    """The days between which those of a plan lie; any where it names no years."""
    years, around = plan_years(plan.period), plan.check_thresholds.years_around
    if years is None:
        return date.min, date.max
    return date(max(years.first - around, 1), 1, 1), date(min(years.last + around, 9999), 12, 31)


def _far(
    placed_value: PlacedValue, day: date, plan: Plan, first: date, last: date
) -> Iterator[ConsistencyFinding]:
    earliest = plan.check_thresholds.earliest
    old = placed_value.section in OLD_MAY_STAND or " baseline" in placed_value.path
    message = ""
    if day < earliest:
        message = f"`{placed_value.key}` {placed_value.value} is before {long_date(earliest)}"
    elif day < first and not old:
        message = (
            f"`{placed_value.key}` {placed_value.value} is years before the plan, {plan.period}"
        )
    elif day > last:
        message = (
            f"`{placed_value.key}` {placed_value.value} is years after the plan, {plan.period}"
        )
    if message:
        check = Check.DAY_FAR_FROM_PLAN
        yield ConsistencyFinding(
            check=check, ref=placed_value.ref, at=placed_value.at, message=message
        )


def _is_recorded(placed_value: PlacedValue) -> bool:
    lists = (name for name in ("updates", "done") if f" {name} " in placed_value.path)
    return (next(lists, placed_value.section), placed_value.key) in RECORDED


def _period(placed_value: PlacedValue, plan: Plan, today: date) -> Iterator[ConsistencyFinding]:
    """A period that was told of before it began, or a figure of one that is not over."""
    period = period_of_stated(placed_value.value)
    yield from _far(placed_value, period.end, plan, *_span(plan))
    is_commentary = placed_value.section == "commentary" and "states" not in placed_value.path
    if is_commentary and period.start > today:  # a comment may be on a period that is going on
        yield _to_come(placed_value, f"{period.label} has not begun")
    elif not is_commentary and period.end > today:
        yield _to_come(placed_value, f"{period.label} is not over")


def _to_come(placed_value: PlacedValue, message: str) -> ConsistencyFinding:
    return ConsistencyFinding(
        check=Check.STILL_TO_COME, ref=placed_value.ref, at=placed_value.at, message=message
    )


def _meetings_to_come(plan: Plan, today: date) -> Iterator[ConsistencyFinding]:
    """Something that was agreed at a meeting which has not been."""
    ahead = {meeting.ref: meeting.date for meeting in plan.meetings if meeting.date > today}
    for section in MEETING_LISTS if ahead else ():
        for at, item in enumerate(getattr(plan, section)):
            day = ahead.get(item.meeting)
            if day is not None:
                message = f"this was agreed at a meeting of {long_date(day)}, still to come"
                yield ConsistencyFinding(
                    check=Check.STILL_TO_COME,
                    ref=ref_of(item),
                    at=(section, f"{at} meeting"),
                    message=message,
                )


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


ISO = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])")


LONG = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ((?:19|20)[0-9]{{2}})\b")


REFERENCE = re.compile(r"[\w.-]+")


CITING = ("evidence", "note")
"""The texts of an update that may cite a meeting."""


def of_order(plan: Plan) -> Iterator[ConsistencyFinding]:
    """What is out of order, by actions, recommendations and deliverables."""
    meetings = {meeting.ref: meeting.date for meeting in plan.meetings}
    for section in ("actions", "recommendations"):
        for at, action in enumerate(getattr(plan, section)):
            yield from _action(section, at, action, meetings)
    for at, update in enumerate(plan.updates):
        yield from _update("updates", str(at), update.deliverable, update, meetings)


def _finding(section: str, path: str, ref: str, message: str) -> ConsistencyFinding:
    return ConsistencyFinding(
        check=Check.DAYS_OUT_OF_ORDER, ref=ref, at=(section, path), message=message
    )


def _action(
    section: str, at: int, action: Action, meetings: Mapping[str, date]
) -> Iterator[ConsistencyFinding]:
    raised = meetings.get(action.meeting)
    dues = [day for day in (action.due, *(update.due for update in action.updates)) if day]
    last = max(dues, default=None)
    if action.start and raised and action.start < raised:
        message = f"`start` {action.start} is before the meeting that raised it ({raised})"
        yield _finding(section, f"{at} start", action.ref, message)
    if action.start and last and action.start > last:
        message = f"`start` {action.start} is after the day it is due, {last}"
        yield _finding(section, f"{at} start", action.ref, message)
    for nth, step in enumerate(action.milestones):
        path = f"{at} milestones {nth} due"
        if last and step.due > last:
            message = f"the milestone is due {step.due}, after the action itself, {last}"
            yield _finding(section, path, action.ref, message)
        elif raised and step.due < raised:
            message = f"the milestone is due {step.due}, before the meeting that raised the action"
            yield _finding(section, path, action.ref, message)
    yield from _reached_twice(section, at, action)
    for nth, update in enumerate(action.updates):
        yield from _update(section, f"{at} updates {nth}", action.ref, update, meetings)


def _reached_twice(section: str, at: int, action: Action) -> Iterator[ConsistencyFinding]:
    reached: set[str] = set()
    for nth, update in enumerate(action.updates):
        if update.milestone in reached:
            message = "this milestone was reached before, and is reached again"
            yield _finding(section, f"{at} updates {nth} milestone", action.ref, message)
        reached |= {update.milestone} if update.milestone else set()


def _update(
    section: str, path: str, ref: str, update: Update, meetings: Mapping[str, date]
) -> Iterator[ConsistencyFinding]:
    day = update.date
    for key in ("forecast", "due"):
        named = getattr(update, key)
        if named and named < day and not (update.status and update.status.closed):
            message = f"`{key}` {named} was past when this was recorded, {day}"
            yield _finding(section, f"{path} {key}", ref, message)
    if update.start and update.due and update.start > update.due:
        message = f"`start` {update.start} is after `due` {update.due}"
        yield _finding(section, f"{path} start", ref, message)
    for key in CITING:
        text = getattr(update, key)
        later = max(_cited(text, meetings, full=key == "evidence"), default=day) if text else day
        if later > day:
            message = f"`{key}` cites {long_date(later)}, after the day of this update, {day}"
            yield _finding(section, f"{path} {key}", ref, message)


def _cited(text: str, meetings: Mapping[str, date], *, full: bool) -> Iterable[date]:
    """The days that a text cites: of meetings it names; in evidence, every day it names."""
    words = (word.rstrip(".") for word in REFERENCE.findall(text))
    yield from (meetings[word] for word in words if word in meetings)
    if full:
        yield from _days_in(text)


def _days_in(text: str) -> Iterator[date]:
    year_month_day = [(int(match[1]), int(match[2]), int(match[3])) for match in ISO.finditer(text)]
    year_month_day += [
        (int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])) for match in LONG.finditer(text)
    ]
    for year, month, day in year_month_day:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
