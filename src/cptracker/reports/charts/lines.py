"""A plain line of values, in a chart or as small as a word."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from cptracker.model.rounding import rounded
from cptracker.reports.charts import describing, plots
from cptracker.reports.charts.control import drawable
from cptracker.reports.charts.drawable import (
    ChartPoint,
    any_hidden,
    digits_of,
    edges,
    gaps_in_words,
    periods_shown,
    written,
)
from cptracker.reports.charts.drawing import (
    LIMIT,
    OWN,
    SIGNALS,
    SMALL,
    TARGET,
    DrawingSheet,
    Mark,
    Shape,
    place,
)
from cptracker.reports.charts.layout import (
    EDGE,
    WIDE,
    TimeAxis,
    chart_heading,
    chart_message,
    counted_how,
    footnotes,
    time_axis,
)
from cptracker.reports.charts.marks import draw_mark, points
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.plots import Label, Plot
from cptracker.reports.charts.rating_strips import ratings_below
from cptracker.reports.charts.scales import Scale, least_span, scale
from cptracker.status.report import Indicator

LINE_COLOUR = Mark(Shape.DOT, OWN, "a figure")


ABOVE, BELOW = -9, 19


MOST_VALUES = 9
"""So few values have their numbers beside them."""


REASONS = {
    "hidden": "Not a control chart: its lines would rest on figures that are hidden",
    "other": "Not a control chart: its lines rest on periods that are not shown here",
}


def line_chart(indicator: Indicator, *, mark: str = "") -> ChartPicture | None:
    """The values of a measure in a line, with the target, and the median where tests rest on it.

    Args:
        indicator: With its series.
        mark: What must be said of every output, such as that the data are made up.

    Returns:
        None where fewer than two periods have a figure: a line needs two, and words say the rest.
    """
    chart_points = periods_shown(indicator)
    if sum(point.value is not None for point in chart_points) < 2:
        return None
    sheet = DrawingSheet(WIDE)
    top = chart_heading(sheet, indicator.title, counted_how(indicator, chart_points), mark=mark)
    top = chart_message(sheet, top, describing.headline_plain(indicator, chart_points))
    median = _median(indicator)
    labels = [*_labels(indicator, median), *plots.target_labels(chart_points, indicator.unit)]
    on = plots.plot(
        sheet, indicator, chart_points, [] if median is None else [median], labels, top + 12
    )
    below = _draw(on, chart_points, median, labels)
    why = why_no_chart(indicator)
    gaps = gaps_in_words(chart_points)
    notes = [f"{why}." if why else "", plots.axis_note(on), f"{gaps}." if gaps else ""]
    end = footnotes(sheet, below + 4, filter(None, notes))
    end, text = ratings_below(sheet, indicator, end, EDGE, WIDE - EDGE)
    alt = f"{describing.line_description(indicator, chart_points, why)} {text}"
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
    on: Plot, drawn: Sequence[ChartPoint], median: Fraction | None, labels: Sequence[Label]
) -> float:
    below = plots.axes(on, drawn)
    if median is not None:
        plots.level(on, median, on.along.left, on.along.right, LIMIT, wide=1.5, kind="median")
    plots.targets(on, drawn)
    plots.joined(on, drawn)
    known_points = [point for point in drawn if point.value is not None]
    points(on.sheet, LINE_COLOUR, "plain", [plots.spot(on, point) for point in known_points])
    if len(known_points) <= MOST_VALUES and on.along.between > plots.LABELS_APART * 2:
        _numbers(on, known_points)
    plots.write_labels(on, labels)
    return below


def _numbers(on: Plot, known_points: Sequence[ChartPoint]) -> None:
    """Each value beside its point, on the side that the line does not come from."""
    heights = [drawable_series.value or Fraction(0) for drawable_series in known_points]
    for at, point in enumerate(known_points):
        neighbours = [*heights[max(at - 1, 0) : at], *heights[at + 1 : at + 2]]
        low = bool(neighbours) and all(height > heights[at] for height in neighbours)
        x, y = plots.spot(on, point)
        down = low and y + BELOW < on.bottom
        on.sheet.words(
            x, y + (BELOW if down else ABOVE), point.text, size=SMALL, anchor="middle", halo=True
        )


SPARKLINE_WIDTH, HIGH, MARGIN = 120, 32, 7


PLAIN = Mark(Shape.DOT, OWN, "the latest figure")


def sparkline(indicator: Indicator) -> ChartPicture | None:
    """The values in a line without numbers, the latest one marked by its signal.

    Returns:
        None where fewer than two periods have a figure.
    """
    chart_points = periods_shown(indicator)
    values = [point.value for point in chart_points if point.value is not None]
    if len(values) < 2:
        return None
    sheet = DrawingSheet(SPARKLINE_WIDTH)
    up = scale(
        [*values, *edges(chart_points[-1].target)],
        HIGH - MARGIN,
        MARGIN,
        rounded=False,
        least=least_span(indicator.unit),
    )
    along = time_axis([point.period for point in chart_points], 0, SPARKLINE_WIDTH - MARGIN)
    for edge in edges(chart_points[-1].target):
        y = up.at(edge)
        sheet.line(0, y, SPARKLINE_WIDTH, y, class_="target", stroke=TARGET, stroke_dasharray="4 3")
    _line(sheet, chart_points, along, up)
    last = chart_points[-1]
    if last.value is not None:
        sign = _sign(indicator)
        draw_mark(sheet, sign.shape, along.at(last.period), up.at(last.value), 4.5, sign.colour)
    return sheet.finished(
        HIGH, title=indicator.title, alt=describing.sparkline_description(chart_points)
    )


def _sign(indicator: Indicator) -> Mark:
    chart = drawable(indicator)
    return SIGNALS[chart.variation.kind] if chart and chart.variation else PLAIN


def _line(sheet: DrawingSheet, drawn: Sequence[ChartPoint], along: TimeAxis, up: Scale) -> None:
    """Stretches of values as lines; a value between two gaps as a dot."""
    paths = []
    for is_known, stretch in groupby(drawn, key=lambda point: point.value is not None):
        spots = [
            f"{place(along.at(point.period))} {place(up.at(point.value))}"
            for point in stretch if is_known and point.value is not None
        ]  # fmt: skip
        if spots:
            paths.append("M" + "L".join(spots) + ("h0" if len(spots) == 1 else ""))
    sheet.add("path", class_="line", d="".join(paths), fill="none", stroke=OWN, stroke_width=1.5,
              stroke_linecap="round", stroke_linejoin="round")  # fmt: skip
