"""What must hold of those a council is compared with: they are its own neighbours, each once."""

from collections.abc import Iterable, Iterator

from cptracker.errors import Problem
from cptracker.loading.looking import Named, items_of, mappings, repeats, texts
from cptracker.loading.nodes import MapNode

ENGLAND = "England"
"""As published figures name it; every council is compared with it, so no list needs to say so."""


def check_comparators(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule in the parts `comparators` of a plan's files."""
    files = list(roots)
    councils = _said(files, "plan", "council")
    for node in mappings(root.entries.get("comparators") for root in files):
        of = list(texts([node.entries.get("neighbours_of")]))
        regions = {name for name, _ in texts([node.entries.get("region")])}
        neighbours = list(texts(items_of(node, "neighbours")))
        yield from _of_another(of, councils)
        yield from repeats(neighbours, "the neighbour `{}`", "name it once")
        yield from _no_neighbours(neighbours, {*councils, *(name for name, _ in of)}, regions)


def _said(files: Iterable[MapNode], part: str, key: str) -> list[str]:
    nodes = mappings(root.entries.get(part) for root in files)
    return [text for text, _ in texts(node.entries.get(key) for node in nodes)]


def _of_another(of: Iterable[Named], councils: list[str]) -> Iterator[Problem]:
    for name, place in of:
        if councils and name not in councils:
            message = f"these are the neighbours of {name}, but the plan is that of {councils[0]}"
            hint = f"name the neighbours of {councils[0]}; each council has its own"
            yield place.problem(message, hint)


def _no_neighbours(
    neighbours: Iterable[Named], own: set[str], regions: set[str]
) -> Iterator[Problem]:
    for name, place in neighbours:
        if name in own:
            yield place.problem(f"{name} is no neighbour of its own", "name other councils only")
        elif name in {ENGLAND, *regions}:
            hint = "England is always compared with; `region` names the region"
            yield place.problem(f"{name} is no council", hint)
