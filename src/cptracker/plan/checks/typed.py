"""What must hold of the measures that a plan declares, whose values are typed."""

import re
from collections.abc import Collection, Iterator, Mapping

from cptracker.files.yaml_nodes import MapNode, Node, called
from cptracker.files.yaml_values import boolean_of, integer_of, text_in
from cptracker.model.problems import Problem, near_miss
from cptracker.model.typed import SubjectKind, TypedKind
from cptracker.plan.document import items_of, mappings, readable, repeats, texts

COUNTED = (TypedKind.COUNT, TypedKind.SHARE)
"""The kinds whose numbers are made up of parts."""

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_typed_measures(sections: Mapping[str, list[Node]]) -> Iterator[Problem]:
    """Every broken rule of the list `measures`."""
    declared = mappings(sections["measures"])
    names = list(texts(map_node.entries.get("identifier") for map_node in declared))
    yield from repeats(names, "the measure `{}`", "give one of them another identifier")
    for text, place in names:
        if not IDENTIFIER.fullmatch(text):
            message = f"{called(text)} is no identifier of a measure"
            yield place.problem(message, "use lower-case words with hyphens: `plans-in-20-weeks`")
    for mapping in declared:
        kind = readable(mapping.entries.get("kind"), text_in)
        yield from _unit(mapping, kind)
        yield from _per(mapping, kind)
        yield from _about(mapping, kind)
        yield from _parts_of_sum(mapping, kind, [text for text, _ in names])


def declared_measures(sections: Mapping[str, list[Node]]) -> tuple[str, ...]:
    """The identifiers in the list `measures`, each once, as far as they can be read."""
    declared = mappings(sections["measures"])
    identifiers = texts(mapping.entries.get("identifier") for mapping in declared)
    return tuple(dict.fromkeys(text for text, _ in identifiers))


def _unit(mapping: MapNode, kind: str | None) -> Iterator[Problem]:
    """A share is told in percent, and nothing else is a part of a hundred."""
    node = mapping.entries.get("unit")
    unit = readable(node, text_in)
    if node is None or unit is None or kind not in [*TypedKind]:
        return
    if kind == TypedKind.SHARE and unit != "%":
        yield node.place.problem("a share is told in percent", 'write `unit: "%"`')
    elif kind == TypedKind.COUNT and unit == "%":
        hint = "write what is counted, such as `unit: plans`, or make its kind `share`"
        yield node.place.problem("a count is not told in percent", hint)
    elif kind in (TypedKind.RATE, TypedKind.MEAN, TypedKind.MONEY) and unit == "%":
        hint = "make its kind `share`, or write its unit"
        yield node.place.problem(f"the kind `{kind}` is not told in percent", hint)


def _per(mapping: MapNode, kind: str | None) -> Iterator[Problem]:
    """A rate is for so many people, and nothing else is."""
    node = mapping.entries.get("per")
    if node is None:
        if kind == TypedKind.RATE:
            message = "a rate is for so many people: `per` is missing from this measure"
            yield mapping.place.problem(message, "add a line such as `per: 10000`")
        return
    per = readable(node, integer_of)
    if kind in [*TypedKind] and kind != TypedKind.RATE:
        yield mapping.keys["per"].problem(
            "`per` is for a rate", "leave it out, or make it a `rate`"
        )
    elif per is not None and per < 1:
        yield node.place.problem(f"`per` must be 1 or more, not {per}")


def _about(mapping: MapNode, kind: str | None) -> Iterator[Problem]:
    """Children are protected by how many stand behind a number, which a sum of money hides."""
    about = readable(mapping.entries.get("about"), text_in)
    if about == SubjectKind.CHILDREN and kind == TypedKind.MONEY:
        message = "a sum of money does not say how many children stand behind it"
        hint = "leave `about` out; how many children it was spent on is a measure of its own"
        yield mapping.entries["about"].place.problem(message, hint)
    if readable(mapping.entries.get("sensitive"), boolean_of) and about != SubjectKind.CHILDREN:
        message = "`sensitive` protects children, and this measure is not about children"
        yield mapping.entries["sensitive"].place.problem(message, "add `about: children`")


def _parts_of_sum(
    mapping: MapNode, kind: str | None, declared: Collection[str]
) -> Iterator[Problem]:
    """Numbers add up to a count, or to the denominator of a share, and are of this plan."""
    if "parts" in mapping.keys and kind in [*TypedKind] and kind not in COUNTED:
        message = f"the kind `{kind}` has no parts that add up to it"
        yield mapping.keys["parts"].problem(message, "leave `parts` out, or make it a count")
    own = readable(mapping.entries.get("identifier"), text_in)
    for text, place in texts(items_of(mapping, "parts")):
        near = near_miss(text, declared)
        if text not in declared:
            hint = f"did you mean `{near}`?" if near else "name measures of the list `measures`"
            yield place.problem(f"the plan declares no measure {called(text)}", hint)
        elif text == own and kind == TypedKind.COUNT:
            yield place.problem(f"{called(text)} is no part of itself", "leave it out")
