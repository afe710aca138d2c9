"""The key deliverables of a plan as they stood on a day."""

from datetime import date

from attrs import frozen

from cptracker.model.actions import DeliverableUpdate
from cptracker.model.figures import Rating, Unrated
from cptracker.model.plan import Deliverable, Plan, Priority
from cptracker.model.progress import Progress, PromiseRating
from cptracker.plan.history.replay import replay_deliverable
from cptracker.rating.promises import REPORTED, rate_promise, update_frequency_of


@frozen(kw_only=True)
class TrackedDeliverable:
    """A key deliverable as it stood on a day.

    Attributes:
        priority: The priority it is of.
        deliverable: What the plan says of it.
        progress: What its updates came to.
        rating: How that is rated.
        last: Its last update by that day; None where nothing was recorded.
    """

    priority: Priority
    deliverable: Deliverable
    progress: Progress
    rating: PromiseRating
    last: DeliverableUpdate | None

    @property
    def shown(self) -> Rating | Unrated:
        """Its rating; where only a published document tells of it, that."""
        return Unrated.REPORTED if self.rating.word == REPORTED else self.rating.rating


def track_deliverables(plan: Plan, as_at: date) -> tuple[TrackedDeliverable, ...]:
    """Every key deliverable, by priority, in the plan's order."""
    return tuple(
        tracked for priority in plan.priorities for tracked in track_priority(plan, priority, as_at)
    )


def track_priority(plan: Plan, priority: Priority, as_at: date) -> tuple[TrackedDeliverable, ...]:
    """The key deliverables of one priority, in the plan's order."""
    return tuple(
        _tracked(plan, priority, deliverable, as_at) for deliverable in priority.deliverables
    )


def _tracked(
    plan: Plan, priority: Priority, deliverable: Deliverable, as_at: date
) -> TrackedDeliverable:
    updates = [update for update in plan.updates if update.deliverable == deliverable.ref]
    progress = replay_deliverable(updates, as_at, deliverable.owner)
    return TrackedDeliverable(
        priority=priority,
        deliverable=deliverable,
        progress=progress,
        rating=rate_promise(progress, as_at, update_frequency_of(plan)),
        last=next((update for update in reversed(updates) if update.date <= as_at), None),
    )
