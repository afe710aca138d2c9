"""A paper before it has a format: headings, words, tables and pictures in reading order.

An edition makes one of a finished `StatusReport`; each writer turns it into a file. What stands in
lines is in `spans`, what stands in tables in `tables`; both can be had from here.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import field, frozen

from cptracker.reports.document.tables import InlinePicture, Line, PaperTable
from cptracker.wording.text import without_controls


@frozen(kw_only=True)
class PaperHeading:
    """A heading of level 2 to 4; the paper's title is the only one of level 1.

    Attributes:
        anchor: Its name within the paper; each is there once.
        new_page: Whether it begins a page when printed.
    """

    text: str = field(converter=without_controls)
    level: int = 2
    anchor: str
    new_page: bool = False


@frozen(kw_only=True)
class Paragraph:
    """A paragraph.

    Attributes:
        quiet: Whether it is set smaller.
        numbered: Whether it has a number of its own in a paper whose paragraphs are numbered.
    """

    spans: Line
    quiet: bool = False
    numbered: bool = True


@frozen(kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@frozen(kw_only=True)
class Callout:
    """Words set apart: what young people said, or what a reader must not miss.

    Attributes:
        title: What kind of words they are.
        lines: A paragraph each.
        tone: `said` or `warning`.
    """

    title: str = field(converter=without_controls)
    lines: tuple[Line, ...]
    tone: Literal["said", "warning"] = "said"


@frozen(kw_only=True)
class Entry:
    """A term with its meaning."""

    term: str = field(converter=without_controls)
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
    """A picture that stands by itself.

    Attributes:
        picture: What is drawn.
        caption: Below it; empty for none.
        wide: Whether it takes the whole width of a page.
        tallest: How much of the height of a page it takes at the most.
    """

    picture: InlinePicture
    caption: str = field(default="", converter=without_controls)
    wide: bool = False
    tallest: float = 0.8


Block = PaperHeading | Paragraph | Bullets | Callout | Entries | PaperTable | Image


def lines_in(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every line that is read in some blocks: paragraphs, items, meanings and cells of pages."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.spans
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Callout):
            yield from block.lines
        elif isinstance(block, Entries):
            yield from (entry.meaning for entry in block.items)
        elif isinstance(block, PaperTable) and block.place != "sheet":
            yield from (cell.spans for row in block.rows for cell in row)


@frozen(kw_only=True)
class PaperDocument:
    """A whole paper.

    Attributes:
        title: Its name.
        subtitle: Which plan or period.
        council: Whose paper it is.
        as_at: The day it tells of.
        marks: What every page says, such as `EXAMPLE DATA`.
        blocks: In reading order.
        shorthand: The signs in square brackets that stand in cells, with their meanings.
        committee: Whether it is a committee's report, whose paragraphs are numbered.
        landscape: Whether its pages are wider than high.
    """

    title: str = field(converter=without_controls)
    subtitle: str = field(default="", converter=without_controls)
    council: str = field(default="", converter=without_controls)
    as_at: datetime.date
    marks: tuple[str, ...] = ()
    blocks: tuple[Block, ...]
    shorthand: tuple[tuple[str, str], ...] = ()
    committee: bool = False
    landscape: bool = False

    @property
    def reading(self) -> tuple[Block, ...]:
        """What a page shows: all but the tables that only a spreadsheet holds."""
        return tuple(
            block
            for block in self.blocks
            if not (isinstance(block, PaperTable) and block.place == "sheet")
        )

    @property
    def pictures(self) -> tuple[InlinePicture, ...]:
        """What is drawn on its pages, those in the cells of tables too."""
        return tuple(picture for block in self.reading for picture in _pictures_of(block))

    @property
    def headings(self) -> tuple[PaperHeading, ...]:
        """Its headings, in order."""
        return tuple(block for block in self.blocks if isinstance(block, PaperHeading))


def _pictures_of(block: Block) -> Iterator[InlinePicture]:
    if isinstance(block, Image):
        yield block.picture
    elif isinstance(block, PaperTable):
        yield from (cell.picture for row in block.rows for cell in row if cell.picture)
