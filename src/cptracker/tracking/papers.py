"""What a meeting needs to know of promises: what is due by then, what changed since the last."""

from collections.abc import Iterator
from datetime import date

from cptracker.judging import long_date
from cptracker.model import Plan
from cptracker.results import MeetingLine, MeetingPaper
from cptracker.tracking.changes import compare
from cptracker.tracking.listing import track
from cptracker.tracking.snapshots import Look, snapshot_of

DUE = "due by the meeting"


def paper_for(plan: Plan, meeting: date, as_at: date) -> MeetingPaper:
    """The lines of a paper for a meeting, as things stand on a day.

    Changes are told since the meeting before, of the same body where the plan knows whose meeting
    it is; without any there is nothing to compare with.
    """
    since = _last_before(plan, meeting, as_at)
    lines = [*_due(plan, meeting, as_at)]
    if since is not None:
        changes = compare(Look(plan=plan, as_at=since), Look(plan=plan, as_at=as_at))
        lines += [
            MeetingLine(sort=str(one.sort), ref=one.ref, title=one.title, how=one.how)
            for one in changes
        ]
    return MeetingPaper(date=meeting, since=since, lines=tuple(lines))


def _last_before(plan: Plan, meeting: date, as_at: date) -> date | None:
    bodies = {one.body for one in plan.meetings if one.date == meeting}
    days = (
        one.date
        for one in plan.meetings
        if one.date < meeting and one.date <= as_at and (not bodies or one.body in bodies)
    )
    return max(days, default=None)


def _due(plan: Plan, meeting: date, as_at: date) -> Iterator[MeetingLine]:
    """What is open and due on or before the day of the meeting, the longest due first."""
    promises = snapshot_of(Look(plan=plan, as_at=as_at)).promises.values()
    owners = {one.ref: one.progress.owner for one in track(plan, as_at)}
    due = [(one.due, one) for one in promises if one.open and one.due and one.due <= meeting]
    for day, one in sorted(due, key=lambda pair: pair[0]):
        owner = f", {owners[one.name]}" if owners.get(one.name) else ""
        how = f"due {long_date(day)}{owner}; {one.reason}"
        yield MeetingLine(sort=DUE, ref=one.name, title=one.title, how=how)
