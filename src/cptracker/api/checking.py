"""Every problem of a plan, its measures and records, alone and together."""

from collections.abc import Iterable, Sequence
from datetime import date

from cptracker.api.inputs import (
    PlanLike,
    RecordsLike,
    RegistryLike,
    loaded_plan,
    records_of,
    registry_of,
)
from cptracker.authoring.registry import Registry
from cptracker.benchmarking.conflicts import conflict_problems
from cptracker.benchmarking.reading import load_comparators
from cptracker.benchmarking.unknown_names import unknown_area_problems
from cptracker.engine.series import is_of_a_day
from cptracker.model.arguments import (
    DayLike,
    PathsLike,
    Progress,
    day_of,
    paths_of,
    without_progress,
)
from cptracker.model.comparisons import LoadedFigures, Method
from cptracker.model.figures import Figure
from cptracker.model.periods import current_day
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, RecordsError
from cptracker.plan.reading import LoadedPlan
from cptracker.plan.values.reading import ValuesLike, values_of
from cptracker.records.records import Records
from cptracker.status.builder import build_status
from cptracker.status.consistency.checking import promise_faults
from cptracker.status.problems import all_problems
from cptracker.status.report import StatusReport
from cptracker.status.typed import with_typed
from cptracker.wording.phrases import each_measure


def check(
    plan: PlanLike,
    records: RecordsLike | None = None,
    *,
    registry: RegistryLike = (),
    values: ValuesLike = (),
    comparators: LoadedFigures | PathsLike = (),
    as_at: DayLike | None = None,
    tracker_at: DayLike | None = None,
) -> tuple[Problem, ...]:
    """Every problem of a plan, its measures and records: what `cptracker check` lists.

    Each measure is run on the records, and your own are held against their worked examples.
    Whether promises, figures and commentary fit together is looked at too. No child's value is in
    any problem.

    Args:
        plan: The plan, or its file or folder; what is wrong with it is told, not raised.
        records: Records, or the folders, zips and files they are in, or frames; None for a plan
            alone.
        registry: The measures, from `find_measures`, or the folders of your own plug-ins.
        values: The plan's typed values, or the files and folders that hold them.
        comparators: Published figures, from `load_comparators`, or the files they are in.
        as_at: The day to which figures are told; the last that the records cover if None.
        tracker_at: The day for which actions and commentary are told; today if None.

    Returns:
        The problems, each once, with its place and what to do; warnings among them.

    Raises:
        UsageError: When an argument is of no use.

    Example:
        >>> import cptracker
        >>> problems = cptracker.check("strategy")
        >>> [problem for problem in problems if problem.severity == "error"]
        []
    """
    day_of_figures, tracker = day_of(as_at, "as_at"), day_of(tracker_at, "tracker_at")
    loaded, loaded_registry = loaded_plan(plan), registry_of(registry)
    loaded_records, unread = _records(records, loaded_registry)
    day = tracker or day_of_figures or current_day()
    joined = with_typed(
        loaded_registry, loaded, values_of(values, loaded.plan, loaded_registry.measures), day
    )
    loaded_records = loaded_records and loaded_records.stating(
        loaded.plan.records if loaded.plan else ()
    )
    problems = all_problems(loaded, joined, loaded_records, day_of_figures)
    figures = _figures(comparators, loaded.plan, joined)
    unfit = misfit_problems(
        loaded,
        joined if loaded_records is None else loaded_registry,
        loaded_records,
        figures,
        values=values,
        as_at=day_of_figures,
        tracker_at=day,
    )
    return tuple(dict.fromkeys((*problems, *unread, *unfit)))


def misfit_problems(
    loaded: LoadedPlan,
    registry: Registry,
    records: Records | None,
    figures: LoadedFigures | None,
    *,
    values: ValuesLike = (),
    neighbours: Method = Method.MEAN,
    as_at: date | None = None,
    tracker_at: date,
    progress: Progress = without_progress,
) -> Iterable[Problem]:
    """What does not fit together in one plan; without records what its promises alone tell.

    Args:
        loaded: The plan.
        registry: The measures, with those that the plan declares.
        records: What they are computed from.
        figures: Published figures; None where the plan cannot be used.
        values: The plan's typed values.
        neighbours: What is made of the neighbours' figures.
        as_at: The day to which figures are told.
        tracker_at: The day for which the rest is told.
        progress: Told of each measure before it is computed.
    """
    if loaded.plan is None or figures is None:
        return []
    if records is None:
        alone = promise_faults(loaded, tracker_at, registry)
        conflicts = conflict_problems(loaded, figures)
        return [*unknown_area_problems(loaded, figures), *figures.problems, *conflicts, *alone]
    report = build_status(
        loaded,
        registry,
        records,
        values=values,
        progress=progress,
        as_at=as_at,
        tracker_at=tracker_at,
        comparators=figures,
        neighbours=neighbours,
    )
    names = dict.fromkeys(figure.measure for figure in (*loaded.plan.published, *figures.figures))
    by_day = {name for name in names if is_of_a_day(registry.measures.get(name), records)}
    problems = conflict_problems(loaded, figures, _series_of_council(report), by_day)
    return [*report.problems, *problems]


def _records(
    records: RecordsLike | None, registry: Registry
) -> tuple[Records | None, Sequence[Problem]]:
    """The records, or why they cannot be read at all."""
    try:
        return records_of(records, registry), ()
    except RecordsError as error:
        return None, error.problems


def _figures(
    comparators: LoadedFigures | PathsLike, plan: Plan | None, registry: Registry
) -> LoadedFigures | None:
    if plan is None or isinstance(comparators, LoadedFigures):
        return None if plan is None else comparators  # type: ignore[return-value]
    return load_comparators(paths_of(comparators, "comparators"), plan, registry.measures)


def _series_of_council(report: StatusReport) -> dict[str, tuple[Figure, ...]]:
    """Each measure's figures; none where they are made up, for then they are no council's."""
    if report.example_data:
        return {}
    return {indicator.measure: indicator.series for indicator in each_measure(report)}
