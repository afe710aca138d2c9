"""What must hold of commentary, quotations, checks switched off and the plan in plain words."""

from collections.abc import Callable, Collection, Iterator

from cptracker.files.yaml_nodes import MapNode, Node, but_not, called
from cptracker.files.yaml_values import date_in, integer_of, text_in
from cptracker.model.checks import Check
from cptracker.model.problems import Problem
from cptracker.plan.checks.plan import Sections
from cptracker.plan.document import (
    Named,
    items_of,
    joined_nodes,
    mappings,
    readable,
    repeats,
    texts,
)
from cptracker.plan.keys import is_period_key

SUBJECTS = ("success_measure", "priority", "about")
"""What a commentary can be on: one of these."""


PERIOD_HINT = "such as 202425, 202425Q2 or 2024-06, in quotes"


def check_commentary(nodes: list[Node]) -> Iterator[Problem]:
    """Every broken rule of commentary by itself; where it leads is looked at with the links."""
    for about in SUBJECTS:
        read = integer_of if about == "priority" else text_in
        keys: dict[str, Callable[[Node], object]] = {about: read, "period": text_in}
        keys["date"] = date_in
        on = "the commentary on {0[0]}" if about != "about" else "this commentary"
        name = f"{on} for {{0[1]}} of {{0[2]}}"
        yield from repeats(joined_nodes(nodes, keys), name, "keep one of them")
    for mapping in mappings(nodes):
        yield from _subject(mapping)
        yield from _rating(mapping)
        stated = mappings(items_of(mapping, "states"))
        for text, place in texts(node.entries.get("period") for node in (mapping, *stated)):
            if not is_period_key(text):
                message = f"`period` must be a period's key{but_not(text)}"
                yield place.problem(message, PERIOD_HINT)


def _subject(mapping: MapNode) -> Iterator[Problem]:
    """A commentary is on one thing."""
    subjects = [key for key in SUBJECTS if key in mapping.keys]
    if not subjects:
        message = "`success_measure` is missing from this commentary"
        yield mapping.place.problem(
            message, "add it, or `priority`, or `about` for what is neither"
        )
    elif len(subjects) > 1:
        message = f"`{subjects[-1]}` cannot stand beside `{subjects[0]}`"
        yield mapping.keys[subjects[-1]].problem(message, "keep one of them")


def _rating(mapping: MapNode) -> Iterator[Problem]:
    for key in ("rating_words", "reason"):
        if key in mapping.keys and "rating" not in mapping.keys:
            message = f"`{key}` needs `rating` beside it"
            yield mapping.keys[key].problem(message, "add green, amber or red")


def check_off(nodes: list[Node], names: Collection[str], whole: bool) -> Iterator[Problem]:
    """Every broken rule of switching off.

    Args:
        nodes: The checks that are off.
        names: Every reference of the plan.
        whole: Whether no file of the plan is missing, so that a reference must be known.
    """
    for mapping in mappings(nodes):
        since, until = (readable(mapping.entries.get(key), date_in) for key in ("date", "until"))
        if since and until and until < since:
            message = f"`until` {until} is before `date` {since}"
            yield mapping.entries["until"].place.problem(message, "correct one of the days")
        if "until" in mapping.keys and _is_of_links(mapping):
            message = f"`until` cannot stand with `{Check.LINK_TO_NOTHING}`"
            yield mapping.keys["until"].problem(message, "links are followed whatever the day is")
        for ref, place in texts(items_of(mapping, "refs")) if whole else ():
            if ref not in names:
                message = f"the plan has nothing of the reference {called(ref, '')}"
                yield place.problem(message, "correct the reference, or delete it")


def _is_of_links(mapping: MapNode) -> bool:
    return readable(mapping.entries.get("check"), text_in) == Check.LINK_TO_NOTHING


def loose_links(nodes: list[Node]) -> frozenset[str] | None:
    """The references that may link to nothing; None if all may."""
    checks_off = [mapping for mapping in mappings(nodes) if _is_of_links(mapping)]
    if any("refs" not in mapping.keys for mapping in checks_off):
        return None
    return frozenset(ref for mapping in checks_off for ref, _ in texts(items_of(mapping, "refs")))


PLACE = "{value}"
"""Where the figure goes in a sentence."""


def check_plain_words(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; promises are followed only where no file is missing (`whole`)."""
    for words in mappings(sections["plain_words"]):
        yield from _sentence(words)
    measures = texts(words.entries.get("measure") for words in mappings(sections["plain_words"]))
    yield from repeats(measures, "the plain words for `{}`", "keep one of them")
    refs = list(_refs(sections))
    yield from repeats(refs, "the plain promise {}", "keep one of them")
    if whole:
        promised = set(_promised(sections))
        for ref, place in refs:
            if ref not in promised:
                message = f"no priority and no success measure is {called(ref, '')}"
                yield place.problem(message, 'write a number such as "1", or "1.1", in quotes')


def _refs(sections: Sections) -> Iterator[Named]:
    return texts(words.entries.get("ref") for words in mappings(sections["plain_promises"]))


def _sentence(words: MapNode) -> Iterator[Problem]:
    node = words.entries.get("says")
    text = readable(node, text_in)
    if node is None or text is None:
        return
    if text.count(PLACE) != 1:
        message = f"`says` must hold `{PLACE}` once, where the figure goes"
        yield node.place.problem(message, f"such as: {PLACE} of 100 children saw a dentist")
    elif set("{}") & set(text.replace(PLACE, "")):
        yield node.place.problem(f"`says` may hold no braces but those of `{PLACE}`")


def _promised(sections: Sections) -> Iterator[str]:
    for priority in mappings(sections["priorities"]):
        number = readable(priority.entries.get("number"), integer_of)
        if number is not None:
            yield str(number)
        for success in mappings(items_of(priority, "success_measures")):
            ref = readable(success.entries.get("ref"), text_in)
            if ref is not None:
                yield ref


def check_quotations(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule of the list `quotations`.

    Args:
        sections: The items of each list of the plan.
        whole: Whether no file of it is missing, so that every priority is known.
    """
    numbers = {
        readable(priority.entries.get("number"), integer_of)
        for priority in mappings(sections["priorities"])
    }
    for quotation in mappings(sections["quotations"]):
        if whole:
            yield from _priority(quotation, numbers)
        yield from _said_by(quotation)
    words = joined_nodes(sections["quotations"], {"words": text_in, "priority": integer_of})
    yield from repeats(words, "this quotation", "keep one of them")


def _priority(quotation: MapNode, numbers: set[int | None]) -> Iterator[Problem]:
    number = readable(quotation.entries.get("priority"), integer_of)
    if number is not None and number not in numbers:
        message = f"the plan has no priority {number}"
        yield quotation.entries["priority"].place.problem(message, "name one that it has")


def _said_by(quotation: MapNode) -> Iterator[Problem]:
    """An age beside a group tells who spoke."""
    said_by = readable(quotation.entries.get("said_by"), text_in)
    if said_by is not None and any(character.isdigit() for character in said_by):
        message = "`said_by` holds a number: an age or a year of birth tells who spoke"
        hint = "name the group that spoke, such as `Children in Care Council`"
        yield quotation.entries["said_by"].place.problem(message, hint)
