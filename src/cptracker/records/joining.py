"""Children under two identifiers read as one: in files as they were cast, or in lazy frames."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

import narwhals.stable.v2 as nw
import polars as pl
from attrs import evolve

from cptracker.errors import Problem
from cptracker.records.days import Frame
from cptracker.records.engines import Engine, engine_named
from cptracker.records.identity import Returned, same_children
from cptracker.records.parsing import LINE
from cptracker.records.same_child import SameChild
from cptracker.records.stacking import FILE
from cptracker.records.upns import LENGTH
from cptracker.records.years import YEAR, TableFile

col, lit, when = nw.col, nw.lit, nw.when

PolarsType = type[pl.DataType]

_HEADER: Mapping[str, PolarsType] = {"child_id": pl.String, "upn": pl.String, "dob": pl.Date}
_EPISODE: Mapping[str, PolarsType] = {"child_id": pl.String, "decom": pl.Date, "dec": pl.Date}
_PLACE: Mapping[str, PolarsType] = {YEAR: pl.Int32, FILE: pl.Int64, LINE: pl.Int64}


def join_children(
    files: Sequence[TableFile], pairs: Sequence[SameChild] = (), *, by_upn: bool = True
) -> tuple[list[TableFile], list[Problem]]:
    """The files with one identifier for each child, and what was joined, kept apart or refused.

    Args:
        files: All files, cast, each return's with its year.
        pairs: What the user says.
        by_upn: Whether to join by UPN and date of birth, too.
    """
    if not pairs and not (by_upn and _shares_upn(files)):
        return list(files), []
    returned = Returned(
        engine=engine_named("polars"),
        headers=_stacked(files, "children", _HEADER),
        episodes=_stacked(files, "episodes", _EPISODE),
        paths=[file.path for file in files],
    )
    names, problems = same_children(returned, pairs, by_upn=by_upn)
    return _renamed(files, names), problems


def _shares_upn(files: Sequence[TableFile]) -> bool:
    """Whether two identifiers may have the same UPN, which is quick to see."""
    headers = [
        file.frame.select("child_id", pl.col("upn").str.strip_chars().str.to_uppercase())
        for file in files
        if file.format.table == "children" and "upn" in file.frame.columns
    ]
    if not headers:
        return False
    numbers = pl.concat(headers).filter(pl.col("upn").str.len_chars() >= LENGTH).unique()
    return numbers["upn"].n_unique() < numbers.height


def _stacked(files: Sequence[TableFile], table: str, columns: Mapping[str, PolarsType]) -> Frame:
    """The rows of all files of one table, with year and place."""
    schema: dict[str, PolarsType] = {**columns, **_PLACE}
    frames = [pl.LazyFrame(schema=schema)]
    for place, file in enumerate(files):
        if file.format.table == table:
            frames.append(_placed(file, place, columns).cast(pl.Schema(schema)))
    return nw.from_native(pl.concat(frames))


def _placed(file: TableFile, place: int, columns: Mapping[str, PolarsType]) -> pl.LazyFrame:
    """Some columns of a file, blank where it has none, with year and place."""
    held, there = file.frame.lazy(), file.frame.columns
    missing = [pl.lit(None, kind).alias(n) for n, kind in columns.items() if n not in there]
    year = [] if YEAR in there else [pl.lit(file.year, pl.Int32).alias(YEAR)]
    held = held.with_columns(*missing, *year, pl.lit(place).alias(FILE))
    return held.select(*columns, YEAR, FILE, LINE)


def _renamed(files: Sequence[TableFile], names: Mapping[str, str]) -> list[TableFile]:
    """The files with the identifiers that are used."""
    of_children = [file for file in files if names and "child_id" in file.frame.columns]
    if not of_children:
        return list(files)
    # One look at all rows; a look at each file costs as much as a few thousand rows.
    given_up = pl.concat([file.frame["child_id"] for file in of_children]).is_in([*names])
    ends = accumulate(file.frame.height for file in of_children)
    rows = given_up.arg_true().to_list()
    concerned = {id(of_children[at]) for at in _holding(rows, list(ends))}
    return [_with_ids(file, names) if id(file) in concerned else file for file in files]


def _holding(rows: Sequence[int], ends: Sequence[int]) -> set[int]:
    """Which of the parts that end before these places hold the rows."""
    return {bisect_right(ends, row) for row in rows}


def _with_ids(file: TableFile, names: Mapping[str, str]) -> TableFile:
    return evolve(file, frame=file.frame.with_columns(pl.col("child_id").replace(names)))


def join_in_place(
    engine: Engine,
    frames: Mapping[str, Frame],
    pairs: Sequence[SameChild] = (),
    *,
    by_upn: bool = True,
) -> tuple[dict[str, Frame], list[Problem]]:
    """The same for lazy frames by table, with canonical columns and `_year`."""
    if "children" not in frames or "episodes" not in frames:
        return dict(frames), []
    told = {table: _with_place(frames[table]) for table in ("children", "episodes")}
    by_upn = by_upn and all(YEAR in frames[table].collect_schema().names() for table in told)
    returned = Returned(
        engine=engine,
        headers=told["children"],
        episodes=told["episodes"],
        paths=["<children>"],
    )
    names, problems = same_children(returned, pairs, by_upn=by_upn)
    if not names:
        return dict(frames), problems
    renamed = {table: _renamed_frame(engine, frame, names) for table, frame in frames.items()}
    return renamed, problems


def _with_place(frame: Frame) -> Frame:
    """The frame with a place that stands for all, and a year, which is not known of one return."""
    place = frame.with_columns(**{FILE: lit(0), LINE: lit(0)})
    if YEAR in frame.collect_schema().names():
        return place
    return place.with_columns(**{YEAR: lit(None, dtype=nw.Int64)})


def _renamed_frame(engine: Engine, frame: Frame, names: Mapping[str, str]) -> Frame:
    columns = frame.collect_schema().names()
    if "child_id" not in columns:
        return frame
    renamed = engine.take(pl.DataFrame({"child_id": [*names], "new_id": [*names.values()]}))
    joined = frame.join(renamed, on="child_id", how="left")
    used = when(col("new_id").is_null()).then(col("child_id")).otherwise(col("new_id"))
    return joined.with_columns(child_id=used).select(columns)
