"""Whether promises fit together: links lead on, what is late is explained, owners say why."""

from collections.abc import Iterator
from datetime import date

from cptracker.actions import Action, Update
from cptracker.checks import Check
from cptracker.consistency.findings import Finding
from cptracker.judging import long_date
from cptracker.model import Plan
from cptracker.progress import Progress, Verdict
from cptracker.tracking import (
    outshines,
    rate,
    replay_action,
    replay_deliverable,
    rhythm_of,
    track,
    unrated,
)


def of_promises(plan: Plan, as_at: date) -> Iterator[Finding]:
    """What does not fit between deliverables, success measures and actions, on a day."""
    yield from _late_actions(plan, as_at)
    yield from _late_deliverables(plan, as_at)
    yield from _own_ratings_of_actions(plan, as_at)
    yield from _own_ratings_of_deliverables(plan, as_at)
    yield from _deliverables_that_lead_nowhere(plan)
    yield from _success_measures_without_deliverable(plan)


def _late_actions(plan: Plan, as_at: date) -> Iterator[Finding]:
    for one in track(plan, as_at):
        if one.overdue and _silent(one.progress):
            yield _late(one.ref, one.ref, ("action", one.ref), one.progress)


def _late_deliverables(plan: Plan, as_at: date) -> Iterator[Finding]:
    for ref in _deliverables(plan):
        updates = [update for update in plan.updates if update.deliverable == ref]
        progress = replay_deliverable(updates, as_at)
        late = progress.due is not None and progress.due < as_at and not progress.status.closed
        if late and _silent(progress):
            yield _late(ref, f"deliverable {ref}", ("deliverable", ref), progress)


def _silent(progress: Progress) -> bool:
    """Whether nothing was recorded after the day it was due."""
    return progress.due is not None and (progress.told is None or progress.told <= progress.due)


def _late(ref: str, name: str, at: tuple[str, str], progress: Progress) -> Finding:
    due = long_date(progress.due) if progress.due else ""
    message = f"{name} was due {due}, and nothing was recorded since"
    return Finding(check=Check.OVERDUE_WITHOUT_UPDATE, ref=ref, at=at, message=message)


def _own_ratings_of_actions(plan: Plan, as_at: date) -> Iterator[Finding]:
    raised = {one.ref: one.date for one in plan.meetings}
    for action in (*plan.actions, *plan.recommendations):
        for at, update in enumerate(action.updates):
            if update.date <= as_at and update.rating and not update.reason:
                verdict = _verdict_then(plan, action, raised[action.meeting], at)
                yield from _too_bright(
                    update, verdict, action.ref, ("update", f"{action.ref} {at}")
                )


def _verdict_then(plan: Plan, action: Action, raised: date, at: int) -> Verdict | None:
    """How the rule rated an action on the day of one of its updates, that update included."""
    update = action.updates[at]
    progress = replay_action(action, raised, update.date, (*action.updates[:at], unrated(update)))
    return rate(progress, update.date, rhythm_of(plan, action)) if progress else None


def _own_ratings_of_deliverables(plan: Plan, as_at: date) -> Iterator[Finding]:
    for at, update in enumerate(plan.updates):
        if update.date <= as_at and update.rating and not update.reason:
            before = [one for one in plan.updates[:at] if one.deliverable == update.deliverable]
            progress = replay_deliverable([*before, unrated(update)], update.date)
            verdict = rate(progress, update.date, rhythm_of(plan))
            yield from _too_bright(update, verdict, update.deliverable, ("updates", str(at)))


def _too_bright(
    update: Update, verdict: Verdict | None, ref: str, at: tuple[str, str]
) -> Iterator[Finding]:
    if update.rating and verdict and outshines(update.rating, verdict):
        message = (
            f"by rule {ref} was {verdict.rating} on {long_date(update.date)} ({verdict.word}); "
            f"the owner's {update.rating} gives no reason"
        )
        yield Finding(check=Check.BETTER_RATING_WITHOUT_REASON, ref=ref, at=at, message=message)


def _deliverables(plan: Plan) -> list[str]:
    return [one.ref for priority in plan.priorities for one in priority.deliverables]


def _deliverables_that_lead_nowhere(plan: Plan) -> Iterator[Finding]:
    actions = (*plan.actions, *plan.recommendations)
    served = {ref for action in actions for ref in action.deliverables}
    for priority in plan.priorities:
        for one in priority.deliverables:
            if not one.leads_to and one.ref not in served:
                yield Finding(
                    check=Check.DELIVERABLE_LEADS_NOWHERE,
                    ref=one.ref,
                    at=("deliverable", one.ref),
                    message=f"deliverable {one.ref} has no measure and no action",
                )


def _success_measures_without_deliverable(plan: Plan) -> Iterator[Finding]:
    priorities = plan.priorities
    meant = {ref for one in priorities for each in one.deliverables for ref in each.leads_to}
    for priority in priorities:
        for success in priority.success_measures:
            if success.ref not in meant:
                yield Finding(
                    check=Check.SUCCESS_MEASURE_WITHOUT_DELIVERABLE,
                    ref=success.ref,
                    at=("success measure", success.ref),
                    message=f"no deliverable leads to success measure {success.ref}",
                )
