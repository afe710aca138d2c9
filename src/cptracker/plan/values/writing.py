"""A typed value added to a file of values: locked, checked by the same rules, or not at all."""

import csv
from collections.abc import Collection, Mapping
from io import StringIO
from pathlib import Path

from attrs import frozen

from cptracker.files.atomic import read_bytes, write_files
from cptracker.files.decoding import BOM
from cptracker.files.locks import locked
from cptracker.files.separators import separator_of
from cptracker.files.sheets import marked_as_text
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, RecordsError, Severity, UsageError
from cptracker.plan.values.reading import checked_values
from cptracker.plan.values.rows import (
    COLUMNS,
    NEEDED,
    VALUES_FILE,
    read_rows,
    rows_of_table,
    value_files,
)

LOCKED = "the typed values are locked for an edit"


@frozen(kw_only=True)
class AddedValue:
    """A line that was added to a file of values, or would be."""

    path: Path
    line: str


def add_value(
    cells: Mapping[str, str],
    plan: Plan,
    paths: tuple[Path, ...],
    computed: Collection[str] = (),
    *,
    dry_run: bool = False,
) -> AddedValue:
    """Add a value to the project's file of values.

    Args:
        cells: What the row holds, by column.
        plan: It declares the measure.
        paths: The files and folders of values; the first CSV among them takes the line.
        computed: The measures that plug-ins compute.
        dry_run: Whether to leave the file as it is.

    Raises:
        RecordsError: The value, or one that stands there already, has a mistake; carries them all.
        UsageError: No file can take it, or it cannot be written.
    """
    file = _file(paths)
    if dry_run:
        return _added(file, cells, plan, paths, computed)[0]
    with locked(file, doing=LOCKED):
        done, before, after = _added(file, cells, plan, paths, computed)
        write_files([(file, after)], expected={file: before})
    return done


def _file(paths: tuple[Path, ...]) -> Path:
    """The file that takes the line: the usual one, else the first CSV that is there."""
    if not paths:
        hint = "add `values: [values]` to cptracker.yaml, or give --values"
        raise UsageError(f"no file of typed values is named; {hint}")
    for path in paths:
        usual = path / VALUES_FILE if path.is_dir() else path
        if usual.suffix.lower() == ".csv" and (usual.is_file() or not path.is_dir()):
            return usual
    csv_files = [file for file in value_files(paths)[0] if file.suffix.lower() == ".csv"]
    folder = next((path for path in paths if path.is_dir()), None)
    if not csv_files and folder is None:
        raise UsageError("values are added to a CSV, and none is named; give --values FILE.csv")
    return csv_files[0] if csv_files or folder is None else folder / VALUES_FILE


def _added(
    file: Path,
    cells: Mapping[str, str],
    plan: Plan,
    paths: tuple[Path, ...],
    computed: Collection[str],
) -> tuple[AddedValue, bytes | None, bytes]:
    """What is added, the file's bytes as they are, and as they shall be."""
    before = read_bytes(file)
    line, after = _appended(before, cells, file)
    problems: list[Problem] = []
    others = [path for path in value_files(paths)[0] if path != file]
    rows = [row for path in others for row in read_rows(path, problems)]
    rows += rows_of_table(after, str(file), problems)
    loaded_values = checked_values(rows, plan, computed, problems)
    problems_left = [
        problem for problem in loaded_values.problems if problem.severity is Severity.ERROR
    ]
    if problems_left:
        raise RecordsError(problems=problems_left)
    return AddedValue(path=file, line=line), before, after


def _appended(before: bytes | None, cells: Mapping[str, str], file: Path) -> tuple[str, bytes]:
    """The new line and the file with it, in the file's own columns, encoding and line ends."""
    content = before or f"{','.join(COLUMNS)}\n".encode()
    encoding = _encoding(content)
    text = content.removeprefix(BOM).decode(encoding)
    newline = "\r\n" if "\r\n" in text else "\n"
    delimiter = separator_of(text.encode())
    header = next(csv.reader(StringIO(text, newline=""), delimiter=delimiter), [])
    names = [name.strip().casefold() for name in header]
    lacking = [name for name, cell in cells.items() if cell and name not in names]
    if lacking or any(name not in names for name in NEEDED):
        columns = ", ".join(lacking) or ", ".join(NEEDED)
        raise UsageError(f"{file} has no column for: {columns}; add it to its first line")
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="")
    writer.writerow([_harmless(cells.get(name, "")) for name in names])
    line = out.getvalue()
    gap = "" if text.endswith(("\n", "\r")) else newline
    try:
        added = f"{gap}{line}{newline}".encode(encoding)
    except UnicodeEncodeError:
        raise UsageError(
            f"{file} is not UTF-8 and cannot hold this; save it as CSV UTF-8"
        ) from None
    return line, content + added


def _harmless(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    text = " ".join(cell.split())
    is_number = text[1:].replace(".", "", 1).isdecimal()
    return text if is_number else marked_as_text(text)


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
