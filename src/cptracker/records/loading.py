"""Records from files, and from frames that somebody has at hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import evolve

from cptracker.files.table_problems import in_order, record_error
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.choices import EngineName, EngineWord
from cptracker.model.problems import Problem, RecordsError, Severity, UsageError
from cptracker.records.engines import Engine, engine_for_frame, engine_named
from cptracker.records.file_search import NOTHING_HINT
from cptracker.records.formats import TableFormat, formats_with, with_aliases
from cptracker.records.frames import as_polars
from cptracker.records.mapping import Mapped, TableMapping, mapped
from cptracker.records.mixed_sources import (
    Source,
    is_lazy,
    sources_of,
    taken_apart,
    without_unknown_zones,
    wrapped_frame,
)
from cptracker.records.origin import Ids, Origin, Repairing, pairs_of_ids
from cptracker.records.pickling import GIVE
from cptracker.records.records import Records

if TYPE_CHECKING:
    import polars as pl

    from cptracker.records.reading import ReadRecords


NOTHING = "there are no records that can be read"


LAZY = {"duckdb": "duckdb", "pyspark": "spark", "polars": "polars"}
"""Kinds of lazy frames that stay where they are, and the engine of each."""


def load_records(
    paths: Source | Sequence[Source],
    *,
    engine: EngineWord | EngineName = "polars",
    year: int | None = None,
    mapping: TableMapping | None = None,
    ids: Ids = (),
    tables: Iterable[TableFormat] = (),
    as_returned: bool = False,
    progress: Progress = without_progress,
) -> Records:
    """Read records from folders, zips, files, databases and frames, recognised by their columns.

    Args:
        paths: What to read, one or several; later returns win over earlier ones. A database is its
            URL or ODBC string, or a `Database` that says which of its views are which tables.
            Frames are a mapping as `from_frames` takes it, of any eager kind.
        engine: `polars`, `duckdb` or `spark`.
        year: The year in which the collection year ends, where the files do not say it.
        mapping: For each table, canonical columns and what they are called in the files; and
            `covers_from` and `covers_to`, the days from which and to which the table is complete.
        ids: Children who stand under two identifiers: old CHILD id and new, or `SameChild` values.
        tables: Tables beside the shipped ones: what `table` made, or all that plug-ins declare,
            `find_measures(…).tables`.
        as_returned: Whether to leave out the repair of what later returns correct, to see the
            difference. Children are then joined only as `ids` says.
        progress: Told of each file before it is read.

    Returns:
        The tables that were found; `problems` holds what is wrong with some of them.

    Raises:
        RecordsError: When there is nothing that can be read.
        UsageError: When there is no such engine, a library is not installed, or something is no
            path and no frame.

    Example:
        >>> import cptracker
        >>> records = cptracker.load_records(["records"])
        >>> "episodes" in records.tables, records.as_at.isoformat(), records.example
        (True, '2026-03-31', True)
    """
    from cptracker.records.reading import read_councils
    from cptracker.records.regions import region_of

    chosen = engine_named(engine)
    sources = sources_of(paths)
    if not sources:
        raise UsageError("name a folder, a zip or a file of records")
    own = tuple(tables)
    known = mapped(mapping)
    named, frames, faults = taken_apart(sources, with_aliases(known.names, own))
    how: Any = {"ids": pairs_of_ids(ids), "as_returned": as_returned, "tables": own}
    how |= {"frames": frames, "progress": progress}
    read = read_councils(named, year=year, mapping=known.names, **how)
    others = [*faults, *known.problems]
    readable = {code: content for code, content in read.items() if content.tables}
    others += _problems({code: content for code, content in read.items() if not content.tables})
    if not readable:
        raise RecordsError(problems=_nothing_read(named, in_order(others)))
    councils = {
        code: _hold(content, chosen, GIVE["polars"], own) for code, content in readable.items()
    }
    records = region_of(councils) if len(councils) > 1 else next(iter(councils.values()))
    problems = in_order([*others, *records.origin.problems])
    records = evolve(records, origin=evolve(records.origin, problems=problems))
    return records.with_stated(known.stated)


def load_mapped(
    paths: Source | Sequence[Source],
    mapping: Path | None,
    *,
    tables: Iterable[TableFormat] = (),
    **options: Any,
) -> Records:
    """Read records as `load_records` does, with the names, children and days of a mapping file.

    Args:
        paths: What to read, one or several.
        mapping: A YAML file, as `mapping` in a project file names it; none if None.
        tables: Tables beside the shipped ones.
        options: What else `load_records` takes.

    Raises:
        RecordsError: When there is nothing that can be read, or the mapping file has mistakes.
        UsageError: When there is no such engine, or its library is not installed.
    """
    from cptracker.records.mapping import MappingFile, read_mapping

    known = tuple(tables)
    file = read_mapping(mapping, known) if mapping else MappingFile()
    names = file.names or None
    records = load_records(paths, mapping=names, ids=file.ids, tables=known, **options)
    return records.with_stated(file.stated) if file.stated else records


def _problems(read: "Mapping[str, ReadRecords]") -> "Iterable[Problem]":
    """What is wrong in the files of all councils, once where it is told of each."""
    problems = [problem for content in read.values() for problem in content.problems]
    return problems if len(read) == 1 else dict.fromkeys(problems)


def no_records(engine: str = EngineName.POLARS.value) -> Records:
    """Records without any table, for a plan of typed values: every computed measure lacks its own.

    Raises:
        UsageError: When there is no such engine, or its library is not installed.
    """
    return Records(engine=engine_named(engine), read={})


def _nothing_read(paths: Sequence[Path], problems: Sequence[Problem]) -> list[Problem]:
    """Why there are no records at all; where no file is at fault, that nothing can be read."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        return list(problems)
    nothing = [record_error(str(path), NOTHING, hint=NOTHING_HINT) for path in paths]
    return [*nothing, *problems]


def from_frames(
    frames: Mapping[str, Any],
    *,
    engine: EngineWord | EngineName | None = None,
    year: int | None = None,
    mapping: TableMapping | None = None,
    ids: Ids = (),
    tables: Iterable[TableFormat] = (),
    as_returned: bool = False,
) -> Records:
    """Records from frames: polars, pandas, PyArrow, DuckDB relations or Spark dataframes.

    They are read as files are: recognised by their columns, SSDA903's or canonical, in any case,
    text or typed. A time with a zone is the day in London. A column YEAR, `collection_year` or
    `year_end` says of each row of which return it is, so that a view of several returns gives what
    a folder of them gives. Lazy frames (Polars, DuckDB, Spark) stay where they are; without a
    column YEAR they have one row for each key. Results come back as the kind that went in.

    Args:
        frames: Frames by table; where the columns tell the table the name does not matter.
        engine: What computes; by default the frames' own, else Polars.
        year: The year in which the collection year ends of frames that do not say it.
        mapping: As for `load_records`.
        ids: As for `load_records`.
        tables: As for `load_records`.
        as_returned: As for `load_records`.

    Returns:
        The tables that were found; `problems` holds what is wrong with some of them.

    Raises:
        RecordsError: When no frame is one of the tables; what is wrong with some of several is
            told in the records' `problems`.
        UsageError: When frames are of several kinds, or of one that is not known.

    Example:
        >>> import cptracker
        >>> import polars as pl
        >>> visits = pl.DataFrame({"child_id": ["A"], "visit_date": ["2025-03-03"]})
        >>> cptracker.from_frames({"visits": visits}).tables
        ('visits',)
    """
    wrapped = {name: wrapped_frame(name, frame) for name, frame in frames.items()}
    kinds = {(frame.implementation.value, is_lazy(frame)) for frame in wrapped.values()}
    if len(kinds) != 1:
        raise UsageError("records must be frames of one kind, at least one")
    ((kind, lazy),) = kinds
    pairs, known, own = pairs_of_ids(ids), mapped(mapping), tuple(tables)
    if lazy:
        repairing = Repairing(ids=pairs, as_returned=as_returned)
        loaded = _in_place(wrapped, kind, year, known, repairing, own)
        return loaded.with_stated(known.stated)
    from cptracker.records.reading import read_frames

    sound, faults = without_unknown_zones(wrapped)
    eager = {name: as_polars(frame) for name, frame in sound.items()}
    how: Any = {"ids": pairs, "as_returned": as_returned, "tables": own}
    read = read_frames(eager, year=year, mapping=known.names, **how)
    problems = in_order([*faults, *known.problems, *read.problems])
    if not read.tables:
        raise RecordsError(problems=problems)
    read = evolve(read, problems=problems)
    records = _hold(read, engine_named(engine or EngineName.POLARS.value), GIVE[kind], own)
    return records.with_stated(known.stated)


def _in_place(
    frames: Mapping[str, Any],
    kind: str,
    year: int | None,
    known: Mapped,
    repairing: Repairing,
    tables: Sequence[TableFormat],
) -> Records:
    """Records whose lazy frames stay where they are."""
    from cptracker.records.lazy.tables import read_lazily

    if kind not in LAZY:
        raise UsageError(f"lazy frames of {kind} are not known; known are {', '.join(LAZY)}")
    engine = engine_for_frame(LAZY[kind], next(iter(frames.values())).to_native())
    sound, faults = without_unknown_zones(frames)
    how: Any = {"repairing": repairing, "tables": tables}
    read = read_lazily(sound, engine, year=year, mapping=known.names, **how)
    problems = in_order([*faults, *known.problems, *read.problems])
    if not read.tables:
        raise RecordsError(problems=problems)

    def give(table: "pl.DataFrame") -> Any:
        return engine.take(table).to_native()

    origin = Origin(
        problems=problems,
        missing=read.missing,
        years=read.years,
        year_rules=read.year_rules,
        unusable=read.unusable,
        stated=read.stated,
        limited=True,
        example=_any_example(read.tables, engine),
        formats=formats_with(tables),
    )
    return Records(engine, read.tables, origin, give, copies=False)


def _any_example(frames: Mapping[str, Any], engine: Engine) -> bool:
    """Whether a child's identifier is one of the made-up ones."""
    ids = [frame for frame in frames.values() if "child_id" in frame.collect_schema().names()]
    return any(
        engine.rows(
            frame.filter(nw.col("child_id").str.starts_with("EXMPL")).select("child_id").head(1)
        )
        for frame in ids
    )


def _hold(
    read: "ReadRecords",
    engine: Engine,
    give: Callable[["pl.DataFrame"], Any],
    own: Sequence[TableFormat],
) -> Records:
    origin = Origin(
        problems=read.problems,
        sources=read.sources,
        missing=read.missing,
        years=read.years,
        returns=read.returns,
        year_rules=read.year_rules,
        stated=read.stated,
        unusable=read.unusable,
        limited=True,
        example=read.example,
        formats=formats_with(own),
    )
    tables = {
        name: engine.take(table.with_columns(read.places[name]))
        for name, table in read.tables.items()
    }
    return Records(engine, tables, origin, give)
