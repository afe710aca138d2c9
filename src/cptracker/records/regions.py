"""A region: the records of several councils as one, in which nobody is another council's child.

Identifiers begin with the council, `852/1234`. A table that a council lacks is lacking in the
region, and days are covered where every council's table covers them: a region's figure speaks for
all of its councils or is not given.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from cptracker.files.table_problems import PLACE, listed_problems, record_warning
from cptracker.model.figures import SourceOfTable
from cptracker.model.problems import Problem
from cptracker.records.formats import Type
from cptracker.records.origin import Origin
from cptracker.records.records import Records

if TYPE_CHECKING:
    import polars as pl

POPULATION = "population"


NATIONAL = ("worker_id", "adviser_id")
"""Identifiers that are the same person's in any council: a social worker's is national."""


def region_of(councils: Mapping[str, Records]) -> Records:
    """The records of several councils as one.

    Args:
        councils: Each council's own records, on one engine.
    """
    first = next(iter(councils.values()))
    tables_by_code = {code: records.as_polars() for code, records in councils.items()}
    tables = held_by_all(tables_by_code)
    joined = {name: _together(name, tables_by_code, first.origin) for name in tables}
    origin = evolve(
        _origin(councils, joined),
        problems=(*_problems(councils), *_lacking(councils, tables)),
    )
    return Records(
        first.engine,
        {name: first.engine.take(table) for name, table in joined.items()},
        origin,
        first.give,
        councils=dict(councils),
    )


def held_by_all(tables_by_code: Mapping[str, Mapping[str, "pl.DataFrame"]]) -> list[str]:
    """The tables that every council has."""
    return sorted(set.intersection(*(set(tables) for tables in tables_by_code.values())))


def _together(
    name: str, tables_by_code: Mapping[str, Mapping[str, "pl.DataFrame"]], origin: Origin
) -> "pl.DataFrame":
    """One table of all councils, its identifiers told apart."""
    import polars as pl

    table_format = origin.formats[name]
    ids = [column.name for column in table_format.columns if column.type is Type.ID]
    frames = []
    for code, tables in tables_by_code.items():
        frame = tables[name].drop(PLACE, strict=False)
        own = [name for name in ids if name in frame.columns and name not in NATIONAL]
        frames.append(
            frame.with_columns((pl.lit(f"{code}/") + pl.col(name)).alias(name) for name in own)
        )
    shared = table_format.covers is not None and table_format.covers.always
    if name == POPULATION:
        return _people(frames)
    joined = pl.concat(frames, how="diagonal_relaxed")
    return (
        joined
        if ids
        else joined.unique(table_format.key, maintain_order=True)
        if shared
        else joined
    )


def _people(frames: "list[pl.DataFrame]") -> "pl.DataFrame":
    """The population of the region in the years that every council has."""
    import polars as pl

    whole = pl.concat(frames, how="diagonal_relaxed").group_by("year", maintain_order=True)
    summed = whole.agg(pl.exclude("year").sum(), _councils=pl.len())
    return summed.filter(pl.col("_councils") == len(frames)).drop("_councils").sort("year")


def _origin(councils: Mapping[str, Records], joined: Mapping[str, "pl.DataFrame"]) -> Origin:
    """Where a region's records came from: what one council lacks, the region lacks."""
    origins = [records.origin for records in councils.values()]
    years = {
        table: tuple(
            sorted(set.intersection(*(set(origin.years.get(table, ())) for origin in origins)))
        )
        for table in joined
        if any(table in origin.years for origin in origins)
    }
    missing = {
        table: tuple(
            dict.fromkeys(name for origin in origins for name in origin.missing.get(table, ()))
        )
        for table in joined
    }
    return Origin(
        sources=tuple(_source(table, frame.height, origins) for table, frame in joined.items()),
        missing={table: names for table, names in missing.items() if names},
        years=years,
        returns=tuple(sorted(set.intersection(*(set(origin.returns) for origin in origins)))),
        year_rules=tuple(dict.fromkeys(rule for origin in origins for rule in origin.year_rules)),
        limited=True,
        example=any(origin.example for origin in origins),
        formats=origins[0].formats,
    )


def _source(table: str, rows: int, origins: list[Origin]) -> SourceOfTable:
    files = [
        file
        for origin in origins
        for source in origin.sources
        if source.table == table
        for file in source.sources
    ]
    return SourceOfTable(table=table, rows=rows, sources=tuple(dict.fromkeys(files)))


def _problems(councils: Mapping[str, Records]) -> list[Problem]:
    """The problems of all councils, each once."""
    problems = (problem for records in councils.values() for problem in records.origin.problems)
    return list(dict.fromkeys(problems))


def _lacking(councils: Mapping[str, Records], tables: list[str]) -> list[Problem]:
    """The tables that some councils have and others do not."""
    some = {table for records in councils.values() for table in records.tables} - set(tables)
    problems = []
    for table in sorted(some):
        without = [code for code, records in councils.items() if table not in records.tables]
        message = f"`{table}` is not supplied by {listed_problems(without)}"
        problems.append(record_warning(f"<{table}>", message, hint=REGION_HINT))
    return problems


REGION_HINT = "each council that has it has its figures; the region has none until all have it"
