"""A paper as slides that can be edited: titles, text, tables and ratings are PowerPoint's own.

Every slide says what the paper is for; a rating is a word and a shape, its colour repeats them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import takewhile
from typing import Any

from cptracker.reports.document.blocks import Entries, PaperDocument, PaperHeading
from cptracker.reports.document.tables import Line, RatingTag, TableCell, Words, text_of_line
from cptracker.reports.writers.packages import with_one_date
from cptracker.reports.writers.slides import (
    BODY,
    BOTTOM,
    EDGE,
    GAP,
    HIGH,
    INDENT,
    ROOM,
    TOP,
    WIDE,
    PlacedPart,
    Slide,
    SlidePicture,
    SlideTable,
    SlideText,
    slides_of,
)
from cptracker.reports.writers.word_parts import INK, QUIET, TONES

Shape = Any
"""A shape, a slide or a file of the library, whose own types leave most of it out."""


FONT, LANGUAGE = "Arial", "en-GB"


TITLE, SMALL = 24, 10
"""Letters of titles, and of what stands above and below each slide."""


TITLE_ONLY = 5
"""The library's layout of a title above an empty slide."""


DOTS = 1.5
"""Dots for each CSS pixel of a picture."""


RULE, LINE = "0B0C0C", "B1B4B6"
"""Below the header row of a table, and between its rows."""


def write_powerpoint(paper: PaperDocument) -> bytes:
    """The paper as the bytes of a `.pptx` file: the same bytes for the same paper."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    _properties(deck, paper)
    _first(_new(deck, paper, paper.title, 1), paper)
    for number, slide in enumerate(slides_of(paper), start=2):
        _fill(_new(deck, paper, slide.title, number), slide)
    content = BytesIO()
    deck.save(content)
    return with_one_date(content.getvalue())


def _properties(deck: Shape, paper: PaperDocument) -> None:
    about = deck.core_properties
    midnight = datetime.combine(paper.as_at, time(), UTC).replace(tzinfo=None)
    about.title, about.subject, about.language = paper.title, paper.subtitle, LANGUAGE
    about.author = about.last_modified_by = "cptracker"
    about.keywords, about.comments = "; ".join(paper.marks), ""
    about.created = about.modified = midnight
    about.revision = 1


def _new(deck: Shape, paper: PaperDocument, title: str, number: int) -> Shape:
    """A slide with its title, what every slide says, and its number."""
    written = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    for shape in list(written.placeholders):
        if shape.placeholder_format.type is not None and shape != written.shapes.title:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 - its only way
    head = written.shapes.title
    if head is not None:
        _place(head, EDGE, 30, ROOM, TOP - 34)
        _frame(head.text_frame)
        _words(head.text_frame, (Words(title, strong=True),), _title_size(title))
    _label(written, 8, " \N{MIDDLE DOT} ".join(paper.marks), strong=True)
    _label(written, BOTTOM + 6, f"{paper.title} \N{MIDDLE DOT} slide {number}")
    return written


def _title_size(title: str) -> int:
    return TITLE if len(title) <= SHORT_TITLE else TITLE - 8


SHORT_TITLE = 55
"""A title of more characters takes two lines, in smaller letters."""


def _label(written: Shape, top: float, words: str, *, strong: bool = False) -> None:
    if words:
        box = written.shapes.add_textbox(0, 0, 0, 0)
        _place(box, EDGE, top, ROOM, 20)
        _frame(box.text_frame)
        _words(box.text_frame, (Words(words, strong=strong),), SMALL)


def _first(written: Shape, paper: PaperDocument) -> None:
    """Whose paper it is, of what, and who reports to whom."""
    told = [paper.council, paper.subtitle, *_head(paper)]
    box = written.shapes.add_textbox(0, 0, 0, 0)
    _place(box, EDGE, TOP + 20, ROOM, BOTTOM - TOP - 20)
    _frame(box.text_frame)
    for words in filter(None, told):
        _words(box.text_frame, (Words(words),), BODY + 2)


def _head(paper: PaperDocument) -> list[str]:
    """What stands before all else in a committee's report."""
    blocks = takewhile(lambda block: not isinstance(block, PaperHeading), paper.blocks)
    return [
        f"{entry.term}: {text_of_line(entry.meaning)}"
        for block in blocks
        if isinstance(block, Entries)
        for entry in block.items
    ]


def _fill(written: Shape, slide: Slide) -> None:
    for placed in slide.parts:
        if isinstance(placed.part, SlideText):
            _text(written, placed, placed.part)
        elif isinstance(placed.part, SlideTable):
            _table(written, placed, placed.part)
        else:
            _picture(written, placed, placed.part)


def _text(written: Shape, placed: PlacedPart, part: SlideText) -> None:
    box = written.shapes.add_textbox(0, 0, 0, 0)
    _place(box, EDGE, placed.top, ROOM, placed.height)
    _frame(box.text_frame)
    for line in part.lines:
        ink = QUIET if line.quiet else INK
        _words(box.text_frame, line.spans, line.size, ink=ink, bullet=line.bullet)


def _picture(written: Shape, placed: PlacedPart, part: SlidePicture) -> None:
    from pptx.util import Pt

    picture = part.picture
    wide = placed.height * picture.width / picture.height
    if wide > ROOM:
        wide = ROOM
    drawn = written.shapes.add_picture(
        BytesIO(picture.png(DOTS)), Pt(EDGE), Pt(placed.top), width=Pt(wide)
    )
    _describe(drawn, picture.alt)


def _describe(shape: Shape, words: str) -> None:
    """The words of a shape for those who do not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - the library has none
    properties.set("descr", words)


def _table(written: Shape, placed: PlacedPart, part: SlideTable) -> None:
    from pptx.util import Pt

    frame = written.shapes.add_table(
        len(part.rows) + 1, len(part.widths), Pt(EDGE), Pt(placed.top), Pt(ROOM), Pt(placed.height)
    )
    _describe(frame, part.caption)
    table = frame.table
    _plain(table)
    for column, width in zip(table.columns, part.widths, strict=True):
        column.width = Pt(width)
    rows = (part.header, *part.rows)
    for row, cells, height in zip(table.rows, rows, part.heights, strict=True):
        row.height = Pt(height)
        for at, (cell, stack) in enumerate(zip(row.cells, cells, strict=True)):
            _cell(cell, stack, part, right=part.numbers[at], head=cells is part.header)


def _plain(table: Shape) -> None:
    """No style of the library's: words in ink on white, with lines between the rows."""
    properties = table._tbl.tblPr  # noqa: SLF001 - the library has no words for it
    properties.set("firstRow", "1")
    properties.set("bandRow", "0")
    for style in properties.xpath("./a:tableStyleId"):
        style.text = NO_STYLE


NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The name that PowerPoint gives a table without style and without grid."""


def _cell(
    cell: Shape, stack: Sequence[TableCell], part: SlideTable, *, right: bool, head: bool
) -> None:
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = Pt(6)
    cell.margin_top = cell.margin_bottom = Pt(2)
    for at, held in enumerate(stack):
        spans = (Words(held.picture.alt),) if held.picture else held.spans
        ink = QUIET if at else INK
        _words(cell.text_frame, spans, part.size, ink=ink, right=right, gap=0)
    tags = [span for held in stack for span in held.spans if isinstance(span, RatingTag)]
    if tags:
        _colour(cell, TONES[tags[0].tone][1])
    _line_below(cell, RULE if head else LINE)


def _colour(cell: Shape, ground: str) -> None:
    from pptx.dml.color import RGBColor

    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ground)


def _line_below(cell: Shape, ink: str) -> None:
    """A line below a cell; it stands before the cell's colour, as the format wants it."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    fill = f'<a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="9525">{fill}</a:lnB>')
    cell._tc.get_or_add_tcPr().insert(0, line)  # noqa: SLF001 - the library has no lines


def _place(shape: Shape, left: float, top: float, wide: float, high: float) -> None:
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(wide), Pt(high)


def _frame(frame: Shape) -> None:
    """Text that keeps to its place: wrapped, from the top, without margins."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _words(
    frame: Shape,
    spans: Line,
    size: float,
    *,
    ink: str = INK,
    bullet: bool = False,
    right: bool = False,
    gap: float = GAP,
) -> None:
    """A paragraph at the end of a frame; the first takes the one that every frame begins with."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    empty = len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
    paragraph = frame.paragraphs[0] if empty else frame.add_paragraph()
    paragraph.space_after, paragraph.space_before = Pt(gap), Pt(0)
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    if bullet:
        _bullet(paragraph)
    for span in spans:
        _run(paragraph, span, size, ink)


def _bullet(paragraph: Shape) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no lists
    indent = INDENT * A_POINT
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="\N{BULLET}"/>'))


A_POINT = 12_700
"""In the units in which slides are measured."""


def _run(paragraph: Shape, span: Shape, size: float, ink: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    tagged = isinstance(span, RatingTag)
    run = paragraph.add_run()
    run.text = f"{span.shape} {span.text}" if tagged else span.text
    run.font.size, run.font.name = Pt(size), FONT
    run.font.bold = tagged or getattr(span, "strong", False)
    run.font.color.rgb = RGBColor.from_string(TONES[span.tone][0] if tagged else ink)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)  # noqa: SLF001 - the library knows few languages
