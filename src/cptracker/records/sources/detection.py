"""Which table of another dataset a file, sheet or frame is: told by its headings."""

from collections.abc import Mapping, Sequence

import polars as pl
from attrs import frozen

from cptracker.files.table_problems import listed_problems, record_warning
from cptracker.model.problems import Problem
from cptracker.records.dates import day_in_london
from cptracker.records.file_search import RecordFile
from cptracker.records.formats import blank_words
from cptracker.records.parsing import LINE
from cptracker.records.sources.formats import (
    SourceTable,
    plain_heading,
    source_formats,
)


@frozen(kw_only=True)
class SourcePart:
    """One table of another dataset as it was read.

    Attributes:
        path: As problems show it.
        source: The file; None for a frame.
        sha256: Of the file's bytes.
        table: Which table it is.
        header: The headings as they stand in it.
        positions: The 0-based position of each of the table's columns that it has.
        frame: A column of text for each that it has, under its name, and `_line`.
        problems: What is odd about it.
        guessed: Whether its letters were guessed.
    """

    path: str
    source: RecordFile | None
    sha256: str | None
    table: SourceTable
    header: tuple[str, ...]
    positions: Mapping[str, int]
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    guessed: bool = False


def names_a_source(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are such headings; most rows are soon passed over."""
    return any("id" in cell.casefold() for cell in cells) and detect_source(cells) is not None


def detect_source(header: Sequence[str]) -> tuple[SourceTable, dict[str, int]] | None:
    """The table of another dataset that these headings make, and where its columns stand."""
    plain = [plain_heading(name) for name in header]
    tables = [table for dataset in source_formats() for table in dataset.tables.values()]
    fitting = [(table, _positions(table, plain)) for table in tables]
    whole = [(table, at) for table, at in fitting if set(table.required) <= at.keys()]
    return max(whole, key=lambda pair: len(pair[1]), default=None)


def _positions(table: SourceTable, plain: Sequence[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for at, heading in enumerate(plain):
        if heading in table.columns:
            positions.setdefault(table.columns[heading], at)
    return positions


def source_part(
    path: str,
    header: Sequence[str],
    frame: pl.DataFrame,
    names: Sequence[str],
    *,
    source: RecordFile | None = None,
    sha256: str | None = None,
    problems: Sequence[Problem] = (),
    guessed: bool = False,
) -> SourcePart | None:
    """A table of another dataset, if these headings make one.

    Args:
        path: As problems show it.
        header: The headings in order.
        frame: The cells as text, and `_line`.
        names: What the columns are called in `frame`, in order.
        source: The file, if it is one.
        sha256: Of its bytes.
        problems: What is odd about it already.
        guessed: Whether its letters were guessed.
    """
    detected = detect_source(header)
    if detected is None:
        return None
    table, positions = detected
    filled = {
        column: _as_text(names[at], frame.schema[names[at]]) for column, at in positions.items()
    }
    return SourcePart(
        path=path,
        source=source,
        sha256=sha256,
        table=table,
        header=tuple(header),
        positions=positions,
        frame=frame.select(LINE, **filled),
        problems=(*problems, *_header_problems(path, table, header, positions)),
        guessed=guessed,
    )


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as text without blanks around; of times the day, in London if they have a zone."""
    cell = pl.col(name)
    if isinstance(kind, pl.Datetime):
        cell = day_in_london(cell) if kind.time_zone else cell.dt.date()
    elif kind.is_float() or kind.is_decimal():
        cell = cell.cast(pl.Float64).cast(pl.String).str.replace(r"\.0$", "")
    text = cell.cast(pl.String).str.strip_chars()
    return pl.when((text != "") & ~text.is_in(blank_words())).then(text)


def _header_problems(
    path: str, table: SourceTable, header: Sequence[str], positions: Mapping[str, int]
) -> list[Problem]:
    """Columns that it lacks or has too much, and the year of the template that it follows."""
    problems = []
    lacking = [column for column in table.headings if column not in positions]
    for year, brought in table.editions.items():
        if set(brought) <= set(lacking):
            message = f"{table.name} in the form of before {year}, without {_named(table, brought)}"
            problems.append(record_warning(path, message, line=1, hint=EDITION_HINT))
            lacking = [column for column in lacking if column not in brought]
    if lacking:
        message = f"{table.name} lacks columns: {_named(table, lacking)}"
        problems.append(record_warning(path, message, line=1))
    extra = [name for name in header if plain_heading(name) and not _is_known(table, name)]
    if extra and table.name != table.table:
        message = f"columns that {table.name} does not have are not read: {listed_problems(extra)}"
        problems.append(record_warning(path, message, line=1))
    return problems


EDITION_HINT = "ask for the list in the present form, if what it lacks is wanted"


def _named(table: SourceTable, columns: Sequence[str]) -> str:
    return listed_problems([table.headings[column][0] for column in columns])


def _is_known(table: SourceTable, heading: str) -> bool:
    return plain_heading(heading) in table.columns
