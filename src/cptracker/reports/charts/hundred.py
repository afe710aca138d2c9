"""A share as a hundred dots, of which as many are filled: for those who read pictures first."""

from cptracker.rating.wording import LOW_RELIABILITY
from cptracker.reports.charts.drawing import INK, LARGE, SMALL, DrawingSheet
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.status.report import Indicator

ACROSS = 20
"""Dots in a row; five rows are a hundred."""


DOT, SPACING = 6, 19
"""The half width of a dot, and from one to the next."""


FILLED, EMPTY = "#12436d", "#6f777b"
"""Both stand out from white by 3 to 1; a filled dot differs by its shape first."""


HUNDRED = 100


def hundred_dots(indicator: Indicator, words: str, *, mark: str = "") -> ChartPicture | None:
    """A share as so many of a hundred dots.

    Args:
        indicator: A measure whose figure is a share, as the paper shows it.
        words: The sentence that tells it; it is what the picture says to those who cannot see it.
        mark: What the picture says of itself when it is copied away.

    Returns:
        None where there is no figure, or it is no share, or one of so few that it is told apart.
    """
    figure = indicator.figure
    if figure.value is None or indicator.unit != "%" or LOW_RELIABILITY in figure.marks:
        return None
    filled = round(figure.value)
    sheet = DrawingSheet(ACROSS * SPACING + 4)
    about = "" if figure.value.denominator == 1 else "About "
    sheet.words(2, 20, f"{about}{filled} of every 100", size=LARGE, bold=True)
    for at in range(HUNDRED):
        x, y = 2 + SPACING / 2 + at % ACROSS * SPACING, 42 + at // ACROSS * SPACING
        attributes = {"fill": FILLED} if at < filled else {"fill": "none", "stroke": EMPTY}
        sheet.add("circle", cx=x, cy=y, r=DOT, **attributes)
    high = 42 + HUNDRED // ACROSS * SPACING
    if mark:
        sheet.words(2, high + 4, mark, size=SMALL, bold=True, colour=INK)
        high += 12
    return sheet.finished(high, title=indicator.title, alt=words)
