"""How wide words are and where lines break, before anything draws them.

Widths are those of Arial, Helvetica and their free likenesses, which the pictures ask for; a
browser with another font draws a little wider or narrower, for which the layout leaves room.
"""

import unicodedata

from cptracker.reports.text import clean

FAMILY = "Arial, Helvetica, Charts Sans, sans-serif"
"""What a reader's own machine is asked for; the last but one is in the package, for PNG."""

_FIRST = 32
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Of the printable ASCII characters, in thousandths of the size."""

_OTHER, _WIDE, _BOLDER = 0.6, 1.0, 1.08
_ELLIPSIS = "…"


def legible(text: str) -> str:
    """A text on one line that is harmless, and that XML allows."""
    return "".join(one for one in clean(text) if one not in "\ufffe\uffff").strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in the units of its size."""
    return sum(map(_width, text)) * size * (_BOLDER if bold else 1)


def _width(character: str) -> float:
    place = ord(character) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place] / 1000
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


def wrapped(
    text: str, size: float, room: float, *, most: int = 2, bold: bool = False
) -> tuple[str, ...]:
    """A text in lines no wider than the room; what is beyond the last one ends in an ellipsis."""
    words = [part for word in legible(text).split() for part in _broken(word, size, room, bold)]
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold=bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), size, room, bold=bold))


def _broken(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word as it is, or in pieces where it is wider than a line."""
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text cut to the room, with an ellipsis where something is missing."""
    kept = legible(text)
    if width(kept, size, bold=bold) <= room:
        return kept
    while kept and width(kept + _ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS
