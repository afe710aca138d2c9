"""Who stands behind a figure, and what a measure's function returns: both name children."""

from collections.abc import Iterable, Mapping
from datetime import date

from cptracker.api.inputs import MeasureLike, PlanLike, RecordsLike, RegistryLike, inputs_of
from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Members
from cptracker.authoring.typed import without_members
from cptracker.engine.cases.listing import members_of_figure
from cptracker.engine.series import call_measure
from cptracker.model.arguments import DayLike, day_of, names_of
from cptracker.model.members import Cases
from cptracker.model.periods import Period, latest
from cptracker.model.problems import UsageError
from cptracker.plan.values.reading import ValuesLike
from cptracker.status.typed import is_typed
from cptracker.status.values import period_from


def cases(
    measure: MeasureLike,
    records: RecordsLike | None = None,
    *,
    period: Period | str | None = None,
    group: Mapping[str, str] | None = None,
    by: str | Iterable[str] = (),
    as_at: DayLike | None = None,
    registry: RegistryLike = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
) -> Cases:
    """Who stands behind a measure's figure, one by one: it names children, so it is restricted.

    Args:
        measure: Its identifier, or the measure itself.
        records: Records, a folder or zip of files, several of them, or frames by table; None where
            values are typed and there are no records.
        period: The period, or its key as in `compute`'s column `period`, such as `202425Q2`; the
            measure's latest whole period if None.
        group: Keeps to groups, by breakdown, such as `{"sex": "female"}`.
        by: Names of breakdowns that are told of each, in a column each.
        as_at: The day the figures are told for; the records' own if None.
        registry: The measures, from `find_measures`, or the folders of your own plug-ins.
        as_returned: Whether to leave out the repair of what later returns correct; of `Records`
            that was decided when they were read.
        plan: The plan, or its file or folder, where it declares measures whose values are typed.
        values: The values of those: from `load_values`, or the files and folders that hold them.

    Returns:
        One case for each child, event or duty behind the figure; `to_polars()` gives a table with
        the groups that were asked for, and the files and lines of each.

    Raises:
        UsageError: When there is no such measure, period or breakdown.
        RecordsError: When the records cannot be read at all, or a file of values has mistakes.
        PlanError: When the plan cannot be used.
        MeasureError: When the plug-in fails.

    Example:
        >>> import cptracker
        >>> plans = cptracker.cases("peps-in-timescale", "records", period="202526Q4", by="sex")
        >>> plans.to_polars().columns[:3]
        ['child_id', 'sex', 'outcome']
    """
    day = day_of(as_at, "as_at")
    inputs = inputs_of(
        measure,
        records,
        registry=registry,
        as_returned=as_returned,
        plan=plan,
        values=values,
        as_at=day,
    )
    chosen, day_known = inputs.measure, day or inputs.records.as_at
    with inputs.records.turn():
        return members_of_figure(
            chosen,
            inputs.records,
            _period(period, chosen, day_known),
            group=group,
            by=names_of(by, "by"),
            as_at=day_known,
        )


def members(
    measure: MeasureLike,
    records: RecordsLike | None = None,
    *,
    as_at: DayLike | None = None,
    registry: RegistryLike = (),
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
        registry: The measures, from `find_measures`, or the folders of your own plug-ins.
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
    day = day_of(as_at, "as_at")
    inputs = inputs_of(
        measure,
        records,
        registry=registry,
        as_returned=as_returned,
        plan=plan,
        values=values,
        as_at=day,
    )
    chosen, loaded = inputs.measure, inputs.records
    if is_typed(chosen):
        raise without_members(chosen)
    lacking = loaded.lacks(chosen.needs)
    if lacking:
        raise UsageError(f"`{chosen.identifier}` needs {', '.join(lacking)}")
    with loaded.turn():
        return call_measure(chosen, loaded.as_told_on(day or loaded.as_at))


def _period(period: Period | str | None, measure: Measure, as_at: date) -> Period:
    if period is None:
        return latest(measure.every, as_at)
    if isinstance(period, Period):
        return period
    if isinstance(period, str):
        return period_from(period)
    kind = type(period).__name__
    raise UsageError(f"`period` takes a key such as `202425Q2`, not a {kind}")
