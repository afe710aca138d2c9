"""What separates the columns of a CSV file, told by its first rows, and the same with commas."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from cptracker.files.csv_rows import CsvNotes, read_rows

SEPARATORS = (",", ";", "\t", "|")
"""In the order in which they are taken where the rows tell nothing."""


LOOKED_AT, SAMPLE = 20, 64 * 1024
"""How many rows, and how many bytes at most, tell the separator."""


def separator_of(data: bytes) -> str:
    r"""What separates the columns of a CSV file in UTF-8.

    It is the mark by which most rows have the same number of columns; a title above them, or a cell
    with other marks in it, changes nothing.

    Example:
        >>> separator_of(b"child;note\n1;a, b and c\n2;d, e\n")
        ';'
    """
    sample = data[:SAMPLE].decode(errors="ignore")
    if not any(mark in sample for mark in SEPARATORS[1:]):
        return ","
    return max(SEPARATORS, key=lambda mark: _fit(sample, mark))


def _fit(sample: str, mark: str) -> tuple[float, int, int]:
    """How well a mark separates: the share of rows that are alike, their columns, and the most."""
    rows = csv.reader(StringIO(sample, newline=""), delimiter=mark)
    try:
        widths = [len(row) for row in islice(rows, LOOKED_AT) if any(cell.strip() for cell in row)]
    except csv.Error:
        return 0.0, 0, 0
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return 0.0, 0, 0
    ((width, rows_alike),) = usual
    return rows_alike / len(widths), width, max(widths)


def with_commas(data: bytes, mark: str, notes: CsvNotes) -> bytes:
    """A CSV file with commas for its separators; each row begins in the line it began in.

    Args:
        data: The file in UTF-8.
        mark: What separates its columns.
        notes: Takes what is wrong with its rows.
    """
    if mark == ",":
        return data
    if b'"' not in data and b"," not in data:
        return data.replace(mark.encode(), b",")
    return "".join(_lines(data.decode(), mark, notes)).encode()


def _lines(text: str, mark: str, notes: CsvNotes) -> Iterator[str]:
    line = 1
    for row in read_rows(text, notes, mark):
        written = StringIO()
        csv.writer(written, lineterminator="\n").writerow(row.fields)
        cells = written.getvalue() if any(row.fields) else "\n"
        yield "\n" * (row.line - line)
        yield cells
        line = row.line + len(cells.splitlines())
