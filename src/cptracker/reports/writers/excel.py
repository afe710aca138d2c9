"""A paper as a spreadsheet by the Analysis Function's rules.

A cover, contents and notes; then one table a sheet, from its first column, with one header row and
no merged cells. Numbers are numbers, just as they are shown elsewhere; text is text, whatever sign
it begins with. Alike tables of a paper stand in one sheet.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from cptracker.model.periods import long_date
from cptracker.reports.document.blocks import (
    PaperDocument,
)
from cptracker.reports.document.tables import NumberCell, RatingTag, TableCell
from cptracker.reports.writers.sheets import (
    COURSE,
    IDENTIFIER,
    PaperSheet,
    frozen_rows,
    head_lines,
    lines_in,
    lines_of_sheet,
    needs_a_large_page,
    pages_across,
    quoted,
    sheet_widths,
    sheets_of,
    unbroken_runs,
    words_about_all,
)
from cptracker.reports.writers.word_parts import TONES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


DAYS = "d mmmm yyyy"


WRAPPED = {"text_wrap": True, "valign": "top"}


ASIDE = {"align": "right", "indent": 1}
"""For a column of numbers, whose words and signs stand where its numbers do."""


A4, A3 = 9, 8
"""The numbers of sizes of paper in Excel."""


MOST = 32_767
"""How many characters a cell can hold."""


CUT = " \N{HORIZONTAL ELLIPSIS} (cut: a cell holds no more)"


LINE = 15
"""The height of a line in points."""


def write_excel(paper: PaperDocument) -> bytes:
    """The paper as the bytes of an `.xlsx` file."""
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        _Workbook(book, paper).write(list(sheets_of(paper)))
    return content.getvalue()


class _Workbook:
    """A workbook in the making."""

    def __init__(self, book: "Workbook", paper: PaperDocument) -> None:
        self.book, self.paper = book, paper
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.strong = book.add_format({"bold": True})
        self.wrapped, self.aside = (
            book.add_format({**WRAPPED, **document}) for document in ({}, ASIDE)
        )
        self.headers = [
            book.add_format({**WRAPPED, **document, "bold": True}) for document in ({}, ASIDE)
        ]
        self.day = book.add_format({"num_format": DAYS, "valign": "top", "align": "left"})
        self.numbers: dict[str, Format] = {}
        self.ratings = {
            tone: book.add_format(
                {**WRAPPED, "bold": True, "font_color": f"#{ink}", "bg_color": f"#{ground}"}
            )
            for tone, (ink, ground) in TONES.items()
        }
        self.runs: dict[str, str] = {}

    def write(self, sheets: Sequence[PaperSheet]) -> None:
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
        self.runs = unbroken_runs(sheets, self.above())
        for at, sheet in enumerate(sheets):
            self.table(sheet, at)

    def sheet(self, name: str) -> "Worksheet":
        """A new sheet that says on every printed page what it must."""
        sheet = self.book.add_worksheet(name)
        marks = " \N{MIDDLE DOT} ".join(self.paper.marks).replace("&", "&&")
        sheet.set_header(f'&C&"Arial,Bold"{marks}')
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def lines(self, name: str, lines: Iterator[str], width: int) -> None:
        """A sheet of text, a line to a row."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, width)
        for row, words in enumerate(lines):
            if row:
                sheet.set_row(row, LINE * lines_in(words, width))
            self.text(sheet, row, 0, words, self.wrapped if row else self.title)

    def cover(self) -> Iterator[str]:
        """What the file is, and what every page must say."""
        paper = self.paper
        yield paper.title
        yield from paper.marks
        if paper.council:
            yield paper.council
        yield paper.subtitle
        yield from head_lines(paper)
        yield f"Figures as at {long_date(paper.as_at)}."
        yield "Contents lists the sheets. Notes says what to know of the figures."
        yield "Each sheet after those holds one table, with its header row above the figures."

    def contents(self, sheets: Sequence[PaperSheet]) -> None:
        """The sheets, each with a link to it."""
        sheet = self.sheet("Contents")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 70)
        self.text(sheet, 0, 0, "Contents", self.title)
        notes = "Signs in cells, and what to know" if self.paper.shorthand else "What to know"
        listed = [("Sheet", "What it holds"), ("Notes", notes)]
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
        if self.paper.shorthand:
            yield "A cell in a column of figures holds a number, or one of these signs:"
            yield from (f"{sign} {meaning}" for sign, meaning in self.paper.shorthand)
            yield (
                "An empty cell has nothing to say: no such number belongs to that row, no target "
                "is set, or nobody publishes such a figure."
            )
        yield from words_about_all(self.paper)

    def table(self, sheet: PaperSheet, at: int) -> None:
        """One table with what must stand above it."""
        worksheet = self.sheet(sheet.name)
        for row, words in enumerate((sheet.title, *self.under_titles())):
            self.text(worksheet, row, 0, words, None if row else self.title)
        top, last = self.above(), len(sheet.columns) - 1
        worksheet.add_table(
            top, 0, top + max(len(sheet.rows), 1), last,
            {
                "name": f"Table{at + 1}",
                "autofilter": False,
                "style": "Table Style Light 1",
                "banded_rows": False,
                "columns": [
                    {"header": self.cut(text), "header_format": self.headers[aside]}
                    for text, aside in zip(sheet.columns, sheet.numbers, strict=True)
                ],
            },
        )  # fmt: skip
        wide = sheet_widths(sheet)
        for column, width in enumerate(wide):
            worksheet.set_column(column, column, width)
        worksheet.set_row(top, LINE * max(map(lines_in, sheet.columns, wide)))
        for row, cells in enumerate(sheet.rows, top + 1):
            worksheet.set_row(row, LINE * max(map(lines_of_sheet, cells, wide)))
            for column, cell in enumerate(cells):
                self.cell(worksheet, row, column, cell, aside=sheet.numbers[column])
        if sheet.columns[-1] == COURSE:
            self.courses(worksheet, sheet, top)
        name_columns = frozen_rows(sheet, wide)
        worksheet.freeze_panes(top + 1, name_columns)
        worksheet.repeat_rows(top)
        large = needs_a_large_page(sheet, wide)
        worksheet.set_paper(A3 if large else A4)
        worksheet.fit_to_pages(1 if large else pages_across(sheet, wide), 0)
        if name_columns:
            worksheet.repeat_columns(0, name_columns - 1)

    def under_titles(self) -> tuple[str, ...]:
        """What stands between a sheet's title and its table."""
        signs = ("Signs such as [x] are explained in Notes.",) if self.paper.shorthand else ()
        return (*self.paper.marks, *signs)

    def above(self) -> int:
        """How many rows stand above each table."""
        return 1 + len(self.under_titles())

    def courses(self, worksheet: "Worksheet", sheet: PaperSheet, top: int) -> None:
        """A line of each measure's course, drawn by the spreadsheet from the sheet of periods."""
        for row, cells in enumerate(sheet.rows, top + 1):
            run = self.runs.get(cells[sheet.columns.index(IDENTIFIER)].text)
            if run:
                worksheet.add_sparkline(
                    row, len(sheet.columns) - 1, {"range": run, "markers": True}
                )

    def cell(
        self, worksheet: "Worksheet", row: int, column: int, cell: TableCell, *, aside: bool
    ) -> None:
        """A cell as what it is: a number, a day, or text and nothing but text."""
        if cell.number is not None:
            number = cell.number
            value = float(number.value) if number.digits else int(number.value)
            worksheet.write_number(row, column, value, self.number(number))
        elif cell.day is not None:
            worksheet.write_datetime(row, column, datetime.combine(cell.day, time()), self.day)
        elif cell.is_missing and aside:
            return  # a column of numbers holds numbers; Notes says what an empty cell is
        elif cell.spans and isinstance(cell.spans[0], RatingTag):
            self.text(worksheet, row, column, cell.text, self.ratings[cell.spans[0].tone])
        elif cell.text:
            self.text(worksheet, row, column, cell.text, self.aside if aside else self.wrapped)

    def number(self, number: NumberCell) -> "Format":
        """The format that shows as many digits after the point, and the unit around them."""
        digits = f".{'0' * number.digits}" if number.digits else ""
        form = f"{quoted(number.before)}#,##0{digits}{quoted(number.after)}"
        if form not in self.numbers:
            self.numbers[form] = self.book.add_format(
                {**ASIDE, "num_format": form, "valign": "top"}
            )
        return self.numbers[form]

    def text(
        self,
        worksheet: "Worksheet",
        row: int,
        column: int,
        words: str,
        style: "Format | None" = None,
    ) -> None:
        """Text, never a formula or an address."""
        worksheet.write_string(row, column, self.cut(words), style)

    def cut(self, words: str) -> str:
        """As much as a cell can hold, saying so where that is less."""
        return words if len(words) <= MOST else words[: MOST - len(CUT)] + CUT
