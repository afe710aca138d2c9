"""Deliverables, actions and meetings of a plan as a status reports them, all or a body's own."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from cptracker.model.actions import DeliverableUpdate, Status
from cptracker.model.agenda import DutyLine
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.model.progress import TrackedPromise
from cptracker.model.rounding import ListDisplay
from cptracker.plan.history.deliverables import TrackedDeliverable
from cptracker.plan.history.duties import duty_lines
from cptracker.plan.history.listing import last_meeting, track
from cptracker.status.report import StatusReport
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus

NAMING = ("identifier", "title", "period", "vision", "young_people_said")
"""What of the plan says which it is."""


CARRIED = (
    *("council", "principles", "corporate_parent", "good_care", "glossary"),
    *("plain_promises", "plain_words", "stated_targets", "contradictions"),
    *("committee_report", "bodies"),
)
"""What a report takes over from the plan as it stands."""


def deliverable_status(tracked: TrackedDeliverable) -> DeliverableStatus:
    """A deliverable as its updates up to a day tell it, rated by rule."""
    deliverable, progress, promise_rating = tracked.deliverable, tracked.progress, tracked.rating
    return DeliverableStatus(
        ref=deliverable.ref,
        title=deliverable.title,
        rating=promise_rating.rating,
        reason=promise_rating.reason,
        status=None
        if progress.last_recorded is None or progress.reported
        else str(progress.status),
        due=progress.due,
        slipped=progress.slippage,
        moves=len(progress.moves),
        word=promise_rating.word,
        detail=deliverable.detail,
        report_says=_report_says(tracked.last) if progress.reported and tracked.last else "",
        owner=progress.owner,
    )


def _report_says(last: DeliverableUpdate) -> str:
    """The last report's note, and where it stands."""
    source_and_place = ", ".join(part for part in (last.source, last.place) if part)
    return f"{last.note} ({source_and_place})" if last.note else source_and_place


def plan_as_written(plan: Plan) -> dict[str, Any]:
    """What a report takes over from the plan, whatever the day."""
    return {
        **{f"plan_{name}": getattr(plan, name) for name in NAMING},
        **{name: getattr(plan, name) for name in CARRIED},
        "protect_by": str(plan.protection),
    }


def promises_report(plan: Plan, as_at: date, priorities_shown: Collection[int]) -> dict[str, Any]:
    """The actions and recommendations, and how many stand where; no counts where none are.

    Args:
        plan: The plan.
        as_at: The day.
        priorities_shown: The numbers of the priorities that the report shows: duties that are a
            part of another's deliverable are left out.
    """
    tracked = track(plan, as_at)
    actions = plan.actions or plan.recommendations
    last = last_meeting(plan, as_at) or date.min
    return {
        "actions": _counted(tracked, plan, as_at) if actions else None,
        "duties": tuple(
            line for line in duty_lines(plan, as_at) if _is_shown(line, priorities_shown)
        ),
        "action_list": ListDisplay(_action(promise, last) for promise in tracked),
    }


def _is_shown(line: DutyLine, priorities_shown: Collection[int]) -> bool:
    return line.deliverable is None or int(line.deliverable.split(".")[0]) in priorities_shown


def later_changes(plan: Plan, day: date) -> int:
    """How many changes of actions, deliverables, commentary and duties came after a day.

    An action is one change, on the day of the meeting that raised it; so is each of its updates.
    """
    raised = {meeting.ref: meeting.date for meeting in plan.meetings}
    actions = (*plan.actions, *plan.recommendations)
    days = [
        *(raised[action.meeting] for action in actions),
        *(update.date for action in actions for update in action.updates),
        *(update.date for update in plan.updates),
        *(commentary.date for commentary in plan.commentary),
        *(entry.date for duty in plan.duties for entry in duty.done),
    ]
    return sum(changed > day for changed in days)


def _counted(tracked: Sequence[TrackedPromise], plan: Plan, as_at: date) -> dict[str, int]:
    """How many stand where; the last meeting is one before the day itself."""
    last = last_meeting(plan, as_at) or date.min
    closed = [promise.progress.since for promise in tracked if not promise.open]
    return {
        "open": sum(promise.open for promise in tracked),
        "overdue": sum(promise.overdue for promise in tracked),
        "complete": sum(promise.progress.status is Status.COMPLETE for promise in tracked),
        "closed_since_last_meeting": sum(day is not None and day > last for day in closed),
    }


def _action(promise: TrackedPromise, last: date) -> ActionLine:
    progress = promise.progress
    return ActionLine(
        ref=promise.ref,
        kind=promise.kind,
        title=promise.title,
        meeting=promise.meeting,
        owner=progress.owner,
        due=progress.due,
        slipped=progress.slippage,
        status=str(progress.status),
        rating=promise.rating.rating,
        reason=promise.rating.reason,
        priorities=promise.priorities,
        moves=len(progress.moves),
        word=promise.rating.word,
        long_closed=not promise.open and progress.since is not None and progress.since <= last,
    )


def with_own_actions(report: StatusReport, bodies: Sequence[str] = ()) -> StatusReport:
    """The report with the actions and recommendations of some bodies, and how many were left out.

    Args:
        report: How a plan stands.
        bodies: Whose; in any case. Without any those that the plan names, else all.

    Raises:
        UsageError: When a body was asked for that raised nothing.
    """
    wanted = {body.casefold() for body in bodies or report.bodies}
    if not wanted or not report.action_list:
        return report
    raised = {line.meeting.body.casefold(): line.meeting.body for line in report.action_list}
    unknown = [body for body in bodies if body.casefold() not in raised]
    if unknown:
        names = ", ".join(f"`{body}`" for body in raised.values())
        raise UsageError(f"no body `{unknown[0]}` raised an action; there are {names}")
    lines = [line for line in report.action_list if line.meeting.body.casefold() in wanted]
    return evolve(
        report,
        action_list=ListDisplay(lines),
        actions=_counts_of_lines(lines),
        actions_of_others=len(report.action_list) - len(lines),
    )


def _counts_of_lines(lines: Collection[ActionLine]) -> dict[str, int] | None:
    """How many stand where; None where there are none at all."""
    if not lines:
        return None
    is_open = [not Status(line.status).closed for line in lines]
    return {
        "open": sum(is_open),
        "overdue": sum(line.word == "overdue" for line in lines),
        "complete": sum(Status(line.status) is Status.COMPLETE for line in lines),
        "closed_since_last_meeting": len(lines)
        - sum(is_open)
        - sum(line.long_closed for line in lines),
    }
