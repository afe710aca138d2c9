"""A plan without its files, for checks that tell where something stands: here it stands nowhere."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from cptracker.files.yaml_nodes import SourcePlace
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem
from cptracker.plan.checks.plan import NAMING_MEASURES
from cptracker.plan.reading import LoadedPlan

UNPLACED = SourcePlace("", 0, 0)
"""The place of whatever is in a plan whose files nobody knows."""


class UnplacedEverywhere(Mapping[tuple[str, str], SourcePlace]):
    """Answers for everything in a plan that its place is not known."""

    def __getitem__(self, key: tuple[str, str]) -> SourcePlace:
        return UNPLACED

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def __len__(self) -> int:
        return 0


def unplaced_plan(plan: Plan) -> LoadedPlan:
    """A plan as if it had just been read from files without a name.

    Args:
        plan: A plan that can be used; what loading warns of is not told again.
    """
    return LoadedPlan(
        path=UNPLACED.path,
        plan=plan,
        problems=(),
        measure_places=dict.fromkeys(measures_in(plan), (UNPLACED,)),
        places=UnplacedEverywhere(),
    )


def measures_in(plan: Plan) -> tuple[str, ...]:
    """Every measure that a plan names anywhere, each once."""
    stated = (
        stated_figure.measure
        for commentary in plan.commentary
        for stated_figure in commentary.states
    )
    listed = (
        item.measure
        for name in NAMING_MEASURES
        for item in getattr(plan, name)
        if item.measure is not None  # what a document states need not be of a measure
    )
    return tuple(dict.fromkeys((*plan.measures, *stated, *listed)))


def without_unplaced(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems where those that stand nowhere name no place; each once."""
    placed = (
        evolve(problem, path=None, line=None, column=None)
        if problem.path == UNPLACED.path
        else problem
        for problem in problems
    )
    return tuple(dict.fromkeys(placed))
