"""A plan's typed measures among those that were found, and their revisions among the plan's."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.authoring.typed import TypedFunction, measure_of, typed_function
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem
from cptracker.model.targets import RevisedFigure
from cptracker.plan.reading import LoadedPlan
from cptracker.plan.values.reading import LoadedValues

DIGITS = 2
"""Digits after the point of a value that was worked out, when it is told as what it was."""


def with_typed(
    registry: Registry,
    loaded: LoadedPlan,
    values: LoadedValues,
    known_at: date | None = None,
    *,
    only_named: bool = False,
) -> Registry:
    """The measures with those that a plan declares; what is wrong with the values is told too.

    Args:
        registry: The measures that plug-ins compute.
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
        if not only_named or name in named or measure.origin == "folder"
    }
    problems = list(name_problems(registry, loaded))
    for at, declared in enumerate(loaded.plan.typed_measures):
        if declared.identifier in registry.measures:
            continue
        place = loaded.places["measures", str(at)]
        measures[declared.identifier] = measure_of(
            declared, values.values, path=place.path, line=place.line, known_at=known_at
        )
    told = (*registry.problems, *problems, *values.problems)
    return evolve(registry, measures=measures, problems=tuple(dict.fromkeys(told)))


def together(registries: Sequence[Registry]) -> Registry:
    """The measures of several plans as one, with the problems of all."""
    measures = {
        name: measure for registry in registries for name, measure in registry.measures.items()
    }
    problems = dict.fromkeys(problem for registry in registries for problem in registry.problems)
    return Registry(measures=measures, problems=tuple(problems))


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
    typed = [one for one in named if one in registry.measures and is_typed(registry.measures[one])]
    return typed[0] if len(typed) == 1 else name


def is_typed(measure: Measure) -> bool:
    """Whether a measure's values are typed."""
    return typed_function(measure) is not None


def name_problems(registry: Registry, loaded: LoadedPlan) -> Iterator[Problem]:
    """A problem at each declared measure that a plug-in computes already."""
    for at, declared in enumerate(loaded.plan.typed_measures if loaded.plan else ()):
        if declared.identifier in registry.measures:
            message = f"a plug-in computes the measure `{declared.identifier}` already"
            hint = "give the typed one another identifier"
            place = loaded.places["measures", f"{at} identifier"]
            yield place.problem(message, hint)


def with_revisions(loaded: LoadedPlan, registry: Registry) -> LoadedPlan:
    """The plan with the revisions of typed values beside those that it tells itself."""
    plan = loaded.plan
    if plan is None:
        return loaded
    told = {(revised_figure.measure, revised_figure.period) for revised_figure in plan.revised}
    revised_figures = [
        revised_figure
        for measure in registry.measures.values()
        for revised_figure in _revisions(measure)
        if (revised_figure.measure, revised_figure.period) not in told
    ]
    return evolve(loaded, plan=evolve(plan, revised=(*plan.revised, *revised_figures)))


def _revisions(measure: Measure) -> Iterator[RevisedFigure]:
    function = typed_function(measure)
    for value in function.known if function else ():
        before = function.replaced(value) if function else None
        if before is None or before.value is None or value.group_by:
            continue
        day = f" of {before.date.isoformat()}" if before.date else ""
        yield RevisedFigure(
            measure=measure.identifier,
            period=value.period.key,
            was=_decimal(before.value.numerator, before.value.denominator),
            reason="revised" if _of_children(function) else value.note or "revised",
            source=f"the value{day}",
        )


def _of_children(function: TypedFunction | None) -> bool:
    return function is not None and function.declared.about == "children"


def _decimal(part: int, whole: int) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(Decimal(1).scaleb(-DIGITS)).normalize() + 0
