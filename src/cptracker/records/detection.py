"""Which table a file is: told by its columns, never by its name.

Names are compared without regard to case, blanks, hyphens and underscores. Canonical names serve as
well as the return's own, so that what was written out can be read again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from attrs import frozen

from cptracker.files.table_problems import listed_problems, record_error, record_warning
from cptracker.model.problems import Problem
from cptracker.records.code_sets import code_sets
from cptracker.records.formats import (
    COVERS,
    YEAR_END,
    Column,
    TableFormat,
    formats_with,
    plain_name_of_column,
)
from cptracker.records.parsing import ParsedCsv

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


ROW_HINT = (
    "if the first line runs on into a row, or two files were joined, put the line break back; "
    "columns are named here only where none of them could be a child's"
)


NAME = re.compile(r"[A-Za-z][A-Za-z _./()&'-]*(?:[0-9]{1,2}[A-Za-z _./()&'-]*){0,2}")
"""What a column's name looks like: words, with a short number at most, such as `children 0-17`."""


UNKNOWN_HINT = (
    "its first line must name the columns; if yours have names of their own, say which is which in "
    "a mapping (`mapping=…`)"
)


@frozen(kw_only=True)
class DetectedTable:
    """A file's table and where its columns stand.

    Attributes:
        positions: The 0-based position in the file by canonical name.
        labels: The name to show in messages by canonical name.
    """

    format: TableFormat
    positions: Mapping[str, int]
    labels: Mapping[str, str]


def detect_table(
    header: Sequence[str], known: Mapping[str, TableFormat], path: str, name: str | None = None
) -> tuple[DetectedTable | None, list[Problem]]:
    """The table these columns make, and what is odd about them.

    Args:
        header: The names as they stand in the file.
        known: The formats by canonical name.
        path: The file, for the problems.
        name: A name the table goes by if its columns do not tell, for frames.
    """
    wrong = _wrong_separator(header, path)
    if wrong:
        return None, [wrong]
    cells = _cells(header)
    detected_tables = [_match(cells, table) for table in known.values()]
    whole = [match for match in detected_tables if _is_whole(match)] or _called(
        detected_tables, name
    )
    best = _best(whole)
    if len(best) == 1:
        return best[0], _header_problems(best[0], header, path)
    if best:
        tables = " and ".join(match.format.table for match in best)
        return None, [record_error(path, f"the columns fit several tables: {tables}", line=1)]
    return None, [_unknown(detected_tables, header, path)]


def mapping_faults(
    mapping: Mapping[str, Mapping[str, str]], path: str, tables: Iterable[TableFormat] = ()
) -> list[Problem]:
    """What a mapping names that does not exist.

    Args:
        mapping: For each canonical table, the column's name in the file by canonical name.
        path: Where it was given, for the problems.
        tables: Formats beside the shipped ones.
    """
    known = formats_with(tables)
    problems = []
    for table, columns in mapping.items():
        if table not in known:
            problems.append(_no_such(path, "table", table, known))
            continue
        names = [column.name for column in known[table].readable]
        problems += [
            _no_such(path, f"column of {table}", name, names)
            for name in columns
            if name not in names
        ]
    return problems


def _no_such(path: str, noun: str, name: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(name, list(known), n=1)
    hint = f"did you mean `{near[0]}`?" if near else None
    return record_error(path, f"the mapping names `{name}`, which is no {noun}", hint=hint)


def _cells(header: Sequence[str]) -> dict[str, int]:
    """The first position of each name."""
    cells: dict[str, int] = {}
    for position, name in enumerate(header):
        cells.setdefault(plain_name_of_column(name), position)
    cells.pop("", None)
    return cells


def _match(cells: Mapping[str, int], table: TableFormat) -> DetectedTable:
    matches: dict[str, tuple[int, int, str]] = {}
    for cell, position in cells.items():
        if cell in table.names:
            name, rank, label = table.names[cell]
            matches[name] = min((rank, position, label), matches.get(name, (rank, position, label)))
    return DetectedTable(
        format=table,
        positions={name: position for name, (_, position, _) in matches.items()},
        labels={name: label for name, (_, _, label) in matches.items()},
    )


def _missing(match: DetectedTable) -> list[Column]:
    return [column for column in match.format.required if column.name not in match.positions]


def _is_whole(match: DetectedTable) -> bool:
    return not _missing(match)


def _called(detected_tables: Iterable[DetectedTable], name: str | None) -> list[DetectedTable]:
    """The table that goes by this name, if the columns that are filled in every row are there."""
    return [
        match
        for match in detected_tables
        if name in (match.format.table, match.format.name)
        and all(column.name in match.positions for column in match.format.columns if column.filled)
    ]


def _best(detected_tables: Sequence[DetectedTable]) -> list[DetectedTable]:
    most = max((len(match.positions) for match in detected_tables), default=0)
    return [match for match in detected_tables if len(match.positions) == most]


def _header_problems(match: DetectedTable, header: Sequence[str], path: str) -> list[Problem]:
    return [*_twice(match, header, path), *_extra(match, header, path), *_lacking(match, path)]


def _twice(match: DetectedTable, header: Sequence[str], path: str) -> list[Problem]:
    """Columns that stand more than once; nobody can know which is meant."""
    cells = [plain_name_of_column(name) for name in header]
    if len(match.positions) == len(_own(match, cells)):
        return []
    problems = []
    for column in match.format.readable:
        names = {plain_name_of_column(name) for name in match.format.own_names_of(column)}
        if column.name in match.positions:
            names.add(cells[match.positions[column.name]])
        places = [place for place, cell in enumerate(cells, 1) if cell in names]
        if len(places) > 1:
            label = match.labels[column.name]
            message = f"the column {label} stands {len(places)} times; the one in place "
            message += f"{match.positions[column.name] + 1} is used"
            problems.append(record_error(path, message, line=1, column=places[1]))
    return problems


def _extra(match: DetectedTable, header: Sequence[str], path: str) -> list[Problem]:
    extra = _not_known(match, header)
    if not extra:
        return []
    message = f"columns that {match.format.name} does not have are not read: {_named(extra)}"
    return [record_warning(path, message, line=1, hint=None if _are_names(extra) else ROW_HINT)]


def _named(names: Sequence[str]) -> str:
    """Columns by name; only their number where one of them may be a cell of a child's row."""
    if _are_names(names):
        return listed_problems(names)
    return "1 of them" if len(names) == 1 else f"{len(names)} of them"


def _are_names(names: Sequence[str]) -> bool:
    """Whether all look like the names of columns, and none like a date, an identifier or a code."""
    codes = {code for code_set in code_sets().values() for code in code_set.ever}
    return all(NAME.fullmatch(name) and name.upper() not in codes for name in names)


def _not_known(match: DetectedTable, header: Sequence[str]) -> list[str]:
    known = {"", *match.format.names, *(() if match.format.yearly else COVERS)}
    return [name.strip() for name in header if plain_name_of_column(name) not in known]


def _own(match: DetectedTable, cells: Iterable[str]) -> list[str]:
    """The cells that name a column of the table."""
    return [cell for cell in cells if cell in match.format.names]


def _lacking(match: DetectedTable, path: str) -> list[Problem]:
    """Columns of the return that the file does not have; local tables may leave theirs out."""
    if not match.format.yearly:
        return []
    lacking = [
        column.source
        for column in match.format.columns
        if column.name not in match.positions and column.name != YEAR_END and not column.further
    ]
    if not lacking:
        return []
    return [
        record_warning(
            path, f"{match.format.name} lacks columns: {listed_problems(lacking)}", line=1
        )
    ]


def _wrong_separator(header: Sequence[str], path: str) -> Problem | None:
    if len(header) != 1:
        return None
    for mark, word in SEPARATORS.items():
        if mark in header[0]:
            message = f"the columns must be separated by commas, not {word}"
            hint = "in Excel save it as `CSV UTF-8 (comma delimited)`"
            return record_error(path, message, line=1, hint=hint)
    return None


def _unknown(detected_tables: Sequence[DetectedTable], header: Sequence[str], path: str) -> Problem:
    """The nearest table; the file's own names only where the line surely is a header, no row."""
    near = max(detected_tables, key=lambda match: _likeness(match, header))
    if not near.positions:
        message = f"no table has these columns; none of the {len(header)} is known"
        return record_error(path, message, line=1, hint=UNKNOWN_HINT)
    message = f"no table has these columns; the nearest is {near.format.name}, "
    message += f"which also needs {listed_problems([column.source for column in _missing(near)])}"
    extra = _not_known(near, header)
    if extra and len(near.positions) > 1:
        message += f" and does not have {_named(extra)}"
    return record_error(path, message, line=1, hint=UNKNOWN_HINT)


def _likeness(match: DetectedTable, header: Sequence[str]) -> tuple[int, float]:
    """How many names both have, then their share of the names of file and table together."""
    both = len(match.positions)
    return both, both / (len(match.format.columns) + len(header) - both)


def nameless_column_problems(parsed: ParsedCsv, path: str) -> list[Problem]:
    """Columns that have cells but no name."""
    return [
        record_warning(path, "a column without a name is not read", line=1, column=position + 1)
        for position, name in enumerate(parsed.header)
        if not name and parsed.frame[str(position)].null_count() < parsed.frame.height
    ]
