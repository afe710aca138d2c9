"""What a chart shows in words, for those who do not see it and for those who do.

The latest value, how it moved, what stands out, the target. Nothing that is hidden: a movement is
told only between two figures that are both shown, and from what they show.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from cptracker.model.figures import MissingReason
from cptracker.model.targets import Target
from cptracker.rating.wording import RATING_IN_WORDS
from cptracker.reports.charts.drawable import ChartPoint, digits_of, edges, why_missing, written
from cptracker.reports.charts.drawing import SIGNALS
from cptracker.stats.spc.charts import Chart
from cptracker.stats.trends import TrendChange
from cptracker.status.report import Indicator
from cptracker.wording.facts import change_as_shown, change_in_words
from cptracker.wording.text import counted_words, listed_words


def spc_description(indicator: Indicator, chart: Chart, points: Sequence[ChartPoint]) -> str:
    """An SPC chart."""
    return _sentences(
        f"Control chart of {_span(points)}",
        latest(indicator, points),
        indicator.spc.sentence if indicator.spc else None,
        _limits(indicator, chart),
        target_in_words(points[-1].target, indicator.unit),
        _signals(chart),
        *(
            f"Limits begin anew in {segment.points[0].period.label}: {segment.recalculation.reason}"
            for segment in chart.segments
            if segment.recalculation is not None
        ),
        gaps_description(points),
    )


def line_description(indicator: Indicator, points: Sequence[ChartPoint], why: str) -> str:
    """A plain line of values."""
    return _sentences(
        f"Line chart of {_span(points)}",
        latest(indicator, points),
        extremes(points),
        target_in_words(points[-1].target, indicator.unit),
        why,
        gaps_description(points),
    )


def sparkline_description(points: Sequence[ChartPoint]) -> str:
    """A line without numbers, in one sentence."""
    known_points = [point for point in points if point.value is not None]
    first, last = known_points[0], known_points[-1]
    return _sentences(
        f"From {first.text} in {first.period.label} to {last.text} in {last.period.label}",
        extremes(points) if len(known_points) > 2 else None,
        gaps_description(points),
    )


def headline(indicator: Indicator, points: Sequence[ChartPoint]) -> str:
    """The latest figure and what the chart says of it; without that, how the figure moved."""
    text = indicator.spc.sentence if indicator.spc else None
    last = f"{points[-1].period.label}: {value_text(points[-1], indicator.unit)}"
    return _sentences(last, text) if text else headline_plain(indicator, points)


def headline_plain(indicator: Indicator, points: Sequence[ChartPoint]) -> str:
    """The latest figure and how it moved."""
    return _sentences(latest(indicator, points))


def value_text(point: ChartPoint, unit: str) -> str:
    """A value with its unit in words, or why there is none."""
    if point.value is None or unit in ("", "%"):
        return point.text
    return f"{point.text} {unit}"


def latest(indicator: Indicator, points: Sequence[ChartPoint]) -> str:
    """The latest figure and how it moved from the one before."""
    last = points[-1]
    text = f"{last.period.label}: {value_text(last, indicator.unit)}"
    moved = movement(indicator, points)
    return f"{text}, {moved}" if moved else text


def movement(indicator: Indicator, points: Sequence[ChartPoint]) -> str:
    """How the latest figure lies to the one before, as every output tells it.

    Empty unless both are shown. Where figures were rounded to be published the change between the
    exact ones is not told; then it is that between the figures that are shown.
    """
    if len(points) < 2:
        return ""
    (value_before, period_before), (value, latest) = (
        (point.value, point.period) for point in points[-2:]
    )
    if value_before is None or value is None:
        return ""
    trend_change = indicator.trend.last_period if indicator.trend else None
    if trend_change is None or (trend_change.since, indicator.figure.period) != (
        period_before,
        latest,
    ):
        trend_change = TrendChange(
            since=period_before,
            before=value_before,
            difference=value - value_before,
            direction=None,
        )
    change = change_as_shown(trend_change, indicator.figure)
    return change_in_words(change, indicator.figure, indicator.unit)


def extremes(points: Sequence[ChartPoint]) -> str:
    """The lowest and the highest value shown, the first of equals."""
    values = [(point.value, point) for point in points if point.value is not None]
    if not values:
        return "No figure to show"
    low = min(values, key=lambda pair: pair[0])[1]
    high = max(values, key=lambda pair: pair[0])[1]
    if low.value == high.value:
        return f"All figures are {low.text}" if len(values) > 1 else ""
    return f"Lowest {low.text} in {low.period.label}, highest {high.text} in {high.period.label}"


def gaps_description(points: Sequence[ChartPoint]) -> str:
    """How many periods have no figure, by reason, and none of the reasons' numbers."""
    counts = Counter(point.missing_reason for point in points if point.missing_reason is not None)
    gaps = [
        f"{_gap(why)} in {counted_words(counts[why], 'period')}"
        for why in MissingReason
        if counts[why]
    ]
    words = listed_words(gaps) if gaps else ""
    return words[:1].upper() + words[1:]


def _gap(why: MissingReason) -> str:
    return "hidden to protect children" if why is MissingReason.HIDDEN else why_missing(why)


def target_in_words(target: Target | None, unit: str) -> str:
    """Such as `Target 90%` or `Target 40% to 60%`; empty without one."""
    values = [written(edge, unit, 6) for edge in edges(target)]
    return f"Target {' to '.join(values)}" if values else ""


def limits_cut(chart: Chart, low: Fraction, high: Fraction, unit: str) -> str:
    """That a limit lies where no value can, so that it is not drawn."""
    lines = [segment.limits for segment in chart.segments if segment.limits is not None]
    below, above = (
        any(line.lower < low for line in lines),
        any(limits.upper > high for limits in lines),
    )
    cuts = [f"under {written(low, unit, 6)}"] if below else []
    cuts += [f"over {written(high, unit, 6)}"] if above else []
    return f"A limit {listed_words(cuts)}, where no figure can be, is not drawn." if cuts else ""


def ratings(points: Sequence[ChartPoint]) -> str:
    """The rating of each period in turn."""
    texts = [
        f"{point.period.label} {rating_text(point)}" for point in points if point.rating is not None
    ]
    return _sentences(f"Ratings: {'; '.join(texts)}")


def rating_text(point: ChartPoint) -> str:
    """A rating in a word."""
    return RATING_IN_WORDS[point.rating].lower() if point.rating is not None else "not rated"


def _span(points: Sequence[ChartPoint]) -> str:
    first, last = points[0].period.label, points[-1].period.label
    if len(points) == 1:
        return f"1 period, {first}"
    return f"{len(points)} periods, {first} to {last}"


def _limits(indicator: Indicator, chart: Chart) -> str:
    lines = chart.segments[-1].limits
    if lines is None:
        return ""
    digits, unit = digits_of(indicator), indicator.unit
    mean, low, high = (
        written(value, unit, digits) for value in (lines.mean, lines.lower, lines.upper)
    )
    trial = ", on trial" if chart.segments[-1].trial else ""
    return f"Mean {mean}, limits {low} to {high}{trial}"


def _signals(chart: Chart) -> str:
    """How many points are more than chance, and which was the last."""
    texts = []
    for kind, sign in SIGNALS.items():
        points = [
            point for point in chart.points if point.variation and point.variation.kind == kind
        ]
        if kind != "common" and points:
            last = points[-1].period.label
            texts.append(
                f"{len(points)} of {len(chart.points)} points {sign.words}, the last {last}"
            )
    if texts:
        return "; ".join(texts)
    return "" if chart.segments[-1].trial else "No point is more than chance"


def _sentences(*texts: str | None) -> str:
    sentences = [text.strip().rstrip(".") for text in texts if text]
    return " ".join(f"{text}." for text in sentences if text)
