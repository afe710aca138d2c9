"""The shape of one plan file, and how its nodes are looked up for rules.

A value of the wrong type is passed over, since it has been reported already.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import field, frozen

from cptracker.files.yaml_nodes import ListNode, MapNode, Node, SourcePlace
from cptracker.files.yaml_values import AlreadyReportedError, WrongValueError, text_in
from cptracker.model.checks import CheckThresholds
from cptracker.model.field_order import after, own_fields_placed
from cptracker.model.periods import Every
from cptracker.model.plan import (
    PlanSections,
    Priority,
    Protection,
    TypedMeasure,
)
from cptracker.model.problems import Problem


@frozen(kw_only=True)
class Heading:
    """What plan this is.

    Attributes:
        identifier: A short word for it, such as `together-plan`.
        title: Its name.
        council: Whose it is, as published figures name the area; empty if it does not say.
        period: The years it covers, such as `2022-2027`.
        source: The document it was taken from; its parts then say their `place` in it.
        vision: What the plan is for, in our words.
        young_people_said: What young people ask of the whole plan, such as in its foreword,
            summarised in our words.
        report_every: How often progress is reported, so how often an action owes an update.
        protection: By which rules small numbers are protected in papers for the public; with
            `none` papers stay exact, and are not for publication.
        bodies: Whose actions the plan's papers list, such as `Corporate Parenting Panel`; those of
            all meetings if it is left out.
    """

    identifier: str
    title: str
    period: str
    source: str = ""
    vision: str = ""
    young_people_said: str = ""
    council: str = ""
    report_every: Every = Every.QUARTER
    protection: Protection = Protection.PUBLIC
    bodies: tuple[str, ...] = ()


@frozen(kw_only=True, field_transformer=own_fields_placed)
class Document(PlanSections):
    """One file of a corporate parenting plan.

    Lists are joined in the order of the files' names; `plan`, `comparators`,
    `benchmark`, `check_thresholds` and `committee_report` stand in one file each.

    Attributes:
        plan: What plan this is.
        priorities: The priorities with their deliverables and success measures.
        check_thresholds: From where on the checks tell what may be a slip.
        measures: Measures whose values are typed instead of computed.
    """

    plan: Heading | None = None
    priorities: tuple[Priority, ...] = field(default=(), metadata=after("good_care"))
    check_thresholds: CheckThresholds | None = field(
        default=None, metadata=after("chart_baselines")
    )
    measures: tuple[TypedMeasure, ...] = field(default=(), metadata=after("records"))


Value = TypeVar("Value")


Named = tuple[str, SourcePlace]


def mappings(nodes: Iterable[Node | None]) -> list[MapNode]:
    """The mappings among some nodes."""
    return [node for node in nodes if isinstance(node, MapNode)]


def items_of(node: MapNode, key: str) -> list[Node]:
    """The items of a list under a key; none if there is no list."""
    node_of_key = node.entries.get(key)
    return node_of_key.items if isinstance(node_of_key, ListNode) else []


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
        text = readable(node, text_in)
        if node is not None and text is not None:
            yield text, node.place


def repeats(
    named: Iterable[tuple[Hashable, SourcePlace]], name: str, hint: str
) -> Iterator[Problem]:
    """A problem at each place but the first for what is given more than once."""
    first_places: dict[Hashable, SourcePlace] = {}
    for value, place in named:
        first = first_places.setdefault(value, place)
        if first is not place:
            message = f"{name.format(value)} is given twice, first in {first.seen_from(place)}"
            yield place.problem(message, hint)


def joined_nodes(
    nodes: list[Node], keys: Mapping[str, Callable[[Node], object]]
) -> Iterator[tuple[tuple[object, ...], SourcePlace]]:
    """What identifies each item, where all of it can be read."""
    for item in mappings(nodes):
        values = tuple(readable(item.entries.get(key), read) for key, read in keys.items())
        if None not in values:
            yield values, item.place
