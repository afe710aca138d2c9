"""Lines, links, pictures and column widths within a Word file."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import frozen

from cptracker.reports.charts.text_widths import width as width_of
from cptracker.reports.document.blocks import Entries, PaperDocument
from cptracker.reports.document.tables import (
    InlinePicture,
    Line,
    PageTable,
    RatingTag,
    TableCell,
    TermLink,
    Words,
)

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph


SMALL = 20
"""The letters of tables and asides, in half points: 10 point, the least that councils print."""


INK, QUIET, LINK = "0B0C0C", "484949", "1A65A6"


MOST_INCHES = 6.6
"""The width between the margins of a page."""


DOTS_AN_INCH = 96


SCALE = 1.25
"""Dots for each CSS pixel: 150 an inch at the size of a page, at half the time of twice as many."""


TONES = {
    "green": ("083D29", "CFE4DC"),
    "amber": ("7A3C1C", "FFEE80"),
    "red": ("651B1B", "F4D7D7"),
    "complete": ("0F385C", "D2E2F1"),
    "plain": ("0B0C0C", "F3F3F3"),
}
"""Ink and ground of a rating."""


@frozen
class Marker:
    """Marks places and links to them; Word's names for them are short and have no signs."""

    names: dict[str, str]

    @classmethod
    def of(cls, paper: PaperDocument) -> "Marker":
        """A marker for the headings and terms of a paper."""
        anchors = [heading.anchor for heading in paper.headings]
        entries = (block for block in paper.blocks if isinstance(block, Entries))
        anchors += [item.anchor for block in entries for item in block.items if item.anchor]
        return cls({anchor: f"place{at}" for at, anchor in enumerate(anchors)})

    def mark(self, paragraph: "Paragraph", anchor: str) -> None:
        """Make a paragraph a place to lead to."""
        from docx.oxml import parse_xml

        if anchor in self.names:
            at, name = list(self.names).index(anchor), self.names[anchor]
            start = f'<w:bookmarkStart {word_namespace()} w:id="{at}" w:name="{name}"/>'
            element = paragraph._p  # noqa: SLF001 - the library has no bookmarks
            element.append(parse_xml(start))
            element.append(parse_xml(f'<w:bookmarkEnd {word_namespace()} w:id="{at}"/>'))

    def link(self, paragraph: "Paragraph", text: str, anchor: str) -> None:
        """Add words that lead to a place in the paper."""
        add_line(paragraph, (TermLink(text, anchor),), self)

    def link_xml(self, text: str, anchor: str, size: int = 0) -> str:
        """A link as XML; plain words where there is no such place."""
        if anchor not in self.names:
            return run_xml(text, size=size)
        run = run_xml(text, ink=LINK, size=size, line=True)
        return f'<w:hyperlink w:anchor="{self.names[anchor]}" w:history="1">{run}</w:hyperlink>'


def word_namespace() -> str:
    """What XML of Word declares at its root."""
    from docx.oxml.ns import nsdecls

    return str(nsdecls("w"))


def run_xml(
    text: str,
    *,
    ink: str = "",
    ground: str = "",
    size: int = 0,
    bold: bool = False,
    line: bool = False,
) -> str:
    """A run of text; its properties stand in the order in which Word wants them."""
    style = "<w:b/>" if bold else ""
    style += f'<w:color w:val="{ink}"/>' if ink else ""
    style += f'<w:sz w:val="{size}"/>' if size else ""
    style += '<w:u w:val="single"/>' if line else ""
    style += f'<w:shd w:val="clear" w:fill="{ground}"/>' if ground else ""
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def spans_xml(spans: Line, marker: Marker | None, *, ink: str = "", size: int = 0) -> str:
    """A line as runs of text."""
    return "".join(_span(span, marker, ink, size) for span in spans)


def _span(span: Words | TermLink | RatingTag, marker: Marker | None, ink: str, size: int) -> str:
    if isinstance(span, RatingTag):
        letters, ground = TONES[span.tone]
        text = f"{span.shape} {span.text}"
        return run_xml(text, ink=letters, ground=ground, size=size, bold=True)
    if isinstance(span, TermLink):
        found = marker or Marker({})
        return found.link_xml(span.text, span.anchor, size)
    return run_xml(span.text, ink=ink, size=size, bold=span.strong)


def add_line(
    paragraph: "Paragraph", spans: Line, marker: Marker | None = None, *, small: bool = False
) -> None:
    """Write a line into a paragraph."""
    from docx.oxml import parse_xml

    ink, size = (QUIET, SMALL) if small else ("", 0)
    base_oxml_element = parse_xml(
        f"<w:p {word_namespace()}>{spans_xml(spans, marker, ink=ink, size=size)}</w:p>"
    )
    for run in list(base_oxml_element):
        paragraph._p.append(run)  # noqa: SLF001 - as fast as the library's own, and with links


def add_picture(paragraph: "Paragraph", picture: InlinePicture, most: float = MOST_INCHES) -> None:
    """Draw a picture as dots, at most so many inches wide, with its words for screen readers."""
    from docx.shared import Inches

    width = min(picture.width / DOTS_AN_INCH, most)
    drawn = paragraph.add_run().add_picture(
        BytesIO(picture.compact_png(SCALE)), width=Inches(width)
    )
    inline = drawn._inline  # noqa: SLF001 - the library has no words for pictures
    inline.docPr.set("descr", picture.alt)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice pushes it over the edge of its cell


WIDTH = 9638
"""Between the margins of an upright page, in twentieths of a point."""


def text_width(file: "File") -> int:
    """Between the margins of the pages of a file, in twentieths of a point."""
    section = file.sections[-1]
    across = section.page_width or A4_ACROSS
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return round((across - margins) / A_TWENTIETH)


def text_height(file: "File") -> float:
    """Between the upper and lower margins of the pages of a file, in inches."""
    section = file.sections[-1]
    margins = (section.top_margin or 0) + (section.bottom_margin or 0)
    return ((section.page_height or A4_DOWN) - margins) / AN_INCH


AN_INCH = 914_400
"""In the units in which Word's pages are measured."""


A4_DOWN = 10_692_000
"""The height of an upright A4 page in the same units."""


A4_ACROSS = 7_560_000
"""The width of an upright A4 page in the same units, where a template does not say its own."""


A_TWENTIETH = 635
"""Of a point, in the units in which Word's pages are measured."""


PADDING = 216
"""Left and right of what stands in a cell, together."""


ROOM = 1.04
"""For letters that are a little wider than was reckoned."""


MOST = 4
"""A word can ask for one of so many parts of a page: an address is broken rather than squeeze."""


A_HALF_POINT = 10


SMALLEST = 17
"""The letters of a table that is too wide for its page in any larger ones, in half points."""


def letters_of(page: PageTable, room: int, largest: int = SMALL) -> int:
    """The size of a table's letters, in half points: as large as lets its words stand unbroken."""
    longest = longest_words(page)
    sizes = range(largest, SMALLEST, -1)
    return next((size for size in sizes if sum(_least(page, longest, room, size)) < room), SMALLEST)


def _least(page: PageTable, longest: Sequence[float], room: int, size: int) -> list[int]:
    """Of each column what it keeps in any case, or its longest word needs in letters of a size."""
    needs = [
        min(room // MOST, round(A_HALF_POINT * size * wide * ROOM) + PADDING if wide else 0)
        for wide in longest
    ]
    kept = [room * column.least // 100 for column in page.columns]
    return [max(need, keep) for need, keep in zip(needs, kept, strict=True)]


def column_widths(page: PageTable, room: int = WIDTH, size: int = SMALL) -> list[int]:
    """Of each column, in twentieths of a point; together the width of a page, `room`.

    A column whose longest word needs more than its share gets what that needs, and the others have
    the rest by their shares. Where all the words together are too wide, each gives way alike.
    """
    least = _least(page, longest_words(page), room, size)
    if sum(least) >= room:
        return [room * number // sum(least) for number in least]
    shares = [column.width for column in page.columns]
    fixed: dict[int, int] = {}
    while True:
        numbers = _shared(shares, fixed, room)
        short = {at: least[at] for at, number in enumerate(numbers) if number < least[at]}
        if not short:
            return numbers
        fixed |= short


def _shared(shares: Sequence[int], fixed: dict[int, int], room: int) -> list[int]:
    """What is left by the fixed columns, by the shares of the others."""
    left = room - sum(fixed.values())
    total = sum(share for at, share in enumerate(shares) if at not in fixed)
    return [fixed.get(at, left * share // max(total, 1)) for at, share in enumerate(shares)]


def longest_words(page: PageTable) -> list[float]:
    """Of each column its widest unbroken piece of text, in letters of size 1."""
    widest = [
        max(width_of(piece, 1, bold=True) for piece in (*_unbroken(column.heading), ""))
        for column in page.columns
    ]
    for row in (page.beneath_cells, *page.rows):
        for at, stack in enumerate(row):
            for cell in stack:
                widest[at] = max(widest[at], _widest(cell))
    return widest


def _widest(cell: TableCell) -> float:
    bold = any(isinstance(span, RatingTag) or getattr(span, "strong", False) for span in cell.spans)
    return max((width_of(piece, 1, bold=bold) for piece in _unbroken(cell.text)), default=0)


def _unbroken(text: str) -> list[str]:
    """The pieces between which a line may end: after a blank and after a hyphen."""
    return text.replace("-", "- ").split()
