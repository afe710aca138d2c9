"""Read a spreadsheet as rows of texts with their places: CSV, or the sheets of an xlsx file."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from cptracker.files.sheets import SheetRow, SpreadsheetTable, kept_rows
from cptracker.files.workbooks import OLE, read_workbook
from cptracker.model.problems import UsageError

MAX_BYTES = 5_000_000


MAX_ROWS = 5_000


DELIMITERS = (",", ";", "\t")


LOOKED_AT = 20
"""How many rows tell the delimiter."""


def read_sheets(path: Path) -> list[SpreadsheetTable]:
    """The sheets of a CSV or xlsx file that hold any text; a CSV file is one sheet.

    Raises:
        UsageError: It cannot be opened, is too big, has a password, holds no text, or is neither.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is too big, expected at most {MAX_BYTES:,} bytes")
        with path.open("rb") as file:
            begins = file.read(len(OLE))
        workbook = path.suffix.lower() in (".xlsx", ".xlsm", ".xls") or begins == OLE
        sheets = read_workbook(path) if workbook else [_csv(path)]
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise UsageError(f"{path} cannot be opened: {reason}") from None
    if any(len(sheet.rows) > MAX_ROWS for sheet in sheets):
        raise UsageError(f"{path} has more than {MAX_ROWS:,} rows")
    return sheets


def _csv(path: Path) -> SpreadsheetTable:
    content = path.read_bytes()
    if b"\x00" in content:
        raise UsageError(f"{path} is no CSV file; save it as CSV UTF-8 or as xlsx")
    text, remarks = _decoded(content)
    try:
        delimiter = max(DELIMITERS, key=lambda mark: _columns(text, mark))
        rows = list(kept_rows(_rows(text, delimiter)))
    except csv.Error as error:
        raise UsageError(f"{path} cannot be read as CSV: {error}") from None
    if not rows:
        raise UsageError(f"{path} is empty")
    return SpreadsheetTable(path=str(path), rows=rows, remarks=remarks)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, as UTF-8 or as older Windows programs write it; the latter is remarked on."""
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        return text, ("it is not UTF-8, and was read as Windows-1252: look at accents and dashes",)


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    return (SheetRow(number=reader.line_num, cells=cells) for cells in reader)


def _columns(text: str, delimiter: str) -> int:
    """How many columns the first rows have at most, if this is the delimiter."""
    return max((len(row.cells) for row in islice(_rows(text, delimiter), LOOKED_AT)), default=0)
