"""A year of ratings side by side: a letter, a shape and a colour for each period."""

from collections.abc import Sequence

from cptracker.reports.charts import describing
from cptracker.reports.charts.drawing import Sheet
from cptracker.reports.charts.marks import draw
from cptracker.reports.charts.palette import QUIET, TAGS
from cptracker.reports.charts.pictures import Picture
from cptracker.reports.charts.showing import Seen, periods_shown
from cptracker.reports.charts.times import short_name
from cptracker.results import Rating
from cptracker.standing import Indicator

YEAR = 12
LEAST = 4
"""Of yearly figures so many are shown: one cell would be no strip."""

CELL, HIGH, APART = 44, 26, 3
NAMES = 32
SMALLER = 12
JUDGED = {Rating.GREEN, Rating.AMBER, Rating.RED}


def rating_strip(indicator: Indicator) -> Picture | None:
    """The ratings of the last year's periods, each by the target in force then.

    Returns:
        None where no period shown was rated green, amber or red, or there is only one period.
    """
    seen = _last_year(periods_shown(indicator))
    if len(seen) < 2 or not any(one.rating in JUDGED for one in seen):
        return None
    wide = CELL if all(short_name(one.period)[1] for one in seen) else CELL + 12
    sheet = Sheet(len(seen) * (wide + APART) + 1)
    before = ""
    for at, one in enumerate(seen):
        x = at * (wide + APART) + 1
        _cell(sheet, x, wide, one)
        before = _name(sheet, x + wide / 2, one, before)
    alt = f"Ratings: {describing.ratings(seen)}"
    return sheet.finished(HIGH + NAMES, title=indicator.title, alt=alt)


def _last_year(seen: Sequence[Seen]) -> list[Seen]:
    latest = seen[-1].period.last_month
    year = [one for one in seen if latest - one.period.last_month < YEAR]
    return year if len(year) >= LEAST else list(seen[-LEAST:])


def _cell(sheet: Sheet, x: float, wide: float, one: Seen) -> None:
    tag = TAGS[one.rating or Rating.NO_DATA]
    sheet.box(x, 1, wide, HIGH - 2, class_=f"rating {one.rating or Rating.NO_DATA}",
              fill=tag.ground, stroke=tag.ink, rx=3)  # fmt: skip
    draw(sheet, tag.shape, x + wide / 2 - 9, HIGH / 2, 5.5, tag.ink)
    sheet.words(x + wide / 2 + 2, HIGH / 2 + 5, tag.letter, bold=True, colour=tag.ink)


def _name(sheet: Sheet, middle: float, one: Seen, before: str) -> str:
    """The period under its cell; its year only where it changes."""
    upper, lower = short_name(one.period)
    sheet.words(middle, HIGH + 13, upper, size=SMALLER, anchor="middle", colour=QUIET)
    if lower != before:
        sheet.words(middle, HIGH + 27, lower, size=SMALLER, anchor="middle", colour=QUIET)
    return lower
