"""What changed between two views of a plan, and what a meeting needs to know of it.

A reference that was there and is gone, without having been closed, is told as lost: nothing may
vanish from a tracker without a reason.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from cptracker.model.figures import MeetingLine, MeetingPaper, Rating
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.model.rounding import exactly
from cptracker.plan.history.change_entries import ChangedEntry, ChangeGroup
from cptracker.plan.history.duties import due_duties
from cptracker.plan.history.duty_changes import duty_changes, lost_duties
from cptracker.plan.history.listing import track
from cptracker.plan.history.moved_figures import (
    FiguresBeside,
    no_figures_beside,
    published_changes,
)
from cptracker.plan.history.snapshots import (
    PromiseSnapshot,
    Snapshot,
    TargetSnapshot,
    View,
    snapshot_of,
)
from cptracker.rating.wording import RATING_IN_WORDS


def compare_snapshots(
    before: View | Snapshot,
    after: View | Snapshot,
    figures_beside: FiguresBeside = no_figures_beside,
) -> tuple[ChangedEntry, ...]:
    """Every change from one look to a later one, sorted by what it is.

    What only one of the two can tell, such as the ratings of measures beside a plan without
    records, is not compared.

    Args:
        before: The earlier look.
        after: The later one.
        figures_beside: Gives the published figures that stand beside the later plan, such as those
            that ship with the package; asked only where a figure is no longer in the plan.

    Raises:
        UsageError: The later look is for an earlier day.
    """
    if after.as_at < before.as_at:
        raise UsageError(f"{after.as_at} is before {before.as_at}; name the earlier one first")
    earlier, later = (
        view if isinstance(view, Snapshot) else snapshot_of(view) for view in (before, after)
    )
    changes = [
        *_lost_references(earlier, later),
        *lost_duties(earlier, later),
        *_promises(earlier, later),
        *duty_changes(earlier, later),
        *_measures(earlier, later),
        *_targets(earlier, later),
        *_definitions(earlier, later),
        *published_changes(earlier, later, figures_beside),
    ]
    order = list(ChangeGroup)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def _lost_references(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """References that were there and are gone; what a status was not asked for is not lost."""
    for name, promise in earlier.promises.items():
        if name not in later.promises and later.tells_of(promise.priority):
            text = promise.reason if promise.priority is None else "stood in the plan"
            how = (
                f"{'was ' if promise.open and promise.priority is None else ''}{text}, and is gone"
            )
            yield ChangedEntry(kind=ChangeGroup.LOST, ref=name, title=promise.title, how=how)
    for ref, success in earlier.success_measures.items():
        if ref not in later.success_measures and later.tells_of(success.priority):
            how = "stood in the plan, and is gone"
            yield ChangedEntry(
                kind=ChangeGroup.LOST, ref=f"success measure {ref}", title=success.title, how=how
            )


def _promises(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    for name, promise in later.promises.items():
        before = earlier.promises.get(name)
        if before is not None:
            yield from _of_promise(before, promise)
        elif promise.raised is not None:
            raised = f"raised {long_date(promise.raised)}, {promise.reason}"
            yield _changed(ChangeGroup.NEW, promise, raised)
        elif earlier.tells_of(promise.priority):
            yield _changed(ChangeGroup.NEW, promise, "now stands in the plan")


def _of_promise(earlier: PromiseSnapshot, later: PromiseSnapshot) -> Iterator[ChangedEntry]:
    """The changes of one promise; its rating only where nothing else says why it changed."""
    yield from _moved(earlier, later)
    if earlier.open and not later.open:
        yield _changed(ChangeGroup.CLOSED, later, later.reason)
    elif later.word == "overdue" and earlier.word != "overdue":
        yield _changed(ChangeGroup.OVERDUE, later, later.reason)
    elif earlier.rating != later.rating:
        yield _changed(
            ChangeGroup.RATING, later, _rerated(earlier.rating, later.rating, later.reason)
        )


def _moved(earlier: PromiseSnapshot, later: PromiseSnapshot) -> Iterator[ChangedEntry]:
    if earlier.due == later.due or later.due is None:
        return
    if earlier.due is None:
        yield _changed(ChangeGroup.MOVED, later, f"now has one, {long_date(later.due)}")
        return
    days = (later.due - earlier.due).days
    distance = (
        f"{abs(days):,} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'earlier'}"
    )
    times = later.moves - earlier.moves
    often = f", moved {times} times" if times > 1 else ""
    how = f"from {long_date(earlier.due)} to {long_date(later.due)}, {distance}{often}"
    yield _changed(ChangeGroup.MOVED, later, how)


def _changed(kind: ChangeGroup, promise: PromiseSnapshot, how: str) -> ChangedEntry:
    return ChangedEntry(kind=kind, ref=promise.name, title=promise.title, how=how)


def _rerated(earlier: Rating, later: Rating, why: str) -> str:
    before, after = (RATING_IN_WORDS[rating].lower() for rating in (earlier, later))
    return f"from {before} to {after}{f': {why}' if why else ''}"


def _measures(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """The ratings of measures, where both were computed."""
    for measure, measure_snapshot in later.measures.items():
        before = earlier.measures.get(measure)
        if before and before.rating != measure_snapshot.rating:
            periods = (
                ""
                if before.period == measure_snapshot.period
                else f" ({before.period}, {measure_snapshot.period})"
            )
            how = (
                _rerated(before.rating, measure_snapshot.rating, measure_snapshot.reason) + periods
            )
            yield ChangedEntry(
                kind=ChangeGroup.RATING, ref=measure, title=measure_snapshot.title, how=how
            )


def _targets(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    for (measure, since), old, new in _target_pairs(earlier, later):
        names = list(dict.fromkeys([*(old or ()), *(new or ())]))
        shared = [
            name for name in names if (old is None or name in old) and (new is None or name in new)
        ]
        before, after = (_target_in_words(target, shared) for target in (old, new))
        if before != after:
            how = f"from {since}: {before} became {after}"
            gone = new is None
            yield ChangedEntry(
                kind=ChangeGroup.TARGET, ref=measure, title="target", how=how, gone=gone
            )


def _target_pairs(
    earlier: Snapshot, later: Snapshot
) -> Iterator[tuple[tuple[str, date], TargetSnapshot | None, TargetSnapshot | None]]:
    """The targets to compare: all of two plans; of a saved status those that it shows."""
    if earlier.whole or later.whole:
        keys = {*earlier.targets, *later.targets}
        shown = (
            keys
            if earlier.whole and later.whole
            else {*(later if earlier.whole else earlier).targets}
        )
        for key in sorted(shown):
            yield key, earlier.targets.get(key), later.targets.get(key)
        return
    before, after = ({key[0]: key for key in snapshot.targets} for snapshot in (earlier, later))
    for measure in sorted({*before, *after} & {*earlier.measures} & {*later.measures}):
        old, new = before.get(measure), after.get(measure)
        last = new or old
        if last is not None:
            yield last, earlier.targets[old] if old else None, later.targets[new] if new else None


def _target_in_words(target: TargetSnapshot | None, names: Iterable[str]) -> str:
    if target is None:
        return "none"
    numbers = ((name.replace("_", " "), target[name]) for name in names)
    return " ".join(f"{name} {exactly(number)}" for name, number in numbers if number is not None)


def _definitions(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """A success measure measured by something else, and a measure defined in another way."""
    for ref, snapshot in later.success_measures.items():
        before = earlier.success_measures.get(ref)
        if before and before.measures != snapshot.measures:
            how = f"measured by {_named(before.measures)}, now by {_named(snapshot.measures)}"
            yield ChangedEntry(
                kind=ChangeGroup.DEFINITION,
                ref=f"success measure {ref}",
                title=snapshot.title,
                how=how,
            )
    for measure, shown in later.measures.items():
        measure_before = earlier.measures.get(measure)
        definitions = (measure_before.definition if measure_before else None, shown.definition)
        if None not in definitions and definitions[0] != definitions[1]:
            how = "what it counts is defined in another way"
            yield ChangedEntry(kind=ChangeGroup.DEFINITION, ref=measure, title=shown.title, how=how)
    for measure, fingerprint in later.agreed.items():
        if earlier.agreed.get(measure, fingerprint) != fingerprint:
            how = f"agreed as {earlier.agreed[measure]}, now as {fingerprint}"
            yield ChangedEntry(
                kind=ChangeGroup.DEFINITION, ref=measure, title="agreed definition", how=how
            )


def _named(measures: Iterable[str]) -> str:
    return ", ".join(measures) or "nothing"


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
