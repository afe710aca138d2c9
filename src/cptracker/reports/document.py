"""A paper before it has a format: headings, words, tables and pictures in reading order.

An edition makes one of a finished `StatusReport`; each writer turns it into a file. Every text is
made harmless here, once: no control characters, no escapes, no marks that turn the direction.
"""

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, Protocol

from attrs import field, frozen

from cptracker.reports.text import clean

_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}


def harmless(text: str) -> str:
    """A text on one line that any format can hold; XML refuses two more than a terminal does."""
    return clean(text).translate(_NO_CHARACTERS)


@frozen
class Words:
    """A run of text; `strong` is emphasis, never the only sign of a meaning."""

    text: str = field(converter=harmless)
    strong: bool = False


@frozen
class TermLink:
    """A word of the glossary where it is used.

    Attributes:
        text: As it is written there.
        anchor: Of its entry.
    """

    text: str = field(converter=harmless)
    anchor: str = ""


@frozen(kw_only=True)
class Tag:
    """A rating: the word says all, the shape repeats it, and so may a colour.

    Attributes:
        text: The word.
        shape: One sign, kept from screen readers.
        tone: `green`, `amber`, `red`, `complete` or `plain`.
    """

    text: str = field(converter=harmless)
    shape: str
    tone: str


Span = Words | TermLink | Tag
Line = tuple[Span, ...]


def line(*parts: "str | Span") -> Line:
    """Spans of words and other spans, empty words left out."""
    spans = (Words(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


def text_of(spans: Line) -> str:
    """The words of a line alone."""
    return "".join(span.text for span in spans)


class Picture(Protocol):
    """A chart as any format can hold it."""

    @property
    def svg(self) -> str:
        """The whole `<svg>` element, with its title and description."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""

    def png(self) -> bytes:
        """The same as pixels."""


@frozen(kw_only=True)
class Number:
    """A number just as it is shown, so that no format knows more digits than another.

    Attributes:
        value: Rounded for show.
        digits: How many digits stand after the point.
    """

    value: Fraction
    digits: int = 0


@frozen(kw_only=True)
class Cell:
    """One cell: its words, and where it is more than words what it is.

    Attributes:
        spans: What is read; for a picture its words.
        number: The number that the words tell.
        day: The day that the words tell.
        picture: What is drawn.
    """

    spans: Line = ()
    number: Number | None = None
    day: datetime.date | None = None
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return text_of(self.spans)


Place = Literal["all", "page", "sheet"]


@frozen(kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        heading: What it holds.
        numbers: Whether it is set to the right.
        place: `page` where it is only for reading, `sheet` where it is only for a spreadsheet.
        beneath: Whether a page sets it beneath the column before, to save width.
        width: A share of the width of a page.
    """

    heading: str = field(converter=harmless)
    numbers: bool = False
    place: Place = "all"
    beneath: bool = False
    width: int = 10


Row = tuple[Cell, ...]


@frozen(kw_only=True)
class Table:
    """A table with one header row; the first column of a page heads its row.

    Attributes:
        caption: Says what it shows, and is its only name for a screen reader.
        columns: In order.
        rows: A cell for each column.
        sheet: The sheet of a spreadsheet that it goes to; tables with the same are put together.
        under: What it stands under, as a column of that sheet: its heading, and what it says.
        place: `page` where a fuller table goes to the spreadsheet, `sheet` for that one.
    """

    caption: str = field(converter=harmless)
    columns: tuple[Column, ...]
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

    columns: tuple[Column, ...]
    beneath: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], ...], ...]


def on_page(table: Table) -> PageTable:
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


def _beneath(table: Table, stack: Sequence[int]) -> str:
    headings = [table.columns[at].heading for at in stack[1:]]
    return ", ".join(heading[:1].lower() + heading[1:] for heading in headings)


def _stacked(row: Row, stack: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(row[at] for at in stack if row[at].spans or row[at].picture)


@frozen(kw_only=True)
class Heading:
    """A heading of level 2 to 4; the paper's title is the only one of level 1.

    Attributes:
        anchor: Its name within the paper; each is there once.
        new_page: Whether it begins a page when printed.
    """

    text: str = field(converter=harmless)
    level: int = 2
    anchor: str
    new_page: bool = False


@frozen(kw_only=True)
class Paragraph:
    """A paragraph; `quiet` is set smaller."""

    spans: Line
    quiet: bool = False


@frozen(kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@frozen(kw_only=True)
class Callout:
    """Words set apart: what young people said, or what a reader must not miss.

    Attributes:
        title: What sort of words they are.
        lines: A paragraph each.
        tone: `said` or `warning`.
    """

    title: str = field(converter=harmless)
    lines: tuple[Line, ...]
    tone: Literal["said", "warning"] = "said"


@frozen(kw_only=True)
class Entry:
    """A term with its meaning."""

    term: str = field(converter=harmless)
    meaning: Line
    anchor: str = ""


@frozen(kw_only=True)
class Entries:
    """Terms with their meanings.

    Attributes:
        sheet: The sheet of a spreadsheet that they go to.
        headings: Of the terms and of the meanings there.
    """

    items: tuple[Entry, ...]
    sheet: str = ""
    headings: tuple[str, str] = ("Term", "Meaning")


@frozen(kw_only=True)
class Image:
    """A picture that stands by itself, with its caption."""

    picture: Picture
    caption: str = field(default="", converter=harmless)


Block = Heading | Paragraph | Bullets | Callout | Entries | Table | Image


@frozen(kw_only=True)
class Document:
    """A whole paper.

    Attributes:
        title: Its name.
        subtitle: Which plan or period.
        council: Whose paper it is.
        as_at: The day it tells of.
        marks: What every page says, such as `EXAMPLE DATA`.
        blocks: In reading order.
        shorthand: The signs in square brackets that stand in cells, with their meanings.
    """

    title: str = field(converter=harmless)
    subtitle: str = field(default="", converter=harmless)
    council: str = field(default="", converter=harmless)
    as_at: datetime.date
    marks: tuple[str, ...] = ()
    blocks: tuple[Block, ...]
    shorthand: tuple[tuple[str, str], ...] = ()

    @property
    def reading(self) -> tuple[Block, ...]:
        """What a page shows: all but the tables that only a spreadsheet holds."""
        return tuple(
            block
            for block in self.blocks
            if not (isinstance(block, Table) and block.place == "sheet")
        )

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))
