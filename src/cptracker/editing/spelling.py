"""Entries as YAML: a line for each key in a block, or all on one line in brackets."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Entry = Mapping[str, Any]
"""Keys with texts, numbers, days, words of an enumeration, or lists of such or of entries."""

PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,.;()/'&%+-]*[A-Za-z0-9.)%])?")
NO_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
BREAKS = {"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\x7f"}


def block(entry: Entry, indent: int, newline: str) -> str:
    """An item of a list in a block, its dash so many columns in."""
    lines = [f"{key}: {spelt(value)}" for key, value in entry.items()]
    margin = " " * indent
    first = f"{margin}- {lines[0]}"
    return newline.join([first, *(f"{margin}  {line}" for line in lines[1:])]) + newline


def flow(value: Any) -> str:
    """A value in brackets, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return quoted(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return spelt(value)


def spelt(value: Any) -> str:
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
    return str(value) if isinstance(value, int) else flow(value)


def quoted(text: str) -> str:
    """Text in double quotes, on one line."""
    spelt_out = json.dumps(text, ensure_ascii=False)
    return "".join(BREAKS.get(letter, letter) for letter in spelt_out)
