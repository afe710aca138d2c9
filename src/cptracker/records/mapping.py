"""What a council's files call the columns, and which days they cover, from a YAML file.

For each table the canonical column and the name that stands in the files:

    sdq:
      child_id: Mosaic number
      score: Total difficulties

Names that the mapping leaves out are recognised as ever. Under `ids` it may also say which children
stand under two identifiers, since CHILD has changed: the old one and the one to read instead.

    ids:
      "1234": "900012"

Of each table it may also state the days from which and to which it is complete:

    events:
      covers_to: 2026-03-31
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import evolve, field, frozen

from cptracker.files.table_problems import record_error
from cptracker.files.yaml_events import parse_yaml
from cptracker.files.yaml_files import UnreadablePlanError, read_text
from cptracker.files.yaml_nodes import MapNode, Node, ScalarNode, SourcePlace, shown_text
from cptracker.model.problems import Problem, ProblemKind, RecordsError, near_miss
from cptracker.records.coverage.spans import StatedDays, day_written, stated_days
from cptracker.records.formats import COVERS, TableFormat, formats_with, plain_name_of_column
from cptracker.records.origin import SameChild

MAPPING = "<mapping>"


TableMapping = Mapping[str, Mapping[str, str | date]]
"""For each canonical table the name in the files by canonical column; a day for `covers_from` and
`covers_to`."""


DAY_HINT = "write the day to which, or from which, the table is complete"


@frozen(kw_only=True)
class Mapped:
    """A mapping, taken apart.

    Attributes:
        names: For each table the name in the files by canonical column.
        stated: For each table of which it is stated the days that it covers.
        problems: What is wrong with these days.
    """

    names: Mapping[str, Mapping[str, str]] = field(factory=dict)
    stated: Mapping[str, StatedDays] = field(factory=dict)
    problems: tuple[Problem, ...] = ()


def mapped(mapping: TableMapping | None) -> Mapped:
    """The names of columns and the days that a mapping states, apart from each other."""
    names, stated, problems = {}, {}, []
    for table, columns in (mapping or {}).items():
        names[table] = {name: str(text) for name, text in columns.items() if name not in COVERS}
        texts = {name: columns[name] for name in COVERS if name in columns}
        days = {name: _day(value) for name, value in texts.items()}
        wrong = list(day_faults(table, days))
        problems += [record_error(MAPPING, message, hint=DAY_HINT) for _, message in wrong]
        if texts and not wrong:
            stated[table] = evolve(stated_days(days), path=MAPPING)
    return Mapped(names=names, stated=stated, problems=tuple(problems))


def day_faults(table: str, days: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    """What is wrong with days that are stated of a table: which of them, and why.

    Args:
        table: Its canonical name.
        days: `covers_from` and `covers_to` as far as they are given; None if they are no days.
    """
    for name, day in days.items():
        if day is None:
            yield name, f"`{name}` of `{table}` must be a date such as 2026-03-31"
    first, last = days.get("covers_from"), days.get("covers_to")
    if first and last and last < first:
        yield "covers_to", f"`covers_to` of `{table}` is before its `covers_from`"


def _day(value: str | date) -> date | None:
    return day_written(value) if isinstance(value, str) else date(*value.timetuple()[:3])


IDS = "ids"


IDS_FORM = "expected as in `ids: {old id: new id}`"


FORM = "expected as in `sdq: {score: Total difficulties}`"


@frozen(kw_only=True)
class MappingFile:
    """What a mapping file says.

    Attributes:
        names: For each table the names in the files by canonical column.
        ids: The children who stand under two identifiers, each with its place.
        stated: For each table of which it is stated the days that it covers, with the place.
    """

    names: Mapping[str, Mapping[str, str]] = field(factory=dict)
    ids: tuple[SameChild, ...] = ()
    stated: Mapping[str, StatedDays] = field(factory=dict)


def read_mapping(path: Path, tables: Iterable[TableFormat] = ()) -> MappingFile:
    """What a mapping file says; it is parsed once.

    Args:
        path: A YAML file.
        tables: Formats beside the shipped ones.

    Raises:
        RecordsError: When the file has mistakes; carries them all, each with its place.
    """
    try:
        parsed = parse_yaml(read_text(path), str(path))
    except UnreadablePlanError as stop:
        raise _refused([stop.problem]) from None
    odd = [_without_ids(problem, parsed.root) for problem in parsed.problems]
    problems = [*odd, *_mistakes(parsed.root, SourcePlace(str(path), 1, 1), formats_with(tables))]
    if problems:
        raise _refused(problems)
    named = {table: columns for table, columns in _entries(parsed.root) if table != IDS}
    return MappingFile(
        names={table: _texts(columns) for table, columns in named.items()},
        ids=_same_children(dict(_entries(parsed.root)).get(IDS), path),
        stated=_stated(named, path),
    )


def _same_children(pairs: Node | None, path: Path) -> tuple[SameChild, ...]:
    """The pairs of identifiers under `ids`, each with its place."""
    if not isinstance(pairs, MapNode):
        return ()
    return tuple(
        SameChild(
            old=old,
            new=node.text.strip(),
            path=str(path),
            line=pairs.keys[old].line,
            column=pairs.keys[old].column,
        )
        for old, node in pairs.entries.items()
        if isinstance(node, ScalarNode)
    )


def _stated(tables: Mapping[str, Node], path: Path) -> dict[str, StatedDays]:
    """For each table of which it is stated the days that it covers, with the place."""
    return {
        table: _placed(stated_days(days), columns, path)
        for table, columns in tables.items()
        if isinstance(columns, MapNode) and (days := _days(columns))
    }


def _placed(stated: StatedDays, columns: MapNode, path: Path) -> StatedDays:
    """With the place of `covers_to`, which alone can be refused by the records."""
    place = columns.keys.get("covers_to")
    line, column = (place.line, place.column) if place else (None, None)
    return evolve(stated, path=str(path), line=line, column=column)


def _days(columns: MapNode) -> dict[str, date | None]:
    """The days that are stated of a table; None where one is no day."""
    return {
        name: day_written(node.text) if isinstance(node, ScalarNode) else None
        for name, node in columns.entries.items()
        if name in COVERS
    }


def _without_ids(problem: Problem, root: Node | None) -> Problem:
    """The problem, without what it quotes if it stands among the identifiers of children."""
    if not isinstance(root, MapNode) or IDS not in root.keys or problem.line is None:
        return problem
    first = root.keys[IDS].line
    after = [place.line for place in root.keys.values() if place.line > first]
    if not first < problem.line < min(after, default=problem.line + 1):
        return problem
    return evolve(problem, message=re.sub(r"`[^`]*`", "`…`", problem.message))


def _refused(problems: Iterable[Problem]) -> RecordsError:
    """Mistakes of a mapping keep whole tables from being read."""
    return RecordsError(
        problems=[evolve(problem, kind=ProblemKind.RECORDS) for problem in problems]
    )


def _entries(node: Node | None) -> Iterable[tuple[str, Node]]:
    return node.entries.items() if isinstance(node, MapNode) else ()


def _texts(columns: Node) -> dict[str, str]:
    """The names of one table, which have been seen to be texts."""
    return {
        name: node.text
        for name, node in _entries(columns)
        if isinstance(node, ScalarNode) and name not in COVERS
    }


def _mistakes(
    root: Node | None, start: SourcePlace, known: Mapping[str, TableFormat]
) -> Iterator[Problem]:
    if not isinstance(root, MapNode):
        yield start.problem("a mapping must name tables and their columns", FORM)
        return
    for table, columns in root.entries.items():
        place = root.keys[table]
        if table == IDS:
            yield from _of_ids(columns, place)
        elif table not in known:
            yield _unknown("table", table, place, known)
        elif not isinstance(columns, MapNode):
            yield place.problem(f"`{table}` must name columns", FORM)
        else:
            yield from _of_table(known[table], columns)


def _of_ids(pairs: Node, place: SourcePlace) -> Iterator[Problem]:
    """What is no pair of an old identifier and a new one; no identifier is shown."""
    if not isinstance(pairs, MapNode):
        yield place.problem("`ids` must name pairs of ids", IDS_FORM)
        return
    for old, node in pairs.entries.items():
        if not isinstance(node, ScalarNode) or not node.text.strip():
            yield pairs.keys[old].problem("an old id must be given one new id", IDS_FORM)


def _of_table(table_format: TableFormat, columns: MapNode) -> Iterator[Problem]:
    """Unknown columns, names that are no text, and names given to two columns."""
    table, known = table_format.table, [column.name for column in table_format.readable]
    names: dict[str, str] = {}
    for name, message in day_faults(table, _days(columns)):
        yield columns.entries[name].place.problem(message, DAY_HINT)
    for name, node in columns.entries.items():
        if name in COVERS:
            continue
        if name not in known:
            yield _unknown(f"column of `{table}`", name, columns.keys[name], known)
        elif not isinstance(node, ScalarNode) or not node.text.strip():
            yield node.place.problem(f"`{name}` must be what the files call it", FORM)
        elif (first := names.setdefault(plain_name_of_column(node.text), name)) != name:
            message = f"`{shown_text(node.text)}` is given to `{first}` and to `{name}`"
            yield node.place.problem(message, "one column of a file can be only one of them")


def _unknown(noun: str, name: str, place: SourcePlace, known: Iterable[str]) -> Problem:
    names = list(known)
    guess = near_miss(name, names)
    hint = f"did you mean `{guess}`?" if guess else f"known are {', '.join(names)}"
    return place.problem(f"`{shown_text(name)}` is no {noun}", hint)
