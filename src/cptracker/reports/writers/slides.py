"""A paper as slides before they are written: what stands on which, so that nothing runs over.

Each part of a paper begins a slide; what does not fit goes on to the next, tables with their header
row. All measures are in points, on slides of 16 to 9.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import define, evolve, field, frozen

from cptracker.reports.charts.drawing import wrapped
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
from cptracker.reports.document.tables import (
    InlinePicture,
    Line,
    PageTable,
    PaperTable,
    TableCell,
    Words,
    line_of,
    on_page,
    text_of_line,
)
from cptracker.reports.writers.word_parts import column_widths, letters_of

WIDE, HIGH = 960, 540
"""A slide."""


EDGE, TOP, BOTTOM = 36, 76, 510
"""Left and right of what is shown, and between which heights it stands."""


ROOM = WIDE - 2 * EDGE


BODY, LARGEST_IN_TABLE = 14, 22
"""Letters of text in points, and of tables in half points."""


SIZES = (BODY, 12, 11, 10)
"""Letters of a part's text: the largest in which it fits on one slide, else the first."""


QUIETER, LEAST = 3, 10
"""By how much asides are smaller, and what nothing is smaller than."""


LEADING, GAP, CELL = 1.2, 4, 5
"""The height of a line in its letters, below a paragraph, and around the words of a cell."""


A_TWENTIETH = 20
"""Of a point: in these the widths of columns are worked out."""


INDENT = 18
"""Of the items of a list."""


@frozen(kw_only=True)
class SlideLine:
    """A paragraph of a slide.

    Attributes:
        spans: Its words.
        bullet: Whether it is an item of a list.
        quiet: Whether it is set smaller.
        leads: Whether it begins what follows, and so does not end a slide.
        body: The size of the letters of text around it, in points.
    """

    spans: Line
    bullet: bool = False
    quiet: bool = False
    leads: bool = False
    body: float = BODY

    @property
    def size(self) -> float:
        """Of its letters, in points."""
        return max(LEAST, self.body - QUIETER) if self.quiet else self.body

    @property
    def height(self) -> float:
        """What it takes of a slide."""
        lines = _lines(text_of_line(self.spans), self.size, ROOM - INDENT * self.bullet)
        return lines * self.size * LEADING + GAP


@frozen(kw_only=True)
class SlideText:
    """Paragraphs that stand together."""

    lines: tuple[SlideLine, ...]


@frozen(kw_only=True)
class SlideTable:
    """Rows of a table under its header row.

    Attributes:
        caption: What it is, for those who do not see it.
        header: The stacks of the header row.
        rows: Stacks of cells.
        widths: Of each column.
        numbers: Of each column whether it is set to the right.
        size: Of its letters.
        heights: Of the header row, then of each row.
    """

    caption: str
    header: tuple[tuple[TableCell, ...], ...]
    rows: tuple[tuple[tuple[TableCell, ...], ...], ...]
    widths: tuple[float, ...]
    numbers: tuple[bool, ...]
    size: float
    heights: tuple[float, ...]


@frozen(kw_only=True)
class SlidePicture:
    """A picture as large as there is room."""

    picture: InlinePicture


Part = SlideText | SlideTable | SlidePicture


@frozen(kw_only=True)
class PlacedPart:
    """A part of a slide with the height of its top and its own."""

    part: Part
    top: float
    height: float


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
    slides = [slide for title, blocks in _parts(paper) for slide in _slides_of_part(title, blocks)]
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
    tries = (_Filling(title, size).filled(blocks) for size in SIZES)
    whole = next((slides for slides in tries if len(slides) == 1), None)
    return whole or _Filling(title, BODY).filled(blocks)


class _Filling:
    """Slides of a part as they fill."""

    def __init__(self, title: str, body: float) -> None:
        self.title, self.body = title, body
        self.waiting: list[SlideLine] = []
        self.slides = [Slide(title=title)]

    def filled(self, blocks: Sequence[Block]) -> list[Slide]:
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

    def add(self, block: Block) -> None:
        """Put a block where there is room for it."""
        if isinstance(block, PaperTable):
            self.table(block)
        elif isinstance(block, Image):
            self.picture(block)
        else:
            for line in _text(block):
                self.line(evolve(line, body=self.body))

    def line(self, line: SlideLine) -> None:
        """A paragraph, in pieces where a slide cannot hold it."""
        for piece in _pieces(line):
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

    def table(self, table: PaperTable) -> None:
        """A table's rows, as many on each slide as it holds."""
        page = on_page(table)
        header, *heights = _heights(page)
        caption = SlideLine(spans=line_of(Words(table.caption, strong=True)), quiet=True)
        rows, taken = list(page.rows), 0
        while taken < len(rows) or not taken:
            first = heights[taken] if taken < len(rows) else 0
            if caption.height + header + first > self.left():
                self.go_on()
            self.waiting.append(caption)
            self.flush()
            fits = _how_many(heights[taken:], self.left() - header)
            self.slides[-1].place(
                _part(table, page, taken, fits), header + sum(heights[taken : taken + fits])
            )
            self.slides[-1].used += GAP
            taken += fits
            if not rows:
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


def _part(table: PaperTable, page: PageTable, first: int, fits: int) -> SlideTable:
    header, *heights = _heights(page)
    size, widths = _columns(page)
    return SlideTable(
        caption=table.caption,
        header=_header(page),
        rows=page.rows[first : first + fits],
        widths=tuple(widths),
        numbers=tuple(column.numbers for column in page.columns),
        size=size,
        heights=(header, *heights[first : first + fits]),
    )


def _columns(page: PageTable) -> tuple[float, list[float]]:
    room = ROOM * A_TWENTIETH
    size = letters_of(page, room, LARGEST_IN_TABLE)
    return size / 2, [width / A_TWENTIETH for width in column_widths(page, room, size)]


def _header(page: PageTable) -> tuple[tuple[TableCell, ...], ...]:
    told = zip(page.columns, page.beneath, strict=True)
    return tuple(
        tuple(
            TableCell(spans=(Words(words, strong=not at),))
            for at, words in enumerate((column.heading, beneath))
            if words
        )
        for column, beneath in told
    )


def _heights(page: PageTable) -> list[float]:
    """Of the header row, then of each row."""
    size, widths = _columns(page)
    return [_height(row, widths, size) for row in (_header(page), *page.rows)]


def _height(row: Sequence[Sequence[TableCell]], widths: Sequence[float], size: float) -> float:
    stacks = zip(row, widths, strict=True)
    most = max(
        sum(_lines(_told(cell), size, wide - 12) for cell in stack) for stack, wide in stacks
    )
    return max(most, 1) * size * LEADING + CELL


def _told(cell: TableCell) -> str:
    """What a cell says; a picture in one is told in its words."""
    return cell.picture.alt if cell.picture else cell.text


@lru_cache(maxsize=8192)
def _lines(text: str, size: float, room: float) -> int:
    return max(1, len(wrapped(text, size, room, most=max(1, len(text)))))


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


def _pieces(line: SlideLine) -> Iterator[SlideLine]:
    """A paragraph, cut between words into as many as it takes slides."""
    text = text_of_line(line.spans)
    words = text.split(" ")
    if line.height <= BOTTOM - TOP or len(words) == 1:
        yield line
        return
    half = len(words) // 2
    for part in (words[:half], words[half:]):
        yield from _pieces(evolve(line, spans=line_of(" ".join(part))))
