"""The definition sheet of one measure: what it counts and why, from what, by which rule."""

from datetime import date

from attrs import evolve, frozen

from cptracker.agreeing import agreement
from cptracker.computing import series
from cptracker.judging import judge, target_in_force
from cptracker.measuring import Measure
from cptracker.model import Plan
from cptracker.periods import Every, Period, latest
from cptracker.records import Records
from cptracker.results import Figure, Judgement, Nothing, Rating, Series, TableSource
from cptracker.standing import Agreement
from cptracker.watching import Progress, quietly

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
        series: Its last periods, oldest first, with what is needed to protect them.
        judgements: Of each figure, by the target in force then.
        as_at: The day the figures are told for.
        example: Whether the records are made up.
        audience: `restricted` while its figures are exact, `public` once they are protected.
    """

    measure: Measure
    serves: tuple[str, ...]
    agreement: Agreement | None
    tables: tuple[Table, ...]
    lacks: tuple[str, ...]
    series: Series
    judgements: tuple[Judgement, ...]
    as_at: date
    example: bool
    audience: str = "restricted"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its last periods for everyone, oldest first."""
        return self.series.whole


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
    records = records.stating(plan.records)
    day = as_at or records.as_at
    last = latest(every or measure.every, day)
    periods = [
        Period(last.last_month - last.every.step * ago, last.every) for ago in reversed(range(back))
    ]
    shown = series(measure, records, periods, as_at=day, heads=True)
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
        series=shown,
        judgements=tuple(_judged(measure, plan, figure) for figure in shown.whole),
        as_at=day,
        example=records.example,
    )


def public_sheet(sheet: Sheet, *, progress: Progress = quietly) -> Sheet:
    """The sheet for a file that anyone may read: figures protected, no files and no paths.

    Args:
        sheet: The exact one, whose series has the distinct children counted.
        progress: Told how far the search for what could be worked out has come.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    from cptracker.disclosure import publish_series

    (series,) = publish_series([sheet.series], progress=progress)
    return evolve(
        sheet,
        measure=evolve(sheet.measure, path="", line=0),
        tables=tuple(evolve(table, source=None) for table in sheet.tables),
        series=series,
        judgements=tuple(map(_public_judgement, series.whole, sheet.judgements)),
        audience="public",
    )


def _public_judgement(figure: Figure, judged: Judgement) -> Judgement:
    """A hidden figure's colour goes with it: beside base and target it would tell the number."""
    if figure.nothing is not Nothing.HIDDEN or judged.target is None:
        return judged
    return evolve(judged, rating=Rating.HIDDEN)


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
