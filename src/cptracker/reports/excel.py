"""A paper as a spreadsheet by the Analysis Function's rules.

A cover, contents and notes; then one table a sheet, from its first column, with one header row and
no merged cells. Numbers are numbers, just as they are shown elsewhere; text is text, whatever sign
it begins with. Alike tables of a paper stand in one sheet.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

from cptracker.judging import long_date
from cptracker.reports.document import Bullets, Cell, Document, Paragraph, Words, text_of
from cptracker.reports.sheets import Sheet, sheets_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmmm yyyy",
}

MOST = 32_767
"""How many characters a cell can hold."""

CUT = " \N{HORIZONTAL ELLIPSIS} (cut: a cell holds no more)"
WIDEST = 60
LINE, MOST_LINES = 15, 27
"""The height of a line in points, and how many a row may have."""


def write(paper: Document) -> bytes:
    """The paper as the bytes of an `.xlsx` file."""
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        _Book(book, paper).write(list(sheets_of(paper)))
    return content.getvalue()


class _Book:
    """A workbook in the making."""

    def __init__(self, book: "Workbook", paper: Document) -> None:
        self.book, self.paper = book, paper
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.strong = book.add_format({"bold": True})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.numbers: dict[str, Format] = {}

    def write(self, sheets: Sequence[Sheet]) -> None:
        """All sheets, and what the file says of itself."""
        paper = self.paper
        self.book.set_properties(
            {
                "title": paper.title,
                "subject": paper.subtitle,
                "author": "cptracker",
                "keywords": "; ".join(paper.marks),
                "created": datetime.combine(paper.as_at, time(), UTC).replace(tzinfo=None),
            }
        )
        self.lines("Cover", self.cover(), 90)
        self.contents(sheets)
        self.lines("Notes", self.notes(), 110)
        for at, sheet in enumerate(sheets):
            self.table(sheet, at)

    def sheet(self, name: str) -> "Worksheet":
        """A new sheet that says on every printed page what it must."""
        sheet = self.book.add_worksheet(name)
        marks = " \N{MIDDLE DOT} ".join(self.paper.marks).replace("&", "&&")
        sheet.set_header(f'&C&"Arial,Bold"{marks}')
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def lines(self, name: str, lines: Iterator[str], width: int) -> None:
        """A sheet of text, a line to a row."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, width)
        for row, words in enumerate(lines):
            if row:
                sheet.set_row(row, LINE * _lines(Cell(spans=(Words(words),)), width))
            self.text(sheet, row, 0, words, self.wrapped if row else self.title)

    def cover(self) -> Iterator[str]:
        """What the file is, and what every page must say."""
        paper = self.paper
        yield paper.title
        yield from paper.marks
        if paper.council:
            yield paper.council
        yield paper.subtitle
        yield f"Figures as at {long_date(paper.as_at)}."
        yield "Contents lists the sheets. Notes explains the signs and how numbers are protected."
        yield "Each sheet after those holds one table, with its header row above the figures."

    def contents(self, sheets: Sequence[Sheet]) -> None:
        """The sheets, each with a link to it."""
        sheet = self.sheet("Contents")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 70)
        self.text(sheet, 0, 0, "Contents", self.title)
        listed = [("Sheet", "What it holds"), ("Notes", "Signs in cells, and what to know")]
        for row, (name, words) in enumerate([*listed, *((s.name, s.title) for s in sheets)], 1):
            style = self.strong if row == 1 else None
            if row > 1:
                sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            else:
                self.text(sheet, row, 0, name, style)
            self.text(sheet, row, 1, words, style)

    def notes(self) -> Iterator[str]:
        """What the signs mean, and the words of the paper that are about figures as a whole."""
        yield "Notes"
        yield "A cell in a column of figures holds a number, or one of these signs:"
        yield from (f"{sign} {meaning}" for sign, meaning in self.paper.shorthand)
        yield "An empty cell has nothing to say: no such number belongs to that row."
        yield from _words_about_all(self.paper)

    def table(self, sheet: Sheet, at: int) -> None:
        """One table with what must stand above it."""
        page = self.sheet(sheet.name)
        above = (sheet.title, *self.paper.marks, "Signs such as [x] are explained in Notes.")
        for row, words in enumerate(above):
            self.text(page, row, 0, words, None if row else self.title)
        top, last = len(above), len(sheet.columns) - 1
        page.add_table(
            top, 0, top + max(len(sheet.rows), 1), last,
            {
                "name": f"Table{at + 1}",
                "autofilter": False,
                "style": "Table Style Light 1",
                "banded_rows": False,
                "columns": [
                    {"header": self.cut(one), "header_format": self.header}
                    for one in sheet.columns
                ],
            },
        )  # fmt: skip
        wide = self.widths(page, sheet)
        for row, cells in enumerate(sheet.rows, top + 1):
            page.set_row(row, LINE * max(map(_lines, cells, wide)))
            for column, cell in enumerate(cells):
                self.cell(page, row, column, cell)
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)

    def cell(self, page: "Worksheet", row: int, column: int, cell: Cell) -> None:
        """A cell as what it is: a number, a day, or text and nothing but text."""
        if cell.number is not None:
            number = cell.number
            value = float(number.value) if number.digits else int(number.value)
            page.write_number(row, column, value, self.number(number.digits))
        elif cell.day is not None:
            page.write_datetime(row, column, datetime.combine(cell.day, time()))
        elif cell.text:
            self.text(page, row, column, cell.text, self.wrapped)

    def number(self, digits: int) -> "Format":
        """The format that shows so many digits after the point."""
        form = "#,##0" + (f".{'0' * digits}" if digits else "")
        if form not in self.numbers:
            self.numbers[form] = self.book.add_format({"num_format": form, "valign": "top"})
        return self.numbers[form]

    def text(
        self, page: "Worksheet", row: int, column: int, words: str, style: "Format | None" = None
    ) -> None:
        """Text, never a formula or an address."""
        page.write_string(row, column, self.cut(words), style)

    def cut(self, words: str) -> str:
        """As much as a cell can hold, saying so where that is less."""
        return words if len(words) <= MOST else words[: MOST - len(CUT)] + CUT

    def widths(self, page: "Worksheet", sheet: Sheet) -> list[int]:
        """Set the columns wide enough for most of what they hold; how wide, in characters."""
        wide = []
        for at, heading in enumerate(sheet.columns):
            longest = max((len(row[at].text) for row in sheet.rows), default=0)
            words = max(len(word) for word in heading.split())
            wide.append(min(WIDEST, max(longest, words) + 3))
            page.set_column(at, at, wide[-1])
        return wide


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell takes; programs that do not work it out themselves need to be told."""
    text = cell.text
    if len(text) < width:  # as most are; to wrap a text takes long
        return 1
    return min(MOST_LINES, len(wrap(text, max(1, width - 1))) or 1)


def _words_about_all(paper: Document) -> Iterator[str]:
    """Paragraphs and lists of the parts that stand for the whole paper."""
    wanted, about = False, {"about", "quality", "protection", "sources"}
    for block in paper.blocks:
        anchor = getattr(block, "anchor", None)
        if anchor is not None:
            wanted = anchor in about
        elif wanted and isinstance(block, Paragraph):
            yield text_of(block.spans)
        elif wanted and isinstance(block, Bullets):
            yield from (text_of(item) for item in block.items)
