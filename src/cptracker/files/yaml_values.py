"""One YAML value as text, number, date or boolean, exactly as it was written or not at all.

YAML 1.2 decides what a value without quotes is: `yes` is text, `true` a boolean, `1.10` a number.
Nothing is turned from one into another. A date is no YAML 1.2 type, so it may stand in quotes; but
where text is wanted it must, because other programs would read it as a date.
"""

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from cptracker.files.yaml_nodes import (
    ListNode,
    MapNode,
    Node,
    RefusedNode,
    ScalarNode,
    SourcePlace,
    harmless_text,
    shown_text,
)

NULL = re.compile(r"~|null|Null|NULL|")


BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")


NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


DATE_AND_TIME = re.compile(DATE.pattern + r"(?:(?:[Tt]| +)[0-9]{1,2}:[0-9]{2}.*)?")


MIGHT_NOT_BE_TEXT = re.compile(r"[-+.0-9~tTfFnN]|$")


Choice = TypeVar("Choice", bound=StrEnum)


WHOLE = re.compile(r"[-+]?[0-9]{1,9}")


PLAINLY_WRITTEN = re.compile(r"[-+]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})")


DRESSED_NUMBER = re.compile(r"[£$]?([-+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?) ?%?")


WORD_FOR_BOOLEAN = {"yes": "true", "y": "true", "on": "true"} | dict.fromkeys(
    ("no", "n", "off"), "false"
)


DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")


UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class WrongValueError(ValueError):
    """A value is not what the model wants; the name of its attribute is known further out.

    Attributes:
        place: Where the value stands.
        complaint: What follows the attribute's name, such as `must be a number, not 'ninety'`.
        hint: What to write.
    """

    def __init__(self, place: SourcePlace, complaint: str, hint: str | None = None) -> None:
        self.place = place
        self.complaint = complaint
        self.hint = hint
        super().__init__(complaint)


class AlreadyReportedError(ValueError):
    """The value was refused when the file was read; there is no more to say."""


def wrong_value(node: Node, wanted: str, hint: str | None = None) -> WrongValueError:
    """`must be <wanted>, not <what is there>`; an empty value is only called empty."""
    if isinstance(node, ScalarNode) and scalar_kind_of(node) == "nothing":
        return WrongValueError(node.place, "is empty", "give it a value, or delete the line")
    return WrongValueError(node.place, f"must be {wanted}, not {described_value(node)}", hint)


def scalar_kind_of(node: ScalarNode) -> str:
    """What YAML 1.2 takes a value for: `text`, `nothing`, `boolean`, `number`; or a `date`."""
    text = node.text
    if not node.plain or not MIGHT_NOT_BE_TEXT.match(text):
        return "text"
    patterns = (("nothing", NULL), ("boolean", BOOLEAN), ("number", NUMBER))
    plain = next((kind for kind, pattern in patterns if pattern.fullmatch(text)), "text")
    return "date" if plain == "text" and DATE_AND_TIME.fullmatch(text) else plain


def described_value(node: Node) -> str:
    """What stands there, in words: `the number 3.9`, `'ninety'`, `a list`."""
    if not isinstance(node, ScalarNode):
        return "a list" if isinstance(node, ListNode) else "a mapping"
    text = shown_text(node.text)
    kind = scalar_kind_of(node)
    if kind == "text" and not harmless_text(node.text):
        return "text"
    if kind == "text":
        return f"'{text}'" if node.plain else f"the text '{text}'"
    return f"`{text}`" if kind == "boolean" else f"the {kind} {text}"


def scalar(node: Node, wanted: str) -> ScalarNode:
    """The node, if it is a single value.

    Raises:
        WrongValueError: It is a list or a mapping.
        AlreadyReportedError: It was refused when the file was read.
    """
    if isinstance(node, RefusedNode):
        raise AlreadyReportedError
    if isinstance(node, ListNode | MapNode):
        raise wrong_value(node, wanted)
    return node


def text_in(node: Node) -> str:
    """Text with at least one letter or other sign.

    Raises:
        WrongValueError: It is something else, or has characters that no report can show.
    """
    scalar_node = scalar(node, "text")
    kind = scalar_kind_of(scalar_node)
    if kind != "text":
        raise wrong_value(scalar_node, "text", _quoting_hint(scalar_node.text, kind))
    if not scalar_node.text.strip():
        raise WrongValueError(scalar_node.place, "is empty", "give it a value")
    strange = UNSHOWABLE.search(scalar_node.text)
    if strange:
        complaint = f"holds the character U+{ord(strange[0]):04X}, which cannot be shown"
        raise WrongValueError(scalar_node.place, complaint, "delete it")
    return scalar_node.text


def _quoting_hint(text: str, kind: str) -> str:
    hint = f'put it in quotes: "{shown_text(text)}"'
    has_point = kind == "number" and "." in text
    return f"{hint}; without them 1.1 and 1.10 are the same number" if has_point else hint


def integer_of(node: Node) -> int:
    """A whole number of up to nine digits.

    Raises:
        WrongValueError: It is something else, such as `3.9`, `true` or a number in quotes.
    """
    scalar_node = scalar(node, "a whole number")
    if not scalar_node.plain or not WHOLE.fullmatch(scalar_node.text):
        raise wrong_value(scalar_node, "a whole number", _number_hint(scalar_node))
    return int(scalar_node.text)


def decimal_of(node: Node) -> Decimal:
    """A number with exactly the digits that were written: `90.10` keeps its nought.

    Raises:
        WrongValueError: It is something else, or not written out (`1e3`, `.inf`).
    """
    scalar_node = scalar(node, "a number")
    if scalar_node.plain and PLAINLY_WRITTEN.fullmatch(scalar_node.text):
        return Decimal(scalar_node.text)
    if scalar_kind_of(scalar_node) == "number":
        raise wrong_value(scalar_node, "a number written out with its digits, such as 90.5")
    raise wrong_value(scalar_node, "a number", _number_hint(scalar_node))


def _number_hint(node: ScalarNode) -> str | None:
    if not node.plain and NUMBER.fullmatch(node.text):
        return "leave out the quotes"
    dressed = DRESSED_NUMBER.fullmatch(node.text)
    if node.plain and scalar_kind_of(node) == "text" and dressed:
        return f"write {dressed[1].replace(',', '')}; the measure says its unit"
    return None


def date_in(node: Node) -> date:
    """A day written year first: `2024-04-01`, with or without quotes.

    Raises:
        WrongValueError: It is something else, or no day of the calendar.
    """
    wanted = "a date such as 2024-04-01"
    scalar_node = scalar(node, wanted)
    if not DATE.fullmatch(scalar_node.text):
        raise wrong_value(scalar_node, wanted, _date_hint(scalar_node.text))
    try:
        return date.fromisoformat(scalar_node.text)
    except ValueError:
        complaint = f"is {scalar_node.text}, a day that is not in the calendar"
        raise WrongValueError(scalar_node.place, complaint, "check the day and the month") from None


def _date_hint(text: str) -> str | None:
    british, year_first = DAY.fullmatch(text), YEAR_FIRST.match(text)
    if british:
        day, month, year = british.groups()
    elif year_first:
        year, month, day = year_first.groups()
    else:
        return None
    try:
        return f"write {date(int(year), int(month), int(day)).isoformat()}"
    except ValueError:
        return "write the year, then the month, then the day"


def boolean_of(node: Node) -> bool:
    """`true` or `false`.

    Raises:
        WrongValueError: It is something else, such as `yes`, which is text in YAML 1.2.
    """
    scalar_node = scalar(node, "true or false")
    if scalar_node.plain and BOOLEAN.fullmatch(scalar_node.text):
        return scalar_node.text.lower() == "true"
    word = WORD_FOR_BOOLEAN.get(scalar_node.text.lower()) or scalar_node.text.lower()
    hint = f"write `{word}` without quotes" if word in ("true", "false") else None
    raise wrong_value(scalar_node, "true or false", hint)


def word_of(node: Node, wanted: type[Choice]) -> Choice:
    """One of the words of an enumeration, such as `red`.

    Raises:
        WrongValueError: It is something else.
    """
    *most, last = wanted
    words = f"{', '.join(f'`{word}`' for word in most)} or `{last}`"
    scalar_node = scalar(node, words)
    if scalar_node.text not in [*wanted]:
        near = get_close_matches(scalar_node.text.strip().lower(), [*wanted], n=1)
        hint = f"did you mean `{near[0]}`?" if near else "use one of these words"
        raise wrong_value(scalar_node, words, hint)
    return wanted(scalar_node.text)
