"""Files whose rows are no lines, and returns that stand in a folder in several forms."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
from attrs import evolve

from cptracker.files.table_problems import record_warning
from cptracker.model.problems import Problem
from cptracker.records.collection_years import TableFile
from cptracker.records.parsing import LINE, Places
from cptracker.records.stacking import FILE

CONTAINERS = ("", ".xlsx", ".xlsm", ".xml")
"""Forms of one return, the one that is read first: files of their own, a workbook, XML."""


FORM_HINT = "delete one of the two, or keep them in folders of their own"


def with_places(problems: Iterable[Problem], files: Sequence[TableFile]) -> list[Problem]:
    """Problems at lines and columns of the file, where they were told by the number of a row."""
    by_path = {file.path: file.text.places for file in files if file.text.places}
    return [
        _placed(problem, by_path[problem.path]) if problem.path in by_path else problem
        for problem in problems
    ]


def _placed(problem: Problem, places: Places) -> Problem:
    row = places.get(problem.line or 0)
    if row is None:
        return evolve(problem, column=None)
    line, column = row.of(problem.column)
    return evolve(problem, line=line, column=column)


def lines_of(rows: pl.DataFrame, files: Sequence[TableFile]) -> pl.Expr:
    """The line of each stacked row in its own file.

    Args:
        rows: Stacked rows, with the place of their file among `files` and their `_line`.
        files: The files of one table.
    """
    placed = {at: file.text.places for at, file in enumerate(files) if file.text.places}
    if not placed:
        return pl.col(LINE).cast(pl.Int64)
    lines = [
        placed[file][line].place[0] if file in placed else line
        for file, line in rows.select(FILE, LINE).iter_rows()
    ]
    return pl.lit(pl.Series(LINE, lines, pl.Int64))


def in_one_form(files: Sequence[TableFile]) -> tuple[list[TableFile], list[Problem]]:
    """Each return in one of the forms in which its folder has it.

    Args:
        files: Files with their years.

    Returns:
        The files without those of a return that also stands in a form which is read first; and a
        warning for each file that is left out.
    """
    containers: dict[tuple[str, tuple[int, ...]], set[str]] = {}
    for file in files:
        if file.format.yearly and file.source:
            containers.setdefault(_return_of(file), set()).add(file.source.container)
    used, left = [], {}
    for file in files:
        first = _first_form(file, containers)
        if first is None:
            used.append(file)
        else:
            left[_file_of(file)] = first
    return used, [_unused_form(path, first) for path, first in sorted(left.items())]


def _return_of(file: TableFile) -> tuple[str, tuple[int, ...]]:
    """The folder and the years of a file; a file of several tables stands in a folder itself."""
    folder = file.folder.rpartition("/")[0] if _container(file) else file.folder
    return folder, file.years or ((file.year,) if file.year else ())


def _container(file: TableFile) -> str:
    return file.source.container if file.source else ""


def _first_form(
    file: TableFile, containers: Mapping[tuple[str, tuple[int, ...]], set[str]]
) -> str | None:
    """The form of its return that is read instead; None where its own is."""
    if not file.format.yearly or not file.source:
        return None
    first = min(containers[_return_of(file)], key=CONTAINERS.index)
    return None if first == file.source.container else first


def _file_of(file: TableFile) -> str:
    """The whole file that a table stands in."""
    path = file.path
    return path if file.text.places else path.rpartition("/")[0]


def _unused_form(path: str, first: str) -> Problem:
    form = "as a workbook" if first else "as files of single tables"
    message = f"the folder holds this return {form}, too, which are read; this file is not"
    return record_warning(path, message, hint=FORM_HINT)
