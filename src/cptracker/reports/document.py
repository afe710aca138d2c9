"""A paper before it has a format: headings, words, tables and pictures in reading order.

An edition makes one of a finished `StatusReport`; each writer turns it into a file. What stands in
lines is in `spans`, what stands in tables in `tables`; both can be had from here.
"""

import datetime
from typing import Literal

from attrs import field, frozen

from cptracker.reports.spans import (
    Line,
    Picture,
    Span,
    Tag,
    TermLink,
    Words,
    harmless,
    line,
    text_of,
)
from cptracker.reports.tables import Cell, Column, Number, PageTable, Row, Table, on_page

__all__ = [
    "Block", "Bullets", "Callout", "Cell", "Column", "Document", "Entries", "Entry", "Heading",
    "Image", "Line", "Number", "PageTable", "Paragraph", "Picture", "Row", "Span", "Table", "Tag",
    "TermLink", "Words", "harmless", "line", "on_page", "text_of",
]  # fmt: skip


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
    """A picture that stands by itself, with its caption; a `wide` one takes the whole width."""

    picture: Picture
    caption: str = field(default="", converter=harmless)
    wide: bool = False


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
