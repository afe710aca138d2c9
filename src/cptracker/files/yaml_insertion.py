"""Add items to a list in a YAML text; every other byte stays as it is.

The text is parsed for places only, and the items are put in after the last line of the list. So
comments, order, quotation marks, blank lines and line ends survive by construction, in whatever
style the file is written.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

Entry = Mapping[str, Any]
"""Keys with texts, numbers, days, words of an enumeration, or lists of such or of entries."""


PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,.;()/'&%+-]*[A-Za-z0-9.)%])?")


NO_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


BREAKS = {"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\x7f"}


def block_style(entry: Entry, indent: int, newline: str) -> str:
    """An item of a list in a block, its dash so many columns in."""
    lines = [f"{key}: {spelt_value(value)}" for key, value in entry.items()]
    margin = " " * indent
    first = f"{margin}- {lines[0]}"
    return newline.join([first, *(f"{margin}  {line}" for line in lines[1:])]) + newline


def flow_style(value: Any) -> str:
    """A value in brackets, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow_style(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return quoted(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow_style(inner) for inner in value) + "]"
    return spelt_value(value)


def spelt_value(value: Any) -> str:
    """A value after its key: text is quoted only where it must be."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, str):
        plain = PLAIN.fullmatch(value) and value.lower() not in NO_TEXT
        return value if plain else quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else flow_style(value)


def quoted(text: str) -> str:
    """Text in double quotes, on one line."""
    spelt_out = json.dumps(text, ensure_ascii=False)
    return "".join(BREAKS.get(letter, letter) for letter in spelt_out)


BREAK = re.compile("\r\n|\n|\r")


@frozen(kw_only=True)
class InsertionPoint:
    """A list in a file: one at the top, or one in an item of such a list.

    Attributes:
        top: The key at the top, such as `actions`.
        ref: The reference of the item; None for the list at the top itself.
        key: The key of the list in the item.
    """

    top: str
    ref: str | None = None
    key: str = "updates"


def insert_items(
    text: str, spot: InsertionPoint, entries: Sequence[Entry], newline: str = "\n"
) -> str:
    """The text with more items at the end of a list, which is begun if it is not there.

    Args:
        text: The text, with its own line ends.
        spot: The list.
        entries: What is added.
        newline: The line end where the text has none.

    Raises:
        LookupError: There is no item of this reference.
    """
    root = YAML(typ="safe", pure=True).compose(text)
    if root is None:
        usual = newline_of(text, newline)
        gap = "" if not text or text.endswith(("\n", "\r")) else usual
        return f"{text}{gap}{_begun(spot.top, entries, 0, usual)}"
    if spot.ref is None:
        return _into(text, root, spot.top, entries)
    return _into(text, _item(root, spot), spot.key, entries)


def _item(root: Any, spot: InsertionPoint) -> Any:
    for item in _items(root, spot.top):
        if _ref(item) == spot.ref:
            return item
    raise LookupError(spot.ref)


def _items(root: Any, top: str) -> Sequence[Any]:
    node = _value(root, top)
    return node.value if isinstance(node, SequenceNode) else []


def _ref(item: Any) -> str | None:
    ref_node = _value(item, "ref")
    return ref_node.value if isinstance(ref_node, ScalarNode) else None


def _value(holder: Any, key: str) -> Any:
    if not isinstance(holder, MappingNode):
        return None
    return next((value for name, value in holder.value if name.value == key), None)


def _into(text: str, holder: Any, key: str, entries: Sequence[Entry]) -> str:
    node = _value(holder, key)
    if node is None and holder.flow_style:
        return _spliced(text, _end(text, holder.value[-1]), f", {key}: {flow_style(entries)}")
    if node is None:
        at, column = _end(text, holder.value[-1]), holder.start_mark.column
        return _after_line(text, at, _begun(key, entries, column, newline_of(text)))
    if node.flow_style and not node.value:
        return _begun_from_empty(text, holder, key, node, entries)
    if node.flow_style:
        return _spliced(text, _end(text, node.value[-1]), f", {flow_style(entries)[1:-1]}")
    at, column = _end(text, node.value[-1]), node.start_mark.column
    return _after_line(text, at, _blocks(entries, column, newline_of(text)))


def _begun(key: str, entries: Sequence[Entry], column: int, newline: str) -> str:
    return f"{' ' * column}{key}:{newline}{_blocks(entries, column + 2, newline)}"


def _blocks(entries: Sequence[Entry], column: int, newline: str) -> str:
    return "".join(block_style(entry, column, newline) for entry in entries)


def _begun_from_empty(text: str, holder: Any, key: str, node: Any, entries: Sequence[Entry]) -> str:
    """In the place of `[]`: a block beneath the key, or an item within brackets."""
    start, end = node.start_mark.index, node.end_mark.index
    if holder.flow_style:
        return f"{text[:start]}{flow_style(entries)}{text[end:]}"
    column = next(name.start_mark.column for name, _ in holder.value if name.value == key)
    before = text[:start].rstrip(" ")
    return _after_line(
        before + text[end:], len(before), _blocks(entries, column + 2, newline_of(text))
    )


def _spliced(text: str, at: int, piece: str) -> str:
    return text[:at] + piece + text[at:]


def _after_line(text: str, at: int, lines: str) -> str:
    """Put lines in beneath the line in which `at` lies."""
    match = BREAK.search(text, at)
    if match is None:
        return f"{text}{newline_of(text)}{lines}"
    return text[: match.end()] + lines + text[match.end() :]


def _end(text: str, node: Any) -> int:
    """Where a value, or a key with its value, ends, without comments and blank lines after it."""
    if isinstance(node, tuple):
        key, value = node
        empty = isinstance(value, ScalarNode) and value.start_mark.index == value.end_mark.index
        return _end(text, key if empty else value)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(text[: node.end_mark.index].rstrip())
    if isinstance(node, ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    return _end(text, node.value[-1])


def newline_of(text: str, usual: str = "\n") -> str:
    """The line end that a text uses most; of a text without any the usual one."""
    newlines = Counter(BREAK.findall(text)).most_common(1)
    return newlines[0][0] if newlines else usual
