"""Tables and paragraphs of a slide as the XML that PowerPoint keeps.

A table is written all at once: cell by cell, through the library, it takes ten times as long.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from cptracker.reports.document.tables import Line, RatingTag, Span, TableCell, Words
from cptracker.reports.writers.slide_parts import (
    EDGE,
    GAP,
    INDENT,
    TEXT_WIDTH,
    PlacedPart,
    SlideTable,
)
from cptracker.reports.writers.word_parts import INK, QUIET, TONES

Shape = Any
"""A shape, a slide or a file of the library, whose own types leave most of it out."""


FONT, LANGUAGE = "Arial", "en-GB"


RULE, LINE = "0B0C0C", "B1B4B6"
"""Below the header row of a table, and between its rows."""


A_POINT = 12_700
"""In the units in which slides are measured."""


ABOVE = 2 * A_POINT
"""Above and below the words of a cell."""


NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The name that PowerPoint gives a table without style and without grid."""


def describe(shape: Shape, words: str) -> None:
    """The words of a shape for those who do not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - the library has none
    properties.set("descr", words)


def add_table(written: Shape, placed: PlacedPart, part: SlideTable) -> None:
    """Put a table where it belongs, as PowerPoint's own, with its caption for screen readers."""
    from pptx.oxml import parse_xml
    from pptx.util import Pt

    frame = written.shapes.add_table(
        1, 1, Pt(EDGE), Pt(placed.top), Pt(TEXT_WIDTH), Pt(sum(part.heights))
    )
    describe(frame, part.caption)
    empty = frame.table._tbl  # noqa: SLF001 - its only way to a table that is written already
    empty.getparent().replace(empty, parse_xml("".join(_table(part))))


def _table(part: SlideTable) -> Iterator[str]:
    """Words in ink on white, with lines between the rows."""
    yield (
        f'<a:tbl {_namespace()}><a:tblPr firstRow="1" bandRow="0">'
        f"<a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>"
    )
    yield from (f'<a:gridCol w="{round(width * A_POINT)}"/>' for width in part.widths)
    yield "</a:tblGrid>"
    for at, (row, height) in enumerate(zip((part.header, *part.rows), part.heights, strict=True)):
        yield f'<a:tr h="{round(height * A_POINT)}">'
        for stack, right in zip(row, part.numbers, strict=True):
            yield from _cell(stack, part, right=right, rule=LINE if at else RULE)
        yield "</a:tr>"
    yield "</a:tbl>"


@cache
def _namespace() -> str:
    from pptx.oxml.ns import nsdecls

    return str(nsdecls("a", "p"))


def _cell(stack: Sequence[TableCell], part: SlideTable, *, right: bool, rule: str) -> Iterator[str]:
    """A cell with the line below it, on the ground of its rating if it has one."""
    yield "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
    for at, cell in enumerate(stack or (TableCell(),)):
        line = (Words(cell.picture.alt),) if cell.picture else cell.spans
        yield paragraph_xml(line, part.size, ink=QUIET if at else INK, right=right, gap=0)
    tags = [span for cell in stack for span in cell.spans if isinstance(span, RatingTag)]
    ground = _fill(TONES[tags[0].tone][1]) if tags else ""
    side = round(part.padding / 2 * A_POINT)
    yield (
        f'</a:txBody><a:tcPr marL="{side}" marR="{side}" marT="{ABOVE}" marB="{ABOVE}">'
        f'<a:lnB w="9525">{_fill(rule)}</a:lnB>{ground}</a:tcPr></a:tc>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def add_text_box(
    written: Shape, top: float, wide: float, high: float, paragraphs: Sequence[str]
) -> None:
    """A box at the left edge, in points, with paragraphs that `paragraph_xml` made."""
    from pptx.oxml import parse_xml

    tree = written.shapes._spTree  # noqa: SLF001 - four times as fast as box by box
    number = len(tree)  # the first of them is the title, and two others are no shapes
    left, right, above, below = (round(length * A_POINT) for length in (EDGE, wide, top, high))
    tree.append(
        parse_xml(
            f"<p:sp {_namespace()}><p:nvSpPr>"
            f'<p:cNvPr id="{number}" name="Text {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{above}"/>'
            f'<a:ext cx="{right}" cy="{below}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom><a:noFill/></p:spPr><p:txBody>"
            '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
            f"</a:bodyPr><a:lstStyle/>{''.join(paragraphs)}</p:txBody></p:sp>"
        )
    )


def add_words(frame: Shape, line: Line, size: float) -> None:
    """A paragraph at the end of a frame; the first takes the one that every frame begins with."""
    from pptx.oxml import parse_xml

    body = frame._txBody  # noqa: SLF001 - as fast as the library's own, and with lists
    first = body.p_lst[0]
    if len(body.p_lst) == 1 and not first.r_lst:
        body.remove(first)
    body.append(parse_xml(paragraph_xml(line, size, declared=True)))


def paragraph_xml(
    line: Line,
    size: float,
    *,
    ink: str = INK,
    bullet: bool = False,
    right: bool = False,
    gap: float = GAP,
    declared: bool = False,
) -> str:
    """A paragraph of runs of text; `declared` where it is parsed by itself."""
    indent = f' marL="{INDENT * A_POINT}" indent="-{INDENT * A_POINT}"' if bullet else ""
    sign = '<a:buChar char="\N{BULLET}"/>' if bullet else ""
    space = f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{gap * 100}"/>'
    runs = "".join(_run(span, size, ink) for span in line)
    return (
        f"<a:p{' ' + _namespace() if declared else ''}>"
        f'<a:pPr algn="{"r" if right else "l"}"{indent}>{space}</a:spcAft>{sign}</a:pPr>'
        f'{runs}<a:endParaRPr lang="{LANGUAGE}" sz="{round(size * 100)}"/></a:p>'
    )


def _run(span: Span, size: float, ink: str) -> str:
    tagged = isinstance(span, RatingTag)
    text = f"{span.shape} {span.text}" if isinstance(span, RatingTag) else span.text
    strong = tagged or getattr(span, "strong", False)
    colour = TONES[span.tone][0] if isinstance(span, RatingTag) else ink
    return (
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{round(size * 100)}" b="{int(strong)}">'
        f'{_fill(colour)}<a:latin typeface="{FONT}"/></a:rPr><a:t>{escape(text)}</a:t></a:r>'
    )
