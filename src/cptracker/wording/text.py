"""Text that is safe and legible on any terminal: no controls, no markup, ASCII where it must be."""

import unicodedata
from collections.abc import Iterable, Mapping

from attrs import frozen

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating, Unrated

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


_PLAIN = {
    "÷": "/",
    "·": "|",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
    "…": "...",
    "•": "*",
    "£": "GBP ",
    "\N{FRACTION SLASH}": "/",
    "\N{MULTIPLICATION SIGN}": "x",
    "≥": ">=",
    "≤": "<=",
    "─": "-",
    "⊕": ">",
    "≈": "~",
    "⊖": "<",
    "→": "->",
    "↑": "^",
    "↓": "v",
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
}


ShownRating = Rating | BenchmarkRating | Unrated
"""All that has a shape of its own: a rating, how something stands beside others, or reported."""


RATING_SYMBOLS: Mapping[ShownRating, tuple[str, str]] = {
    Rating.GREEN: ("●", "+"),
    Rating.AMBER: ("▲", "!"),
    Rating.RED: ("■", "#"),
    Rating.COMPLETE: ("✔", "*"),
    Rating.NO_TARGET: ("◇", "-"),
    Rating.NO_DATA: ("○", "?"),
    Rating.NOT_STARTED: ("◌", "."),
    Rating.CANCELLED: ("✕", "x"),
    Rating.HIDDEN: ("▨", "="),
    BenchmarkRating.BETTER: ("⊕", ">"),
    BenchmarkRating.SIMILAR: ("≈", "~"),
    BenchmarkRating.WORSE: ("⊖", "<"),
    Unrated.REPORTED: ("◐", "o"),
}
"""A shape for each, and what stands for it in ASCII; the word beside it always says it. Of ratings
beside others, and of what is only reported, none is the shape of a colour."""


def clean_text(text: str) -> str:
    """A text on one line without control characters, escapes or marks that turn the direction."""
    if text.isprintable():  # then it holds none of these
        return text
    return "".join(filter(None, map(_clean_character, text)))


def _clean_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _BIDI or unicodedata.category(character) == "Cc":
        return ""
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) == "Cs" else character


def in_ascii(text: str) -> str:
    """A text in ASCII: accents dropped, signs spelt out, `?` for what has no likeness."""
    if text.isascii():
        return text
    texts: list[str] = []
    for character in text:
        likeness = _likeness(character)
        if "/" in likeness and len(likeness) > 1 and texts and texts[-1].isdigit():
            texts.append(" ")  # 2½ is 2 1/2, not 21/2
        texts.append(likeness)
    return "".join(texts)


def _likeness(character: str) -> str:
    if character.isascii():
        return character
    if character in _PLAIN:
        return _PLAIN[character]
    characters = unicodedata.normalize("NFKD", character)
    likeness = "".join(
        _PLAIN.get(character_part, character_part)
        for character_part in characters
        if not unicodedata.combining(character_part)
    )
    return likeness if likeness.isascii() else "?"


@frozen
class TextEncoder:
    """Writes texts for one device.

    Attributes:
        ascii_only: Whether the device shows no more than ASCII.
    """

    ascii_only: bool = False

    def __call__(self, text: str) -> str:
        """A text as the device can show it, harmless."""
        cleaned = clean_text(text)
        return in_ascii(cleaned) if self.ascii_only else cleaned

    def line(self, text: str) -> str:
        """Lines of text as the device can show them."""
        return "\n".join(map(self, text.splitlines()))

    def shape(self, rating: ShownRating) -> str:
        """The shape of a rating."""
        return RATING_SYMBOLS[rating][self.ascii_only]


def encoder_for(encoding: str | None) -> TextEncoder:
    """A pen for a stream: anything but a Unicode encoding gets ASCII."""
    return TextEncoder(not (encoding or "ascii").lower().replace("_", "-").startswith("utf"))


def capitalised(words: str) -> str:
    """Words with a capital letter first, the others as they are."""
    return words[:1].upper() + words[1:]


def counted_words(number: int, noun: str, nouns: str | None = None) -> str:
    """Such as `1 problem`, `12 problems`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def listed_words(words: Iterable[str]) -> str:
    """Such as `a, b and c`."""
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last


_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}


def without_controls(text: str) -> str:
    """A text on one line that any format can hold; XML refuses two more than a terminal does."""
    if text.isascii() and text.isprintable():  # as most are
        return text
    return clean_text(text).translate(_NO_CHARACTERS)
