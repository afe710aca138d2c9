"""How wide the columns of a table in a Word file are: by their shares, but no word is broken."""

from collections.abc import Iterator, Sequence

from cptracker.reports.charts.lettering import width as width_of
from cptracker.reports.document import Cell, PageTable, Tag, Words
from cptracker.reports.word_parts import SMALL

WIDTH = 9638
"""Between the margins of a page, in twentieths of a point."""

PADDING = 216
"""Left and right of what stands in a cell, together."""

ROOM = 1.04
"""For letters that are a little wider than was reckoned."""

MOST = WIDTH // 4
"""What one word can ask for: an address or a checksum is broken rather than squeeze its table."""

A_HALF_POINT = 10


def widths(page: PageTable) -> list[int]:
    """Of each column, in twentieths of a point; together the width of a page.

    A column whose longest word needs more than its share gets what that needs, and the others have
    the rest by their shares. Where all the words together are too wide, each gives way alike.
    """
    least = [_longest_word(page, at) for at in range(len(page.columns))]
    if sum(least) >= WIDTH:
        return [WIDTH * one // sum(least) for one in least]
    shares = [column.width for column in page.columns]
    fixed: dict[int, int] = {}
    while True:
        found = _shared(shares, fixed)
        short = {at: least[at] for at, one in enumerate(found) if one < least[at]}
        if not short:
            return found
        fixed |= short


def _shared(shares: Sequence[int], fixed: dict[int, int]) -> list[int]:
    """What is left by the fixed columns, by the shares of the others."""
    left = WIDTH - sum(fixed.values())
    total = sum(share for at, share in enumerate(shares) if at not in fixed)
    return [fixed.get(at, left * share // max(total, 1)) for at, share in enumerate(shares)]


def _longest_word(page: PageTable, at: int) -> int:
    """What a column needs lest a word of it be broken."""
    words = [Words(page.columns[at].heading, strong=True), Words(page.beneath[at])]
    stacks = [tuple(Cell(spans=(one,)) for one in words), *(row[at] for row in page.rows)]
    return max(map(_needs, (cell for stack in stacks for cell in stack)), default=0)


def _needs(cell: Cell) -> int:
    bold = any(isinstance(one, Tag) or getattr(one, "strong", False) for one in cell.spans)
    points = max((width_of(one, SMALL / 2, bold=bold) for one in _unbroken(cell)), default=0)
    return min(MOST, round(2 * A_HALF_POINT * points * ROOM) + PADDING)


def _unbroken(cell: Cell) -> Iterator[str]:
    """The pieces between which a line may end: after a blank and after a hyphen."""
    for word in cell.text.split():
        *firsts, last = word.split("-")
        yield from (f"{one}-" for one in firsts)
        yield last
