"""The first and the last date of a table that are evidence of the days it covers, and of all."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from cptracker.files.table_problems import YEAR
from cptracker.model.figures import SourceOfTable
from cptracker.model.periods import current_day
from cptracker.records.care.days import Frame
from cptracker.records.coverage.evidence import CoverageEvidence, Reach
from cptracker.records.coverage.spans import DaysCovered
from cptracker.records.engines import Engine
from cptracker.records.formats import YEAR_END, TableFormat, formats, load_format_file
from cptracker.records.origin import Origin


@frozen(kw_only=True)
class CoverageRules:
    """Thresholds that hold for all tables.

    Attributes:
        unfinished_year: How far a return reaches beyond its latest date while its year is not over.
        ends_early: A table that ends so many days before the others, or more, is told of.
    """

    unfinished_year: Reach
    ends_early: int


@cache
def coverage_rules() -> CoverageRules:
    """The thresholds in `coverage.yaml`."""
    rules = load_format_file("coverage.yaml")
    return CoverageRules(
        unfinished_year=Reach.of(str(rules["unfinished_year"])),
        ends_early=int(str(rules["ends_early"])),
    )


col, when = nw.col, nw.when


class ReadTables(Protocol):
    """What coverage asks of the records: tables as they were read, and where they came from."""

    @property
    def engine(self) -> Engine:
        """What runs the computing."""

    @property
    def origin(self) -> Origin:
        """Where the records came from, and what was stated of them."""

    @property
    def tables(self) -> Sequence[str]:
        """The tables supplied."""

    @property
    def sources(self) -> Sequence[SourceOfTable]:
        """The files behind each table."""

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether the records hold a table with these columns."""

    def as_read(self, name: str) -> Frame:
        """A table as it was read, with nothing repaired."""

    def covers(self, table: str) -> DaysCovered | None:
        """The days that a table covers."""


@frozen(kw_only=True)
class Extent:
    """The first and the last date that are evidence in a table, and whether it has any row."""

    first: date | None = None
    last: date | None = None
    rows: bool = True


def extent(records: ReadTables, table_format: TableFormat, today: date) -> Extent:
    """The evidence of a local table; of a table of the return the days of its spells.

    Days after today are no evidence. The first date of spells is that of the earliest end; where
    nothing has ended, the last date, since those who left may have been taken off.
    """
    rule, frame = table_format.covers, records.as_read(table_format.table)
    if rule is None:
        return _of_dates(records, frame, table_format.spell or (), today, ends=None)
    if rule.years:
        return _of_years(records, frame, rule)
    if rule.table and rule.by:
        return _of_others(records, frame, rule, today)
    return _of_dates(records, frame, rule.dates, today, ends=rule.ends)


def _of_dates(
    records: ReadTables, frame: Frame, dates: Sequence[str], today: date, *, ends: str | None
) -> Extent:
    """The first and last of some date columns, none of them after today."""
    names = frame.collect_schema().names()
    past = {
        name: when(_is_evidence(name, dates, ends, today)).then(col(name))
        for name in dates
        if name in names
    }
    then_by_name = {f"{name} first": day.min() for name, day in past.items()}
    then_by_name |= {f"{name} last": day.max() for name, day in past.items()}
    ((rows, *days),) = records.engine.rows(frame.select(rows=nw.len(), **then_by_name))
    firsts = dict(zip(past, days[: len(past)], strict=True))
    first = min((day for day in firsts.values() if day), default=None)
    last = max((day for day in days[len(past) :] if day), default=None)
    begun = first if ends is None else firsts.get(ends) or last
    return Extent(first=begun, last=last, rows=bool(rows))


def _is_evidence(name: str, dates: Sequence[str], ends: str | None, today: date) -> nw.Expr:
    """Whether a row's date is no day to come, and no end before its start."""
    past = col(name) <= today
    return past & (col(name) >= col(dates[0])) if name == ends else past


def _of_years(records: ReadTables, frame: Frame, rule: CoverageEvidence) -> Extent:
    """Whole calendar years, the last with those that it serves beside its own."""
    year = col(rule.years or "")
    lazy_frame = frame.select(first=year.min(), last=year.max())
    ((first, last),) = records.engine.rows(lazy_frame)
    if first is None:
        return Extent(rows=False)
    return Extent(first=date(int(first), 1, 1), last=date(int(last) + rule.serves, 12, 31))


def _of_others(records: ReadTables, frame: Frame, rule: CoverageEvidence, today: date) -> Extent:
    """By the dates of the table that the rows are joined with."""
    own = _of_dates(records, frame, (), today, ends=None)
    if not records.has(rule.table or "") or not own.rows:
        return own
    dated = records.as_read(rule.table or "").select(str(rule.by), *rule.dates)
    both = dated.join(frame.select(str(rule.by)).unique(), on=str(rule.by), how="inner")
    return evolve(_of_dates(records, both, rule.dates, today, ends=None), rows=True)


def collection_years(
    records: ReadTables, table_format: TableFormat, today: date
) -> tuple[int, ...]:
    """The collection years of a lazy frame of the return, by the year they end in.

    By the years that its rows name; else from the earliest end to the latest start, or that of the
    latest start alone where nothing has ended; a table without either has the years of `episodes`.
    """
    frame = records.as_read(table_format.table)
    numbers = _stated_years(records, frame)
    if numbers:
        return numbers
    if table_format.spell:
        start, end = table_format.spell
        first = _of_dates(records, frame, table_format.spell, today, ends=end).first
        last = _of_dates(records, frame, (start,), today, ends=None).last
        return tuple(range(year_of(first), year_of(last) + 1)) if first and last else ()
    if table_format.table == "episodes" or not records.has("episodes"):
        return ()
    return collection_years(records, formats()["episodes"], today)


def _stated_years(records: ReadTables, frame: Frame) -> tuple[int, ...]:
    """The years that rows name in `_year`, or by their `year_end`."""
    names = frame.collect_schema().names()
    if YEAR in names:
        year = col(YEAR)
    elif YEAR_END in names:
        filled = col(YEAR_END).fill_null(date(1, 3, 31)).dt.year()
        year = when(~col(YEAR_END).is_null()).then(filled)
    else:
        return ()
    rows = records.engine.rows(frame.select(year=year).unique())
    return tuple(sorted(int(number) for (number,) in rows if number is not None))


def year_of(day: date) -> int:
    """The year in which the collection year of a day ends."""
    return day.year + (day.month > 3)


def last_day(records: Any) -> date:
    """The end of the last collection year, or today if sooner; of a region its earliest council's.

    Without collection years it is the end of the financial year that holds the latest DECOM, and
    without episodes it is today.
    """
    if records.councils:
        days: list[date] = [council.as_at for council in records.councils.values()]
        return min(days)
    today, origin = current_day(), records.origin
    ends = [year for years in origin.years.values() for year in years]
    year = max([*ends, *origin.returns], default=None) or _latest_year(records)
    return min(today, date(year, 3, 31)) if year else today


def _latest_year(records: Any) -> int | None:
    """The year in which the financial year of the latest DECOM ends."""
    if not records.has("episodes"):
        return None
    with records.turn():
        latest = records.raw("episodes").select(last=col("decom_month").max())
        ((month,),) = records.engine.rows(latest)
    return None if month is None else (month + 9) // 12
