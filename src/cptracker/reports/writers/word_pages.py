"""On which page of a Word file each place stands, as far as that can be known before Word sets it.

Lines are broken by the widths of Arial, rows and short tables stay whole, and what leads to
something stays with it, as the file asks of Word. It serves the contents until Word works out its
own numbers, which it does when the file is opened.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from cptracker.reports.charts.text_widths import wrapped
from cptracker.reports.writers.table_layout import PADDING

if TYPE_CHECKING:
    from docx.document import Document as File

Element = Any
"""An element of the file; the library that reads it has no types for most of them."""


LINE_HEIGHT = 1.145
"""Of Arial, in the size of its letters."""


RULE = 0.7
"""The line between two rows of a table, in points."""


NUMBERED = 28.35
"""How far numbered paragraphs are set in: a centimetre, in points."""


EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
"""The size of a picture."""


TWIPS, EMU = 20, 12_700
"""Of a point: in these the file gives its lengths."""


@frozen(kw_only=True)
class LaidBlock:
    """A paragraph or a row of a table, as tall as it will be.

    Attributes:
        height: In points, with the space below it and what is beyond the space of the last above.
        below: The empty space below it, which its height holds.
        places: The bookmarks within.
        keeps: Whether it stays on the page of the next one.
        begins: Whether it begins a page.
        line: The height of a line, where it may be parted between lines; 0 where it stays whole.
        header: Of a row, the height of the header row that is repeated on each page.
    """

    height: float
    below: float = 0
    places: tuple[str, ...] = ()
    keeps: bool = False
    begins: bool = False
    line: float = 0
    header: float = 0


@frozen
class StyleMetrics:
    """What a style says of its paragraphs.

    Attributes:
        size: Of its letters, in points.
        spacing: The factor by which its lines are higher than its letters ask.
        above: Empty space, in points.
        below: Empty space, in points.
        keeps: Whether its paragraphs stay with the next.
        joins: Whether there is no space between paragraphs of the style.
    """

    size: float
    spacing: float
    above: float
    below: float
    keeps: bool
    joins: bool


@define
class PageRuler:
    """Measures the blocks of a file by its styles and the room between its margins."""

    width: float
    styles: dict[str, StyleMetrics]

    def blocks(self, body: Element) -> Iterator[LaidBlock]:
        """Every paragraph and row, in reading order."""
        last = 0.0
        for element in body:
            if element.tag.endswith("}p"):
                laid = self.paragraph(element, self.width, last)
                last = laid.below
                yield laid
            elif element.tag.endswith("}tbl"):
                yield from self._rows(element)
                last = 0

    def paragraph(self, element: Element, width: float, last: float) -> LaidBlock:
        """A paragraph in a column of some width; the larger of two spaces parts two of them."""
        properties = element.find(_w("pPr"))
        style = self.styles.get(_style_name(element), self.styles["Normal"])
        above, below, line = self._spaces(properties, style)
        if style.joins and _style_name(element) == _style_name(element.getnext()):
            below = 0
        size = max((int(each.get(_w("val"))) / 2 for each in element.iter(_w("sz"))), default=0)
        size = size or style.size
        pictures = [int(each.get("cy")) / EMU for each in element.iter(EXTENT)]
        line = line or LINE_HEIGHT * style.spacing * size
        text = "".join(part.text or "" for part in element.iter(_w("t")))
        lines = len(wrapped(text, size, width - _indent(properties), most=10_000)) or 1
        inner = max(pictures) if pictures else lines * line
        return LaidBlock(
            height=max(above - last, 0) + inner + below,
            below=below,
            places=tuple(each.get(_w("name")) for each in element.iter(_w("bookmarkStart"))),
            keeps=style.keeps
            if properties is None
            else _states(properties, "keepNext", style.keeps),
            begins=_states(properties, "pageBreakBefore", False),
            line=0 if pictures or lines < 4 else line,
        )

    @staticmethod
    def _spaces(properties: Element, style: StyleMetrics) -> tuple[float, float, float]:
        """Above, below, and the height of a line where it is stated exactly."""
        stated = None if properties is None else properties.find(_w("spacing"))
        if stated is None:
            return style.above, style.below, 0
        above, below = stated.get(_w("before")), stated.get(_w("after"))
        exact = stated.get(_w("lineRule")) == "exact"
        return (
            style.above if above is None else int(above) / TWIPS,
            style.below if below is None else int(below) / TWIPS,
            int(stated.get(_w("line"))) / TWIPS if exact else 0,
        )

    def _rows(self, table: Element) -> Iterator[LaidBlock]:
        widths = [int(column.get(_w("w"))) / TWIPS for column in table.iter(_w("gridCol"))]
        sides = _sides(table)
        header = 0.0
        for row in table.iter(_w("tr")):
            cells = [list(cell.iter(_w("p"))) for cell in row.iter(_w("tc"))]
            stacks = [
                list(self._stack(cell, width - sides))
                for cell, width in zip(cells, widths, strict=True)
            ]
            height = max(sum(laid.height for laid in stack) for stack in stacks) + RULE
            keeps = all(laid.keeps for stack in stacks for laid in stack)
            yield LaidBlock(height=height, keeps=keeps, header=header)
            header = header or height

    def _stack(self, paragraphs: Iterable[Element], width: float) -> Iterator[LaidBlock]:
        last = 0.0
        for element in paragraphs:
            laid = self.paragraph(element, width, last)
            last = laid.below
            yield laid


def pages_of(file: "File") -> dict[str, int]:
    """The page of each bookmark of a file that has been written."""
    section = file.sections[-1]
    widths = (section.page_width, section.left_margin, section.right_margin)
    heights = (section.page_height, section.top_margin, section.bottom_margin)
    width, high = (
        ((whole or 0) - (first or 0) - (last or 0)) / EMU
        for whole, first, last in (widths, heights)
    )
    ruler = PageRuler(width, _metrics(file))
    return _paged(list(ruler.blocks(file.element.body)), high)


def _paged(blocks: list[LaidBlock], high: float) -> dict[str, int]:
    """What stays together moves to the next page as a whole, unless it is taller than one."""
    page, used = 1, 0.0
    pages: dict[str, int] = {}
    for chain in _chains(blocks):
        needed = sum(laid.height for laid in chain)
        last = chain[-1]
        if last.line:  # two lines of it are enough to begin with
            needed -= last.height - min(last.height, 2 * last.line)
        if used and (chain[0].begins or (used + needed > high and needed < high)):
            page, used = page + 1, 0.0
        for laid in chain:
            if used + laid.height > high and used:
                page, used = page + 1, _left_over(laid, high - used)
            else:
                used += laid.height
            pages |= dict.fromkeys(laid.places, page)
    return pages


def _left_over(laid: LaidBlock, height_left: float) -> float:
    """What of a block stands on the next page, under a repeated header row if it has one."""
    if laid.line:
        return laid.height - height_left // laid.line * laid.line
    return laid.height + laid.header


def _chains(blocks: list[LaidBlock]) -> Iterator[list[LaidBlock]]:
    """Blocks that stay on one page: all that keep with the next, and the one they lead to."""
    at = 0
    last_places = [place for place, laid in enumerate(blocks) if not laid.keeps]
    for end in [*last_places, len(blocks) - 1]:
        if end >= at:
            yield blocks[at : end + 1]
            at = end + 1


def _metrics(file: "File") -> dict[str, StyleMetrics]:
    """Of each style of paragraphs by its identifier."""
    from docx.enum.style import WD_STYLE_TYPE

    styles = [style for style in file.styles if style.type == WD_STYLE_TYPE.PARAGRAPH]
    return {style.style_id: _metrics_of(style) for style in styles}


def _metrics_of(style: Element) -> StyleMetrics:
    size = _stated(style, lambda each: each.font.size)
    spacing = _stated(style, lambda each: each.paragraph_format.line_spacing)
    above = _stated(style, lambda each: each.paragraph_format.space_before)
    below = _stated(style, lambda each: each.paragraph_format.space_after)
    return StyleMetrics(
        size=size.pt if size else 12,
        spacing=spacing if isinstance(spacing, float) else 1,
        above=above.pt if above else 0,
        below=below.pt if below else 0,
        keeps=bool(_stated(style, lambda each: each.paragraph_format.keep_with_next)),
        joins=bool(style.element.xpath("./w:pPr/w:contextualSpacing")),
    )


def _stated(style: Element, fact: Callable[[Element], Any]) -> Any:
    """What a style says, or the one that it is based on."""
    while style is not None:
        if (value := fact(style)) is not None:
            return value
        style = style.base_style
    return None


@cache
def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _style_name(element: Element) -> str:
    """The style of a paragraph; empty for what is none."""
    if element is None or not element.tag.endswith("}p"):
        return ""
    chosen = element.find(f"{_w('pPr')}/{_w('pStyle')}")
    return "Normal" if chosen is None else str(chosen.get(_w("val")))


def _states(properties: Element, name: str, usual: bool) -> bool:
    """Whether a paragraph's own facts say so."""
    stated = None if properties is None else properties.find(_w(name))
    return usual if stated is None else stated.get(_w("val")) not in ("0", "false")


def _sides(table: Element) -> float:
    """Left and right of what stands in a cell, together, in points."""
    stated = table.findall(f"{_w('tblPr')}/{_w('tblCellMar')}/*")
    return (sum(int(side.get(_w("w"))) for side in stated) or PADDING) / TWIPS


def _indent(properties: Element) -> float:
    """How much narrower than its column a paragraph is."""
    stated = None if properties is None else properties.find(_w("ind"))
    numbered = properties is not None and properties.find(_w("numPr")) is not None
    if stated is None or stated.get(_w("left")) is None:
        return NUMBERED if numbered else 0
    return int(stated.get(_w("left"))) / TWIPS
