"""Records of several councils, told apart: by a column LA, or by a folder or file of each.

A council is named by the Department's number, `852`, or by its code of the Office for National
Statistics, `E06000045`; a folder's or file's name begins with it, as in `852 Southampton`. Where
the names tell of one council alone, it is that council's folder, and nothing is told apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl
from attrs import evolve

from cptracker.files.table_problems import record_error
from cptracker.model.problems import Problem, Severity
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import LA, Type
from cptracker.records.parsing import LINE

CODE = re.compile(r"(?<![0-9A-Za-z])((?!903)[2389]\d{2}|[EW]\d{8})(?![0-9A-Za-z])")
"""A number of the Department, none of which is that of the return, or a nine-character code."""


LA_HINT = "give every row the council's number, such as 852, or its code, such as E06000045"


NO_LA_HINT = "put it into the folder of its council, or give it a column LA"


def by_council(
    files: Sequence[TableFile],
) -> tuple[Mapping[str, list[TableFile]], list[Problem]]:
    """The files of each council.

    Args:
        files: Files of any number of councils, cast.

    Returns:
        The files by council, one of several councils cut; those that name no place or person of one
        council, such as postcodes, are each council's. Everything is under an empty name where no
        council is told from another. And what cannot be told to whom it belongs.
    """
    named = {id(file): _named(file) for file in files}
    with_column = any(LA in file.frame.columns for file in files)
    if not with_column and len({code for code in named.values() if code}) < 2:
        return {"": list(files)}, []
    councils: dict[str, list[TableFile]] = {}
    shared, problems = [], []
    for file in files:
        if LA in file.frame.columns:
            files_by_code, wrong = _cut(file)
            problems += wrong
        else:
            files_by_code = {named[id(file)]: file}
        for code, part in files_by_code.items():
            if code:
                councils.setdefault(code, []).append(part)
            elif _is_shared(file):
                shared.append(file)
            else:
                message = "it is not known whose records these are; they are not used"
                problems.append(record_error(file.path, message, hint=NO_LA_HINT))
    problems += _of_two(files, named)
    return {code: [*files, *shared] for code, files in sorted(councils.items())}, problems


def _named(file: TableFile) -> str:
    """The council that a file's own name, or else its nearest folder, begins with."""
    source = file.source
    if source is None:
        return ""
    for name in (source.stem, *source.folders):
        match = CODE.match(name.strip())
        if match:
            return match[1]
    return ""


def _is_shared(file: TableFile) -> bool:
    """Whether a table tells of places that all councils share, and of nobody."""
    covers = file.format.covers
    ids = [column for column in file.format.columns if column.type is Type.ID]
    return covers is not None and covers.always and not ids


def _cut(file: TableFile) -> tuple[dict[str, TableFile], list[Problem]]:
    """A file's rows by their council; rows without one are told, and not used."""
    code = pl.col(LA).str.strip_chars().str.to_uppercase()
    known = code.str.contains(r"^([2389]\d{2}|[EW]\d{8})$")
    frame = file.frame.with_columns(pl.when(known).then(code).alias(LA))
    blank = frame.filter(pl.col(LA).is_null())
    problems = [
        record_error(
            file.path, "LA names no council; the row cannot be used", line=line, hint=LA_HINT
        )
        for line in blank[LINE].head(100)
    ]
    frames = frame.drop_nulls(LA).partition_by(LA, as_dict=True, include_key=False)
    return {
        str(key): evolve(file, frame=rows, rows_given=rows.height)
        for (key,), rows in sorted(frames.items())
    }, problems


def _of_two(files: Iterable[TableFile], named: Mapping[int, str]) -> list[Problem]:
    """That a folder holds files of two councils, told apart by their names alone."""
    folders: dict[str, dict[str, TableFile]] = {}
    for file in files:
        if named[id(file)] and file.source:
            folders.setdefault(file.folder, {}).setdefault(named[id(file)], file)
    return [
        record_error(
            file.path,
            f"its folder also holds files of another council than {code}; each is read by itself",
            hint="put each council's files into a folder of its own",
            severity=Severity.WARNING,
        )
        for files_by_code in folders.values()
        if len(files_by_code) > 1
        for code, file in sorted(files_by_code.items())[1:]
    ]
