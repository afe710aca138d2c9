"""Periods of time as the sector reports them: month, quarter, financial and academic year.

Every period ends on the last day of a month, so a period is a run of whole months and all sums are
done on the *month index*, `year * 12 + month - 1`. Plug-ins never compute calendars.
"""

import os
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache

from attrs import frozen

from cptracker.model.choices import Every as Every

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


SOON = timedelta(weeks=4)
"""From the tracker's day on: until then an action is due soon."""


def current_day() -> date:
    """Today; the day of SOURCE_DATE_EPOCH where that is set, so that output can be made again.

    See https://reproducible-builds.org/specs/source-date-epoch/: seconds since 1970, in UTC.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isdecimal():
        return datetime.fromtimestamp(int(seconds), UTC).date()
    return date.today()  # noqa: DTZ011 - the council's own calendar day is meant


def long_date(day: date) -> str:
    """A day for people, such as `31 March 2025`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def month_of(day: date) -> str:
    """The month of a day for people, such as `March 2025`."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def month_index(day: date) -> int:
    """The month of a day as one number: `year * 12 + month - 1`."""
    return day.year * 12 + day.month - 1


def first_day(index: int) -> date:
    """The first day of the month with this index."""
    return date(index // 12, index % 12 + 1, 1)


@cache
def last_day(index: int) -> date:
    """The last day of the month with this index."""
    year, month = index // 12, index % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _split_year(start: date) -> str:
    return f"{start.year}{(start.year + 1) % 100:02d}"


@frozen(order=True)
class Period:
    """A run of whole months, such as the financial year 2024/25.

    Attributes:
        last_month: The month index of its last month.
        every: What kind of period it is.
    """

    last_month: int
    every: Every

    @property
    def first_month(self) -> int:
        """The month index of its first month."""
        return self.last_month - self.every.months + 1

    @property
    def start(self) -> date:
        """Its first day."""
        return first_day(self.first_month)

    @property
    def end(self) -> date:
        """Its last day."""
        return last_day(self.last_month)

    @property
    def code(self) -> str:
        """The DfE's `time_period`: `202425` for split years and their quarters, `2024` for a month.

        A trailing year is no DfE period; it has the year and month of its end, `2024-06`.
        """
        if self.every is Every.MONTH:
            return str(self.end.year)
        if self.every is Every.TRAILING_YEAR:
            return f"{self.end:%Y-%m}"
        if self.every is Every.QUARTER:
            april = first_day(self.last_month - (self.last_month - 3) % 12)
            return _split_year(april)
        return _split_year(self.start)

    @property
    def identifier(self) -> str:
        """The DfE's `time_identifier`: `Financial year`, `Financial year Q2`, `June`."""
        if self.every is Every.MONTH:
            return MONTH_NAMES[self.end.month - 1]
        if self.every is Every.QUARTER:
            return f"Financial year Q{(self.last_month - 3) % 12 // 3 + 1}"
        return {
            Every.FINANCIAL_YEAR: "Financial year",
            Every.ACADEMIC_YEAR: "Academic year",
            Every.TRAILING_YEAR: "12 months to",
        }[self.every]

    @property
    def key(self) -> str:
        """Code and identifier as one word, unique: `202425`, `202425Q2`, `2024-06`.

        Academic years and trailing years carry a mark, since their codes look like another's.
        """
        return _key(self)

    @property
    def label(self) -> str:
        """For people: `2024/25`, `Q2 2024/25`, `June 2024`, `12 months to June 2024`."""
        years = f"{self.code[:4]}/{self.code[4:]}"
        match self.every:
            case Every.QUARTER:
                return f"Q{self.identifier[-1]} {years}"
            case Every.MONTH:
                return f"{self.identifier} {self.end.year}"
            case Every.ACADEMIC_YEAR:
                return f"academic year {years}"
            case Every.TRAILING_YEAR:
                return f"12 months to {MONTH_NAMES[self.end.month - 1]} {self.end.year}"
            case _:
                return years


@cache
def _key(period: Period) -> str:
    """A period's key, which protection asks for again and again."""
    match period.every:
        case Every.QUARTER:
            return f"{period.code}{period.identifier[-2:]}"
        case Every.MONTH:
            return f"{period.end:%Y-%m}"
        case Every.ACADEMIC_YEAR:
            return f"{period.code}AY"
        case Every.TRAILING_YEAR:
            return f"{period.code}T12"
        case _:
            return period.code


def latest(every: Every, as_at: date) -> Period:
    """The last period that was over on `as_at`; a period is over on its own last day."""
    index = month_index(as_at)
    if as_at != last_day(index):
        index -= 1
    return Period(index - (index - every.anchor) % every.step, every)


def between(every: Every, first: date, last: date) -> tuple[Period, ...]:
    """All periods whose last day lies between two days, both included, in order of time."""
    end = latest(every, last)
    return tuple(reversed(list(_back_to(end, first))))


def _back_to(period: Period, first: date) -> Iterator[Period]:
    while period.end >= first:
        yield period
        period = Period(period.last_month - period.every.step, period.every)


@lru_cache(maxsize=4096)
def from_key(key: str) -> Period:
    """The period with this key, such as `202425`, `202425Q2`, `2024-06`, `202425AY`, `2024-06T12`.

    Raises:
        ValueError: When no period has this key.
    """
    every = _every_of_key(key)
    months = int(key[:4]) * 12
    if every in (Every.MONTH, Every.TRAILING_YEAR):
        last = months + int(key[5:7]) - 1
    elif every is Every.QUARTER:
        last = months + 2 + 3 * int(key[-1])
    else:
        last = months + 12 + every.anchor
    period = Period(last, every)
    if period.key != key:
        raise ValueError(f"no period has the key {key!r}")
    return period


def _every_of_key(key: str) -> Every:
    """What kind of period a key looks like."""
    if key[4:5] == "-":
        return Every.TRAILING_YEAR if key.endswith("T12") else Every.MONTH
    if key.endswith("AY"):
        return Every.ACADEMIC_YEAR
    return Every.QUARTER if key[6:7] == "Q" else Every.FINANCIAL_YEAR
