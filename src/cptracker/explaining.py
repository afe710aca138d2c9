"""The definition sheet of one measure: what it counts and why, from what, by which rule."""

from datetime import date

from attrs import frozen

from cptracker.agreeing import agreement
from cptracker.computing import series
from cptracker.judging import judge, target_in_force
from cptracker.measuring import Measure
from cptracker.model import Plan
from cptracker.periods import Every, Period, latest
from cptracker.records import Records
from cptracker.results import Figure, Judgement, TableSource
from cptracker.standing import Agreement

BACK = 5
"""How many periods a sheet shows unless asked otherwise."""


@frozen(kw_only=True)
class Table:
    """A table that the measure reads.

    Attributes:
        name: Its canonical name.
        columns: Those that the measure reads.
        source: Its rows and files; None where it is not there, or nobody knows.
    """

    name: str
    columns: tuple[str, ...]
    source: TableSource | None


@frozen(kw_only=True)
class Sheet:
    """All that is to be known of a measure's definition.

    Attributes:
        measure: Its facts.
        serves: The references of the plan's success measures that it computes.
        agreement: Its fingerprint, and the one agreed; None where its source cannot be had.
        tables: What it reads.
        lacks: Which of it the records do not have, in words.
        figures: Its last periods, oldest first.
        judgements: Of each figure, by the target in force then.
        as_at: The day the figures are told for.
        example: Whether the records are made up.
    """

    measure: Measure
    serves: tuple[str, ...]
    agreement: Agreement | None
    tables: tuple[Table, ...]
    lacks: tuple[str, ...]
    figures: tuple[Figure, ...]
    judgements: tuple[Judgement, ...]
    as_at: date
    example: bool


def explain(
    measure: Measure,
    plan: Plan,
    records: Records,
    *,
    every: Every | None = None,
    back: int = BACK,
    as_at: date | None = None,
) -> Sheet:
    """A measure's definition sheet; nothing is computed but its own figures.

    Args:
        measure: What is explained.
        plan: Its targets, and what the panel agreed.
        records: What it is computed from.
        every: How often; the measure's own if None.
        back: How many periods are shown.
        as_at: The day it is told for; the records' own if None.

    Raises:
        MeasureError: When the plug-in fails.
    """
    day = as_at or records.as_at
    last = latest(every or measure.every, day)
    periods = [
        Period(last.last_month - last.every.step * ago, last.every) for ago in reversed(range(back))
    ]
    figures = series(measure, records, periods, as_at=day).whole
    sources = {one.table: one for one in records.sources}
    return Sheet(
        measure=measure,
        serves=_serves(plan, measure.identifier),
        agreement=agreement(plan, measure),
        tables=tuple(
            Table(name=name, columns=tuple(columns), source=sources.get(name))
            for name, columns in measure.needs.items()
        ),
        lacks=records.lacks(measure.needs),
        figures=figures,
        judgements=tuple(_judged(measure, plan, figure) for figure in figures),
        as_at=day,
        example=records.example,
    )


def _judged(measure: Measure, plan: Plan, figure: Figure) -> Judgement:
    target = target_in_force(plan.targets, measure.identifier, figure.period.end)
    return judge(figure, measure.better, target, unit=measure.unit)


def _serves(plan: Plan, name: str) -> tuple[str, ...]:
    return tuple(
        success.ref
        for priority in plan.priorities
        for success in priority.success_measures
        if name in success.measures
    )
