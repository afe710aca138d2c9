"""The days that a table covers, as a value: what a figure is held against before it is shown."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from attrs import frozen

from cptracker.periods import last_day, long_date, month_index
from cptracker.results import Nothing

NO_ROWS = "has no rows"
BEGINS, NOBODY_LEFT = "begins on", "tells of nobody who left before"
VERBS = {"has": "have", "runs": "run", "begins": "begin", "covers": "cover", "tells": "tell"}

Span = tuple[date, date]
"""A first and a last day, both included."""


@frozen(kw_only=True)
class Stated:
    """What somebody stated of a table: the days that it covers, or one end of them."""

    covers_from: date | None = None
    covers_to: date | None = None


@frozen(kw_only=True)
class Covers:
    """The days that one table covers.

    Attributes:
        spans: In order, apart from each other; none if nothing is known to be covered.
        why: Why nothing is covered, where nothing is.
        nothing: What a figure is that needs days which are not covered.
        silent_after: The end of the month that holds the last date, where later months count as
            covered although they are silent; None elsewhere.
        begins: How it is said that days before the first are not covered.
        refused: What was stated and cannot hold, such as `covers_to`, each with the reason.
    """

    spans: tuple[Span, ...] = ()
    why: str = NO_ROWS
    nothing: Nothing = Nothing.NOT_SUPPLIED
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


def in_words(tables: Sequence[str], how: str) -> str:
    """Which tables fall short: `` `staff` and `training` run to 31 March 2026``."""
    *most, last = (f"`{table}`" for table in tables)
    if not most:
        return f"{last} {how}"
    verb, rest = how.split(" ", 1)
    return f"{', '.join(most)} and {last} {VERBS[verb]} {rest}"


def of_years(years: Iterable[int]) -> tuple[Span, ...]:
    """The spans of collection years, those that follow one another joined."""
    spans: list[Span] = []
    for year in sorted(set(years)):
        start, end = date(year - 1, 4, 1), date(year, 3, 31)
        if spans and spans[-1][1] + timedelta(days=1) == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(spans)


def within(spans: Iterable[Span], first: date | None, last: date | None) -> tuple[Span, ...]:
    """What of some spans lies between two days; None is no limit."""
    cut = [(max(a, first or a), min(b, last or b)) for a, b in spans]
    return tuple((a, b) for a, b in cut if a <= b)


def month_end(day: date) -> date:
    """The last day of the month that holds a day."""
    return last_day(month_index(day))


def _days(first: date, last: date) -> str:
    return f"{long_date(first)} to {long_date(last)}"
