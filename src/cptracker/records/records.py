"""The records as measures see them: canonical tables by name, read or derived, computed once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import define, evolve, field

from cptracker.files.table_problems import LINES, PLACE
from cptracker.model.figures import SourceOfTable
from cptracker.model.periods import current_day
from cptracker.model.plan import StatedRecords
from cptracker.model.problems import MissingTableError as MissingTableError
from cptracker.model.problems import Problem
from cptracker.model.rounding import ShownOnScreen
from cptracker.records.care.days import (
    Frame,
    later,
    months_later,
)
from cptracker.records.care.deriving import (
    DERIVED,
    UndatedRecords,
    counted_on,
    dated,
    derive,
    with_numbers,
)
from cptracker.records.coverage.days_covered import coverage_warnings, days_covered
from cptracker.records.coverage.extents import last_day
from cptracker.records.coverage.spans import DaysCovered, StatedDays, covered_by_all
from cptracker.records.engines import Engine
from cptracker.records.origin import Origin
from cptracker.records.pickling import as_it_is, handed_on

if TYPE_CHECKING:
    import polars as pl


col = nw.col


@define(repr=False)
class Records(ShownOnScreen):
    """Canonical tables on one engine.

    A table is had as an attribute, `records.looked_after`; each date column `x` of it has the whole
    numbers `x_day` and `x_month` beside it, which order as dates do but are not to be subtracted:
    `days_between("start", "end")` says how many days lie between. The end of an open spell is null
    as `end`, and far off as `end_day`. Derived tables are made when first asked for and kept.

    Many threads may ask at once; those of DuckDB take turns. They can be pickled, unless lazy
    frames stay where they are. They show how many rows there are, and none of them.

    Attributes:
        engine: What runs the computing.
        origin: Where the records came from.
        give: Turns a table of ours into the kind of frame that was handed in.
        copies: Whether tables are held as read, which large frames of somebody else's are not.
        councils: The records of each council by its code, where these are a region's.

    Example:
        >>> import cptracker
        >>> records = cptracker.load_records(["records"])
        >>> records.lacks({"visits": ["child_id", "visit_date", "duration"]})
        ('column `duration` of `visits`',)
        >>> records.covers("visits").last.isoformat()
        '2026-03-31'
    """

    engine: Engine
    _read: Mapping[str, Frame]
    origin: Origin = field(factory=Origin)
    give: Callable[[Any], Any] = field(default=as_it_is)
    copies: bool = True
    councils: "Mapping[str, Records]" = field(factory=dict, repr=False)
    _made: dict[str, Frame] = field(factory=dict)
    _day: date | None = None
    _covers: dict[str, DaysCovered | None] = field(factory=dict)
    _lock: Any = field(factory=RLock, eq=False)
    _warned: tuple[Problem, ...] | None = field(default=None, init=False)

    def __getattr__(self, name: str) -> Frame:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.table(name)

    def __repr__(self) -> str:
        rows = sum(source.rows or 0 for source in self.sources)
        counted = f", {rows:,} rows" if rows else ""
        made_up = ", EXAMPLE DATA" if self.example else ""
        return f"<Records on {self.engine.name}: {len(self._read)} tables{counted}{made_up}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """The tables as they were read, from which all else is made again."""
        return handed_on(self)

    def turn(self) -> AbstractContextManager[Any]:
        """Held while something is computed, where the engine has one answer at a time."""
        return self._lock if self.engine.one_at_a_time else nullcontext()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found wrong in the records, and which tables end before the others."""
        with self._lock:
            if self._warned is None:
                self._warned = tuple(coverage_warnings(self))
        return (*self.origin.problems, *self._warned)

    @property
    def sources(self) -> tuple[SourceOfTable, ...]:
        """The tables with their rows and files."""
        return self.origin.sources

    @property
    def example(self) -> bool:
        """Whether the records are made up."""
        return self.origin.example

    @property
    def year_rules(self) -> tuple[str, ...]:
        """How the collection year of each return was found, in words."""
        return self.origin.year_rules

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that were read."""
        return tuple(sorted(self._read))

    def as_polars(self) -> "dict[str, pl.DataFrame]":
        """The tables as they were read, with where each row stands, for another process."""
        with self._lock:
            return {
                name: nw.to_native(frame.collect(backend="polars"))
                for name, frame in self._read.items()
            }

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether a table was read, from files that have these columns."""
        return table in self._read and set(columns) <= self._supplied(table)

    def lacks(self, needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
        """Which of a measure's needs are missing, in words."""
        texts = []
        for table, columns in needs.items():
            if table not in self._read:
                texts.append(f"table `{table}`")
                continue
            supplied = self._supplied(table)
            missing = [name for name in columns if name not in supplied]
            texts.extend(f"column `{name}` of `{table}`" for name in missing)
        return tuple(texts)

    def as_read(self, name: str) -> Frame:
        """A table as it was read, with nothing added."""
        return self._read[name]

    def covers(self, table: str) -> DaysCovered | None:
        """The days that a table covers; None where nothing limits it, or where it is not there."""
        with self._lock:
            if table not in self._covers:
                today = current_day()
                days_by_council = {
                    code: council.covers(table) for code, council in self.councils.items()
                }
                own = partial(days_covered, self, table, today)
                known = (
                    covered_by_all(days_by_council)
                    if days_by_council
                    else own()
                    if table in self._read
                    else None
                )
                self._covers[table] = known
            return self._covers[table]

    def stating(self, statements: Iterable[StatedRecords]) -> "Records":
        """The same records with what was stated of the days that their tables cover.

        It goes before what stands in their files. Tables derived so far are kept.
        """
        days = {
            statement.table: StatedDays(
                covers_from=statement.covers_from, covers_to=statement.covers_to
            )
            for statement in statements
        }
        return self.with_stated(days)

    def with_stated(self, stated: Mapping[str, StatedDays]) -> "Records":
        """The same, by table."""
        if stated.items() <= self.origin.stated.items():
            return self
        origin = evolve(self.origin, stated={**self.origin.stated, **stated})
        councils = {code: council.with_stated(stated) for code, council in self.councils.items()}
        return evolve(self, origin=origin, covers={}, councils=councils)

    def raw(self, name: str) -> Frame:
        """A table as it was read, with its whole-number columns.

        Raises:
            MissingTableError: When the records do not hold it.
        """
        return self._once(f"raw {name}", lambda: self._with_numbers(name))

    def _once(self, key: str, make: Callable[[], Frame]) -> Frame:
        """What is made when it is first asked for; of many threads one makes it."""
        with self._lock:
            if key not in self._made:
                with self.engine.lasting():
                    self._made[key] = make()
            return self._made[key]

    def _with_numbers(self, name: str) -> Frame:
        if name not in self._read:
            raise MissingTableError(f"the records hold no table `{name}`")
        frame = with_numbers(self._read[name])
        return self.engine.keep(frame) if self.copies else frame

    def table(self, name: str) -> Frame:
        """A table by name, derived if it is a derived one.

        Raises:
            MissingTableError: When the records do not hold it, or not what it is derived from.
        """
        if name not in DERIVED:
            return self.raw(name)
        return self._once(f"dated {name}", lambda: dated(name, self.undated(name), self.engine))

    def undated(self, name: str) -> Frame:
        """A table by name; if it is derived, without real dates, which deriving has no use for.

        Raises:
            MissingTableError: As `table`.
        """
        if name not in DERIVED:
            return self.raw(name)
        return self._once(name, lambda: derive(name, UndatedRecords(self)))

    def traced(self, name: str) -> Frame | None:
        """A table as it was read with where each row stands; None where nobody knows.

        The whole number `_place` is told by `standing_at`.
        """
        frame = self._read.get(name)
        known = frame is not None and PLACE in frame.collect_schema().names()
        return frame if known else None

    def standing_at(self, name: str, place: int) -> tuple[str, int]:
        """File and line of a row of a table that was traced; a frame's name and row."""
        file, line = divmod(place, LINES)
        (source,) = (source for source in self.sources if source.table == name)
        return source.sources[file].path, line

    def working_days_after(self, frame: Frame, on: str, days: int, name: str) -> Frame:
        """The frame with `name`, `name_day` and `name_month`: the nth working day after `on`.

        Working days are Monday to Friday less England's bank holidays; the day after `on` can be
        the first.
        """
        from cptracker.records.care.children import working_days_later

        return counted_on(self.engine, frame, on, name, partial(working_days_later, days=days))

    def days_after(self, frame: Frame, on: str, days: int, name: str) -> Frame:
        """The frame with `name`, `name_day` and `name_month`: so many days after `on`."""
        return counted_on(self.engine, frame, on, name, partial(later, days=days))

    def months_after(self, frame: Frame, on: str, months: int, name: str) -> Frame:
        """The frame with `name`, `name_day` and `name_month`: the same day so many months on.

        It is the month's last day where the month has no such day: a month from 31 January is 28
        February. With `deadlines` this makes a follow-up, of which nobody is told to have missed
        it before the months are over.
        """
        return counted_on(self.engine, frame, on, name, partial(months_later, months=months))

    def as_told_on(self, day: date) -> "Records":
        """The same records with another `as_at`, as a plug-in sees them that is run for a day.

        What has been derived is shared, so that nothing is computed again.
        """
        return evolve(self, day=day)

    @property
    def asked_day(self) -> date | None:
        """The day that was asked for; None for the records' own."""
        return self._day

    @property
    def as_at(self) -> date:
        """The day the figures are told for, as it was asked: see `as_told_on`.

        If nothing was asked it is the day the records speak for: their last collection year's end,
        or today if sooner.
        """
        return self._day if self._day is not None else last_day(self)

    def _supplied(self, table: str) -> set[str]:
        """The columns that a table's files have; the Header's date of birth serves every table."""
        missing = set(self.origin.missing.get(table, ()))
        if table != "children" and self.has("children", ["dob"]):
            missing.discard("dob")
        return set(self._read[table].collect_schema().names()) - missing
