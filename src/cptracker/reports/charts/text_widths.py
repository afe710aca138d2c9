"""How wide words are in Arial and its free likenesses, and in which lines they stand."""

import unicodedata
from functools import lru_cache

from cptracker.wording.text import clean_text

_FIRST = 32


_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Of the printable ASCII characters, in thousandths of the size."""


_OTHER_CHARACTER, _WIDE, _BOLDER = 0.6, 1.0, 1.08


_ELLIPSIS = "…"


def legible(text: str) -> str:
    """A text on one line that is harmless, and that XML allows."""
    if text.isprintable():
        return text.strip()
    return "".join(
        character for character in clean_text(text) if character not in "\ufffe\uffff"
    ).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in the units of its size."""
    return _units(text) * size * (_BOLDER if bold else 1)


@lru_cache(maxsize=32768)
def _units(text: str) -> float:
    """How wide a text is in letters of size 1; the same words come again and again."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    place = ord(character) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place] / 1000
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER_CHARACTER


def wrapped(
    text: str, size: float, line_width: float, *, most: int = 2, bold: bool = False
) -> tuple[str, ...]:
    """A text in lines no wider than the room; what is beyond the last one ends in an ellipsis."""
    words = [
        part for word in legible(text).split() for part in _broken(word, size, line_width, bold)
    ]
    lines: list[list[str]] = []
    blank, used = width(" ", size, bold=bold), 0.0
    for word in words:
        wide = width(word, size, bold=bold)
        if lines and used + blank + wide <= line_width:
            lines[-1].append(word)
            used += blank + wide
        else:
            lines.append([word])
            used = wide
    if len(lines) <= most:
        return tuple(map(" ".join, lines))
    rest = " ".join(word for line in lines[most - 1 :] for word in line)
    return (*map(" ".join, lines[: most - 1]), shortened(rest, size, line_width, bold=bold))


def _broken(word: str, size: float, line_width: float, bold: bool) -> list[str]:
    """A word as it is, or in pieces where it is wider than a line."""
    if width(word, size, bold=bold) <= line_width:
        return [word]
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, bold=bold) > line_width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def shortened(text: str, size: float, line_width: float, *, bold: bool = False) -> str:
    """A text cut to the room, with an ellipsis where something is missing."""
    short = legible(text)
    if width(short, size, bold=bold) <= line_width:
        return short
    while short and width(short + _ELLIPSIS, size, bold=bold) > line_width:
        short = short[:-1]
    return short.rstrip() + _ELLIPSIS
