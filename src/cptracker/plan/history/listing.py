"""Actions and commentary of a plan as they stood on a day."""

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
    return latest_commentary((one for one in plan.commentary if one.success_measure == ref), as_at)


def last_priority_commentary(plan: Plan, number: int, as_at: date) -> Commentary | None:
    """The commentary on a priority as a whole for the latest period, as known on a day."""
    return latest_commentary((one for one in plan.commentary if one.priority == number), as_at)


YEAR = timedelta(days=366)
"""What was said of something beside the plan is shown for so long."""


def last_areas(plan: Plan, as_at: date) -> tuple[Commentary, ...]:
    """Of what stands beside the plan's measures and priorities, what was last said of each.

    Only what was written in the year before the day, in the plan's order.
    """
    said: dict[str, list[Commentary]] = {}
    for one in plan.commentary:
        if one.about and as_at - YEAR < one.date <= as_at:
            said.setdefault(one.about.casefold(), []).append(one)
    return tuple(max(several, key=_when) for several in said.values())


def commentary_on(plan: Plan, ref: str | None, as_at: date) -> tuple[Commentary, ...]:
    """All that was said by a day, of one success measure or of everything, the latest first.

    Args:
        plan: The plan.
        ref: The reference of a success measure, a priority's number, or the title of what else is
            commented on, in any case; everything if None.
        as_at: The day.
    """
    found = [
        one
        for one in plan.commentary
        if one.date <= as_at and (ref is None or ref.casefold() in _names(one))
    ]
    return tuple(sorted(found, key=_when, reverse=True))


def _names(one: Commentary) -> tuple[str, ...]:
    number = () if one.priority is None else (str(one.priority),)
    return (commentary_subject(one).casefold(), *number)


def latest_commentary(said: Iterable[Commentary], as_at: date) -> Commentary | None:
    """Of what was written by a day, the one for the latest period; of one period the last."""
    return max((one for one in said if one.date <= as_at), key=_when, default=None)


def commentary_subject(one: Commentary) -> str:
    """What a commentary is on: a success measure's reference, a priority, or a title."""
    priority = f"Priority {one.priority}" if one.priority is not None else None
    return one.success_measure or priority or one.about or ""


def _when(one: Commentary) -> tuple[date, date]:
    return from_key(one.period).end, one.date


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
    found = [one for one in track(plan, as_at) if one.ref.casefold() == ref.strip().casefold()]
    every = (*plan.actions, *plan.recommendations)
    if not found and any(one.ref.casefold() == ref.strip().casefold() for one in every):
        raise UsageError(f"{ref} was not raised by {as_at}")
    if not found:
        near = get_close_matches(ref.upper(), [one.ref for one in every], n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no action {ref}{meant}")
    (updates,) = (one.updates for one in every if one.ref == found[0].ref)
    return found[0], updates


def wanted_actions(
    tracked: Iterable[TrackedPromise], want: ActionFilter
) -> tuple[TrackedPromise, ...]:
    """Those that are asked for, in the order they came."""
    return tuple(one for one in tracked if _fits(one, want))


def _tracked(plan: Plan, meetings: dict[str, Meeting], as_at: date) -> Iterator[TrackedPromise]:
    every = [("action", one) for one in plan.actions]
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
            verdict=rate_promise(progress, as_at, update_frequency_of(plan, action)),
            undated=action.undated,
            also_known_as=action.also_known_as,
        )


def _priorities(action: Action) -> tuple[int, ...]:
    linked = (int(ref.split(".")[0]) for ref in (*action.deliverables, *action.success_measures))
    return tuple(sorted({*action.priorities, *linked}))


def _links(action: Action) -> Iterator[str]:
    yield from (f"deliverable {ref}" for ref in action.deliverables)
    yield from (f"success measure {ref}" for ref in action.success_measures)


def _fits(one: TrackedPromise, want: ActionFilter) -> bool:
    progress = one.progress
    return (
        (one.open or not want.open)
        and (one.overdue or not want.overdue)
        and (want.owner is None or want.owner.lower() in (progress.owner or "").lower())
        and (want.meeting is None or _of_meeting(one.meeting, want.meeting))
        and (want.priority is None or want.priority in one.priorities)
        and (want.due_before is None or (progress.due or date.max) < want.due_before)
    )


def _of_meeting(meeting: Meeting, words: str) -> bool:
    return words in (meeting.ref, meeting.date.isoformat()) or words.lower() in meeting.body.lower()
