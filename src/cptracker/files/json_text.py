"""JSON as every command and file writes it."""

import json


def json_text(document: object) -> str:
    """A document as JSON for people and tools: indented, letters as they are, ending in a line end.

    Args:
        document: Dictionaries, lists, texts, numbers, booleans and None, nested in any way.

    Raises:
        ValueError: When a number is none that JSON has, such as an infinite one.

    Example:
        `json_text({"a": 1})` is a text of three lines.
    """
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
