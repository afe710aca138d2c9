# ruff: noqa: D102 - what each method does is said once, in `Engine`
"""DuckDB and PySpark as engines: windows in SQL, and rows in no order.

What they share stands first; Polars, which is in memory, and what computing asks of an engine stand
in `engines`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from cptracker.model.choices import EngineName
from cptracker.records.care.days import FAR_DAY, Frame

if TYPE_CHECKING:
    import polars as pl


def quoted(name: str) -> str:
    """A name as DuckDB takes it."""
    return '"' + name.replace('"', '""') + '"'


def ticked(name: str) -> str:
    """A name as Spark takes it."""
    return "`" + name.replace("`", "``") + "`"


def date_in_sql(name: str, named: Callable[[str], str], divided: str) -> str:
    """The date of a whole number in SQL."""
    day = named(f"{name}_day")
    month = f"({day} {divided} 100)"
    year_month_day = f"{month} {divided} 12, {month} % 12 + 1, {day} % 100"
    whole = ", ".join(f"cast({part} as int)" for part in year_month_day.split(", "))
    return f"case when {day} < {FAR_DAY} then make_date({whole}) end"


def as_text(table: "pl.DataFrame") -> "list[pl.Expr]":
    """The ordered categories of a table as text, for who knows none."""
    import polars as pl

    return [
        pl.col(name).cast(pl.String)
        for name, kind in table.schema.items()
        if isinstance(kind, pl.Enum | pl.Categorical)
    ]


Steps = Sequence[dict[str, nw.Expr]]


LONDON = "Europe/London"
"""Whose clock decides on which day a time with a zone is."""


def fetched(frame: Frame) -> "pl.DataFrame":
    """The rows of a small result as a table of ours."""
    table: pl.DataFrame = frame.collect(backend="polars").to_native()
    return table


def _with_blanks(row: tuple[Any, ...]) -> list[list[Any]]:
    """Values by column from a row of lists and, after them, of how many cells are blank."""
    half = len(row) // 2
    return [
        [*(cells or ()), *([None] if blanks else [])]
        for cells, blanks in zip(row[:half], row[half:], strict=True)
    ]


class _SqlEngine:
    """What DuckDB and Spark share: windows in SQL, and rows in no order."""

    def each_value(self, frame: Frame, name: str) -> Frame:
        return frame.group_by(name).agg(rows=nw.len()).select(name)

    def arranged(
        self,
        frame: Frame,
        by: Sequence[str],  # noqa: ARG002 - rows of a database have no order
    ) -> Frame:
        return frame

    def left_join(self, frame: Frame, other: Frame, on: Sequence[str]) -> Frame:
        return frame.join(other, on=list(on), how="left")

    def in_order(self, frame: Frame, within: Sequence[str], by: str, steps: Steps) -> Frame:
        for step in steps:
            running = {name: expr.over(*within, order_by=by) for name, expr in step.items()}
            frame = self.trim(frame.with_columns(**running))
        return frame

    def forget(self, frame: Frame) -> None:
        """Nothing by itself: an engine clears what it holds when it ends."""

    def working(self) -> AbstractContextManager[None]:
        return nullcontext()

    def lasting(self) -> AbstractContextManager[None]:
        return nullcontext()

    def trim(self, frame: Frame) -> Frame:
        """The frame with whole numbers of the usual size."""
        return frame


_FEW_ROWS = 200_000
"""As many rows as a council has in all its tables: what is kept is held in memory, since each new
table makes DuckDB bind every relation again. Tables of more scan faster, and spill to disk."""


def _anchor(relation: Any) -> Any:
    """A relation of the same connection with no steps behind it, which asking would bind again.

    None before DuckDB 2, whose relations cannot be held.
    """
    can_be_held = hasattr(relation, "materialize")
    return relation.query("beside", "select 1").materialize() if can_be_held else None


_KEPT_TABLE = re.compile(r"(?:^|\n)select \* from (cptracker_\d+)$")
"""What a relation of a table that was kept, with nothing done to it, is in SQL."""


class DuckDBEngine(_SqlEngine):
    """For national files on one machine: spills to disk."""

    name = EngineName.DUCKDB.value
    one_at_a_time = True
    _names = count()

    def __init__(self, relation: Any = None) -> None:
        import duckdb

        # A relation only joins with those of its own connection, which it does not hand out; before
        # DuckDB 1.5 it does not keep its connection open either.
        self._connection = duckdb.connect() if relation is None else None
        self._relation = relation if self._connection is None else self._connection.sql("select 1")
        self._anchor = _anchor(self._relation)
        self._holds = relation is None and self._anchor is not None
        self._taken = 0
        self._scopes: list[list[Frame] | None] = [None]

    def take(self, table: "pl.DataFrame") -> Frame:
        self._taken += table.height
        name = f"cptracker_{next(self._names)}"
        cptracker_rows = table.to_arrow()  # noqa: F841 - DuckDB finds it by its name below
        self._relation.query("beside", f"create temp table {name} as select * from cptracker_rows")
        return self._in_this_scope(self._relation.query("beside", f"select * from {name}"))

    def keep(self, frame: Frame) -> Frame:
        relation, name = frame.to_native(), f"cptracker_{next(self._names)}"
        if self._holds and self._taken <= _FEW_ROWS:
            native = relation.materialize()
        elif self._anchor is None:
            relation.query("kept", f"create temp table {name} as select * from kept")
            native = relation.query("kept", f"select * from {name}")
        else:
            self._anchor.query("anchor", f"create temp table {name} as {relation.sql_query()}")
            native = self._anchor.query("anchor", f"select * from {name}")
        return self._in_this_scope(native)

    def _in_this_scope(self, relation: Any) -> Frame:
        """A relation of a table that was made, which the scope it is made in lets go of."""
        frame: Frame = nw.from_native(relation)
        scope = self._scopes[-1]
        if scope is not None:
            scope.append(frame)
        return frame

    @contextmanager
    def working(self) -> Iterator[None]:
        # A temporary table stays in memory until it is dropped, whoever still names it.
        scope: list[Frame] = []
        try:
            with self._in_scope(scope):
                yield
        finally:
            for frame in scope:
                self.forget(frame)

    def lasting(self) -> AbstractContextManager[None]:
        return self._in_scope(None)

    @contextmanager
    def _in_scope(self, scope: list[Frame] | None) -> Iterator[None]:
        self._scopes.append(scope)
        try:
            yield
        finally:
            self._scopes.pop()

    def forget(self, frame: Frame) -> None:
        match = _KEPT_TABLE.search(frame.to_native().sql_query())
        if match is not None and self._anchor is not None:
            self._anchor.query("anchor", f"drop table if exists {match[1]}")

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        listed = [f"list(distinct {quoted(name)})" for name in names]
        blanks = [f"count(*) - count({quoted(name)})" for name in names]
        (row,) = frame.to_native().aggregate(", ".join([*listed, *blanks])).fetchall()
        return _with_blanks(row)

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        return fetched(frame)

    def with_dates(self, frame: Frame, names: Sequence[str]) -> Frame:
        others = [quoted(name) for name in frame.collect_schema().names() if name not in names]
        dates = [f"{date_in_sql(name, quoted, '//')} as {quoted(name)}" for name in names]
        dated: Frame = nw.from_native(frame.to_native().project(", ".join([*others, *dates])))
        return dated

    def day_in_london(self, frame: Frame, name: str) -> Frame:
        # A connection has one zone for all its times, which Narwhals does not change.
        column = quoted(name)
        day = f"cast(timezone('{LONDON}', {column}) as date)"
        dated: Frame = nw.from_native(frame.to_native().project(f"* replace ({day} as {column})"))
        return dated

    def trim(self, frame: Frame) -> Frame:
        # DuckDB sums whole numbers into 128 bits, which are slow and of another type than the rest.
        wide = [name for name, kind in frame.collect_schema().items() if kind == nw.Int128]
        return frame.with_columns(nw.col(*wide).cast(nw.Int64)) if wide else frame


class SparkEngine(_SqlEngine):
    """Beyond one machine."""

    name = EngineName.SPARK.value
    one_at_a_time = False

    def __init__(self, session: Any = None) -> None:
        from pyspark.sql import SparkSession

        self._session = session or SparkSession.builder.appName("cptracker").getOrCreate()

    def take(self, table: "pl.DataFrame") -> Frame:
        plain = table.with_columns(as_text(table))
        frame: Frame = nw.from_native(self._session.createDataFrame(plain.to_arrow()))
        return frame

    def keep(self, frame: Frame) -> Frame:
        # A checkpoint, unlike a cache, forgets the plan behind it, which else grows without end.
        checkpoint: Frame = nw.from_native(frame.to_native().localCheckpoint())
        return checkpoint

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in frame.to_native().collect()]

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        listed = [f"collect_set({ticked(name)})" for name in names]
        blanks = [f"count(*) - count({ticked(name)})" for name in names]
        return _with_blanks(tuple(frame.to_native().selectExpr(*listed, *blanks).first() or ()))

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        return fetched(frame)

    def with_dates(self, frame: Frame, names: Sequence[str]) -> Frame:
        from pyspark.sql import functions

        native = frame.to_native()
        dates = {name: functions.expr(date_in_sql(name, ticked, "div")) for name in names}
        dated: Frame = nw.from_native(native.withColumns(dates))
        return dated

    def day_in_london(self, frame: Frame, name: str) -> Frame:
        from pyspark.sql import functions

        column = ticked(name)
        local = f"convert_timezone(current_timezone(), '{LONDON}', cast({column} as timestamp_ntz))"
        day = functions.expr(f"to_date({local})")
        dated: Frame = nw.from_native(frame.to_native().withColumn(name, day))
        return dated
