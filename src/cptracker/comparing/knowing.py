"""What a plan tells that nobody knows: areas without a source, groups that a measure has not."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from attrs import evolve

from cptracker.comparing.circles import OF_AREAS, meant
from cptracker.comparing.groups import group_mistake
from cptracker.comparing.shelves import ENGLAND, areas_of
from cptracker.comparisons import LoadedFigures
from cptracker.errors import Problem, Severity
from cptracker.loading import LoadedPlan, Place
from cptracker.loading.councils import area_key, council_named, councils, regions
from cptracker.measuring import Measure
from cptracker.model import Plan

NO_SOURCE = "neither the list of England's councils nor any published figure knows"


def group_faults(loaded: LoadedPlan, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    """A problem at each published figure whose measure does not have the group it is for."""
    for at, figure in enumerate(loaded.plan.published if loaded.plan else ()):
        measure = measures.get(figure.measure)
        mistake = group_mistake(measure, figure.group) if measure and figure.group else None
        if mistake:
            yield loaded.places["published", str(at)].problem(*mistake)


def area_faults(loaded: LoadedPlan, files: LoadedFigures | None = None) -> Iterator[Problem]:
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
    published = {area_key(one.area) for one in (*plan.published, *loads.figures)}
    published |= {area_key(one.area) for one in loads.withheld}
    for name, place in _compared_with(plan, loaded):
        if not _is_listed(name) and area_key(name) not in published:
            yield _unknown(name, place)
    spoken_of = areas_of(plan)
    for at, figure in enumerate(plan.published):
        known = _is_listed(figure.area) or area_key(figure.area) in spoken_of
        if not known and _area_meant(figure.area, spoken_of.values()):
            place = loaded.places["published", str(at)]
            yield _unknown(figure.area, place, spoken_of.values())


def _compared_with(plan: Plan, loaded: LoadedPlan) -> Iterator[tuple[str, Place]]:
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


def _unknown(name: str, place: Place, others: Iterable[str] = ()) -> Problem:
    near = _area_meant(name, others)
    hint = f"did you mean `{near}`?" if near else "write the name as published figures have it"
    problem = place.problem(f"{NO_SOURCE} `{name}`, so nothing can stand beside it", hint)
    return evolve(problem, severity=Severity.WARNING)


def _area_meant(name: str, others: Iterable[str]) -> str | None:
    """The area that was probably meant by a name that no source knows."""
    listed = (ENGLAND, *sorted(regions()), *(one.name for one in councils()))
    return meant(name, dict.fromkeys((*others, *listed)), OF_AREAS)
