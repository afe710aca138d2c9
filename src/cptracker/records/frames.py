"""Rows and frames that somebody has at hand, as canonical tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from cptracker.files.table_problems import listed_problems, record_error
from cptracker.model.choices import EngineName
from cptracker.model.problems import Problem, UsageError
from cptracker.records.authority.lazy_repairs import repair_in_place
from cptracker.records.coverage.spans import StatedDays
from cptracker.records.engines import engine_named
from cptracker.records.formats import YEAR_END, TableFormat, formats_with
from cptracker.records.origin import Origin
from cptracker.records.records import Records
from cptracker.records.stacking import DTYPES

NO_ZONE_HINT = "give it one that does, such as Europe/London or UTC, or none at all"


def zone_faults(path: str, frame: Any) -> Iterator[Problem]:
    """The columns of a frame whose times have a zone that does not exist."""
    from cptracker.records.dates import is_zone

    for place, (name, kind) in enumerate(frame.collect_schema().items(), 1):
        zone = _zone(kind)
        if zone is not None and not is_zone(zone):
            column = listed_problems([name])
            message = f"{column} has a time zone that does not exist; the frame is not used"
            yield record_error(path, message, column=place, hint=NO_ZONE_HINT)


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


Rows = Sequence[Mapping[str, Any]]


def from_rows(
    tables: Mapping[str, Rows],
    *,
    engine: str = EngineName.POLARS.value,
    covers: Mapping[str, StatedDays] | None = None,
    as_returned: bool = False,
    formats: Iterable[TableFormat] = (),
) -> Records:
    """Records from rows of canonical tables: of one return, or of several by their `year_end`.

    Args:
        tables: Rows by canonical table. A column not given is blank; dates are ISO text or dates.
        engine: What computes.
        covers: For each table the days it covers; a table that is not named is taken to be whole.
        as_returned: Whether to leave out the repair of what later returns correct.
        formats: Formats beside the shipped ones.

    Raises:
        UsageError: When a table or a column is not canonical; the message names them all.
    """
    known = formats_with(formats)
    wrong = [f"there is no table `{table}`" for table in tables if table not in known]
    for table, rows in tables.items():
        if table in known:
            wrong += _strange(known[table], rows)
    if wrong:
        raise UsageError("\n".join(wrong))
    chosen = engine_named(engine)
    typed = {table: chosen.take(typed_table(known[table], rows)) for table, rows in tables.items()}
    repaired, problems = repair_in_place(chosen, typed, as_returned=as_returned)
    return Records(
        chosen, repaired, Origin(problems=tuple(problems), stated=covers or {}, formats=known)
    )


def typed_table(table_format: TableFormat, rows: Rows) -> pl.DataFrame:
    """Rows as a typed table with all columns of its format."""
    schema = {name: DTYPES.get(kind, pl.String()) for name, kind in _columns(table_format)}
    loose = {name: pl.String() if kind == pl.Date else kind for name, kind in schema.items()}
    frame = pl.DataFrame(
        [[_cell(row.get(name), kind) for name, kind in schema.items()] for row in rows],
        schema=loose,
        orient="row",
    )
    dates = [name for name, kind in schema.items() if kind == pl.Date]
    return frame.with_columns(pl.col(dates).str.to_date("%Y-%m-%d"))


def _columns(table_format: TableFormat) -> list[tuple[str, Any]]:
    from cptracker.records.formats import Type

    columns = [(column.name, column.type) for column in table_format.columns]
    return [*columns, (YEAR_END, Type.DATE)] if table_format.yearly else columns


def _cell(value: Any, kind: Any) -> Any:
    return str(value) if kind == pl.Date and value is not None else value


def _strange(table_format: TableFormat, rows: Rows) -> Iterable[str]:
    names = {name for name, _ in _columns(table_format)}
    given_names = {name for row in rows for name in row}
    return [
        f"`{table_format.table}` has no column `{name}`" for name in sorted(given_names - names)
    ]
