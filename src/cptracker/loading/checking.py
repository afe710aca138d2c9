"""What must hold between the values of a plan: numbering, doubles, targets, periods.

Rules read the nodes and not the model, so that a mistake of type in one place hides none elsewhere;
a value of the wrong type is passed over here, since it has been reported already.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from cptracker.errors import Problem
from cptracker.loading.looking import Named, items_of, mappings, readable, repeats, texts, together
from cptracker.loading.nodes import MapNode, Node, Place
from cptracker.loading.scalars import date_of, decimal_of, integer_of, text_of
from cptracker.periods import from_key

REF = re.compile(r"([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})")
SLASHED_YEAR = re.compile(r"((?:19|20)[0-9]{2})[/-](?:20)?([0-9]{2})")
PERIOD_FORMS = "write 202425, 202425Q2, 2024-06, 202425AY or 2024-06T12, in quotes"

NUMBERED = ("principles", "corporate_parent", "good_care", "priorities")
TOLERANCES = ("within", "within_percent", "floor")
EDGES = ("low", "high")

Sections = Mapping[str, list[Node]]
"""The items of each top-level list, joined from all files."""


def check(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; gaps are looked for only where no file is missing (`whole`)."""
    for name in NUMBERED:
        yield from _numbers(mappings(sections[name]), whole)
    for priority in mappings(sections["priorities"]):
        yield from _priority(priority)
    for target in mappings(sections["targets"]):
        yield from _target(target)
    for figure in mappings(sections["published"]):
        yield from _period(figure)
    yield from _doubles(sections)


def measures_named(sections: Sections) -> Iterator[Named]:
    """Each measure that the plan names, with each place where it does."""
    for priority in mappings(sections["priorities"]):
        for success in mappings(items_of(priority, "success_measures")):
            yield from texts(items_of(success, "measures"))
    for one in mappings(sections["commentary"]):
        yield from texts(said.entries.get("measure") for said in mappings(items_of(one, "states")))
    for name in ("targets", "published", "plain_words", "agreed_definitions"):
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
            message = f"`ref` must be the priority, a point and a number, not '{text[:20]}'"
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


def _target(target: MapNode) -> Iterator[Problem]:
    yield from _aim(target)
    tolerances = [key for key in target.keys if key in TOLERANCES]
    for extra in tolerances[1:]:
        message = f"a target has one tolerance, but `{extra}` stands beside `{tolerances[0]}`"
        yield target.keys[extra].problem(message, "keep one of `within`, `within_percent`, `floor`")
    for key in ("within", "within_percent"):
        amount = readable(target.entries.get(key), decimal_of)
        if amount is not None and amount < 0:
            yield target.entries[key].place.problem(f"`{key}` must be 0 or more, not {amount}")
    if "within_percent" in target.keys and _number(target, "value") == 0:
        message = "a percentage of a target of 0 is always 0"
        yield target.keys["within_percent"].problem(message, "use `within` or `floor`")


def _aim(target: MapNode) -> Iterator[Problem]:
    """A target has a value, or both edges of a range."""
    edges = [key for key in target.keys if key in EDGES]
    if "value" in target.keys and edges:
        message = f"`{edges[0]}` cannot stand beside `value`"
        hint = "`value` is for higher or lower is better, `low` and `high` for near is better"
        yield target.keys[edges[0]].problem(message, hint)
    elif len(edges) == 1:
        other = "high" if edges == ["low"] else "low"
        yield target.keys[edges[0]].problem(f"`{edges[0]}` needs `{other}` beside it")
    elif not edges and "value" not in target.keys and _is_clean(target):
        yield target.place.problem("a target needs `value`, or `low` and `high`")
    low, high = _number(target, "low"), _number(target, "high")
    if low is not None and high is not None and low > high:
        yield target.entries["low"].place.problem(f"`low` {low} is above `high` {high}")


def _is_clean(target: MapNode) -> bool:
    # An unknown key, reported already, is most likely the value misspelt.
    return set(target.keys) <= {"measure", "since", "source", *TOLERANCES}


def _number(node: MapNode, key: str) -> Decimal | None:
    return readable(node.entries.get(key), decimal_of)


def _period(figure: MapNode) -> Iterator[Problem]:
    node = figure.entries.get("period")
    text = readable(node, text_of)
    if node is not None and text is not None and not is_period_key(text):
        yield node.place.problem(
            f"`period` must be a period's key, not '{text[:20]}'", _likely(text)
        )


def is_period_key(text: str) -> bool:
    """Whether a period has this key."""
    try:
        from_key(text)
    except ValueError:
        return False
    return True


def _likely(text: str) -> str:
    slashed = SLASHED_YEAR.fullmatch(text)
    key = f"{slashed[1]}{slashed[2]}" if slashed else ""
    return f"did you mean `{key}`?" if is_period_key(key) else PERIOD_FORMS


def _doubles(sections: Sections) -> Iterator[Problem]:
    targets = together(sections["targets"], {"measure": text_of, "since": date_of})
    yield from repeats(targets, "the target for `{0[0]}` from {0[1]}", "keep one of them")
    keys = dict.fromkeys(("measure", "area", "period", "source"), text_of)
    figures = together(sections["published"], keys)
    name = "the figure for `{0[0]}`, {0[1]}, {0[2]}, from this source,"
    yield from repeats(figures, name, "keep one of them")
    terms = together(sections["glossary"], {"term": lambda node: text_of(node).casefold()})
    yield from repeats(terms, "the term '{0[0]}'", "keep one of them")
