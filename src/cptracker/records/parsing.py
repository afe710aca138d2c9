"""From a CSV's bytes to a frame of text with the number of each row's line in the file.

Most files are plain: no field in quotes or every field, and each row as long as the header. Polars
reads those. A file where anything is off is read line by line, so that each fault has its place and
costs no more than its own row.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

import polars as pl
from attrs import define, evolve, field, frozen

from cptracker.errors import Problem
from cptracker.records.decoding import decode
from cptracker.records.faults import MOST, fault, faults, warning

LINE = "_line"
PADDING = (b" ,", b", ", b"\n ", b" \n", b" \r", b"\t", b'"', b"\x0b", b"\x0c")
CHUNK = 50_000
HEADER = 100_000
LONGEST = 60
"""How many lines one record may span before a quote in it counts as left open."""

_END = "\x1f\x1e"
"""Put behind the lines of a record that is being read, to see whether a quote runs beyond them."""

QUOTE_HINT = "put a closing quote, or take the quote away"
FIELDS_HINT = "a comma within a cell needs quotes around the cell"


@frozen(kw_only=True)
class Traits:
    """What the cells of a file may need before they are cast; a look at the bytes tells.

    Attributes:
        padded: There may be blanks around a cell, or cells of blanks only.
        lower: There may be small letters.
        decimal: There may be whole numbers written with decimals, such as `1.0`.
    """

    padded: bool = True
    lower: bool = True
    decimal: bool = True


@frozen(kw_only=True)
class Parsed:
    """A file as text.

    Attributes:
        header: The names in its first line, with outer blanks taken off.
        frame: One row for each line that has cells, columns `0`, `1`, … of text as it stands, None
            or empty where there is none, and `_line`. Rows without any text may be left.
        traits: What its cells may need.
        guessed: Whether the letters were guessed, since the file is not UTF-8.
    """

    header: tuple[str, ...]
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    traits: Traits = field(factory=Traits)
    guessed: bool = False


def parse(data: bytes, path: str) -> tuple[Parsed | None, list[Problem]]:
    """The text of a CSV file.

    Args:
        data: The whole file.
        path: The file, for the problems.

    Returns:
        The text, or None when the file cannot be used; and what is wrong with it.
    """
    decoded = decode(data, path)
    problems = list(decoded.problems)
    if decoded.data is None:
        return None, problems
    if not _has_header(decoded.data):
        message = f"the first line is longer than {HEADER:,} characters, so it names no columns"
        return None, [*problems, fault(path, message, line=1)]
    parsed = _plainly(decoded.data) or _carefully(decoded.data, path)
    problems += parsed.problems
    return evolve(parsed, guessed=decoded.guessed), problems


def _traits(data: bytes) -> Traits:
    body = data[data.find(b"\n") + 1 :] if len(data) < CHUNK else data
    return Traits(
        padded=any(mark in data for mark in PADDING) or data.endswith(b" ") or not data.isascii(),
        lower=not body.isupper(),
        decimal=b".0" in data,
    )


def _has_header(data: bytes) -> bool:
    """Whether the first line ends within the length that names of columns may take."""
    start = data[: HEADER + 1]
    return len(data) <= HEADER or b"\n" in start or b"\r" in start


def _plainly(data: bytes) -> Parsed | None:
    """The file through Polars, or None where anything is off.

    Without quotes every line is a row. Polars refuses a row with too many fields, so if the commas
    add up, no row has too few. Where all fields are in quotes, what divides them does.
    """
    if b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    if data.endswith((b"\n\n", b"\n\r\n")):
        data = data.rstrip(b"\r\n")
    quoted = b'"' in data
    end = data.find(b"\n")
    header = _names(next(csv.reader([data[: end if end >= 0 else None].decode()])))
    if len(header) < 2 or not any(header):
        return None
    try:
        frame = _read_plain(data, len(header), '"' if quoted else None)
    except pl.exceptions.PolarsError:
        return None
    if not (_all_in_quotes if quoted else _no_short_row)(data, len(header), frame.height + 1):
        return None
    return Parsed(header=header, frame=frame, traits=_traits(data))


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


def _no_short_row(data: bytes, width: int, rows: int) -> bool:
    return data.count(b",") == (width - 1) * rows


def _all_in_quotes(data: bytes, width: int, rows: int) -> bool:
    """Whether every field of every row is in quotes, without quotes or line breaks in it."""
    return (
        data.count(b'"') == 2 * width * rows
        and data.count(b'","') == (width - 1) * rows
        and data.count(b"\n") + (not data.endswith(b"\n")) == rows
    )


def _names(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip().removeprefix("\ufeff").strip() for name in fields)


@define
class _Row:
    """One record of the file with the line it begins in."""

    line: int
    fields: list[str]


@define
class _Notes:
    """The lines in which each fault was met: those of the first thousand, and how many in all."""

    path: str
    has_nuls: bool
    lines: dict[tuple[str, int | None, str | None], list[int]] = field(factory=dict)
    counts: Counter[tuple[str, int | None, str | None]] = field(factory=Counter)

    def add(
        self, message: str, line: int, column: int | None = None, hint: str | None = None
    ) -> None:
        """Notes one fault."""
        rule = (message, column, hint)
        self.counts[rule] += 1
        kept = self.lines.setdefault(rule, [])
        if len(kept) < MOST:
            kept.append(line)

    def problems(self) -> list[Problem]:
        """All that was noted."""
        return [
            problem
            for (message, column, hint), count in self.counts.items()
            for problem in faults(
                self.path,
                message,
                self.lines[message, column, hint],
                count,
                column=column,
                hint=hint,
            )
        ]


def _carefully(data: bytes, path: str) -> Parsed:
    """The file line by line, each fault noted."""
    notes = _Notes(path, has_nuls=b"\0" in data)
    rows = _rows(data.decode(), notes)
    head = next((row for row in rows if any(cell.strip() for cell in row.fields)), None)
    header = _trimmed(_names(head.fields)) if head else ()
    frames = [_empty(len(header))]
    while chunk := list(islice(rows, CHUNK)):
        frames.append(_frame(chunk, header, notes))
    problems = notes.problems()
    if head and head.line > 1:
        problems.append(warning(path, "the columns' names must stand in line 1", line=head.line))
    return Parsed(header=header, frame=pl.concat(frames), problems=tuple(problems))


def _trimmed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty names that trailing commas leave."""
    last = max((place for place, name in enumerate(names, 1) if name), default=0)
    return names[:last]


def _empty(width: int) -> pl.DataFrame:
    cells = {str(position): pl.String for position in range(width)}
    return pl.DataFrame(schema={LINE: pl.UInt32, **cells})


def _frame(rows: Sequence[_Row], header: Sequence[str], notes: _Notes) -> pl.DataFrame:
    width = len(header)
    kept = [row for row in rows if not "".join(row.fields).isspace() and any(row.fields)]
    for row in kept:
        _fit(row, width, notes)
    cells = list(zip(*(row.fields for row in kept), strict=True)) or [()] * width
    made = {str(position): cells[position] for position in range(width)}
    schema = {LINE: pl.UInt32, **dict.fromkeys(made, pl.String)}
    return pl.DataFrame({LINE: [row.line for row in kept], **made}, schema=schema)


def _fit(row: _Row, width: int, notes: _Notes) -> None:
    """Makes a row as wide as the header and notes what that cost."""
    found = len(row.fields)
    if found < width:
        message = f"the row has {found} fields, the header {width}; the missing ones are blank"
        notes.add(message, row.line)
        row.fields += [""] * (width - found)
    elif found > width:
        if any(cell.strip() for cell in row.fields[width:]):
            message = f"the row has {found} fields, the header {width}; the last ones are left out"
            notes.add(message, row.line, hint=FIELDS_HINT)
        del row.fields[width:]
    if notes.has_nuls:
        _blank_nuls(row, notes)


def _blank_nuls(row: _Row, notes: _Notes) -> None:
    for position, cell in enumerate(row.fields):
        if "\0" in cell:
            notes.add("the cell holds NUL bytes; it is read as blank", row.line, position + 1)
            row.fields[position] = ""


def _rows(text: str, notes: _Notes) -> Iterator[_Row]:
    """Each record with the line it begins in; a quote left open spoils its own line only."""
    lines = _Lines(text)
    width = 0
    while (line := lines.take()) is not None:
        number = lines.number
        fields = _bare(line) if '"' not in line else _quoted(line, lines, width, notes)
        width = width or len(fields)
        yield _Row(number, fields)


def _bare(line: str) -> list[str]:
    return line.rstrip("\r\n").split(",")


class _Lines:
    """The lines of a text, which can be looked at ahead of their turn."""

    def __init__(self, text: str) -> None:
        self._source = StringIO(text, newline="")
        self._ahead: list[str] = []
        self.number = 0

    def take(self) -> str | None:
        """The next line, or None at the end."""
        line = self._ahead.pop(0) if self._ahead else self._source.readline()
        self.number += bool(line)
        return line or None

    def look(self, count: int) -> list[str]:
        """Up to so many of the lines to come."""
        while len(self._ahead) < count and (line := self._source.readline()):
            self._ahead.append(line)
        return self._ahead[:count]


def _quoted(line: str, lines: _Lines, width: int, notes: _Notes) -> list[str]:
    """The fields of the record that begins with this line, which has quotes."""
    fields = _first_record(csv.reader([line, _END]))
    if fields and _END not in fields[-1]:
        return fields
    ahead = lines.look(LONGEST)
    reader = csv.reader([line, *ahead, _END], strict=True)
    fields = _first_record(reader)
    inner = ahead[: reader.line_num - 2]
    if not _closed(fields, width) or any(one.count(",") + 1 == width for one in inner):
        return _left_open(line, lines.number, notes)
    for _ in range(reader.line_num - 1):
        lines.take()
    return fields


def _first_record(reader: Iterator[list[str]]) -> list[str]:
    """The first record, or none if its quotes do not fit or a cell is beyond all measure."""
    try:
        return next(reader)
    except csv.Error:
        return []


def _closed(fields: Sequence[str], width: int) -> bool:
    """Whether a record of several lines has its quotes closed and the fields it must have."""
    return bool(fields) and _END not in fields[-1] and (not width or len(fields) == width)


def _left_open(line: str, number: int, notes: _Notes) -> list[str]:
    """The fields of a line whose quote is never closed, taken without regard to quotes."""
    fields = _bare(line)
    odd = [place for place, cell in enumerate(fields, 1) if cell.count('"') % 2]
    message = "a quote is opened and not closed; the line is read as if it had none"
    notes.add(message, number, odd[-1] if odd else None, hint=QUOTE_HINT)
    return [cell.replace('"', "") for cell in fields]
