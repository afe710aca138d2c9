"""What changed of recurring duties between two views of a plan: done, newly overdue, new, lost."""

from collections.abc import Iterator

from cptracker.model.periods import long_date
from cptracker.plan.history.change_entries import ChangedEntry, ChangeGroup
from cptracker.plan.history.snapshots import DutySnapshot, Snapshot


def lost_duties(was: Snapshot, now: Snapshot) -> Iterator[ChangedEntry]:
    """Duties that stood in the plan and are gone, of the priorities that both views tell of."""
    for ref, duty in was.duties.items():
        if ref not in now.duties and now.tells_of(duty.priority):
            how = "stood in the plan, and is gone"
            yield _changed(ChangeGroup.LOST, ref, duty, how)


def duty_changes(was: Snapshot, now: Snapshot) -> Iterator[ChangedEntry]:
    """What became of the duties that are there now.

    A saved status of an earlier version tells of no duties; then none is called new.
    """
    for ref, duty in now.duties.items():
        before = was.duties.get(ref)
        if before is not None:
            yield from _of_duty(ref, before, duty)
        elif was.tells_of(duty.priority) and (was.whole or was.duties):
            yield _changed(ChangeGroup.NEW, ref, duty, "now stands in the plan")


def _of_duty(ref: str, was: DutySnapshot, now: DutySnapshot) -> Iterator[ChangedEntry]:
    if now.last_done and now.last_done != was.last_done:
        due = f", next due {long_date(now.due)}" if now.due else ""
        yield _changed(ChangeGroup.DONE, ref, now, f"done {long_date(now.last_done)}{due}")
    elif now.word == "overdue" and was.word != "overdue":
        yield _changed(ChangeGroup.OVERDUE, ref, now, now.reason)
    elif was.last_done and not now.last_done:
        how = "stood in the plan, and is gone"
        yield _changed(ChangeGroup.LOST, f"{ref}, done {was.last_done}", now, how)
    if was.often != now.often:
        how = f"how often: {was.often or 'not said'} became {now.often or 'not said'}"
        yield _changed(ChangeGroup.DEFINITION, ref, now, how)


def _changed(kind: ChangeGroup, ref: str, duty: DutySnapshot, how: str) -> ChangedEntry:
    return ChangedEntry(kind=kind, ref=f"duty {ref}", title=duty.title, how=how)
