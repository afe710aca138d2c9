"""A minimal reader of SSDA903 and local CSV files: the csv module, rows as returned out."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oracle.cells import cell
from oracle.days import is_real, year_end_of
from oracle.formats import LOCAL, LOCAL_KEYS, LOCAL_SPELLS, POSTCODE_NAMES, SSDA903
from oracle.stacking import Row, Tables


@dataclass
class File:
    """One file that is a table.

    Attributes:
        path: Where it is.
        table: Which table its columns are.
        rows: Those that can be used.
        lines: How many rows it has, whether they can be used or not.
    """

    path: Path
    table: str
    rows: list[Row]
    lines: int


def read_folder(
    path: Path | str, year: int | None = None, none_in: Sequence[tuple[str, int]] = ()
) -> Tables:
    """All CSV files of a folder and the folders in it, every return's rows with its `year_end`.

    A file with a header and no rows is no confirmed zero: it is as good as absent.

    Args:
        path: The folder.
        year: The year in which every return ends (2018: 31 March 2018); None: as their names say.
        none_in: Tables of which a return had no rows, with the year in which it ends.
    """
    root = Path(path)
    read = [_read(file) for file in sorted(root.rglob("*.csv"))]
    files = [file for file in read if file is not None and file.lines]
    tables: Tables = {table: [] for table, _ in none_in}
    for file in files:
        end = _year_end(file, files, root, year)
        if file.table in LOCAL or end is not None:
            rows = [row | {"year_end": end} for row in file.rows]
            tables[file.table] = tables.get(file.table, []) + rows
    return {table: _local(table, rows) for table, rows in tables.items()}


def _read(path: Path) -> File | None:
    with path.open(encoding="utf-8-sig", newline="") as text:
        lines = list(csv.reader(text))
    names = [name.strip() for name in (lines[0] if lines else [])]
    table, columns = _recognise(names)
    if table is None:
        return None
    filled = [line for line in lines[1:] if any(value.strip() for value in line)]
    rows = [_row(table, columns, line) for line in filled]
    return File(path, table, [row for row in rows if _is_usable(table, row)], len(filled))


def _recognise(names: list[str]) -> tuple[str | None, dict[str, int]]:
    """The table most of whose columns are there, none that it must have missing, and where."""
    candidates: list[tuple[int, str, dict[str, int]]] = []
    for table, form in (SSDA903 | LOCAL).items():
        places, missing = _places(table, form, names)
        if not missing:
            candidates.append((len(places), table, places))
    best = max(candidates, key=lambda candidate: candidate[0], default=(0, None, {}))
    return best[1], best[2]


def _places(table: str, form: str, names: list[str]) -> tuple[dict[str, int], list[str]]:
    """At which place each canonical column is, and which one is missing that must be there."""
    known = [name.upper() if table in SSDA903 else _local_name(table, name) for name in names]
    places: dict[str, int] = {}
    missing = []
    for pair in form.split(", "):
        source, *target = pair.split()
        name, column = source.rstrip("?"), (target or [source.rstrip("?")])[0]
        if name in known:
            places[column] = known.index(name)
        elif not source.endswith("?"):
            missing.append(column)
    return places, missing


def _local_name(table: str, name: str) -> str:
    lower = name.lower()
    return POSTCODE_NAMES.get(lower, lower) if table == "postcodes" else lower


def _row(table: str, columns: dict[str, int], line: list[str]) -> Row:
    form = (SSDA903 | LOCAL)[table]
    every = [pair.replace("?", "").split()[-1] for pair in form.split(", ")]
    texts = {column: line[at] if at < len(line) else "" for column, at in columns.items()}
    row = {column: cell(table, column, texts.get(column)) for column in every}
    return _placed(row) if table == "postcodes" else row


def _placed(row: Row) -> Row:
    """A postcode with its place in the British grid, or without.

    Grid indicator 9, or both numbers zero, is no place. Northern Ireland's are in the Irish grid.
    """
    nowhere = row["gridind"] == 9 or (row["oseast1m"], row["osnrth1m"]) == (0, 0)
    irish = (row["pcd"] or "").startswith("BT")
    lost = {"oseast1m": None, "osnrth1m": None} if nowhere or irish else {}
    return {name: value for name, value in row.items() if name != "gridind"} | lost


def _is_usable(table: str, row: Row) -> bool:
    """Whether the row has what names it; a code that does not is only blank."""
    needed = {
        "episodes": "child_id decom",
        "missing_episodes": "child_id start",
        "social_worker_spells": "child_id start",
        "events": "event_id event_date",
        "population": "year children_0_17",
        "adviser_spells": "child_id start",
        "staff": "staff_id started",
        "training": "staff_id completed",
        "health_assessments": "child_id date",
        "surveys": "survey fieldwork_end",
        "assessments": "child_id assessment_start",
        "plan_spells": "child_id plan_start",
        "case_supervisions": "child_id supervision_due",
        "health_appointments": "child_id appointment_date",
        "reviewing_officer_alerts": "child_id alert_raised",
        "survey_answer_counts": "survey fieldwork_end question answer",
    }.get(table, LOCAL_KEYS.get(table, "child_id"))
    return all(row[column] is not None for column in needed.split())


def _year_end(file: File, files: Iterable[File], root: Path, year: int | None) -> date | None:
    """The 31 March of a file's return: as given, else by its name, its folder's, its episodes."""
    folders = [folder.name for folder in file.path.parents if folder.is_relative_to(root)]
    named = (year_in(name) for name in [file.path.stem, *folders])
    said = year or next((number for number in named if number), None)
    if said:
        return date(said, 3, 31)
    decoms = [
        row["decom"]
        for other in files
        if other.table == "episodes" and other.path.parent == file.path.parent
        for row in other.rows
    ]
    return year_end_of(max(decoms)) if decoms else None


def year_in(name: str) -> int | None:
    """The one year that a name says a return ends in: 2021 in `2021`, `2020-21` and `2020_21`."""
    years = set()
    for match in re.finditer(r"(?<!\d)(20\d\d)(?:[-_](?:20)?(\d\d)(?!\d))?(?!\d)", name):
        first, second = int(match[1]), match[2]
        follows = second is not None and int(second) == (first + 1) % 100
        if second is None or follows:
            years.add(first + follows)
    return years.pop() if len(years) == 1 else None


def _local(table: str, rows: list[Row]) -> list[Row]:
    """The council's own tables: for each key the row of the latest list, if they are by year."""
    if table in SSDA903:
        return rows
    start, end = LOCAL_SPELLS.get(table, ("", ""))
    chosen = {}
    for row in sorted(rows, key=lambda row: _rank(row, start, end)):
        chosen[tuple(row[name] for name in LOCAL_KEYS[table].split())] = row
    return [
        {name: value for name, value in row.items() if name != "year_end"}
        for row in chosen.values()
    ]


def _rank(row: Row, start: str, end: str) -> tuple[date, bool, bool, str]:
    lasts = not start or is_real(row[start], row[end])
    text = str(sorted((name, str(value)) for name, value in row.items()))
    return row["year_end"] or date.min, lasts, row.get(end) is not None, text
