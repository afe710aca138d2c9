"""Files of typed values as rows of cells that know their place: any table, or YAML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from cptracker.files.csv_rows import CsvNotes
from cptracker.files.table_problems import record_error, record_warning
from cptracker.files.tables import open_table, table_rows
from cptracker.files.yaml_events import parse_yaml
from cptracker.files.yaml_files import UnreadablePlanError, read_text
from cptracker.files.yaml_nodes import ListNode, MapNode, Node, ScalarNode, called
from cptracker.model.choices import TABLE_SUFFIXES
from cptracker.model.problems import Problem, ProblemKind, near_miss

COLUMNS = (
    "measure", "period", "value", "numerator", "denominator", "group_by", "group", "note", "by",
    "date", "revised",
)  # fmt: skip
"""What a file of values may hold; only the measure, the period and the numbers are needed."""

VALUES_FILE = "values.csv"
"""The file that a new project has, and that values are added to where none is named."""

NEEDED = ("measure", "period")

LARGEST = 20_000_000
"""So many bytes at most: a hundred measures typed by month for fifty years are a tenth of it."""

READ = (*TABLE_SUFFIXES, ".yaml", ".yml")

NO_COLUMNS_HINT = f"the columns are {', '.join(COLUMNS)}"


@frozen
class ValueCell:
    """One cell: its text without outer blanks, and where it stands."""

    text: str
    line: int
    column: int | None


@frozen(kw_only=True)
class ValueRow:
    """One row of a file of values; a column that the file does not have is an empty cell."""

    path: str
    line: int
    cells: Mapping[str, ValueCell] = field(factory=dict)

    def text(self, name: str) -> str:
        """What stands in a column, without outer blanks."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def problem(self, name: str, message: str, hint: str | None = None) -> Problem:
        """A problem at one of its cells, at the row itself where there is no such cell."""
        cell = self.cells.get(name)
        line, column = (cell.line, cell.column) if cell else (self.line, None)
        return record_error(self.path, message, line=line, column=column, hint=hint)


def value_files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Each file named, or found in a folder that is named; and what in a folder is not read."""
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for inside in sorted(path.iterdir()):
            if inside.suffix.lower() in READ and not inside.name.startswith((".", "~$")):
                files.append(inside)
            elif inside.suffix.lower() in (".xls", ".ods"):
                message = "this file is not read: values are typed in CSV, xlsx or YAML"
                problems.append(record_warning(str(inside), message, hint="save it as CSV UTF-8"))
    return files, problems


def read_rows(path: Path, problems: list[Problem]) -> list[ValueRow]:
    """The rows of one file; what is wrong with it is added to the problems."""
    try:
        if path.suffix.lower() in (".yaml", ".yml"):
            return list(_of_yaml(path, problems))
        if not path.is_file():
            problems.append(record_error(str(path), "there is no such file of values"))
            return []
        if path.stat().st_size > LARGEST:
            message = f"the file is too big, expected at most {LARGEST:,} bytes"
            problems.append(record_error(str(path), message))
            return []
        return rows_of_table(path.read_bytes(), str(path), problems)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        problems.append(record_error(str(path), f"cannot be read: {reason}"))
        return []


def rows_of_table(content: bytes, path: str, problems: list[Problem]) -> list[ValueRow]:
    """The rows of a table: a CSV file by any separator, a workbook or a Parquet file."""
    opened = open_table(content, path)
    problems += opened.problems
    if opened.text is None and opened.frame is None:
        return []
    notes = CsvNotes(path)
    numbered = [(row.line, row.fields) for row in table_rows(opened, notes)]
    problems += notes.problems()
    if not numbered:
        return []
    (line, header), *rest = numbered
    names = [name.strip().casefold() for name in header]
    header_problems = list(_header_faults(path, line, names))
    problems += header_problems
    if any(name not in names for name in NEEDED):
        return []
    return [row for row in (_row(path, at, cells, names, problems) for at, cells in rest) if row]


def _header_faults(path: str, line: int, names: Sequence[str]) -> Iterator[Problem]:
    for at, name in enumerate(names, 1):
        if name and name not in COLUMNS:
            near = near_miss(name, COLUMNS)
            hint = f"did you mean `{near}`?" if near else NO_COLUMNS_HINT
            message = f"unknown column {called(name)}"
            yield record_error(path, message, line=line, column=at, hint=hint)
        elif name and name in names[: at - 1]:
            yield record_error(path, f"the column `{name}` is there twice", line=line, column=at)
    for name in NEEDED:
        if name not in names:
            message = f"the column `{name}` is missing, so nothing of this file is used"
            yield record_error(path, message, line=line, hint=NO_COLUMNS_HINT)


def _row(
    path: str, line: int, cells: Sequence[str], names: Sequence[str], problems: list[Problem]
) -> ValueRow | None:
    """A row; one with more cells than columns is refused, since none of them can be trusted."""
    if any(cell.strip() for cell in cells[len(names) :]):
        message = f"the row has {len(cells)} cells, the header {len(names)}; it is not used"
        hint = "a comma within a cell needs quotes around the cell"
        problems.append(record_error(path, message, line=line, hint=hint))
        return None
    cells_by_heading = {
        name: ValueCell(cell.strip(), line, at)
        for at, (name, cell) in reversed(list(enumerate(zip(names, cells, strict=False), 1)))
        if name in COLUMNS
    }
    return ValueRow(path=path, line=line, cells=cells_by_heading)


def _of_yaml(path: Path, problems: list[Problem]) -> Iterator[ValueRow]:
    """The rows of a YAML file: a list of mappings, by itself or under `values`."""
    try:
        parsed = parse_yaml(read_text(path), str(path))
    except UnreadablePlanError as stop:
        problems.append(_as_records(stop.problem))
        return
    problems += [_as_records(problem) for problem in parsed.problems]
    root = parsed.root
    if isinstance(root, MapNode):
        for key, place in root.keys.items():
            if key != "values":
                problems.append(_as_records(place.problem(f"unknown key {called(key)}", VALUES)))
        root = root.entries.get("values")
    if root is None:
        return
    if not isinstance(root, ListNode):
        problems.append(_as_records(root.place.problem("values are a list", VALUES)))
        return
    for item in root.items:
        yield from _item(item, problems)


VALUES = "write `values:` and below it a list, an item for each value"


def _item(item: Node, problems: list[Problem]) -> Iterable[ValueRow]:
    if not isinstance(item, MapNode):
        problems.append(_as_records(item.place.problem("a value is a mapping", VALUES)))
        return []
    for key, place in item.keys.items():
        if key not in COLUMNS:
            near = near_miss(key, COLUMNS)
            hint = f"did you mean `{near}`?" if near else NO_COLUMNS_HINT
            problems.append(_as_records(place.problem(f"unknown key {called(key)}", hint)))
    cells = {
        key: ValueCell(node.text.strip(), node.place.line, node.place.column)
        for key, node in item.entries.items()
        if key in COLUMNS and isinstance(node, ScalarNode)
    }
    return [ValueRow(path=item.place.path, line=item.place.line, cells=cells)]


def _as_records(problem: Problem) -> Problem:
    """A problem of a YAML file as one of the values, which are no part of the plan."""
    return evolve(problem, kind=ProblemKind.RECORDS)
