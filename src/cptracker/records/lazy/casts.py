"""What an engine casts as it stands, and which cells must be read all the same, as a file's are."""

from typing import Any

import narwhals.stable.v2 as nw

from cptracker.records.cleaning import has_number_codes
from cptracker.records.formats import Column, Type, blank_words

col = nw.col


_TEXTS = (nw.String, nw.Categorical, nw.Enum)


_TRUTHS = (Type.FLAG, Type.YESNO)


def is_readable(kind: Any) -> bool:
    """Whether cells of a type can be cast or read."""
    return (
        kind.is_numeric()
        or kind in (nw.Date, nw.Boolean, nw.Datetime)
        or isinstance(kind, _TEXTS)
        or kind in _TEXTS
    )


def is_cast(column: Column, kind: Any) -> bool:
    """Whether a column of a type is cast as it stands, exactly."""
    match column.type:
        case Type.DATE:
            return kind == nw.Date or isinstance(kind, nw.Datetime)
        case Type.INTEGER | Type.FLAG | Type.YESNO | Type.YEAR:
            return kind.is_integer() or (kind == nw.Boolean and column.type in _TRUTHS)
        case Type.NUMBER:
            return bool(kind.is_numeric())
        case Type.PARTDATE:
            return False
        case _:
            return bool(kind == nw.String or kind.is_integer())


def cast_cell(column: Column, cell: nw.Expr, kind: Any) -> nw.Expr:
    """A column as far as its engine casts it; what is left has to be read."""
    if isinstance(kind, nw.Datetime):
        return cell if kind.time_zone is not None else cell.dt.date()
    if not is_cast(column, kind):
        return _plain(cell, kind)
    if column.type is Type.DATE:
        return cell
    if column.type is Type.NUMBER:
        return cell.cast(nw.Float64)
    if column.type in (Type.INTEGER, Type.YEAR, *_TRUTHS):
        return cell.cast(nw.Int64)
    return cell if kind == nw.String else cell.cast(nw.String)


def _plain(cell: nw.Expr, kind: Any) -> nw.Expr:
    """A column whose values are to be fetched, of a type that every engine joins alike."""
    if kind == nw.Boolean or kind.is_integer():
        return cell.cast(nw.Int64)
    if kind.is_numeric():
        return cell.cast(nw.Float64)
    return cell if kind in (nw.String, nw.Date) else cell.cast(nw.String)


COLUMN_TYPES = {
    Type.DATE: nw.Date,
    Type.INTEGER: nw.Int64,
    Type.FLAG: nw.Int64,
    Type.YESNO: nw.Int64,
    Type.NUMBER: nw.Float64,
}
"""The types of canonical columns; others are text."""


def has_few_values(column: Column) -> bool:
    """Whether many rows of a column share a value."""
    kinds = (Type.CODE, Type.WORD, Type.POSTCODE)
    return column.source == "SEX" or column.type in kinds


def cells_to_read(column: Column, kind: Any) -> nw.Expr | None:
    """Which cells of a column that was cast have to be read all the same; None if none can."""
    cell = col(column.name)
    if column.type in (Type.INTEGER, Type.FLAG, Type.NUMBER, Type.YEAR):
        low, high = (0, 1) if column.type is Type.FLAG else (column.low, column.high)
        return None if low is None else (cell < low) | (cell > high)
    if column.source == "SEX":
        return cell.is_null() | ~cell.is_in(["male", "female", "unknown"])
    if kind != nw.String or column.type in (Type.DATE, Type.YESNO):
        return None
    untidy = (cell != cell.str.strip_chars()) | (cell == "") | cell.is_in(list(blank_words()))
    if column.type in (Type.CODE, Type.POSTCODE):
        untidy = untidy | (cell != cell.str.to_uppercase())
    if column.type is Type.WORD:
        untidy = untidy | ~cell.is_in(list(column.words))
    return untidy | cell.str.contains(r"^\d+\.0+$") if has_number_codes(column) else untidy
