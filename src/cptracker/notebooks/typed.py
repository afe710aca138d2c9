"""Typed values in a notebook: each as it was typed, by whom and when."""

from collections.abc import Iterator
from typing import Any

from cptracker.model.rounding import published_number
from cptracker.model.typed import TypedValue
from cptracker.notebooks.members import SHOWN, more_line
from cptracker.plan.values.reading import LoadedValues
from cptracker.reports.document.tables import PaperTable, Row, TableColumn
from cptracker.reports.editions import cells
from cptracker.wording.text import counted_words

VALUES = (
    *("measure", "period", "group_by", "group", "value", "numerator", "denominator"),
    *("note", "by", "date", "revised"),
)
"""The columns of the table that typed values become: those of their files."""

COLUMNS = (
    TableColumn(heading="Measure", width=20),
    TableColumn(heading="Period", width=12),
    TableColumn(heading="Group", width=16),
    TableColumn(heading="Value", numbers=True, width=10),
    TableColumn(heading="Made up of", width=14),
    TableColumn(heading="Typed by", width=18),
    TableColumn(heading="On", width=14),
    TableColumn(heading="Note", width=24),
)

DIGITS = 2
"""Digits after the point of a value that was worked out of its parts, at most."""


def values_title(values: LoadedValues) -> str:
    """How many values were typed, and of how many measures."""
    measures = len({value.measure for value in values.values})
    typed = counted_words(len(values.values), "typed value")
    return f"{typed} of {counted_words(measures, 'measure')}"


def values_parts(values: LoadedValues) -> tuple[PaperTable | str, ...]:
    """The values as a table, and how many mistakes their files have."""
    rows = tuple(map(_row, values.values[:SHOWN]))
    table = PaperTable(caption="As they were typed", columns=COLUMNS, rows=rows, sheet="Values")
    mistakes = len(values.problems)
    wrong = (f"{counted_words(mistakes, 'problem')}: `problems` has them.",) if mistakes else ()
    return (*wrong, *([table] if rows else []), *more_line(len(values.values)))


def values_rows(values: LoadedValues) -> Iterator[dict[str, Any]]:
    """A row for each value, in the columns of the files."""
    for value in values.values:
        cell = {name: getattr(value, name) for name in VALUES if hasattr(value, name)}
        exact = None if value.value is None else float(value.value)
        yield cell | {"period": value.period.key, "value": exact, "date": value.date}


def _row(value: TypedValue) -> Row:
    both_known = value.denominator is not None and value.numerator is not None
    made = f"{value.numerator:,} by {value.denominator:,}" if both_known else ""
    return (
        cells.words_cell(value.measure),
        cells.words_cell(f"{value.period.label}{', revised' if value.revised else ''}"),
        cells.words_cell(f"{value.group_by}: {value.group}" if value.group else "everyone"),
        cells.words_cell("" if value.value is None else published_number(value.value, DIGITS)),
        cells.words_cell(made),
        cells.words_cell(value.by),
        cells.day_cell(value.date) if value.date else cells.words_cell(""),
        cells.words_cell(value.note),
    )
