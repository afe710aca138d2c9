"""The actions of a plan as they stood on a day, and those of them that somebody asks for."""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from attrs import frozen

from cptracker.actions import Action, Meeting, Update
from cptracker.display import Listed
from cptracker.errors import UsageError
from cptracker.model import Plan
from cptracker.progress import Tracked
from cptracker.tracking.rating import rate, rhythm_of
from cptracker.tracking.replaying import replay_action


@frozen(kw_only=True)
class Wanted:
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


def track(plan: Plan, as_at: date) -> tuple[Tracked, ...]:
    """Every action and recommendation that was known on a day, in the plan's order.

    Each is told as it stood then: its status, due date and slippage as far as its updates had told
    them, rated by rule with the reason in words. What was raised later is not there.
    """
    meetings = {meeting.ref: meeting for meeting in plan.meetings}
    return Listed(_tracked(plan, meetings, as_at))


def find(plan: Plan, ref: str, as_at: date) -> tuple[Tracked, tuple[Update, ...]]:
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


def wanted(tracked: Iterable[Tracked], want: Wanted) -> tuple[Tracked, ...]:
    """Those that are asked for, in the order they came."""
    return tuple(one for one in tracked if _fits(one, want))


def _tracked(plan: Plan, meetings: dict[str, Meeting], as_at: date) -> Iterator[Tracked]:
    every = [("action", one) for one in plan.actions]
    every += [("recommendation", one) for one in plan.recommendations]
    for kind, action in every:
        meeting = meetings[action.meeting]
        progress = replay_action(action, meeting.date, as_at)
        if progress is None:
            continue
        yield Tracked(
            ref=action.ref,
            kind=kind,
            title=action.title,
            meeting=meeting,
            own_priorities=action.priorities,
            priorities=_priorities(action),
            links=tuple(_links(action)),
            place=action.place,
            progress=progress,
            verdict=rate(progress, as_at, rhythm_of(plan, action)),
        )


def _priorities(action: Action) -> tuple[int, ...]:
    linked = (int(ref.split(".")[0]) for ref in (*action.deliverables, *action.success_measures))
    return tuple(sorted({*action.priorities, *linked}))


def _links(action: Action) -> Iterator[str]:
    yield from (f"deliverable {ref}" for ref in action.deliverables)
    yield from (f"success measure {ref}" for ref in action.success_measures)


def _fits(one: Tracked, want: Wanted) -> bool:
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
