"""Tables and runs of text of a slide, as the library writes them; else as XML."""

from collections.abc import Sequence
from typing import Any

from cptracker.reports.document.tables import Line, RatingTag, TableCell, Words
from cptracker.reports.writers.slide_parts import EDGE, GAP, INDENT, ROOM, PlacedPart, SlideTable
from cptracker.reports.writers.word_parts import INK, QUIET, TONES

Shape = Any
"""A shape, a slide or a file of the library, whose own types leave most of it out."""


FONT, LANGUAGE = "Arial", "en-GB"


RULE, LINE = "0B0C0C", "B1B4B6"
"""Below the header row of a table, and between its rows."""


def describe(shape: Shape, words: str) -> None:
    """The words of a shape for those who do not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - the library has none
    properties.set("descr", words)


def add_table(written: Shape, placed: PlacedPart, part: SlideTable) -> None:
    """Put a table where it belongs, as PowerPoint's own, with its caption for screen readers."""
    from pptx.util import Pt

    frame = written.shapes.add_table(
        len(part.rows) + 1, len(part.widths), Pt(EDGE), Pt(placed.top), Pt(ROOM), Pt(placed.height)
    )
    describe(frame, part.caption)
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
        add_words(cell.text_frame, spans, part.size, ink=ink, right=right, gap=0)
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


def add_words(
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
