"""What stands around every chart: its words above and below, and periods along the bottom."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen

from cptracker.model.periods import MONTH_NAMES, Every, Period
from cptracker.model.plan import Better
from cptracker.reports.charts.drawable import ChartPoint
from cptracker.reports.charts.drawing import LIMIT, QUIET, SMALL, USUAL, DrawingSheet, Mark, place
from cptracker.reports.charts.marks import draw_mark
from cptracker.reports.charts.text_widths import width, wrapped
from cptracker.status.report import Indicator

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
class TimeAxis:
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


def time_axis(periods: Sequence[Period], left: float, right: float) -> TimeAxis:
    """Room for each period from the first to the last, those that are missing included."""
    months = [period.last_month for period in periods]
    step = periods[-1].every.step
    return TimeAxis(first=min(months), last=max(months), step=step, left=left, right=right)


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


def period_names(periods: Sequence[Period], between: float) -> tuple[Period, ...]:
    """The periods with a name: the latest, and back from it as far apart as legible."""
    if not periods:
        return ()
    every = periods[-1].every
    spacing = max(1, -int(-BETWEEN_NAMES // between))
    if every.step < 12 and spacing > 1:
        spacing = next(
            (number for number in _ROUND[every.step] if number >= spacing), 12 // every.step * 2
        )
    latest = periods[-1].last_month
    return tuple(
        period for period in periods if (latest - period.last_month) // every.step % spacing == 0
    )


_ROUND = {1: (2, 3, 6, 12, 24), 3: (2, 4, 8), 12: (1, 2, 5)}
"""Steps after which names come back to the same months, by the months of a step."""


def write_names(sheet: DrawingSheet, periods: Sequence[Period], along: TimeAxis, y: float) -> float:
    """The names under a base line at `y`; the lower end of what was written."""
    chosen = period_names(periods, along.between)
    ticks = "".join(f"M{place(along.at(period))} {place(y)}v5" for period in chosen)
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


WIDE = 520
"""Of a chart that has a place of its own, in CSS pixels: half a screen, a page in Word, and legible
on a phone."""


EDGE = 8


TITLE = 17


LEADING = 18


DIRECTIONS = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEAR: "near the target is better",
    Better.CONTEXT: "for context",
}


def chart_heading(sheet: DrawingSheet, title: str, text: str, *, mark: str = "") -> float:
    """The title and a line under it; where the next thing may begin.

    Args:
        sheet: To write on.
        title: What the chart is of, in one line or two.
        text: How it is counted.
        mark: What must be said of every output, such as that the data are made up.
    """
    y = 2.0
    if mark:
        sheet.words(EDGE, y + 13, mark, size=SMALL, bold=True)
        y += 18
    for line in wrapped(title, TITLE, sheet.width - 2 * EDGE, bold=True):
        y += 20
        sheet.words(EDGE, y, line, size=TITLE, bold=True)
    y += LEADING + 1
    for line in wrapped(text, SMALL, sheet.width - 2 * EDGE):
        sheet.words(EDGE, y, line, size=SMALL, colour=QUIET)
        y += LEADING
    return y - LEADING + 6


def chart_message(sheet: DrawingSheet, y: float, text: str, mark: Mark | None = None) -> float:
    """What the chart says, behind the mark of the latest point; where the next thing may begin."""
    x = float(EDGE)
    if mark is not None:
        draw_mark(sheet, mark.shape, x + 6, y + 11, 6, mark.colour)
        x += 18
    for line in wrapped(text, USUAL, sheet.width - x - EDGE, most=3):
        y += 16
        sheet.words(x, y, line)
        y += 2
    return y + 4


def counted_how(indicator: Indicator, points: Sequence[ChartPoint]) -> str:
    """The unit, how often, and which way is good."""
    unit = "per cent" if indicator.unit == "%" else indicator.unit
    every = EACH[points[-1].period.every]
    return " · ".join(
        part for part in (unit[:1].upper() + unit[1:], every, DIRECTIONS[indicator.better]) if part
    )


def chart_legend(sheet: DrawingSheet, y: float, marks: Iterable[Mark]) -> float:
    """The shapes of a chart with what they mean, in rows; where the next thing may begin."""
    x, row = float(EDGE), y + 14
    for mark in marks:
        wide = 20 + width(mark.words, SMALL) + 18
        if x > EDGE and x + wide > sheet.width:
            x, row = float(EDGE), row + LEADING
        draw_mark(sheet, mark.shape, x + 6, row - 4.5, 5.5, mark.colour)
        sheet.words(x + 17, row, mark.words, size=SMALL, colour=QUIET)
        x += wide
    return row + 6 if x > EDGE else y


def footnotes(sheet: DrawingSheet, y: float, notes: Iterable[str]) -> float:
    """Notes in small letters, a line or more each; the lower end of the picture."""
    for note in notes:
        for line in wrapped(note, SMALL, sheet.width - 2 * EDGE, most=4):
            y += LEADING - 2
            sheet.words(EDGE, y, line, size=SMALL, colour=QUIET)
        y += 2
    return y + EDGE


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as first and last of each run."""
    cuts = [0, *(at + 1 for at, (a, b) in enumerate(pairwise(places)) if b != a + 1), len(places)]
    return [(places[a], places[b - 1]) for a, b in pairwise(cuts) if b > a]
