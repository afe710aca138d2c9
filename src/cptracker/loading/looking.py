"""Look into a plan's nodes for rules: what can be read there, and what stands there twice.

A value of the wrong type is passed over, since it has been reported already.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from cptracker.errors import Problem
from cptracker.loading.nodes import ListNode, MapNode, Node, Place
from cptracker.loading.scalars import AlreadyReportedError, WrongValueError, text_of

Value = TypeVar("Value")
Named = tuple[str, Place]


def mappings(nodes: Iterable[Node | None]) -> list[MapNode]:
    """The mappings among some nodes."""
    return [node for node in nodes if isinstance(node, MapNode)]


def items_of(node: MapNode, key: str) -> list[Node]:
    """The items of a list under a key; none if there is no list."""
    found = node.entries.get(key)
    return found.items if isinstance(found, ListNode) else []


def readable(node: Node | None, read: Callable[[Node], Value]) -> Value | None:
    """The value if it is of the right type; if not, that has been reported."""
    if node is None:
        return None
    try:
        return read(node)
    except (WrongValueError, AlreadyReportedError):
        return None


def texts(nodes: Iterable[Node | None]) -> Iterator[Named]:
    """Each text among some nodes, with its place."""
    for node in nodes:
        text = readable(node, text_of)
        if node is not None and text is not None:
            yield text, node.place


def repeats(named: Iterable[tuple[Hashable, Place]], name: str, hint: str) -> Iterator[Problem]:
    """A problem at each place but the first for what is given more than once."""
    seen: dict[Hashable, Place] = {}
    for thing, place in named:
        first = seen.setdefault(thing, place)
        if first is not place:
            message = f"{name.format(thing)} is given twice, first in {first.seen_from(place)}"
            yield place.problem(message, hint)


def together(
    nodes: list[Node], keys: Mapping[str, Callable[[Node], object]]
) -> Iterator[tuple[tuple[object, ...], Place]]:
    """What identifies each item, where all of it can be read."""
    for item in mappings(nodes):
        values = tuple(readable(item.entries.get(key), read) for key, read in keys.items())
        if None not in values:
            yield values, item.place
