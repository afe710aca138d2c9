"""A paper as slides before they are written: what stands on which, so that nothing runs over.

Each part of a paper begins a slide; what does not fit goes on to the next, tables with their header
row.
"""

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    Entries,
    Image,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import PaperTable, Words, line_of
from cptracker.reports.writers.slide_parts import (
    BOTTOM,
    GAP,
    SIZES,
    TOP,
    MeasuredTable,
    Part,
    PlacedPart,
    SlideLine,
    SlidePicture,
    SlideText,
    measured,
    pieces_of,
)

SlideBlock = Block | MeasuredTable
"""A block of a paper; its tables have been measured."""


@define(kw_only=True)
class Slide:
    """One slide in the making.

    Attributes:
        title: Of no other slide.
        parts: From above.
        used: Down to where it is filled.
    """

    title: str
    parts: list[PlacedPart] = field(factory=list)
    used: float = TOP

    def place(self, part: Part, height: float) -> None:
        """Put a part below the others."""
        self.parts.append(PlacedPart(part=part, top=self.used, height=height))
        self.used += height


def slides_of(paper: PaperDocument) -> list[Slide]:
    """The slides of a paper behind its first, which says what it is.

    Each part is in letters in which it fits on one slide, if there are any; no two slides have the
    same title.
    """
    parts = _parts(paper)
    slides = [slide for title, blocks in parts for slide in _slides_of_part(title, blocks)]
    seen: dict[str, int] = {}
    for slide in slides:
        seen[slide.title] = count = seen.get(slide.title, 0) + 1
        slide.title = slide.title if count == 1 else f"{slide.title} ({count})"
    return slides


def _parts(paper: PaperDocument) -> list[tuple[str, list[Block]]]:
    """Each part with its title; what heads a committee's report stands on the first slide."""
    parts: list[tuple[str, list[Block]]] = [(paper.title, [])]
    for block in paper.reading:
        if isinstance(block, PaperHeading) and block.level == 2:
            parts.append((block.text, []))
        elif len(parts) > 1 or not isinstance(block, Entries):
            parts[-1][1].append(block)
    return [part for part in parts if part[1]]


def _slides_of_part(title: str, blocks: Sequence[Block]) -> list[Slide]:
    first: list[Slide] = []
    for body, in_table in SIZES:
        slides = _Filling(title, body).filled(_measured(blocks, in_table))
        if len(slides) == 1:
            return slides
        first = first or slides
    return first


def _measured(blocks: Sequence[Block], in_table: int) -> list[SlideBlock]:
    return [
        measured(block, in_table) if isinstance(block, PaperTable) else block for block in blocks
    ]


class _Filling:
    """Slides of a part as they fill."""

    def __init__(self, title: str, body: float) -> None:
        self.title, self.body = title, body
        self.waiting: list[SlideLine] = []
        self.slides = [Slide(title=title)]

    def filled(self, blocks: Sequence[SlideBlock]) -> list[Slide]:
        """The slides, when all of a part is on them."""
        for block in blocks:
            self.add(block)
        self.flush()
        return self.slides

    def left(self) -> float:
        """How much of the last slide is empty, less what waits to be put there."""
        return BOTTOM - self.slides[-1].used - sum(line.height for line in self.waiting)

    def flush(self) -> None:
        """Put the paragraphs that wait onto the slide."""
        if self.waiting:
            height = sum(line.height for line in self.waiting)
            self.slides[-1].place(SlideText(lines=tuple(self.waiting)), height)
            self.waiting = []

    def go_on(self) -> None:
        """Begin the next slide of the same part; what leads on goes along."""
        led = list[SlideLine]()
        while self.waiting and self.waiting[-1].leads:
            led.insert(0, self.waiting.pop())
        self.flush()
        if self.slides[-1].parts:
            self.slides.append(Slide(title=self.title))
        self.waiting = led

    def add(self, block: SlideBlock) -> None:
        """Put a block where there is room for it."""
        if isinstance(block, MeasuredTable):
            self.table(block)
        elif isinstance(block, Image):
            self.picture(block)
        else:
            for line in _text(block):
                self.line(evolve(line, body=self.body))

    def line(self, line: SlideLine) -> None:
        """A paragraph, in pieces where a slide cannot hold it."""
        for piece in pieces_of(line):
            if piece.height > self.left() and (self.waiting or self.slides[-1].parts):
                self.go_on()
            self.waiting.append(piece)

    def picture(self, block: Image) -> None:
        """A picture with its caption, on a slide of its own where the rest is too low."""
        high = min(block.picture.height * 0.75, BOTTOM - TOP)
        if high > self.left():
            self.go_on()
        self.flush()
        self.slides[-1].place(SlidePicture(picture=block.picture), high)
        if block.caption:
            self.line(SlideLine(spans=line_of(block.caption), quiet=True))

    def table(self, table: MeasuredTable) -> None:
        """A table's rows, as many on each slide as it holds."""
        header, *heights = table.heights
        caption = SlideLine(spans=line_of(Words(table.caption, strong=True)), quiet=True)
        taken = 0
        while taken < len(heights) or not taken:
            first = heights[taken] if heights else 0
            if caption.height + header + first > self.left():
                self.go_on()
            self.waiting.append(caption)
            self.flush()
            fits = _how_many(heights[taken:], self.left() - header)
            part = table.rows(taken, fits)
            self.slides[-1].place(part, sum(part.heights))
            self.slides[-1].used += GAP
            taken += fits
            if not heights:
                break


def _how_many(heights: Sequence[float], room: float) -> int:
    """How many rows fit; at least one, which then is as high as the slide or higher."""
    total, fits = 0.0, 0
    for height in heights:
        total += height
        if total > room and fits:
            break
        fits += 1
    return fits


def _text(block: Block) -> Iterator[SlideLine]:
    """The paragraphs of a block of text."""
    if isinstance(block, PaperHeading):
        yield SlideLine(spans=line_of(Words(block.text, strong=True)), leads=True)
    elif isinstance(block, Paragraph):
        yield SlideLine(spans=block.spans, quiet=block.quiet)
    elif isinstance(block, Bullets):
        yield from (SlideLine(spans=item, bullet=True) for item in block.items)
    elif isinstance(block, Callout):
        yield SlideLine(spans=line_of(Words(block.title, strong=True)), leads=True)
        yield from (SlideLine(spans=line) for line in block.lines)
    elif isinstance(block, Entries):
        for entry in block.items:
            yield SlideLine(spans=line_of(Words(f"{entry.term}: ", strong=True), *entry.meaning))
