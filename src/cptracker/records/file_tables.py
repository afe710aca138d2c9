"""The tables in one file: one of a CSV or Parquet file, of a workbook one a sheet, all of XML.

Each is recognised by its columns and by nothing else. Of a workbook the sheets that are no table
are named, such as guidance and lists of codes; of a file that holds no table it is said why.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from attrs import evolve, frozen

from cptracker.files.table_problems import record_warning
from cptracker.files.tables import IsHead, OpenedTable, is_workbook, open_sheets
from cptracker.model.problems import Problem, Severity
from cptracker.records.cleaning import TextTable
from cptracker.records.detection import detect_table, nameless_column_problems
from cptracker.records.file_search import RecordFile
from cptracker.records.formats import TableFormat, plain_name_of_column
from cptracker.records.parsing import ParsedCsv, parse_csv, parse_opened
from cptracker.records.sources.detection import SourcePart, names_a_source, source_part
from cptracker.records.xml_returns import is_xml, read_xml_return

NOT_A_TABLE = "nothing is wrong with it, unless it holds records"


@frozen(kw_only=True)
class TableInFile:
    """One table of a file, before its cells are looked at.

    Attributes:
        source: The file; of one of several sheets with the sheet's name as its own.
        text: Its columns and cells.
        header: The names of its columns, as they stand in the file.
        problems: What is odd about it as a whole.
    """

    source: RecordFile
    text: TextTable
    header: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@frozen(kw_only=True)
class TablesInFile:
    """What a file holds.

    Attributes:
        tables: Those that are known.
        source_parts: Tables of other datasets.
        problems: Why it, or a part of it, cannot be used.
    """

    tables: tuple[TableInFile, ...] = ()
    source_parts: tuple[SourcePart, ...] = ()
    problems: tuple[Problem, ...] = ()


def tables_in_file(
    data: bytes, source: RecordFile, known: Mapping[str, TableFormat]
) -> TablesInFile:
    """The tables that a file holds.

    Args:
        data: The whole file.
        source: Where it lies.
        known: The formats by canonical name.
    """
    suffix = PurePath(source.path).suffix.lower()
    if is_xml(data, suffix):
        return _of_xml(data, source, known)
    if is_workbook(data, suffix):
        return _of_sheets(open_sheets(data, source.path, head_of(known)), source, known)
    parsed, problems = parse_csv(data, source.path)
    return _of_one(parsed, source, known, problems)


def _of_xml(data: bytes, source: RecordFile, known: Mapping[str, TableFormat]) -> TablesInFile:
    """All tables of one return, which keep together as those of a folder do."""
    read = read_xml_return(data, source.path)
    if not read.tables:
        problems = list(read.problems)
        return TablesInFile(
            problems=tuple(problems if read.is_return else _unused(source, problems))
        )
    whole = _container(source)
    contents = [_recognised(parsed, whole, source.path, known) for parsed in read.tables]
    return TablesInFile(
        tables=tuple(table for part in contents for table in part.tables),
        problems=(*read.problems, *(problem for part in contents for problem in part.problems)),
    )


def _container(part: RecordFile, source: RecordFile | None = None) -> RecordFile:
    """A part of a file that holds several tables, which keeps them together as a folder does."""
    file = source or part
    name = PurePath(file.path).name
    return evolve(part, folder=f"{file.folder}/{name}", container=PurePath(name).suffix.lower())


def _of_one(
    parsed: ParsedCsv | None,
    source: RecordFile,
    known: Mapping[str, TableFormat],
    problems: Sequence[Problem],
) -> TablesInFile:
    """A file of one table."""
    if parsed is None:
        return TablesInFile(problems=tuple(_unused(source, problems)))
    content = _recognised(parsed, source, source.path, known, problems)
    return (
        content
        if content.tables or content.source_parts
        else evolve(content, problems=tuple(_unused(source, content.problems)))
    )


def _of_sheets(
    sheets: Sequence[OpenedTable], source: RecordFile, known: Mapping[str, TableFormat]
) -> TablesInFile:
    """A workbook: as a file of one table, or each sheet that is one."""
    if len(sheets) == 1:
        return _of_one(*_parsed_first(sheets[0], source, known))
    contents = [_of_sheet(sheet, source, known) for sheet in sheets]
    tables = [table for part in contents for table in part.tables]
    source_parts = [source_part for part in contents for source_part in part.source_parts]
    problems: list[Problem] = []
    for sheet, part in zip(sheets, contents, strict=True):
        idle = (tables or source_parts) and not (part.tables or part.source_parts)
        problems += [_not_a_table(sheet)] if idle else part.problems
    if not tables and not source_parts:
        problems = _unused(source, problems)
    if len(tables) > 1:
        tables = [evolve(table, source=_container(table.source, source)) for table in tables]
    return TablesInFile(
        tables=tuple(tables), source_parts=tuple(source_parts), problems=tuple(problems)
    )


def _parsed_first(
    sheet: OpenedTable, source: RecordFile, known: Mapping[str, TableFormat]
) -> tuple[ParsedCsv | None, RecordFile, Mapping[str, TableFormat], list[Problem]]:
    parsed, problems = parse_opened(sheet)
    return parsed, source, known, problems


def _of_sheet(
    sheet: OpenedTable, source: RecordFile, known: Mapping[str, TableFormat]
) -> TablesInFile:
    """One of several sheets; its name may tell the year, as a file's does."""
    parsed, problems = parse_opened(sheet)
    if parsed is None:
        return TablesInFile(problems=tuple(problems))
    named = evolve(source, path=sheet.path, stem=sheet.name, folders=(source.stem, *source.folders))
    return _recognised(parsed, named, sheet.path, known, problems)


def _not_a_table(sheet: OpenedTable) -> Problem:
    return record_warning(sheet.path, "the sheet is no table that is known", hint=NOT_A_TABLE)


def _recognised(
    parsed: ParsedCsv,
    source: RecordFile,
    path: str,
    known: Mapping[str, TableFormat],
    problems: Sequence[Problem] = (),
) -> TablesInFile:
    """The table that the columns make, or why they make none."""
    names = [str(position) for position in range(len(parsed.header))]
    part = source_part(
        path, parsed.header, parsed.frame, names,
        source=source, problems=problems, guessed=parsed.guessed,
    )  # fmt: skip
    if part is not None:
        return TablesInFile(source_parts=(part,))
    recognised, header_problems = detect_table(parsed.header, known, path)
    if recognised is None:
        return TablesInFile(problems=(*problems, *header_problems))
    text = TextTable(
        path=path,
        recognised=recognised,
        frame=parsed.frame,
        names=names,
        traits=parsed.traits,
        guessed=parsed.guessed,
        places=parsed.places,
    )
    nameless = nameless_column_problems(parsed, path)
    table = TableInFile(
        source=source,
        text=text,
        header=parsed.header,
        problems=(*problems, *header_problems, *nameless),
    )
    return TablesInFile(tables=(table,))


def _unused(source: RecordFile, problems: Sequence[Problem]) -> list[Problem]:
    """Why a file is not used, which is no mistake of one that only lay beside the records."""
    if not source.stray:
        return list(problems)
    return [evolve(problem, severity=Severity.WARNING) for problem in problems]


def head_of(known: Mapping[str, TableFormat]) -> IsHead:
    """What tells whether cells name the columns of a table: all that one of them requires.

    Args:
        known: The formats by canonical name.
    """
    names = {name for table_format in known.values() for name in table_format.names}

    def is_head(cells: Sequence[str]) -> bool:
        named = {plain_name_of_column(cell) for cell in cells if cell} & names
        known_head = len(named) > 1 and any(
            _names_all(table_format, named) for table_format in known.values()
        )
        return known_head or names_a_source(cells)

    return is_head


def _names_all(table_format: TableFormat, named: set[str]) -> bool:
    have = {table_format.names[name][0] for name in named if name in table_format.names}
    return all(column.name in have for column in table_format.required)
