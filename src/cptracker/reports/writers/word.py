"""A paper as a Word file that a clerk can paste from: real headings, tables, pictures with words.

Headings are Word's own, so its navigation finds them; the header row of a table is repeated on
each page; what every page must say stands in the page's header.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING

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
from cptracker.reports.document.tables import PaperTable, Words
from cptracker.reports.writers.word_parts import MOST_INCHES, Marker, add_line, add_picture
from cptracker.reports.writers.word_tables import add_table

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph as Written
    from docx.text.parfmt import ParagraphFormat


LANGUAGE = "en-GB"


FONT = "Arial"


BODY = 10.5
"""The size of letters in points."""


USUAL_INCHES = 5.0
"""The width of a picture that does not take the whole: its smallest letters can still be read."""


MARGIN = 2.0
"""In centimetres, on all sides of an A4 page."""


FEW = 6
"""So many terms stay together on a page."""


def write_word(paper: PaperDocument) -> bytes:
    """The paper as the bytes of a `.docx` file."""
    import docx

    file = docx.Document()
    _set_up(file, paper)
    marker = Marker.of(paper)
    for at, title in enumerate((paper.title, paper.council, paper.subtitle)):
        if title:
            file.add_paragraph(title, style="Subtitle" if at else "Title")
    _contents(file, paper, marker)
    for before, block, after in _with_neighbours(paper.reading):
        if isinstance(block, Paragraph):
            _paragraph(block, file, marker).keep_with_next = _leads(before, after)
        else:
            _add(block, file, marker)
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _with_neighbours(
    blocks: tuple[Block, ...],
) -> Iterator[tuple[Block | None, Block, Block | None]]:
    """Each block between those before and after it."""
    return zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)


def _leads(before: Block | None, after: Block | None) -> bool:
    """Whether a paragraph begins something, and so may not be the last line of a page."""
    first = isinstance(before, PaperHeading) and isinstance(after, Callout | PaperTable)
    return first or isinstance(after, Bullets | Entries)


def _set_up(file: "File", paper: PaperDocument) -> None:
    """The page, the letters, the language, and what every page says."""
    from docx.shared import Cm

    about, midnight = file.core_properties, datetime.combine(paper.as_at, time(), UTC)
    about.title, about.subject, about.language = paper.title, paper.subtitle, LANGUAGE
    about.author, about.comments, about.keywords = "cptracker", "", "; ".join(paper.marks)
    about.created = about.modified = midnight
    about.last_modified_by = "cptracker"
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.bottom_margin, section.top_margin = Cm(MARGIN), Cm(MARGIN + 0.5)
    _letters(file)
    head = section.header.paragraphs[0]
    add_line(head, (Words(" \N{MIDDLE DOT} ".join(paper.marks), strong=True),))
    _centred(head)
    _foot(section.footer.paragraphs[0], paper)


def _letters(file: "File") -> None:
    """One plain family of letters for all, in ink, marked as English."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": BODY, "Title": 22, "Subtitle": 13, "Heading 1": 17, "Heading 2": 13,
             "Heading 3": 11, "Caption": 10, "Header": 8.5, "Footer": 8.5,
             "List Bullet": BODY}  # fmt: skip
    for name, size in sizes.items():
        style = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{part}"), None)
    file.styles["Caption"].paragraph_format.keep_with_next = True
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _centred(paragraph: "Written") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _foot(paragraph: "Written", paper: PaperDocument) -> None:
    """The title, and the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run(f"{paper.title} \N{MIDDLE DOT} page ")
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        paragraph.add_run()._r.append(element)  # noqa: SLF001 - its only way to a field
    _centred(paragraph)


def _contents(file: "File", paper: PaperDocument, marker: Marker) -> None:
    """The parts of the paper, each leading there."""
    add_line(file.add_paragraph(), (Words("Contents", strong=True),))
    for heading in paper.headings:
        if heading.level == 2:
            marker.link(file.add_paragraph(style="List Bullet"), heading.text, heading.anchor)


def _paragraph(block: Paragraph, file: "File", marker: Marker) -> "ParagraphFormat":
    """Write a paragraph; its form is for whoever knows what stands around it."""
    written = file.add_paragraph()
    add_line(written, block.spans, marker, small=block.quiet)
    form: ParagraphFormat = written.paragraph_format
    return form


@singledispatch
def _add(block: Block, file: "File", marker: Marker) -> None:  # noqa: ARG001 - of all alike
    """Write one block; what is only for a spreadsheet does not come here."""
    raise TypeError(f"no Word for {type(block).__name__}")


@_add.register(PaperHeading)
def _(block: PaperHeading, file: "File", marker: Marker) -> None:
    heading = file.add_heading(block.text, block.level - 1)
    heading.paragraph_format.page_break_before = block.new_page
    marker.mark(heading, block.anchor)


@_add.register(Bullets)
def _(block: Bullets, file: "File", marker: Marker) -> None:
    for item in block.items:
        add_line(file.add_paragraph(style="List Bullet"), item, marker)


@_add.register(Callout)
def _(block: Callout, file: "File", marker: Marker) -> None:
    from docx.shared import Cm, Pt

    title = (Words(block.title, strong=True),)
    leads = block.tone == "said"  # what young people said begins what is told of a priority
    for spans in (title, *block.lines):
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.keep_with_next = leads or spans is title
        paragraph.paragraph_format.space_after = Pt(2)
        add_line(paragraph, spans, marker)


@_add.register(Entries)
def _(block: Entries, file: "File", marker: Marker) -> None:
    from docx.shared import Pt

    few = len(block.items) <= FEW
    for entry in block.items:
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.paragraph_format.keep_with_next = few and entry is not block.items[-1]
        add_line(paragraph, (Words(f"{entry.term}: ", strong=True), *entry.meaning), marker)
        marker.mark(paragraph, entry.anchor)


@_add.register(PaperTable)
def _(block: PaperTable, file: "File", marker: Marker) -> None:
    add_table(file, block, marker)


@_add.register(Image)
def _(block: Image, file: "File", marker: Marker) -> None:  # noqa: ARG001 - of all alike
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = bool(block.caption)
    add_picture(paragraph, block.picture, MOST_INCHES if block.wide else USUAL_INCHES)
    if block.caption:
        file.add_paragraph(block.caption, style="Caption")
