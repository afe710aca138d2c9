"""Actions in the order in which somebody must look at them, and what of them is past."""

from collections.abc import Iterable
from datetime import date

from cptracker.model.plan import Plan
from cptracker.model.progress import TrackedPromise


def last_meeting(plan: Plan, as_at: date) -> date | None:
    """The day of the last meeting before a day; None where none met."""
    return max((meeting.date for meeting in plan.meetings if meeting.date < as_at), default=None)


def without_old_closed(
    tracked: Iterable[TrackedPromise], last: date | None
) -> tuple[TrackedPromise, ...]:
    """Those that are open, or were closed after the last meeting."""
    return tuple(
        promise
        for promise in tracked
        if promise.open or last is None or _closed_after(promise, last)
    )


def by_urgency(tracked: Iterable[TrackedPromise]) -> tuple[TrackedPromise, ...]:
    """Overdue ones first, then the other open ones by their due day, then closed ones, last first.

    Those without a due day come after those with one; otherwise the plan's order stays.
    """
    return tuple(sorted(tracked, key=_urgency))


def _closed_after(promise: TrackedPromise, last: date) -> bool:
    return promise.progress.since is not None and promise.progress.since > last


def _urgency(promise: TrackedPromise) -> tuple[bool, bool, int]:
    if not promise.open:
        return True, True, -(promise.progress.since or date.min).toordinal()
    return False, not promise.overdue, (promise.progress.due or date.max).toordinal()
