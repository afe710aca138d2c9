"""Which periods the records can speak for: the gap is named, never filled.

A return of the SSDA903 holds only what touches its year. A period that ends outside the years
supplied, or a flow that begins before them, has no figure. A stock that looks back beyond them is
computed from what there is, and says so.
"""

from datetime import date

from attrs import evolve, frozen

from cptracker.measuring import Measure
from cptracker.periods import first_day
from cptracker.records.records import Records
from cptracker.results import Figure, Nothing
from cptracker.shapes import Members, Stock

_FISCAL_START = 3
"""April, counted from 0."""


@frozen(kw_only=True)
class Coverage:
    """What limits a measure's periods.

    Attributes:
        years: The years supplied, by the year they end in; None without a limit.
        as_at: The day the records speak for.
        flow: Whether the whole period must be covered, not its last day alone.
        looks_back: How many months before a period's end the measure looks.
    """

    years: frozenset[int] | None
    as_at: date
    flow: bool
    looks_back: int = 0

    def limit(self, figure: Figure) -> Figure:
        """The figure, or nothing with the reason, or the figure with a note."""
        period = figure.period
        if period.end > self.as_at:
            return _blank(figure, Nothing.NOT_DUE, f"the period is not over on {self.as_at}")
        if self.years is None:
            return figure
        begins = period.first_month if self.flow else period.last_month
        if not self._covered(begins, period.last_month):
            return _blank(figure, Nothing.NOT_SUPPLIED, f"the records cover {self._words()}")
        return self._noted(figure)

    def _covered(self, first_month: int, last_month: int) -> bool:
        years = range(_year(first_month), _year(last_month) + 1)
        return self.years is not None and set(years) <= self.years

    def _noted(self, figure: Figure) -> Figure:
        begins = figure.period.last_month - max(self.looks_back, 1) + 1
        if self._covered(begins, figure.period.last_month):
            return figure
        note = f"looks back to {first_day(begins)}; the records cover {self._words()}"
        return evolve(figure, note="; ".join(filter(None, (figure.note, note))))

    def _words(self) -> str:
        return "the years ending March " + ", ".join(str(year) for year in sorted(self.years or ()))


def _year(month: int) -> int:
    """The year in which the collection year of a month ends."""
    return (month - _FISCAL_START) // 12 + 1


def _blank(figure: Figure, nothing: Nothing, note: str) -> Figure:
    return Figure(
        period=figure.period,
        group_by=figure.group_by,
        group=figure.group,
        nothing=nothing,
        note=note,
    )


def coverage(measure: Measure, members: Members, records: Records, as_at: date) -> Coverage:
    """What limits these members: the years of the returns that the measure needs."""
    known = [
        records.origin.years[table] for table in measure.needs if table in records.origin.years
    ]
    years = frozenset.intersection(*map(frozenset, known)) if known else None
    stock = isinstance(members, Stock)
    return Coverage(
        years=years, as_at=as_at, flow=not stock, looks_back=looks_back(members) if stock else 0
    )


def looks_back(members: Members) -> int:
    """How many months before a period's end a stock looks: the longest of its windows."""
    if not isinstance(members, Stock):
        return 0
    windows = [rule.months or -(-(rule.days or 0) // 28) for rule in members.contacts]
    return max([members.months, members.looks_back, *windows])
