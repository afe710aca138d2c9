"""Single values of a JSON: each as what it must be, or in words what was expected.

What stands there instead is never in the words: it may be of a child.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from cptracker.status_json.scalars import Allowed, Readable

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


EXPECTED: Final = {str: "a text", int: "a whole number", bool: "true or false"}


class WrongJsonError(ValueError):
    """A value is not what it must be; the message says what was expected."""


def of_its_type(value: Any, wanted: type) -> Any:
    """A text, a whole number, or true or false, as it is; or a word of an enumeration.

    cattrs hands the words of an enumeration to what reads texts, since they are texts too.
    """
    if issubclass(wanted, StrEnum):
        return wanted(word(value, tuple(wanted)))
    if type(value) is not wanted:
        raise WrongJsonError(EXPECTED[wanted])
    return value


def number(value: Any) -> int | float:
    """A number as it is written, never infinite."""
    if type(value) is int or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise WrongJsonError("a number")


def day(value: Any) -> date:
    """A date as ISO has it; text with a time, or a week, is none."""
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    raise WrongJsonError("a date such as 2026-03-31")


def mapping(value: Any) -> dict[str, Any]:
    """An object of names and values."""
    if not isinstance(value, dict):
        raise WrongJsonError("an object of names and values")
    return value


def renamed(written: dict[str, Any], earlier: Mapping[str, str]) -> dict[str, Any]:
    """An object whose values stand under today's names, whatever version wrote it.

    Args:
        written: What was read.
        earlier: The former name of each field that had another one.
    """
    former = {
        name: written[before]
        for name, before in earlier.items()
        if name not in written and before in written
    }
    return written | former if former else written


def sequence(value: Any, length: int | None = None) -> list[Any]:
    """A list, of any length or of a certain one."""
    if not isinstance(value, list):
        raise WrongJsonError("a list")
    if length is not None and len(value) != length:
        raise WrongJsonError(f"a list of {length} values")
    return value


def word(value: Any, words: Sequence[str]) -> str:
    """One of the words that may stand there."""
    if not isinstance(value, str) or value not in words:
        raise WrongJsonError(words[0] if len(words) == 1 else f"one of {', '.join(words)}")
    return value


def within(value: Any, limit: Allowed | Readable) -> Any:
    """A value within the limits that the contract sets it."""
    if isinstance(limit, Readable):
        if not limit.allows(value):
            raise WrongJsonError(limit.expected)
        return value
    if limit.minimum is not None and value < limit.minimum:
        raise WrongJsonError(f"a whole number of at least {limit.minimum}")
    if limit.maximum is not None and value > limit.maximum:
        raise WrongJsonError(f"a whole number of at most {limit.maximum}")
    if limit.min_items is not None and len(value) < limit.min_items:
        raise WrongJsonError(f"a list of at least {limit.min_items}")
    if limit.pattern and isinstance(value, str) and not re.search(limit.pattern, value):
        raise WrongJsonError(f"a text like {limit.pattern}")
    return value
