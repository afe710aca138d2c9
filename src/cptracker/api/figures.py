"""Figures of measures over periods and groups: as one table, or as values that can be published."""

import warnings
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, overload

from attrs import evolve

from cptracker.api.inputs import (
    MeasureLike,
    MeasuresLike,
    PlanLike,
    QueryInputs,
    RecordsLike,
    RegistryLike,
    inputs_of,
)
from cptracker.authoring.measure import Measure
from cptracker.contract.frames import figures_frame
from cptracker.engine.regional import regional_series
from cptracker.model.arguments import DayLike, EveryLike, day_of, every_of, names_of
from cptracker.model.choices import Every
from cptracker.model.figures import Series
from cptracker.model.periods import first_day, month_index
from cptracker.model.problems import Problem
from cptracker.plan.values.reading import ValuesLike
from cptracker.records.records import Records
from cptracker.status.values import ValuesQuery, periods_of, tabulate

if TYPE_CHECKING:
    import polars as pl


def compute(
    measures: MeasuresLike = None,
    records: RecordsLike | None = None,
    *,
    every: EveryLike | None = None,
    first: DayLike | None = None,
    last: DayLike | None = None,
    by: str | Iterable[str] = (),
    as_at: DayLike | None = None,
    registry: RegistryLike = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
) -> Any:
    """Measures over periods and groups, as one table of the kind of frame that went in.

    Records are read and measures found once, however many are asked for; hand over `Records` and a
    `Registry` to ask again without reading again.

    Args:
        measures: One measure or its identifier, such as `placements-per-child`, or several; a plan
            for all that it names; None for all that there are, with a breakdown all that allow it.
            With `plan` the reference of a success measure, such as `7.3`, stands for its measures.
        records: Records, a folder or zip of files, several of them, or frames by table; None where
            values are typed and there are no records.
        every: `month`, `quarter`, `financial-year`, `academic-year` or `trailing-year`; each
            measure's own if None.
        first: Periods that end on this day or later; in the last twelve months if None.
        last: Periods that end on this day or before; `as_at` if None.
        by: A breakdown such as `sex`, several of them, or some crossed such as `sex+age_group`; in
            records of a region `la`, each council.
        as_at: The day the figures are told for; the records' own if None.
        registry: The measures, from `find_measures`, or the folders of your own plug-ins.
        as_returned: Whether to leave out the repair of what later returns correct; of `Records`
            that was decided when they were read.
        plan: The plan, or its file or folder, where it declares measures whose values are typed.
        values: The values of those: from `load_values`, or the files and folders that hold them.

    Returns:
        A polars, pandas, PyArrow, DuckDB or Spark table, as the frames were; polars for files. One
        row for each measure, breakdown, group and period, everyone first, in the columns that
        reports write too: measure, title, unit, period, period_label, period_code,
        period_identifier, period_start, period_end, group_by, group, value, numerator,
        denominator, unknown, lower, upper, missing_reason, excluded, audience; for made-up
        records also example_data. `period` is what `cases` takes; `group_by`, `group` and
        `missing_reason` are ordered categories. Of several measures one that fails is
        `not_computable`, with a warning that says why.

    Raises:
        UsageError: When there is no such measure, period or breakdown, or an argument is of no use.
        RecordsError: When the records cannot be read at all, or a file of values has mistakes.
        PlanError: When the plan cannot be used.
        MeasureError: When the one plug-in that is asked for fails.

    Example:
        >>> import cptracker
        >>> records, registry = cptracker.load_records("records"), cptracker.find_measures()
        >>> names = ["peps-in-timescale", "dental-checks"]
        >>> table = cptracker.compute(names, records, registry=registry)
        >>> table.select("measure", "period", "numerator", "denominator").rows()[-2:]
        [('peps-in-timescale', '202526Q4', 389, 416), ('dental-checks', '202526', 310, 350)]
    """
    inputs = inputs_of(
        measures,
        records,
        registry=registry,
        as_returned=as_returned,
        plan=plan,
        values=values,
        as_at=day_of(as_at, "as_at"),
    )
    with inputs.records.turn():
        many = _queried(inputs, measures, every, first, last, by, as_at, children=False)
        return inputs.records.give(table(many, inputs.records))


class SeriesOptions(TypedDict, total=False):
    """What else `series` takes, by name."""

    every: EveryLike | None
    first: DayLike | None
    last: DayLike | None
    by: str | Iterable[str]
    as_at: DayLike | None
    registry: RegistryLike
    as_returned: bool
    plan: PlanLike | None
    values: ValuesLike


@overload
def series(  # type: ignore[overload-overlap]  # a text is one measure, though it has letters
    measures: MeasureLike, records: RecordsLike | None = ..., **options: Unpack[SeriesOptions]
) -> Series: ...


@overload
def series(
    measures: MeasuresLike = ...,
    records: RecordsLike | None = ...,
    **options: Unpack[SeriesOptions],
) -> tuple[Series, ...]: ...


def series(
    measures: MeasuresLike = None,
    records: RecordsLike | None = None,
    *,
    every: EveryLike | None = None,
    first: DayLike | None = None,
    last: DayLike | None = None,
    by: str | Iterable[str] = (),
    as_at: DayLike | None = None,
    registry: RegistryLike = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
) -> Series | tuple[Series, ...]:
    """The same figures as values, with what it takes to publish them.

    Args:
        measures: As for `compute`.
        records: As for `compute`.
        every: As for `compute`.
        first: As for `compute`.
        last: As for `compute`.
        by: As for `compute`.
        as_at: As for `compute`.
        registry: As for `compute`.
        as_returned: As for `compute`.
        plan: As for `compute`.
        values: As for `compute`.

    Returns:
        The series of one measure, or of several in their order. They are exact, and so restricted;
        the distinct children behind rows are counted, so that `publish` can protect them.

    Raises:
        UsageError: As `compute`.
        RecordsError: As `compute`.
        PlanError: As `compute`.
        MeasureError: As `compute`.

    Example:
        >>> import cptracker
        >>> plans = cptracker.series("peps-in-timescale", "records", last="2026-03-31")
        >>> plans.whole[-1].numerator, plans.audience
        (389, 'restricted')
    """
    inputs = inputs_of(
        measures,
        records,
        registry=registry,
        as_returned=as_returned,
        plan=plan,
        values=values,
        as_at=day_of(as_at, "as_at"),
    )
    with inputs.records.turn():
        exact = _queried(inputs, measures, every, first, last, by, as_at, children=True)
    many = tuple(evolve(each, sums=inputs.related) for each in exact)
    return many[0] if isinstance(measures, str | Measure) and len(many) == 1 else many


def table(many: Iterable[Series], records: Records) -> "pl.DataFrame":
    """Series as a polars table in the tidy columns, dates as dates."""
    return figures_frame(many, example=records.example)


def _queried(
    inputs: QueryInputs,
    measures: MeasuresLike,
    every: EveryLike | None,
    first: DayLike | None,
    last: DayLike | None,
    by: str | Iterable[str],
    as_at: DayLike | None,
    *,
    children: bool,
) -> tuple[Series, ...]:
    """The series that are asked for.

    Raises:
        MeasureError: When the one that is asked for fails.
    """
    day = day_of(as_at, "as_at") or inputs.records.as_at
    until = day_of(last, "last")
    query = ValuesQuery(
        names=inputs.names,
        every=every_of(every),
        first=day_of(first, "first") or _year_before(until or day),
        last=until,
        by=names_of(by, "by"),
        as_at=day,
        distinct_children=children,
    )
    if isinstance(measures, str | Measure) and len(inputs.names) == 1:
        periods = periods_of(query.every or Every(inputs.measure.every), query, day)
        args = (inputs.measure, inputs.records, periods, query.by)
        return (regional_series(*args, as_at=day, distinct_children=children),)
    many, problems = tabulate(inputs.registry, inputs.records, query)
    _warn(problems)
    return many


def _warn(problems: Sequence[Problem]) -> None:
    """Say in a notebook which measures could not be computed, and why."""
    for problem in problems:
        warnings.warn(str(problem), UserWarning, stacklevel=4)


def _year_before(day: date) -> date:
    """The first day of the twelve months that end with this day's month."""
    return first_day(month_index(day) - 11)
