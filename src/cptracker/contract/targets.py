"""The targets of a plan as JSON: `cptracker targets list --format json`."""

from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from cptracker.contract.figures import number_of
from cptracker.model.plan import Plan
from cptracker.model.targets import Baseline, Interim, Target
from cptracker.status_json.converting import document_text
from cptracker.status_json.scalars import Day, Number

SCHEMA: Final = "cptracker/targets/1"


@frozen(kw_only=True)
class InterimDocument:
    """A value on the way to a target.

    Attributes:
        by: The day from which on it judges.
    """

    by: Day
    value: Number


@frozen(kw_only=True)
class BaselineDocument:
    """Where a measure stood when its target was set.

    Attributes:
        period: The period's key.
    """

    value: Number
    period: str
    source: str


@frozen(kw_only=True)
class ListedTargetDocument:
    """What was promised for a measure from a day on, numbers in its own unit.

    Attributes:
        since: The first day on which it holds; an older one judges what was before.
        value: Null where a range is good, from `low` to `high`.
        within: How far short of it is amber.
        within_percent: The same in percent of the target.
        floor: The worst value that is amber.
        due: The day for which it is promised; null where it holds from the first day on.
        source: Who agreed it, and where.
    """

    measure: str
    since: Day
    value: Number | None
    low: Number | None
    high: Number | None
    within: Number | None
    within_percent: Number | None
    floor: Number | None
    due: Day | None
    interim: tuple[InterimDocument, ...]
    baseline: BaselineDocument | None
    source: str


@frozen(kw_only=True)
class TargetsDocument:
    """The targets of a plan, in its order."""

    schema: Literal["cptracker/targets/1"]
    targets: tuple[ListedTargetDocument, ...]


def targets_json(plan: Plan) -> str:
    """The targets of a plan, one by one."""
    return document_text(TargetsDocument(schema=SCHEMA, targets=tuple(map(_target, plan.targets))))


def _target(target: Target) -> ListedTargetDocument:
    return ListedTargetDocument(
        measure=target.measure,
        since=target.since,
        value=_number(target.value),
        low=_number(target.low),
        high=_number(target.high),
        within=_number(target.within),
        within_percent=_number(target.within_percent),
        floor=_number(target.floor),
        due=target.due,
        interim=tuple(map(_interim, target.interim)),
        baseline=_baseline(target.baseline) if target.baseline else None,
        source=target.source,
    )


def _interim(step: Interim) -> InterimDocument:
    return InterimDocument(by=step.by, value=number_of(Fraction(step.value)))


def _baseline(baseline: Baseline) -> BaselineDocument:
    return BaselineDocument(
        value=number_of(Fraction(baseline.value)), period=baseline.period, source=baseline.source
    )


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number_of(Fraction(value))
