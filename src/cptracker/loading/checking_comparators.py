"""What must hold of those a council is compared with: they are its own neighbours, each once.

A council is one by any of the names that it is known by, so `Bristol` is `Bristol, City of`.
"""

from collections.abc import Iterable, Iterator

from cptracker.errors import Problem
from cptracker.loading.councils import area_key, regions
from cptracker.loading.looking import Named, items_of, mappings, texts
from cptracker.loading.nodes import MapNode, Place

ENGLAND = "England"
"""As published figures name it; every council is compared with it, so no list needs to say so."""


def check_comparators(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule in the parts `comparators` of a plan's files."""
    files = list(roots)
    councils = _said(files, "plan", "council")
    for node in mappings(root.entries.get("comparators") for root in files):
        of = list(texts([node.entries.get("neighbours_of")]))
        region = {name for name, _ in texts([node.entries.get("region")])}
        neighbours = list(texts(items_of(node, "neighbours")))
        yield from _of_another(of, councils)
        yield from _repeated(neighbours)
        yield from _not_neighbours(neighbours, {*councils, *(name for name, _ in of)}, region)


def _said(files: Iterable[MapNode], part: str, key: str) -> list[str]:
    nodes = mappings(root.entries.get(part) for root in files)
    return [text for text, _ in texts(node.entries.get(key) for node in nodes)]


def _of_another(of: Iterable[Named], councils: list[str]) -> Iterator[Problem]:
    for name, place in of:
        if councils and area_key(name) not in map(area_key, councils):
            message = f"these are the neighbours of {name}, but the plan is that of {councils[0]}"
            hint = f"name the neighbours of {councils[0]}; each council has its own"
            yield place.problem(message, hint)


def _repeated(neighbours: Iterable[Named]) -> Iterator[Problem]:
    """A neighbour named again, under whichever of its names."""
    first: dict[str, tuple[str, Place]] = {}
    for name, place in neighbours:
        before, there = first.setdefault(area_key(name), (name, place))
        if there is not place:
            known_as = "" if name == before else f" as `{before}`"
            where = f"first{known_as} in {there.seen_from(place)}"
            yield place.problem(f"the neighbour `{name}` is given twice, {where}", "name it once")


def _not_neighbours(
    neighbours: Iterable[Named], own: set[str], region: set[str]
) -> Iterator[Problem]:
    own_keys = {area_key(name) for name in own}
    others = {area_key(name) for name in (ENGLAND, *regions(), *region)}
    for name, place in neighbours:
        if area_key(name) in own_keys:
            yield place.problem(f"{name} is no neighbour of its own", "name other councils only")
        elif area_key(name) in others:
            hint = "England is always compared with; `region` names the region"
            yield place.problem(f"{name} is no council", hint)
