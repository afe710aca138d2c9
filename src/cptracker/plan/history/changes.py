"""What changed between two views of a plan, its recurring duties among it.

A reference that was there and is gone, without having been closed, is told as lost: nothing may
vanish from a tracker without a reason.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cptracker.model.figures import Rating
from cptracker.model.periods import long_date
from cptracker.model.problems import UsageError
from cptracker.model.rounding import exactly
from cptracker.plan.history.moved_figures import (
    FiguresBeside,
    no_figures_beside,
    published_changes,
)
from cptracker.plan.history.snapshots import (
    ChangedEntry,
    ChangeGroup,
    DutySnapshot,
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


def lost_duties(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """Duties that stood in the plan and are gone, of the priorities that both views tell of."""
    for ref, duty in earlier.duties.items():
        if ref not in later.duties and later.tells_of(duty.priority):
            how = "stood in the plan, and is gone"
            yield _duty_changed(ChangeGroup.LOST, ref, duty, how)


def duty_changes(earlier: Snapshot, later: Snapshot) -> Iterator[ChangedEntry]:
    """What became of the duties that are there now.

    A saved status of an earlier version tells of no duties; then none is called new.
    """
    for ref, duty in later.duties.items():
        before = earlier.duties.get(ref)
        if before is not None:
            yield from _of_duty(ref, before, duty)
        elif earlier.tells_of(duty.priority) and (earlier.whole or earlier.duties):
            yield _duty_changed(ChangeGroup.NEW, ref, duty, "now stands in the plan")


def _of_duty(ref: str, earlier: DutySnapshot, later: DutySnapshot) -> Iterator[ChangedEntry]:
    if later.last_done and later.last_done != earlier.last_done:
        due = f", next due {long_date(later.due)}" if later.due else ""
        yield _duty_changed(ChangeGroup.DONE, ref, later, f"done {long_date(later.last_done)}{due}")
    elif later.word == "overdue" and earlier.word != "overdue":
        yield _duty_changed(ChangeGroup.OVERDUE, ref, later, later.reason)
    elif earlier.last_done and not later.last_done:
        how = "stood in the plan, and is gone"
        yield _duty_changed(ChangeGroup.LOST, f"{ref}, done {earlier.last_done}", later, how)
    if earlier.often != later.often:
        how = f"how often: {earlier.often or 'not said'} became {later.often or 'not said'}"
        yield _duty_changed(ChangeGroup.DEFINITION, ref, later, how)


def _duty_changed(kind: ChangeGroup, ref: str, duty: DutySnapshot, how: str) -> ChangedEntry:
    return ChangedEntry(kind=kind, ref=f"duty {ref}", title=duty.title, how=how)
