"""The changes that can be asked for: add an action, an update, a commentary.

Everything is an addition. A change of status or due date is an update, so what was said before
stays and can be told for any day.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from attrs import evolve, frozen

from cptracker.files.yaml_insertion import Entry, InsertionPoint
from cptracker.model.actions import Action, Commentary, DeliverableUpdate, Meeting, Update
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.model.progress import PromiseRating
from cptracker.plan.editing.session import Edit, PlanChange, edit
from cptracker.plan.history.listing import commentary_subject
from cptracker.plan.history.replay import replay_action, replay_deliverable, unrated
from cptracker.rating.promises import is_overrated, rate_promise, update_frequency_of


@frozen(kw_only=True)
class NewAction:
    """An action to be added; its reference is given to it when it is written.

    Attributes:
        title: What is to be done.
        meeting: The meeting that raised it: its reference, or its day if no other met then.
        owner: The role that owes it.
        due: The promised day.
        recommendation: Whether it is a panel's recommendation to others.
        prefix: The letters its reference begins with; the meeting's body decides if None.
    """

    title: str
    meeting: str
    owner: str | None = None
    due: date | None = None
    start: date | None = None
    place: str | None = None
    priorities: tuple[int, ...] = ()
    deliverables: tuple[str, ...] = ()
    success_measures: tuple[str, ...] = ()
    recommendation: bool = False
    prefix: str | None = None


def add_action(path: Path, new: NewAction, *, dry_run: bool = False) -> Edit:
    """Add an action, or a recommendation, with the next free reference.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: It does not fit the plan, or cannot be written.
    """
    return edit(path, lambda plan: _addition(plan, new), dry_run=dry_run)


def update_action(
    path: Path, ref: str, update: Update, *, today: date | None = None, dry_run: bool = False
) -> Edit:
    """Add an update to an action: news, a new due date, a closing, a reopening.

    Args:
        path: The plan's file or folder.
        ref: The action's reference.
        update: What is to be recorded.
        today: The day after which no update may be dated; any if None.
        dry_run: Whether to leave everything as it is.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: It does not fit the plan, or cannot be written.
    """
    _not_ahead(update, today)
    return edit(path, lambda plan: _action_update(plan, ref, update), dry_run=dry_run)


def update_deliverable(
    path: Path, update: DeliverableUpdate, *, today: date | None = None, dry_run: bool = False
) -> Edit:
    """Add an update to a key deliverable; see `update_action`.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: It does not fit the plan, or cannot be written.
    """
    _not_ahead(update, today)
    return edit(path, lambda plan: _deliverable_update(plan, update), dry_run=dry_run)


def add_commentary(path: Path, commentary: Commentary, *, dry_run: bool = False) -> Edit:
    """Add a commentary on a success measure or a priority; an earlier one stays.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: It does not fit the plan, or cannot be written.
    """

    def decide(plan: Plan) -> PlanChange:
        return PlanChange(
            ref=commentary_subject(commentary),
            spot=InsertionPoint(top="commentary"),
            entries=(entry_from(commentary),),
            year=commentary.date.year,
            result=evolve(plan, commentary=(*plan.commentary, commentary)),
        )

    return edit(path, decide, dry_run=dry_run)


def entry_from(value: Any) -> Entry:
    """What is written of a value: its attributes without those that say nothing."""
    fields = attrs.fields_dict(type(value))
    first = ("deliverable",) if "deliverable" in fields else ()  # what it is about stands first
    names = dict.fromkeys((*first, *fields))
    values_by_name = {name: getattr(value, name) for name in names}
    return {
        name: _spelt_out(value)
        for name, value in values_by_name.items()
        if value != fields[name].default and value != ()
    }


def _spelt_out(value: Any) -> Any:
    """A list of values as the entries that are written of them."""
    if isinstance(value, tuple):
        return tuple(entry_from(item) if attrs.has(type(item)) else item for item in value)
    return value


def _not_ahead(update: Update, today: date | None) -> None:
    if today and update.date > today:
        raise UsageError(f"an update cannot be dated {update.date}, which is still to come")


def _addition(plan: Plan, new: NewAction) -> PlanChange:
    meeting = _meeting(plan, new.meeting)
    prefix = new.prefix or prefix_of(plan, meeting)
    action = Action(
        ref=next_ref(_refs(plan), prefix, meeting.date.year),
        meeting=meeting.ref,
        **attrs.asdict(new, filter=lambda field, _: field.name not in NOT_THE_ACTIONS),
    )
    top = "recommendations" if new.recommendation else "actions"
    return PlanChange(
        ref=action.ref,
        spot=InsertionPoint(top=top),
        entries=(entry_from(action),),
        year=meeting.date.year,
        result=_with_list(plan, top, (*getattr(plan, top), action)),
    )


NOT_THE_ACTIONS = ("meeting", "recommendation", "prefix")


def _meeting(plan: Plan, named: str) -> Meeting:
    meetings = [
        meeting for meeting in plan.meetings if named in (meeting.ref, meeting.date.isoformat())
    ]
    if len(meetings) == 1:
        return meetings[0]
    refs = ", ".join(meeting.ref for meeting in meetings or plan.meetings) or "none"
    problem = f"several meetings are `{named}`" if meetings else f"there is no meeting `{named}`"
    raise UsageError(f"{problem}; the plan knows {refs}\n    hint: add it under `meetings` first")


def prefix_of(plan: Plan, meeting: Meeting) -> str:
    """The letters that this body's references begin with: as before, else its initials."""
    bodies = {meeting.ref: meeting.body for meeting in plan.meetings}
    for action in reversed([*plan.recommendations, *plan.actions]):
        if bodies[action.meeting] == meeting.body:
            return action.ref.split("-")[0]
    initials = "".join(re.findall(r"\b[A-Z]", meeting.body))
    return initials if len(initials) > 1 else "ACT"


def next_ref(refs: Iterable[str], prefix: str, year: int) -> str:
    """The reference after the highest of a body and year."""
    start = f"{prefix}-{year}-"
    numbers = [int(ref.removeprefix(start)) for ref in refs if ref.startswith(start)]
    return f"{start}{max(numbers, default=0) + 1:02d}"


def _action_update(plan: Plan, ref: str, update: Update) -> PlanChange:
    for top in ("actions", "recommendations"):
        actions: tuple[Action, ...] = getattr(plan, top)
        for action in actions:
            if action.ref == ref:
                _refuse_overrating(update, _verdict_of_action(plan, action, update))
                after = evolve(action, updates=(*action.updates, update))
                every = tuple(after if before is action else before for before in actions)
                return PlanChange(
                    ref=ref,
                    spot=InsertionPoint(top=top, ref=ref),
                    entries=(entry_from(update),),
                    year=update.date.year,
                    result=_with_list(plan, top, every),
                )
    raise UsageError(_no_action(plan, ref))


def _with_list(plan: Plan, top: str, actions: tuple[Action, ...]) -> Plan:
    if top == "actions":
        return evolve(plan, actions=actions)
    return evolve(plan, recommendations=actions)


def _no_action(plan: Plan, ref: str) -> str:
    near = [text for text in _refs(plan) if text.casefold() == ref.strip().casefold()]
    suggestion = f" Did you mean {near[0]}?" if near else ""
    return f"there is no action {ref}.{suggestion}"


def _refs(plan: Plan) -> Iterator[str]:
    for action in (*plan.actions, *plan.recommendations):
        yield action.ref


def _deliverable_update(plan: Plan, update: DeliverableUpdate) -> PlanChange:
    refs = {
        deliverable.ref for priority in plan.priorities for deliverable in priority.deliverables
    }
    if update.deliverable not in refs:
        raise UsageError(f"the plan has no deliverable {update.deliverable}")
    updates = [
        deliverable_update
        for deliverable_update in plan.updates
        if deliverable_update.deliverable == update.deliverable
    ]
    progress = replay_deliverable([*updates, unrated(update)], update.date)
    _refuse_overrating(update, rate_promise(progress, update.date, update_frequency_of(plan)))
    return PlanChange(
        ref=update.deliverable,
        spot=InsertionPoint(top="updates"),
        entries=(entry_from(update),),
        year=update.date.year,
        result=evolve(plan, updates=(*plan.updates, update)),
    )


def _verdict_of_action(plan: Plan, action: Action, update: Update) -> PromiseRating | None:
    """How the rule rates the action on the day of the update, the update included."""
    raised = next(meeting.date for meeting in plan.meetings if meeting.ref == action.meeting)
    progress = replay_action(action, raised, update.date, (*action.updates, unrated(update)))
    return (
        rate_promise(progress, update.date, update_frequency_of(plan, action)) if progress else None
    )


def _refuse_overrating(update: Update, promise_rating: PromiseRating | None) -> None:
    """An owner may see it better than the rule does, but must say why."""
    if update.rating is None or update.reason or promise_rating is None:
        return
    if is_overrated(update.rating, promise_rating):
        raise UsageError(
            f"by rule this is {promise_rating.rating} ({promise_rating.word}); "
            f"rating it {update.rating} needs a reason"
        )
