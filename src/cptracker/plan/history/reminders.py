"""What each owner has to do by a day: what is overdue, and what is due."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cptracker.model.plan import Plan
from cptracker.plan.history.deliverables import track_deliverables
from cptracker.plan.history.duties import duty_lines
from cptracker.plan.history.listing import track


@frozen(kw_only=True, order=True)
class DueItem:
    """Something open with a due date.

    Attributes:
        due: The day it is due now.
        ref: Its reference.
        title: What is to be done.
        kind: `action`, `recommendation`, `deliverable` or `duty`.
    """

    due: date
    ref: str
    title: str
    kind: str


@frozen(kw_only=True)
class Reminder:
    """What one owner is reminded of.

    Attributes:
        owner: The role; None for what nobody owns.
        overdue: What was due before the day, the oldest first.
        due: What is due from the day on, the nearest first.
    """

    owner: str | None
    overdue: tuple[DueItem, ...]
    due: tuple[DueItem, ...]


def reminders_of(plan: Plan, as_at: date, due_by: date) -> tuple[Reminder, ...]:
    """A reminder for each owner with something open that is due by a day, by the owners' names.

    Args:
        plan: The plan.
        as_at: The day; what was due before it is overdue.
        due_by: The last due day that is told of.
    """
    items: dict[str | None, list[DueItem]] = {}
    for owner, item in _open(plan, as_at):
        if item.due <= due_by:
            items.setdefault(owner, []).append(item)
    return tuple(
        Reminder(
            owner=owner,
            overdue=tuple(sorted(item for item in items[owner] if item.due < as_at)),
            due=tuple(sorted(item for item in items[owner] if item.due >= as_at)),
        )
        for owner in sorted(items, key=lambda owner: (owner is None, owner or ""))
    )


def _open(plan: Plan, as_at: date) -> Iterator[tuple[str | None, DueItem]]:
    for promise in track(plan, as_at):
        if promise.open and promise.progress.due:
            item = DueItem(
                due=promise.progress.due, ref=promise.ref, title=promise.title, kind=promise.kind
            )
            yield promise.progress.owner, item
    for tracked in track_deliverables(plan, as_at):
        due, about = tracked.progress.due, tracked.deliverable
        if due and not tracked.progress.status.closed:
            item = DueItem(due=due, ref=about.ref, title=about.title, kind="deliverable")
            yield tracked.progress.owner, item
    for duty in duty_lines(plan, as_at):
        if duty.due:
            item = DueItem(due=duty.due, ref=duty.ref, title=duty.title, kind="duty")
            yield duty.owner, item
