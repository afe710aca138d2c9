"""A plan as it was known on a day, in the form in which two of them are compared.

It is taken from a plan, which tells all but the ratings of measures, or from a saved status, which
tells those too, but of targets and published figures only what it shows.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from cptracker.actions import Status
from cptracker.model import Plan, Target
from cptracker.progress import Tracked, Verdict
from cptracker.results import Rating
from cptracker.tracking.listing import track
from cptracker.tracking.rating import rate, rhythm_of
from cptracker.tracking.replaying import replay_deliverable

AIMS = ("value", "low", "high", "within", "within_percent", "floor")

Aim = Mapping[str, Fraction | None]
"""The numbers of a target, by name; a name that is not there is not known."""


@frozen(kw_only=True)
class Look:
    """A plan as it was known on a day."""

    plan: Plan
    as_at: date


@frozen(kw_only=True)
class Promise:
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
class Aimed:
    """A success measure: by what it is measured."""

    title: str
    measures: tuple[str, ...]
    priority: int


@frozen(kw_only=True)
class Measured:
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
        whole: Whether targets and published figures are all there.
        priorities: The numbers of the priorities it tells of; None for all.
    """

    identifier: str
    as_at: date
    promises: Mapping[str, Promise]
    success_measures: Mapping[str, Aimed]
    measures: Mapping[str, Measured] = field(factory=dict)
    targets: Mapping[tuple[str, date], Aim] = field(factory=dict)
    published: Mapping[tuple[str, str, str, str], Fraction] = field(factory=dict)
    agreed: Mapping[str, str] = field(factory=dict)
    whole: bool = True
    priorities: frozenset[int] | None = None

    def tells_of(self, priority: int | None) -> bool:
        """Whether it tells of what belongs to a priority, or to none."""
        return priority is None or self.priorities is None or priority in self.priorities


def snapshot_of(look: Look) -> Snapshot:
    """What a plan tells on a day."""
    plan = look.plan
    promises = [_action(one) for one in track(plan, look.as_at)]
    promises += _deliverables(plan, look.as_at)
    return Snapshot(
        identifier=plan.identifier,
        as_at=look.as_at,
        promises={one.name: one for one in promises},
        success_measures={
            one.ref: Aimed(title=one.title, measures=one.measures, priority=priority.number)
            for priority in plan.priorities
            for one in priority.success_measures
        },
        targets={(one.measure, one.since): _aim(one) for one in plan.targets},
        published={
            (one.measure, one.subject, one.period, one.source): Fraction(one.value)
            for one in plan.published
        },
        agreed={one.measure: one.fingerprint for one in plan.agreed_definitions},
    )


def _action(one: Tracked) -> Promise:
    progress = one.progress
    return Promise(
        name=one.ref,
        title=one.title,
        open=one.open,
        due=progress.due,
        moves=len(progress.moves),
        rating=one.verdict.rating,
        word=one.verdict.word,
        reason=one.verdict.reason,
        raised=one.meeting.date,
    )


def _deliverables(plan: Plan, as_at: date) -> Iterator[Promise]:
    for priority in plan.priorities:
        for one in priority.deliverables:
            updates = [update for update in plan.updates if update.deliverable == one.ref]
            progress = replay_deliverable(updates, as_at)
            verdict: Verdict = rate(progress, as_at, rhythm_of(plan))
            yield Promise(
                name=f"deliverable {one.ref}",
                title=one.title,
                open=not Status(progress.status).closed,
                due=progress.due,
                moves=len(progress.moves),
                rating=verdict.rating,
                word=verdict.word,
                reason=verdict.reason,
                priority=priority.number,
            )


def _aim(target: Target) -> Aim:
    numbers = {name: getattr(target, name) for name in AIMS}
    return {name: None if one is None else Fraction(one) for name, one in numbers.items()}
