"""References that do not fit: of another year than their meeting, left out, or given twice over."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from itertools import pairwise

from attrs import evolve, frozen

from cptracker.model.actions import Action
from cptracker.model.checks import Check
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.status.consistency.findings import ConsistencyFinding, ref_of

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


DAY = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])")


STATEMENTS = ("principles", "corporate_parent", "good_care")


def of_references(plan: Plan) -> Iterator[ConsistencyFinding]:
    """What is wrong with references, by the kind of mistake."""
    yield from _other_years(plan)
    yield from _left_out(plan)
    yield from _twice([*_whole_actions(plan), *_whole_others(plan)])


def _other_years(plan: Plan) -> Iterator[ConsistencyFinding]:
    """A meeting's reference names its day or year; an action's the year of its meeting."""
    check = Check.REFERENCE_OF_ANOTHER_YEAR
    for at, meeting in enumerate(plan.meetings):
        if not _names_day(meeting.ref, meeting.date):
            message = f"the meeting `{meeting.ref}` has the day {meeting.date}"
            place = ("meetings", f"{at} date")
            yield ConsistencyFinding(check=check, ref=meeting.ref, at=place, message=message)
    days = {meeting.ref: meeting.date for meeting in plan.meetings}
    for section, at, action in _actions(plan):
        day = days.get(action.meeting)
        if day is not None and action.ref.split("-")[1] != str(day.year):
            message = f"{action.ref} was raised at a meeting of {long_date(day)}"
            yield ConsistencyFinding(
                check=check, ref=action.ref, at=(section, f"{at} ref"), message=message
            )


def _names_day(ref: str, day: date) -> bool:
    named = DAY.findall(ref)
    if named:
        return day.isoformat() in named
    years = YEAR.findall(ref)
    return not years or str(day.year) in years


def _actions(plan: Plan) -> Iterator[tuple[str, int, Action]]:
    for section in ("actions", "recommendations"):
        for at, action in enumerate(getattr(plan, section)):
            yield section, at, action


@frozen
class _Counted:
    """A reference with its number, and where it stands."""

    number: int
    ref: str
    at: tuple[str, str]


def _left_out(plan: Plan) -> Iterator[ConsistencyFinding]:
    """Numbers between the first and the last of a body and a year that no action has."""
    groups: dict[str, list[_Counted]] = defaultdict(list)
    for section, at, action in _actions(plan):
        start, _, number = action.ref.rpartition("-")
        groups[start].append(_Counted(int(number), action.ref, (section, f"{at} ref")))
    for start, counted in groups.items():
        yield from _gaps(start, sorted(counted, key=lambda counted: counted.number))


def _gaps(start: str, counted: list[_Counted]) -> Iterator[ConsistencyFinding]:
    for before, after in pairwise(counted):
        if after.number > before.number + 1:
            missing = f"{start}-{before.number + 1:02d}"
            many = after.number > before.number + 2
            more = f" to {start}-{after.number - 1:02d}" if many else ""
            message = f"{missing}{more} is not in the plan, and {after.ref} is"
            check = Check.REFERENCE_LEFT_OUT
            yield ConsistencyFinding(check=check, ref=after.ref, at=after.at, message=message)


@frozen
class _PlanReferences:
    """One thing of a plan, and all of it that counts when it is held against others."""

    at: tuple[str, str]
    ref: str
    content: Hashable


def _whole_actions(plan: Plan) -> Iterator[_PlanReferences]:
    for section, at, action in _actions(plan):
        content = ("action", action.title.casefold(), action.meeting)
        yield _PlanReferences((section, str(at)), action.ref, content)
        for nth, update in enumerate(action.updates):
            yield _PlanReferences(
                (section, f"{at} updates {nth}"), action.ref, (action.ref, update)
            )
    for at, deliverable_update in enumerate(plan.updates):
        yield _PlanReferences(
            ("updates", str(at)), deliverable_update.deliverable, deliverable_update
        )
    for at, meeting in enumerate(plan.meetings):
        yield _PlanReferences(("meetings", str(at)), meeting.ref, (meeting.body, meeting.date))


def _whole_others(plan: Plan) -> Iterator[_PlanReferences]:
    for at, commentary in enumerate(plan.commentary):
        content = (
            commentary.success_measure,
            commentary.about,
            commentary.data_says,
            commentary.analysis,
        )
        yield _PlanReferences(("commentary", str(at)), ref_of(commentary), content)
    for name in STATEMENTS:
        for at, statement in enumerate(getattr(plan, name)):
            yield _PlanReferences((name, str(at)), "", (name, statement.text.casefold()))
    for at, off in enumerate(plan.checks_off):
        yield _PlanReferences(("checks_off", str(at)), off.check, evolve(off, reason=""))


def _twice(entries: Iterable[_PlanReferences]) -> Iterator[ConsistencyFinding]:
    values: set[Hashable] = set()
    for entry in entries:
        if entry.content in values:
            message = "this stands in the plan already, word for word"
            yield ConsistencyFinding(
                check=Check.GIVEN_TWICE,
                ref=entry.ref,
                at=entry.at,
                message=message,
            )
        values.add(entry.content)
