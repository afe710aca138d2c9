"""What must hold of the head of reports to a committee: addresses, numbers, recommendations."""

import re
from collections.abc import Iterable, Iterator

from cptracker.files.yaml_nodes import MapNode, Node, but_not
from cptracker.files.yaml_values import text_in
from cptracker.model.problems import Problem
from cptracker.plan.document import items_of, mappings, readable, repeats, texts

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
