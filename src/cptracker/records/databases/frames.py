"""Rows of a database's view as a frame: days, times with a zone in UTC, numbers, else text."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

COPIED = "postgresql+psycopg"
"""The database and its driver that give a whole table as one text, in a third of the time."""


CHUNK = 50_000
"""So many rows are fetched at a time."""


def rows_of(connection: Any, query: str, names: Sequence[str]) -> pl.DataFrame:
    """The rows that a query gives.

    Args:
        connection: SQLAlchemy's, within a transaction.
        query: Has no parameters.
        names: What its columns are called.
    """
    dialect = connection.dialect
    if f"{dialect.name}+{dialect.driver}" == COPIED:
        return _copied(connection.connection.driver_connection, query, names)
    from sqlalchemy import text

    result = connection.execute(text(query).execution_options(stream_results=True))
    return frame_of(names, result)


def _copied(driver: Any, query: str, names: Sequence[str]) -> pl.DataFrame:
    """The same as PostgreSQL writes it: text, as in a CSV file, with a blank for NULL."""
    with driver.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copied:
        data = b"".join(copied)
    schema = dict.fromkeys(names, pl.String)
    if not data:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(data, has_header=False, schema=schema)


def frame_of(names: Sequence[str], result: Any) -> pl.DataFrame:
    """The rows of a result.

    Args:
        names: What its columns are called.
        result: Gives its rows in `partitions` of some size.
    """
    chunks = [_frame(names, rows) for rows in result.partitions(CHUNK)]
    if not chunks:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    kinds = {name: _common([chunk.schema[name] for chunk in chunks]) for name in names}
    return pl.concat(
        [chunk.select(_as_kind(name, kind) for name, kind in kinds.items()) for chunk in chunks]
    )


def _frame(names: Sequence[str], rows: Sequence[Any]) -> pl.DataFrame:
    columns = zip(*rows, strict=True)
    return pl.DataFrame([_column(name, cells) for name, cells in zip(names, columns, strict=True)])


def _column(name: str, cells: Sequence[Any]) -> pl.Series:
    """One column of one kind; of several kinds it is text, which is looked at cell by cell."""
    kinds = {type(cell) for cell in cells} - {type(None)}
    if not kinds:
        return pl.Series(name, [None] * len(cells), pl.Null)
    if kinds == {datetime}:
        return _times(name, cells)
    for kind, dtype in KINDS:
        if kinds == {kind}:
            return pl.Series(name, cells, dtype)
    return pl.Series(name, _texts(cells, _text), pl.String)


KINDS: tuple[tuple[type, Any], ...] = (
    (str, pl.String),
    (date, pl.Date),
    (int, pl.Int64),
    (float, pl.Float64),
    (bool, pl.Boolean),
)
"""What a column of one kind of Python values is."""


def _times(name: str, cells: Sequence[Any]) -> pl.Series:
    zoned = {cell.tzinfo is not None for cell in cells if cell is not None}
    if zoned == {True}:
        utc = [
            None if cell is None else cell.astimezone(UTC).replace(tzinfo=None) for cell in cells
        ]
        return pl.Series(name, utc, pl.Datetime("us")).dt.replace_time_zone("UTC")
    if zoned == {False}:
        return pl.Series(name, cells, pl.Datetime("us"))
    return pl.Series(name, _texts(cells, _text), pl.String)


def _texts(cells: Iterable[Any], text: Callable[[Any], str]) -> list[str | None]:
    return [None if cell is None else text(cell) for cell in cells]


def _text(cell: Any) -> str:
    """A value as text; a number with decimals without those that are noughts."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return str(cell)


def _common(kinds: Sequence[pl.DataType]) -> Any:
    """The kind of a column of several chunks: text where they differ, also where all are empty."""
    filled = {kind for kind in kinds if kind != pl.Null}
    return filled.pop() if len(filled) == 1 else pl.String


def _as_kind(name: str, kind: Any) -> pl.Expr:
    return pl.col(name).cast(kind)
