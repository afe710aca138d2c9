"""Read a spreadsheet as rows of texts with their places: CSV, or an xlsx file's first sheet."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from attrs import frozen

from cptracker.files.decoding import why_no_workbook
from cptracker.model.problems import Problem, ProblemKind, UsageError

MAX_BYTES = 5_000_000


MAX_ROWS = 5_000


DELIMITERS = (",", ";", "\t")


NEEDS_OFFICE = "reading and writing xlsx needs openpyxl: pip install 'cptracker[office]'"


@frozen(kw_only=True)
class SheetRow:
    """A row: its number in the sheet, counted from 1, and its cells as text."""

    number: int
    cells: Sequence[str]


@frozen(kw_only=True)
class SpreadsheetTable:
    """All rows that hold anything, and what could not be read."""

    path: str
    rows: Sequence[SheetRow]
    problems: Sequence[Problem] = ()


def read_sheet(path: Path) -> SpreadsheetTable:
    """The rows of a CSV or xlsx file.

    Raises:
        UsageError: It cannot be opened, is too big, or is neither.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is too big, expected at most {MAX_BYTES:,} bytes")
        sheet = _xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise UsageError(f"{path} cannot be opened: {reason}") from None
    if len(sheet.rows) > MAX_ROWS:
        raise UsageError(f"{path} has more than {MAX_ROWS:,} rows")
    return sheet


def _csv(path: Path) -> SpreadsheetTable:
    content = path.read_bytes()
    if b"\x00" in content:
        raise UsageError(f"{path} is no CSV file; save it as CSV UTF-8 or as xlsx")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save it again as CSV UTF-8") from None
    first = text.splitlines()[0] if text else ""
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(_kept((reader.line_num, cells) for cells in reader))
    except csv.Error as error:
        raise UsageError(f"{path} cannot be read as CSV, line {reader.line_num}: {error}") from None
    return SpreadsheetTable(path=str(path), rows=rows)


def _kept(numbered: Iterator[tuple[int, Sequence[str]]]) -> Iterator[SheetRow]:
    """Rows with something in them; text is cleaned of blanks around it."""
    for number, cells in numbered:
        clean = [_freed(" ".join(cell.split())) for cell in cells]
        if any(clean):
            yield SheetRow(number=number, cells=clean)


def _freed(cell: str) -> str:
    """A text without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell


def _xlsx(path: Path) -> SpreadsheetTable:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise UsageError(NEEDS_OFFICE) from None
    content = path.read_bytes()
    too_much = why_no_workbook(content)
    if too_much:
        raise UsageError(f"{path} {too_much}")
    try:
        book = load_workbook(BytesIO(content), data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise UsageError(f"{path} cannot be read as xlsx") from None
    page = book.worksheets[0]
    cells = ([_text(value) for value in row] for row in page.iter_rows(values_only=True))
    rows = list(_kept((number, row) for number, row in enumerate(cells, start=1)))
    return SpreadsheetTable(path=str(path), rows=rows, problems=tuple(_merged(path, page)))


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _merged(path: Path, page: Any) -> Iterator[Problem]:
    for area in page.merged_cells.ranges:
        yield Problem(
            kind=ProblemKind.PLAN,
            path=str(path),
            line=area.min_row,
            column=area.min_col,
            message=f"the cells {area.coord} are merged, so that all but the first are empty",
            hint="unmerge them and fill each",
        )
