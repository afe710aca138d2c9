"""Values that YAML reads otherwise than they look: cut by a remark, gone on over a line, in octal.

None of these is a mistake to YAML, so each is a warning; what was meant can always be written in
quotes.
"""

import re
from collections.abc import Iterable, Iterator

from cptracker.errors import Problem
from cptracker.loading.nodes import ListNode, MapNode, Node, ScalarNode
from cptracker.loading.scalars import kind_of

IDENTIFYING = {
    "ref", "measure", "measures", "meeting", "identifier", "check", "period", "deliverable",
    "deliverables", "success_measure", "success_measures", "priorities", "leads_to", "refs",
    "status", "rating", "blocker_rating", "report_every", "update_every", "protection",
    "fingerprint",
}  # fmt: skip
"""Keys whose values are single words, behind which a remark is nothing but a remark."""

OCTAL = re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?")
QUOTES = {"\u201c": "\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb", "\u201e": "\u201c"}
"""Typographic marks, each with the one that closes it."""

IN_QUOTES = "put the whole value in straight quotes"


def check_values(roots: Iterable[Node | None]) -> Iterator[Problem]:
    """A warning for each value that is most likely not read as it was meant."""
    for root in roots:
        yield from _walk(root, "")


def _walk(node: Node | None, key: str) -> Iterator[Problem]:
    if isinstance(node, MapNode):
        for name, value in node.entries.items():
            yield from _walk(value, name)
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _walk(item, key)
    elif isinstance(node, ScalarNode):
        yield from _value(node, key)


def _value(node: ScalarNode, key: str) -> Iterator[Problem]:
    if node.plain:
        yield from _plain(node, key)
    elif node.text.strip() and node.text != node.text.strip(" \t") and "\n" not in node.text:
        message = f"`{key}` begins or ends with a blank inside its quotes"
        yield node.place.warning(message, "delete the blank; names that differ by it are different")
    if QUOTES.get(node.text[:1]) == node.text[-1:] and len(node.text) > 1:
        message = f"the curly quotes around `{key}` are read as part of its text"
        yield node.place.warning(message, "use straight quotes, or none")


def _plain(node: ScalarNode, key: str) -> Iterator[Problem]:
    if node.remark and _is_cut(node, key):
        message = f"`{key}` ends before ` #`, and what follows on this line is left out"
        hint = f"{IN_QUOTES}, or write the remark on a line of its own"
        yield node.place.warning(message, hint)
    if node.folded:
        message = f"`{key}` goes on over the next line, which is read as part of it"
        yield node.place.warning(message, f"{IN_QUOTES}, or begin it with `>-`; line up the keys")
    if OCTAL.fullmatch(node.text):
        message = f"`{key}` is a number that begins with 0, read as {node.text.lstrip('+-0') or 0}"
        yield node.place.warning(message, "leave out the 0; other programs read it as octal")


def _is_cut(node: ScalarNode, key: str) -> bool:
    """Whether a remark took the end of a text; numbers, days and single words lose none."""
    if kind_of(node) != "text":
        return False
    return key not in IDENTIFYING or node.remark[1:2] not in (" ", "")
