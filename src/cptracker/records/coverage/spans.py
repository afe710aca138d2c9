"""The days that a table covers, as a value: what a figure is held against before it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from attrs import field, frozen

from cptracker.model.figures import MissingReason
from cptracker.model.periods import last_day, long_date, month_index

NO_ROWS = "has no rows"


BEGINS, NOBODY_LEFT = "begins on", "tells of nobody who left before"


VERBS = {"has": "have", "runs": "run", "begins": "begin", "covers": "cover", "tells": "tell"}


Span = tuple[date, date]
"""A first and a last day, both included."""


@frozen(kw_only=True)
class StatedDays:
    """What somebody stated of a table: the days that it covers, or one end of them.

    Attributes:
        covers_from: The first day from which it is complete.
        covers_to: The last day to which it is.
        path: The mapping that states it; None where it is a plan or a file of the records.
        line: Where `covers_to` stands in it, if that is known.
        column: The same.
    """

    covers_from: date | None = None
    covers_to: date | None = None
    path: str | None = field(default=None, eq=False)
    line: int | None = field(default=None, eq=False)
    column: int | None = field(default=None, eq=False)


def stated_days(days: Mapping[str, date | None]) -> StatedDays:
    """What is stated by the days under `covers_from` and `covers_to`."""
    return StatedDays(covers_from=days.get("covers_from"), covers_to=days.get("covers_to"))


def day_written(text: str) -> date | None:
    """The day in a text, as the return writes it or ISO; None if it is none."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day alone
    return None


@frozen(kw_only=True)
class DaysCovered:
    """The days that one table covers.

    Attributes:
        spans: In order, apart from each other; none if nothing is known to be covered.
        why: Why nothing is covered, where nothing is.
        missing_reason: What a figure is that needs days which are not covered.
        silent_after: The end of the month that holds the last date, where later months count as
            covered although they are silent; None elsewhere.
        begins: How it is said that days before the first are not covered.
        refused: What was stated and cannot hold, such as `covers_to`, each with the reason.
    """

    spans: tuple[Span, ...] = ()
    why: str = NO_ROWS
    missing_reason: MissingReason = MissingReason.NOT_SUPPLIED
    silent_after: date | None = None
    begins: str = BEGINS
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def last(self) -> date | None:
        """The last day covered."""
        return self.spans[-1][1] if self.spans else None

    @property
    def without_rows(self) -> bool:
        """Whether nothing is covered because no row was supplied."""
        return not self.spans and self.why == NO_ROWS

    def holds(self, first: date, last: date) -> bool:
        """Whether every day from one to another is covered."""
        return any(start <= first and last <= end for start, end in self.spans)

    def lacking(self, first: date, last: date) -> str:
        """How it falls short of covering some days: `runs to 31 March 2026`."""
        if not self.spans:
            return self.why
        begin, end = self.spans[0][0], self.spans[-1][1]
        if last > end:
            return f"runs to {long_date(end)}"
        if first < begin:
            return f"{self.begins} {long_date(begin)}"
        return f"covers {' and '.join(_days(*span) for span in self.spans)}"


def covered_by_all(known: Mapping[str, DaysCovered | None]) -> DaysCovered | None:
    """The days that a table of several councils covers: those that it covers of each.

    Args:
        known: For each council what its own table covers; None where nothing limits it.
    """
    limited = {code: days for code, days in known.items() if days is not None}
    if not limited:
        return None
    spans: tuple[Span, ...] = ((date.min, date.max),)
    for days in limited.values():
        spans = tuple(
            (max(first, start), min(last, end))
            for first, last in spans
            for start, end in days.spans
            if max(first, start) <= min(last, end)
        )
    empty = [code for code, days in limited.items() if not days.spans]
    why = f"has no days that it covers of {', '.join(empty[:5])}" if empty else ALL_SHORT
    reasons = {days.missing_reason for days in limited.values()}
    unread = MissingReason.NOT_COMPUTABLE in reasons
    reason = MissingReason.NOT_COMPUTABLE if unread else MissingReason.NOT_SUPPLIED
    return DaysCovered(spans=spans, why=why, missing_reason=reason)


ALL_SHORT = "has no days that it covers of every council"


def coverage_in_words(tables: Sequence[str], how: str) -> str:
    """Which tables fall short: `` `staff` and `training` run to 31 March 2026``."""
    *most, last = (f"`{table}`" for table in tables)
    if not most:
        return f"{last} {how}"
    verb, rest = how.split(" ", 1)
    return f"{', '.join(most)} and {last} {VERBS[verb]} {rest}"


def days_of_years(years: Iterable[int]) -> tuple[Span, ...]:
    """The spans of collection years, those that follow one another joined."""
    spans: list[Span] = []
    for year in sorted(set(years)):
        start, end = date(year - 1, 4, 1), date(year, 3, 31)
        if spans and spans[-1][1] + timedelta(days=1) == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(spans)


def within_days(spans: Iterable[Span], first: date | None, last: date | None) -> tuple[Span, ...]:
    """What of some spans lies between two days; None is no limit."""
    cut = [(max(a, first or a), min(b, last or b)) for a, b in spans]
    return tuple((a, b) for a, b in cut if a <= b)


def month_end(day: date) -> date:
    """The last day of the month that holds a day."""
    return last_day(month_index(day))


def days_covered(known: DaysCovered | None) -> str:
    """The days of a table for people: `1 April 2021 to 31 March 2026`, or why there are none."""
    if known is None:
        return "no limit"
    if not known.spans:
        return f"none: {known.why}"
    return " and ".join(_days(*span) for span in known.spans)


def _days(first: date, last: date) -> str:
    if first == date.min:
        return f"up to {long_date(last)}"
    if last == date.max:
        return f"from {long_date(first)}"
    return f"{long_date(first)} to {long_date(last)}"
