"""Which periods the records can speak for: the gap is named, never filled.

Each table that a measure needs covers certain days. A flow needs every day of its period, a stock
its last day. A stock that looks back beyond what is covered is computed from what there is, and
says so.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Deadlines, Members, Ratio, Stock
from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import MONTH_NAMES, Period, first_day, long_date
from cptracker.records.coverage.spans import DaysCovered, coverage_in_words
from cptracker.records.records import Records


@frozen(kw_only=True)
class MeasureCoverage:
    """What limits a measure's periods.

    Attributes:
        tables: The days that each table covers which the measure needs and which is limited.
        as_at: The day the records speak for.
        flow: Whether the whole period must be covered, not its last day alone.
        looks_back: How many months before a period's end a stock looks, or before its beginning
            the duties of a flow began.
    """

    tables: Mapping[str, DaysCovered]
    as_at: date
    flow: bool
    looks_back: int = 0

    def limit(self, figure: Figure) -> Figure:
        """The figure, or nothing with the reason, or the figure with a note."""
        period = figure.period
        if period.end > self.as_at:
            note = f"the period is not over on {long_date(self.as_at)}"
            return _blank(figure, MissingReason.NOT_DUE, note)
        begins = self._begins(period) if self.flow else period.end
        short = self._short(begins, period.end)
        if short:
            return _blank(figure, _worst(short.values()), _words(short, begins, period.end))
        return self._noted(figure)

    def _begins(self, period: Period) -> date:
        """The first day that a flow needs: its period's, or that on which its duties began."""
        return first_day(period.last_month - period.every.months + 1 - self.looks_back)

    def _short(self, first: date, last: date) -> dict[str, DaysCovered]:
        """The tables that do not cover every day from one to another."""
        return {
            table: days_covered
            for table, days_covered in self.tables.items()
            if not days_covered.holds(first, last)
        }

    def _noted(self, figure: Figure) -> Figure:
        """The figure with how far it looks back, and which tables are silent for a while."""
        last = figure.period.end
        begins = first_day(figure.period.last_month - max(self.looks_back, 1) + 1)
        notes = [figure.note or ""]
        short = self._short(begins, last) if self.looks_back and not self.flow else {}
        if short:
            notes.append(f"looks back to {long_date(begins)}; {_words(short, begins, last)}")
        notes += [
            f"`{table}` tells of nothing after {MONTH_NAMES[day.month - 1]} {day.year}"
            for table, days_covered in self.tables.items()
            if (day := days_covered.silent_after) and day < last
        ]
        return evolve(figure, note="; ".join(filter(None, notes)) or None)


def _worst(short: Iterable[DaysCovered]) -> MissingReason:
    """Not computable where a table was supplied that cannot be read; else not supplied."""
    kinds = {days_covered.missing_reason for days_covered in short}
    unread = MissingReason.NOT_COMPUTABLE in kinds
    return MissingReason.NOT_COMPUTABLE if unread else MissingReason.NOT_SUPPLIED


def _words(short: Mapping[str, DaysCovered], first: date, last: date) -> str:
    """Which tables fall short, and how; those that do alike together."""
    alike: dict[str, list[str]] = {}
    for table, days_covered in short.items():
        alike.setdefault(days_covered.lacking(first, last), []).append(table)
    return ", ".join(coverage_in_words(tables, how) for how, tables in alike.items())


def _blank(figure: Figure, missing_reason: MissingReason, note: str) -> Figure:
    return Figure(
        period=figure.period,
        group_by=figure.group_by,
        group=figure.group,
        missing_reason=missing_reason,
        note=note,
    )


def coverage(measure: Measure, members: Members, records: Records, as_at: date) -> MeasureCoverage:
    """What limits these members: the days covered by the tables that the measure needs."""
    known = {table: records.covers(table) for table in measure.needs}
    counts = members.parts if isinstance(members, Ratio) else (members,)
    stock = all(isinstance(part, Stock) for part in counts)
    return MeasureCoverage(
        tables={
            table: days_covered for table, days_covered in known.items() if days_covered is not None
        },
        as_at=as_at,
        flow=not stock,
        looks_back=members.looks_back if isinstance(members, Deadlines) else looks_back(members),
    )


def looks_back(members: Members) -> int:
    """How many months before a period's end a stock looks: the longest of its windows."""
    if isinstance(members, Ratio):
        return max(map(looks_back, members.parts))
    if not isinstance(members, Stock):
        return 0
    windows = [rule.months or -(-(rule.days or 0) // 28) for rule in members.contacts]
    return max([members.months, members.looks_back, *windows])
