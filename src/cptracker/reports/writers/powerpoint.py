"""A paper as slides that can be edited: titles, text, tables and ratings are PowerPoint's own.

Every slide says what the paper is for; a rating is a word and a shape, its colour repeats them.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from itertools import takewhile

from cptracker.reports.document.blocks import Entries, PaperDocument, PaperHeading
from cptracker.reports.document.tables import Words, text_of_line
from cptracker.reports.writers.packages import with_one_date
from cptracker.reports.writers.powerpoint_parts import (
    LANGUAGE,
    Shape,
    add_table,
    add_words,
    describe,
)
from cptracker.reports.writers.slide_parts import (
    BODY,
    BOTTOM,
    EDGE,
    HIGH,
    ROOM,
    TOP,
    WIDE,
    PlacedPart,
    SlidePicture,
    SlideTable,
    SlideText,
)
from cptracker.reports.writers.slides import Slide, slides_of
from cptracker.reports.writers.word_parts import INK, QUIET, SCALE

TITLE, SMALL = 24, 10
"""Letters of titles, and of what stands above and below each slide."""


TITLE_ONLY = 5
"""The library's layout of a title above an empty slide."""


def write_powerpoint(paper: PaperDocument) -> bytes:
    """The paper as the bytes of a `.pptx` file: the same bytes for the same paper."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    _properties(deck, paper)
    _first(_new(deck, paper, paper.title, 1), paper)
    for number, slide in enumerate(slides_of(paper), start=2):
        _fill(_new(deck, paper, slide.title, number), slide)
    content = BytesIO()
    deck.save(content)
    return with_one_date(content.getvalue())


def _properties(deck: Shape, paper: PaperDocument) -> None:
    about = deck.core_properties
    midnight = datetime.combine(paper.as_at, time(), UTC).replace(tzinfo=None)
    about.title, about.subject, about.language = paper.title, paper.subtitle, LANGUAGE
    about.author = about.last_modified_by = "cptracker"
    about.keywords, about.comments = "; ".join(paper.marks), ""
    about.created = about.modified = midnight
    about.revision = 1


def _new(deck: Shape, paper: PaperDocument, title: str, number: int) -> Shape:
    """A slide with its title, what every slide says, and its number."""
    written = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    for shape in list(written.placeholders):
        if shape.placeholder_format.type is not None and shape != written.shapes.title:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 - its only way
    head = written.shapes.title
    if head is not None:
        _place(head, EDGE, 30, ROOM, TOP - 34)
        _frame(head.text_frame)
        add_words(head.text_frame, (Words(title, strong=True),), _title_size(title))
    _label(written, 8, " \N{MIDDLE DOT} ".join(paper.marks), strong=True)
    _label(written, BOTTOM + 6, f"{paper.title} \N{MIDDLE DOT} slide {number}")
    return written


def _title_size(title: str) -> int:
    return TITLE if len(title) <= SHORT_TITLE else TITLE - 8


SHORT_TITLE = 55
"""A title of more characters takes two lines, in smaller letters."""


def _label(written: Shape, top: float, words: str, *, strong: bool = False) -> None:
    if words:
        box = written.shapes.add_textbox(0, 0, 0, 0)
        _place(box, EDGE, top, ROOM, 20)
        _frame(box.text_frame)
        add_words(box.text_frame, (Words(words, strong=strong),), SMALL)


def _first(written: Shape, paper: PaperDocument) -> None:
    """Whose paper it is, of what, and who reports to whom."""
    texts = [paper.council, paper.subtitle, *_head(paper)]
    box = written.shapes.add_textbox(0, 0, 0, 0)
    _place(box, EDGE, TOP + 20, ROOM, BOTTOM - TOP - 20)
    _frame(box.text_frame)
    for words in filter(None, texts):
        add_words(box.text_frame, (Words(words),), BODY + 2)


def _head(paper: PaperDocument) -> list[str]:
    """What stands before all else in a committee's report."""
    blocks = takewhile(lambda block: not isinstance(block, PaperHeading), paper.blocks)
    return [
        f"{entry.term}: {text_of_line(entry.meaning)}"
        for block in blocks
        if isinstance(block, Entries)
        for entry in block.items
    ]


def _fill(written: Shape, slide: Slide) -> None:
    for placed in slide.parts:
        if isinstance(placed.part, SlideText):
            _text(written, placed, placed.part)
        elif isinstance(placed.part, SlideTable):
            add_table(written, placed, placed.part)
        else:
            _picture(written, placed, placed.part)


def _text(written: Shape, placed: PlacedPart, part: SlideText) -> None:
    box = written.shapes.add_textbox(0, 0, 0, 0)
    _place(box, EDGE, placed.top, ROOM, placed.height)
    _frame(box.text_frame)
    for line in part.lines:
        ink = QUIET if line.quiet else INK
        add_words(box.text_frame, line.spans, line.size, ink=ink, bullet=line.bullet)


def _picture(written: Shape, placed: PlacedPart, part: SlidePicture) -> None:
    from pptx.util import Pt

    picture = part.picture
    wide = placed.height * picture.width / picture.height
    if wide > ROOM:
        wide = ROOM
    drawn = written.shapes.add_picture(
        BytesIO(picture.compact_png(SCALE)), Pt(EDGE), Pt(placed.top), width=Pt(wide)
    )
    describe(drawn, picture.alt)


def _place(shape: Shape, left: float, top: float, wide: float, high: float) -> None:
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(wide), Pt(high)


def _frame(frame: Shape) -> None:
    """Text that keeps to its place: wrapped, from the top, without margins."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
