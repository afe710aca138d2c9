"""What is wrong with rows that can be read: codes of no year, ends before starts, two birthdays.

Nothing is changed here; each row stays as it is, and the measures treat what they do not know as
unknown.
"""

from collections.abc import Sequence

import polars as pl

from cptracker.files.table_problems import MOST, and_more, record_errors, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.code_sets import CodeSet, code_sets
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import Column, Type
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

SOURCE_HINT = "correct it where the file comes from"


CODE_HINT = "correct it where the file comes from; it is kept as it stands"


OWN_SEXES = {"MALE", "FEMALE", "UNKNOWN"}
"""The canonical values, in what was written out before."""


def check_codes(file: TableFile) -> list[Problem]:
    """Codes that are in no year's set, one by one, and those of other years, once for a column."""
    coded = [column for column in file.text.columns if _codes_of(column)]
    problems: list[Problem] = []
    for year in file.years if coded else ():
        rows = file.rows_of(year)
        frame = rows.select(pl.col(column.name).unique().implode() for column in coded)
        for column in coded:
            problems += _odd_codes(file, column, rows, set(frame[column.name][0]) - {None}, year)
    return problems


def _codes_of(column: Column) -> CodeSet | None:
    return code_sets().get(column.source) if column.type is Type.CODE else None


def _odd_codes(
    file: TableFile, column: Column, rows: pl.DataFrame, codes_used: set[str], year: int
) -> list[Problem]:
    codes = _codes_of(column)
    odd = codes_used - set(codes.valid(year)) if codes else set()
    if codes is None or not odd:
        return []
    if column.source == "SEX":
        odd -= OWN_SEXES
    ever = odd & set(codes.ever)
    return [
        *_never(file, column, rows.filter(pl.col(column.name).is_in(odd - ever)), year),
        *_other_year(file, column, rows.filter(pl.col(column.name).is_in(ever)), year),
    ]


def _never(file: TableFile, column: Column, rows: pl.DataFrame, year: int) -> list[Problem]:
    return record_errors(
        file.path,
        f"{file.text.label(column)} has a code that is not in the set for {year}",
        rows[LINE].head(MOST).to_list(),
        rows.height,
        column=file.text.place(column),
        hint=CODE_HINT,
        severity=Severity.WARNING,
    )


def _other_year(file: TableFile, column: Column, rows: pl.DataFrame, year: int) -> list[Problem]:
    if rows.is_empty():
        return []
    message = f"{file.text.label(column)} has codes of other years, not in the set for {year}"
    line, place = rows[LINE][0], file.text.place(column)
    hint = "nothing to mend if they were right in their own year; they are read as they stand"
    return [
        record_warning(file.path, message, line=line, column=place, count=rows.height, hint=hint)
    ]


def check_spells(file: TableFile) -> list[Problem]:
    """Rows that end before they start."""
    spell = file.format.spell
    if spell is None or not set(spell) <= set(file.frame.columns):
        return []
    start, end = (file.format.column(name) for name in spell)
    wrong = file.frame.filter(pl.col(end.name) < pl.col(start.name))[LINE]
    first, last = file.text.label(start), file.text.label(end)
    return record_errors(
        file.path,
        f"{last} is before {first}; the row counts in no measure",
        wrong.head(MOST).to_list(),
        len(wrong),
        column=file.text.place(end),
        hint=SOURCE_HINT,
    )


def check_births(
    children: pl.DataFrame, headers: Sequence[TableFile], files: Sequence[TableFile]
) -> list[Problem]:
    """Rows whose date of birth is not the one in the Header, which is used.

    Args:
        children: The stacked Header, with `_file` and `_line`.
        headers: The files it came from.
        files: The files to compare with it.
    """
    used = children.filter(pl.col("dob").is_not_null()).select(
        "child_id", pl.col("dob").alias("_dob"), FILE, pl.col(LINE).alias("_used")
    )
    dated = [file for file in files if {"dob", "child_id"} <= set(file.frame.columns)]
    wrong = pl.collect_all(
        file.frame.lazy()
        .select("child_id", "dob", LINE)
        .join(used.lazy(), on="child_id", how="inner")
        .filter(pl.col("dob") != pl.col("_dob"))
        .sort(LINE)
        for file in dated
    )
    return [
        problem
        for file, rows in zip(dated, wrong, strict=True)
        for problem in _births_of(file, rows, headers)
    ]


def _births_of(file: TableFile, wrong: pl.DataFrame, headers: Sequence[TableFile]) -> list[Problem]:
    if wrong.is_empty():
        return []
    column = file.format.column("dob")
    message, place = (
        f"{file.text.label(column)} is not the one in the Header",
        file.text.place(column),
    )
    problems = [
        record_warning(
            file.path,
            message,
            line=line,
            column=place,
            hint=f"the one in {headers[header].place_of(used_line)} is used",
        )
        for line, header, used_line in wrong.select(LINE, FILE, "_used").head(MOST).iter_rows()
    ]
    return problems + and_more(file.path, message, wrong.height, column=place)
