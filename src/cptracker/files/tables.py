"""The one reader of tables: CSV in its encodings and separators, xlsx and Parquet, by content.

Records, published figures and trackers of actions are all opened here, so that a file which one of
them can read is read by the others too, with the same words for what is wrong with it.
"""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cptracker.files.csv_rows import CsvNotes, CsvRow, read_rows
from cptracker.files.decoding import (
    LARGEST_WORKBOOK,
    LONGEST_CELL,
    LONGEST_LINE,
    decode,
    endless_line,
    why_no_table,
)
from cptracker.files.separators import separator_of, with_commas
from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.choices import WORKBOOK_SUFFIXES
from cptracker.model.problems import Problem, UsageError

if TYPE_CHECKING:
    import polars as pl

    from cptracker.files.sheets import SheetRow, SpreadsheetTable

IsHead = Callable[[Sequence[str]], bool]
"""Whether the cells of a row name the columns of a known table."""


PARQUET = b"PAR1"


WORKBOOK = b"xl/workbook"
"""What a zip holds that is a workbook."""


LINE_HINT = "export the table again; line breaks, or a closing quote, are missing"


CSV_HINT = "save the sheet as `CSV UTF-8 (comma delimited)`"


TIMES = "%Y-%m-%d %H:%M:%S"


@frozen(kw_only=True)
class OpenedTable:
    """A table as text; the text or the rows, or neither where the file cannot be used.

    Attributes:
        path: The file as the user named it.
        text: A CSV file as UTF-8 with commas, in which each row begins in the line it has in the
            file.
        header: The names of the columns, of a workbook or Parquet file.
        frame: Their rows: columns `0`, `1`, … of text, None where there is none.
        first: The line of the frame's first row, counted from 1 with the header.
        problems: What is wrong with the file.
        guessed: Whether the letters were guessed, since the file is not UTF-8.
        name: The sheet's, of a workbook.
    """

    path: str
    text: bytes | None = None
    header: tuple[str, ...] = ()
    frame: "pl.DataFrame | None" = None
    lines: Sequence[int] = ()
    problems: tuple[Problem, ...] = ()
    guessed: bool = False
    name: str = ""


def open_table(data: bytes, path: str) -> OpenedTable:
    r"""The text of a table, whatever kind of file it is in.

    Args:
        data: The whole file; what it is, it says itself, or else its name's ending.
        path: The file, for the problems.

    Example:
        >>> open_table(b"child_id;visit_date\n1;2025-03-03\n", "visits.csv").text
        b'child_id,visit_date\n1,2025-03-03\n'
    """
    suffix = PurePath(path).suffix.lower()
    if data.startswith(PARQUET) or suffix == ".parquet":
        return _from_parquet(data, path)
    if is_workbook(data, suffix):
        return _from_workbook(data, path)
    if endless_line(data) is not None:
        message = f"a line is longer than {LONGEST_LINE:,} bytes, so it is no row of a table"
        return _refused(path, message, LINE_HINT)
    decoded = decode(data, path)
    if decoded.data is None:
        return OpenedTable(path=path, problems=decoded.problems)
    notes = CsvNotes(path)
    text = with_commas(decoded.data, separator_of(decoded.data), notes)
    return OpenedTable(
        path=path,
        text=text,
        problems=(*decoded.problems, *notes.problems()),
        guessed=decoded.guessed,
    )


def table_rows(table: OpenedTable, notes: CsvNotes) -> Iterator[CsvRow]:
    """The rows of an opened table with any text in them, that of its header first.

    Args:
        table: As it was opened.
        notes: Takes what is wrong with single rows.
    """
    rows = _frame_rows(table) if table.frame is not None else _text_rows(table, notes)
    for row in rows:
        if any(cell.strip() for cell in row.fields):
            yield row


def _text_rows(table: OpenedTable, notes: CsvNotes) -> Iterator[CsvRow]:
    text = (table.text or b"").decode()
    notes.has_nuls = "\0" in text
    for row in read_rows(text, notes):
        if notes.has_nuls:
            notes.blank_nuls(row)
        yield row


def _frame_rows(table: OpenedTable) -> Iterator[CsvRow]:
    yield CsvRow(1 if not table.lines else table.lines[0], list(table.header))
    if table.frame is None:
        return
    numbers = table.lines[1:] or range(2, table.frame.height + 2)
    for number, cells in zip(numbers, table.frame.iter_rows(), strict=True):
        yield CsvRow(number, ["" if cell is None else cell for cell in cells])


def is_workbook(data: bytes, suffix: str) -> bool:
    """Whether a file is an xlsx workbook, or one of old that is refused with a word of its own."""
    from cptracker.files.workbooks import OLE

    if suffix in WORKBOOK_SUFFIXES:
        return True
    return data.startswith(OLE) or (data.startswith(b"PK\x03\x04") and WORKBOOK in data)


def _refused(path: str, message: str, hint: str | None = None) -> OpenedTable:
    return OpenedTable(path=path, problems=(record_error(path, message, hint=hint),))


def _from_parquet(data: bytes, path: str) -> OpenedTable:
    import polars as pl

    try:
        scanned = pl.scan_parquet(BytesIO(data))
        schema = scanned.collect_schema()
        too_much = why_no_table(scanned.select(pl.len()).collect().item(), len(schema))
        if too_much:
            return _refused(path, too_much)
        texts = [
            _as_text(name, kind).alias(str(at)) for at, (name, kind) in enumerate(schema.items())
        ]
        frame = scanned.select(texts).collect()
        longest = frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item() or 0
        if longest > LONGEST_CELL:
            return _refused(path, f"a cell is longer than {LONGEST_CELL:,} bytes")
    except pl.exceptions.PolarsError:
        return _refused(path, "looks like a Parquet file, but cannot be read")
    return OpenedTable(path=path, header=tuple(schema), frame=frame)


def _as_text(name: str, kind: "pl.DataType") -> "pl.Expr":
    """A column as it would stand in a CSV file: a day without its midnight, as it is in London."""
    import polars as pl

    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        local = column.dt.convert_time_zone("Europe/London") if kind.time_zone else column
        return local.dt.strftime(TIMES).str.strip_suffix(" 00:00:00")
    return column.cast(pl.String)


def _from_workbook(data: bytes, path: str) -> OpenedTable:
    """The first sheet that holds any text, and what is not read beside it."""
    opened = _sheets(data, path)
    if isinstance(opened, OpenedTable):
        return opened
    sheet, *tables = opened
    remarks = [*sheet.remarks, *(f'not read: sheet "{unread.name}"' for unread in tables)]
    problems = tuple(record_warning(path, remark, hint=ONE_SHEET) for remark in remarks)
    return evolve(_of_sheet(path, sheet.rows), problems=problems)


def _sheets(data: bytes, path: str) -> "list[SpreadsheetTable] | OpenedTable":
    """The sheets that hold any text; why it cannot be read where it cannot."""
    from cptracker.files.workbooks import read_workbook

    if len(data) > LARGEST_WORKBOOK:
        message = f"is too large for a workbook, at most {LARGEST_WORKBOOK:,} bytes are read"
        return _refused(path, message, CSV_HINT)
    try:
        return read_workbook(data, path)
    except UsageError as error:
        message, _, hint = str(error).removeprefix(path).lstrip(": ").partition("\n    hint: ")
        return _refused(path, message, hint or None)


def open_sheets(data: bytes, path: str, is_head: IsHead) -> list[OpenedTable]:
    """Each sheet of a workbook as a table, where a sheet may begin with titles.

    Args:
        data: A whole workbook.
        path: The file; a sheet of several is shown as `path/sheet`.
        is_head: Whether cells are the names of a known table's columns.

    Returns:
        For each sheet that holds any text its table, from the row on that names its columns, else
        from the first; up to where a second row names columns, which is an error. One table without
        rows where the workbook cannot be read.
    """
    opened = _sheets(data, path)
    if isinstance(opened, OpenedTable):
        return [opened]
    many_sheets = len(opened) > 1
    tables = [
        _under_head(f"{path}/{sheet.name}" if many_sheets else path, sheet, is_head)
        for sheet in opened
    ]
    hidden = [record_warning(path, remark, hint=HIDDEN_HINT) for remark in opened[0].remarks]
    return [evolve(tables[0], problems=(*hidden, *tables[0].problems)), *tables[1:]]


def _under_head(path: str, sheet: "SpreadsheetTable", is_head: IsHead) -> OpenedTable:
    """The rows of a sheet below the one that names the columns."""
    head_rows = [at for at, row in enumerate(sheet.rows) if is_head(row.cells)]
    first = head_rows[0] if head_rows and head_rows[0] < MOST_TITLES else 0
    again = next((at for at in head_rows if at > first), len(sheet.rows))
    table = evolve(_of_sheet(path, sheet.rows[first:again]), name=sheet.name)
    problems = []
    if first:
        message = "rows above the columns' names are not read"
        problems.append(record_warning(path, message, line=sheet.rows[0].number, count=first))
    if again < len(sheet.rows):
        message = "names columns a second time; this row and those below it are not read"
        place = sheet.rows[again].number
        problems.append(record_error(path, message, line=place, hint=TWO_HEADS))
    return evolve(table, problems=tuple(problems))


def _of_sheet(path: str, rows: "Sequence[SheetRow]") -> OpenedTable:
    head, *others = rows
    table = _of_rows(path, head.cells, [row.cells for row in others])
    return evolve(table, lines=[row.number for row in rows])


MOST_TITLES = 10
"""So many rows at most stand above the one that names the columns."""


HIDDEN_HINT = "show the sheet and save again, if it holds records"


TWO_HEADS = "a sheet holds one table; put each table on a sheet of its own"


ONE_SHEET = "one table is read of a workbook, its first; save the others as files of their own"


def _of_rows(path: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> OpenedTable:
    import polars as pl

    width = max((at for at, name in enumerate(head, 1) if name), default=0)
    columns = {str(at): [row[at] or None for row in rows] for at in range(width)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return OpenedTable(path=path, header=tuple(head[:width]), frame=frame)
