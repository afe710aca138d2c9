"""The agenda of a meeting and its paper: what is due by its day, what changed since the last."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from cptracker.model.actions import Meeting
from cptracker.model.agenda import AgendaItem, DutyLine
from cptracker.model.figures import MeetingLine, MeetingPaper
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.plan.history.changes import compare_snapshots
from cptracker.plan.history.deliverables import track_deliverables
from cptracker.plan.history.duties import due_duties, duty_lines, often_in_words
from cptracker.plan.history.listing import by_urgency, track
from cptracker.plan.history.snapshots import (
    View,
    snapshot_of,
)


@frozen(kw_only=True)
class AgendaEntry:
    """One thing that a meeting takes up.

    Attributes:
        title: What it is, with its reference where it has one.
        owner: The role that brings or owes it; empty where none is named.
        why: Why it stands there, or what the meeting is asked to do.
    """

    title: str
    owner: str = ""
    why: str = ""


@frozen(kw_only=True)
class AgendaSection:
    """The entries of one kind, under their heading."""

    heading: str
    entries: tuple[AgendaEntry, ...]


@frozen(kw_only=True)
class Agenda:
    """What a meeting takes up.

    Attributes:
        plan: The plan's title.
        council: Whose plan it is; empty if it does not say.
        day: The day of the meeting.
        as_at: The day of which progress is told.
        body: Who meets; empty where the plan does not know of the meeting.
        sections: In the order of the agenda; none is empty.
        later: What later meetings shall take up.
    """

    plan: str
    council: str
    day: date
    as_at: date
    body: str
    sections: tuple[AgendaSection, ...]
    later: tuple[AgendaSection, ...]


def next_meeting(plan: Plan, as_at: date) -> date | None:
    """The day of the plan's next meeting, a day itself included; None where none is known."""
    return min((meeting.date for meeting in plan.meetings if meeting.date >= as_at), default=None)


def agenda_of(plan: Plan, day: date, as_at: date) -> Agenda:
    """The agenda of a meeting.

    Args:
        plan: The plan.
        day: The day of the meeting; the plan need not know of it.
        as_at: The day of which progress is told, such as today; never later than the meeting.

    Returns:
        Standing items, the items planned for the meeting, recurring duties, key deliverables and
        actions due by its day or overdue, and the duties whose next day cannot be told. Where the
        plan knows who meets, only actions that this body raised.
    """
    as_at = min(day, as_at)
    meetings = [meeting for meeting in plan.meetings if meeting.date == day]
    bodies = {meeting.body for meeting in meetings}
    sections = (
        ("Standing items", map(_item, plan.standing_items)),
        ("Planned for this meeting", _planned(plan, meetings)),
        ("Recurring duties due", map(_duty, due_duties(plan, as_at, day))),
        ("Key deliverables due", _deliverables(plan, day, as_at)),
        ("Actions due", _actions(plan, day, as_at, bodies)),
        ("Recurring duties to settle", _to_settle(plan, as_at)),
    )
    return Agenda(
        plan=plan.title,
        council=plan.council,
        day=day,
        as_at=as_at,
        body=" and ".join(sorted(bodies)),
        sections=tuple(_sections(sections)),
        later=tuple(_sections(_later(plan, day))),
    )


def _sections(sections: Iterable[tuple[str, Iterable[AgendaEntry]]]) -> Iterator[AgendaSection]:
    for heading, entries in sections:
        listed = tuple(entries)
        if listed:
            yield AgendaSection(heading=heading, entries=listed)


def _item(item: AgendaItem) -> AgendaEntry:
    return AgendaEntry(title=item.title, owner=item.owner or "", why=item.note or "")


def _duty(line: DutyLine) -> AgendaEntry:
    ref = f"{line.deliverable} " if line.deliverable else ""
    often = f"{often_in_words(line.every_months)}; " if line.every_months else ""
    why = f"{often}{line.reason}"
    return AgendaEntry(title=f"{ref}{line.title}", owner=line.owner or "", why=why)


def _planned(plan: Plan, meetings: Iterable[Meeting]) -> Iterator[AgendaEntry]:
    refs = {meeting.ref for meeting in meetings}
    for planned in plan.forward_plan:
        if planned.meeting in refs:
            yield from map(_item, planned.items)


def _later(plan: Plan, day: date) -> Iterator[tuple[str, Iterable[AgendaEntry]]]:
    """The forward plan of the meetings after a day, the nearest first."""
    items = {planned.meeting: planned.items for planned in plan.forward_plan}
    for meeting in sorted(plan.meetings, key=lambda meeting: meeting.date):
        if meeting.date > day and meeting.ref in items:
            yield f"{long_date(meeting.date)}, {meeting.body}", map(_item, items[meeting.ref])


def _deliverables(plan: Plan, day: date, as_at: date) -> Iterator[AgendaEntry]:
    for tracked in track_deliverables(plan, as_at):
        due, about = tracked.progress.due, tracked.deliverable
        if due and due <= day and not tracked.progress.status.closed:
            yield AgendaEntry(
                title=f"{about.ref} {about.title}",
                owner=tracked.progress.owner or "",
                why=f"due {long_date(due)}: {tracked.rating.reason}",
            )


def _actions(plan: Plan, day: date, as_at: date, bodies: set[str]) -> Iterator[AgendaEntry]:
    for promise in by_urgency(track(plan, as_at)):
        due = promise.progress.due
        own = not bodies or promise.meeting.body in bodies
        if promise.open and own and due and due <= day:
            yield AgendaEntry(
                title=f"{promise.ref} {promise.title}",
                owner=promise.progress.owner or "",
                why=f"due {long_date(due)}: {promise.rating.reason}",
            )


def _to_settle(plan: Plan, as_at: date) -> Iterator[AgendaEntry]:
    """Duties of which nobody can tell when they are due next."""
    for line in duty_lines(plan, as_at):
        if line.due is None:
            yield _duty(line)


DUE = "due by the meeting"


def paper_for(plan: Plan, changes: MeetingPaper, as_at: date) -> MeetingPaper:
    """The lines of a paper for a meeting, as things stand on a day: what is due, what changed."""
    return evolve(changes, lines=(*_due(plan, changes.date, as_at), *changes.lines))


def changes_since_last(plan: Plan, meeting: date, as_at: date) -> MeetingPaper:
    """What changed since the meeting before a meeting, or before a day.

    That is the one before of the same body, where the plan knows whose meeting it is; without any
    there is nothing to compare with.
    """
    since = _last_before(plan, meeting, as_at)
    if since is None:
        return MeetingPaper(date=meeting, since=None, lines=())
    changes = compare_snapshots(View(plan=plan, as_at=since), View(plan=plan, as_at=as_at))
    lines = tuple(
        MeetingLine(kind=str(change.kind), ref=change.ref, title=change.title, how=change.how)
        for change in changes
    )
    return MeetingPaper(date=meeting, since=since, lines=lines)


def _last_before(plan: Plan, meeting: date, as_at: date) -> date | None:
    bodies = {meeting_held.body for meeting_held in plan.meetings if meeting_held.date == meeting}
    days = (
        meeting_held.date
        for meeting_held in plan.meetings
        if meeting_held.date < meeting
        and meeting_held.date <= as_at
        and (not bodies or meeting_held.body in bodies)
    )
    return max(days, default=None)


def _due(plan: Plan, meeting: date, as_at: date) -> Iterator[MeetingLine]:
    """What is open and due on or before the day of the meeting, the longest due first."""
    promises = snapshot_of(View(plan=plan, as_at=as_at)).promises.values()
    owners = {promise.ref: promise.progress.owner for promise in track(plan, as_at)}
    due = [
        (promise.due, promise)
        for promise in promises
        if promise.open and promise.due and promise.due <= meeting
    ]
    for day, promise_snapshot in sorted(due, key=lambda pair: pair[0]):
        owner = f", {owners[promise_snapshot.name]}" if owners.get(promise_snapshot.name) else ""
        how = f"due {long_date(day)}{owner}; {promise_snapshot.reason}"
        yield MeetingLine(
            kind=DUE, ref=promise_snapshot.name, title=promise_snapshot.title, how=how
        )
    for duty in due_duties(plan, as_at, meeting):
        owner = f", {duty.owner}" if duty.owner else ""
        how = f"{duty.reason}{owner}"
        yield MeetingLine(kind=DUE, ref=f"duty {duty.ref}", title=duty.title, how=how)
