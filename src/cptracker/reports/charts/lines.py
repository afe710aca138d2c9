"""A plain line of values, where there is no SPC chart; it says why there is none."""

from collections.abc import Sequence
from fractions import Fraction

from cptracker.display import rounded
from cptracker.reports.charts import describing, plots
from cptracker.reports.charts.control import drawable
from cptracker.reports.charts.drawing import SMALL, Sheet
from cptracker.reports.charts.frames import EDGE, WIDE, counted_how, footnotes, heading, saying
from cptracker.reports.charts.marks import points
from cptracker.reports.charts.palette import LIMIT, OWN, Mark, Shape
from cptracker.reports.charts.pictures import Picture
from cptracker.reports.charts.plots import Label, Plot
from cptracker.reports.charts.rating_strips import ratings_below
from cptracker.reports.charts.showing import (
    Seen,
    any_hidden,
    digits_of,
    gaps_in_words,
    periods_shown,
    written,
)
from cptracker.standing import Indicator

PLAIN = Mark(Shape.DOT, OWN, "a figure")
ABOVE, BELOW = -9, 19
MOST_VALUES = 9
"""So few values have their numbers beside them."""

REASONS = {
    "hidden": "Not a control chart: its lines would rest on figures that are hidden",
    "other": "Not a control chart: its lines rest on periods that are not shown here",
}


def line_chart(indicator: Indicator, *, mark: str = "") -> Picture | None:
    """The values of a measure in a line, with the target, and the median where tests rest on it.

    Args:
        indicator: With its series.
        mark: What must be said of every output, such as that the data are made up.

    Returns:
        None where fewer than two periods have a figure: a line needs two, and words say the rest.
    """
    seen = periods_shown(indicator)
    if sum(one.value is not None for one in seen) < 2:
        return None
    sheet = Sheet(WIDE)
    top = heading(sheet, indicator.title, counted_how(indicator, seen), mark=mark)
    top = saying(sheet, top, describing.headline_plain(indicator, seen))
    median = _median(indicator)
    labels = [*_labels(indicator, median), *plots.target_labels(seen, indicator.unit)]
    on = plots.plot(sheet, indicator, seen, [] if median is None else [median], labels, top + 12)
    below = _draw(on, seen, median, labels)
    why = why_no_chart(indicator)
    gaps = gaps_in_words(seen)
    notes = [f"{why}." if why else "", plots.axis_note(on), f"{gaps}." if gaps else ""]
    end = footnotes(sheet, below + 4, filter(None, notes))
    end, told = ratings_below(sheet, indicator, end, EDGE, WIDE - EDGE)
    alt = f"{describing.line(indicator, seen, why)} {told}"
    return sheet.finished(end, title=indicator.title, alt=alt)


def why_no_chart(indicator: Indicator) -> str:
    """Why there is no SPC chart, in words; empty where there is one, and where nobody asked."""
    if drawable(indicator) is not None:
        return ""
    if any_hidden(indicator):
        return REASONS["hidden"]
    if indicator.spc is None:
        return ""
    if indicator.spc.chart is not None:
        return REASONS["other"]
    withheld = indicator.spc.withheld
    return f"Not a control chart: {withheld}" if withheld else ""


def _median(indicator: Indicator) -> Fraction | None:
    """The median that a run chart's tests rest on, as exact as it is written."""
    run = None if indicator.spc is None else indicator.spc.run_chart
    if run is None or any_hidden(indicator):
        return None
    return rounded(run.median, digits_of(indicator))


def _labels(indicator: Indicator, median: Fraction | None) -> list[Label]:
    if median is None:
        return []
    text = f"Median {written(median, indicator.unit, digits_of(indicator))}"
    return [Label(value=median, text=text, colour=LIMIT)]


def _draw(
    on: Plot, seen: Sequence[Seen], median: Fraction | None, labels: Sequence[Label]
) -> float:
    below = plots.axes(on, seen)
    if median is not None:
        plots.level(on, median, on.along.left, on.along.right, LIMIT, wide=1.5, kind="median")
    plots.targets(on, seen)
    plots.joined(on, seen)
    there = [one for one in seen if one.value is not None]
    points(on.sheet, PLAIN, "plain", [plots.spot(on, one) for one in there])
    if len(there) <= MOST_VALUES and on.along.between > plots.LABELS_APART * 2:
        _numbers(on, there)
    plots.write_labels(on, labels)
    return below


def _numbers(on: Plot, there: Sequence[Seen]) -> None:
    """Each value beside its point, on the side that the line does not come from."""
    heights = [one.value or Fraction(0) for one in there]
    for at, one in enumerate(there):
        beside = [*heights[max(at - 1, 0) : at], *heights[at + 1 : at + 2]]
        low = bool(beside) and all(other > heights[at] for other in beside)
        x, y = plots.spot(on, one)
        down = low and y + BELOW < on.bottom
        on.sheet.words(
            x, y + (BELOW if down else ABOVE), one.text, size=SMALL, anchor="middle", halo=True
        )
