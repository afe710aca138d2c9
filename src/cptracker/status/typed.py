"""A plan's typed measures among those that were found, and their revisions among the plan's."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.authoring.typed import ORIGIN, TypedFunction, measure_of, typed_function
from cptracker.engine.shared_sums import sums_of
from cptracker.model.periods import current_day, long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem
from cptracker.model.related import Related
from cptracker.model.targets import RevisedFigure
from cptracker.plan.reading import LoadedPlan
from cptracker.plan.values.reading import LoadedValues, ValuesLike, values_of
from cptracker.records.loading import no_records
from cptracker.records.records import Records

DIGITS = 2
"""Digits after the point of a value that was worked out, when it is told as what it was."""


@frozen(kw_only=True)
class JoinedInputs:
    """What a status is built from, with a plan's typed measures and values among it.

    Attributes:
        loaded: The plan, with the revisions of typed values among its own.
        registry: The measures, with those that the plan declares.
        records: The records, with the days that the plan states they cover; without any, told on
            the last day for which a value is typed.
        values: The typed values.
        related: Which typed measures add up to one another, for protection.
    """

    loaded: LoadedPlan
    registry: Registry
    records: Records
    values: LoadedValues
    related: tuple[Related, ...] = ()


def join_typed(
    loaded: LoadedPlan,
    registry: Registry,
    records: Records | None,
    values: ValuesLike = (),
    *,
    known_at: date | None = None,
) -> JoinedInputs:
    """A plan, its measures, records and typed values, joined for every status and command.

    Args:
        loaded: The plan.
        registry: The measures that plug-ins compute; the plan's typed ones may be there already.
        records: What those are computed from; None where there are none.
        values: The plan's typed values, or the files and folders that hold them.
        known_at: The day to which revisions are known; all of them if None.
    """
    computed = [name for name, measure in registry.measures.items() if not is_typed(measure)]
    read = values_of(values, loaded.plan, computed)
    records_held = no_records().as_told_on(last_typed_day(read)) if records is None else records
    measures = with_typed(registry, loaded, read, known_at, only_named=not records_held.tables)
    return JoinedInputs(
        loaded=with_revisions(loaded, measures),
        registry=measures,
        records=records_held.stating(loaded.plan.records if loaded.plan else ()),
        values=read,
        related=typed_sums(measures),
    )


def typed_sums(registry: Registry) -> tuple[Related, ...]:
    """Which of the typed measures add up to one another, by the values that are known."""
    functions = [typed_function(measure) for measure in registry.measures.values()]
    typed = [function for function in functions if function]
    values = [value for function in typed for value in function.known]
    return sums_of([function.declared for function in typed], values)


def last_typed_day(*values: LoadedValues) -> date:
    """The end of the last period that is over and for which anything is typed; else today."""
    today = current_day()
    typed = (value.period.end for loaded in values for value in loaded.values)
    return max((end for end in typed if end <= today), default=today)


def with_typed(
    registry: Registry,
    loaded: LoadedPlan,
    values: LoadedValues,
    known_at: date | None = None,
    *,
    only_named: bool = False,
) -> Registry:
    """The measures with those that a plan declares, and what is wrong with the values.

    Args:
        registry: The measures that plug-ins compute; a typed one that is there already stays.
        loaded: The plan.
        values: Its typed values.
        known_at: The day to which revisions are known.
        only_named: Whether to leave out what the plan does not name, as where there are no records
            that others could be computed from.
    """
    if loaded.plan is None:
        return evolve(registry, problems=(*registry.problems, *values.problems))
    named = set(loaded.plan.measures)
    measures = {
        name: measure
        for name, measure in registry.measures.items()
        if not only_named or name in named or measure.origin in ("folder", ORIGIN)
    }
    problems = list(name_problems(registry, loaded))
    for at, declared in enumerate(loaded.plan.typed_measures):
        if declared.identifier in registry.measures:
            continue
        place = loaded.places["measures", str(at)]
        measures[declared.identifier] = measure_of(
            declared, values.values, path=place.path, line=place.line, known_at=known_at
        )
    every = (*registry.problems, *problems, *values.problems)
    return evolve(registry, measures=measures, problems=tuple(dict.fromkeys(every)))


def together(registries: Sequence[Registry]) -> Registry:
    """The measures of several plans as one, with the problems of all."""
    measures = {
        name: measure for registry in registries for name, measure in registry.measures.items()
    }
    problems = dict.fromkeys(problem for registry in registries for problem in registry.problems)
    tables = {form.table: form for registry in registries for form in registry.tables}
    return Registry(measures=measures, problems=tuple(problems), tables=tuple(tables.values()))


def typed_name(name: str, plan: Plan | None, registry: Registry) -> str:
    """The measure that is meant: a success measure's reference where it has one typed measure."""
    successes = [
        success_measure
        for priority in (plan.priorities if plan else ())
        for success_measure in priority.success_measures
    ]
    named = [
        measure
        for success_measure in successes
        if success_measure.ref == name
        for measure in success_measure.measures
    ]
    typed = [
        text for text in named if text in registry.measures and is_typed(registry.measures[text])
    ]
    return typed[0] if len(typed) == 1 else name


CHILDREN_IN_CARE = "children in care and care leavers"
"""Of whom the records are."""


def people_of(plan: Plan, registry: Registry) -> str:
    """For whom a plan is: for those of the records, unless all its values are typed."""
    measures = [registry.measures[name] for name in plan.measures if name in registry.measures]
    return "" if all(map(is_typed, measures)) else CHILDREN_IN_CARE


def is_typed(measure: Measure) -> bool:
    """Whether a measure's values are typed."""
    return typed_function(measure) is not None


def name_problems(registry: Registry, loaded: LoadedPlan) -> Iterator[Problem]:
    """A problem at each declared measure that a plug-in computes already."""
    for at, declared in enumerate(loaded.plan.typed_measures if loaded.plan else ()):
        measure = registry.measures.get(declared.identifier)
        if measure and not is_typed(measure):
            message = f"a plug-in computes the measure `{declared.identifier}` already"
            hint = "give the typed one another identifier"
            place = loaded.places["measures", f"{at} identifier"]
            yield place.problem(message, hint)


def with_revisions(loaded: LoadedPlan, registry: Registry) -> LoadedPlan:
    """The plan with the revisions of typed values beside those that it tells itself."""
    plan = loaded.plan
    if plan is None:
        return loaded
    revised = {(revised_figure.measure, revised_figure.period) for revised_figure in plan.revised}
    revised_figures = [
        revised_figure
        for measure in registry.measures.values()
        for revised_figure in _revisions(measure)
        if (revised_figure.measure, revised_figure.period) not in revised
    ]
    return evolve(loaded, plan=evolve(plan, revised=(*plan.revised, *revised_figures)))


def _revisions(measure: Measure) -> Iterator[RevisedFigure]:
    function = typed_function(measure)
    for value in function.known if function else ():
        before = function.replaced(value) if function else None
        if before is None or before.value is None or value.group_by:
            continue
        day = f" of {long_date(before.date)}" if before.date else ""
        yield RevisedFigure(
            measure=measure.identifier,
            period=value.period.key,
            was=_decimal(before.value.numerator, before.value.denominator),
            reason="revised" if _of_children(function) else value.note or "revised",
            source=f"the value{day}",
        )


def _of_children(function: TypedFunction | None) -> bool:
    return function is not None and function.declared.about == "children"


def _decimal(part: int, denominator: int) -> Decimal:
    return (Decimal(part) / Decimal(denominator)).quantize(
        Decimal(1).scaleb(-DIGITS)
    ).normalize() + 0
