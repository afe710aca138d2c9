"""An SPC chart: points by signal, mean and limits of each segment, target, recalculations."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from cptracker.model.periods import long_date
from cptracker.model.rounding import rounded
from cptracker.reports.charts import describing, marks, plots
from cptracker.reports.charts.drawable import (
    ChartPoint,
    any_hidden,
    bounds,
    digits_of,
    gaps_in_words,
    periods_shown,
    written,
)
from cptracker.reports.charts.drawing import INK, LIMIT, SIGNALS, SMALL, DrawingSheet
from cptracker.reports.charts.layout import (
    EDGE,
    WIDE,
    chart_heading,
    chart_legend,
    chart_message,
    counted_how,
    footnotes,
)
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.plots import Label, Plot
from cptracker.reports.charts.rating_strips import ratings_below
from cptracker.stats.spc.charts import Chart, Segment
from cptracker.status.report import Indicator

BAND = "#eef3f8"
"""Between the limits: paler than any meaning."""


TRIAL_DASH = "4 4"


@frozen(kw_only=True)
class Levels:
    """A segment's lines as they may be drawn and written, in the measure's unit."""

    mean: Fraction
    lower: Fraction
    upper: Fraction


def spc_chart(indicator: Indicator, *, mark: str = "") -> ChartPicture | None:
    """The SPC chart of a measure.

    It is withheld where a figure of the series is hidden, since its lines rest on all of them, and
    where it rests on a period that the series does not show.

    Args:
        indicator: With its series and `spc`.
        mark: What must be said of every output, such as that the data are made up.

    Returns:
        None where there is no chart; `line_chart` then shows the values and says why.
    """
    chart = drawable(indicator)
    if chart is None:
        return None
    points = periods_shown(indicator)
    sheet = DrawingSheet(WIDE)
    top = chart_heading(sheet, indicator.title, counted_how(indicator, points), mark=mark)
    signal = SIGNALS[chart.variation.kind] if chart.variation else None
    top = chart_message(sheet, top, describing.headline(indicator, points), signal)
    on = _paper(sheet, indicator, chart, points, top + (26 if len(chart.segments) > 1 else 10))
    below = _draw(on, indicator, chart, points)
    below = chart_legend(sheet, below, [SIGNALS[kind] for kind in SIGNALS if kind in _kinds(chart)])
    end = footnotes(sheet, below, filter(None, _notes(on, indicator, chart, points)))
    end, text = ratings_below(sheet, indicator, end, EDGE, WIDE - EDGE)
    alt = f"{describing.spc_description(indicator, chart, points)} {text}"
    return sheet.finished(end, title=indicator.title, alt=alt)


def drawable(indicator: Indicator) -> Chart | None:
    """The chart, if all that it rests on is shown."""
    chart = None if indicator.spc is None else indicator.spc.chart
    if chart is None or not chart.points or any_hidden(indicator):
        return None
    shown = {figure.period for figure in indicator.series if figure.value is not None}
    return chart if shown == {point.period for point in chart.points} else None


def levels(segment: Segment, digits: int) -> Levels | None:
    """A segment's mean and limits, no more exact than they are written."""
    lines = segment.limits
    if lines is None:
        return None
    mean, lower, upper = (
        rounded(value, digits) for value in (lines.mean, lines.lower, lines.upper)
    )
    return Levels(mean=mean, lower=lower, upper=upper)


def _paper(
    sheet: DrawingSheet,
    indicator: Indicator,
    chart: Chart,
    points: Sequence[ChartPoint],
    top: float,
) -> Plot:
    digits = digits_of(indicator)
    values = [point.value for point in points if point.value is not None]
    least, most = bounds(indicator, values)
    drawn = [level for segment in chart.segments if (level := levels(segment, digits))]
    more = [
        value if least is None else max(value, least)
        for limits in drawn for value in (limits.mean, limits.lower, limits.upper)
    ]  # fmt: skip
    more = [value if most is None else min(value, most) for value in more]
    labels = [*_labels(indicator, chart), *plots.target_labels(points, indicator.unit)]
    return plots.plot(sheet, indicator, points, more, labels, top)


def _draw(on: Plot, indicator: Indicator, chart: Chart, points: Sequence[ChartPoint]) -> float:
    """All that lies on the paper; the lower end of the periods' names."""
    for segment in chart.segments:
        _band(on, segment)
    below = plots.axes(on, points)
    for number, segment in enumerate(chart.segments):
        _lines(on, segment, number)
    plots.targets(on, points)
    _points(on, chart, points)
    plots.write_labels(
        on, [*_labels(indicator, chart), *plots.target_labels(points, indicator.unit)]
    )
    return below


def _ends(on: Plot, segment: Segment) -> tuple[float, float]:
    half = on.along.between / 2
    first, last = segment.points[0].period, segment.points[-1].period
    return on.along.at(first) - half, on.along.at(last) + half


def _band(on: Plot, segment: Segment) -> None:
    limits = levels(segment, on.digits)
    if limits is None or segment.trial:
        return
    start, stop = _ends(on, segment)
    high, low = (
        on.up.at(min(max(value, on.up.low), on.up.high)) for value in (limits.upper, limits.lower)
    )
    on.sheet.box(start, high, stop - start, low - high, class_="band", fill=BAND)


def _lines(on: Plot, segment: Segment, number: int) -> None:
    """Mean and limits, dashed while on trial; where limits begin anew an upright line says so."""
    start, stop = _ends(on, segment)
    if number:
        on.sheet.line(start, on.top - 6, start, on.bottom, class_="recalculation", stroke=INK,
                      stroke_dasharray="2 3")  # fmt: skip
        on.sheet.words(start, on.top - 9, f"note {number}", size=SMALL, anchor="middle")
    limits = levels(segment, on.digits)
    if limits is None:
        return
    dash = TRIAL_DASH if segment.trial else None
    kind = " trial" if segment.trial else ""
    for limit in (limits.lower, limits.upper):
        plots.level(on, limit, start, stop, LIMIT, dash=dash, wide=1.2, kind=f"limit{kind}")
    plots.level(on, limits.mean, start, stop, LIMIT, dash=dash, wide=2, kind=f"mean{kind}")


def _points(on: Plot, chart: Chart, points: Sequence[ChartPoint]) -> None:
    plots.joined(on, points)
    kinds = {point.period: _kind(point.variation) for point in chart.points}
    for kind, sign in SIGNALS.items():
        spots = [
            plots.spot(on, point)
            for point in points
            if point.value is not None and kinds[point.period] == kind
        ]
        marks.points(on.sheet, sign, kind, spots)
    if points[-1].value is not None:
        x, y = plots.spot(on, points[-1])
        on.sheet.add("circle", class_="latest", cx=x, cy=y, r=10, fill="none", stroke=INK)


def _kind(variation: object) -> str:
    return getattr(variation, "kind", "common")


def _kinds(chart: Chart) -> set[str]:
    return {_kind(point.variation) for point in chart.points}


def _labels(indicator: Indicator, chart: Chart) -> list[Label]:
    """Words for the latest segment's lines; one that coincides with another has no name of its own.

    A limit that the measure cannot reach is not drawn and so not named.
    """
    segment = chart.segments[-1]
    digits = digits_of(indicator)
    limits = levels(segment, digits)
    if limits is None:
        return []
    trial = " (trial)" if segment.trial else ""
    names = [(limits.upper, f"Upper limit{trial}"), (limits.mean, f"Mean{trial}"),
             (limits.lower, f"Lower limit{trial}")]  # fmt: skip
    if limits.upper == limits.lower:
        names = [(limits.mean, f"Mean and limits{trial}")]
    return [
        Label(value=value, text=f"{name} {written(value, indicator.unit, digits)}", colour=INK)
        for value, name in names
    ]


def _notes(on: Plot, indicator: Indicator, chart: Chart, points: Sequence[ChartPoint]) -> list[str]:
    """How the limits came about, and how to read the axes."""
    notes = [
        f"Note {number}: limits begin anew from {long_date(begun.since)}: {begun.reason} "
        f"({begun.source})."
        for number, segment in enumerate(chart.segments)
        if (begun := segment.recalculation) is not None
    ]
    if chart.segments[-1].trial and indicator.spc is not None and indicator.spc.withheld:
        notes.append(f"Dashed: {indicator.spc.withheld}.")
    cut = describing.limits_cut(chart, on.up.low, on.up.high, indicator.unit)
    gaps = gaps_in_words(points)
    return [*notes, cut, plots.axis_note(on), f"{gaps}." if gaps else ""]
