"""Frames of somebody else's as Polars tables: pandas, PyArrow and Polars itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from cptracker.errors import Problem
from cptracker.records.faults import fault, listed

if TYPE_CHECKING:
    import polars as pl

NO_ZONE_HINT = "give it one that does, such as Europe/London or UTC, or none at all"


def zone_faults(path: str, frame: Any) -> Iterator[Problem]:
    """The columns of a frame whose times have a zone that does not exist."""
    from cptracker.records.dates import is_zone

    for place, (name, kind) in enumerate(frame.collect_schema().items(), 1):
        zone = _zone(kind)
        if zone is not None and not is_zone(zone):
            message = f"{listed([name])} has a time zone that does not exist; the frame is not used"
            yield fault(path, message, column=place, hint=NO_ZONE_HINT)


def as_polars(frame: Any) -> "pl.DataFrame":
    """An eager Narwhals frame as a Polars table; its times with a zone are in UTC.

    A column of pandas objects that are of no one kind becomes text, cell by cell.
    """
    zoned = [name for name, kind in frame.schema.items() if _zone(kind) is not None]
    utc = frame.with_columns(nw.col(*zoned).dt.convert_time_zone("UTC")) if zoned else frame
    if any(kind == nw.Object for kind in utc.schema.values()):
        import polars as pl

        return pl.DataFrame([_column(values) for values in utc.iter_columns()])
    table: pl.DataFrame = utc.to_polars()
    return table


def _zone(kind: Any) -> str | None:
    return kind.time_zone if isinstance(kind, nw.Datetime) else None


def _column(values: Any) -> "pl.Series":
    import polars as pl

    try:
        column: pl.Series = values.to_polars()
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        texts = [None if value is None else str(value) for value in values.to_list()]
        column = pl.Series(values.name, texts, pl.String)
    return column
