"""A year of ratings side by side, each by the target of its time."""

from collections.abc import Sequence

from cptracker.model.figures import Rating
from cptracker.reports.charts import describing
from cptracker.reports.charts.drawable import ChartPoint, periods_shown
from cptracker.reports.charts.drawing import QUIET, SMALL, TAGS, DrawingSheet
from cptracker.reports.charts.layout import short_name
from cptracker.reports.charts.marks import OUTLINED, draw_mark, form
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.status.report import Indicator

YEAR = 12


LEAST = 4
"""Of yearly figures so many are shown: one cell would be no strip."""


CELL, HIGH, SPACING = 44, 26, 3


NAMES = 32


SMALLER = 12


RATED = {Rating.GREEN, Rating.AMBER, Rating.RED}


def rating_strip(indicator: Indicator) -> ChartPicture | None:
    """The ratings of the last year's periods, each by the target in force then.

    Returns:
        None where no period shown was rated green, amber or red, or there is only one period.
    """
    points = rated_periods(indicator)
    if not points:
        return None
    wide = CELL if all(short_name(point.period)[1] for point in points) else CELL + 12
    sheet = DrawingSheet(len(points) * (wide + SPACING) + 1)
    _draw(sheet, points, 1, 0, wide)
    return sheet.finished(HIGH + NAMES, title=indicator.title, alt=describing.ratings(points))


def ratings_below(
    sheet: DrawingSheet, indicator: Indicator, y: float, left: float, right: float
) -> tuple[float, str]:
    """The same strip under a chart, where there is one: its lower end, and what it says."""
    points = rated_periods(indicator)
    if not points:
        return y, ""
    sheet.words(left, y + 14, "Ratings, each by the target of its time", size=SMALL, bold=True)
    wide = min(CELL + 12.0, (right - left - 1) / len(points) - SPACING)
    _draw(sheet, points, left + 0.5, y + 22, wide)
    return y + 22 + HIGH + NAMES, describing.ratings(points)


def rated_periods(indicator: Indicator) -> list[ChartPoint]:
    """The last year's periods, if two or more are there and one was rated by a target."""
    points = _last_year(periods_shown(indicator))
    is_rated = any(point.rating in RATED for point in points)
    return points if is_rated and len(points) > 1 else []


def _draw(
    sheet: DrawingSheet, points: Sequence[ChartPoint], left: float, top: float, wide: float
) -> None:
    middles = [left + at * (wide + SPACING) + wide / 2 for at in range(len(points))]
    ratings = [point.rating or Rating.NO_DATA for point in points]
    for rating in dict.fromkeys(ratings):
        same = [
            x for x, point_rating in zip(middles, ratings, strict=True) if point_rating is rating
        ]
        _cells(sheet, rating, same, wide, top)
    _names(sheet, middles, points, top + HIGH)


def _last_year(points: Sequence[ChartPoint]) -> list[ChartPoint]:
    latest = points[-1].period.last_month
    year = [point for point in points if latest - point.period.last_month < YEAR]
    return year if len(year) >= LEAST else list(points[-LEAST:])


def _cells(
    sheet: DrawingSheet, rating: Rating, middles: Sequence[float], wide: float, top: float
) -> None:
    """The cells of one rating."""
    tag = TAGS[rating]
    sheet.open(class_=f"rating {rating}", fill=tag.ink, font_weight="bold")
    for x in middles:
        sheet.box(x - wide / 2, top + 1, wide, HIGH - 2, fill=tag.ground, stroke=tag.ink, rx=3)
        if tag.shape in OUTLINED:
            draw_mark(sheet, tag.shape, x - 9, top + HIGH / 2, 5.5, tag.ink)
        else:
            form(sheet, tag.shape, x - 9, top + HIGH / 2, 5.5)
        sheet.words(x + 2, top + HIGH / 2 + 5, tag.letter)
    sheet.close()


def _names(
    sheet: DrawingSheet, middles: Sequence[float], points: Sequence[ChartPoint], top: float
) -> None:
    """The periods under their cells; a year only where it changes."""
    sheet.open(text_anchor="middle", font_size=SMALLER, fill=QUIET)
    before = ""
    for x, point in zip(middles, points, strict=True):
        upper, lower = short_name(point.period)
        sheet.words(x, top + 13, upper)
        if lower != before:
            sheet.words(x, top + 27, lower)
        before = lower
    sheet.close()
