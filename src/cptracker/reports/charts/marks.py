"""Shapes that mean something, each drawn about its middle and about as heavy as the others."""

from collections.abc import Callable

from cptracker.reports.charts.drawing import PAPER, DrawingSheet, Mark, Shape, place

Path = Callable[[float, float, float], str]


def draw_mark(
    sheet: DrawingSheet,
    shape: Shape,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    hollow: bool = False,
    **attributes: str | float,
) -> None:
    """One shape; `size` is half its height. Hollow, it is only an outline."""
    outlined = hollow or shape in OUTLINED
    inside = "none" if shape in STROKES else PAPER
    paint: dict[str, str | float] = {"fill": inside if outlined else colour}
    if outlined:
        paint |= {"stroke": colour, "stroke_width": 1.6}
    form(sheet, shape, x, y, size, **{**paint, **attributes})


def form(
    sheet: DrawingSheet, shape: Shape, x: float, y: float, size: float, **attributes: str | float
) -> None:
    """One shape without a colour of its own, for a group that has it."""
    if shape in (Shape.RING, Shape.DOT, Shape.HALF):
        sheet.add("circle", cx=x, cy=y, r=size * 0.9, **attributes)
        if shape is Shape.HALF:
            sheet.add("path", d=_left_half(x, y, size * 0.9), fill=attributes.get("stroke", ""))
    elif shape is Shape.SQUARE:
        edge = size * 0.85
        sheet.box(x - edge, y - edge, 2 * edge, 2 * edge, **attributes)
    else:
        sheet.add("path", d=_PATHS[shape](x, y, size), **attributes)


def points(sheet: DrawingSheet, mark: Mark, kind: str, spots: list[tuple[float, float]]) -> None:
    """All points of a chart that mean the same, in one group."""
    if not spots:
        return
    outlined = mark.shape in OUTLINED
    paint = {
        "fill": PAPER if outlined else mark.colour,
        "stroke": mark.colour if outlined else PAPER,
    }
    sheet.open(class_=f"points {kind}", **paint, stroke_width=1.6 if outlined else 0.8)
    for x, y in spots:
        form(sheet, mark.shape, x, y, 4 if outlined else 5.5)
    sheet.close()


def _corners(*corners: tuple[float, float]) -> Path:
    """A closed path through corners given in sizes from the middle."""

    def path(x: float, y: float, size: float) -> str:
        spots = [f"{place(x + across * size)} {place(y + down * size)}" for across, down in corners]
        return f"M{'L'.join(spots)}Z"

    return path


def _strokes(*lines: tuple[tuple[float, float], ...]) -> Path:
    """Open lines, given likewise."""

    def path(x: float, y: float, size: float) -> str:
        return "".join(
            "M" + "L".join(f"{place(x + a * size)} {place(y + d * size)}" for a, d in line)
            for line in lines
        )

    return path


def _left_half(x: float, y: float, radius: float) -> str:
    """The left half of a circle, which is filled where the right one is not."""
    above, below, middle = place(y - radius), place(y + radius), place(x)
    return f"M{middle} {above}A{place(radius)} {place(radius)} 0 0 0 {middle} {below}Z"


_DIAMOND = _corners((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0))


_PATHS: dict[Shape, Path] = {
    Shape.UP: _corners((0, -1), (1.05, 0.8), (-1.05, 0.8)),
    Shape.DOWN: _corners((0, 1), (1.05, -0.8), (-1.05, -0.8)),
    Shape.DIAMOND: _DIAMOND,
    Shape.HOLLOW_DIAMOND: _DIAMOND,
    Shape.BAR: _corners((-0.28, -1.3), (0.28, -1.3), (0.28, 1.3), (-0.28, 1.3)),
    Shape.TICK: _strokes(((-0.9, 0), (-0.2, 0.7), (0.9, -0.7))),
    Shape.CROSS: _strokes(((-0.7, -0.7), (0.7, 0.7)), ((-0.7, 0.7), (0.7, -0.7))),
    Shape.HATCH: _strokes(
        ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8), (-0.8, -0.8)),
        ((-0.8, 0.1), (0.1, -0.8)), ((-0.8, 0.8), (0.8, -0.8)), ((-0.1, 0.8), (0.8, -0.1)),
    ),
}  # fmt: skip


STROKES = {Shape.TICK, Shape.CROSS}
"""Open lines, which enclose nothing."""


OUTLINED = {Shape.RING, Shape.HALF, Shape.HOLLOW_DIAMOND, Shape.TICK, Shape.CROSS, Shape.HATCH}
"""Told by their outline: filled with paper, where there is anything to fill."""
