"""Replay the updates of a promise up to a day: what was known then, and nothing that came later."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from cptracker.model.actions import Action, Colour, DeliverableUpdate, Status, Update
from cptracker.model.progress import Blocker, OwnView, Progress, PromiseStep, StatusMove


def replay_action(
    action: Action, raised: date, as_at: date, updates: Iterable[Update] | None = None
) -> Progress | None:
    """What was known of an action on a day; None before the meeting that raised it.

    Args:
        action: The action.
        raised: The day of the meeting.
        as_at: The day.
        updates: Other updates to take instead of the action's own.
    """
    if raised > as_at:
        return None
    steps = tuple(
        PromiseStep(title=milestone.title, due=milestone.due, key=milestone.key)
        for milestone in action.milestones
    )
    first = Progress(
        owner=action.owner,
        start=action.start,
        due=action.due,
        first_due=action.due,
        steps=steps,
        last_recorded=raised,
    )
    return _replay(first, action.updates if updates is None else updates, as_at)


def replay_deliverable(
    updates: Iterable[Update], as_at: date, owner: str | None = None
) -> Progress:
    """What was known of a deliverable on a day; `told` is None while nothing was recorded.

    Args:
        updates: Its updates.
        as_at: The day.
        owner: Who owes it until an update names another.
    """
    return _replay(Progress(owner=owner), updates, as_at)


def unrated(update: Update) -> Update:
    """An update without what the owner thinks of it, to see how the rule rates it."""
    return evolve(update, rating=None, reason=None)


def _replay(progress: Progress, updates: Iterable[Update], as_at: date) -> Progress:
    for update in updates:
        if update.date > as_at:
            break
        progress = _after(progress, update)
    return progress


def _after(before: Progress, update: Update) -> Progress:
    """What is known when one more update is."""
    progress = evolve(
        before,
        last_recorded=update.date,
        owner=update.owner or before.owner,
        start=update.start or before.start,
        forecast=update.forecast or before.forecast,
        steps=tuple(_reached(step, update) for step in before.steps),
        blockers=_blockers(before.blockers, update),
        reported=_reported(before, update),
    )
    if update.status:
        progress = _with_status(progress, update, update.status)
    if update.due and update.due != before.due:
        progress = _moved(progress, update, update.due)
    if update.rating:
        own_view = OwnView(
            rating=update.rating, by=update.by, date=update.date, reason=update.reason
        )
        progress = evolve(progress, own=own_view)
    return progress


def _reported(before: Progress, update: Update) -> date | None:
    """The day of a report, unless somebody has said before what the rule goes by."""
    only = before.last_recorded is None or before.reported is not None
    if only and isinstance(update, DeliverableUpdate) and update.only_reports:
        return update.date
    return None


def _with_status(progress: Progress, update: Update, status: Status) -> Progress:
    return evolve(
        progress,
        status=status,
        since=update.date,
        by=update.by,
        why=update.note,
        evidence=update.evidence,
    )


def _moved(progress: Progress, update: Update, due: date) -> Progress:
    """The first day that is given is the promise; each later one is a move."""
    if progress.first_due is None:
        return evolve(progress, due=due, first_due=due)
    move = StatusMove(date=update.date, by=update.by, was=progress.due, now=due, note=update.note)
    return evolve(progress, due=due, moves=(*progress.moves, move))


def _reached(step: PromiseStep, update: Update) -> PromiseStep:
    reached = step.met is None and update.milestone == step.title
    return evolve(step, met=update.date) if reached else step


def _blockers(before: tuple[Blocker, ...], update: Update) -> tuple[Blocker, ...]:
    blockers = [
        blocker for blocker in before if blocker.text not in (update.unblocked, update.blocker)
    ]
    if update.blocker:
        rating = update.blocker_rating or Colour.AMBER
        blockers.append(Blocker(text=update.blocker, rating=rating, since=update.date))
    return tuple(blockers)
