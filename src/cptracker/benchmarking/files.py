"""Files of published figures as rows of text, and which series of theirs is which measure.

A new table of the Department's, or a new measure, is a change of data there, not of code here.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from cptracker.files.csv_rows import CsvNotes
from cptracker.files.table_problems import record_error
from cptracker.files.tables import open_table, table_rows
from cptracker.model.choices import TABLE_SUFFIXES
from cptracker.model.problems import Problem

SOURCE_TABLES = Path(__file__).with_name("source_tables.yaml")


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A column's name or a filter's words as they are compared: without case or outer blanks."""
    return " ".join(text.split()).casefold()


@frozen(kw_only=True)
class SourceSeries:
    """A series in a table of Explore Education Statistics.

    Attributes:
        measure: The measure it stands beside.
        value: The column that has its numbers.
        where: What stands in the filter columns of its rows.
        part: What is added to the table's source, where series of one table are told apart.
        note: How its definition differs from the measure's; None if it does not.
        group: The group of the measure that it is for, such as `age_group: 17-18`; empty for all.
        rounded: What national and regional numbers are rounded to, if beyond their digits.
    """

    measure: str
    value: str
    where: Mapping[str, str]
    part: str = ""
    note: str | None = None
    group: str = ""
    rounded: int | None = None


@frozen(kw_only=True)
class SourceFile:
    """A file to download that is such a table.

    Attributes:
        file: Its name.
        title: What the Department's catalogue calls it; empty where that is not known.
        part: How the `part` of its series begins, where several files are one table.
    """

    file: str
    title: str = ""
    part: str = ""


@frozen(kw_only=True)
class SourcePublication:
    """A publication on Explore Education Statistics.

    Attributes:
        title: Its title.
        page: The address of its latest release.
        release: The year of the release whose files are known here.
    """

    title: str
    page: str
    release: int


@frozen(kw_only=True)
class PublishedTable:
    """A table of Explore Education Statistics, known by its columns.

    Attributes:
        columns: Those by which it is known.
        source: What a figure of it names as its source; `{year}` stands for the edition.
        figures: Its series that stand beside a measure.
        publication: What its files are part of; None for a table that is no longer published.
        files: What to download.
        month: The month in which its reporting years end, if that is not March.
    """

    columns: tuple[str, ...]
    source: str
    figures: tuple[SourceSeries, ...]
    publication: SourcePublication | None = None
    files: tuple[SourceFile, ...] = ()
    month: int | None = None


@frozen(kw_only=True)
class SourceCode:
    """A series of the Local Authority Interactive Tool, known by its short description."""

    code: str
    measure: str
    note: str | None = None
    group: str = ""


@cache
def source_tables() -> tuple[PublishedTable, ...]:
    """The tables of Explore Education Statistics that are known."""
    content = _read()
    publications = {
        key: SourcePublication(**fields) for key, fields in content["publications"].items()
    }
    return tuple(
        PublishedTable(
            columns=tuple(table["columns"]),
            source=table["source"],
            figures=tuple(SourceSeries(**fields) for fields in table["figures"]),
            publication=publications.get(table.get("publication", "")),
            files=tuple(SourceFile(**fields) for fields in table.get("files", ())),
            month=table.get("month"),
        )
        for table in content["explore_education_statistics"]
    )


@cache
def source_codes() -> Mapping[str, SourceCode]:
    """The series of the Local Authority Interactive Tool that are known, by plain code."""
    codes = _read()["local_authority_interactive_tool"]
    return {plain_heading(source_code["code"]): SourceCode(**source_code) for source_code in codes}


def _read() -> Mapping[str, Any]:
    from cptracker.files.yaml_parsers import shipped_yaml

    return shipped_yaml(SOURCE_TABLES)


@frozen(kw_only=True)
class SourceRow:
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
        from_folder: Whether it was found in a folder, so that nobody named it.
    """

    path: str
    names: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    from_folder: bool = False

    positions: Mapping[str, int] = field(init=False, repr=False, eq=False)

    @positions.default
    def _positions(self) -> Mapping[str, int]:
        return {plain_heading(name): at for at, name in reversed(list(enumerate(self.names)))}

    def at(self, name: str) -> int | None:
        """The position of a column, from 0; None if there is none of this name."""
        return self.positions.get(name.casefold())


def cell(file: TextFile, row: SourceRow, column: str) -> str:
    """What stands in a column, without outer blanks; nothing if the file has no such column."""
    at = file.at(column)
    return "" if at is None else row.cells[at].strip()


def files_in(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Each file named, or in a folder that is named, and whether it was only found there."""
    paths_found: list[tuple[Path, bool]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.iterdir() if _is_table(entry))
            paths_found += [(path, True) for path in inside]
        else:
            paths_found.append((path, False))
    return paths_found


def _is_table(path: Path) -> bool:
    """Whether a file in a folder is taken; hidden ones and what Excel keeps beside them are not."""
    return path.suffix.lower() in TABLE_SUFFIXES and not path.name.startswith((".", "~$"))


def read_file(path: Path, *, from_folder: bool = False) -> tuple[TextFile | None, list[Problem]]:
    """One file as text, or why it cannot be read."""
    path_text = str(path)
    try:
        if not path.is_file():
            return None, [record_error(path_text, "there is no such file")]
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        return None, [record_error(path_text, f"cannot be read: {reason}")]
    opened = open_table(content, path_text)
    problems = list(opened.problems)
    if opened.text is None and opened.frame is None:
        return None, problems
    notes = CsvNotes(path_text)
    lines = [SourceRow(line=row.line, cells=row.fields) for row in table_rows(opened, notes)]
    problems += notes.problems()
    names = tuple(name.strip() for name in lines[0].cells) if lines else ()
    rows = tuple(_fitted(lines[1:], len(names), path_text, problems))
    return TextFile(path=path_text, names=names, rows=rows, from_folder=from_folder), problems


def _fitted(
    rows: Sequence[SourceRow], width: int, path: str, problems: list[Problem]
) -> Iterator[SourceRow]:
    for row in rows:
        if len(row.cells) < width:
            message = f"the row has {len(row.cells)} of {width} cells, and is not used"
            problems.append(record_error(path, message, line=row.line))
        else:
            yield row
