"""What must hold of the plan as a whole: heading, numbering, doubles, periods, days of records.

Rules read the nodes and not the model, so that a mistake of type in one place hides none elsewhere;
a value of the wrong type is passed over here, since it has been reported already.

Whether there is such a table, and whether the records bear it out, shows only beside the records.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from cptracker.files.yaml_nodes import MapNode, Node, SourcePlace, but_not
from cptracker.files.yaml_values import date_in, decimal_of, integer_of, text_in
from cptracker.model.checks import CheckThresholds
from cptracker.model.problems import Problem
from cptracker.plan.document import (
    Named,
    items_of,
    joined_nodes,
    mappings,
    readable,
    repeats,
    texts,
)
from cptracker.plan.keys import LONGEST, odd_numbers, plan_years

REF = re.compile(r"([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})")


COMMITMENT_REF = re.compile(r"([1-9][0-9]{0,4})\.([a-z])")


NUMBERED = ("principles", "corporate_parent", "good_care", "priorities")


NAMING_MEASURES = (
    "targets", "published", "plain_words", "agreed_definitions", "exceptions", "provisional",
    "revised", "recalculations", "chart_baselines", "stated_targets", "contradictions",
)  # fmt: skip
"""The lists whose items name a measure."""


Sections = Mapping[str, list[Node]]
"""The items of each top-level list, joined from all files."""


def check_plan(sections: Sections, whole: bool) -> Iterator[Problem]:
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
    for mapping in mappings(sections["commentary"]):
        yield from texts(
            map_node.entries.get("measure") for map_node in mappings(items_of(mapping, "states"))
        )
    for name in NAMING_MEASURES:
        yield from texts(item.entries.get("measure") for item in mappings(sections[name]))


def _numbers(items: list[MapNode], whole: bool) -> Iterator[Problem]:
    """Numbers begin at 1 and are neither given twice nor left out."""
    numbered = [(readable(item.entries.get("number"), integer_of), item) for item in items]
    placed = [(n, item.entries["number"].place) for n, item in numbered if n is not None]
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
    yield from _commitments(mappings(items_of(priority, "commitments")), number)
    for success in mappings(items_of(priority, "success_measures")):
        measures = list(texts(items_of(success, "measures")))
        yield from repeats(measures, "the measure `{}`", "name it once")


def _commitments(items: list[MapNode], priority: int | None) -> Iterator[Problem]:
    """References are `priority.letter`, of the right priority, each once."""
    refs = list(texts(item.entries.get("ref") for item in items))
    yield from repeats(refs, "`ref` {}", "give the new one the next free letter")
    for text, place in refs:
        match = COMMITMENT_REF.fullmatch(text)
        if not match:
            message = f"`ref` must be the priority, a point and a letter{but_not(text)}"
            yield place.problem(message, "such as 1.a")
        elif priority is not None and int(match[1]) != priority:
            yield _of_another(text, priority, place)


def _refs(items: list[MapNode], priority: int | None) -> Iterator[Problem]:
    """References are `priority.number`, of the right priority, each once, without a gap."""
    refs = list(texts(item.entries.get("ref") for item in items))
    yield from repeats(refs, "`ref` {}", "give the new one the next free number")
    counted: list[tuple[int, SourcePlace]] = []
    for text, place in refs:
        match = REF.fullmatch(text)
        if not match:
            message = f"`ref` must be the priority, a point and a number{but_not(text)}"
            yield place.problem(message, 'such as "1.3", in quotes')
        elif priority is not None and int(match[1]) != priority:
            yield _of_another(text, priority, place)
        else:
            counted.append((int(match[2]), place))
    if len(counted) == len(items):
        first = "p" if priority is None else str(priority)
        yield from _gaps(counted, f"`ref` {first}.{{}}", f"{first}.{{}}")


def _of_another(ref: str, priority: int, place: SourcePlace) -> Problem:
    """The problem of a reference that belongs to another priority than it stands in."""
    message = f"`ref` {ref} stands in priority {priority}"
    return place.problem(message, f'a reference here begins with "{priority}."')


def _gaps(counted: list[tuple[int, SourcePlace]], name: str, short: str) -> Iterator[Problem]:
    before = 0
    for number, place in sorted(counted, key=lambda pair: pair[0]):
        if number > before + 1:
            wanted = short.format(before + 1)
            message = f"{name.format(number)} leaves a gap: {wanted} is missing"
            yield place.problem(message, "numbers run from 1 without a gap")
        before = number


def _doubles(sections: Sections) -> Iterator[Problem]:
    terms = joined_nodes(sections["glossary"], {"term": lambda node: text_in(node).casefold()})
    yield from repeats(terms, "the term '{0[0]}'", "keep one of them")


FARTHEST = 10
"""So many times its default, and a threshold no longer tells anything."""


PERIOD_HINT = "write the first and the last year, such as 2022-2027 or 2024/25"


def check_heading(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule, and a warning for what hardly can be meant."""
    files = list(roots)
    for heading in mappings(root.entries.get("plan") for root in files):
        yield from _period(heading.entries.get("period"))
    for thresholds in mappings(root.entries.get("check_thresholds") for root in files):
        yield from _thresholds(thresholds)


def _period(node: Node | None) -> Iterator[Problem]:
    text = readable(node, text_in)
    if node is None or text is None:
        return
    years = plan_years(text)
    if years is None or odd_numbers(text):
        message = "`period` names years that cannot be read, so no day can be held against them"
        yield node.place.warning(message, PERIOD_HINT)
    elif years.last < years.first:
        message = f"`period` runs backward, from {years.first} to {years.last}"
        yield node.place.problem(message, PERIOD_HINT)
    elif years.last - years.first > LONGEST:
        message = f"`period` covers {years.last - years.first} years"
        yield node.place.warning(message, PERIOD_HINT)


def _thresholds(node: MapNode) -> Iterator[Problem]:
    for field in attrs.fields(CheckThresholds):
        if not isinstance(field.default, int | Decimal):
            continue
        value = readable(node.entries.get(field.name), decimal_of)
        if value is None:
            continue
        place = node.entries[field.name].place
        least = 1 if field.name == "times_others" else 0
        if value <= least:
            yield place.problem(f"`{field.name}` must be more than {least}, not {value}")
        elif value > FARTHEST * field.default:
            message = f"`{field.name}` is so high that the check tells nothing any more"
            hint = f"it is {field.default} if not given; switch a check off under `checks_off`"
            yield place.warning(message, hint)


DAYS = ("covers_from", "covers_to")


def check_records(nodes: list[Node]) -> Iterator[Problem]:
    """Every broken rule of the list `records`."""
    stated = mappings(nodes)
    tables = texts(map_node.entries.get("table") for map_node in stated)
    yield from repeats(tables, "the table `{}`", "state its days once")
    for mapping in stated:
        yield from _days(mapping)


def _days(mapping: MapNode) -> Iterator[Problem]:
    """At least one day is stated, and they are in order."""
    if "table" in mapping.keys and not any(key in mapping.keys for key in DAYS):
        message = "neither `covers_from` nor `covers_to` is stated of this table"
        yield mapping.place.problem(
            message, "add the last day to which it is complete: `covers_to`"
        )
    first, last = (readable(mapping.entries.get(key), date_in) for key in DAYS)
    if first and last and last < first:
        message = f"`covers_to` {last} is before `covers_from` {first}"
        yield mapping.entries["covers_to"].place.problem(message, "correct one of the days")


EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
"""An address as it is written in a council's reports: no name around it, no blank in it."""


TELEPHONE = re.compile(r"[0-9+()][0-9 ()+-]{6,24}(?: ?(?:ext\.?|x) ?[0-9]{1,6})?", re.IGNORECASE)
"""Digits with blanks, brackets and hyphens, and an extension."""


def check_committee_report(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule in the parts `committee_report` of a plan's files."""
    for node in mappings(root.entries.get("committee_report") for root in roots):
        for contact in mappings(items_of(node, "contacts")):
            yield from _form(contact.entries.get("email"), EMAIL, "an e-mail address")
            yield from _form(contact.entries.get("telephone"), TELEPHONE, "a telephone number")
        recommendations = list(texts(items_of(node, "recommendations")))
        yield from repeats(recommendations, "the recommendation `{}`", "keep one of them")
        for text, place in recommendations:
            if not text.startswith("That "):
                message = "a recommendation usually begins with `That`, as a committee resolves it"
                yield place.warning(message, "such as `That the Panel notes the report`")


def _form(node: Node | None, form: re.Pattern[str], name: str) -> Iterator[Problem]:
    text = readable(node, text_in)
    if node is not None and text is not None and not form.fullmatch(text):
        yield node.place.problem(f"this is not {name}{but_not(text)}")
