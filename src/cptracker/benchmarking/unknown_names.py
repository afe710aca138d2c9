"""Areas and groups that a plan names and that no source or measure knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import evolve

from cptracker.authoring.measure import Measure
from cptracker.benchmarking.areas import OF_AREAS, meant
from cptracker.benchmarking.published_series import ENGLAND, areas_of
from cptracker.files.yaml_nodes import SourcePlace
from cptracker.model.comparisons import LoadedFigures
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, Severity
from cptracker.model.published import GroupKey
from cptracker.plan.councils import area_key, council_named, councils, regions
from cptracker.plan.reading import LoadedPlan
from cptracker.records.care.groups import FIXED

MessageAndHint = tuple[str, str]
"""What is wrong, and a hint."""


def group_problem(measure: Measure, key: GroupKey) -> MessageAndHint | None:
    """Why a measure cannot have such a group; None where it has it, or may have.

    Groups of a breakdown such as `school`, which only records can tell, are not checked.
    """
    name = f"`{measure.identifier}`"
    if key.group_by not in measure.by:
        return f"{name} has no breakdown `{key.group_by}`", _choice(key.group_by, measure.by)
    groups = measure.groups.get(key.group_by) or FIXED.get(key.group_by, ())
    if groups and key.group not in groups:
        message = f"{name} has no group `{key.group}` of `{key.group_by}`"
        return message, _choice(key.group, groups)
    return None


def _choice(name: str, names: Sequence[str]) -> str:
    similar_name = meant(name, names)
    return (
        f"did you mean `{similar_name}`?"
        if similar_name
        else f"it has {', '.join(names) or 'none'}"
    )


NO_SOURCE = "neither the list of England's councils nor any published figure knows"


def unknown_group_problems(
    loaded: LoadedPlan, measures: Mapping[str, Measure]
) -> Iterator[Problem]:
    """A problem at each published figure whose measure does not have the group it is for."""
    for at, figure in enumerate(loaded.plan.published if loaded.plan else ()):
        measure = measures.get(figure.measure)
        message_and_hint = (
            group_problem(measure, figure.group) if measure and figure.group else None
        )
        if message_and_hint:
            yield loaded.places["published", str(at)].problem(*message_and_hint)


def unknown_area_problems(
    loaded: LoadedPlan, files: LoadedFigures | None = None
) -> Iterator[Problem]:
    """A warning at each neighbour, region and published figure of an area that no source knows.

    A neighbour or a region is known by the list of England's councils or by any figure published
    of it, in the plan or in a file. A published figure may be of any area, such as all councils in
    a survey; it is told only where its area is nearly that of a council, a region or the plan. The
    council's own name is the plan's to give.
    """
    plan = loaded.plan
    if plan is None:
        return
    loads = files or LoadedFigures()
    published = {
        area_key(published_figure.area) for published_figure in (*plan.published, *loads.figures)
    }
    published |= {area_key(withheld_figure.area) for withheld_figure in loads.withheld}
    for name, place in _compared_with(plan, loaded):
        if not _is_listed(name) and area_key(name) not in published:
            yield _unknown(name, place)
    spoken_of = areas_of(plan)
    for at, figure in enumerate(plan.published):
        is_listed = _is_listed(figure.area) or area_key(figure.area) in spoken_of
        if not is_listed and _area_meant(figure.area, spoken_of.values()):
            place = loaded.places["published", str(at)]
            yield _unknown(figure.area, place, spoken_of.values())


def _compared_with(plan: Plan, loaded: LoadedPlan) -> Iterator[tuple[str, SourcePlace]]:
    """The neighbours and the region, each with its place."""
    if plan.comparators is None:
        return
    named = [("neighbour", name) for name in plan.comparators.neighbours]
    named += [("region", plan.comparators.region)] if plan.comparators.region else []
    for kind, name in named:
        place = loaded.places.get((kind, name))
        if place:
            yield name, place


def _is_listed(name: str) -> bool:
    return council_named(name) is not None or area_key(name) in _areas()


@cache
def _areas() -> frozenset[str]:
    """What England and its regions are matched by."""
    return frozenset(area_key(area) for area in (ENGLAND, *regions()))


def _unknown(name: str, place: SourcePlace, others: Iterable[str] = ()) -> Problem:
    similar_name = _area_meant(name, others)
    hint = (
        f"did you mean `{similar_name}`?"
        if similar_name
        else "write the name as published figures have it"
    )
    problem = place.problem(f"{NO_SOURCE} `{name}`, so nothing can stand beside it", hint)
    return evolve(problem, severity=Severity.WARNING)


def _area_meant(name: str, others: Iterable[str]) -> str | None:
    """The area that was probably meant by a name that no source knows."""
    listed = (ENGLAND, *sorted(regions()), *(council.name for council in councils()))
    return meant(name, dict.fromkeys((*others, *listed)), OF_AREAS)
