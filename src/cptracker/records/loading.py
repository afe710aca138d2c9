"""Records from files, and from frames that somebody has at hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from cptracker.errors import Kind, Problem, RecordsError, Severity, UsageError
from cptracker.records.engines import Engine, engine_beside, engine_named
from cptracker.records.faults import fault
from cptracker.records.finding import NOTHING_HINT
from cptracker.records.records import Origin, Records, refuse
from cptracker.watching import Progress, quietly

if TYPE_CHECKING:
    import polars as pl

    from cptracker.records.reading import ReadRecords

NOTHING = "there are no records that can be read"
LAZY = {"duckdb": "duckdb", "pyspark": "spark", "polars": "polars"}
"""Kinds of lazy frames that stay where they are, and the engine of each."""


def load_records(
    paths: Path | str | Sequence[Path | str],
    *,
    engine: str = "polars",
    year: int | None = None,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = quietly,
) -> Records:
    """Read folders, zips or single files of records, recognised by their columns.

    Args:
        paths: What to read, one or several; later returns win over earlier ones.
        engine: `polars`, `duckdb` or `spark`.
        year: The year in which the collection year ends, where the files do not say it.
        mapping: For each table, canonical columns and what they are called in the files.
        progress: Told of each file before it is read.

    Raises:
        RecordsError: When there is nothing that can be read.
        UsageError: When there is no such engine, or its library is not installed.
    """
    from cptracker.records.reading import read_records

    chosen = engine_named(engine)
    several = [paths] if isinstance(paths, Path | str) else paths
    named = [Path(path) for path in several]
    if not named:
        raise UsageError("name a folder, a zip or a file of records")
    read = read_records(named, year=year, mapping=mapping, progress=progress)
    if not read.tables:
        raise RecordsError(problems=_nothing_read(named, read.problems))
    return _hold(read, chosen, _as_polars)


def _nothing_read(paths: Sequence[Path], problems: Sequence[Problem]) -> list[Problem]:
    """Why there are no records at all; where no file is at fault, that nothing can be read."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        return list(problems)
    nothing = [fault(str(path), NOTHING, hint=NOTHING_HINT) for path in paths]
    return [*nothing, *problems]


def from_frames(
    frames: Mapping[str, Any], *, engine: str | None = None, year: int | None = None
) -> Records:
    """Records from frames: polars, pandas, PyArrow, DuckDB relations or Spark dataframes.

    Polars, pandas and PyArrow tables are read as files are: SSDA903 or canonical columns, text or
    typed. Lazy frames (Polars, DuckDB, Spark) stay where they are; they have canonical columns,
    real dates, and one row for each key. Results come back as the kind that went in.

    Args:
        frames: Frames by table; with SSDA903 columns the name does not matter.
        engine: What computes; by default the frames' own, else Polars.
        year: The year in which the collection year of these frames ends.

    Raises:
        RecordsError: When no frame is one of the tables.
        UsageError: When frames are of several kinds, or of one that is not known.
    """
    wrapped = {name: _wrap(name, frame) for name, frame in frames.items()}
    kinds = {(frame.implementation.value, _is_lazy(frame)) for frame in wrapped.values()}
    if len(kinds) != 1:
        raise UsageError("records must be frames of one kind, at least one")
    ((kind, lazy),) = kinds
    if lazy:
        return _in_place(wrapped, kind)
    from cptracker.records.reading import read_frames

    tables = {name: frame.to_polars() for name, frame in wrapped.items()}
    read = read_frames(tables, year=year)
    if not read.tables:
        raise RecordsError(problems=read.problems)
    return _hold(read, engine_named(engine or "polars"), GIVE[kind])


def _wrap(name: str, frame: Any) -> Any:
    try:
        return nw.from_native(frame)
    except TypeError as error:
        raise UsageError(f"`{name}` is a {type(frame).__name__}, which is no frame") from error


def _is_lazy(frame: Any) -> bool:
    return isinstance(frame, nw.LazyFrame)


def _in_place(frames: Mapping[str, Any], kind: str) -> Records:
    """Records whose lazy frames stay where they are."""
    if kind not in LAZY:
        raise UsageError(f"lazy frames of {kind} are not known; known are {', '.join(LAZY)}")
    engine = engine_beside(LAZY[kind], next(iter(frames.values())).to_native())
    missing = {table: _missing(table, frame) for table, frame in frames.items()}
    refuse(fault for table, frame in frames.items() for fault in _undated(table, frame))
    whole = {table: _with_blanks(frame, missing[table]) for table, frame in frames.items()}

    def give(table: "pl.DataFrame") -> Any:
        return engine.take(table).to_native()

    named = {table: tuple(blank) for table, blank in missing.items()}
    origin = Origin(missing=named, limited=True, example=_any_example(frames, engine))
    return Records(engine, whole, origin, give, copies=False)


def _missing(table: str, frame: Any) -> dict[str, Any]:
    """The columns of the return's tables that a frame does not have, with their types.

    Raises:
        UsageError: When there is no such table.
    """
    from cptracker.records.formats import Type, formats

    if table not in formats():
        raise UsageError(f"there is no table `{table}`; tables are {', '.join(formats())}")
    types = {Type.DATE: nw.Date, Type.INTEGER: nw.Int64, Type.FLAG: nw.Int64}
    had = set(frame.collect_schema().names())
    wanted = formats()[table].columns if formats()[table].yearly else ()
    return {one.name: types.get(one.type, nw.String) for one in wanted if one.name not in had}


def _undated(table: str, frame: Any) -> Iterator[Problem]:
    """The date columns of a lazy frame that hold something else: it is read as it stands."""
    from cptracker.records.formats import Type, formats

    dated = {column.name for column in formats()[table].columns if column.type is Type.DATE}
    for name, kind in frame.collect_schema().items():
        if name in dated and kind != nw.Date:
            yield Problem(
                kind=Kind.RECORDS,
                path=f"<{table}>",
                message=f"{name} must be a date column, not {kind}",
                hint="cast it, or hand in a table that is in memory, which is read as a file is",
            )


def _with_blanks(frame: Any, missing: Mapping[str, Any]) -> Any:
    """The frame with blank columns for those it does not have."""
    blank = {name: nw.lit(None, dtype=kind) for name, kind in missing.items()}
    return frame.with_columns(**blank) if blank else frame


def _any_example(frames: Mapping[str, Any], engine: Engine) -> bool:
    """Whether a child's identifier is one of the made-up ones."""
    ids = [frame for frame in frames.values() if "child_id" in frame.collect_schema().names()]
    return any(
        engine.rows(
            frame.filter(nw.col("child_id").str.starts_with("EXMPL")).select("child_id").head(1)
        )
        for frame in ids
    )


def _hold(read: "ReadRecords", engine: Engine, give: Callable[["pl.DataFrame"], Any]) -> Records:
    origin = Origin(
        problems=read.problems,
        sources=read.sources,
        missing=read.missing,
        years=read.years,
        year_rules=read.year_rules,
        stated=read.stated,
        unusable=read.unusable,
        limited=True,
        example=read.example,
    )
    tables = {
        name: engine.take(table.with_columns(read.places[name]))
        for name, table in read.tables.items()
    }
    return Records(engine, tables, origin, give)


def _as_polars(table: "pl.DataFrame") -> Any:
    return table


def _as_pandas(table: "pl.DataFrame") -> Any:
    return table.to_pandas()


def _as_arrow(table: "pl.DataFrame") -> Any:
    return table.to_arrow()


GIVE: dict[str, Callable[["pl.DataFrame"], Any]] = {
    "polars": _as_polars,
    "pandas": _as_pandas,
    "pyarrow": _as_arrow,
}
"""How a result becomes the kind of frame that was handed in."""
