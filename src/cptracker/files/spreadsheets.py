"""Read a spreadsheet as rows of texts with their places: the sheets of a workbook, or one table."""

from pathlib import Path

from cptracker.files.csv_rows import CsvNotes
from cptracker.files.sheets import SheetRow, SpreadsheetTable, kept_rows
from cptracker.files.tables import is_workbook, open_table, table_rows
from cptracker.files.workbooks import read_workbook
from cptracker.model.problems import Severity, UsageError

MAX_BYTES = 5_000_000


MAX_ROWS = 5_000


def read_sheets(path: Path) -> list[SpreadsheetTable]:
    """The sheets of a workbook that hold any text; a CSV or Parquet file is one sheet.

    Raises:
        UsageError: It cannot be opened, is too big, has a password, holds no text, or is none.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is too big, expected at most {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise UsageError(f"{path} cannot be opened: {reason}") from None
    workbook = is_workbook(content, path.suffix.lower())
    sheets = read_workbook(content, str(path)) if workbook else [_sheet(content, str(path))]
    if any(len(sheet.rows) > MAX_ROWS for sheet in sheets):
        raise UsageError(f"{path} has more than {MAX_ROWS:,} rows")
    return sheets


def _sheet(content: bytes, path: str) -> SpreadsheetTable:
    table = open_table(content, path)
    refusals = [problem for problem in table.problems if problem.severity is Severity.ERROR]
    if table.text is None and table.frame is None:
        raise UsageError("\n".join(str(problem) for problem in refusals or table.problems))
    notes = CsvNotes(path)
    rows = [SheetRow(number=row.line, cells=row.fields) for row in table_rows(table, notes)]
    remarks = [f"{problem.place}: {problem.message}" for problem in table.problems]
    remarks += [f"{problem.place}: {problem.message}" for problem in notes.problems()]
    return SpreadsheetTable(path=path, rows=list(kept_rows(rows)), remarks=remarks)
