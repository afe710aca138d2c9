"""Where everything with a name stands in a plan's files, for problems that show only later."""

from collections.abc import Iterator, Mapping

from cptracker.loading.looking import items_of, mappings, readable
from cptracker.loading.nodes import MapNode, Node, Place
from cptracker.loading.scalars import text_of

Placed = tuple[tuple[str, str], Place]

COUNTED = (
    "commentary", "updates", "checks_off", "published", "targets", "agreed_definitions",
    "records",
)  # fmt: skip
"""Lists whose items have no reference; each is known by its position, from 0, in the plan."""


def places_of(sections: Mapping[str, list[Node]]) -> dict[tuple[str, str], Place]:
    """The place of each thing, by its sort and reference.

    Sorts are `action`, `deliverable`, `success measure`, `meeting`; `update` with `REF n` for the
    updates of an action; and the lists of COUNTED with the position of the item.
    """
    found: dict[tuple[str, str], Place] = {}
    for key, place in _placed(sections):
        found.setdefault(key, place)
    return found


def _placed(sections: Mapping[str, list[Node]]) -> Iterator[Placed]:
    for priority in mappings(sections["priorities"]):
        yield from _by_ref(mappings(items_of(priority, "deliverables")), "deliverable")
        yield from _by_ref(mappings(items_of(priority, "success_measures")), "success measure")
    yield from _by_ref(mappings(sections["meetings"]), "meeting")
    for action in mappings([*sections["actions"], *sections["recommendations"]]):
        yield from _by_ref([action], "action")
        ref = readable(action.entries.get("ref"), text_of)
        for at, update in enumerate(items_of(action, "updates")):
            yield ("update", f"{ref} {at}"), update.place
    for name in COUNTED:
        for at, item in enumerate(sections[name]):
            yield (name, str(at)), item.place


def _by_ref(items: list[MapNode], sort: str) -> Iterator[Placed]:
    for item in items:
        node = item.entries.get("ref")
        ref = readable(node, text_of)
        if node is not None and ref is not None:
            yield (sort, ref), node.place
