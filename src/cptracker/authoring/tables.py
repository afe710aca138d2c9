"""Tables of a council's own: declared beside the measure that needs them, without other code.

A table is declared in the file of a measure with `table`, or in a YAML file in the same folder, in
the words of the shipped formats. Columns that a measure needs of a shipped table and that the table
does not have, such as `team`, are read as text where a file has them.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from cptracker.authoring.measure import Measure
from cptracker.model.problems import MeasureError, Problem, ProblemKind, near_miss
from cptracker.records.care.groups import FIXED
from cptracker.records.declared_tables import declared_mistakes
from cptracker.records.formats import (
    Column,
    TableFormat,
    Type,
    formats,
    plain_name_of_column,
    table_format,
)


def table(
    name: str,
    *,
    columns: Mapping[str, str],
    covers: Mapping[str, str] | str,
    spell: str | None = None,
    part: str | None = None,
    service: str = "",
) -> TableFormat:
    """A table of your own, which files and frames are recognised as by their columns.

    Args:
        name: Lower-case words with underscores; no name of a shipped table.
        columns: For each column its type and what else holds, in words: `id`, `text`, `date`,
            `integer 0-40`, `number 0-1000`, `yesno`, `word a,b` or `postcode`; then `required` (a
            file without it is another table), `key` (names a row, with the other keys), `filled` (a
            row where it is blank cannot be used), `also A,B` (other names it goes by).
        covers: What tells the days that the table covers: `dates`, the columns whose dates tell
            that rows were written by then; `first` and `last`, a kind of period and the days of
            silence that are usual; or `always` where rows tell of no time.
        spell: The columns of a spell's first and last day, where rows are spells.
        part: A column of numbers that are part of those in another.
        service: Who usually holds it, for the data request.

    Returns:
        The table; a measure in the same file that needs it has it as `records.<name>`.

    Raises:
        MeasureError: When something of it does not fit, with your line; tells all at once.

    Example:
        >>> from cptracker import table
        >>> supervisions = table(
        ...     "supervisions",
        ...     columns={
        ...         "worker_id": "id required key filled",
        ...         "due": "date required key filled",
        ...         "held": "date required",
        ...     },
        ...     covers={"dates": "held", "first": "quarter 80", "last": "month 21"},
        ...     service="Children's social care",
        ... )
        >>> supervisions.key
        ('worker_id', 'due')
    """
    declaration: dict[str, Any] = {"columns": columns, "covers": covers, "service": service}
    declaration |= {} if spell is None else {"spell": spell}
    declaration |= {} if part is None else {"part": part}
    caller = inspect.stack(context=0)[1]
    path, line = caller.filename, caller.lineno
    problems = [
        Problem(kind=ProblemKind.MEASURE, path=path, line=line, message=message, hint=hint)
        for _, message, hint in declared_mistakes(name, declaration)
    ]
    if problems:
        raise MeasureError(problems=problems)
    return evolve(table_format(name, declaration, yearly=False), path=path)


def tables_needed(
    measures: Iterable[Measure], declared: Iterable[TableFormat] = ()
) -> tuple[tuple[TableFormat, ...], list[Problem]]:
    """The tables that records are to be read with beside the shipped ones.

    Args:
        measures: In the order in which they win.
        declared: Tables from YAML files, which come first.

    Returns:
        The tables, those declared and shipped ones with further columns; and a problem for each
        that clashes with another and so is not read.
    """
    wanted = list(measures)
    own: dict[str, TableFormat] = {}
    problems = []
    named = (
        table_format for measure in wanted for table_format in measure.tables if table_format.path
    )
    for candidate in (*declared, *named):
        clash = None if own.get(candidate.table) == candidate else _clash(candidate, own)
        if clash:
            problems.append(clash)
        else:
            own.setdefault(candidate.table, candidate)
    known = {**formats(), **own}
    further = _further_columns(wanted, known)
    widened = {name: _widened(known[name], columns) for name, columns in further.items()}
    return tuple({**own, **widened}.values()), list(dict.fromkeys(problems))


def _clash(table_format: TableFormat, own: Mapping[str, TableFormat]) -> Problem | None:
    """Why a table cannot be read beside the others, if so."""
    if table_format.table in formats():
        message = f"`{table_format.table}` is a shipped table already"
        hint = "give yours another name; further columns of a shipped one are named in `needs`"
        return _problem(table_format, message, hint)
    if table_format.table in own:
        message = f"`{table_format.table}` is declared otherwise in {own[table_format.table].path}"
        return _problem(table_format, message, "let both say the same, or give one another name")
    for known in (*formats().values(), *own.values()):
        if _alike(table_format, known):
            message = (
                f"files of `{table_format.table}` could not be told from those of `{known.name}`"
            )
            hint = "let one of its required columns have a name that the other has not"
            return _problem(table_format, message, hint)
    return None


def _alike(first: TableFormat, second: TableFormat) -> bool:
    """Whether a file with the required columns of both would be as much the one as the other."""
    return _required_in(first, second) and _required_in(second, first)


def _required_in(first: TableFormat, second: TableFormat) -> bool:
    return all(
        any(plain_name_of_column(name) in second.names for name in first.names_of(column))
        for column in first.required
    )


def _problem(table_format: TableFormat, message: str, hint: str) -> Problem:
    return Problem(kind=ProblemKind.MEASURE, path=table_format.path, message=message, hint=hint)


def _further_columns(
    measures: Iterable[Measure], known: Mapping[str, TableFormat]
) -> Mapping[str, tuple[str, ...]]:
    """For each table the columns that measures need and that it does not have itself."""
    further: dict[str, dict[str, None]] = {}
    for measure in measures:
        for table_name, column in _named_columns(measure, known):
            further.setdefault(table_name, {})[column] = None
    return {name: tuple(columns) for name, columns in further.items()}


def _named_columns(measure: Measure, known: Mapping[str, TableFormat]) -> Iterator[tuple[str, str]]:
    """What a measure needs, or is broken down by, that its tables do not have.

    A breakdown that is nobody's column may stand in any table of a plug-in that is not shipped.
    """
    for name, columns in measure.needs.items():
        if name not in known:
            continue
        yield from ((name, column) for column in further_columns(known[name], columns))
        if measure.origin != "shipped":
            own = [by for by in measure.by if by not in FIXED and by not in measure.groups]
            yield from ((name, column) for column in further_columns(known[name], own))


def further_columns(table_format: TableFormat, columns: Iterable[str]) -> list[str]:
    """Those of the columns that a table does not have, and that are no slip of one it has."""
    had = [column.name for column in table_format.readable]
    return [
        name
        for name in columns
        if plain_name_of_column(name) not in table_format.names and near_miss(name, had) is None
    ]


def _widened(table_format: TableFormat, columns: Iterable[str]) -> TableFormat:
    added = [Column(name=name, source=name, type=Type.TEXT, further=True) for name in columns]
    return evolve(table_format, columns=(*table_format.columns, *added))
