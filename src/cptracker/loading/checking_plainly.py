"""What must hold for the plan in plain words: a place for the figure, a promise that is known."""

from collections.abc import Iterator, Mapping

from cptracker.errors import Problem
from cptracker.loading.looking import Named, items_of, mappings, readable, repeats, texts
from cptracker.loading.nodes import MapNode, Node, called
from cptracker.loading.scalars import integer_of, text_of

PLACE = "{value}"
"""Where the figure goes in a sentence."""

Sections = Mapping[str, list[Node]]


def check_plain_words(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; promises are followed only where no file is missing (`whole`)."""
    for words in mappings(sections["plain_words"]):
        yield from _sentence(words)
    measures = texts(words.entries.get("measure") for words in mappings(sections["plain_words"]))
    yield from repeats(measures, "the plain words for `{}`", "keep one of them")
    refs = list(_refs(sections))
    yield from repeats(refs, "the plain promise {}", "keep one of them")
    if whole:
        known = set(_promised(sections))
        for ref, place in refs:
            if ref not in known:
                message = f"no priority and no success measure is {called(ref, '')}"
                yield place.problem(message, 'write a number such as "1", or "1.1", in quotes')


def _refs(sections: Sections) -> Iterator[Named]:
    return texts(words.entries.get("ref") for words in mappings(sections["plain_promises"]))


def _sentence(words: MapNode) -> Iterator[Problem]:
    node = words.entries.get("says")
    text = readable(node, text_of)
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
            ref = readable(success.entries.get("ref"), text_of)
            if ref is not None:
                yield ref
