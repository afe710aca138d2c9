"""A plan as it was known on a day, in the form in which two of them are compared.

It is taken from a plan, which tells all but the ratings of measures, or from a saved status, which
tells those too, but of targets and published figures only what it shows.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from cptracker.model.figures import Rating
from cptracker.model.plan import Plan
from cptracker.model.progress import TrackedPromise
from cptracker.model.targets import Target
from cptracker.plan.history.deliverables import TrackedDeliverable, track_deliverables
from cptracker.plan.history.duties import duty_lines, often_in_words
from cptracker.plan.history.listing import track

if TYPE_CHECKING:
    from cptracker.model.agenda import DutyLine
    from cptracker.status_json.promises import DutyDocument


AIMS = ("value", "low", "high", "within", "within_percent", "floor")


TargetSnapshot = Mapping[str, Fraction | None]
"""The numbers of a target, by name; a name that is not there is not known."""


@frozen(kw_only=True)
class View:
    """A plan as it was known on a day."""

    plan: Plan
    as_at: date

    @property
    def identifier(self) -> str:
        """The plan's."""
        return self.plan.identifier


@frozen(kw_only=True)
class PromiseSnapshot:
    """An action, a recommendation or a key deliverable as it stood.

    Attributes:
        name: Its reference; a deliverable's with the word before it.
        priority: The number of a deliverable's priority; None for an action.
        raised: The day of the meeting that raised an action.
        word: The short word of its rating, such as `overdue`.
    """

    name: str
    title: str
    open: bool
    due: date | None
    moves: int
    rating: Rating
    word: str
    reason: str
    priority: int | None = None
    raised: date | None = None


@frozen(kw_only=True)
class DutySnapshot:
    """A recurring duty as it stood.

    Attributes:
        priority: The number of its deliverable's priority; None where it is a part of none.
        often: How often it is to be done: in months, else in the document's words.
        last_done: The last day on which it was done.
        due: The day it is due next.
        word: The short word for how it stands, such as `overdue`.
    """

    title: str
    priority: int | None
    often: str
    last_done: date | None
    due: date | None
    word: str
    reason: str


@frozen(kw_only=True)
class AimedSnapshot:
    """A success measure: by what it is measured."""

    title: str
    measures: tuple[str, ...]
    priority: int


@frozen(kw_only=True)
class MeasureSnapshot:
    """A measure as a saved status shows it.

    Attributes:
        period: The period its rating is for, as the status names it.
        definition: What tells one definition from another.
    """

    title: str
    rating: Rating
    reason: str
    period: str
    definition: str | None


@frozen(kw_only=True)
class Snapshot:
    """All that is compared.

    Attributes:
        identifier: The plan's.
        promises: By name.
        success_measures: By reference.
        measures: By identifier; empty where nothing was computed.
        targets: By measure and first day.
        published: By measure, area with its group, period and source.
        agreed: The fingerprints of definitions that a meeting agreed, by measure.
        duties: The recurring duties, by reference.
        whole: Whether targets and published figures are all there.
        priorities: The numbers of the priorities it tells of; None for all.
    """

    identifier: str
    as_at: date
    promises: Mapping[str, PromiseSnapshot]
    success_measures: Mapping[str, AimedSnapshot]
    measures: Mapping[str, MeasureSnapshot] = field(factory=dict)
    targets: Mapping[tuple[str, date], TargetSnapshot] = field(factory=dict)
    published: Mapping[tuple[str, str, str, str], Fraction] = field(factory=dict)
    agreed: Mapping[str, str] = field(factory=dict)
    duties: Mapping[str, DutySnapshot] = field(factory=dict)
    whole: bool = True
    priorities: frozenset[int] | None = None

    def tells_of(self, priority: int | None) -> bool:
        """Whether it tells of what belongs to a priority, or to none."""
        return priority is None or self.priorities is None or priority in self.priorities


def snapshot_of(view: View) -> Snapshot:
    """What a plan tells on a day."""
    plan = view.plan
    promises = [_action(promise) for promise in track(plan, view.as_at)]
    promises += map(_deliverable, track_deliverables(plan, view.as_at))
    return Snapshot(
        identifier=plan.identifier,
        as_at=view.as_at,
        promises={promise.name: promise for promise in promises},
        success_measures={
            success_measure.ref: AimedSnapshot(
                title=success_measure.title,
                measures=success_measure.measures,
                priority=priority.number,
            )
            for priority in plan.priorities
            for success_measure in priority.success_measures
        },
        targets={
            (target.measure, target.since): _target_snapshot(target) for target in plan.targets
        },
        published={
            (
                published_figure.measure,
                published_figure.subject,
                published_figure.period,
                published_figure.source,
            ): Fraction(published_figure.value)
            for published_figure in plan.published
        },
        agreed={
            agreed_definition.measure: agreed_definition.fingerprint
            for agreed_definition in plan.agreed_definitions
        },
        duties={line.ref: duty_snapshot(line) for line in duty_lines(plan, view.as_at)},
    )


def duty_snapshot(line: "DutyLine | DutyDocument") -> DutySnapshot:
    """A duty as a plan or a saved status tells of it."""
    ref = line.deliverable
    return DutySnapshot(
        title=line.title,
        priority=int(ref.split(".")[0]) if ref else None,
        often=often_in_words(line.every_months) if line.every_months else line.wording or "",
        last_done=line.last_done,
        due=line.due,
        word=line.word,
        reason=line.reason,
    )


def _action(action: TrackedPromise) -> PromiseSnapshot:
    return _promise(action, action.ref, action.title, raised=action.meeting.date)


def _deliverable(tracked: TrackedDeliverable) -> PromiseSnapshot:
    deliverable = tracked.deliverable
    name = f"deliverable {deliverable.ref}"
    return _promise(tracked, name, deliverable.title, priority=tracked.priority.number)


def _promise(
    tracked: TrackedPromise | TrackedDeliverable,
    name: str,
    title: str,
    *,
    priority: int | None = None,
    raised: date | None = None,
) -> PromiseSnapshot:
    progress, promise_rating = tracked.progress, tracked.rating
    return PromiseSnapshot(
        name=name,
        title=title,
        open=not progress.status.closed,
        due=progress.due,
        moves=len(progress.moves),
        rating=promise_rating.rating,
        word=promise_rating.word,
        reason=promise_rating.reason,
        priority=priority,
        raised=raised,
    )


def _target_snapshot(target: Target) -> TargetSnapshot:
    numbers = {name: getattr(target, name) for name in AIMS}
    return {name: None if number is None else Fraction(number) for name, number in numbers.items()}


class ChangeGroup(StrEnum):
    """What kind of change it is, in the order they are told."""

    LOST = "reference lost"
    NEW = "new"
    CLOSED = "closed"
    DONE = "duty done"
    OVERDUE = "newly overdue"
    MOVED = "due date moved"
    RATING = "rating changed"
    TARGET = "target changed"
    DEFINITION = "definition changed"
    PUBLISHED = "published figure changed"


@frozen(kw_only=True)
class ChangedEntry:
    """One change: of what, and how in words; `gone` where nothing stands in its place."""

    kind: ChangeGroup
    ref: str
    title: str
    how: str
    gone: bool = False
