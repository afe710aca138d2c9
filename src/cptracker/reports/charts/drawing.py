"""A sheet to draw on: shapes and words become SVG, all of it escaped, none of it from outside.

Nothing here has a script, a style sheet, an identifier or an address, so a picture can be pasted
into any page, and two pictures in one page never disturb each other.
"""

from xml.sax.saxutils import escape, quoteattr

from attrs import define, field

from cptracker.reports.charts.lettering import FAMILY, legible, width
from cptracker.reports.charts.palette import INK, PAPER
from cptracker.reports.charts.pictures import Picture

SMALL, USUAL, LARGE = 13, 14, 17
"""Sizes of letters."""

Dash = str | None


def place(number: float) -> str:
    """A length to a tenth, without a needless point: finer than any eye, and the same each run."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@define
class Sheet:
    """Where a picture comes to be, as wide as it will be."""

    width: int
    parts: list[str] = field(factory=list)

    def add(self, tag: str, **facts: str | float) -> None:
        """An element without words; `_` in a name stands for `-`, and at its end for nothing."""
        self.parts.append(f"<{tag}{_attributes(facts)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **facts: str | float) -> None:
        """A straight line; black and one wide unless told."""
        self.add("path", d=f"M{place(x1)} {place(y1)}L{place(x2)} {place(y2)}",
                 **{"stroke": INK, "fill": "none", **facts})  # fmt: skip

    def box(self, x: float, y: float, wide: float, high: float, **facts: str | float) -> None:
        """A rectangle by its upper left corner."""
        self.add("rect", x=x, y=y, width=wide, height=high, **facts)

    def words(self, x: float, y: float, text: str, *, size: float = USUAL, bold: bool = False,
              anchor: str = "start", colour: str = INK, halo: bool = False) -> None:  # fmt: skip
        """One line of words on the base line `y`; a halo keeps it legible over lines."""
        harmless = legible(text)
        if not harmless:
            return
        facts: dict[str, str | float] = {"x": x, "y": y}
        facts |= {} if anchor == "start" else {"text_anchor": anchor}
        facts |= {} if size == USUAL else {"font_size": size}
        facts |= {"font_weight": "bold"} if bold else {}
        facts |= {} if colour == INK else {"fill": colour}
        facts |= {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"} if halo else {}
        self.parts.append(f"<text{_attributes(facts)}>{escape(harmless)}</text>")

    def after(self, x: float, text: str, *, size: float = USUAL, bold: bool = False) -> float:
        """Where a text that begins at `x` ends."""
        return x + width(legible(text), size, bold=bold)

    def open(self, **facts: str | float) -> None:
        """Begin a group of alike things."""
        self.parts.append(f"<g{_attributes(facts)}>")

    def close(self) -> None:
        """End the group."""
        self.parts.append("</g>")

    def finished(self, height: float, *, title: str, alt: str) -> Picture:
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
        svg = f"{head}{''.join(self.parts)}</svg>"
        return Picture(svg=svg, alt=alt, title=title, width=self.width, height=high)


def _attributes(facts: dict[str, str | float]) -> str:
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}="
        + quoteattr(fact if isinstance(fact, str) else place(fact))
        for name, fact in facts.items()
    )
