"""Tables within a Word file, with their header row repeated on each page.

A table is written as the XML that Word keeps, all at once: cell by cell it takes a hundred times
as long.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from cptracker.reports.document import Cell, Column, PageTable, Table, Words, on_page
from cptracker.reports.word_parts import QUIET, SMALL, Marker, add_picture, spans_xml

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.table import Table as Written

WIDTH = 9638
"""Between the margins of a page, in twentieths of a point."""

AN_INCH = 1440
PADDING = 0.16
"""Left and right of what stands in a cell, in inches."""

LINES = (
    '<w:top w:val="single" w:sz="8" w:color="0B0C0C"/><w:left w:val="nil"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="0B0C0C"/><w:right w:val="nil"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/><w:insideV w:val="nil"/>'
)


def add_table(file: "File", table: Table, marker: Marker) -> None:
    """A caption, then the table."""
    from docx.oxml import parse_xml
    from docx.table import Table as Written

    page = on_page(table)
    file.add_paragraph(table.caption, style="Caption")
    element = parse_xml("".join(_table(page, table.caption, marker)))
    body = file.element.body
    body.insert(len(body) - 1, element)  # the last one holds the page's size
    if any(cell.picture for row in page.rows for stack in row for cell in stack):
        _draw(Written(element, file), page)
    file.add_paragraph()


def _draw(written: "Written", page: PageTable) -> None:
    """Put the pictures into the paragraphs that wait for them."""
    most = [width / AN_INCH - PADDING for width in _widths(page.columns)]
    for row, stacks in zip(list(written.rows)[1:], page.rows, strict=True):
        for place, stack, width in zip(row.cells, stacks, most, strict=True):
            for paragraph, cell in zip(place.paragraphs, stack, strict=False):
                if cell.picture:
                    add_picture(paragraph, cell.picture, width)


def _widths(columns: Sequence[Column]) -> list[int]:
    total = sum(column.width for column in columns)
    return [WIDTH * column.width // total for column in columns]


def _table(page: PageTable, caption: str, marker: Marker) -> Iterator[str]:
    from docx.oxml.ns import nsdecls

    widths = _widths(page.columns)
    yield (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{LINES}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="1" w:lastColumn="0"/><w:tblCaption w:val="{escape(caption)}"/></w:tblPr>'
    )
    yield "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{one}"/>' for one in widths) + "</w:tblGrid>"
    yield _row(_headings(page), page.columns, marker, "<w:cantSplit/><w:tblHeader/>")
    for row in page.rows:
        yield _row(row, page.columns, marker, "<w:cantSplit/>")
    yield "</w:tbl>"


Stacks = Sequence[Sequence[Cell]]


def _headings(page: PageTable) -> Stacks:
    told = zip(page.columns, page.beneath, strict=True)
    return [
        [Cell(spans=(Words(words, strong=not at),)) for at, words in enumerate(one) if words]
        for one in ((column.heading, beneath) for column, beneath in told)
    ]


def _row(stacks: Stacks, columns: Sequence[Column], marker: Marker, kept: str) -> str:
    cells = (
        _cell(stack, column, width, marker)
        for stack, column, width in zip(stacks, columns, _widths(columns), strict=True)
    )
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(stack: Sequence[Cell], column: Column, width: int, marker: Marker) -> str:
    side = '<w:jc w:val="right"/>' if column.numbers else ""
    lines = [
        f'<w:p><w:pPr><w:spacing w:before="30" w:after="30"/>{side}</w:pPr>'
        f"{_words(cell, at, marker)}</w:p>"
        for at, cell in enumerate(stack or (Cell(),))
    ]
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'


def _words(cell: Cell, at: int, marker: Marker) -> str:
    """What stands in a cell; a picture is drawn in later."""
    if cell.picture:
        return ""
    return spans_xml(cell.spans, marker, ink=QUIET if at else "", size=SMALL - bool(at))
