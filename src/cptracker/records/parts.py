"""Figures that a file gives as they are: a part that is greater than its whole is no figure."""

import polars as pl

from cptracker.errors import Problem
from cptracker.records.cleaning import TextTable
from cptracker.records.faults import MOST, faults
from cptracker.records.parsing import LINE

HINT = "correct it where the file comes from"


def without_false_parts(
    table: TextTable, typed: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows whose part is within its whole, as `part` of the format names them.

    Returns:
        The rows without those whose part is the greater, each of which is a problem at its cell.
    """
    form = table.recognised.format
    if form.part is None or not set(form.part) <= set(typed.columns):
        return typed, []
    part, whole = (form.column(name) for name in form.part)
    false = typed.select((pl.col(part.name) > pl.col(whole.name)).fill_null(value=False))
    wrong = typed.filter(false.to_series())[LINE]
    message = f"{table.label(part)} is more than {table.label(whole)}; the row cannot be used"
    problems = faults(
        table.path,
        message,
        wrong.head(MOST).to_list(),
        len(wrong),
        column=table.place(part),
        hint=HINT,
    )
    return typed.filter(~false.to_series()), problems
