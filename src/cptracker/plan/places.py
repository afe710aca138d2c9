"""Where everything with a name stands in a plan's files, for problems that show only later."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from cptracker.files.yaml_nodes import ListNode, MapNode, Node, SourcePlace
from cptracker.files.yaml_values import text_in
from cptracker.plan.document import items_of, mappings, readable, texts

Placed = tuple[tuple[str, str], SourcePlace]


HEADINGS = ("plan", "comparators", "benchmark", "check_thresholds", "committee_report")
"""Parts of a plan that are no lists."""


def places_of(
    sections: Mapping[str, list[Node]], roots: Iterable[Node | None] = ()
) -> dict[tuple[str, str], SourcePlace]:
    """The place of each thing, by its kind and reference.

    Kinds are `action`, `deliverable`, `success measure`, `meeting`; `update` with `REF n` for the
    updates of an action; `neighbour` and `region` with the name; and every list of a plan with the
    position of the item, from 0. Within an item each value is known by its way there, such as
    `3 interim 1 by` of `targets`, and in `plan` and `comparators` by its key alone.
    """
    places: dict[tuple[str, str], SourcePlace] = {}
    roots = list(roots)
    sources = (_placed(sections), _within(sections), _headings(mappings(roots)))
    for key, place in chain(*sources, _of_comparators(roots)):
        places.setdefault(key, place)
    return places


def nearest_place(
    places: Mapping[tuple[str, str], SourcePlace], at: tuple[str, str]
) -> SourcePlace | None:
    """The place of something, or of the nearest thing around it that has one."""
    kind, path = at
    while path:
        if (kind, path) in places:
            return places[kind, path]
        path = path.rpartition(" ")[0]
    return None


def _within(sections: Mapping[str, list[Node]]) -> Iterator[Placed]:
    for name, items in sections.items():
        for at, item in enumerate(items):
            for path, place in _paths(item, str(at)):
                yield (name, path), place


def _headings(roots: Iterable[MapNode]) -> Iterator[Placed]:
    for root in roots:
        for name in HEADINGS:
            node = root.entries.get(name)
            for key, value in node.entries.items() if isinstance(node, MapNode) else ():
                yield (name, key), value.place


def _paths(node: Node, path: str) -> Iterator[tuple[str, SourcePlace]]:
    """Each value in an item with its way there: keys and positions, with blanks between."""
    yield path, node.place
    if isinstance(node, MapNode):
        for key, value in node.entries.items():
            yield from _paths(value, f"{path} {key}")
    elif isinstance(node, ListNode):
        for at, value in enumerate(node.items):
            yield from _paths(value, f"{path} {at}")


def _of_comparators(roots: Iterable[Node | None]) -> Iterator[Placed]:
    for node in mappings(root.entries.get("comparators") for root in mappings(roots)):
        for name, place in texts(items_of(node, "neighbours")):
            yield ("neighbour", name), place
        for name, place in texts([node.entries.get("region")]):
            yield ("region", name), place


def _placed(sections: Mapping[str, list[Node]]) -> Iterator[Placed]:
    for priority in mappings(sections["priorities"]):
        yield from _by_ref(mappings(items_of(priority, "deliverables")), "deliverable")
        yield from _by_ref(mappings(items_of(priority, "success_measures")), "success measure")
    yield from _by_ref(mappings(sections["meetings"]), "meeting")
    for action in mappings([*sections["actions"], *sections["recommendations"]]):
        yield from _by_ref([action], "action")
        ref = readable(action.entries.get("ref"), text_in)
        for at, update in enumerate(items_of(action, "updates")):
            yield ("update", f"{ref} {at}"), update.place


def _by_ref(items: list[MapNode], kind: str) -> Iterator[Placed]:
    for item in items:
        node = item.entries.get("ref")
        ref = readable(node, text_in)
        if node is not None and ref is not None:
            yield (kind, ref), node.place
