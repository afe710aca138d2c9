"""From tables of another dataset to cptracker's own tables, as the dataset's format file says.

Every row keeps the place it has in its file. What the dataset cannot tell is not made up: it is
told once, and its columns and tables are as if they had not been supplied.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import frozen

from cptracker.files.table_problems import listed_problems, record_warning
from cptracker.model.problems import Problem
from cptracker.records.cleaning import TextTable
from cptracker.records.coverage.spans import StatedDays, day_written
from cptracker.records.detection import DetectedTable
from cptracker.records.formats import TableFormat
from cptracker.records.parsing import LINE
from cptracker.records.sources.detection import SourcePart
from cptracker.records.sources.formats import GivenTable, SourceFormat, source_formats
from cptracker.records.sources.reading_days import days_of, in_returns, joined, latest_day

MISSING_COLUMNS_HINT = "`cptracker request` says where else each of them could come from"


LETTER = r"^[a-z]{1,2}\)\s*"
"""How Annex A begins a cell: `f) U6: Foster placement`."""


CODE = r"^([A-Z]{1,4}\d{0,2}[AB]?)\s*(?:[:\u2013-]|$)"


NAMED_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2}|\d{2}[-.]\d{2}[-.]\d{4})(?!\d)")


@frozen(kw_only=True)
class ConvertedTable:
    """One of our tables, as another dataset tells it.

    Attributes:
        part: The file whose rows its rows are.
        text: Its cells, under canonical names, with their places.
        stated: The days of which it tells, where that is fewer than its rows speak of.
        rule: How the year of its rows was found, in words.
    """

    part: SourcePart
    text: TextTable
    stated: StatedDays
    rule: str


def converted(
    source_parts: Sequence[SourcePart], known: Mapping[str, TableFormat]
) -> tuple[list[ConvertedTable], list[Problem]]:
    """Our tables from those of other datasets.

    Args:
        source_parts: The tables of other datasets.
        known: Our formats by canonical name.

    Returns:
        The tables; and for each dataset one warning of what it does not tell.
    """
    tables: list[ConvertedTable] = []
    problems: list[Problem] = []
    for dataset in source_formats():
        of_dataset = [part for part in source_parts if part.table.dataset == dataset.name]
        if of_dataset:
            current, older = _latest_lists(dataset, of_dataset)
            tables += _of_dataset(dataset, current, known)
            problems += [*older, _missing_columns(dataset, current, known)]
    return tables, problems


def _latest_lists(
    dataset: SourceFormat, source_parts: Sequence[SourcePart]
) -> tuple[list[SourcePart], list[Problem]]:
    """Of lists that tell of one day each, the latest; two of them make no history."""
    singles = _lists_of_a_day(dataset)
    current, problems = [part for part in source_parts if part.table.table not in singles], []
    for table in sorted(singles):
        lists = [part for part in source_parts if part.table.table == table]
        dated = sorted(lists, key=lambda part: (drawn_on(part) or date.min, part.path))
        current += dated[-1:]
        for part in dated[:-1]:
            message = f"an earlier {part.table.name} than {dated[-1].path}; it is not read"
            problems.append(record_warning(part.path, message, line=1, hint=ONE_LIST))
    return current, problems


def _lists_of_a_day(dataset: SourceFormat) -> set[str]:
    """The dataset's tables that tell of the day on which they were drawn alone."""
    return {given_table.source for given_table in dataset.gives if given_table.latest}


ONE_LIST = "a list tells of its own day; read lists of several days one after another"


def drawn_on(part: SourcePart) -> date | None:
    """The day on which a list was drawn: in its file's name, else the latest day in it."""
    named = NAMED_DAY.search(part.path.rpartition("/")[2] if part.source is None else part.path)
    day = day_written(re.sub("[.-]", "/", named[1])) if named and named[1][2] in "-." else None
    if named and day is None:
        day = day_written(named[1])
    return day or latest_day([part.frame])


def _of_dataset(
    dataset: SourceFormat, source_parts: Sequence[SourcePart], known: Mapping[str, TableFormat]
) -> Iterator[ConvertedTable]:
    last = latest_day(part.frame for part in source_parts)
    first = _first_end(dataset, source_parts)
    for given_table in dataset.gives:
        if given_table.table in known:
            for part in source_parts:
                if part.table.table == given_table.source:
                    yield _converted(
                        dataset,
                        given_table,
                        part,
                        source_parts,
                        known[given_table.table],
                        first,
                        last,
                    )


def _converted(
    dataset: SourceFormat,
    given_table: GivenTable,
    part: SourcePart,
    source_parts: Sequence[SourcePart],
    table_format: TableFormat,
    first: date | None,
    last: date | None,
) -> ConvertedTable:
    rows = part.frame
    for rule in given_table.joins:
        others = [
            source_part.frame
            for source_part in source_parts
            if source_part.table.table == rule.table
        ]
        rows = joined(rows, pl.concat(others, how="diagonal"), rule) if others else rows
    rows = _taken(rows, given_table)
    of_a_day = given_table.source in _lists_of_a_day(dataset)
    drawn = drawn_on(part) if of_a_day else last
    columns = {
        name: words for name, words in given_table.columns.items() if words[0] in rows.columns
    }
    cells = {name: _cells(dataset, given_table, name, rows.columns).alias(name) for name in columns}
    if given_table.drawn and drawn:
        cells[given_table.drawn] = pl.lit(drawn.isoformat())
    frame = rows.select(LINE, **cells)
    if table_format.yearly and drawn:
        frame = in_returns(rows, frame, given_table, (first or drawn, drawn))
    return ConvertedTable(
        part=part,
        text=_text(part, table_format, frame, columns),
        stated=_stated(rows, given_table, drawn),
        rule=f"the days in {part.path}",
    )


def _taken(rows: pl.DataFrame, given_table: GivenTable) -> pl.DataFrame:
    """The rows that are rows of our table."""
    for column, words in given_table.only.items():
        if column in rows.columns:
            rows = rows.filter(pl.col(column).fill_null("").str.to_lowercase().is_in(words))
    for column, words in given_table.without.items():
        if column in rows.columns:
            rows = rows.filter(~pl.col(column).fill_null("").str.to_lowercase().is_in(words))
    if given_table.filled and given_table.filled in rows.columns:
        rows = rows.filter(pl.col(given_table.filled).is_not_null())
    return rows


def _cells(
    dataset: SourceFormat, given_table: GivenTable, name: str, names: Sequence[str]
) -> pl.Expr:
    """A cell of our table, made of one of theirs, or of one and what follows it in another."""
    first = _cell(dataset, *given_table.columns[name])
    second = given_table.followed.get(name)
    if second is None or second[0] not in names:
        return first
    return first + _cell(dataset, *second).fill_null("")


def _cell(dataset: SourceFormat, column: str, how: str) -> pl.Expr:
    """A cell as our table has it; what fits no rule stays, and is told of as a wrong cell."""
    cell = pl.col(column)
    if not how:
        return cell
    bare = cell.str.replace(LETTER, "")
    if how == "code":
        return pl.coalesce(bare.str.extract(CODE, 1), bare)
    words = dataset.values[how]
    return bare.str.to_lowercase().replace_strict(words, default=bare, return_dtype=pl.String)


def _first_end(dataset: SourceFormat, source_parts: Sequence[SourcePart]) -> date | None:
    """The earliest day on which an episode ended: of the time before, the dataset may lack some."""
    for given_table in dataset.gives:
        for part in source_parts:
            if (
                given_table.table == "episodes"
                and part.table.table == given_table.source
                and given_table.since
            ):
                day = days_of(part.frame, given_table.year).min()
                return day if isinstance(day, date) else None
    return None


def _stated(rows: pl.DataFrame, given_table: GivenTable, drawn: date | None) -> StatedDays:
    """A list tells of the days from its last change on: before it, it holds what was not yet so."""
    if not given_table.latest or drawn is None:
        return StatedDays()
    changes = [rows.select(column) for column in given_table.changes if column in rows.columns]
    changed = [latest_day([frame.with_columns(pl.lit(0).alias(LINE))]) for frame in changes]
    before = [day for day in changed if day and day <= drawn]
    return StatedDays(covers_from=max(before, default=drawn), covers_to=drawn)


def _text(
    part: SourcePart,
    table_format: TableFormat,
    frame: pl.DataFrame,
    columns: Mapping[str, tuple[str, str]],
) -> TextTable:
    """The cells as a table whose columns stand where they stand in the file, others beyond it."""
    names = [""] * len(part.header)
    positions: dict[str, int] = {}
    for name in frame.columns[1:]:
        at = part.positions.get(columns[name][0], -1) if name in columns else -1
        if at < 0 or names[at]:
            names.append(name)
            at = len(names) - 1
        names[at] = name
        positions[name] = at
    labels = {name: _label(part, columns, name) for name in positions}
    detected = DetectedTable(format=table_format, positions=positions, labels=labels)
    return TextTable(
        path=part.path,
        recognised=detected,
        frame=frame,
        names=names,
        guessed=part.guessed,
        width=len(part.header),
    )


def _label(part: SourcePart, columns: Mapping[str, tuple[str, str]], name: str) -> str:
    """What messages call a column: its heading in the file, or its name in a joined table."""
    if name not in columns:
        return name
    at = part.positions.get(columns[name][0])
    return columns[name][0] if at is None else part.header[at].strip()


def _missing_columns(
    dataset: SourceFormat, source_parts: Sequence[SourcePart], known: Mapping[str, TableFormat]
) -> Problem:
    """What a dataset cannot tell, once."""
    sources = {part.table.table for part in source_parts}
    columns = [
        f"`{column}` of `{given_table.table}`"
        for given_table in dataset.gives
        if given_table.source in sources and given_table.table in known
        for column in given_table.not_told
    ]
    tables = [f"`{table}`" for table in dataset.not_told]
    message = f"{dataset.name} does not tell {listed_problems([*columns, *tables], most=40)}"
    return record_warning(source_parts[0].path, message, hint=MISSING_COLUMNS_HINT)
