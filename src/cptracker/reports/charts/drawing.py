"""A sheet to draw on: shapes, colours and words become SVG, all of it escaped.

Every colour that carries a meaning has at least 3 to 1 against white (WCAG 1.4.11), and those that
stand in one picture stay apart for colour-blind readers (simulated, Machado 2009); a test holds
them to it. Ratings wear the GOV.UK Design System's tags, which differ too little for that, so each
cell has its letter and shape as well.

Widths are those of Arial, Helvetica and their free likenesses, which the pictures ask for; a
browser with another font draws a little wider or narrower, for which the layout leaves room.

Nothing here has a script, a style sheet, an identifier or an address, so a picture can be pasted
into any page, and two pictures in one page never disturb each other.
"""

from collections.abc import Mapping
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from attrs import define, field, frozen

from cptracker.model.figures import Rating, Unrated
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.text_widths import legible, width

PAPER = "#ffffff"


INK = "#0b0c0c"


QUIET = "#484f54"
"""Words of less weight: 8 to 1 on paper."""


GRID = "#dfe3e6"
"""Carries no meaning: the axis says all."""


LINE = "#8a9299"
"""Leads the eye from point to point."""


LIMIT = "#6b767e"


TARGET = "#6a0f42"


OWN = "#12436D"


OTHERS = "#5f6a72"


YEARS = ("#4f96d6", "#2073BC", "#16538f", "#0b2f5b")
"""From the earlier to the latest."""


class Shape(StrEnum):
    """What is drawn for a mark."""

    RING = "ring"
    DOT = "dot"
    UP = "up"
    DOWN = "down"
    DIAMOND = "diamond"
    HOLLOW_DIAMOND = "hollow diamond"
    SQUARE = "square"
    BAR = "bar"
    TICK = "tick"
    CROSS = "cross"
    HATCH = "hatch"
    HALF = "half"


@frozen
class Mark:
    """What stands for one meaning.

    Attributes:
        shape: The first thing to tell it by.
        colour: The second.
        words: What it means.
    """

    shape: Shape
    colour: str
    words: str


SIGNALS = {
    "common": Mark(Shape.RING, "#6f777b", "within chance"),
    "improvement": Mark(Shape.UP, "#0072C6", "better, by more than chance"),
    "concern": Mark(Shape.DOWN, "#D4580A", "worse, by more than chance"),
    "neutral": Mark(Shape.DIAMOND, "#490092", "changed, by more than chance"),
}
"""Of the points of an SPC chart, by what their variation says; Making Data Count's hues, darker."""


@frozen
class TagColours:
    """How a rating is shown.

    Attributes:
        letter: Where there is no room for the word.
        shape: The same as its sign in text.
        ink: Of words, shape and border.
        ground: Behind them.
    """

    letter: str
    shape: Shape
    ink: str
    ground: str


TAGS: Mapping[Rating | Unrated, TagColours] = {
    Rating.GREEN: TagColours("G", Shape.DOT, "#083d29", "#cfe4dc"),
    Rating.AMBER: TagColours("A", Shape.UP, "#7a3c1c", "#ffee80"),
    Rating.RED: TagColours("R", Shape.SQUARE, "#651b1b", "#f4d7d7"),
    Rating.COMPLETE: TagColours("C", Shape.TICK, "#0f385c", "#d2e2f1"),
    Rating.NO_TARGET: TagColours("-", Shape.HOLLOW_DIAMOND, "#484f54", "#ffffff"),
    Rating.NO_DATA: TagColours("?", Shape.RING, "#484f54", "#eeefef"),
    Rating.NOT_STARTED: TagColours("N", Shape.RING, "#484f54", "#ffffff"),
    Rating.CANCELLED: TagColours("X", Shape.CROSS, "#484f54", "#eeefef"),
    Rating.HIDDEN: TagColours("[c]", Shape.HATCH, "#484f54", "#ffffff"),
    Unrated.REPORTED: TagColours("o", Shape.HALF, "#484f54", "#ffffff"),
}


FAMILY = "Arial, Helvetica, Charts Sans, sans-serif"
"""What a reader's own machine is asked for; the last but one is in the package, for PNG."""


SMALL, USUAL, LARGE = 13, 14, 17
"""Sizes of letters."""


Dash = str | None


def place(number: float) -> str:
    """A length to a tenth, without a needless point: finer than any eye, and the same each run."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@define
class DrawingSheet:
    """Where a picture comes to be, as wide as it will be."""

    width: int
    elements: list[str] = field(factory=list)

    def add(self, tag: str, **attributes: str | float) -> None:
        """An element without words; `_` in a name stands for `-`, and at its end for nothing."""
        self.elements.append(f"<{tag}{_attributes(attributes)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> None:
        """A straight line; black and one wide unless told."""
        self.add("path", d=f"M{place(x1)} {place(y1)}L{place(x2)} {place(y2)}",
                 **{"stroke": INK, "fill": "none", **attributes})  # fmt: skip

    def box(self, x: float, y: float, wide: float, high: float, **attributes: str | float) -> None:
        """A rectangle by its upper left corner."""
        self.add("rect", x=x, y=y, width=wide, height=high, **attributes)

    def words(self, x: float, y: float, text: str, *, size: float = USUAL, bold: bool = False,
              anchor: str = "start", colour: str = INK, halo: bool = False) -> None:  # fmt: skip
        """One line of words on the base line `y`; a halo keeps it legible over lines."""
        harmless = legible(text)
        if not harmless:
            return
        attributes: dict[str, str | float] = {"x": x, "y": y}
        attributes |= {} if anchor == "start" else {"text_anchor": anchor}
        attributes |= {} if size == USUAL else {"font_size": size}
        attributes |= {"font_weight": "bold"} if bold else {}
        attributes |= {} if colour == INK else {"fill": colour}
        attributes |= {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"} if halo else {}
        self.elements.append(f"<text{_attributes(attributes)}>{escape(harmless)}</text>")

    def after(self, x: float, text: str, *, size: float = USUAL, bold: bool = False) -> float:
        """Where a text that begins at `x` ends."""
        return x + width(legible(text), size, bold=bold)

    def open(self, **attributes: str | float) -> None:
        """Begin a group of alike things."""
        self.elements.append(f"<g{_attributes(attributes)}>")

    def close(self) -> None:
        """End the group."""
        self.elements.append("</g>")

    def finished(self, height: float, *, title: str, alt: str) -> ChartPicture:
        """The picture, cut at a height."""
        high = round(height)
        title, alt = legible(title), legible(alt)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {self.width} {high}"'
            f' width="{self.width}" height="{high}" style="max-width:100%;height:auto"'
            f' font-family={quoteattr(FAMILY)} font-size="{USUAL}" fill="{INK}">'
            f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
            f'<rect width="{self.width}" height="{high}" fill="{PAPER}"/>'
        )
        svg = f"{head}{''.join(self.elements)}</svg>"
        return ChartPicture(svg=svg, alt=alt, title=title, width=self.width, height=high)


def _attributes(attributes: dict[str, str | float]) -> str:
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}="
        + quoteattr(value if isinstance(value, str) else place(value))
        for name, value in attributes.items()
    )
