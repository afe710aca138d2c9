"""From a file of published figures to rows of text, each with its line."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path

from attrs import field, frozen

from cptracker.comparing.forms import plain
from cptracker.errors import Problem
from cptracker.oversize import LONGEST_CELL, LONGEST_LINE, endless_line, why_no_table
from cptracker.records.decoding import decode
from cptracker.records.faults import fault

PARQUET = b"PAR1"
ENDINGS = (".csv", ".parquet")


@frozen(kw_only=True)
class Row:
    """One row: its line, counted from 1 with the header, and its cells."""

    line: int
    cells: Sequence[str]


@frozen(kw_only=True)
class TextFile:
    """A file of published figures as text.

    Attributes:
        path: The file as the user named it.
        names: The columns as they are written.
        rows: Those with any text, each as long as the header.
        found: Whether it was found in a folder, so that nobody named it.
    """

    path: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    found: bool = False

    positions: Mapping[str, int] = field(init=False, repr=False, eq=False)

    @positions.default
    def _positions(self) -> Mapping[str, int]:
        return {plain(name): at for at, name in reversed(list(enumerate(self.names)))}

    def at(self, name: str) -> int | None:
        """The position of a column, from 0; None if there is none of this name."""
        return self.positions.get(name.casefold())


def cell(file: TextFile, row: Row, column: str) -> str:
    """What stands in a column, without outer blanks; nothing if the file has no such column."""
    at = file.at(column)
    return "" if at is None else row.cells[at].strip()


def files_in(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Each file named, or in a folder that is named, and whether it was only found there."""
    found: list[tuple[Path, bool]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix.lower() in ENDINGS)
            found += [(one, True) for one in inside]
        else:
            found.append((path, False))
    return found


def read_file(path: Path, *, found: bool = False) -> tuple[TextFile | None, list[Problem]]:
    """One file as text, or why it cannot be read."""
    shown = str(path)
    try:
        if not path.is_file():
            return None, [fault(shown, "there is no such file")]
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        return None, [fault(shown, f"cannot be read: {reason}")]
    if content.startswith(PARQUET):
        return _parquet(content, shown, found)
    if endless_line(content) is not None:
        message = f"a line is longer than {LONGEST_LINE:,} bytes, so it is no row of a table"
        return None, [fault(shown, message)]
    decoded = decode(content, shown)
    problems = list(decoded.problems)
    if decoded.data is None:
        return None, problems
    try:
        lines = list(_rows(decoded.data.decode()))
    except csv.Error as error:  # a field beyond all measure
        return None, [fault(shown, f"cannot be read as CSV: {error}")]
    names = tuple(name.strip() for name in lines[0].cells) if lines else ()
    rows = tuple(_fitted(lines[1:], len(names), shown, problems))
    return TextFile(path=shown, names=names, rows=rows, found=found), problems


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""))
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(line=line, cells=cells)
        line = reader.line_num + 1


def _fitted(rows: Sequence[Row], width: int, path: str, problems: list[Problem]) -> Iterator[Row]:
    for row in rows:
        if len(row.cells) < width:
            message = f"the row has {len(row.cells)} of {width} cells, and is not used"
            problems.append(fault(path, message, line=row.line))
        else:
            yield row


def _parquet(content: bytes, path: str, found: bool) -> tuple[TextFile | None, list[Problem]]:
    import polars as pl

    try:
        scanned = pl.scan_parquet(BytesIO(content))
        names = scanned.collect_schema().names()
        too_much = why_no_table(scanned.select(pl.len()).collect().item(), len(names))
        if too_much:
            return None, [fault(path, too_much)]
        frame = scanned.select(pl.all().cast(pl.String).fill_null("")).collect()
        longest = frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item() or 0
        if longest > LONGEST_CELL:
            return None, [fault(path, f"a cell is longer than {LONGEST_CELL:,} bytes")]
    except pl.exceptions.PolarsError:
        return None, [fault(path, "looks like a Parquet file, but cannot be read")]
    rows = tuple(Row(line=at, cells=cells) for at, cells in enumerate(frame.iter_rows(), start=2))
    return TextFile(path=path, names=tuple(frame.columns), rows=rows, found=found), []
