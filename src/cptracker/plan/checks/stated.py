"""What must hold of targets that documents state, and of documents that contradict each other."""

from collections.abc import Iterator

from cptracker.files.yaml_nodes import MapNode
from cptracker.files.yaml_values import decimal_of, text_in
from cptracker.model.problems import Problem
from cptracker.plan.checks.plan import Sections
from cptracker.plan.document import items_of, joined_nodes, mappings, readable, repeats
from cptracker.plan.keys import period_problem

ENDS = ("low", "high")


def check_stated(sections: Sections) -> Iterator[Problem]:
    """Every broken rule of the lists `stated_targets` and `contradictions`."""
    for target in mappings(sections["stated_targets"]):
        yield from period_problem(target.entries.get("period"))
        yield from _value_or_range(target)
    stated = joined_nodes(
        sections["stated_targets"], {"what": text_in, "period": text_in, "source": text_in}
    )
    yield from repeats(stated, "this target, from this source,", "keep one of them")
    for contradiction in mappings(sections["contradictions"]):
        yield from _statements(contradiction)


def _value_or_range(target: MapNode) -> Iterator[Problem]:
    """A value, or both ends of a range, and these in order."""
    ends = [key for key in ENDS if key in target.keys]
    if ("value" in target.keys) == bool(ends) or len(ends) == 1:
        message = "a stated target has either `value`, or both `low` and `high`"
        yield target.place.problem(message, "write what the document says: one number or a range")
    low, high = (readable(target.entries.get(key), decimal_of) for key in ENDS)
    if low is not None and high is not None and low >= high:
        message = f"`low` {low} is not below `high` {high}"
        yield target.entries["low"].place.problem(message, "swap them")


def _statements(contradiction: MapNode) -> Iterator[Problem]:
    """Two statements at least, each from a place of its own."""
    statements = items_of(contradiction, "says")
    if "says" in contradiction.keys and len(statements) < 2:
        message = "a contradiction needs two statements or more under `says`"
        yield contradiction.place.problem(message, "add what the other document says")
    places = joined_nodes(statements, {"source": text_in, "place": text_in})
    yield from repeats(places, "this place of this source", "say once what stands there")
