"""A chart of values over time: its axes, its line with gaps, the target, and labels at the right.

What stands on it (limits and signals, or plain points) is drawn by `control` and `lines`.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import frozen

from cptracker.model.rounding import with_sign
from cptracker.reports.charts import layout
from cptracker.reports.charts.drawable import (
    SYMBOLS,
    ChartPoint,
    bounds,
    digits_of,
    edges,
    written,
)
from cptracker.reports.charts.drawing import (
    GRID,
    LIMIT,
    LINE,
    QUIET,
    SMALL,
    TARGET,
    Dash,
    DrawingSheet,
    place,
)
from cptracker.reports.charts.layout import EDGE, TimeAxis, time_axis
from cptracker.reports.charts.scales import Scale, least_span, scale, spread
from cptracker.reports.charts.text_widths import width
from cptracker.status.report import Indicator

HIGH = 190
"""Of the part with the points, in pixels."""


TARGET_DASH = "7 3"


LABELS_APART = 15


SIGN = 18
"""Pixels that the sign of a gap needs."""


@frozen(kw_only=True)
class Label:
    """Words at the right end of a line."""

    value: Fraction
    text: str
    colour: str


@frozen(kw_only=True)
class Plot:
    """A chart's paper with its two scales."""

    sheet: DrawingSheet
    along: TimeAxis
    up: Scale
    unit: str
    digits: int

    @property
    def top(self) -> float:
        """The upper edge in pixels."""
        return self.up.stop

    @property
    def bottom(self) -> float:
        """The lower edge in pixels."""
        return self.up.start


def plot(
    sheet: DrawingSheet,
    indicator: Indicator,
    points: Sequence[ChartPoint],
    more: Iterable[Fraction],
    labels: Sequence[Label],
    top: float,
) -> Plot:
    """The paper for a series: room for all values, for `more` beside them, and for the labels."""
    values = [point.value for point in points if point.value is not None]
    drawn = [*values, *more, *(edge for point in points for edge in edges(point.target))]
    least, most = bounds(indicator, values)
    drawn_values = [
        value
        for value in drawn
        if (least is None or value >= least) and (most is None or value <= most)
    ]
    digits = digits_of(indicator)
    whole = all(value.denominator == 1 for value in values) and indicator.unit != "%"
    up = scale(
        drawn_values,
        top + HIGH,
        top,
        floor_at=least,
        ceiling_at=most,
        whole=whole,
        least=least_span(indicator.unit),
    )
    left = EDGE + 8 + max(width(_tick(tick, indicator.unit), SMALL) for tick in up.ticks)
    right = min(170.0, max((width(label.text, SMALL) for label in labels), default=0) + 14)
    along = time_axis([point.period for point in points], left, sheet.width - max(right, 2 * EDGE))
    return Plot(sheet=sheet, along=along, up=up, unit=indicator.unit, digits=digits)


def _tick(value: Fraction, unit: str) -> str:
    return written(value, unit, 6)


def axes(on: Plot, points: Sequence[ChartPoint]) -> float:
    """Lines across with their numbers, the periods' names; the lower end of what was written."""
    left, right = place(on.along.left), place(on.along.right)
    grid = "".join(f"M{left} {place(on.up.at(tick))}H{right}" for tick in on.up.ticks)
    on.sheet.add("path", class_="grid", d=grid, stroke=GRID, fill="none")
    on.sheet.open(text_anchor="end", font_size=SMALL, fill=QUIET)
    for tick in on.up.ticks:
        on.sheet.words(on.along.left - 6, on.up.at(tick) + 4.5, _tick(tick, on.unit))
    on.sheet.close()
    on.sheet.line(on.along.left, on.bottom, on.along.right, on.bottom, stroke=LIMIT)
    if any(point.missing_reason is not None for point in points):
        on.sheet.open(class_="gaps", text_anchor="middle", font_size=11, fill=QUIET)
        for x, sign in _signs(on, points):
            on.sheet.words(x, on.bottom - 5, sign)
        on.sheet.close()
    return layout.write_names(on.sheet, [point.period for point in points], on.along, on.bottom)


def _signs(on: Plot, points: Sequence[ChartPoint]) -> Iterator[tuple[float, str]]:
    """The sign of each gap; where there is no room for each, one for alike gaps in a row."""
    one_for_each = on.along.between >= SIGN
    for (sign, _), stretch in groupby(
        enumerate(points), key=lambda pair: (_sign(pair[1]), pair[0] if one_for_each else 0)
    ):
        places = [on.along.at(point.period) for _, point in stretch]
        if sign:
            yield (places[0] + places[-1]) / 2, sign


def _sign(point: ChartPoint) -> str:
    return "" if point.missing_reason is None else SYMBOLS[point.missing_reason]


def axis_note(on: Plot) -> str:
    """That the axis does not begin at 0, where it does not."""
    if on.up.holds(Fraction(0)):
        return ""
    zero = with_sign("0", on.unit)
    return f"The vertical axis starts at {_tick(on.up.low, on.unit)}, not at {zero}."


def level(
    on: Plot, value: Fraction, start: float, stop: float, colour: str,
    *, dash: Dash = None, wide: float = 1.5, kind: str,
) -> None:  # fmt: skip
    """A level line from one place to another, if it lies on the paper."""
    if on.up.holds(value):
        y = on.up.at(value)
        attributes = {} if dash is None else {"stroke_dasharray": dash}
        on.sheet.line(
            start, y, stop, y, class_=kind, stroke=colour, stroke_width=wide, **attributes
        )


def joined(on: Plot, points: Sequence[ChartPoint]) -> None:
    """The line through the values, broken where there is none."""
    paths = []
    for is_known, stretch in groupby(points, key=lambda point: point.value is not None):
        spots = [spot(on, point) for point in stretch] if is_known else []
        if len(spots) > 1:
            paths.append("M" + "L".join(f"{place(x)} {place(y)}" for x, y in spots))
    if paths:
        on.sheet.add("path", class_="line", d="".join(paths), fill="none", stroke=LINE,
                     stroke_width=1.5)  # fmt: skip


def spot(on: Plot, point: ChartPoint) -> tuple[float, float]:
    """Where a value lies."""
    return on.along.at(point.period), on.up.at(point.value or Fraction(0))


def targets(on: Plot, points: Sequence[ChartPoint]) -> None:
    """The target in each period, as a line that steps where the target changed."""
    half = on.along.between / 2
    for promised, stretch in groupby(points, key=lambda point: edges(point.target)):
        points_of_target = list(stretch)
        start, stop = (on.along.at(points_of_target[end].period) for end in (0, -1))
        for edge in promised:
            level(on, edge, start - half, stop + half, TARGET, dash=TARGET_DASH, wide=2,
                  kind="target")  # fmt: skip


def target_labels(points: Sequence[ChartPoint], unit: str) -> list[Label]:
    """What the latest target is, in words."""
    values = edges(points[-1].target)
    names = ("Target",) if len(values) == 1 else ("Target from", "Target to")
    return [
        Label(value=end, text=f"{name} {written(end, unit, 6)}", colour=TARGET)
        for name, end in zip(names, values, strict=False)
    ]


def write_labels(on: Plot, labels: Sequence[Label]) -> None:
    """The labels right of their lines, moved apart where they would cover each other."""
    labels_shown = [label for label in labels if on.up.holds(label.value)]
    places = [on.up.at(label.value) for label in labels_shown]
    moved = spread(places, LABELS_APART, on.top, on.bottom)
    for label, y in zip(labels_shown, moved, strict=True):
        on.sheet.words(on.along.right + 6, y + 4.5, label.text, size=SMALL, colour=label.colour)
