"""What stands above and below every chart in words: what it is, what it says, how to read it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cptracker.model import Better
from cptracker.reports.charts.drawing import SMALL, USUAL, Sheet
from cptracker.reports.charts.lettering import width, wrapped
from cptracker.reports.charts.marks import draw
from cptracker.reports.charts.palette import QUIET, Mark
from cptracker.reports.charts.showing import Seen
from cptracker.reports.charts.times import EACH
from cptracker.standing import Indicator

WIDE = 520
"""Of a chart that has a place of its own, in CSS pixels: half a screen, a page in Word, and legible
on a phone."""

EDGE = 8
TITLE = 17
LEADING = 18

WAYS = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEAR: "near the target is better",
    Better.CONTEXT: "for context",
}


def heading(sheet: Sheet, title: str, told: str, *, mark: str = "") -> float:
    """The title and a line under it; where the next thing may begin.

    Args:
        sheet: To write on.
        title: What the chart is of, in one line or two.
        told: How it is counted.
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
    for line in wrapped(told, SMALL, sheet.width - 2 * EDGE):
        sheet.words(EDGE, y, line, size=SMALL, colour=QUIET)
        y += LEADING
    return y - LEADING + 6


def saying(sheet: Sheet, y: float, text: str, mark: Mark | None = None) -> float:
    """What the chart says, behind the mark of the latest point; where the next thing may begin."""
    x = float(EDGE)
    if mark is not None:
        draw(sheet, mark.shape, x + 6, y + 11, 6, mark.colour)
        x += 18
    for line in wrapped(text, USUAL, sheet.width - x - EDGE, most=3):
        y += 16
        sheet.words(x, y, line)
        y += 2
    return y + 4


def counted_how(indicator: Indicator, seen: Sequence[Seen]) -> str:
    """The unit, how often, and which way is good."""
    unit = "per cent" if indicator.unit == "%" else indicator.unit
    every = EACH[seen[-1].period.every]
    return " · ".join(
        part for part in (unit[:1].upper() + unit[1:], every, WAYS[indicator.better]) if part
    )


def key(sheet: Sheet, y: float, marks: Iterable[Mark]) -> float:
    """The shapes of a chart with what they mean, in rows; where the next thing may begin."""
    x, row = float(EDGE), y + 14
    for mark in marks:
        wide = 20 + width(mark.words, SMALL) + 18
        if x > EDGE and x + wide > sheet.width:
            x, row = float(EDGE), row + LEADING
        draw(sheet, mark.shape, x + 6, row - 4.5, 5.5, mark.colour)
        sheet.words(x + 17, row, mark.words, size=SMALL, colour=QUIET)
        x += wide
    return row + 6 if x > EDGE else y


def footnotes(sheet: Sheet, y: float, notes: Iterable[str]) -> float:
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
