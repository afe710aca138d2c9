"""Lines, links and pictures within a Word file, and one date for all that an Office file holds."""

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import frozen

from cptracker.reports.charts.pictures import PRINTED
from cptracker.reports.document.blocks import Entries, PaperDocument
from cptracker.reports.document.tables import (
    InlinePicture,
    Line,
    RatingTag,
    TermLink,
    Words,
)
from cptracker.reports.writers.table_layout import SMALL

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph


INK, QUIET, LINK = "0B0C0C", "484949", "1A65A6"


MOST_INCHES = 6.6
"""The width between the margins of a page."""


DOTS_AN_INCH = 96


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


def spans_xml(line: Line, marker: Marker | None, *, ink: str = "", size: int = 0) -> str:
    """A line as runs of text."""
    return "".join(_span(span, marker, ink, size) for span in line)


def _span(span: Words | TermLink | RatingTag, marker: Marker | None, ink: str, size: int) -> str:
    if isinstance(span, RatingTag):
        letters, ground = TONES[span.tone]
        text = f"{span.shape} {span.text}"
        return run_xml(text, ink=letters, ground=ground, size=size, bold=True)
    if isinstance(span, TermLink):
        link_marker = marker or Marker({})
        return link_marker.link_xml(span.text, span.anchor, size)
    return run_xml(span.text, ink=ink, size=size, bold=span.strong)


def add_styled(file: "File", text: str = "", style: str = "Normal") -> "Paragraph":
    """A paragraph at the end of a file, in one of its styles.

    The library looks each style up among all of them; here their identifiers are read once.
    """
    paragraph = file.add_paragraph(text)
    if style != "Normal":
        paragraph._p.style = _identifiers(file)[style.lower()]  # noqa: SLF001 - ten times as fast
    return paragraph


_IDENTIFIERS: "WeakKeyDictionary[object, dict[str, str]]" = WeakKeyDictionary()
"""Of each open file the identifiers of its styles by their names in small letters."""


def _identifiers(file: "File") -> dict[str, str]:
    if file.part not in _IDENTIFIERS:
        styles = file.styles.element.style_lst
        _IDENTIFIERS[file.part] = {
            style.name_val.lower(): style.styleId for style in styles if style.name_val
        }
    return _IDENTIFIERS[file.part]


def add_line(
    paragraph: "Paragraph", line: Line, marker: Marker | None = None, *, small: bool = False
) -> None:
    """Write a line into a paragraph."""
    from docx.oxml import parse_xml

    ink, size = (QUIET, SMALL) if small else ("", 0)
    runs = parse_xml(f"<w:p {word_namespace()}>{spans_xml(line, marker, ink=ink, size=size)}</w:p>")
    for run in list(runs):
        paragraph._p.append(run)  # noqa: SLF001 - as fast as the library's own, and with links


def add_picture(paragraph: "Paragraph", picture: InlinePicture, most: float = MOST_INCHES) -> None:
    """Draw a picture as dots, at most so many inches wide, with its words for screen readers."""
    from docx.shared import Inches

    width = min(picture.width / DOTS_AN_INCH, most)
    drawn = paragraph.add_run().add_picture(
        BytesIO(picture.compact_png(PRINTED)), width=Inches(width)
    )
    inline = drawn._inline  # noqa: SLF001 - the library has no words for pictures
    inline.docPr.set("descr", picture.alt)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice pushes it over the edge of its cell


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


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say; the day of the paper stands among its properties."""


def with_one_date(content: bytes) -> bytes:
    """An archive with the same parts in the same order, none of which says when it was written."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(buffer, "w", ZIP_DEFLATED) as dated:
        for name in archive.namelist():
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            dated.writestr(entry, archive.read(name))
    return buffer.getvalue()
