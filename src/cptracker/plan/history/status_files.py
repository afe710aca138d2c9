"""Read a saved status, as `status --format json` writes it, to compare it with another look."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cptracker.model.actions import Status
from cptracker.model.periods import from_key
from cptracker.model.published import GroupKey
from cptracker.plan.history.snapshots import (
    AIMS,
    AimedSnapshot,
    MeasureSnapshot,
    PromiseSnapshot,
    Snapshot,
    TargetSnapshot,
    duty_snapshot,
)

if TYPE_CHECKING:
    from cptracker.status_json.figures import ComparatorDocument
    from cptracker.status_json.promises import ActionDocument, DeliverableDocument
    from cptracker.status_json.ratings import TargetDocument
    from cptracker.status_json.status import IndicatorDocument, StatusDocument


def is_saved(path: Path) -> bool:
    """Whether a path is a file that may be a saved status, by its name."""
    return path.is_file() and path.suffix.lower() == ".json"


def read_saved(path: Path) -> tuple[Snapshot, ...]:
    """The status of each plan that a file holds.

    Raises:
        UsageError: It cannot be read, or is no saved status; with every problem and its place.
    """
    from cptracker.status_json.reading import FileWords, read_statuses
    from cptracker.status_json.status import SCHEMA

    words = FileWords(
        noun="saved status",
        whole="status",
        foreign=f"is no saved status ({SCHEMA})",
        not_json="is no JSON",
        hint="save one with `cptracker status --format json -o FILE`",
    )
    return tuple(_snapshot(status) for status in read_statuses(path, words))


def _snapshot(status: "StatusDocument") -> Snapshot:
    indicators = {indicator.measure: indicator for _, indicator in status.indicators}
    only = status.only_priorities
    return Snapshot(
        identifier=status.plan.identifier,
        as_at=status.as_at,
        promises={promise.name: promise for promise in _promises(status)},
        success_measures=dict(_success_measures(status)),
        measures={name: _measure(indicator) for name, indicator in indicators.items()},
        targets={
            (name, indicator.target.since): _target_snapshot(indicator.target)
            for name, indicator in indicators.items()
            if indicator.target
        },
        published={
            (name, *key): value
            for name, indicator in indicators.items()
            for key, value in _published(indicator)
        },
        duties={duty.ref: duty_snapshot(duty) for duty in status.duties},
        whole=False,
        priorities=None if only is None else frozenset(only),
    )


def _promises(status: "StatusDocument") -> Iterator[PromiseSnapshot]:
    for action in status.action_list:
        yield _action(action)
    for priority in status.priorities:
        for deliverable in priority.deliverables:
            yield _deliverable(deliverable, priority.number)


def _published(indicator: "IndicatorDocument") -> Iterator[tuple[tuple[str, str, str], Fraction]]:
    """The figures that others published, by area with its group, period and source."""
    for comparator in indicator.comparators:
        if not comparator.method:
            key = (_subject(comparator), comparator.period, comparator.source)
            yield key, _number(comparator.value)


def _subject(comparator: "ComparatorDocument") -> str:
    """Whose figure it is, and of which group, as a plan's published figure says it."""
    if not comparator.group_by:
        return comparator.area
    group = GroupKey(group_by=comparator.group_by, group=comparator.group)
    return f"{comparator.area}, {group.words}"


def _success_measures(status: "StatusDocument") -> Iterator[tuple[str, AimedSnapshot]]:
    for priority in status.priorities:
        for success in priority.success_measures:
            yield (
                success.ref,
                AimedSnapshot(
                    title=success.title,
                    measures=tuple(indicator.measure for indicator in success.indicators),
                    priority=priority.number,
                ),
            )


def _action(action: "ActionDocument") -> PromiseSnapshot:
    return _promise(action, action.ref, action.status, raised=action.meeting.date)


def _deliverable(deliverable: "DeliverableDocument", priority: int) -> PromiseSnapshot:
    status = Status(deliverable.status) if deliverable.status else Status.OPEN
    return _promise(deliverable, f"deliverable {deliverable.ref}", status, priority=priority)


def _promise(
    promise: "ActionDocument | DeliverableDocument",
    name: str,
    status: Status,
    *,
    priority: int | None = None,
    raised: date | None = None,
) -> PromiseSnapshot:
    return PromiseSnapshot(
        name=name,
        title=promise.title,
        open=not status.closed,
        due=promise.due,
        moves=promise.moves,
        rating=promise.rating,
        word=promise.word,
        reason=promise.reason,
        priority=priority,
        raised=raised,
    )


def _measure(indicator: "IndicatorDocument") -> MeasureSnapshot:
    approval = indicator.approval
    return MeasureSnapshot(
        title=indicator.title,
        rating=indicator.rating,
        reason=indicator.judgement.reason or indicator.rule or "",
        period=_period(indicator),
        definition=approval.fingerprint if approval else None,
    )


def _period(indicator: "IndicatorDocument") -> str:
    """The label of its latest period, such as `2024/25`."""
    if indicator.series:
        return from_key(indicator.series[-1].period).label
    return f"{indicator.period.identifier} {indicator.period.code}"


def _target_snapshot(target: "TargetDocument") -> TargetSnapshot:
    numbers = {name: getattr(target, name) for name in AIMS}
    return {name: None if number is None else _number(number) for name, number in numbers.items()}


def _number(value: int | float) -> Fraction:
    """As it is written: the nearest double of a decimal is shown with the decimal's digits."""
    return Fraction(repr(value))
