"""A figure beside those of others: a row for each of them on one scale, told by shape and words.

The ten neighbours are placed and not named: the panel compares itself with a group, not with one.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figures import Figure, MissingReason
from cptracker.rating.thresholds import usable_thresholds
from cptracker.rating.wording import figure_text
from cptracker.reports.charts.drawable import as_shown, bounds, written
from cptracker.reports.charts.drawing import (
    GRID,
    LIMIT,
    OTHERS,
    OWN,
    QUIET,
    SMALL,
    DrawingSheet,
    Mark,
    Shape,
)
from cptracker.reports.charts.layout import DIRECTIONS, EDGE, WIDE, chart_heading, footnotes
from cptracker.reports.charts.marks import draw_mark
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.scales import Scale, least_span, scale
from cptracker.reports.charts.text_widths import shortened, wrapped
from cptracker.status.report import Indicator
from cptracker.wording.facts import (
    averaged_in_words,
    group_in_words,
    period_in_words,
    shown_value,
    value_of_others,
)

MARKS = {
    ComparatorKind.NEIGHBOUR: Mark(Shape.RING, OTHERS, "a statistical neighbour"),
    ComparatorKind.NEIGHBOURS: Mark(Shape.BAR, "#801650", "statistical neighbours together"),
    ComparatorKind.REGION: Mark(Shape.DIAMOND, "#3D3D3D", "the region"),
    ComparatorKind.ENGLAND: Mark(Shape.SQUARE, "#3D3D3D", "England"),
}


COUNCIL = Mark(Shape.DOT, OWN, "this council")


NAMES = 205
"""Pixels for a row's words."""


ROW, LINE = 40, 14


TEXT_SIZE = 12


TOUCH = 11.0
"""Two rings nearer than this cover each other."""


UPS = (-11.0, 11.0)


OTHER_DEFINITION = "another definition"


@frozen(kw_only=True)
class DotRow:
    """One line of the strip.

    Attributes:
        name: Whose figures they are.
        text: The figure and its period in words.
        spots: Each value with its mark, in the measure's unit.
        spread: From where to where single neighbours lie, for those who do not see them.
        like: Whether they follow the measure's own definition; else they are outlines.
    """

    name: str
    text: str
    spots: tuple[tuple[Fraction, Mark], ...] = ()
    spread: str = ""
    like: bool = True


def dot_strips(
    indicator: Indicator, *, council: str = "", mark: str = ""
) -> Iterator[ChartPicture]:
    """The measure beside others, then each of its groups that has a figure; as `dot_strip`."""
    groups = ((breakdown.group_by, breakdown.group) for breakdown in indicator.breakdowns)
    for group_by, group in (("", ""), *groups):
        drawn = dot_strip(indicator, council=council, mark=mark, group_by=group_by, group=group)
        if drawn is not None:
            yield drawn


def dot_strip(
    indicator: Indicator,
    *,
    council: str = "",
    mark: str = "",
    group_by: str = "",
    group: str = "",
) -> ChartPicture | None:
    """The measure's latest figure, England, the region and the statistical neighbours.

    Args:
        indicator: With its comparisons, one of each kind.
        council: How to name the council's own row.
        mark: What must be said of every output, such as that the data are made up.
        group_by: The breakdown whose group is drawn; empty for everyone.
        group: The group in it.

    Returns:
        None where there is nobody to compare with.
    """
    comparisons = [
        comparison for comparison in indicator.comparisons
        if comparison.kind in MARKS and (comparison.group_by, comparison.group) == (group_by, group)
    ]  # fmt: skip
    figure = _figure_of(indicator, group_by, group)
    if not comparisons or figure is None:
        return None
    rows = [_own(indicator, figure, council or "This council"), *_rows(indicator, comparisons)]
    sheet = DrawingSheet(WIDE)
    subject = group_in_words(group_by, group)
    title = f"{indicator.title}: compared{f', {subject}' if subject else ''}"
    top = chart_heading(sheet, title, DIRECTIONS[indicator.better].capitalize(), mark=mark)
    values = [value for row in rows for value, _ in row.spots]
    least, most = bounds(indicator, values)
    along = scale(
        values,
        NAMES + EDGE,
        WIDE - 3 * EDGE,
        floor_at=least,
        ceiling_at=most,
        least=least_span(indicator.unit),
    )
    below = _draw(sheet, rows, along, indicator.unit, top + 12)
    end = footnotes(sheet, below, filter(None, _notes(comparisons, along)))
    alt = " ".join(f"{row.name}: {row.text}{row.spread}." for row in rows)
    return sheet.finished(end, title=title, alt=alt)


def _figure_of(indicator: Indicator, group_by: str, group: str) -> Figure | None:
    """The figure that is compared: everyone's, or a group's."""
    if not group_by:
        return indicator.figure
    groups = (
        breakdown
        for breakdown in indicator.breakdowns
        if (breakdown.group_by, breakdown.group) == (group_by, group)
    )
    return next(groups, None)


def _own(indicator: Indicator, figure: Figure, name: str) -> DotRow:
    limits = usable_thresholds(indicator.judgement.target, indicator.better)
    limits = None if figure.group_by else limits
    value = as_shown(figure, indicator.unit, limits)
    when = figure.period.label
    if value is None:
        hidden = figure.missing_reason is MissingReason.HIDDEN
        return DotRow(name=name, text=f"{'[c] hidden' if hidden else 'no figure'}, {when}")
    text = f"{figure_text(figure, indicator.unit, limits)}, {when}"
    return DotRow(name=name, text=text, spots=((value, COUNCIL),))


def _rows(indicator: Indicator, several: Sequence[Comparison]) -> list[DotRow]:
    rows = [
        _row(indicator, comparison)
        for kind in (ComparatorKind.ENGLAND, ComparatorKind.REGION)
        for comparison in several
        if comparison.kind is kind
    ]
    together, comparisons = (
        [comparison for comparison in several if comparison.kind is kind]
        for kind in (ComparatorKind.NEIGHBOURS, ComparatorKind.NEIGHBOUR)
    )
    if together or comparisons:
        rows.append(_neighbours(indicator, together, comparisons))
    return rows


def _row(indicator: Indicator, comparison: Comparison) -> DotRow:
    text = f"{value_of_others(comparison, indicator.unit)}, {period_in_words(comparison.period)}"
    if not comparison.like_for_like:
        text += f", {OTHER_DEFINITION}"
    spots = ((shown_value(comparison), MARKS[comparison.kind]),)
    return DotRow(name=comparison.area, text=text, spots=spots, like=comparison.like_for_like)


def _neighbours(
    indicator: Indicator, together: Sequence[Comparison], comparisons: Sequence[Comparison]
) -> DotRow:
    ring = MARKS[ComparatorKind.NEIGHBOUR]
    spots = [(shown_value(comparison), ring) for comparison in comparisons]
    words = []
    if not together:
        words = [f"{len(comparisons)} of them, {period_in_words(comparisons[0].period)}"]
    for comparison in together:
        spots.append((shown_value(comparison), MARKS[ComparatorKind.NEIGHBOURS]))
        like = "" if comparison.like_for_like else OTHER_DEFINITION
        value = value_of_others(comparison, indicator.unit)
        texts = (value, period_in_words(comparison.period), like, averaged_in_words(comparison))
        words.append(", ".join(part for part in texts if part))
    return DotRow(
        name="Statistical neighbours",
        text="; ".join(words),
        spots=tuple(spots),
        spread=_spread(indicator.unit, [shown_value(comparison) for comparison in comparisons]),
        like=all(comparison.like_for_like for comparison in together),
    )


def _spread(unit: str, values: Sequence[Fraction]) -> str:
    if len(values) < 2:
        return ""
    low, high = (written(value, unit, 6) for value in (min(values), max(values)))
    return f", {len(values)} of them from {low} to {high}"


def _draw(
    sheet: DrawingSheet, rows: Sequence[DotRow], along: Scale, unit: str, top: float
) -> float:
    heights = [ROW + LINE * (len(_text_lines(row)) - 1) for row in rows]
    bottom = top + sum(heights)
    for tick in along.ticks:
        x = along.at(tick)
        sheet.line(x, top, x, bottom, stroke=GRID)
        sheet.words(x, bottom + 17, written(tick, unit, 6), size=SMALL, anchor="middle",
                    colour=QUIET)  # fmt: skip
    own = [value for value, mark in rows[0].spots if mark is COUNCIL]
    for value in own:
        x = along.at(value)
        sheet.line(x, top, x, bottom, class_="own", stroke=OWN, stroke_dasharray="2 3")
    for row, high in zip(rows, heights, strict=True):
        _write(sheet, row, top + high / 2, along)
        top += high
    return bottom + 24


def _write(sheet: DrawingSheet, row: DotRow, y: float, along: Scale) -> None:
    names_width = NAMES - EDGE
    own = any(mark is COUNCIL for _, mark in row.spots)
    lines = _text_lines(row)
    first = y + 4.5 - LINE * len(lines) / 2
    sheet.words(
        EDGE, first, shortened(row.name, SMALL, names_width, bold=own), size=SMALL, bold=own
    )
    for at, line in enumerate(lines, start=1):
        sheet.words(EDGE, first + at * LINE + 1, line, size=TEXT_SIZE, colour=QUIET)
    sheet.line(along.start, y, along.stop, y, stroke=LIMIT, stroke_width=0.6)
    for (value, mark), up in zip(row.spots, _offsets(row, along), strict=True):
        size = 8 if mark is COUNCIL else 6.5
        hollow = not row.like and mark.shape is not Shape.BAR
        draw_mark(sheet, mark.shape, along.at(value), y + up, size, mark.colour, hollow=hollow,
             class_=mark.words)  # fmt: skip


def _text_lines(row: DotRow) -> tuple[str, ...]:
    return wrapped(row.text, TEXT_SIZE, NAMES - 2 * EDGE)


def _offsets(row: DotRow, along: Scale) -> list[float]:
    """How far each mark is moved up or down so that equal ones do not cover each other."""
    placed: list[tuple[float, float]] = []
    for value, mark in row.spots:
        x = along.at(value)
        free = (
            up
            for up in (0.0, *UPS)
            if all(
                abs(x - other_x) >= TOUCH or abs(up - other_up) >= TOUCH
                for other_x, other_up in placed
            )
        )
        placed.append((x, next(free, 0.0) if mark.shape is Shape.RING else 0.0))
    return [up for _, up in placed]


def _notes(comparisons: Sequence[Comparison], along: Scale) -> list[str]:
    kinds = {comparison.kind for comparison in comparisons}
    explanations = []
    if ComparatorKind.NEIGHBOUR in kinds:
        explanations.append("each ring is one statistical neighbour")
    if ComparatorKind.NEIGHBOURS in kinds:
        explanations.append("the upright bar is what stands for all of them")
    words = "; ".join(explanations)
    notes = [f"{words[:1].upper()}{words[1:]}." if words else ""]
    if any(not comparison.like_for_like for comparison in comparisons):
        notes.append("Figures of another definition are in outline and judge nothing.")
    if not along.holds(Fraction(0)):
        notes.append("The scale does not begin at 0.")
    return notes
