"""What stands on slides, and how much of one it takes: paragraphs, rows of tables, pictures.

All measures are in points, on slides of 16 to 9.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from cptracker.reports.charts.text_widths import wrapped
from cptracker.reports.document.tables import (
    InlinePicture,
    Line,
    PageTable,
    PaperTable,
    TableCell,
    Words,
    line_of,
    on_page,
    text_of_line,
)
from cptracker.reports.writers.table_layout import is_bold, shown, table_layout

WIDE, HIGH = 960, 540
"""A slide."""


EDGE, TOP, BOTTOM = 36, 76, 510
"""Left and right of what is shown, and between which heights it stands."""


TEXT_WIDTH = WIDE - 2 * EDGE


BODY, LARGEST_IN_TABLE = 14, 22
"""Letters of text in points, and of tables in half points."""


SIZES = ((BODY, LARGEST_IN_TABLE), (12, 22), (11, 20), (10, 20), (10, 18))
"""Letters of a part's text and tables: the largest in which it fits on one slide, else the first.

The last are 10 and 9 points, the least that can be read on paper.
"""


QUIETER, LEAST = 3, 10
"""By how much asides are smaller, and what nothing is smaller than."""


LEADING, GAP, CELL = 1.2, 4, 5
"""The height of a line in its letters, below a paragraph, and around the words of a cell."""


A_CSS_PIXEL = 0.75
"""In points."""


A_TWENTIETH = 20
"""Of a point: in these the widths of columns are worked out."""


INDENT = 18
"""Of the items of a list."""


@frozen(kw_only=True)
class SlideLine:
    """A paragraph of a slide.

    Attributes:
        spans: Its words.
        bullet: Whether it is an item of a list.
        quiet: Whether it is set smaller.
        leads: Whether it begins what follows, and so does not end a slide.
        body: The size of the letters of text around it, in points.
        width: How wide it may be.
    """

    spans: Line
    bullet: bool = False
    quiet: bool = False
    leads: bool = False
    body: float = BODY
    width: float = TEXT_WIDTH

    @property
    def size(self) -> float:
        """Of its letters, in points."""
        return max(LEAST, self.body - QUIETER) if self.quiet else self.body

    @property
    def height(self) -> float:
        """What it takes of a slide."""
        lines = _lines(text_of_line(self.spans), self.size, self.width - INDENT * self.bullet)
        return lines * self.size * LEADING + GAP


@frozen(kw_only=True)
class SlideText:
    """Paragraphs that stand together."""

    lines: tuple[SlideLine, ...]


@frozen(kw_only=True)
class SlideTable:
    """Rows of a table under its header row.

    Attributes:
        caption: What it is, for those who do not see it.
        header: The stacks of the header row.
        rows: Stacks of cells.
        widths: Of each column.
        numbers: Of each column whether it is set to the right.
        size: Of its letters.
        padding: Left and right of what stands in a cell, together.
        heights: Of the header row, then of each row.
    """

    caption: str
    header: tuple[tuple[TableCell, ...], ...]
    rows: tuple[tuple[tuple[TableCell, ...], ...], ...]
    widths: tuple[float, ...]
    numbers: tuple[bool, ...]
    size: float
    padding: float
    heights: tuple[float, ...]


@frozen(kw_only=True)
class SlidePicture:
    """A picture as large as there is room."""

    picture: InlinePicture

    @property
    def height(self) -> float:
        """What it takes of a slide."""
        wide = min(self.picture.width * A_CSS_PIXEL, TEXT_WIDTH)
        return min(wide * self.picture.height / self.picture.width, BOTTOM - TOP)

    @property
    def width(self) -> float:
        """By its height."""
        return self.height * self.picture.width / self.picture.height


Part = SlideText | SlideTable | SlidePicture


@frozen(kw_only=True)
class PlacedPart:
    """A part of a slide with the height of its top and its own, and how far from the left it is."""

    part: Part
    top: float
    height: float
    left: float = EDGE


@frozen(kw_only=True)
class MeasuredTable:
    """A table as slides hold it, measured once however many slides it takes.

    Attributes:
        caption: What it is.
        page: Its columns and rows.
        size: Of its letters, in points.
        padding: Left and right of what stands in a cell, together.
        widths: Of each column.
        heights: Of the header row, then of each row.
    """

    caption: str
    page: PageTable
    size: float
    padding: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    def rows(self, first: int, fits: int) -> SlideTable:
        """So many of its rows from one on, under its header row."""
        header, *heights = self.heights
        return SlideTable(
            caption=self.caption,
            header=_header(self.page),
            rows=self.page.rows[first : first + fits],
            widths=self.widths,
            numbers=tuple(column.numbers for column in self.page.columns),
            size=self.size,
            padding=self.padding,
            heights=(header, *heights[first : first + fits]),
        )


def measured(table: PaperTable, largest: int) -> MeasuredTable:
    """A table with the widths of its columns and the heights of its rows.

    Args:
        table: As the paper has it.
        largest: The letters it has at most, in half points; smaller ones lest a word be broken.
    """
    page = _without_sparklines(on_page(table))
    width_available = TEXT_WIDTH * A_TWENTIETH
    layout = table_layout(page, width_available, largest)
    widths = [width / A_TWENTIETH for width in layout.widths]
    size, padding = layout.size / 2, layout.padding / A_TWENTIETH
    rooms = [width - padding for width in widths]
    return MeasuredTable(
        caption=table.caption,
        page=page,
        size=size,
        padding=padding,
        widths=tuple(widths),
        heights=tuple(_height(row, rooms, size) for row in (_header(page), *page.rows)),
    )


def _without_sparklines(page: PageTable) -> PageTable:
    """A table whose small pictures, which a slide would tell in many words, leave words alone."""
    return evolve(
        page,
        rows=tuple(
            tuple(
                tuple(cell for cell in stack if not cell.picture or len(stack) == 1)
                for stack in row
            )
            for row in page.rows
        ),
    )


def _header(page: PageTable) -> tuple[tuple[TableCell, ...], ...]:
    headings = zip(page.columns, page.beneath, strict=True)
    return tuple(
        tuple(
            TableCell(spans=(Words(words, strong=not at),))
            for at, words in enumerate((column.heading, beneath))
            if words
        )
        for column, beneath in headings
    )


def _height(row: Sequence[Sequence[TableCell]], rooms: Sequence[float], size: float) -> float:
    stacks = zip(row, rooms, strict=True)
    most = max(
        sum(_lines(_cell_text(cell), size, width, is_bold(cell)) for cell in stack)
        for stack, width in stacks
    )
    return max(most, 1) * size * LEADING + CELL


def _cell_text(cell: TableCell) -> str:
    """What a cell says; a picture in one is told in its words."""
    return cell.picture.alt if cell.picture else shown(cell)


@lru_cache(maxsize=8192)
def _lines(text: str, size: float, width: float, bold: bool = False) -> int:
    return max(1, len(wrapped(text, size, width, most=max(1, len(text)), bold=bold)))


def pieces_of(line: SlideLine) -> Iterator[SlideLine]:
    """A paragraph, cut between words into as many as it takes slides."""
    text = text_of_line(line.spans)
    words = text.split(" ")
    if line.height <= BOTTOM - TOP or len(words) == 1:
        yield line
        return
    half = len(words) // 2
    for part in (words[:half], words[half:]):
        yield from pieces_of(evolve(line, spans=line_of(" ".join(part))))
