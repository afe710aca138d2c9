"""What must hold between the values of a plan: numbering, doubles, periods.

Rules read the nodes and not the model, so that a mistake of type in one place hides none elsewhere;
a value of the wrong type is passed over here, since it has been reported already.
"""

import re
from collections.abc import Iterator, Mapping

from cptracker.errors import Problem
from cptracker.loading.looking import Named, items_of, mappings, readable, repeats, texts, together
from cptracker.loading.nodes import MapNode, Node, Place, but_not
from cptracker.loading.scalars import integer_of, text_of

REF = re.compile(r"([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})")

NUMBERED = ("principles", "corporate_parent", "good_care", "priorities")
NAMING_MEASURES = (
    "targets", "published", "plain_words", "agreed_definitions", "exceptions", "provisional",
    "revised", "recalculations", "chart_baselines",
)  # fmt: skip
"""The lists whose items name a measure."""

Sections = Mapping[str, list[Node]]
"""The items of each top-level list, joined from all files."""


def check(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; gaps are looked for only where no file is missing (`whole`)."""
    for name in NUMBERED:
        yield from _numbers(mappings(sections[name]), whole)
    for priority in mappings(sections["priorities"]):
        yield from _priority(priority)
    yield from _doubles(sections)


def measures_named(sections: Sections) -> Iterator[Named]:
    """Each measure that the plan names, with each place where it does."""
    for priority in mappings(sections["priorities"]):
        for success in mappings(items_of(priority, "success_measures")):
            yield from texts(items_of(success, "measures"))
    for one in mappings(sections["commentary"]):
        yield from texts(said.entries.get("measure") for said in mappings(items_of(one, "states")))
    for name in NAMING_MEASURES:
        yield from texts(item.entries.get("measure") for item in mappings(sections[name]))


def _numbers(items: list[MapNode], whole: bool) -> Iterator[Problem]:
    """Numbers begin at 1 and are neither given twice nor left out."""
    found = [(readable(item.entries.get("number"), integer_of), item) for item in items]
    placed = [(n, item.entries["number"].place) for n, item in found if n is not None]
    for number, place in placed:
        if number < 1:
            yield place.problem(f"`number` must be 1 or more, not {number}")
    counted = [(number, place) for number, place in placed if number > 0]
    yield from repeats(counted, "`number` {}", "give each its own number")
    if whole and len(counted) == len(items):
        yield from _gaps(counted, "`number` {}", "{}")


def _priority(priority: MapNode) -> Iterator[Problem]:
    number = readable(priority.entries.get("number"), integer_of)
    for key in ("deliverables", "success_measures"):
        yield from _refs(mappings(items_of(priority, key)), number)
    for success in mappings(items_of(priority, "success_measures")):
        measures = list(texts(items_of(success, "measures")))
        yield from repeats(measures, "the measure `{}`", "name it once")


def _refs(items: list[MapNode], priority: int | None) -> Iterator[Problem]:
    """References are `priority.number`, of the right priority, each once, without a gap."""
    refs = list(texts(item.entries.get("ref") for item in items))
    yield from repeats(refs, "`ref` {}", "give the new one the next free number")
    counted: list[tuple[int, Place]] = []
    for text, place in refs:
        found = REF.fullmatch(text)
        if not found:
            message = f"`ref` must be the priority, a point and a number{but_not(text)}"
            yield place.problem(message, 'such as "1.3", in quotes')
        elif priority is not None and int(found[1]) != priority:
            message = f"`ref` {text} stands in priority {priority}"
            yield place.problem(message, f'a reference here begins with "{priority}."')
        else:
            counted.append((int(found[2]), place))
    if len(counted) == len(items):
        first = "p" if priority is None else str(priority)
        yield from _gaps(counted, f"`ref` {first}.{{}}", f"{first}.{{}}")


def _gaps(counted: list[tuple[int, Place]], name: str, short: str) -> Iterator[Problem]:
    before = 0
    for number, place in sorted(counted, key=lambda pair: pair[0]):
        if number > before + 1:
            wanted = short.format(before + 1)
            message = f"{name.format(number)} leaves a gap: {wanted} is missing"
            yield place.problem(message, "numbers run from 1 without a gap")
        before = number


def _doubles(sections: Sections) -> Iterator[Problem]:
    terms = together(sections["glossary"], {"term": lambda node: text_of(node).casefold()})
    yield from repeats(terms, "the term '{0[0]}'", "keep one of them")
