"""Bars of groups and of the last years, and a share as a hundred dots of which some are filled."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import Period
from cptracker.rating.wording import LOW_RELIABILITY
from cptracker.reports.charts.drawable import (
    SYMBOLS,
    ChartPoint,
    as_shown,
    chart_value_text,
    gaps_in_words,
    written,
)
from cptracker.reports.charts.drawing import (
    GRID,
    INK,
    LARGE,
    LIMIT,
    QUIET,
    SMALL,
    YEARS,
    DrawingSheet,
)
from cptracker.reports.charts.layout import EDGE, WIDE, chart_heading, footnotes
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.scales import Scale, scale
from cptracker.reports.charts.text_widths import width, wrapped
from cptracker.status.report import Indicator, Profile
from cptracker.wording import facts

MOST_YEARS = len(YEARS)


NAMES = 170


BAR, BETWEEN_GROUPS = 13, 10


@frozen(kw_only=True)
class Category:
    """One group with what was shown of it in each year, the earliest first."""

    name: str
    years: tuple[ChartPoint, ...]


def bar_chart(profile: Profile, *, mark: str = "") -> ChartPicture | None:
    """A profile as bars from 0, at most four years of each category.

    Args:
        profile: Its series has one breakdown.
        mark: What must be said of every output, such as that the data are made up.

    Returns:
        None where no category has a figure in these years.
    """
    rows = categories(profile)
    if any(figure.group_by for figure in profile.series.figures):
        rows = [row for row in rows if _is_something(row)]
    values = [year.value for row in rows for year in row.years if year.value is not None]
    if not values:
        return None
    years = [point.period for point in rows[0].years]
    sheet = DrawingSheet(WIDE)
    unit = profile.series.unit
    text = "Per cent" if unit == "%" else f"{unit[:1].upper()}{unit[1:]}"
    top = chart_heading(sheet, profile.title, text, mark=mark) + 4
    if any(figure.group_by for figure in profile.series.figures):
        top = _key(sheet, years, top)
    along = scale(
        values, NAMES + EDGE, WIDE - 60, from_zero=True, floor_at=Fraction(0), whole=unit != "%"
    )
    below = _draw(sheet, rows, along, unit, top + 8)
    gaps = gaps_in_words(point for row in rows for point in row.years)
    notes = [profile.note, f"{gaps}." if gaps else ""]
    end = footnotes(sheet, below, filter(None, notes))
    return sheet.finished(end, title=profile.title, alt=_alt(rows))


def _is_something(category: Category) -> bool:
    """Whether a bar or a sign of it stands in any year; a table tells of whom there is none."""
    return any(year.value or year.missing_reason not in EMPTY for year in category.years)


EMPTY = (None, MissingReason.NO_CASES)


def categories(profile: Profile) -> list[Category]:
    """The groups in the series' order, each with the last years that the series shows.

    Without groups each year is a row.
    """
    figures = [figure for figure in profile.series.figures if figure.group_by]
    if not figures:
        return [_whole(figure, profile.series.unit) for figure in profile.series.whole]
    years = sorted({figure.period for figure in figures}, key=lambda period: period.last_month)[
        -MOST_YEARS:
    ]
    groups = dict.fromkeys(figure.group for figure in figures)
    figure_by_group = {(figure.group, figure.period): figure for figure in figures}
    return [
        Category(
            name=facts.group_name(group),
            years=tuple(
                _point(figure_by_group.get((group, year)), year, profile.series.unit)
                for year in years
            ),
        )
        for group in groups
    ]


def _point(figure: Figure | None, year: Period, unit: str) -> ChartPoint:
    """A group's figure of a year; a group that a year does not have has no cases in it."""
    if figure is None:
        return ChartPoint(
            period=year, value=None, text="no cases", missing_reason=MissingReason.NO_CASES
        )
    missing_reason = (
        None if figure.value is not None else figure.missing_reason or MissingReason.NOT_COMPUTABLE
    )
    value = as_shown(figure, unit)
    return ChartPoint(
        period=year, value=value, text=chart_value_text(figure, unit), missing_reason=missing_reason
    )


def _whole(figure: Figure, unit: str) -> Category:
    """Everyone in one year, where there are no groups: each year is a bar of its own."""
    year = figure.period
    return Category(name=year.label, years=(_point(figure, year, unit),))


def _shades(years: int) -> tuple[str, ...]:
    return YEARS[-years:]


def _key(sheet: DrawingSheet, years: Sequence[Period], y: float) -> float:
    x = float(EDGE)
    for year, shade in zip(years, _shades(len(years)), strict=True):
        sheet.box(x, y + 3, 13, 13, fill=shade)
        sheet.words(x + 19, y + 14, year.label, size=SMALL, colour=QUIET)
        x += 19 + width(year.label, SMALL) + 18
    return y + 18


def _draw(
    sheet: DrawingSheet, rows: Sequence[Category], along: Scale, unit: str, top: float
) -> float:
    high = len(rows[0].years) * BAR + BETWEEN_GROUPS
    bottom = top + high * len(rows)
    for tick in along.ticks:
        x = along.at(tick)
        sheet.line(x, top, x, bottom, stroke=GRID)
        sheet.words(x, bottom + 16, written(tick, unit, 6), size=SMALL, anchor="middle",
                    colour=QUIET)  # fmt: skip
    for at, row in enumerate(rows):
        _group(sheet, row, top + at * high + BETWEEN_GROUPS / 2, along)
    sheet.line(along.start, top, along.start, bottom, stroke=LIMIT)
    return bottom + 22


def _group(sheet: DrawingSheet, row: Category, top: float, along: Scale) -> None:
    middle = top + len(row.years) * BAR / 2
    lines = wrapped(row.name, SMALL, NAMES - 2 * EDGE)
    for at, line in enumerate(lines):
        y = middle + 4.5 + (at - (len(lines) - 1) / 2) * 15
        sheet.words(along.start - 8, y, line, size=SMALL, anchor="end")
    for at, (point, shade) in enumerate(zip(row.years, _shades(len(row.years)), strict=True)):
        y = top + at * BAR
        end = along.start
        if point.value is not None:
            end = along.at(point.value)
            sheet.box(along.start, y, end - along.start, BAR - 2, class_="bar", fill=shade)
        text = point.text if point.missing_reason is None else SYMBOLS[point.missing_reason]
        sheet.words(end + 5, y + BAR - 3, text, size=12, colour=QUIET)


def _alt(rows: Sequence[Category]) -> str:
    """Each category in the latest year, and in the first."""
    if not rows:
        return ""
    if rows[0].name == rows[0].years[0].period.label:
        return f"{'; '.join(f'{row.name} {row.years[0].text}' for row in rows)}."
    first, last = rows[0].years[0].period.label, rows[0].years[-1].period.label
    categories_in_words = [f"{row.name} {row.years[-1].text}{_before(row)}" for row in rows]
    when = last if first == last else f"{last}, and in brackets {first}"
    return f"{when}: {'; '.join(categories_in_words)}."


def _before(row: Category) -> str:
    return f" ({row.years[0].text})" if len(row.years) > 1 else ""


ACROSS = 20
"""Dots in a row; five rows are a hundred."""


DOT, SPACING = 6, 19
"""The half width of a dot, and from one to the next."""


FILLED, UNFILLED = "#12436d", "#6f777b"
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
        attributes = {"fill": FILLED} if at < filled else {"fill": "none", "stroke": UNFILLED}
        sheet.add("circle", cx=x, cy=y, r=DOT, **attributes)
    high = 42 + HUNDRED // ACROSS * SPACING
    if mark:
        sheet.words(2, high + 4, mark, size=SMALL, bold=True, colour=INK)
        high += 12
    return sheet.finished(high, title=indicator.title, alt=words)
