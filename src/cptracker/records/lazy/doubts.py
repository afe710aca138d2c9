"""Which cells of a column that an engine casts have to be read all the same, as a file's are."""

from typing import Any

import narwhals.stable.v2 as nw

from cptracker.records.cleaning import has_number_codes
from cptracker.records.formats import Column, Type, blank_words

col = nw.col


def has_few_values(column: Column) -> bool:
    """Whether many rows of a column share a value."""
    kinds = (Type.CODE, Type.WORD, Type.POSTCODE)
    return column.source == "SEX" or column.type in kinds


def doubt_of(column: Column, kind: Any) -> nw.Expr | None:
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
