"""What changed of recurring duties between two views of a plan: done, newly overdue, new, lost."""

from collections.abc import Iterator

from cptracker.model.periods import long_date
from cptracker.plan.history.change_entries import ChangedEntry, ChangeGroup
from cptracker.plan.history.snapshots import DutySnapshot, Snapshot


def lost_duties(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """Duties that stood in the plan and are gone, of the priorities that both views tell of."""
    for ref, duty in earlier.duties.items():
        if ref not in later.duties and later.tells_of(duty.priority):
            how = "stood in the plan, and is gone"
            yield _changed(ChangeGroup.LOST, ref, duty, how)


def duty_changes(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """What became of the duties that are there now.

    A saved status of an earlier version tells of no duties; then none is called new.
    """
    for ref, duty in later.duties.items():
        before = earlier.duties.get(ref)
        if before is not None:
            yield from _of_duty(ref, before, duty)
        elif earlier.tells_of(duty.priority) and (earlier.whole or earlier.duties):
            yield _changed(ChangeGroup.NEW, ref, duty, "now stands in the plan")


def _of_duty(ref: str, earlier: DutySnapshot, later: DutySnapshot) -> Iterator[ChangedEntry]:
    if later.last_done and later.last_done != earlier.last_done:
        due = f", next due {long_date(later.due)}" if later.due else ""
        yield _changed(ChangeGroup.DONE, ref, later, f"done {long_date(later.last_done)}{due}")
    elif later.word == "overdue" and earlier.word != "overdue":
        yield _changed(ChangeGroup.OVERDUE, ref, later, later.reason)
    elif earlier.last_done and not later.last_done:
        how = "stood in the plan, and is gone"
        yield _changed(ChangeGroup.LOST, f"{ref}, done {earlier.last_done}", later, how)
    if earlier.often != later.often:
        how = f"how often: {earlier.often or 'not said'} became {later.often or 'not said'}"
        yield _changed(ChangeGroup.DEFINITION, ref, later, how)


def _changed(kind: ChangeGroup, ref: str, duty: DutySnapshot, how: str) -> ChangedEntry:
    return ChangedEntry(kind=kind, ref=f"duty {ref}", title=duty.title, how=how)
