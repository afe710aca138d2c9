"""Whether promises fit together: links lead on, what is late is explained, owners say why."""

from collections.abc import Iterator
from datetime import date

from cptracker.model.actions import Action, Update
from cptracker.model.checks import Check
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.progress import Progress, PromiseRating
from cptracker.plan.history.deliverables import track_deliverables
from cptracker.plan.history.listing import track
from cptracker.plan.history.replay import replay_action, replay_deliverable, unrated
from cptracker.rating.promises import is_overrated, rate_promise, update_frequency_of
from cptracker.status.consistency.findings import ConsistencyFinding


def of_promises(plan: Plan, as_at: date) -> Iterator[ConsistencyFinding]:
    """What does not fit between deliverables, success measures and actions, on a day."""
    yield from _late_actions(plan, as_at)
    yield from _late_deliverables(plan, as_at)
    yield from _own_ratings_of_actions(plan, as_at)
    yield from _own_ratings_of_deliverables(plan, as_at)
    yield from _deliverables_that_lead_nowhere(plan)
    yield from _success_measures_without_deliverable(plan)


def _late_actions(plan: Plan, as_at: date) -> Iterator[ConsistencyFinding]:
    for promise in track(plan, as_at):
        if promise.overdue and _silent(promise.progress):
            yield _late(promise.ref, promise.ref, ("action", promise.ref), promise.progress)


def _late_deliverables(plan: Plan, as_at: date) -> Iterator[ConsistencyFinding]:
    for tracked in track_deliverables(plan, as_at):
        ref, progress = tracked.deliverable.ref, tracked.progress
        late = progress.due is not None and progress.due < as_at and not progress.status.closed
        if late and _silent(progress):
            yield _late(ref, f"deliverable {ref}", ("deliverable", ref), progress)


def _silent(progress: Progress) -> bool:
    """Whether nothing was recorded after the day it was due."""
    return progress.due is not None and (
        progress.last_recorded is None or progress.last_recorded <= progress.due
    )


def _late(ref: str, name: str, at: tuple[str, str], progress: Progress) -> ConsistencyFinding:
    due = long_date(progress.due) if progress.due else ""
    message = f"{name} was due {due}, and nothing was recorded since"
    return ConsistencyFinding(check=Check.OVERDUE_WITHOUT_UPDATE, ref=ref, at=at, message=message)


def _own_ratings_of_actions(plan: Plan, as_at: date) -> Iterator[ConsistencyFinding]:
    raised = {meeting.ref: meeting.date for meeting in plan.meetings}
    for action in (*plan.actions, *plan.recommendations):
        for at, update in enumerate(action.updates):
            if update.date <= as_at and update.rating and not update.reason:
                promise_rating = _rating_then(plan, action, raised[action.meeting], at)
                yield from _overrated(
                    update, promise_rating, action.ref, ("update", f"{action.ref} {at}")
                )


def _rating_then(plan: Plan, action: Action, raised: date, at: int) -> PromiseRating | None:
    """How the rule rated an action on the day of one of its updates, that update included."""
    update = action.updates[at]
    progress = replay_action(action, raised, update.date, (*action.updates[:at], unrated(update)))
    return (
        rate_promise(progress, update.date, update_frequency_of(plan, action)) if progress else None
    )


def _own_ratings_of_deliverables(plan: Plan, as_at: date) -> Iterator[ConsistencyFinding]:
    for at, update in enumerate(plan.updates):
        if update.date <= as_at and update.rating and not update.reason:
            before = [
                deliverable_update
                for deliverable_update in plan.updates[:at]
                if deliverable_update.deliverable == update.deliverable
            ]
            progress = replay_deliverable([*before, unrated(update)], update.date)
            promise_rating = rate_promise(progress, update.date, update_frequency_of(plan))
            yield from _overrated(update, promise_rating, update.deliverable, ("updates", str(at)))


def _overrated(
    update: Update, promise_rating: PromiseRating | None, ref: str, at: tuple[str, str]
) -> Iterator[ConsistencyFinding]:
    if update.rating and promise_rating and is_overrated(update.rating, promise_rating):
        message = (
            f"by rule {ref} was {promise_rating.rating} on {long_date(update.date)} "
            f"({promise_rating.word}); the owner's {update.rating} gives no reason"
        )
        yield ConsistencyFinding(
            check=Check.BETTER_RATING_WITHOUT_REASON, ref=ref, at=at, message=message
        )


def _deliverables_that_lead_nowhere(plan: Plan) -> Iterator[ConsistencyFinding]:
    actions = (*plan.actions, *plan.recommendations)
    served = {ref for action in actions for ref in action.deliverables}
    for priority in plan.priorities:
        for deliverable in priority.deliverables:
            if not deliverable.leads_to and deliverable.ref not in served:
                yield ConsistencyFinding(
                    check=Check.DELIVERABLE_LEADS_NOWHERE,
                    ref=deliverable.ref,
                    at=("deliverable", deliverable.ref),
                    message=f"deliverable {deliverable.ref} has no measure and no action",
                )


def _success_measures_without_deliverable(plan: Plan) -> Iterator[ConsistencyFinding]:
    priorities = plan.priorities
    refs = {
        ref
        for priority in priorities
        for deliverable in priority.deliverables
        for ref in deliverable.leads_to
    }
    if not any(priority.deliverables for priority in priorities):
        return  # the plan tracks measures alone
    for priority in priorities:
        for success in priority.success_measures:
            if success.ref not in refs:
                yield ConsistencyFinding(
                    check=Check.SUCCESS_MEASURE_WITHOUT_DELIVERABLE,
                    ref=success.ref,
                    at=("success measure", success.ref),
                    message=f"no deliverable leads to success measure {success.ref}",
                )
