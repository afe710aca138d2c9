"""How wide the columns of a table are on a page or a slide, and how large its letters.

No word is broken while there is room; what is spare in columns of short words goes to those whose
words would take more lines.
"""

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from cptracker.reports.charts.text_widths import width as width_of
from cptracker.reports.document.tables import PageTable, RatingTag, TableCell

SMALL = 20
"""The letters of tables and asides, in half points: 10 point, the least that councils print."""


SMALLEST = 17
"""The letters of a table that is too wide for its page in any larger ones, in half points."""


WIDTH = 9638
"""Between the margins of an upright page, in twentieths of a point."""


PADDING, TIGHT = 216, 100
"""Left and right of what stands in a cell, together; and of a table that is short of width."""


WORD_SPACING = 1.04
"""For letters that are a little wider than was reckoned."""


MOST = 4
"""A word can ask for one of so many parts of a page: an address is broken rather than squeeze."""


A_HALF_POINT = 10
"""In the twentieths of a point in which widths are given."""


AN_EM = "\N{FULLWIDTH LATIN CAPITAL LETTER O}"
"""A character that is as wide as letters are high."""


A_DOT = 15
"""A CSS pixel, in the same."""


@frozen(kw_only=True)
class TableLayout:
    """The measures of a table.

    Attributes:
        size: Of its letters, in half points.
        padding: Left and right of what stands in a cell, together, in twentieths of a point.
        widths: Of its columns, in twentieths of a point; together the width of the page.
    """

    size: int
    padding: int
    widths: tuple[int, ...]


def table_layout(page: PageTable, width: int = WIDTH, largest: int = SMALL) -> TableLayout:
    """The letters, as large as lets words stand unbroken, and the columns.

    Args:
        page: The table.
        width: The width of the page, in twentieths of a point.
        largest: The letters it has at most, in half points; cells are padded less before letters
            are made smaller.
    """
    longest = _widest_of_columns(page, _longest_word)
    sizes = [(largest, PADDING), *((size, TIGHT) for size in range(largest, SMALLEST - 1, -1))]
    size, padding = next(
        (each for each in sizes if sum(_least(page, longest, width, *each)) < width), sizes[-1]
    )
    least = _least(page, longest, width, size, padding)
    whole = _widest_of_columns(page, _whole_width)
    wanted = [_twips(wide, size, padding) for wide in whole]
    shares = [column.width for column in page.columns]
    widths = _widths(shares, least, [max(pair) for pair in zip(wanted, least, strict=True)], width)
    return TableLayout(size=size, padding=padding, widths=tuple(widths))


def _twips(wide: float, size: int, padding: int) -> int:
    """The width of a column that holds words so wide in letters of size 1."""
    return round(A_HALF_POINT * size * wide * WORD_SPACING) + padding if wide else 0


def _least(
    page: PageTable, longest: Sequence[float], width: int, size: int, padding: int
) -> list[int]:
    """Of each column what it keeps in any case, or its longest word needs in letters of a size."""
    needs = [min(width // MOST, _twips(wide, size, padding)) for wide in longest]
    stated = [width * column.least // 100 for column in page.columns]
    return [max(need, keep) for need, keep in zip(needs, stated, strict=True)]


def _widths(
    shares: Sequence[int], least: Sequence[int], wanted: Sequence[int], width: int
) -> list[int]:
    """The width of each column; together the width of the page.

    A column whose longest word needs more than its share gets what that needs. Where all the words
    together are too wide, each gives way alike.
    """
    if sum(least) >= width:
        return [width * number // sum(least) for number in least]
    fixed: dict[int, int] = {}
    while True:
        numbers = _shared(shares, fixed, width)
        short = {at: least[at] for at, number in enumerate(numbers) if number < least[at]}
        if not short:
            return _lent(shares, numbers, wanted)
        fixed |= short


def _shared(shares: Sequence[int], fixed: dict[int, int], width: int) -> list[int]:
    """What is left by the fixed columns, by the shares of the others."""
    left = width - sum(fixed.values())
    total = sum(share for at, share in enumerate(shares) if at not in fixed)
    return [fixed.get(at, left * share // max(total, 1)) for at, share in enumerate(shares)]


def _lent(shares: Sequence[int], numbers: list[int], wanted: Sequence[int]) -> list[int]:
    """What some columns do not need, given by their shares to those whose words wrap.

    Where there is room for all words, what is left beside them is shared by all columns.
    """
    left = sum(numbers) - sum(wanted)
    if left >= 0 and any(number < want for number, want in zip(numbers, wanted, strict=True)):
        return [
            want + left * share // max(sum(shares), 1)
            for want, share in zip(wanted, shares, strict=True)
        ]
    while True:
        pairs = list(zip(numbers, wanted, strict=True))
        spare = sum(max(number - want, 0) for number, want in pairs)
        short = {at: shares[at] for at, (number, want) in enumerate(pairs) if number < want}
        if not short or spare < len(numbers):
            return numbers
        total = max(sum(short.values()), 1)
        numbers = [
            min(number, want) + spare * short.get(at, 0) // total
            for at, (number, want) in enumerate(pairs)
        ]


def _widest_of_columns(page: PageTable, width: Callable[[TableCell], float]) -> list[float]:
    """Of each column the widest of its cells, or a word of its heading, in letters of size 1."""
    headings = zip(page.columns, page.beneath_cells, strict=True)
    widest = [
        max(_heading(column.heading), *map(_longest_word, under), 0) for column, under in headings
    ]
    for row in page.rows:
        for at, stack in enumerate(row):
            widest[at] = max(widest[at], *map(width, stack), 0)
    return widest


def _heading(text: str) -> float:
    return max((width_of(piece, 1, bold=True) for piece in _unbroken(text)), default=0)


def _longest_word(cell: TableCell) -> float:
    bold = is_bold(cell)
    return max((width_of(piece, 1, bold=bold) for piece in _unbroken(shown(cell))), default=0)


def _whole_width(cell: TableCell) -> float:
    """Of all its words on one line."""
    if cell.picture:
        return cell.picture.width * A_DOT / (A_HALF_POINT * SMALL)
    return width_of(shown(cell), 1, bold=is_bold(cell))


def shown(cell: TableCell) -> str:
    """The words of a cell, those of a rating behind its shape; for its room, not to be read.

    A shape is as wide as its letters are high: whichever family of letters has it.
    """
    return "".join(
        f"{AN_EM} {span.text}" if isinstance(span, RatingTag) else span.text for span in cell.spans
    )


def is_bold(cell: TableCell) -> bool:
    """Whether some of its letters are."""
    return any(isinstance(span, RatingTag) or getattr(span, "strong", False) for span in cell.spans)


def _unbroken(text: str) -> Iterator[str]:
    """The pieces between which a line may end: after a blank and after a hyphen."""
    return iter(text.replace("-", "- ").split())
