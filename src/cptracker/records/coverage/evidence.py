"""What of a table's rows is evidence of the days it covers, and how far such evidence reaches.

The formats state it for each local table under `covers`. A table cannot tell when it was written
out. Its last date tells that it was not before then, and the silence that is usual in it tells how
near to a month's end a last date must be for the month to be taken as whole.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from cptracker.model.periods import Every, Period, last_day, latest, month_index

ALWAYS = "always"


DAY = timedelta(days=1)


@frozen(kw_only=True)
class Reach:
    """How far a table covers beyond its first or last date.

    Attributes:
        unit: The kind of period that is taken as covered to its end, or from its beginning.
        quiet: The most days without a row that are usual; where the unit's end, or beginning, is
            further away, whole months short of it are covered and no more.
    """

    unit: Every
    quiet: int

    @classmethod
    def of(cls, words: str) -> "Reach":
        """From the words of a format, such as `month 14`."""
        unit, quiet = words.split()
        return cls(unit=Every(unit), quiet=int(quiet))

    def last(self, day: date) -> date:
        """The last day covered by a table whose last date is a day.

        >>> Reach.of("month 14").last(date(2026, 3, 28)).isoformat()
        '2026-03-31'
        >>> Reach.of("month 14").last(date(2026, 4, 2)).isoformat()
        '2026-03-31'
        """
        end = self._holding(day).end
        return end if (end - day).days <= self.quiet else latest(Every.MONTH, day).end

    def first(self, day: date) -> date:
        """The first day covered by a table whose first date is a day."""
        start = self._holding(day).start
        if (day - start).days <= self.quiet:
            return start
        return last_day(month_index(day - DAY)) + DAY

    def _holding(self, day: date) -> Period:
        """The period of the unit's kind that holds a day."""
        month = month_index(day)
        return Period(month + (self.unit.anchor - month) % self.unit.step, self.unit)


@frozen(kw_only=True)
class CoverageEvidence:
    """Which of a local table's columns tell what days it covers.

    Attributes:
        dates: The date columns.
        ends: Of those the one in which spells end: a register does not hold those who left before
            anybody is recorded as having left.
        first: How far before its first date the table covers.
        last: How far after its last date.
        table: The table that the date columns stand in, where that is another.
        by: The column by which that is joined.
        years: A column of calendar years, instead of dates.
        serves: How many calendar years after its own a year's row still serves.
        always: Whether the table tells of no time, so that nothing limits it.
    """

    dates: tuple[str, ...] = ()
    ends: str | None = None
    first: Reach | None = None
    last: Reach | None = None
    table: str | None = None
    by: str | None = None
    years: str | None = None
    serves: int = 0
    always: bool = False


def evidence_of(covers: Any, spell: tuple[str, str] | None) -> CoverageEvidence | None:
    """What a format says under `covers`; None if it says nothing."""
    if covers is None:
        return None
    if covers == ALWAYS:
        return CoverageEvidence(always=True)
    if not isinstance(covers, Mapping):
        raise ValueError(f"`covers` must be `{ALWAYS}` or say what its evidence is")
    dates = tuple(str(covers.get("dates", "")).split())
    return CoverageEvidence(
        dates=dates,
        ends=spell[1] if spell and spell[1] in dates else None,
        first=Reach.of(covers["first"]) if dates else None,
        last=Reach.of(covers["last"]) if dates else None,
        table=covers.get("of"),
        by=covers.get("by"),
        years=covers.get("years"),
        serves=covers.get("serves", 0),
    )
