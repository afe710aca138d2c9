"""Tables of a paper before it has a format: typed cells and the words in them.

Every text is made harmless here, once: no control characters, no escapes, no marks that turn the
direction.
"""

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, Protocol

from attrs import field, frozen

from cptracker.wording.text import without_controls


@frozen
class Words:
    """A run of text; `strong` is emphasis, never the only sign of a meaning."""

    text: str = field(converter=without_controls)
    strong: bool = False


@frozen
class TermLink:
    """A word of the glossary where it is used.

    Attributes:
        text: As it is written there.
        anchor: Of its entry.
    """

    text: str = field(converter=without_controls)
    anchor: str = ""


@frozen(kw_only=True)
class RatingTag:
    """A rating: the word says all, the shape repeats it, and so may a colour.

    Attributes:
        text: The word.
        shape: One sign, kept from screen readers.
        tone: `green`, `amber`, `red`, `complete` or `plain`.
    """

    text: str = field(converter=without_controls)
    shape: str
    tone: str


Span = Words | TermLink | RatingTag


Line = tuple[Span, ...]


def line_of(*texts_and_spans: "str | Span") -> Line:
    """Spans of words and other spans, empty words left out."""
    spans = (Words(part) if isinstance(part, str) else part for part in texts_and_spans)
    return tuple(span for span in spans if span.text)


def text_of_line(line: Line) -> str:
    """The words of a line alone."""
    return "".join(span.text for span in line)


class InlinePicture(Protocol):
    """A chart as any format can hold it."""

    @property
    def svg(self) -> str:
        """The whole `<svg>` element."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""

    @property
    def width(self) -> int:
        """In CSS pixels, of which 96 are an inch."""

    @property
    def height(self) -> int:
        """In CSS pixels."""

    def png(self, scale: float = 2) -> bytes:
        """The same as dots, `scale` for each CSS pixel."""

    def compact_png(self, scale: float) -> bytes:
        """The same as dots in fewer colours."""


@frozen(kw_only=True)
class NumberCell:
    """A number just as it is shown, so that no format knows more digits than another.

    Attributes:
        value: Rounded for show.
        digits: How many digits stand after the point.
        before: What stands before it, such as `£`.
        after: What stands behind it, such as `%` or a sign.
    """

    value: Fraction
    digits: int = 0
    before: str = ""
    after: str = ""


@frozen(kw_only=True)
class TableCell:
    """One cell: its words, and where it is more than words what it is.

    Attributes:
        spans: What is read; for a picture its words.
        number: The number that the words tell.
        day: The day that the words tell.
        picture: What is drawn.
        is_missing: Whether the words say that there is no number, where one could stand.
    """

    spans: Line = ()
    number: NumberCell | None = None
    day: datetime.date | None = None
    picture: InlinePicture | None = None
    is_missing: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return text_of_line(self.spans)


Place = Literal["all", "page", "sheet"]


@frozen(kw_only=True)
class TableColumn:
    """A column of a table.

    Attributes:
        heading: What it holds.
        numbers: Whether it is set to the right.
        place: `page` where it is only for reading, `sheet` where it is only for a spreadsheet.
        beneath: Whether a page sets it beneath the column before, to save width.
        width: A share of the width of a page.
        least: What it keeps of the width of a page however much the others need, in hundredths.
    """

    heading: str = field(converter=without_controls)
    numbers: bool = False
    place: Place = "all"
    beneath: bool = False
    width: int = 10
    least: int = 0


Row = tuple[TableCell, ...]


@frozen(kw_only=True)
class PaperTable:
    """A table with one header row; the first column of a page heads its row.

    Attributes:
        caption: Says what it shows, and is its only name for a screen reader.
        columns: In order.
        rows: A cell for each column.
        sheet: The sheet of a spreadsheet that it goes to; tables with the same are put together.
        under: What it stands under, as a column of that sheet: its heading, and what it says.
        place: `page` where a fuller table goes to the spreadsheet, `sheet` for that one.
    """

    caption: str = field(converter=without_controls)
    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    sheet: str
    under: tuple[str, str] | None = None
    place: Place = "all"


@frozen(kw_only=True)
class PageTable:
    """A table as a page shows it: each cell is a stack of one or more.

    Attributes:
        columns: Those that stand side by side.
        beneath: For each of them the headings of those beneath it, such as `period, made up of`.
        rows: For each column the cells that stand in it, empty ones left out.
    """

    columns: tuple[TableColumn, ...]
    beneath: tuple[str, ...]
    rows: tuple[tuple[tuple[TableCell, ...], ...], ...]

    @property
    def beneath_cells(self) -> tuple[tuple[TableCell, ...], ...]:
        """What the header row has beneath its headings, as stacks of cells."""
        return tuple((TableCell(spans=(Words(words),)),) if words else () for words in self.beneath)


def on_page(table: PaperTable) -> PageTable:
    """A table for reading: without the columns of a sheet, and with some beneath others.

    A column of which every cell is empty is left out.
    """
    stacks: list[list[int]] = []
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        if column.place == "sheet" or not any(cell.spans or cell.picture for cell in cells):
            continue
        if column.beneath and stacks:
            stacks[-1].append(at)
        else:
            stacks.append([at])
    return PageTable(
        columns=tuple(table.columns[stack[0]] for stack in stacks),
        beneath=tuple(_beneath(table, stack) for stack in stacks),
        rows=tuple(tuple(_stacked(row, stack) for stack in stacks) for row in table.rows),
    )


def _beneath(table: PaperTable, stack: Sequence[int]) -> str:
    headings = [table.columns[at].heading for at in stack[1:]]
    return ", ".join(heading[:1].lower() + heading[1:] for heading in headings)


def _stacked(row: Row, stack: Sequence[int]) -> tuple[TableCell, ...]:
    return tuple(row[at] for at in stack if row[at].spans or row[at].picture)
