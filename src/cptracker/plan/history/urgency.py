"""Actions in the order in which somebody must look at them, and what of them is past."""

from collections.abc import Iterable
from datetime import date

from cptracker.model.plan import Plan
from cptracker.model.progress import TrackedPromise


def last_meeting(plan: Plan, as_at: date) -> date | None:
    """The day of the last meeting before a day; None where none met."""
    return max((one.date for one in plan.meetings if one.date < as_at), default=None)


def without_old_closed(
    tracked: Iterable[TrackedPromise], last: date | None
) -> tuple[TrackedPromise, ...]:
    """Those that are open, or were closed after the last meeting."""
    return tuple(one for one in tracked if one.open or last is None or _closed_after(one, last))


def by_urgency(tracked: Iterable[TrackedPromise]) -> tuple[TrackedPromise, ...]:
    """Overdue ones first, then the other open ones by their due day, then closed ones, last first.

    Those without a due day come after those with one; otherwise the plan's order stays.
    """
    return tuple(sorted(tracked, key=_urgency))


def _closed_after(one: TrackedPromise, last: date) -> bool:
    return one.progress.since is not None and one.progress.since > last


def _urgency(one: TrackedPromise) -> tuple[bool, bool, int]:
    if not one.open:
        return True, True, -(one.progress.since or date.min).toordinal()
    return False, not one.overdue, (one.progress.due or date.max).toordinal()
