"""A line as small as a word, for a row of a table."""

from collections.abc import Sequence
from itertools import groupby

from cptracker.reports.charts import describing
from cptracker.reports.charts.control import drawable
from cptracker.reports.charts.drawing import Sheet, place
from cptracker.reports.charts.marks import draw
from cptracker.reports.charts.palette import OWN, SIGNALS, TARGET, Mark, Shape
from cptracker.reports.charts.pictures import Picture
from cptracker.reports.charts.scales import Scale, least_span, scale
from cptracker.reports.charts.showing import Seen, edges, periods_shown
from cptracker.reports.charts.times import Across, across
from cptracker.standing import Indicator

WIDE, HIGH, ROOM = 120, 32, 7
PLAIN = Mark(Shape.DOT, OWN, "the latest figure")


def sparkline(indicator: Indicator) -> Picture | None:
    """The values in a line without numbers, the latest one marked by its signal.

    Returns:
        None where fewer than two periods have a figure.
    """
    seen = periods_shown(indicator)
    values = [one.value for one in seen if one.value is not None]
    if len(values) < 2:
        return None
    sheet = Sheet(WIDE)
    up = scale(
        [*values, *edges(seen[-1].target)],
        HIGH - ROOM,
        ROOM,
        rounded=False,
        least=least_span(indicator.unit),
    )
    along = across([one.period for one in seen], 0, WIDE - ROOM)
    for edge in edges(seen[-1].target):
        y = up.at(edge)
        sheet.line(0, y, WIDE, y, class_="target", stroke=TARGET, stroke_dasharray="4 3")
    _line(sheet, seen, along, up)
    last = seen[-1]
    if last.value is not None:
        sign = _sign(indicator)
        draw(sheet, sign.shape, along.at(last.period), up.at(last.value), 4.5, sign.colour)
    return sheet.finished(HIGH, title=indicator.title, alt=describing.spark(seen))


def _sign(indicator: Indicator) -> Mark:
    chart = drawable(indicator)
    return SIGNALS[chart.variation.kind] if chart and chart.variation else PLAIN


def _line(sheet: Sheet, seen: Sequence[Seen], along: Across, up: Scale) -> None:
    """Stretches of values as lines; a value between two gaps as a dot."""
    paths = []
    for there, stretch in groupby(seen, key=lambda one: one.value is not None):
        spots = [
            f"{place(along.at(one.period))} {place(up.at(one.value))}"
            for one in stretch if there and one.value is not None
        ]  # fmt: skip
        if spots:
            paths.append("M" + "L".join(spots) + ("h0" if len(spots) == 1 else ""))
    sheet.add("path", class_="line", d="".join(paths), fill="none", stroke=OWN, stroke_width=1.5,
              stroke_linecap="round", stroke_linejoin="round")  # fmt: skip
