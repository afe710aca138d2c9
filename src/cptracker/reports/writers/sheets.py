"""The tables of a paper as a spreadsheet holds them: width, pages, and the words around them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, takewhile

from attrs import evolve, frozen

from cptracker.reports.charts.text_widths import width as width_of
from cptracker.reports.charts.text_widths import wrapped
from cptracker.reports.document.blocks import (
    Bullets,
    Entries,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import PaperTable, Row, TableCell, Words, text_of_line


@frozen(kw_only=True)
class PaperSheet:
    """One table for one sheet.

    Attributes:
        name: Short enough for a tab.
        title: What it holds.
        columns: Headings, each there once.
        numbers: Of each column whether it is set to the right.
        rows: A cell for each.
        name_columns: How many of the first columns say what a row is about.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[Row, ...]
    name_columns: int = 1


def sheets_of(paper: PaperDocument) -> Iterator[PaperSheet]:
    """Every sheet, in the order in which the paper comes to it."""
    sheets = list(_sheets(paper))
    runs = unbroken_runs(sheets, 0)
    yield from (_with_course(sheet, runs) for sheet in sheets)


def _sheets(paper: PaperDocument) -> Iterator[PaperSheet]:
    blocks_by_sheet: dict[str, list[PaperTable | Entries]] = {}
    for block in paper.blocks:
        wanted = isinstance(block, Entries) or (
            isinstance(block, PaperTable) and block.place != "page"
        )
        name = getattr(block, "sheet", "")
        if wanted and name and isinstance(block, PaperTable | Entries):
            blocks_by_sheet.setdefault(name, []).append(block)
    for name, blocks in blocks_by_sheet.items():
        tables = [block for block in blocks if isinstance(block, PaperTable)]
        entries = [block for block in blocks if isinstance(block, Entries)]
        if tables:
            yield _stacked(name, tables)
        elif entries:
            yield _listed(name, entries)


PERIODS, IDENTIFIER, VALUE = "Periods", "Identifier", "Value"
"""The sheet of every period, and its columns that tell which measure, and how much."""


COURSE = "Unbroken run up to the latest"
"""The column of lines that the spreadsheet draws."""


def unbroken_runs(sheets: Sequence[PaperSheet], above: int) -> dict[str, str]:
    """Where the periods of each measure stand that can be drawn, by its identifier.

    Only the latest ones without a gap: a spreadsheet draws a sign as nought.

    Args:
        sheets: Of the workbook.
        above: How many rows stand above each table's header row.
    """
    periods = next((sheet for sheet in sheets if sheet.name == PERIODS), None)
    if periods is None:
        return {}
    name, value = (periods.columns.index(heading) for heading in (IDENTIFIER, VALUE))
    runs: dict[str, tuple[int, int]] = {}
    for at, row in enumerate(periods.rows, above + 2):  # a spreadsheet counts from 1
        before = runs.get(row[name].text)
        if row[value].number is None:
            runs.pop(row[name].text, None)
        else:
            runs[row[name].text] = (before[0] if before else at, at)
    column = chr(ord("A") + value)
    return {
        measure: f"'{PERIODS}'!${column}${first}:${column}${last}"
        for measure, (first, last) in runs.items()
        if last > first
    }


def _with_course(sheet: PaperSheet, runs: Mapping[str, str]) -> PaperSheet:
    """The sheet with a last column for lines, where it has measures that can be drawn."""
    if sheet.name == PERIODS or IDENTIFIER not in sheet.columns:
        return sheet
    name = sheet.columns.index(IDENTIFIER)
    if not any(row[name].text in runs for row in sheet.rows):
        return sheet
    return evolve(
        sheet,
        columns=(*sheet.columns, COURSE),
        numbers=(*sheet.numbers, False),
        rows=tuple((*row, TableCell()) for row in sheet.rows),
    )


def _stacked(name: str, tables: list[PaperTable]) -> PaperSheet:
    """Tables with the same columns beneath each other, each row saying what it stood under."""
    first = tables[0]
    keep = [
        at
        for at, column in enumerate(first.columns)
        if column.place != "page"
        and any(row[at].text for paper_table in tables for row in paper_table.rows)
    ]
    names_above = (first.under[0],) if first.under else ()
    return PaperSheet(
        name=name,
        title=_title(name, tables),
        columns=(*names_above, *(first.columns[at].heading for at in keep)),
        numbers=(*(False for _ in names_above), *(first.columns[at].numbers for at in keep)),
        rows=tuple(
            (*_under(table), *(row[at] for at in keep)) for table in tables for row in table.rows
        ),
        name_columns=len(names_above) + 1,
    )


def _title(name: str, tables: list[PaperTable]) -> str:
    """The caption, where that is of all of them; else what they are called together."""
    captions = {table.caption for table in tables}
    return tables[0].caption if len(captions) == 1 else name


def _under(table: PaperTable) -> Row:
    return (TableCell(spans=(Words(table.under[1]),)),) if table.under else ()


def _listed(name: str, many: list[Entries]) -> PaperSheet:
    rows = tuple(
        (TableCell(spans=(Words(entry.term),)), TableCell(spans=entry.meaning))
        for block in many
        for entry in block.items
    )
    return PaperSheet(
        name=name, title=name, columns=many[0].headings, numbers=(False, False), rows=rows
    )


PAGE, LARGE_PAGE = 230, 325
"""How many characters fit beside each other on A4 and on A3 laid across, in letters to be read."""


LEAST, MOST = 14, 90
"""Between these is the widest that a column of words may be."""


MOST_NAME_COLUMNS = 3
"""What a column is wider than its longest text."""


LED = 70
"""How wide the columns may be that stay in sight, so that others can be seen beside them."""


DIGIT = width_of("0", 1)
"""A spreadsheet measures its columns in digits."""


MOST_LINES = 27
"""How many lines a row may have."""


def sheet_widths(sheet: PaperSheet) -> list[int]:
    """Of each column in characters: as wide as its texts, the longest wrapped.

    They are as wide as may be on as few pages beside each other as can be; and where it takes
    several, no wider than lets each of them begin with what its rows are about.
    """
    whole = [_longest(sheet, at) + MOST_NAME_COLUMNS for at in range(len(sheet.columns))]
    words = [_longest_word(column) + MOST_NAME_COLUMNS for column in sheet.columns]
    capped = (
        [max(min(number, most), word) for number, word in zip(whole, words, strict=True)]
        for most in range(LEAST, MOST + 1)
    )
    return max(capped, key=lambda wide: _goodness(sheet, wide))


def needs_a_large_page(sheet: PaperSheet, wide: Sequence[int]) -> bool:
    """Whether a table stands on one page of A3 and on none of A4."""
    return pages_across(sheet, wide) > 1 and sum(wide) <= LARGE_PAGE


def _goodness(sheet: PaperSheet, wide: Sequence[int]) -> tuple[int, int, int, int]:
    pages = pages_across(sheet, wide)
    if needs_a_large_page(sheet, wide):
        pages = 1
    sheets = (1, int(sum(wide) <= PAGE)) if pages == 1 else (0, -pages)
    return *sheets, frozen_rows(sheet, wide) if pages > 1 else 0, sum(wide)


def _longest(sheet: PaperSheet, at: int) -> int:
    return max((len(row[at].text) for row in sheet.rows), default=0)


def _longest_word(heading: str) -> int:
    return max(map(len, heading.split()))


def frozen_rows(sheet: PaperSheet, wide: Sequence[int]) -> int:
    """How many of the columns that say what a row is about can stay in sight beside the others."""
    return sum(number <= LED for number in accumulate(wide[: sheet.name_columns]))


def pages_across(sheet: PaperSheet, wide: Sequence[int]) -> int:
    """How many pages stand beside each other, each beginning with what its rows are about."""
    names_width = sum(wide[: frozen_rows(sheet, wide)])
    return max(1, -(-(sum(wide) - names_width) // (PAGE - names_width)))


def lines_of_sheet(cell: TableCell, width: int) -> int:
    """How many lines a cell takes; programs that do not work it out themselves need to be told."""
    return lines_in(cell.text, width)


def lines_in(text: str, width: int) -> int:
    """How many lines words take in a column so many characters wide."""
    if len(text) < width:  # as most are; to wrap a text takes long
        return 1
    lines = wrapped(text, 1 / DIGIT, max(1, width - 1), most=len(text))
    return max(1, min(MOST_LINES, len(lines)))


def quoted(text: str) -> str:
    """Text of a number format that stands for nothing but itself."""
    plain = text.replace('"', "")
    return f'"{plain}"' if plain else ""


def head_lines(paper: PaperDocument) -> Iterator[str]:
    """What stands before all else: who reports to whom."""
    for block in takewhile(lambda block: not isinstance(block, PaperHeading), paper.blocks):
        if isinstance(block, Entries):
            yield from (f"{entry.term}: {text_of_line(entry.meaning)}" for entry in block.items)


def words_about_all(paper: PaperDocument) -> Iterator[str]:
    """Paragraphs and lists of the parts that stand for the whole paper.

    What leads to a list of terms is left out with them: they are signs, which stand above.
    """
    wanted, about = False, {"about", "recommendations", "quality", "protection", "sources"}
    for block, after in zip(paper.blocks, (*paper.blocks[1:], None), strict=True):
        anchor = getattr(block, "anchor", None)
        if anchor is not None:
            wanted = anchor in about
        elif wanted and isinstance(block, Paragraph) and not isinstance(after, Entries):
            yield text_of_line(block.spans)
        elif wanted and isinstance(block, Bullets):
            yield from (text_of_line(item) for item in block.items)
