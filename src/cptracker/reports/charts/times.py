"""Periods along the bottom of a chart: evenly in time, with as many names as there is room for."""

from collections.abc import Sequence

from attrs import frozen

from cptracker.periods import MONTH_NAMES, Every, Period
from cptracker.reports.charts.drawing import SMALL, Sheet, place
from cptracker.reports.charts.palette import LIMIT, QUIET

BETWEEN_NAMES = 56
"""Pixels from the middle of one name to that of the next, at least."""

EACH = {
    Every.MONTH: "each month",
    Every.QUARTER: "each quarter",
    Every.FINANCIAL_YEAR: "each financial year",
    Every.ACADEMIC_YEAR: "each academic year",
    Every.TRAILING_YEAR: "12 months to the end of each month",
}


@frozen(kw_only=True)
class Across:
    """Where periods lie from left to right.

    Attributes:
        first: The earliest, as a month index.
        last: The latest.
        step: Months from one to the next.
        left: In pixels.
        right: In pixels.
    """

    first: int
    last: int
    step: int
    left: float
    right: float

    @property
    def between(self) -> float:
        """Pixels from one period to the next."""
        return (self.right - self.left) / ((self.last - self.first) // self.step + 1)

    def at(self, period: Period) -> float:
        """The middle of a period in pixels."""
        place = (period.last_month - self.first) / self.step + 0.5
        return self.left + place * self.between


def across(periods: Sequence[Period], left: float, right: float) -> Across:
    """Room for each period from the first to the last, those that are missing included."""
    months = [period.last_month for period in periods]
    step = periods[-1].every.step
    return Across(first=min(months), last=max(months), step=step, left=left, right=right)


def short_name(period: Period) -> tuple[str, str]:
    """A period in two short lines, such as `Apr` over `2024`."""
    years = f"{period.code[:4]}/{period.code[4:]}"
    match period.every:
        case Every.QUARTER:
            return f"Q{period.identifier[-1]}", years
        case Every.MONTH | Every.TRAILING_YEAR:
            return MONTH_NAMES[period.end.month - 1][:3], str(period.end.year)
        case _:
            return years, ""


def named(periods: Sequence[Period], between: float) -> tuple[Period, ...]:
    """The periods with a name: the latest, and back from it as far apart as legible."""
    if not periods:
        return ()
    every = periods[-1].every
    apart = max(1, -int(-BETWEEN_NAMES // between))
    if every.step < 12 and apart > 1:
        apart = next((one for one in _ROUND[every.step] if one >= apart), 12 // every.step * 2)
    latest = periods[-1].last_month
    return tuple(one for one in periods if (latest - one.last_month) // every.step % apart == 0)


_ROUND = {1: (2, 3, 6, 12, 24), 3: (2, 4, 8), 12: (1, 2, 5)}
"""Steps after which names come back to the same months, by the months of a step."""


def write_names(sheet: Sheet, periods: Sequence[Period], along: Across, y: float) -> float:
    """The names under a base line at `y`; the lower end of what was written."""
    chosen = named(periods, along.between)
    ticks = "".join(f"M{place(along.at(one))} {place(y)}v5" for one in chosen)
    sheet.add("path", d=ticks, stroke=LIMIT, fill="none")
    sheet.open(text_anchor="middle", font_size=SMALL, fill=QUIET)
    before = ""
    for period in chosen:
        upper, lower = short_name(period)
        sheet.words(along.at(period), y + 19, upper)
        if lower != before:
            sheet.words(along.at(period), y + 34, lower)
        before = lower
    sheet.close()
    return y + (38 if any(short_name(period)[1] for period in chosen) else 23)
