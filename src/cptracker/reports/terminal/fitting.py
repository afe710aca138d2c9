"""Words on lines of a page of some width: cut where they do not fit, with a sign that they are."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen
from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.text import Text

from cptracker.model.periods import MONTH_NAMES
from cptracker.wording.text import TextEncoder

CUT_SIGN = 3
"""The longest sign that words are cut."""


NUMBERS, WIDEST_NUMBERS = 9, 18
"""How wide a column of numbers is, and may become for long ones, such as sums of money."""


def width_of_numbers(texts: Iterable[str]) -> int:
    """How wide a column must be that no number in it is cut: a part of one is another number."""
    return min(WIDEST_NUMBERS, max(NUMBERS, *map(cell_len, texts), 0))


def short_day(day: date) -> str:
    """A day for a narrow column, such as `31 May 26`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day:%y}"


@frozen(kw_only=True)
class FittedLines:
    """Lines of a page, none longer than it is wide.

    Attributes:
        width: How many cells fit on a line.
        encoder: Writes what the terminal can show.
    """

    width: int
    encoder: TextEncoder

    def fit(self, words: str, width: int) -> str:
        """Words cut to a width, with a sign that they are."""
        shown = self.encoder(words)
        if cell_len(shown) <= width:
            return shown
        sign = self.encoder("…") if width > CUT_SIGN else ""
        return set_cell_size(shown, max(0, width - len(sign))).rstrip() + sign

    def as_many_as_fit(self, texts: Iterable[str]) -> str:
        """Parts on one line, without those at the end that find no room on it."""
        line = ""
        for text in texts:
            longer = f"{line} · {text}" if line else text
            if line and cell_len(self.encoder(longer)) > self.width:
                break
            line = longer
        return line

    def text(self, words: str, style: str = "", width: int | None = None) -> Text:
        """Words on one line, cut where they do not fit."""
        return Text(
            self.fit(words, self.width if width is None else width), style=style, no_wrap=True
        )

    def pair(self, left: Text, right: Text) -> RenderableType:
        """Words at the left and words at the right; beneath each other where they do not fit."""
        left_width = self.width - right.cell_len - 1
        left = self.text(left.plain, str(left.style), left_width)
        return Text.assemble(
            left, " " * max(1, left_width + 1 - left.cell_len), right, no_wrap=True
        )

    def labelled(self, label: str, words: str) -> Text:
        """Words behind a label, on one line."""
        head = Text(self.encoder(f"{label:<10}"), style="bold")
        return Text.assemble(head, self.fit(words, self.width - head.cell_len), no_wrap=True)
