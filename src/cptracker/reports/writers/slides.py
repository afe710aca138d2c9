"""A paper as slides before they are written: what stands on which, so that nothing runs over.

The first slide says what the paper is and, where there is room, holds its first few words. Each
other part begins a slide; what does not fit goes on to the next, tables with their header row.
"""

from collections.abc import Sequence

from attrs import define, evolve, field

from cptracker.reports.document.blocks import (
    Block,
    Entries,
    Image,
    PaperDocument,
    PaperHeading,
)
from cptracker.reports.document.tables import PaperTable, Words, line_of
from cptracker.reports.writers.slide_parts import (
    BOTTOM,
    EDGE,
    GAP,
    SIZES,
    TEXT_WIDTH,
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
from cptracker.reports.writers.slide_words import (
    BELOW_TITLE,
    height_of,
    in_few_words,
    opening_lines,
    text_lines,
)

SlideBlock = Block | MeasuredTable
"""A block of a paper; its tables have been measured."""


@define(kw_only=True)
class Slide:
    """One slide in the making.

    Attributes:
        title: Of no other slide.
        opens: Whether it is the first, with a large title.
        placed: From above.
        used: Down to where it is filled.
    """

    title: str
    opens: bool = False
    placed: list[PlacedPart] = field(factory=list)
    used: float = TOP

    def place(self, part: Part, height: float) -> None:
        """Put a part below the others."""
        self.placed.append(PlacedPart(part=part, top=self.used, height=height))
        self.used += height

    def beside(self, picture: SlidePicture) -> bool:
        """Put a picture on the right of the last one, if that is on the left and has room there."""
        last = self.placed[-1] if self.placed else None
        if last is None or not isinstance(last.part, SlidePicture) or last.left > EDGE:
            return False
        fits = max(last.part.width, picture.width) < TEXT_WIDTH / 2
        if not fits or last.top + picture.height > BOTTOM:
            return False
        middle = EDGE + TEXT_WIDTH / 2
        placed = PlacedPart(part=picture, top=last.top, height=picture.height, left=middle)
        self.placed.append(placed)
        self.used = max(self.used, placed.top + placed.height)
        return True


def slides_of(paper: PaperDocument) -> list[Slide]:
    """The slides of a paper, of which the first says what it is.

    Each part is in letters in which it fits on one slide, if there are any; no two slides have the
    same title.
    """
    blocks_by_title = _blocks_by_title(paper)
    first_slide, taken = _first_slide(paper, blocks_by_title)
    slides = [
        first_slide,
        *(
            slide
            for title, blocks in blocks_by_title[taken:]
            for slide in _slides_of_part(title, blocks)
        ),
    ]
    counts: dict[str, int] = {}
    for slide in slides:
        counts[slide.title] = count = counts.get(slide.title, 0) + 1
        slide.title = slide.title if count == 1 else f"{slide.title} ({count})"
    return slides


def _first_slide(
    paper: PaperDocument, blocks_by_title: Sequence[tuple[str, Sequence[Block]]]
) -> tuple[Slide, int]:
    """The first slide, and how many parts stand on it: one of few words, or none."""
    slide = Slide(title=paper.title, opens=True, used=BELOW_TITLE)
    lines = opening_lines(paper)
    first = [line for title, blocks in blocks_by_title[:1] for line in in_few_words(title, blocks)]
    fits = bool(first) and height_of((*lines, *first)) <= BOTTOM - BELOW_TITLE
    lines += first if fits else ()
    if lines:
        slide.place(SlideText(lines=tuple(lines)), height_of(lines))
    return slide, int(fits)


def _blocks_by_title(paper: PaperDocument) -> list[tuple[str, list[Block]]]:
    """Each part with its title; what heads a committee's report stands on the first slide."""
    blocks_by_title: list[tuple[str, list[Block]]] = [(paper.title, [])]
    for block in paper.reading:
        if isinstance(block, PaperHeading) and block.level == 2:
            blocks_by_title.append((block.text, []))
        elif len(blocks_by_title) > 1 or not isinstance(block, Entries):
            blocks_by_title[-1][1].append(block)
    return [part for part in blocks_by_title if part[1]]


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
        return BOTTOM - self.slides[-1].used - height_of(self.waiting)

    def flush(self) -> None:
        """Put the paragraphs that wait onto the slide."""
        if self.waiting:
            height = height_of(self.waiting)
            self.slides[-1].place(SlideText(lines=tuple(self.waiting)), height)
            self.waiting = []

    def go_on(self) -> None:
        """Begin the next slide of the same part; what leads on goes along."""
        led = list[SlideLine]()
        while self.waiting and self.waiting[-1].leads:
            led.insert(0, self.waiting.pop())
        self.flush()
        if self.slides[-1].placed:
            self.slides.append(Slide(title=self.title))
        self.waiting = led

    def add(self, block: SlideBlock) -> None:
        """Put a block where there is room for it."""
        if isinstance(block, MeasuredTable):
            self.table(block)
        elif isinstance(block, Image):
            self.picture(block)
        else:
            for line in text_lines(block):
                self.line(evolve(line, body=self.body))

    def line(self, line: SlideLine) -> None:
        """A paragraph, in pieces where a slide cannot hold it."""
        for piece in pieces_of(line):
            if piece.height > self.left() and (self.waiting or self.slides[-1].placed):
                self.go_on()
            self.waiting.append(piece)

    def picture(self, block: Image) -> None:
        """A picture with its caption, on a slide of its own where the rest is too low."""
        picture = SlidePicture(picture=block.picture)
        if not block.caption and (self.beside_text(picture) or self.beside_picture(picture)):
            return
        if picture.height > self.left():
            self.go_on()
        self.flush()
        self.slides[-1].place(picture, picture.height)
        if block.caption:
            self.line(SlideLine(spans=line_of(block.caption), quiet=True))

    def beside_picture(self, picture: SlidePicture) -> bool:
        """Put a picture on the right of another, where there is room."""
        return not self.waiting and self.slides[-1].beside(picture)

    def beside_text(self, picture: SlidePicture) -> bool:
        """Put a high picture on the right of a slide's only text, where both fit."""
        slide = self.slides[-1]
        if picture.height <= self.left() or slide.placed or not self.waiting:
            return False
        width = TEXT_WIDTH - picture.width - BETWEEN
        lines = [evolve(line, width=width) for line in self.waiting]
        if picture.width > TEXT_WIDTH / 2 or height_of(lines) > BOTTOM - TOP:
            return False
        self.waiting = lines
        self.flush()
        place = EDGE + TEXT_WIDTH - picture.width
        slide.placed.append(PlacedPart(part=picture, top=TOP, height=picture.height, left=place))
        slide.used = BOTTOM
        return True

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


BETWEEN = 24
"""The empty space between words and a picture on their right."""


def _how_many(heights: Sequence[float], height_left: float) -> int:
    """How many rows fit; at least one, which then is as high as the slide or higher."""
    total, fits = 0.0, 0
    for height in heights:
        total += height
        if total > height_left and fits:
            break
        fits += 1
    return fits
