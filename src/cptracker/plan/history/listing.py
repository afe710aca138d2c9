"""Actions and commentary of a plan as they stood on a day, and the actions by urgency."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from attrs import frozen

from cptracker.model.actions import Action, Commentary, Meeting, Update
from cptracker.model.periods import from_key
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.model.progress import TrackedPromise
from cptracker.model.rounding import ListDisplay
from cptracker.plan.history.replay import replay_action
from cptracker.rating.promises import rate_promise, update_frequency_of


def last_commentary(plan: Plan, ref: str, as_at: date) -> Commentary | None:
    """The commentary on a success measure for the latest period, as known on a day."""
    return latest_commentary(
        (commentary for commentary in plan.commentary if commentary.success_measure == ref), as_at
    )


def last_priority_commentary(plan: Plan, number: int, as_at: date) -> Commentary | None:
    """The commentary on a priority as a whole for the latest period, as known on a day."""
    return latest_commentary(
        (commentary for commentary in plan.commentary if commentary.priority == number), as_at
    )


YEAR = timedelta(days=366)
"""What was said of something beside the plan is shown for so long."""


def last_areas(plan: Plan, as_at: date) -> tuple[Commentary, ...]:
    """Of what stands beside the plan's measures and priorities, what was last said of each.

    Only what was written in the year before the day, in the plan's order.
    """
    commentaries_by_name: dict[str, list[Commentary]] = {}
    for commentary in plan.commentary:
        if commentary.about and as_at - YEAR < commentary.date <= as_at:
            commentaries_by_name.setdefault(commentary.about.casefold(), []).append(commentary)
    return tuple(max(several, key=_when) for several in commentaries_by_name.values())


def commentary_on(plan: Plan, ref: str | None, as_at: date) -> tuple[Commentary, ...]:
    """All that was said by a day, of one success measure or of everything, the latest first.

    Args:
        plan: The plan.
        ref: The reference of a success measure, a priority's number, or the title of what else is
            commented on, in any case; everything if None.
        as_at: The day.
    """
    commentaries = [
        commentary
        for commentary in plan.commentary
        if commentary.date <= as_at and (ref is None or ref.casefold() in _names(commentary))
    ]
    return tuple(sorted(commentaries, key=_when, reverse=True))


def _names(commentary: Commentary) -> tuple[str, ...]:
    number = () if commentary.priority is None else (str(commentary.priority),)
    return (commentary_subject(commentary).casefold(), *number)


def latest_commentary(commentaries: Iterable[Commentary], as_at: date) -> Commentary | None:
    """Of what was written by a day, the one for the latest period; of one period the last."""
    return max(
        (commentary for commentary in commentaries if commentary.date <= as_at),
        key=_when,
        default=None,
    )


def commentary_subject(commentary: Commentary) -> str:
    """What a commentary is on: a success measure's reference, a priority, or a title."""
    priority = f"Priority {commentary.priority}" if commentary.priority is not None else None
    return commentary.success_measure or priority or commentary.about or ""


def _when(commentary: Commentary) -> tuple[date, date]:
    return from_key(commentary.period).end, commentary.date


@frozen(kw_only=True)
class ActionFilter:
    """Which actions are asked for; what is not given leaves none out.

    Attributes:
        open: Only those with something left to do.
        overdue: Only those whose day is past.
        owner: Words of the owner's role, in any case.
        meeting: The reference of the meeting, its day (2026-03-12) or words of its body.
        priority: The number of a priority they serve.
        due_before: Only those due before this day.
    """

    open: bool = False
    overdue: bool = False
    owner: str | None = None
    meeting: str | None = None
    priority: int | None = None
    due_before: date | None = None


def track(plan: Plan, as_at: date) -> tuple[TrackedPromise, ...]:
    """Every action and recommendation that was known on a day, in the plan's order.

    Each is told as it stood then: its status, due date and slippage as far as its updates had told
    them, rated by rule with the reason in words. What was raised later is not there.

    Args:
        plan: The plan.
        as_at: The day.

    Returns:
        One value for each action or recommendation; a notebook shows them as a table.

    Example:
        >>> from datetime import date
        >>> import cptracker
        >>> plan = cptracker.load_plan("strategy")
        >>> open_actions = [one.ref for one in cptracker.track(plan, date(2026, 3, 31)) if one.open]
        >>> len(open_actions)
        7
    """
    meetings = {meeting.ref: meeting for meeting in plan.meetings}
    return ListDisplay(_tracked(plan, meetings, as_at))


def find_action(plan: Plan, ref: str, as_at: date) -> tuple[TrackedPromise, tuple[Update, ...]]:
    """One action as it stood on a day, and all its updates.

    Raises:
        UsageError: The plan has none of this reference, or it was not known then.
    """
    promises = [
        promise
        for promise in track(plan, as_at)
        if promise.ref.casefold() == ref.strip().casefold()
    ]
    every = (*plan.actions, *plan.recommendations)
    if not promises and any(action.ref.casefold() == ref.strip().casefold() for action in every):
        raise UsageError(f"{ref} was not raised by {as_at}")
    if not promises:
        near = get_close_matches(ref.upper(), [action.ref for action in every], n=1)
        suggestion = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no action {ref}{suggestion}")
    (updates,) = (action.updates for action in every if action.ref == promises[0].ref)
    return promises[0], updates


def wanted_actions(
    tracked: Iterable[TrackedPromise], action_filter: ActionFilter
) -> tuple[TrackedPromise, ...]:
    """Those that are asked for, in the order they came."""
    return tuple(promise for promise in tracked if _fits(promise, action_filter))


def _tracked(plan: Plan, meetings: dict[str, Meeting], as_at: date) -> Iterator[TrackedPromise]:
    every = [("action", action) for action in plan.actions]
    every += [("recommendation", recommendation) for recommendation in plan.recommendations]
    for kind, action in every:
        meeting = meetings[action.meeting]
        progress = replay_action(action, meeting.date, as_at)
        if progress is None:
            continue
        yield TrackedPromise(
            ref=action.ref,
            kind=kind,
            title=action.title,
            meeting=meeting,
            own_priorities=action.priorities,
            priorities=_priorities(action),
            links=tuple(_links(action)),
            place=action.place,
            progress=progress,
            rating=rate_promise(progress, as_at, update_frequency_of(plan, action)),
            undated=action.undated,
            also_known_as=action.also_known_as,
        )


def _priorities(action: Action) -> tuple[int, ...]:
    linked = (int(ref.split(".")[0]) for ref in (*action.deliverables, *action.success_measures))
    return tuple(sorted({*action.priorities, *linked}))


def _links(action: Action) -> Iterator[str]:
    yield from (f"deliverable {ref}" for ref in action.deliverables)
    yield from (f"success measure {ref}" for ref in action.success_measures)


def _fits(promise: TrackedPromise, action_filter: ActionFilter) -> bool:
    progress = promise.progress
    return (
        (promise.open or not action_filter.open)
        and (promise.overdue or not action_filter.overdue)
        and (
            action_filter.owner is None
            or action_filter.owner.lower() in (progress.owner or "").lower()
        )
        and (action_filter.meeting is None or _of_meeting(promise.meeting, action_filter.meeting))
        and (action_filter.priority is None or action_filter.priority in promise.priorities)
        and (
            action_filter.due_before is None
            or (progress.due or date.max) < action_filter.due_before
        )
    )


def _of_meeting(meeting: Meeting, words: str) -> bool:
    return words in (meeting.ref, meeting.date.isoformat()) or words.lower() in meeting.body.lower()


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
