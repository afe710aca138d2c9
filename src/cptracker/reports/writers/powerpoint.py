"""A paper as slides that can be edited: titles, text, tables and ratings are PowerPoint's own.

Every slide says what the paper is for; a rating is a word and a shape, its colour repeats them.
"""

from datetime import UTC, datetime, time
from io import BytesIO

from cptracker.reports.charts.pictures import PRINTED
from cptracker.reports.document.blocks import PaperDocument
from cptracker.reports.document.tables import Words
from cptracker.reports.writers.powerpoint_parts import (
    LANGUAGE,
    Shape,
    add_table,
    add_text_box,
    add_words,
    describe,
    paragraph_xml,
)
from cptracker.reports.writers.slide_parts import (
    BOTTOM,
    EDGE,
    HIGH,
    TEXT_WIDTH,
    TOP,
    WIDE,
    PlacedPart,
    SlidePicture,
    SlideTable,
    SlideText,
)
from cptracker.reports.writers.slides import Slide, slides_of
from cptracker.reports.writers.word_parts import INK, QUIET, with_one_date

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
    for number, slide in enumerate(slides_of(paper), start=1):
        _fill(_new(deck, paper, slide, number), slide)
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


def _new(deck: Shape, paper: PaperDocument, slide: Slide, number: int) -> Shape:
    """A slide with its title, what every slide says, and its number."""
    written = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head = written.shapes.title
    if head is not None:
        _place(head, EDGE, TOP if slide.opens else 30, TEXT_WIDTH, 92 if slide.opens else TOP - 34)
        _frame(head.text_frame)
        add_words(head.text_frame, (Words(slide.title, strong=True),), _title_size(slide))
    _label(written, 8, " \N{MIDDLE DOT} ".join(paper.marks), strong=True)
    _label(written, BOTTOM + 6, f"{paper.title} \N{MIDDLE DOT} slide {number}")
    return written


def _title_size(slide: Slide) -> int:
    if slide.opens:
        return OPENING_TITLE
    return TITLE if len(slide.title) <= SHORT_TITLE else TITLE - 8


SHORT_TITLE = 55
"""A title of more characters takes two lines, in smaller letters."""


OPENING_TITLE = 32
"""Letters of the title on the first slide, which has room for two lines."""


def _label(written: Shape, top: float, words: str, *, strong: bool = False) -> None:
    if words:
        paragraph = paragraph_xml((Words(words, strong=strong),), SMALL)
        add_text_box(written, top, TEXT_WIDTH, 20, [paragraph])


def _fill(written: Shape, slide: Slide) -> None:
    for placed in slide.placed:
        if isinstance(placed.part, SlideText):
            _text(written, placed, placed.part)
        elif isinstance(placed.part, SlideTable):
            add_table(written, placed, placed.part)
        else:
            _picture(written, placed, placed.part)


def _text(written: Shape, placed: PlacedPart, part: SlideText) -> None:
    paragraphs = [
        paragraph_xml(line.spans, line.size, ink=QUIET if line.quiet else INK, bullet=line.bullet)
        for line in part.lines
    ]
    add_text_box(written, placed.top, part.lines[0].width, placed.height, paragraphs)


def _picture(written: Shape, placed: PlacedPart, part: SlidePicture) -> None:
    from pptx.util import Pt

    content = BytesIO(part.picture.compact_png(PRINTED))
    place = Pt(placed.left), Pt(placed.top)
    drawn = written.shapes.add_picture(content, *place, width=Pt(part.width))
    describe(drawn, part.picture.alt)


def _place(shape: Shape, left: float, top: float, wide: float, high: float) -> None:
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(wide), Pt(high)


def _frame(frame: Shape) -> None:
    """Text that keeps to its place: wrapped, from the top, without margins."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
