"""From a table's bytes to a frame of text with the number of each row's line in the file.

Most files are plain: no field in quotes or every field, and each row as long as the header. Polars
reads those. A file where anything is off is read line by line, so that each fault has its place and
costs no more than its own row.
"""

import csv
from collections.abc import Mapping, Sequence
from itertools import islice

import polars as pl
from attrs import evolve, field, frozen

from cptracker.files.csv_rows import CsvNotes, CsvRow, fits_columns, read_rows
from cptracker.files.decoding import BLANK
from cptracker.files.table_problems import record_error, record_warning
from cptracker.files.tables import OpenedTable, open_table
from cptracker.model.problems import Problem
from cptracker.records.formats import blank_words

LINE = "_line"


PADDING = (b" ,", b", ", b"\n ", b" \n", b" \r", b"\t", b'"', b"\x0b", b"\x0c")


CHUNK = 50_000


HEADER = 100_000


@frozen(kw_only=True)
class Traits:
    """What the cells of a file may need before they are cast; a look at the bytes tells.

    Attributes:
        padded: There may be blanks around a cell, or cells of blanks only.
        lower: There may be small letters.
        decimal: There may be whole numbers written with decimals, such as `1.0`.
        blanks: There may be words that stand for nothing, such as NULL.
    """

    padded: bool = True
    lower: bool = True
    decimal: bool = True
    blanks: bool = True


TextPlace = tuple[int, int]
"""Line and column of something in a file, both counted from 1."""


@frozen
class RowPlace:
    """Where a row stands in a file whose rows are not lines: XML.

    Attributes:
        place: Where the row begins.
        fields: Where each of its fields begins, by name.
        header: The names of the fields by the position that problems give.
    """

    place: TextPlace
    fields: Mapping[str, TextPlace]
    header: tuple[str, ...]

    def of(self, position: int | None) -> TextPlace:
        """The place of the field in a position, counted from 1; of the row where it has none."""
        name = self.header[position - 1] if position else ""
        return self.fields.get(name, self.place)


Places = Mapping[int, RowPlace]
"""For the number of each row where it stands; empty where the numbers are lines."""


@frozen(kw_only=True)
class ParsedCsv:
    """A file as text, or one table of a file that holds several.

    Attributes:
        header: The names in its first line, with outer blanks taken off.
        frame: One row for each line that has cells, columns `0`, `1`, … of text as it stands, None
            or empty where there is none, and `_line`. Rows without any text may be left.
        traits: What its cells may need.
        guessed: Whether the letters were guessed, since the file is not UTF-8.
        name: Which of several tables of its file it is: its sheet, or its table in the return.
        places: Where its rows stand, if `_line` holds numbers of rows.
    """

    header: tuple[str, ...]
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    traits: Traits = field(factory=Traits)
    guessed: bool = False
    name: str = ""
    places: Places = field(factory=dict)


def parse_csv(data: bytes, path: str) -> tuple[ParsedCsv | None, list[Problem]]:
    """The text of a CSV file, a workbook or a Parquet file.

    Args:
        data: The whole file.
        path: The file, for the problems.

    Returns:
        The text, or None when the file cannot be used; and what is wrong with it.
    """
    return parse_opened(open_table(data, path))


def parse_opened(opened: OpenedTable) -> tuple[ParsedCsv | None, list[Problem]]:
    """The same of a table that has been opened, such as one sheet of a workbook."""
    path, problems = opened.path, list(opened.problems)
    if opened.frame is not None:
        return _numbered(opened, opened.frame), problems
    if opened.text is None:
        return None, problems
    if not _has_header(opened.text):
        message = f"the first line is longer than {HEADER:,} characters, so it names no columns"
        return None, [*problems, record_error(path, message, line=1)]
    text = _without_empty_end(opened.text)
    parsed = _plainly(text, path) or _carefully(text, path)
    problems += parsed.problems
    return evolve(parsed, guessed=opened.guessed), problems


def _numbered(opened: OpenedTable, frame: pl.DataFrame) -> ParsedCsv:
    """The rows of a workbook or a Parquet file with their lines, where the header is line 1."""
    lines = opened.lines[1:] or range(2, frame.height + 2)
    numbers = pl.Series(LINE, lines, dtype=pl.UInt32)
    header = _names(opened.header)
    return ParsedCsv(header=header, frame=frame.insert_column(0, numbers), name=opened.name)


def _without_empty_end(data: bytes) -> bytes:
    """Without the empty lines at the end, of which there may be millions."""
    return data.rstrip(b"\r\n") + b"\n" if data.endswith((b"\n\n", b"\n\r\n")) else data


def _traits(data: bytes) -> Traits:
    body = data[data.find(b"\n") + 1 :] if len(data) < CHUNK else data
    return Traits(
        padded=any(mark in data for mark in PADDING) or data.endswith(b" ") or not data.isascii(),
        lower=not body.isupper(),
        decimal=b".0" in data,
        blanks=any(word.encode() in data for word in blank_words()),
    )


def _has_header(data: bytes) -> bool:
    """Whether the first line ends within the length that names of columns may take."""
    start = data[: HEADER + 1]
    return len(data) <= HEADER or b"\n" in start or b"\r" in start


def _plainly(data: bytes, path: str) -> ParsedCsv | None:
    """The file through Polars, or None where quotes or line ends are not plain.

    Without quotes every line is a row. Polars refuses a row with too many fields, so if the commas
    add up, no row has too few. Where all fields are in quotes, what divides them does.
    """
    if b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    end = data.find(b"\n")
    header = _names(next(csv.reader([data[: end if end >= 0 else None].decode()])))
    if len(header) < 2 or not any(header):
        return None
    notes = CsvNotes(path)
    quoted = b'"' in data
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if quoted and not _all_in_quotes(data, len(header), lines):
        return None
    if not quoted and data.count(b",") != (len(header) - 1) * lines:
        data = _mended(data, len(header), notes)
    try:
        frame = _read_plain(data, len(header), '"' if quoted else None)
    except pl.exceptions.PolarsError:
        return None
    problems = tuple(notes.problems())
    return ParsedCsv(header=header, frame=frame, problems=problems, traits=_traits(data))


def _mended(data: bytes, width: int, notes: CsvNotes) -> bytes:
    """A file without quotes, its short and long rows made to fit; every line keeps its place."""
    lines = data.split(b"\n")
    odd = [place for place, line in enumerate(lines) if line.count(b",") != width - 1]
    for place in odd:
        if not lines[place].strip(BLANK):
            lines[place] = b""
        elif place:
            row = CsvRow(place + 1, lines[place].decode().rstrip("\r").split(","))
            fits_columns(row, width, notes)
            lines[place] = ",".join(row.fields).encode()
    return b"\n".join(lines)


def _read_plain(data: bytes, width: int, quote: str | None) -> pl.DataFrame:
    return pl.read_csv(
        data,
        has_header=False,
        skip_lines=1,
        schema={str(position): pl.String for position in range(width)},
        quote_char=quote,
        row_index_name=LINE,
        row_index_offset=2,
    )


def _all_in_quotes(data: bytes, width: int, lines: int) -> bool:
    """Whether every field of every line is in quotes, without quotes or line breaks in it."""
    quotes, between = data.count(b'"'), data.count(b'","')
    return quotes == 2 * width * lines and between == (width - 1) * lines


def _names(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip().removeprefix("\ufeff").strip() for name in fields)


def _carefully(data: bytes, path: str) -> ParsedCsv:
    """The file line by line, each fault noted."""
    notes = CsvNotes(path, has_nuls=b"\0" in data)
    rows = read_rows(data.decode(), notes)
    head = next((row for row in rows if any(cell.strip() for cell in row.fields)), None)
    header = _trimmed(_names(head.fields)) if head else ()
    frames = [_empty(len(header))]
    while chunk := list(islice(rows, CHUNK)):
        frames.append(_frame(chunk, header, notes))
    problems = notes.problems()
    if head and head.line > 1:
        problems.append(
            record_warning(path, "the columns' names must stand in line 1", line=head.line)
        )
    return ParsedCsv(header=header, frame=pl.concat(frames), problems=tuple(problems))


def _trimmed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty names that trailing commas leave."""
    last = max((place for place, name in enumerate(names, 1) if name), default=0)
    return names[:last]


def _empty(width: int) -> pl.DataFrame:
    cells = {str(position): pl.String for position in range(width)}
    return pl.DataFrame(schema={LINE: pl.UInt32, **cells})


def _frame(rows: Sequence[CsvRow], header: Sequence[str], notes: CsvNotes) -> pl.DataFrame:
    width = len(header)
    csv_rows = [row for row in rows if not "".join(row.fields).isspace() and any(row.fields)]
    for row in csv_rows:
        fits_columns(row, width, notes)
    cells = list(zip(*(row.fields for row in csv_rows), strict=True)) or [()] * width
    made = {str(position): cells[position] for position in range(width)}
    schema = {LINE: pl.UInt32, **dict.fromkeys(made, pl.String)}
    return pl.DataFrame({LINE: [row.line for row in csv_rows], **made}, schema=schema)
