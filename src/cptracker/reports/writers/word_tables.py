"""Tables within a Word file, with their header row repeated on each page.

A table is written as the XML that Word keeps, all at once: cell by cell it takes a hundred times
as long.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from attrs import frozen

from cptracker.reports.document.tables import (
    PageTable,
    PaperTable,
    TableCell,
    TableColumn,
    Words,
    on_page,
)
from cptracker.reports.writers.table_layout import PADDING, TableLayout, table_layout
from cptracker.reports.writers.word_parts import (
    QUIET,
    Marker,
    add_picture,
    add_styled,
    spans_xml,
    text_width,
)

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.table import Table as Written


AN_INCH = 1440
"""In twentieths of a point."""


ROWS_KEPT = 2
"""How many rows stay together at the head and at the foot of a table."""


SHORT = 8
"""So many lines stay together as a whole."""


LINES = (
    '<w:top w:val="single" w:sz="8" w:color="0B0C0C"/><w:left w:val="nil"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="0B0C0C"/><w:right w:val="nil"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/><w:insideV w:val="nil"/>'
)


def add_table(file: "File", table: PaperTable, marker: Marker) -> None:
    """A caption, then the table."""
    from docx.oxml import parse_xml
    from docx.shared import Pt
    from docx.table import Table as Written

    page = on_page(table)
    add_styled(file, table.caption, "Caption")
    layout = table_layout(page, text_width(file))
    element = parse_xml("".join(_table(layout, page, table.caption, marker)))
    body = file.element.body
    body.insert(len(body) - 1, element)  # the last one holds the page's size
    if any(cell.picture for row in page.rows for stack in row for cell in stack):
        _draw(Written(element, file), page, layout)
    paragraph_format = file.add_paragraph().paragraph_format
    paragraph_format.space_after, paragraph_format.line_spacing = Pt(0), Pt(8)


def _draw(written: "Written", page: PageTable, layout: TableLayout) -> None:
    """Put the pictures into the paragraphs that wait for them."""
    most = [(width - layout.padding) / AN_INCH for width in layout.widths]
    for row, stacks in zip(list(written.rows)[1:], page.rows, strict=True):
        for place, stack, width in zip(row.cells, stacks, most, strict=True):
            for paragraph, cell in zip(place.paragraphs, stack, strict=False):
                if cell.picture:
                    add_picture(paragraph, cell.picture, width)


def _table(layout: TableLayout, page: PageTable, caption: str, marker: Marker) -> Iterator[str]:
    from docx.oxml.ns import nsdecls

    yield (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/><w:tblBorders>{LINES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_margins(layout)}<w:tblLook w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="1" w:lastColumn="0"/><w:tblCaption w:val="{escape(caption)}"/></w:tblPr>'
    )
    yield (
        "<w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{number}"/>' for number in layout.widths)
        + "</w:tblGrid>"
    )
    make = _Rows(columns=page.columns, wide=layout.widths, marker=marker, size=layout.size)
    yield make.row(_headings(page), "<w:cantSplit/><w:tblHeader/>", keep=True)
    for row, keep in zip(page.rows, _stays_with_next(page), strict=True):
        yield make.row(row, "<w:cantSplit/>", keep=keep)
    yield "</w:tbl>"


def _margins(layout: TableLayout) -> str:
    """Left and right of what stands in each cell, where it is not what Word has by itself."""
    if layout.padding == PADDING:
        return ""
    side = f'w:w="{layout.padding // 2}" w:type="dxa"'
    return f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar>"


def _stays_with_next(page: PageTable) -> list[bool]:
    """Of each row whether it stays with the next: all of a short table, else both ends."""
    short = sum(max(map(len, row), default=0) for row in page.rows) <= SHORT
    last = len(page.rows) - 1
    return [
        at < last and (short or at < ROWS_KEPT - 1 or at > last - ROWS_KEPT)
        for at in range(len(page.rows))
    ]


Stacks = Sequence[Sequence[TableCell]]


def _headings(page: PageTable) -> Stacks:
    headings = zip(page.columns, page.beneath, strict=True)
    return [
        [TableCell(spans=(Words(words, strong=not at),)) for at, words in enumerate(texts) if words]
        for texts in ((column.heading, beneath) for column, beneath in headings)
    ]


@frozen(kw_only=True)
class _Rows:
    """Makes the rows of a table.

    Attributes:
        columns: In order.
        wide: How wide each is.
        marker: Knows where links lead.
        size: Of the letters, in half points.
    """

    columns: Sequence[TableColumn]
    wide: Sequence[int]
    marker: Marker
    size: int

    def row(self, stacks: Stacks, properties: str, *, keep: bool) -> str:
        """A row, which `keep` holds on the page of the next one."""
        whole = zip(stacks, self.columns, self.wide, strict=True)
        cells = (self._cell(stack, column, width, keep) for stack, column, width in whole)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, stack: Sequence[TableCell], column: TableColumn, width: int, keep: bool) -> str:
        keep_next = "<w:keepNext/>" if keep else ""
        side = '<w:jc w:val="right"/>' if column.numbers else ""
        lines = [
            f'<w:p><w:pPr>{keep_next}<w:spacing w:before="20" w:after="20"/>{side}</w:pPr>'
            f"{_words(cell, at, self.marker, self.size)}</w:p>"
            for at, cell in enumerate(stack or (TableCell(),))
        ]
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'


def _words(cell: TableCell, at: int, marker: Marker, size: int) -> str:
    """What stands in a cell; a picture is drawn in later."""
    if cell.picture:
        return ""
    return spans_xml(cell.spans, marker, ink=QUIET if at else "", size=size)
