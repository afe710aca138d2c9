"""The text of a table's cells, cleaned but not cast; parts above their whole are no figures."""

from collections.abc import Sequence

import polars as pl
from attrs import field, frozen

from cptracker.files.table_problems import MOST, record_errors
from cptracker.model.problems import Problem
from cptracker.records.code_sets import code_sets
from cptracker.records.dates import day_in_london
from cptracker.records.detection import DetectedTable
from cptracker.records.formats import Column, Type, blank_words
from cptracker.records.parsing import LINE, Places, Traits

DAYS = (Type.DATE, Type.PARTDATE, Type.YEAR)
"""Types of columns whose times are days."""


@frozen(kw_only=True)
class TextTable:
    """A file or frame whose table is known, before its cells are looked at.

    Attributes:
        frame: The columns as they came and `_line`; text, or typed where a frame was given.
        names: What the columns are called in `frame`, in order.
        traits: What its cells may need.
        guessed: Whether its letters were guessed.
        places: Where its rows stand, if `_line` holds numbers of rows.
        width: How many columns the file has, where the frame has others besides.
    """

    path: str
    recognised: DetectedTable
    frame: pl.DataFrame
    names: Sequence[str]
    traits: Traits = field(factory=Traits)
    guessed: bool = False
    places: Places = field(factory=dict, repr=False)
    width: int | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns it has."""
        detected_table = self.recognised
        return tuple(
            column
            for column in detected_table.format.readable
            if column.name in detected_table.positions
        )

    def name(self, column: Column) -> str:
        """What a column is called in `frame`."""
        return self.names[self.recognised.positions[column.name]]

    def place(self, column: Column) -> int | None:
        """The position of a column's field in its row, counted from 1; None if it has none."""
        position = self.recognised.positions[column.name] + 1
        return None if self.width is not None and position > self.width else position

    def label(self, column: Column) -> str:
        """What messages call a column."""
        return self.recognised.labels[column.name]


def filled(table: TextTable) -> pl.DataFrame:
    """The rows as they came, without those in which every cell is blank, as Excel leaves them."""
    blank = [
        pl.col(name).is_null()
        | ((pl.col(name).str.strip_chars() == "") if kind == pl.String else pl.lit(value=False))
        for name, kind in table.frame.schema.items()
        if name != LINE
    ]
    return table.frame.filter(~pl.all_horizontal(blank)) if blank else table.frame


def as_texts(table: TextTable) -> pl.DataFrame:
    """The frame of a table with text in each column, but dates where dates are wanted."""
    schema = table.frame.schema
    not_text = [column for column in table.columns if schema[table.name(column)] != pl.String]
    if not not_text:
        return table.frame
    return table.frame.with_columns(
        _as_text(table.frame[table.name(column)], column) for column in not_text
    )


def _as_text(values: pl.Series, column: Column) -> pl.Series:
    """A column of a frame as text; dates stay dates where dates are wanted."""
    if values.dtype == pl.Datetime and column.type in DAYS:
        values = _day_of(values)
    if values.dtype == pl.Date and column.type is Type.DATE:
        return values
    if values.dtype == pl.Object:
        texts = [None if value is None else str(value) for value in values]
        return pl.Series(values.name, texts, pl.String)
    if values.dtype == pl.Boolean:
        return values.cast(pl.Int64).cast(pl.String)
    if values.dtype.is_decimal() or values.dtype.is_float():
        return _float_as_text(values.cast(pl.Float64).fill_nan(None))
    return values.cast(pl.String)


def _day_of(times: pl.Series) -> pl.Series:
    """The days of times: in London where they have a zone, their own where they have none."""
    time = pl.col(times.name)
    zoned = isinstance(times.dtype, pl.Datetime) and times.dtype.time_zone is not None
    day = day_in_london(time) if zoned else time.dt.date()
    return times.to_frame().select(day).to_series()


def _float_as_text(values: pl.Series) -> pl.Series:
    """Whole numbers without the `.0` that a column gets from being a float."""
    if bool((values.drop_nulls() % 1 == 0).all()):
        return values.cast(pl.Int64).cast(pl.String)
    return values.cast(pl.String)


def clean_cells(table: TextTable, column: Column, frame: pl.DataFrame) -> pl.Expr:
    """The text without outer blanks, None where nothing is left, in the column's case."""
    cell = pl.col(table.name(column))
    if frame.schema[table.name(column)] != pl.String:
        return cell
    traits = table.traits
    if traits.padded:
        cell = cell.str.strip_chars()
    if traits.blanks:
        cell = pl.when(~cell.is_in(blank_words())).then(cell)
    if traits.lower and column.type in (Type.CODE, Type.POSTCODE):
        cell = cell.str.to_uppercase()
    elif column.type in (Type.WORD, Type.YESNO, Type.PARTDATE):
        cell = cell.str.to_lowercase()
    if column.type is Type.WORD:
        cell = cell.str.replace_all(r"[\s_-]+", "_")
    if traits.decimal and has_number_codes(column):
        cell = cell.str.replace(r"^(\d+)\.0+$", "${1}")
    return pl.when(cell != "").then(cell) if traits.padded else cell


def has_number_codes(column: Column) -> bool:
    """Whether a spreadsheet may have made `1.0` of a code `1`."""
    codes = code_sets().get(column.source) if column.type is Type.CODE else None
    return codes is not None and any(code.isdigit() for code in codes.ever)


HINT = "correct it where the file comes from"


def without_false_parts(
    table: TextTable, typed: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows whose part is within its whole, as `part` of the format names them.

    Returns:
        The rows without those whose part is the greater, each of which is a problem at its cell.
    """
    table_format = table.recognised.format
    if table_format.part is None or not set(table_format.part) <= set(typed.columns):
        return typed, []
    part, column = (table_format.column(name) for name in table_format.part)
    false = typed.select((pl.col(part.name) > pl.col(column.name)).fill_null(value=False))
    wrong = typed.filter(false.to_series())[LINE]
    message = f"{table.label(part)} is more than {table.label(column)}; the row cannot be used"
    problems = record_errors(
        table.path,
        message,
        wrong.head(MOST).to_list(),
        len(wrong),
        column=table.place(part),
        hint=HINT,
    )
    return typed.filter(~false.to_series()), problems
