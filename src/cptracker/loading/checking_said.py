"""What must hold of commentary, and of the checks that a plan switches off."""

from collections.abc import Collection, Iterator

from cptracker.checks import Check
from cptracker.errors import Problem
from cptracker.loading.looking import items_of, mappings, readable, repeats, texts, together
from cptracker.loading.nodes import MapNode, Node, but_not, called
from cptracker.loading.periods import is_period_key
from cptracker.loading.scalars import date_of, text_of

PERIOD_HINT = "such as 202425, 202425Q2 or 2024-06, in quotes"


def check_commentary(nodes: list[Node]) -> Iterator[Problem]:
    """Every broken rule of commentary by itself; where it leads is looked at with the links."""
    for about in ("success_measure", "about"):
        keys = {about: text_of, "period": text_of, "date": date_of}
        on = "the commentary on {0[0]}" if about == "success_measure" else "this commentary"
        name = f"{on} for {{0[1]}} of {{0[2]}}"
        yield from repeats(together(nodes, keys), name, "keep one of them")
    for one in mappings(nodes):
        yield from _subject(one)
        yield from _rating(one)
        stated = mappings(items_of(one, "states"))
        for text, place in texts(node.entries.get("period") for node in (one, *stated)):
            if not is_period_key(text):
                message = f"`period` must be a period's key{but_not(text)}"
                yield place.problem(message, PERIOD_HINT)


def _subject(one: MapNode) -> Iterator[Problem]:
    """A commentary is on one thing."""
    given = [key for key in ("success_measure", "about") if key in one.keys]
    if not given:
        message = "`success_measure` is missing from this commentary"
        yield one.place.problem(message, "add it, or `about` for what is no success measure")
    elif len(given) > 1:
        message = "`about` cannot stand beside `success_measure`"
        yield one.keys["about"].problem(message, "keep one of them")


def _rating(one: MapNode) -> Iterator[Problem]:
    if "rating_words" in one.keys and "rating" not in one.keys:
        message = "`rating_words` needs `rating` beside it"
        yield one.keys["rating_words"].problem(message, "add green, amber or red")


def check_off(nodes: list[Node], known: Collection[str], whole: bool) -> Iterator[Problem]:
    """Every broken rule of switching off.

    Args:
        nodes: The checks that are off.
        known: Every reference of the plan.
        whole: Whether no file of the plan is missing, so that a reference must be known.
    """
    for one in mappings(nodes):
        since, until = (readable(one.entries.get(key), date_of) for key in ("date", "until"))
        if since and until and until < since:
            message = f"`until` {until} is before `date` {since}"
            yield one.entries["until"].place.problem(message, "correct one of the days")
        if "until" in one.keys and _is_of_links(one):
            message = f"`until` cannot stand with `{Check.LINK_TO_NOTHING}`"
            yield one.keys["until"].problem(message, "links are followed whatever the day is")
        for ref, place in texts(items_of(one, "refs")) if whole else ():
            if ref not in known:
                message = f"the plan has nothing of the reference {called(ref, '')}"
                yield place.problem(message, "correct the reference, or delete it")


def _is_of_links(one: MapNode) -> bool:
    return readable(one.entries.get("check"), text_of) == Check.LINK_TO_NOTHING


def loose_links(nodes: list[Node]) -> frozenset[str] | None:
    """The references that may link to nothing; None if all may."""
    off = [one for one in mappings(nodes) if _is_of_links(one)]
    if any("refs" not in one.keys for one in off):
        return None
    return frozenset(ref for one in off for ref, _ in texts(items_of(one, "refs")))
