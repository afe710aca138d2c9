"""Children under two identifiers read as one: in files as they were cast, or in lazy frames."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

import narwhals.stable.v2 as nw
import polars as pl
from attrs import evolve

from cptracker.files.table_problems import YEAR
from cptracker.model.problems import Problem
from cptracker.records.care.days import Frame
from cptracker.records.collection_years import TableFile
from cptracker.records.engines import Engine
from cptracker.records.identity.same_child import (
    OF_EPISODE,
    OF_HEADER,
    ReturnedTables,
    Row,
    same_children,
)
from cptracker.records.origin import SameChild
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

col, lit, when = nw.col, nw.lit, nw.when


def join_children(
    files: Sequence[TableFile], pairs: Sequence[SameChild] = (), *, by_upn: bool = True
) -> tuple[list[TableFile], list[Problem]]:
    """The files with one identifier for each child, and what was joined, kept apart or refused.

    Args:
        files: All files, cast, each return's with its year.
        pairs: What the user says.
        by_upn: Whether to join by UPN and date of birth, too.
    """
    alike = _alike(files) if by_upn else []
    if not pairs and not alike:
        return list(files), []
    returned = ReturnedTables(
        alike=alike,
        headers=partial(_rows, files, "children", OF_HEADER),
        episodes=partial(_rows, files, "episodes", OF_EPISODE),
        paths=[file.path for file in files],
    )
    names, problems = same_children(returned, pairs)
    return _renamed(files, names), problems


def _alike(files: Sequence[TableFile]) -> list[Row]:
    """Identifiers that share a UPN and a date of birth, with both."""
    columns = ["child_id", "dob", "upn"]
    headers = [
        file.frame.select(columns)
        for file in files
        if file.format.table == "children" and set(columns) <= set(file.frame.columns)
    ]
    if not headers:
        return []
    rows = pl.concat(headers, how="vertical_relaxed").unique().drop_nulls(["dob", "upn"])
    plain = rows.with_columns(pl.col("upn").str.strip_chars().str.to_uppercase()).unique()
    return plain.filter(pl.struct("upn", "dob").is_duplicated()).rows()


def _rows(
    files: Sequence[TableFile], table: str, columns: Sequence[str], names: Sequence[str]
) -> Iterator[Row]:
    """The rows of some identifiers in all files of one table, with year and place."""
    places = [at for at, file in enumerate(files) if file.format.table == table]
    row_numbers = _row_numbers([files[at] for at in places], names)
    for place, rows in zip(places, row_numbers, strict=True):
        if rows:
            frame = _whole(files[place].frame[rows], files[place], place)
            yield from frame.select(columns).rows()


def _row_numbers(files: Sequence[TableFile], names: Collection[str]) -> list[list[int]]:
    """For each file which of its rows are of these identifiers.

    One look at all rows: one at each file costs as much as at some thousand rows more.
    """
    if not files:
        return []
    series = pl.concat([file.frame["child_id"] for file in files]).is_in([*names]).arg_true()
    ends = list(accumulate(file.frame.height for file in files))
    row_numbers: list[list[int]] = [[] for _ in files]
    for row in series:
        at = bisect_right(ends, row)
        row_numbers[at].append(row - ends[at] + files[at].frame.height)
    return row_numbers


def _whole(rows: pl.DataFrame, file: TableFile, place: int) -> pl.DataFrame:
    """Rows of a file with year and place, and blank where it lacks the days of episodes."""
    year = [] if YEAR in rows.columns else [pl.lit(file.year, pl.Int32).alias(YEAR)]
    days = [name for name in ("decom", "dec") if name not in rows.columns]
    blank = [pl.lit(None, pl.Date).alias(name) for name in days]
    return rows.with_columns(*year, *blank, pl.lit(place).alias(FILE))


def _renamed(files: Sequence[TableFile], names: Mapping[str, str]) -> list[TableFile]:
    """The files with the identifiers that are used."""
    places = [at for at, file in enumerate(files) if names and "child_id" in file.frame.columns]
    renamed = list(files)
    for at, rows in zip(places, _row_numbers([files[at] for at in places], names), strict=True):
        if rows:
            renamed[at] = _with_ids(files[at], names)
    return renamed


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
    headers, episodes = (_with_place(frames[table]) for table in ("children", "episodes"))
    by_upn = by_upn and all(_says_year(frames[table]) for table in ("children", "episodes"))
    returned = ReturnedTables(
        alike=_alike_in_place(engine, headers) if by_upn else [],
        headers=partial(_rows_in_place, engine, headers, OF_HEADER),
        episodes=partial(_rows_in_place, engine, episodes, OF_EPISODE),
        paths=["<children>"],
    )
    names, problems = same_children(returned, pairs)
    if not names:
        return dict(frames), problems
    renamed = {table: _renamed_frame(engine, frame, names) for table, frame in frames.items()}
    return renamed, problems


def _alike_in_place(engine: Engine, headers: Frame) -> list[Row]:
    """As `_alike`."""
    plain = col("upn").str.strip_chars().str.to_uppercase()
    with_upn = headers.filter(~col("upn").is_null(), ~col("dob").is_null())
    rows = with_upn.select("child_id", "dob", upn=plain).unique()
    shared = rows.group_by("upn", "dob").agg(ids=nw.len()).filter(col("ids") > 1)
    shared_rows = rows.join(shared.drop("ids"), on=["upn", "dob"], how="inner")
    return engine.rows(shared_rows.select("child_id", "dob", "upn"))


def _rows_in_place(
    engine: Engine, frame: Frame, columns: Sequence[str], names: Sequence[str]
) -> list[Row]:
    """The rows of some identifiers."""
    return engine.rows(frame.filter(col("child_id").is_in(names)).select(*columns))


def _says_year(frame: Frame) -> bool:
    return YEAR in frame.collect_schema().names()


def _with_place(frame: Frame) -> Frame:
    """The frame with a place that stands for all, and a year, which is not known of one return."""
    place = frame.with_columns(**{FILE: lit(0), LINE: lit(0)})
    if _says_year(frame):
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
