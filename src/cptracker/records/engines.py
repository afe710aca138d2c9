"""The three engines that run the same Narwhals definitions: Polars, DuckDB and PySpark.

An engine takes in small tables, keeps a frame computed so that it is not computed for every
question, gives rows back, and knows how it likes its running sums.
"""

import re
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

import narwhals.stable.v2 as nw

from cptracker.model.choices import EngineName
from cptracker.model.problems import UsageError
from cptracker.records.care.days import FAR_DAY, Frame
from cptracker.records.sql_words import as_text, date_in_sql, quoted, ticked

if TYPE_CHECKING:
    import polars as pl


Steps = Sequence[dict[str, nw.Expr]]


LONDON = "Europe/London"
"""Whose clock decides on which day a time with a zone is."""


class Engine(Protocol):
    """What computing asks of an engine."""

    name: str

    one_at_a_time: bool
    """Whether threads must ask one after the other."""

    def take(self, table: "pl.DataFrame") -> Frame:
        """A table of ours as a frame of this engine."""

    def keep(self, frame: Frame) -> Frame:
        """The frame, computed once and held."""

    def forget(self, frame: Frame) -> None:
        """Let go of a frame that was kept, and of which no frame still to be computed is made."""

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """The rows of a small result."""

    def each_value(self, frame: Frame, name: str) -> Frame:
        """A column with each of its values once or more, as is cheaper to look through."""

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        """The different values of each column, None among them where a cell is blank."""

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        """The rows of a small result as a table of ours, which `take` would take in again."""

    def with_dates(self, frame: Frame, names: Sequence[str]) -> Frame:
        """The frame with the date `x` of each whole number `x_day`; null for an open end."""

    def day_in_london(self, frame: Frame, name: str) -> Frame:
        """The frame with a column of times that have a zone as the days they were in London."""

    def arranged(self, frame: Frame, by: Sequence[str]) -> Frame:
        """The frame in an order that many steps ask for, where the engine gains by it."""

    def left_join(self, frame: Frame, other: Frame, on: Sequence[str]) -> Frame:
        """A left join that keeps the order of the frame's rows, where they have one."""

    def in_order(self, frame: Frame, within: Sequence[str], by: str, steps: Steps) -> Frame:
        """The frame with running columns, each step on the columns of the one before.

        The expressions run in order of `by` over the rows of each `within`; on Polars they run over
        the whole sorted frame, so they must themselves notice where one `within` ends.
        """


class _Polars:
    """The default: in memory, fastest for one council."""

    name = EngineName.POLARS.value
    one_at_a_time = False

    def take(self, table: "pl.DataFrame") -> Frame:
        return nw.from_native(table.lazy())

    def keep(self, frame: Frame) -> Frame:
        return frame.collect().lazy()

    def forget(self, frame: Frame) -> None:
        """Python does, once nothing names it."""

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        return frame.collect().rows()

    def each_value(self, frame: Frame, name: str) -> Frame:
        return frame.select(name)

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        import polars as pl

        different = (pl.col(name).unique().implode() for name in names)
        return [list(cells) for cells in frame.to_native().select(different).collect().row(0)]

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        return _fetched(frame)

    def with_dates(self, frame: Frame, names: Sequence[str]) -> Frame:
        import polars as pl

        dates = {}
        for name in names:
            day = pl.col(f"{name}_day")
            month = day // 100
            date = pl.date(month // 12, month % 12 + 1, day % 100)
            dates[name] = pl.when(day < FAR_DAY).then(date)
        dated: Frame = nw.from_native(frame.to_native().with_columns(**dates))
        return dated

    def day_in_london(self, frame: Frame, name: str) -> Frame:
        day = nw.col(name).dt.convert_time_zone(LONDON).dt.date()
        return frame.with_columns(day.alias(name))

    def arranged(self, frame: Frame, by: Sequence[str]) -> Frame:
        return frame.sort(*by)

    def left_join(self, frame: Frame, other: Frame, on: Sequence[str]) -> Frame:
        native = frame.to_native()
        joined = native.join(other.to_native(), on=list(on), how="left", maintain_order="left")
        kept: Frame = nw.from_native(joined)
        return kept

    def in_order(self, frame: Frame, within: Sequence[str], by: str, steps: Steps) -> Frame:
        # A partitioned window over many small groups costs five times a sort and a plain scan. To
        # see that rows are in order costs a twentieth of sorting them, and most are.
        whole = frame.collect()
        keys = [*within, by]
        ordered = whole if _is_sorted(whole.to_native(), keys) else whole.sort(*keys)
        for step in steps:
            ordered = ordered.with_columns(**step)
        return ordered.lazy()


def _is_sorted(table: "pl.DataFrame", keys: Sequence[str]) -> bool:
    """Whether rows without blanks are in order of their keys, each key within those before it."""
    import polars as pl

    later: Any = False
    for name in reversed(keys):
        before, cell = pl.col(name).shift(1), pl.col(name)
        later = (before < cell) | ((before == cell) & later) if name != keys[-1] else before <= cell
    first, *others = (pl.col(name).null_count() for name in keys)
    blanks = sum(others, first)
    # The first row has none before it, and what is compared with nothing is passed over.
    sorted_and_whole: bool = table.lazy().select((blanks == 0) & later.all()).collect().item()
    return sorted_and_whole


def _fetched(frame: Frame) -> "pl.DataFrame":
    fetched: pl.DataFrame = frame.collect(backend="polars").to_native()
    return fetched


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

    def trim(self, frame: Frame) -> Frame:
        """The frame with whole numbers of the usual size."""
        return frame


_FEW_ROWS = 200_000
"""As many rows as a council has in all its tables: what is kept is held in memory, since each new
table makes DuckDB bind every relation again. Tables of more scan faster, and spill to disk."""


def _anchor(beside: Any) -> Any:
    """A relation of the same connection with no steps behind it, which asking would bind again.

    None before DuckDB 2, whose relations cannot be held.
    """
    held = hasattr(beside, "materialize")
    return beside.query("beside", "select 1").materialize() if held else None


_KEPT_TABLE = re.compile(r"(?:^|\n)select \* from (cptracker_\d+)$")
"""What a relation of a table that was kept, with nothing done to it, is in SQL."""


class _DuckDB(_SqlEngine):
    """For national files on one machine: spills to disk."""

    name = EngineName.DUCKDB.value
    one_at_a_time = True
    _names = count()

    def __init__(self, beside: Any = None) -> None:
        import duckdb

        # A relation only joins with those of its own connection, which it does not hand out; before
        # DuckDB 1.5 it does not keep its connection open either.
        self._connection = duckdb.connect() if beside is None else None
        self._beside = beside if self._connection is None else self._connection.sql("select 1")
        self._anchor = _anchor(self._beside)
        self._holds = beside is None and self._anchor is not None
        self._taken = 0

    def take(self, table: "pl.DataFrame") -> Frame:
        self._taken += table.height
        name = f"cptracker_{next(self._names)}"
        cptracker_rows = table.to_arrow()  # noqa: F841 - DuckDB finds it by its name below
        self._beside.query("beside", f"create temp table {name} as select * from cptracker_rows")
        return nw.from_native(self._beside.query("beside", f"select * from {name}"))

    def keep(self, frame: Frame) -> Frame:
        relation, name = frame.to_native(), f"cptracker_{next(self._names)}"
        if self._holds and self._taken <= _FEW_ROWS:
            kept = relation.materialize()
        elif self._anchor is None:
            relation.query("kept", f"create temp table {name} as select * from kept")
            kept = relation.query("kept", f"select * from {name}")
        else:
            self._anchor.query("anchor", f"create temp table {name} as {relation.sql_query()}")
            kept = self._anchor.query("anchor", f"select * from {name}")
        held: Frame = nw.from_native(kept)
        return held

    def forget(self, frame: Frame) -> None:
        kept = _KEPT_TABLE.search(frame.to_native().sql_query())
        if kept is not None and self._anchor is not None:
            self._anchor.query("anchor", f"drop table if exists {kept[1]}")

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return found

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        listed = [f"list(distinct {quoted(name)})" for name in names]
        blanks = [f"count(*) - count({quoted(name)})" for name in names]
        (row,) = frame.to_native().aggregate(", ".join([*listed, *blanks])).fetchall()
        return _with_blanks(row)

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        return _fetched(frame)

    def with_dates(self, frame: Frame, names: Sequence[str]) -> Frame:
        kept = [quoted(name) for name in frame.collect_schema().names() if name not in names]
        dates = [f"{date_in_sql(name, quoted, '//')} as {quoted(name)}" for name in names]
        dated: Frame = nw.from_native(frame.to_native().project(", ".join([*kept, *dates])))
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


class _Spark(_SqlEngine):
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
        held: Frame = nw.from_native(frame.to_native().localCheckpoint())
        return held

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in frame.to_native().collect()]

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        listed = [f"collect_set({ticked(name)})" for name in names]
        blanks = [f"count(*) - count({ticked(name)})" for name in names]
        return _with_blanks(tuple(frame.to_native().selectExpr(*listed, *blanks).first() or ()))

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        return _fetched(frame)

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


ENGINES: dict[str, type[_Polars] | type[_DuckDB] | type[_Spark]] = {
    engine.name: engine for engine in (_Polars, _DuckDB, _Spark)
}


def engine_beside(name: str, frame: Any) -> Engine:
    """The engine of this name that a lazy frame already lives on.

    Raises:
        UsageError: As `engine_named`.
    """
    return _DuckDB(frame) if name == _DuckDB.name else engine_named(name)


def engine_named(name: str) -> Engine:
    """The engine by its name.

    Raises:
        UsageError: When there is none of that name, or its library is not installed.
    """
    if name not in ENGINES:
        raise UsageError(f"there is no engine `{name}`; choose one of {', '.join(ENGINES)}")
    try:
        return ENGINES[name]()
    except ImportError as error:
        raise UsageError(
            f"the engine `{name}` needs `{error.name}`: pip install 'cptracker[{name}]'"
        ) from error


class RecordSource(Protocol):
    """What deriving asks of the records: tables with their whole-number columns."""

    @property
    def engine(self) -> Engine:
        """What runs the computing."""

    def table(self, name: str) -> Frame:
        """A table by name, derived if it is a derived one."""

    def raw(self, name: str) -> Frame:
        """A table as it was read, with its whole-number columns."""

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether the records hold a table with these columns."""
