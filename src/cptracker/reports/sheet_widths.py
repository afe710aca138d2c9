"""How wide the columns of a spreadsheet are, and over how many pages it is printed."""

from collections.abc import Sequence
from itertools import accumulate

from cptracker.reports.charts.lettering import width as width_of
from cptracker.reports.charts.lettering import wrapped
from cptracker.reports.sheets import Sheet
from cptracker.reports.tables import Cell

PAGE = 230
"""How many characters fit beside each other on a page, in letters that can still be read."""

LEAST, MOST = 24, 90
"""Between these is the widest that a column of words may be."""

BESIDE = 3
"""What a column is wider than its longest text."""

LED = 70
"""How wide the columns may be that stay in sight, so that others can be seen beside them."""

DIGIT = width_of("0", 1)
"""A spreadsheet measures its columns in digits."""

MOST_LINES = 27
"""How many lines a row may have."""


def widths(sheet: Sheet) -> list[int]:
    """Of each column in characters: as wide as its texts, the longest wrapped.

    They are as wide as may be on as few pages beside each other as can be; and where it takes
    several, no wider than lets each of them begin with what its rows are about.
    """
    whole = [_longest(sheet, at) + BESIDE for at in range(len(sheet.columns))]
    words = [_longest_word(one) + BESIDE for one in sheet.columns]
    capped = (
        [max(min(one, most), word) for one, word in zip(whole, words, strict=True)]
        for most in range(LEAST, MOST + 1)
    )
    return max(capped, key=lambda wide: _goodness(sheet, wide))


def _goodness(sheet: Sheet, wide: Sequence[int]) -> tuple[int, int, int]:
    pages = pages_across(sheet, wide)
    return -pages, heads_in_sight(sheet, wide) if pages > 1 else 0, sum(wide)


def _longest(sheet: Sheet, at: int) -> int:
    return max((len(row[at].text) for row in sheet.rows), default=0)


def _longest_word(heading: str) -> int:
    return max(map(len, heading.split()))


def heads_in_sight(sheet: Sheet, wide: Sequence[int]) -> int:
    """How many of the columns that say what a row is about can stay in sight beside the others."""
    return sum(one <= LED for one in accumulate(wide[: sheet.heads]))


def pages_across(sheet: Sheet, wide: Sequence[int]) -> int:
    """How many pages stand beside each other, each beginning with what its rows are about."""
    heads = sum(wide[: heads_in_sight(sheet, wide)])
    return max(1, -(-(sum(wide) - heads) // (PAGE - heads)))


def lines_of(cell: Cell, width: int) -> int:
    """How many lines a cell takes; programs that do not work it out themselves need to be told."""
    return lines_in(cell.text, width)


def lines_in(text: str, width: int) -> int:
    """How many lines words take in a column so many characters wide."""
    if len(text) < width:  # as most are; to wrap a text takes long
        return 1
    lines = wrapped(text, 1 / DIGIT, max(1, width - 1), most=len(text))
    return max(1, min(MOST_LINES, len(lines)))
