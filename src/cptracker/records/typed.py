"""Records typed in by hand as rows of canonical tables: for worked examples and tests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from cptracker.errors import UsageError
from cptracker.records.covers import Stated
from cptracker.records.engines import engine_named
from cptracker.records.formats import YEAR_END, Format, formats
from cptracker.records.in_place import repair_in_place
from cptracker.records.records import Origin, Records
from cptracker.records.stacking import DTYPES

Rows = Sequence[Mapping[str, Any]]


def from_rows(
    tables: Mapping[str, Rows],
    *,
    engine: str = "polars",
    covers: Mapping[str, Stated] | None = None,
    as_returned: bool = False,
) -> Records:
    """Records from rows of canonical tables: of one return, or of several by their `year_end`.

    Args:
        tables: Rows by canonical table. A column not given is blank; dates are ISO text or dates.
        engine: What computes.
        covers: For each table the days it covers; a table that is not named is taken to be whole.
        as_returned: Whether to leave out the repair of what later returns correct.

    Raises:
        UsageError: When a table or a column is not canonical; the message names them all.
    """
    known = formats()
    wrong = [f"there is no table `{table}`" for table in tables if table not in known]
    for table, rows in tables.items():
        if table in known:
            wrong += _strange(known[table], rows)
    if wrong:
        raise UsageError("\n".join(wrong))
    chosen = engine_named(engine)
    typed = {table: chosen.take(typed_table(known[table], rows)) for table, rows in tables.items()}
    repaired, problems = repair_in_place(chosen, typed, as_returned=as_returned)
    return Records(chosen, repaired, Origin(problems=tuple(problems), stated=covers or {}))


def typed_table(form: Format, rows: Rows) -> pl.DataFrame:
    """Rows as a typed table with all columns of its format."""
    schema = {name: DTYPES.get(kind, pl.String()) for name, kind in _columns(form)}
    loose = {name: pl.String() if kind == pl.Date else kind for name, kind in schema.items()}
    frame = pl.DataFrame(
        [[_cell(row.get(name), kind) for name, kind in schema.items()] for row in rows],
        schema=loose,
        orient="row",
    )
    dates = [name for name, kind in schema.items() if kind == pl.Date]
    return frame.with_columns(pl.col(dates).str.to_date("%Y-%m-%d"))


def _columns(form: Format) -> list[tuple[str, Any]]:
    from cptracker.records.formats import Type

    columns = [(column.name, column.type) for column in form.columns]
    return [*columns, (YEAR_END, Type.DATE)] if form.yearly else columns


def _cell(value: Any, kind: Any) -> Any:
    return str(value) if kind == pl.Date and value is not None else value


def _strange(form: Format, rows: Rows) -> Iterable[str]:
    names = {name for name, _ in _columns(form)}
    given = {name for row in rows for name in row}
    return [f"`{form.table}` has no column `{name}`" for name in sorted(given - names)]
