"""The three engines that run the same Narwhals definitions: Polars, DuckDB and PySpark.

An engine takes in small tables, keeps a frame computed so that it is not computed for every
question, gives rows back, and knows how it likes its running sums.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

import narwhals.stable.v2 as nw

from cptracker.model.choices import EngineName
from cptracker.model.problems import UsageError
from cptracker.records.care.days import FAR_DAY, Frame
from cptracker.records.sql_engines import LONDON, DuckDBEngine, SparkEngine, Steps, fetched

if TYPE_CHECKING:
    import polars as pl


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

    def working(self) -> AbstractContextManager[None]:
        """Within it, a frame that is kept is let go of at the end, unless it is to last."""

    def lasting(self) -> AbstractContextManager[None]:
        """Within it, a frame that is kept stays, also where `working` has an end around it."""

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

    def working(self) -> AbstractContextManager[None]:
        return nullcontext()

    def lasting(self) -> AbstractContextManager[None]:
        return nullcontext()

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        return frame.collect().rows()

    def each_value(self, frame: Frame, name: str) -> Frame:
        return frame.select(name)

    def values(self, frame: Frame, names: Sequence[str]) -> list[list[Any]]:
        import polars as pl

        different = (pl.col(name).unique().implode() for name in names)
        return [list(cells) for cells in frame.to_native().select(different).collect().row(0)]

    def fetch(self, frame: Frame) -> "pl.DataFrame":
        return fetched(frame)

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
        left_joined: Frame = nw.from_native(joined)
        return left_joined

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


ENGINES: dict[str, type[_Polars] | type[DuckDBEngine] | type[SparkEngine]] = {
    engine.name: engine for engine in (_Polars, DuckDBEngine, SparkEngine)
}


def engine_for_frame(name: str, frame: Any) -> Engine:
    """The engine of this name that a lazy frame already lives on.

    Raises:
        UsageError: As `engine_named`.
    """
    return DuckDBEngine(frame) if name == DuckDBEngine.name else engine_named(name)


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
