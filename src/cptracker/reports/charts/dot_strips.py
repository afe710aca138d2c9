"""A figure beside those of others: a row for each of them on one scale, told by shape and words.

The ten neighbours are placed and not named: the panel compares itself with a group, not with one.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from cptracker.comparisons import Comparison, Kind
from cptracker.periods import from_key
from cptracker.reports.charts.drawing import SMALL, Sheet
from cptracker.reports.charts.frames import EDGE, WAYS, WIDE, footnotes, heading
from cptracker.reports.charts.lettering import shortened, wrapped
from cptracker.reports.charts.marks import draw
from cptracker.reports.charts.palette import GRID, LIMIT, OTHERS, OWN, QUIET, Mark, Shape
from cptracker.reports.charts.pictures import Picture
from cptracker.reports.charts.scales import Scale, least_span, scale
from cptracker.reports.charts.showing import as_shown, bounds, digits_of, rounded, written
from cptracker.results import Nothing
from cptracker.standing import Indicator

MARKS = {
    Kind.NEIGHBOUR: Mark(Shape.RING, OTHERS, "a statistical neighbour"),
    Kind.NEIGHBOURS: Mark(Shape.BAR, "#801650", "statistical neighbours together"),
    Kind.REGION: Mark(Shape.DIAMOND, "#3D3D3D", "the region"),
    Kind.ENGLAND: Mark(Shape.SQUARE, "#3D3D3D", "England"),
}
COUNCIL = Mark(Shape.DOT, OWN, "this council")

NAMES = 205
"""Pixels for a row's words."""
ROW, LINE = 40, 14
TOLD = 12
TOUCH = 11.0
"""Two rings nearer than this cover each other."""
UPS = (-11.0, 11.0)
OTHER_DEFINITION = "another definition"


@frozen(kw_only=True)
class Row:
    """One line of the strip.

    Attributes:
        name: Whose figures they are.
        told: The figure and its period in words.
        spots: Each value with its mark, in the measure's unit.
        spread: From where to where single neighbours lie, for those who do not see them.
        like: Whether they follow the measure's own definition; else they are outlines.
    """

    name: str
    told: str
    spots: tuple[tuple[Fraction, Mark], ...] = ()
    spread: str = ""
    like: bool = True


def dot_strip(indicator: Indicator, *, council: str = "", mark: str = "") -> Picture | None:
    """The measure's latest figure, England, the region and the statistical neighbours.

    Args:
        indicator: With its comparisons; the latest of each area and kind is drawn.
        council: How to name the council's own row.
        mark: What must be said of every output, such as that the data are made up.

    Returns:
        None where there is nobody to compare with.
    """
    others = _latest(indicator.comparisons)
    if not others:
        return None
    rows = [_own(indicator, council or "This council"), *_rows(indicator, others)]
    sheet = Sheet(WIDE)
    title = f"{indicator.title}: compared"
    top = heading(sheet, title, WAYS[indicator.better].capitalize(), mark=mark)
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
    end = footnotes(sheet, below, filter(None, _notes(others, along)))
    alt = " ".join(f"{row.name}: {row.told}{row.spread}." for row in rows)
    return sheet.finished(end, title=title, alt=alt)


def _latest(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """The latest figure of each area; own earlier years belong to the line of values."""
    kept: dict[tuple[Kind, str], Comparison] = {}
    for one in comparisons:
        place = (one.kind, one.area)
        known = kept.get(place)
        if one.kind in MARKS and (known is None or _when(known) < _when(one)):
            kept[place] = one
    return list(kept.values())


def _when(one: Comparison) -> int:
    try:
        return from_key(one.period).last_month
    except ValueError:
        return 0


def period_words(key: str) -> str:
    """A period's key for people, or the key where it is no period's."""
    try:
        return from_key(key).label
    except ValueError:
        return key


def _own(indicator: Indicator, name: str) -> Row:
    figure = indicator.figure
    value = as_shown(figure, indicator.unit)
    when = figure.period.label
    if value is None:
        hidden = figure.nothing is Nothing.HIDDEN
        return Row(name=name, told=f"{'[c] hidden' if hidden else 'no figure'}, {when}")
    told = f"{written(value, indicator.unit, digits_of(indicator))}, {when}"
    return Row(name=name, told=told, spots=((value, COUNCIL),))


def _rows(indicator: Indicator, others: Sequence[Comparison]) -> list[Row]:
    rows = [
        _row(indicator, one)
        for kind in (Kind.ENGLAND, Kind.REGION)
        for one in others
        if one.kind is kind
    ]
    together = [one for one in others if one.kind is Kind.NEIGHBOURS]
    each = [one for one in others if one.kind is Kind.NEIGHBOUR]
    if together or each:
        rows.append(_neighbours(indicator, together, each))
    return rows


def _row(indicator: Indicator, one: Comparison) -> Row:
    value = rounded(one.value, max(1, digits_of(indicator)))
    told = f"{written(value, indicator.unit, 6)}, {period_words(one.period)}"
    if not one.like_for_like:
        told += f", {OTHER_DEFINITION}"
    spots = ((value, MARKS[one.kind]),)
    return Row(name=one.area, told=told, spots=spots, like=one.like_for_like)


def _neighbours(
    indicator: Indicator, together: Sequence[Comparison], each: Sequence[Comparison]
) -> Row:
    digits = max(1, digits_of(indicator))
    ring = MARKS[Kind.NEIGHBOUR]
    spots = [(rounded(one.value, digits), ring) for one in each]
    words = [] if together else [f"{len(each)} of them, {period_words(each[0].period)}"]
    for one in together:
        value = rounded(one.value, digits)
        spots.append((value, MARKS[Kind.NEIGHBOURS]))
        of = f", {one.method or 'mean'} of {one.of}" if one.of is not None else ""
        like = "" if one.like_for_like else f", {OTHER_DEFINITION}"
        words.append(f"{written(value, indicator.unit, 6)}{of}, {period_words(one.period)}{like}")
    return Row(
        name="Statistical neighbours",
        told="; ".join(words),
        spots=tuple(spots),
        spread=_spread(indicator.unit, [rounded(one.value, digits) for one in each]),
        like=all(one.like_for_like for one in together),
    )


def _spread(unit: str, values: Sequence[Fraction]) -> str:
    if len(values) < 2:
        return ""
    low, high = (written(one, unit, 6) for one in (min(values), max(values)))
    return f", {len(values)} of them from {low} to {high}"


def _draw(sheet: Sheet, rows: Sequence[Row], along: Scale, unit: str, top: float) -> float:
    heights = [ROW + LINE * (len(_told(row)) - 1) for row in rows]
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


def _write(sheet: Sheet, row: Row, y: float, along: Scale) -> None:
    room = NAMES - EDGE
    own = any(mark is COUNCIL for _, mark in row.spots)
    lines = _told(row)
    first = y + 4.5 - LINE * len(lines) / 2
    sheet.words(EDGE, first, shortened(row.name, SMALL, room, bold=own), size=SMALL, bold=own)
    for at, line in enumerate(lines, start=1):
        sheet.words(EDGE, first + at * LINE + 1, line, size=TOLD, colour=QUIET)
    sheet.line(along.start, y, along.stop, y, stroke=LIMIT, stroke_width=0.6)
    for (value, mark), up in zip(row.spots, _apart(row, along), strict=True):
        size = 8 if mark is COUNCIL else 6.5
        hollow = not row.like and mark.shape is not Shape.BAR
        draw(sheet, mark.shape, along.at(value), y + up, size, mark.colour, hollow=hollow,
             class_=mark.words)  # fmt: skip


def _told(row: Row) -> tuple[str, ...]:
    return wrapped(row.told, TOLD, NAMES - 2 * EDGE)


def _apart(row: Row, along: Scale) -> list[float]:
    """How far each mark is moved up or down so that equal ones do not cover each other."""
    taken: list[tuple[float, float]] = []
    for value, mark in row.spots:
        x = along.at(value)
        free = (
            up
            for up in (0.0, *UPS)
            if all(abs(x - other) >= TOUCH or abs(up - there) >= TOUCH for other, there in taken)
        )
        taken.append((x, next(free, 0.0) if mark.shape is Shape.RING else 0.0))
    return [up for _, up in taken]


def _notes(others: Sequence[Comparison], along: Scale) -> list[str]:
    kinds = {one.kind for one in others}
    how = []
    if Kind.NEIGHBOUR in kinds:
        how.append("each ring is one statistical neighbour")
    if Kind.NEIGHBOURS in kinds:
        how.append("the upright bar is what stands for all of them")
    words = "; ".join(how)
    notes = [f"{words[:1].upper()}{words[1:]}." if words else ""]
    if any(not one.like_for_like for one in others):
        notes.append("Figures of another definition are in outline and judge nothing.")
    if not along.holds(Fraction(0)):
        notes.append("The scale does not begin at 0.")
    return notes
