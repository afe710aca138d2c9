"""What a question is asked of: measures, records, a plan and typed values, however they are named.

Each is taken as it was loaded, or as the path it is loaded from. Registry and records that were
loaded once are used as they are: nothing is found, compiled or read again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry, find_measures
from cptracker.authoring.tables import tables_needed
from cptracker.files.bundled import shipped_plans
from cptracker.model.arguments import PathLike, PathsLike, each_of, path_of
from cptracker.model.plan import Plan
from cptracker.model.problems import MeasureError, PlanError, RecordsError, Severity, UsageError
from cptracker.model.related import Related
from cptracker.plan.reading import LoadedPlan, read_plan
from cptracker.plan.unplaced import unplaced_plan
from cptracker.plan.values.reading import LoadedValues, ValuesLike, values_of
from cptracker.records.databases.naming import Database
from cptracker.records.formats import TableFormat
from cptracker.records.loading import from_frames, load_records, no_records
from cptracker.records.mixed_sources import Source
from cptracker.records.records import Records
from cptracker.status.typed import is_typed, join_typed
from cptracker.status.values import REFERENCE, measures_of_reference, named_measures

PlanLike = Plan | LoadedPlan | PathLike
"""A plan, as it was read, or its file or folder, or the name of a shipped one."""


RecordsLike = Records | Mapping[str, Any] | Database | PathsLike | Iterable[Source]
"""Records, frames by table, a database, or folders, zips and files; or several of these."""


RegistryLike = Registry | PathsLike
"""The measures that were found, or the folders of your own plug-ins."""


MeasureLike = str | Measure
"""A measure, or its identifier."""


MeasuresLike = MeasureLike | Iterable[MeasureLike] | Plan | LoadedPlan | None
"""One measure, several, all that a plan names, or with None all that there are."""


@frozen(kw_only=True)
class QueryInputs:
    """What a question is asked of.

    Attributes:
        registry: All measures, those that the plan declares among them.
        records: The records, told for their own day.
        names: The measures that are meant; empty for all.
        loaded: The plan; None where there is none.
        related: How typed measures add up to one another, for protection.
    """

    registry: Registry
    records: Records
    names: tuple[str, ...] = ()
    loaded: LoadedPlan | None = None
    related: tuple[Related, ...] = ()

    @property
    def measure(self) -> Measure:
        """The one measure that is meant.

        Raises:
            UsageError: When there are several.
        """
        if len(self.names) == 1:
            return self.registry.measures[self.names[0]]
        raise UsageError(f"name one measure; there are {', '.join(self.names) or 'none'}")


def inputs_of(
    measures: MeasuresLike,
    records: RecordsLike | None,
    *,
    registry: RegistryLike = (),
    as_returned: bool = False,
    plan: PlanLike | None = None,
    values: ValuesLike = (),
    as_at: date | None = None,
) -> QueryInputs:
    """Everything that a question is asked of, each loaded once.

    Raises:
        UsageError: When there is no such measure, or records are needed and there are none.
        RecordsError: When the records or a file of values cannot be used.
        PlanError: When the plan cannot be used.
        MeasureError: When a plug-in that is meant cannot be loaded.
    """
    whole = measures if isinstance(measures, Plan | LoadedPlan) else None
    plan = whole if plan is None else plan
    wanted = _measures(measures) if whole is None else ()
    loaded_registry = _registry(wanted, registry, known=plan is not None)
    loaded_records = (
        None if records is None else _records(records, loaded_registry.tables, as_returned)
    )
    loaded, related = None if plan is None else plan_of(plan), tuple[Related, ...]()
    if loaded is None and not _is_nothing(values):
        raise UsageError("typed values need the plan that declares their measures: give `plan`")
    if loaded is not None:
        read = _sound_values(values, loaded, loaded_registry)
        joined = join_typed(loaded, loaded_registry, loaded_records, read, known_at=as_at)
        if loaded_records is None:
            named = [loaded_registry.measures.get(str(each)) for each in wanted]
            _need_none([measure for measure in named if measure], named=True)
        loaded_registry, loaded = joined.registry, joined.loaded
        loaded_records = loaded_records and joined.records
        day, related = joined.records.as_at, joined.related
    names = _plan_names(whole) if whole else _names(wanted, loaded_registry, loaded)
    known_names = tuple(name for name in names if name in loaded_registry.measures)
    if loaded_records is None and (wanted or loaded is None):
        _need_none([loaded_registry.measures[name] for name in known_names])
    own = loaded_records or no_records()
    own = own if loaded is None else own.as_told_on(day)
    return QueryInputs(
        registry=loaded_registry, records=own, names=known_names, loaded=loaded, related=related
    )


def _is_nothing(values: Any) -> bool:
    return isinstance(values, Sequence) and not values


def _measures(measures: Any) -> tuple[MeasureLike, ...]:
    """Measures and names, in order; none where all are meant."""
    if measures is None:
        return ()
    if isinstance(measures, str | Measure):
        return (measures,)
    expected = "a measure, its name, several of them, or a plan"
    given_measures = each_of(measures, "measures", expected)
    for measure in given_measures:
        if not isinstance(measure, str | Measure):
            raise UsageError(
                f"`measures` takes {expected}, not a {type(measure).__name__} among them"
            )
    if not given_measures:
        raise UsageError("`measures` names none; leave it out, or give None, for all")
    return given_measures


def _registry(wanted: Sequence[MeasureLike], wanted_registry: Any, *, known: bool) -> Registry:
    """The measures that were found, those handed over as they are; nothing is sought for these."""
    own = {measure.identifier: measure for measure in wanted if isinstance(measure, Measure)}
    if own and len(own) == len(wanted) and not known and _is_nothing(wanted_registry):
        tables, problems = tables_needed(own.values())
        return Registry(measures=own, problems=tuple(problems), tables=tables)
    registry = registry_of(wanted_registry)
    if not own:
        return registry
    measures = {**registry.measures, **own}
    tables, _ = tables_needed(measures.values(), registry.tables)
    return evolve(registry, measures=measures, tables=tables)


def registry_of(registry: RegistryLike) -> Registry:
    """The measures as they were found, or found here."""
    return registry if isinstance(registry, Registry) else find_measures(registry)


def plan_of(plan: PlanLike) -> LoadedPlan:
    """The plan as it was read, or read here; a shipped one by its name.

    Raises:
        PlanError: When it cannot be used.
    """
    loaded = loaded_plan(plan)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    return loaded


def loaded_plan(plan: PlanLike) -> LoadedPlan:
    """The plan as it was read, or read here, with what is wrong with it."""
    if isinstance(plan, Plan):
        return unplaced_plan(plan)
    return plan if isinstance(plan, LoadedPlan) else read_plan(plan_path(plan))


def plan_path(plan: PathLike) -> Any:
    """The path of a plan, or of the shipped one of that name; what is there wins over a name."""
    path = path_of(plan, "plan")
    return path if path.exists() else shipped_plans().get(str(plan), path)


def _records(records: Any, tables: Sequence[TableFormat], as_returned: bool) -> Records:
    if isinstance(records, Records):
        return records
    if isinstance(records, Mapping):
        return from_frames(records, tables=tables, as_returned=as_returned)
    return load_records(records, tables=tables, as_returned=as_returned)


def records_of(
    records: RecordsLike | None, registry: Registry, *, as_returned: bool = False
) -> Records | None:
    """The records as they were read, or read here; None where there are none."""
    return None if records is None else _records(records, registry.tables, as_returned)


def _sound_values(values: ValuesLike, loaded: LoadedPlan, registry: Registry) -> LoadedValues:
    """The typed values; of files with a mistake none, for nobody would see which are missing."""
    if isinstance(values, LoadedValues):
        return values
    computed = {
        name: measure for name, measure in registry.measures.items() if not is_typed(measure)
    }
    read = values_of(values, loaded.plan, computed)
    mistakes = [problem for problem in read.problems if problem.severity is Severity.ERROR]
    if mistakes:
        raise RecordsError(problems=mistakes)
    return read


def _plan_names(plan: Plan | LoadedPlan) -> tuple[str, ...]:
    whole = plan.plan if isinstance(plan, LoadedPlan) else plan
    return tuple(dict.fromkeys(whole.measures)) if whole else ()


def _names(
    wanted: Sequence[MeasureLike], registry: Registry, loaded: LoadedPlan | None
) -> tuple[str, ...]:
    """The identifiers that are meant; a success measure's reference stands for its measures.

    Raises:
        UsageError: When there is no such measure; tells of each.
    """
    names: list[str] = []
    unknown: list[str] = []
    for measure in wanted:
        name = measure.identifier if isinstance(measure, Measure) else measure
        if REFERENCE.fullmatch(name) and loaded and loaded.plan:
            names += measures_of_reference(name, loaded.plan)
        elif name in registry.measures:
            names.append(name)
        else:
            unknown.append(_unknown(name, registry))
    if unknown:
        raise UsageError("\n".join(unknown))
    return tuple(dict.fromkeys(names))


def _unknown(name: str, registry: Registry) -> str:
    """Why there is no such measure.

    Raises:
        MeasureError: When plug-ins could not be loaded, among which it may be.
    """
    faults = [problem for problem in registry.problems if problem.severity is Severity.ERROR]
    if faults:
        raise MeasureError(problems=faults)
    try:
        return named_measures(name, registry).identifier
    except UsageError as error:
        return str(error)


def _need_none(measures: Sequence[Measure], *, named: bool = False) -> None:
    """See that all that is asked can be told without records: values that are typed.

    Raises:
        UsageError: When a measure is computed, or none is named.
    """
    computed = [f"`{measure.identifier}`" for measure in measures if not is_typed(measure)]
    if computed or not (measures or named):
        which = ", ".join(computed) or "measures"
        are = "is" if len(computed) == 1 else "are"
        raise UsageError(f"{which} {are} computed from records: give `records`")
