"""For notebooks and other tools: one measure, asked in one line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Members
from cptracker.authoring.registry import Registry, find_measures
from cptracker.authoring.tables import tables_needed
from cptracker.authoring.typed import without_members
from cptracker.contract.values import columns, tidy
from cptracker.engine.cases.listing import members_of_figure
from cptracker.engine.regional import regional_series
from cptracker.engine.series import call_measure
from cptracker.model.figures import Series
from cptracker.model.members import Cases
from cptracker.model.periods import Every, Period, first_day, from_key, latest, month_index
from cptracker.model.plan import Plan
from cptracker.model.problems import MeasureError, PlanError, RecordsError, Severity, UsageError
from cptracker.plan.reading import LoadedPlan, read_plan
from cptracker.plan.unplaced import unplaced_plan
from cptracker.plan.values.reading import LoadedValues, ValuesLike, values_of
from cptracker.records.databases.naming import Database
from cptracker.records.formats import TableFormat
from cptracker.records.loading import from_frames, load_records, no_records
from cptracker.records.mixing import Source
from cptracker.records.records import Records
from cptracker.status.typed import is_typed, join_typed
from cptracker.status.values import ValuesQuery, named_measures, periods_of

if TYPE_CHECKING:
    import polars as pl

PlanLike = Plan | LoadedPlan | Path | str
RecordsLike = Records | Source | Sequence[Source]


def compute(
    measure: str | Measure,
    records: RecordsLike | None = None,
    *,
    every: str | None = None,
    first: date | str | None = None,
    last: date | str | None = None,
    by: str | Iterable[str] = (),
    as_at: date | str | None = None,
    measures: Iterable[Path | str] = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
) -> Any:
    """A measure over periods and groups, as a table of the kind that went in.

    Args:
        measure: Its identifier, such as `placements-per-child`, or the measure itself.
        records: Records, a folder or zip of files, several of them, or frames by table; None where
            values are typed and there are no records.
        every: `month`, `quarter`, `financial-year`, `academic-year` or `trailing-year`; the
            measure's own if None.
        first: Periods that end on this day or later; in the last twelve months if None.
        last: Periods that end on this day or before; `as_at` if None.
        by: A breakdown such as `sex`, several of them, or some crossed such as `sex+age_group`.
        as_at: The day the figures are told for; the records' own if None.
        measures: Folders of your own plug-ins.
        as_returned: Whether to leave out the repair of what later returns correct; of `Records`
            that was decided when they were read.
        plan: The plan, or its file or folder, where it declares measures whose values are typed.
        values: The values of those: from `load_values`, or the files and folders that hold them.

    Returns:
        A polars, pandas, PyArrow, DuckDB or Spark table, as the frames were; polars for files. One
        row for each breakdown, group and period, everyone first: measure, period_code,
        period_identifier, period_start, period_end, group_by, group, value, numerator,
        denominator, unknown, lower, upper, missing_reason, excluded.

    Raises:
        UsageError: When there is no such measure, period or breakdown.
        RecordsError: When the records cannot be read at all, or a file of values has mistakes.
        PlanError: When the plan cannot be used.
        MeasureError: When the plug-in fails.

    Example:
        >>> import cptracker
        >>> plans = cptracker.compute("peps-in-timescale", "records", every="quarter")
        >>> plans.select("period_end", "numerator", "denominator").row(-1)
        (datetime.date(2026, 3, 31), 389, 416)
    """
    chosen, held = _inputs(
        measure, records, as_returned, measures, plan=plan, values=values, as_at=_day(as_at)
    )
    day = _day(as_at) or held.as_at
    query = ValuesQuery(
        first=_day(first) or _year_before(_day(last) or day),
        last=_day(last),
        by=(by,) if isinstance(by, str) else tuple(by),
        as_at=day,
    )
    periods = periods_of(_every(every) or chosen.every, query, day)
    return held.give(table([regional_series(chosen, held, periods, query.by, as_at=day)], held))


def cases(
    measure: str | Measure,
    records: RecordsLike | None = None,
    *,
    period: str | None = None,
    by: str | Iterable[str] = (),
    as_at: date | str | None = None,
    measures: Iterable[Path | str] = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
) -> Cases:
    """Who stands behind a measure's figure, one by one: it names children, so it is restricted.

    Args:
        measure: Its identifier, or the measure itself.
        records: Records, a folder or zip of files, several of them, or frames by table; None where
            values are typed and there are no records.
        period: The period's key, such as `202425Q2`; the measure's latest whole period if None.
        by: Names of breakdowns that are told of each.
        as_at: The day the figures are told for; the records' own if None.
        measures: Folders of your own plug-ins.
        as_returned: Whether to leave out the repair of what later returns correct; of `Records`
            that was decided when they were read.
        plan: The plan, or its file or folder, where it declares measures whose values are typed.
        values: The values of those: from `load_values`, or the files and folders that hold them.

    Returns:
        One case for each child, event or duty behind the figure; `to_polars()` gives a table.

    Raises:
        UsageError: When there is no such measure, period or breakdown.
        RecordsError: When the records cannot be read at all, or a file of values has mistakes.
        PlanError: When the plan cannot be used.
        MeasureError: When the plug-in fails.

    Example:
        >>> import cptracker
        >>> plans = cptracker.cases("peps-in-timescale", "records", period="202526Q4")
        >>> plans.to_polars()["child_id"].n_unique() > 300
        True
    """
    chosen, held = _inputs(
        measure, records, as_returned, measures, plan=plan, values=values, as_at=_day(as_at)
    )
    day = _day(as_at) or held.as_at
    names = (by,) if isinstance(by, str) else tuple(by)
    return members_of_figure(chosen, held, _period(period, chosen, day), by=names, as_at=day)


def members(
    measure: str | Measure,
    records: RecordsLike | None = None,
    *,
    as_at: date | str | None = None,
    measures: Iterable[Path | str] = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
) -> Members:
    """What a measure's function returns, before anything is counted: it names children.

    Args:
        measure: Its identifier, or the measure itself.
        records: Records, a folder or zip of files, several of them, or frames by table; None where
            values are typed and there are no records.
        as_at: The day the measure is told it is run for; the records' own if None.
        measures: Folders of your own plug-ins.
        as_returned: Whether to leave out the repair of what later returns correct; of `Records`
            that was decided when they were read.
        plan: The plan, or its file or folder, where it declares measures whose values are typed.
        values: The values of those: from `load_values`, or the files and folders that hold them.

    Returns:
        One of the four kinds of members; `to_polars()` gives a table, one row for each.

    Raises:
        UsageError: When there is no such measure, or the records lack what it needs.
        RecordsError: When the records cannot be read at all, or a file of values has mistakes.
        PlanError: When the plan cannot be used.
        MeasureError: When the plug-in fails.

    Example:
        >>> import cptracker
        >>> plans = cptracker.members("peps-in-timescale", "records")
        >>> plans.due, plans.done, plans.example
        ('due', 'completed', True)
    """
    chosen, held = _inputs(
        measure, records, as_returned, measures, plan=plan, values=values, as_at=_day(as_at)
    )
    if is_typed(chosen):
        raise without_members(chosen)
    lacking = held.lacks(chosen.needs)
    if lacking:
        raise UsageError(f"`{chosen.identifier}` needs {', '.join(lacking)}")
    return call_measure(chosen, held.as_told_on(_day(as_at) or held.as_at))


def _period(key: str | None, measure: Measure, as_at: date) -> Period:
    if key is None:
        return latest(measure.every, as_at)
    try:
        return from_key(key)
    except ValueError as error:
        forms = "202425, 202425Q2 or 2024-06"
        raise UsageError(f"`{key}` is no period; write it as {forms}") from error


def table(many: Iterable[Series], records: Records) -> "pl.DataFrame":
    """Series as a polars table in the tidy columns, dates as dates."""
    import polars as pl

    rows = list(tidy(many, example=records.example))
    names = columns(example=records.example)
    numbers = dict.fromkeys(("numerator", "denominator", "unknown"), pl.Int64)
    exact = dict.fromkeys(("value", "lower", "upper"), pl.Float64)
    schema = {name: (numbers | exact).get(name, pl.String) for name in names}
    frame = pl.DataFrame([tuple(row.values()) for row in rows], schema=schema, orient="row")
    return frame.with_columns(pl.col("period_start", "period_end").str.to_date("%Y-%m-%d"))


def _inputs(
    measure: str | Measure,
    records: RecordsLike | None,
    as_returned: bool,
    folders: Iterable[Path | str],
    *,
    plan: PlanLike | None,
    values: ValuesLike,
    as_at: date | None,
) -> tuple[Measure, Records]:
    """The measure that is meant, a plan's typed ones among them, and the records."""
    if isinstance(measure, Measure):
        tables, _ = tables_needed([measure])
        held = None if records is None else _held(records, tables, as_returned)
        return measure, _needed(held, measure)
    registry = find_measures([Path(folder) for folder in folders])
    held = None if records is None else _held(records, registry.tables, as_returned)
    if plan is not None:
        loaded = _loaded(plan)
        read = _sound_values(values, loaded, registry)
        joined = join_typed(loaded, registry, held, read, known_at=as_at)
        day, held = joined.records.as_at, None if held is None else joined.records
        chosen = joined.registry.measures.get(measure) or _found(measure, registry)
        return chosen, _needed(held, chosen).as_told_on(day)
    if values:
        raise UsageError("typed values need the plan that declares their measures: give `plan`")
    chosen = _found(measure, registry)
    return chosen, _needed(held, chosen)


def _needed(records: Records | None, measure: Measure) -> Records:
    """The records; a typed measure needs none.

    Raises:
        UsageError: When there are none and the measure is computed.
    """
    if records is None and not is_typed(measure):
        raise UsageError(f"`{measure.identifier}` is computed from records: give `records`")
    return no_records() if records is None else records


def _loaded(plan: PlanLike) -> LoadedPlan:
    if isinstance(plan, Plan):
        return unplaced_plan(plan)
    loaded = plan if isinstance(plan, LoadedPlan) else read_plan(plan)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    return loaded


def _sound_values(values: ValuesLike, loaded: LoadedPlan, registry: Registry) -> LoadedValues:
    """The typed values; of files with a mistake none, for nobody would see which are missing."""
    if isinstance(values, LoadedValues) or loaded.plan is None:
        return values if isinstance(values, LoadedValues) else LoadedValues()
    read = values_of(values, loaded.plan, registry.measures)
    mistakes = [problem for problem in read.problems if problem.severity is Severity.ERROR]
    if mistakes:
        raise RecordsError(problems=mistakes)
    return read


def _held(records: RecordsLike, tables: Sequence[TableFormat], as_returned: bool) -> Records:
    if isinstance(records, Records):
        return records
    if isinstance(records, Mapping):
        return from_frames(records, tables=tables, as_returned=as_returned)
    paths = [records] if isinstance(records, str | Path | Database) else records
    return load_records(paths, tables=tables, as_returned=as_returned)


def _found(name: str, registry: Registry) -> Measure:
    if registry.problems and name not in registry.measures:
        raise MeasureError(problems=registry.problems)
    return named_measures(name, registry)


def _every(every: str | None) -> Every | None:
    if every is not None and every not in list(Every):
        raise UsageError(f"`{every}` is no kind of period; choose one of {', '.join(Every)}")
    return Every(every) if every else None


def _day(day: date | str | None) -> date | None:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise UsageError(f"`{day}` is no date; write it as 2025-03-31") from error


def _year_before(day: date) -> date:
    """The first day of the twelve months that end with this day's month."""
    return first_day(month_index(day) - 11)
