"""The records of a CSV one by one: fields, the line each begins in, and what is wrong with it.

A quote left open spoils its own line only, a short or a long row is told and made to fit.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from attrs import define, field

from cptracker.files.table_problems import MOST, record_errors
from cptracker.model.problems import Problem

LONGEST = 60
"""How many lines one record may span before a quote in it counts as left open."""


_END = "\x1f\x1e"
"""Put behind the lines of a record that is being read, to see whether a quote runs beyond them."""


QUOTE_HINT = "put a closing quote, or take the quote away"


SHORT_HINT = "a line break within a cell cuts its row in two; take it out, or fill the row up"


FIELDS_HINT = "a comma within a cell needs quotes around the cell"


@define
class CsvRow:
    """One record of the file with the line it begins in."""

    line: int
    fields: list[str]


@define
class CsvNotes:
    """The lines in which each fault was met: those of the first thousand, and how many in all."""

    path: str
    has_nuls: bool = False
    lines: dict[tuple[str, int | None, str | None], list[int]] = field(factory=dict)
    counts: Counter[tuple[str, int | None, str | None]] = field(factory=Counter)

    def add(
        self, message: str, line: int, column: int | None = None, hint: str | None = None
    ) -> None:
        """Notes one fault."""
        rule = (message, column, hint)
        self.counts[rule] += 1
        noted = self.lines.setdefault(rule, [])
        if len(noted) < MOST:
            noted.append(line)

    def blank_nuls(self, row: CsvRow) -> None:
        """Empties the cells of a row that hold NUL bytes, and notes them."""
        for position, cell in enumerate(row.fields):
            if "\0" in cell:
                self.add("the cell holds NUL bytes; it is read as blank", row.line, position + 1)
                row.fields[position] = ""

    def problems(self) -> list[Problem]:
        """All that was noted."""
        return [
            problem
            for (message, column, hint), count in self.counts.items()
            for problem in record_errors(
                self.path,
                message,
                self.lines[message, column, hint],
                count,
                column=column,
                hint=hint,
            )
        ]


def read_rows(text: str, notes: CsvNotes, mark: str = ",") -> Iterator[CsvRow]:
    """Each record with the line it begins in; a quote left open spoils its own line only.

    Args:
        text: The file.
        notes: Takes what is wrong with its rows.
        mark: What separates its columns.
    """
    lines = _LineCounter(text)
    width = 0
    while (line := lines.take()) is not None:
        number = lines.number
        fields = _bare(line, mark) if '"' not in line else _quoted(line, lines, width, notes, mark)
        width = width or len(fields)
        yield CsvRow(number, fields)


def _bare(line: str, mark: str) -> list[str]:
    return line.rstrip("\r\n").split(mark)


class _LineCounter:
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

    def peek(self, count: int) -> list[str]:
        """Up to so many of the lines to come."""
        while len(self._ahead) < count and (line := self._source.readline()):
            self._ahead.append(line)
        return self._ahead[:count]


def _quoted(line: str, lines: _LineCounter, width: int, notes: CsvNotes, mark: str) -> list[str]:
    """The fields of the record that begins with this line, which has quotes."""
    fields = _first_record(csv.reader([line, _END], delimiter=mark))
    if fields and _END not in fields[-1]:
        return fields
    ahead = lines.peek(LONGEST)
    reader = csv.reader([line, *ahead, _END], strict=True, delimiter=mark)
    fields = _first_record(reader)
    inner = ahead[: reader.line_num - 2]
    if not _closed(fields, width) or any(text.count(mark) + 1 == width for text in inner):
        return _left_open(line, lines.number, notes, mark)
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


def _left_open(line: str, number: int, notes: CsvNotes, mark: str) -> list[str]:
    """The fields of a line whose quote is never closed, taken without regard to quotes."""
    fields = _bare(line, mark)
    odd = [place for place, cell in enumerate(fields, 1) if cell.count('"') % 2]
    message = "a quote is opened and not closed; the line is read as if it had none"
    notes.add(message, number, odd[-1] if odd else None, hint=QUOTE_HINT)
    return [cell.replace('"', "") for cell in fields]


def fits_columns(row: CsvRow, width: int, notes: CsvNotes) -> None:
    """Makes a row as wide as the header and notes what that cost."""
    number = len(row.fields)
    if number < width:
        message = f"the row has {number} fields, the header {width}; the missing ones are blank"
        notes.add(message, row.line, hint=SHORT_HINT)
        row.fields += [""] * (width - number)
    elif number > width:
        if any(cell.strip() for cell in row.fields[width:]):
            message = f"the row has {number} fields, the header {width}; the last ones are left out"
            notes.add(message, row.line, hint=FIELDS_HINT)
        del row.fields[width:]
    if notes.has_nuls:
        notes.blank_nuls(row)
