"""One fault planted into the records of a small sound council, and what is then told of it.

The council is an example of three returns and all local tables, written once; each fault writes
anew the few files that it changes, and what it changed is undone.
"""

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from attrs import field, frozen

from cptracker import load_records

RETURNS = ("2024", "2025", "2026")
LIBERTY = "CHILD,DOB,DOLO_START,DOLO_END"
"""The example has no return of 2027, the first with deprivations of liberty; some are made up."""

Row = dict[str, str]
Rows = list[Row]
Files = dict[str, bytes]
"""The bytes of each file by its path below the folder of records."""

Edit = Callable[[Files], None]


@frozen(kw_only=True)
class Fault:
    """A fault and what is to be told of it.

    Attributes:
        name: What was done to the records.
        edit: Does it.
        tells: A part of a message that is expected; blank where any new problem will do.
        silent: Why nothing is told, for the few faults of which nothing can be.
        year: The year the user gives, if any.
    """

    name: str
    edit: Edit
    tells: str = ""
    silent: str = ""
    year: int | None = field(default=None)


def sound_files(folder: Path) -> Files:
    """The files of an example, with deprivations of liberty of two years."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.csv"))
    }
    for year in RETURNS[1:]:
        episodes = table(files, f"{year}/episodes.csv")
        begun = [row for row in episodes if row["RNE"] == "S" and row["LS"] != "V2"][:6]
        born = {row["CHILD"]: row["DOB"] for row in table(files, f"{year}/header.csv")}
        spells = [
            f"{row['CHILD']},{born[row['CHILD']]},{row['DECOM']},{row['DEC']}" for row in begun
        ]
        files[f"{year}/dolo.csv"] = "\n".join([LIBERTY, *spells, ""]).encode()
    return files


def table(files: Files, path: str) -> Rows:
    """The rows of a file, each cell by its column."""
    return list(csv.DictReader(StringIO(files[path].decode("utf-8"))))


def put(files: Files, path: str, rows: Rows, columns: list[str] | None = None) -> None:
    """Write rows as a file."""
    names = columns or header(files, path)
    text = StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    files[path] = text.getvalue().encode()


def header(files: Files, path: str) -> list[str]:
    return files[path].decode("utf-8").splitlines()[0].split(",")


def matching(files: Files, pattern: str) -> list[str]:
    """The paths that a pattern such as `*/oc2.csv` stands for."""
    wanted = re.compile(re.escape(pattern).replace(r"\*", "[^/]*"))
    return [path for path in files if wanted.fullmatch(path)]


def rows(pattern: str, change: Callable[[Rows], Rows]) -> Edit:
    """Other rows in each file of a pattern."""

    def edit(files: Files) -> None:
        for path in matching(files, pattern):
            put(files, path, change(table(files, path)), header(files, path))

    return edit


def cells(pattern: str, column: str, change: Callable[[str], str], every: int = 1) -> Edit:
    """Other cells in a column, in each or only in every so many rows; blanks stay blank."""

    def changed(several: Rows) -> Rows:
        return [
            {**row, column: change(row[column])} if place % every == 0 and row[column] else row
            for place, row in enumerate(several)
        ]

    return rows(pattern, changed)


def constant(pattern: str, column: str, value: str) -> Edit:
    """One value in all rows, blank ones too."""
    return rows(pattern, lambda several: [{**row, column: value} for row in several])


def swap(pattern: str, first: str, second: str) -> Edit:
    """Two columns whose values have changed places."""
    return rows(
        pattern,
        lambda several: [{**row, first: row[second], second: row[first]} for row in several],
    )


def text(pattern: str, change: Callable[[str], str | bytes]) -> Edit:
    """Another text of each file."""

    def edit(files: Files) -> None:
        for path in matching(files, pattern):
            changed = change(files[path].decode("utf-8"))
            files[path] = changed if isinstance(changed, bytes) else changed.encode()

    return edit


def remove(pattern: str) -> Edit:
    def edit(files: Files) -> None:
        for path in matching(files, pattern):
            del files[path]

    return edit


def copy(source: str, target: str) -> Edit:
    """A file over another one, to the byte."""

    def edit(files: Files) -> None:
        files[target] = files[source]

    return edit


def rename(old: str, new: str) -> Edit:
    """Another name for a folder; its files win over those that are there."""

    def edit(files: Files) -> None:
        for path in matching(files, f"{old}/*"):
            files[path.replace(f"{old}/", f"{new}/", 1)] = files.pop(path)

    return edit


def both(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(files: Files) -> None:
        for edit in edits:
            edit(files)

    return edit


def half(pattern: str, share: float = 0.5) -> Edit:
    """Only the first part of the rows, as where an export broke off."""
    return rows(pattern, lambda several: several[: int(len(several) * share)])


def header_only(pattern: str) -> Edit:
    return rows(pattern, lambda _: [])


def by_year(change: Callable[[int], int]) -> Callable[[str], str]:
    """Another year in a date, DD/MM/YYYY or YYYY-MM-DD; a leap day becomes the day before."""

    def changed(cell: str) -> str:
        moved = re.sub(r"\d{4}", lambda match: f"{change(int(match[0])):04d}", cell, count=1)
        return moved.replace("29/02", "28/02").replace("02-29", "02-28")

    return changed


later = by_year(lambda year: year + 1)
earlier = by_year(lambda year: year - 1)


class Council:
    """The sound council in a folder of its own, into which one fault at a time is planted."""

    def __init__(self, example: Path, folder: Path) -> None:
        self.folder = folder
        self.files = sound_files(example)
        self._write(self.files)
        self.sound = frozenset(self.told(self.folder))
        """What is told of the sound records: how far their registers reach, and no more."""

    def _write(self, files: Files) -> None:
        for path, data in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    @contextmanager
    def planted(self, edit: Edit) -> Iterator[Path]:
        """The folder with what the edit changes, which is undone afterwards."""
        files = dict(self.files)
        edit(files)
        gone = self.files.keys() - files.keys()
        changed = {path: data for path, data in files.items() if self.files.get(path) != data}
        for path in gone:
            (self.folder / path).unlink()
        self._write(changed)
        yield self.folder
        for path in changed.keys() - self.files.keys():
            (self.folder / path).unlink()
        self._write({path: self.files[path] for path in [*gone, *changed] if path in self.files})

    def told(self, folder: Path, year: int | None = None) -> list[str]:
        """What is told of the records at a place: `2026/oc2.csv:3:1 the message`."""
        problems = load_records(folder, year=year).problems
        return [
            f"{problem.place.replace(f'{folder}/', '')} {problem.message}"
            for problem in problems
            if problem.path
        ]
