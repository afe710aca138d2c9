"""A JSON Schema as tables for people: a section for each kind of object, a row for each key."""

from collections.abc import Mapping
from typing import Any

from reference_pages.markdown import table, ticked

Schema = Mapping[str, Any]


def sections(schema: Schema, root: str) -> list[str]:
    """The root first, then each definition."""
    named = {root: schema, **schema.get("$defs", {})}
    return [f"## {name}\n\n{_about(shape_of_name)}" for name, shape_of_name in named.items()]


def _about(document: Schema) -> str:
    text = document.get("description", "")
    if "enum" in document:
        return f"{text}\n\nOne of {_words(document)}."
    required = document.get("required", ())
    rows = [
        (f"`{name}`", shape(part), "" if name in required else "may be left out",
         part.get("description", ""))
        for name, part in document.get("properties", {}).items()
    ]  # fmt: skip
    return f"{text}\n\n{table(('key', 'value', '', 'what it says'), rows)}"


def shape(part: Schema) -> str:
    """What a value may be, in a few words."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for several in ("oneOf", "anyOf"):
        if several in part:
            return " or ".join(shape(option) for option in part[several])
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        return f"one of {_words(part)}"
    return _typed(part)


def _words(part: Schema) -> str:
    return ticked("null" if word is None else str(word) for word in part["enum"])


def _typed(part: Schema) -> str:
    kinds = part.get("type", "any")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "array" in kinds and "items" in part:
        inner = f"list of {shape(part['items'])}"
        return " or ".join([inner, *(kind for kind in kinds if kind != "array")])
    text = " or ".join(kinds)
    if part.get("format") == "date":
        text = text.replace("string", "date")
    return text + (f", else `{part['default']}`" if "default" in part else "")
