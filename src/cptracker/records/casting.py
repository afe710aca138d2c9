"""From text to typed columns: each cell that does not fit becomes a problem and is read as blank.

Polars casts whole columns. Where the number of blanks has grown, the column is looked at again with
more patience (ISO dates, times of day, `39.0`), and what is left over is told with its line.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from cptracker.files.table_problems import MOST, record_errors, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.cleaning import TextTable, as_texts, clean_cells
from cptracker.records.dates import FIRST_YEAR, LAST_YEAR, NO_DAYS, collection_years_read, days_read
from cptracker.records.formats import COLLECTION_YEAR, YEAR_END, Column, Type
from cptracker.records.parsing import LINE

TEXT = " as text"


CAST_TYPES = (
    Type.DATE,
    Type.INTEGER,
    Type.FLAG,
    Type.NUMBER,
    Type.YESNO,
    Type.PARTDATE,
    Type.YEAR,
)


UNUSED = "; the row cannot be used"


PARTDATE = r"^((zz|\d{1,2})/(zz|\d{1,2})/(zzzz|\d{4})|\d{4}-\d{2}-\d{2})$"


YES = ("1", "1.0", "y", "yes", "t", "true")


NO = ("0", "0.0", "n", "no", "f", "false")


def cast(table: TextTable) -> tuple[pl.DataFrame, list[Problem]]:
    """The typed table without the rows that cannot be used.

    Returns:
        The canonical columns that the file has, typed, and `_line`; and each bad cell.
    """
    frame = as_texts(table)
    doubted = [column for column in table.columns if _is_doubted(table, column, frame)]
    typed = frame.select(LINE, *_quickly(table, frame, doubted))
    blanks = {column: typed[_text_column(column, doubted)].is_null() for column in _needed(table)}
    problems: list[Problem] = []
    for column in doubted:
        typed, bad = _settled(table, column, typed)
        problems += bad
    for column in table.columns:
        problems += _odd_cells(table, column, typed)
    return _usable(table, typed, blanks, problems), problems


def _quickly(table: TextTable, frame: pl.DataFrame, doubted: Sequence[Column]) -> Iterator[pl.Expr]:
    """Each column cast the quick way; those that are cast from text also as text."""
    for column in table.columns:
        cell = clean_cells(table, column, frame)
        if column in doubted:
            yield cell.alias(f"{column.name}{TEXT}")
            cell = _cast(column, cell, _is_iso(table, column))
        yield cell.alias(column.name)


def _settled(
    table: TextTable, column: Column, typed: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """The table with a column that is sound, cast once more if need be, and its bad cells."""
    text = typed.drop_in_place(f"{column.name}{TEXT}")
    if _is_sound(column, typed[column.name], text):
        return typed, []
    typed = typed.with_columns(_patiently(column, text))
    return typed, _bad_cells(table, column, text, typed)


def _is_doubted(table: TextTable, column: Column, frame: pl.DataFrame) -> bool:
    """Whether its cells have to be cast from text."""
    return column.type in CAST_TYPES and frame.schema[table.name(column)] == pl.String


def _is_iso(table: TextTable, column: Column) -> bool:
    """Whether the first date of a column puts the year first."""
    if column.type is not Type.DATE:
        return False
    cells = table.frame[table.name(column)]
    first = next((cells[row] for row in range(min(len(cells), 100)) if cells[row]), "")
    return str(first).strip()[4:5] == "-"


def _is_sound(column: Column, values: pl.Series, text: pl.Series) -> bool:
    """Whether the quick cast made sense of every cell."""
    if values.null_count() > text.null_count():
        return False
    low, high = _bounds(column)
    extremes: tuple[Any, Any] = values.min(), values.max()
    return low is None or extremes[0] is None or (low <= extremes[0] and extremes[1] <= high)


def _bounds(column: Column) -> tuple[Any, Any]:
    """The least and the greatest value of a column."""
    if column.type is Type.DATE:
        return date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return (0, 1) if column.type is Type.FLAG else (column.low, column.high)


def _needed(table: TextTable) -> list[Column]:
    return [column for column in table.columns if is_needed(column)]


def is_needed(column: Column) -> bool:
    """Whether a row where it is blank cannot be used; a return's year is never guessed."""
    return column.filled or column.name in (COLLECTION_YEAR, YEAR_END)


def _text_column(column: Column, doubted: Sequence[Column]) -> str:
    """The column that shows which cells are blank and not merely bad."""
    return f"{column.name}{TEXT}" if column in doubted else column.name


def _cast(column: Column, cell: pl.Expr, iso: bool) -> pl.Expr:
    """The quick cast, right for nearly all cells."""
    match column.type:
        case Type.DATE:
            return cell.str.to_date("%Y-%m-%d" if iso else "%d/%m/%Y", strict=False)
        case Type.INTEGER | Type.FLAG | Type.YEAR:
            return cell.cast(pl.Int64, strict=False)
        case Type.NUMBER:
            return _in_range(column, cell.cast(pl.Float64, strict=False))
        case Type.YESNO:
            return _yes_or_no(cell)
        case _:
            return pl.when(cell.str.contains(PARTDATE)).then(cell)


def _patiently(column: Column, text: pl.Series) -> pl.Series:
    """The cast of a column in which the quick one has failed somewhere."""
    match column.type:
        case Type.DATE:
            values = _days(column, text)
        case Type.YEAR:
            values = collection_years_read(text)
        case Type.INTEGER | Type.FLAG:
            values = _whole_numbers(text)
        case _:
            cell = _cast(column, pl.col(text.name), iso=False)
            return text.to_frame().select(cell.alias(column.name)).to_series()
    fitting = _in_range(column, pl.col(column.name))
    return values.alias(column.name).to_frame().select(fitting).to_series()


def _days(column: Column, text: pl.Series) -> pl.Series:
    """Days; the last day of a return may be told by its year."""
    days = days_read(text)
    if column.name != YEAR_END or days.null_count() == text.null_count():
        return days
    both = pl.DataFrame({"day": days, "year": collection_years_read(text)})
    return both.select(pl.coalesce("day", pl.date(pl.col("year"), 3, 31))).to_series()


def _whole_numbers(text: pl.Series) -> pl.Series:
    """Whole numbers, also those with a nought behind a point or commas between thousands."""
    cell = pl.col(text.name)
    grouped = cell.str.contains(r"^\d{1,3}(,\d{3})+(\.0*)?$")
    plain = pl.when(grouped).then(cell.str.replace_all(",", "")).otherwise(cell)
    expression = plain.str.replace(r"\.0*$", "").cast(pl.Int64, strict=False)
    return text.to_frame().select(expression.alias(text.name)).to_series()


def _in_range(column: Column, value: pl.Expr) -> pl.Expr:
    low, high = _bounds(column)
    return pl.when(value.is_between(low, high)).then(value)


def _yes_or_no(cell: pl.Expr) -> pl.Expr:
    expression, none = pl.lit(1, pl.Int64), pl.lit(0, pl.Int64)
    return pl.when(cell.is_in(YES)).then(expression).when(cell.is_in(NO)).then(none)


def _expected(column: Column) -> str:
    low, high = column.low or 0, column.high or 0
    return {
        Type.INTEGER: f"must be a whole number from {low:.0f} to {high:,.0f}",
        Type.NUMBER: f"must be a number from {low:g} to {high:g}",
        Type.FLAG: "must be 0 or 1",
        Type.YESNO: "must be yes or no",
        Type.PARTDATE: "must be DD/MM/YYYY, with zz for what is not known",
        Type.YEAR: f"must be the year of a return from {low:.0f} to {high:.0f}, such as 2025 or "
        "2024/25",
    }[column.type]


def _bad_cells(
    table: TextTable, column: Column, text: pl.Series, typed: pl.DataFrame
) -> list[Problem]:
    """One problem for each cell that does not fit its column's type."""
    wrong = text.is_not_null() & typed[column.name].is_null()
    if not wrong.any():
        return []
    lines, text = typed[LINE].filter(wrong), text.filter(wrong)
    if column.type is not Type.DATE:
        return _cells(table, column, lines, _expected(column))
    problems = []
    for pattern, message, hint in NO_DAYS:
        fits = text.str.contains(pattern)
        problems += _cells(table, column, lines.filter(fits), message, hint=hint)
        lines, text = lines.filter(~fits), text.filter(~fits)
    return problems


def _cells(
    table: TextTable,
    column: Column,
    lines: pl.Series,
    message: str,
    *,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
) -> list[Problem]:
    cost = UNUSED if is_needed(column) and severity is Severity.ERROR else ""
    return record_errors(
        table.path,
        f"{table.label(column)} {message}{cost}",
        lines.head(MOST).to_list(),
        len(lines),
        column=table.place(column),
        hint=hint,
        severity=severity,
    )


def _odd_cells(table: TextTable, column: Column, typed: pl.DataFrame) -> list[Problem]:
    """What is kept but looks wrong: words out of the list, identifiers with guessed letters."""
    cell = pl.col(column.name)
    if column.type is Type.WORD:
        odd = typed.filter(~cell.is_in(column.words))[LINE]
        message = f"{table.label(column)} has words other than {', '.join(column.words)}"
        return _grouped(table, column, odd, message)
    if table.guessed and column.type is Type.ID:
        odd = typed.filter(cell.str.contains(r"[^\x00-\x7F]"))[LINE]
        return _cells(table, column, odd, "has letters that may be wrong", hint="save it as UTF-8",
                      severity=Severity.WARNING)  # fmt: skip
    return []


def _grouped(table: TextTable, column: Column, lines: pl.Series, message: str) -> list[Problem]:
    """One problem for all lines, at the first."""
    if lines.is_empty():
        return []
    place = table.place(column)
    return [record_warning(table.path, message, line=lines[0], column=place, count=len(lines))]


def _usable(
    table: TextTable,
    typed: pl.DataFrame,
    blanks: Mapping[Column, pl.Series],
    problems: list[Problem],
) -> pl.DataFrame:
    """The rows whose needful cells are filled; adds a problem for each that is blank.

    Rows in which every cell is blank, such as those Excel leaves at the end, are left out quietly.
    A needful cell that is bad has been told already.
    """
    if not any(typed[column.name].null_count() for column in blanks):
        return typed
    used = typed.select(~pl.all_horizontal(pl.exclude(LINE).is_null())).to_series()
    for column, blank in blanks.items():
        problems += _cells(table, column, typed[LINE].filter(used & blank), "is blank")
    filled = pl.all_horizontal(pl.col(column.name).is_not_null() for column in blanks)
    return typed.filter(filled)
