"""The rows that a table holds of somebody, each with its file, its line and its days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.files.table_problems import PLACE
from cptracker.records.records import Records


@frozen(kw_only=True)
class TracedRow:
    """A row as it was read.

    Attributes:
        path: The file it stands in; `<name>` for a frame.
        line: Its line in the file; the row of a frame, counted from 1.
        days: Its days by column; None where blank.
        names: What its identifiers name, by column.
    """

    path: str
    line: int
    days: Mapping[str, date | None]
    names: Mapping[str, str | None]


def rows_naming(
    records: Records, table: str, column: str, names: Iterable[str]
) -> dict[str, list[TracedRow]]:
    """The rows of a table in which a column holds one of some names, by name.

    In order of file and line. None at all where nobody knows on which line a row stood, or where
    the table has no such column.
    """
    import polars as pl

    frame = records.traced(table)
    wanted = sorted(set(names))
    if frame is None or not wanted:
        return {}
    schema = frame.collect_schema()
    if column not in schema.names():
        return {}
    days = [name for name, kind in schema.items() if kind == nw.Date]
    ids = [name for name in schema.names() if name.endswith("_id")]
    columns = list(dict.fromkeys([column, PLACE, *days, *ids]))
    lazy_frame = records.engine.take(pl.DataFrame({column: wanted}))
    own_rows = frame.select(columns).join(lazy_frame, on=column, how="inner")
    return _by_name(records, table, [dict(zip(columns, row, strict=True)) for row in
                                     records.engine.rows(own_rows.select(columns))],
                    column, days, ids)  # fmt: skip


def _by_name(
    records: Records,
    table: str,
    rows: list[dict[str, Any]],
    column: str,
    days: list[str],
    ids: list[str],
) -> dict[str, list[TracedRow]]:
    rows_by_name: dict[str, list[TracedRow]] = {}
    for row in sorted(rows, key=lambda document: int(document[PLACE])):
        path, line = records.standing_at(table, int(row[PLACE]))
        traced = TracedRow(
            path=path,
            line=line,
            days={name: row[name] for name in days},
            names={name: row[name] for name in ids},
        )
        rows_by_name.setdefault(row[column], []).append(traced)
    return rows_by_name
