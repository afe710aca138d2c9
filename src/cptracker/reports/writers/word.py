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
from cptracker.reports.writers.table_layout import SMALL
from cptracker.reports.writers.word_fields import add_contents, number, numbering_of, tell_pages
from cptracker.reports.writers.word_parts import Marker, add_line, add_styled, with_one_date
from cptracker.reports.writers.word_pictures import LonePicture, add_image
from cptracker.reports.writers.word_tables import add_table
from cptracker.reports.writers.word_template import empty_file

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.section import Section
    from docx.text.paragraph import Paragraph as Written


LANGUAGE = "en-GB"


FONT = "Arial"


BODY = 12
"""The size of letters in points, as councils ask of a committee's report."""


MARGIN = 2.0
"""In centimetres, on all sides of an A4 page."""


ACROSS_MARGIN = 1.5
"""On the left and right of pages that are laid across, for tables that need the width."""


FEW = 6
"""So many terms stay together on a page."""


def write_word(paper: PaperDocument, template: bytes | None = None) -> bytes:
    """The paper as the bytes of a `.docx` file: the same bytes for the same paper.

    Args:
        paper: The paper.
        template: A council's own, as `read_template` gave it; its styles, page, head and foot are
            kept.
    """
    file = empty_file(template)
    _set_up(file, paper, own=template is None)
    marker = Marker.of(paper)
    subtitle = "Subtitle" if "Subtitle" in {style.name for style in file.styles} else "Normal"
    for at, title in enumerate((paper.title, paper.council, paper.subtitle)):
        if title:
            add_styled(file, title, subtitle if at else "Title")
    _write(file, paper, marker)
    if template is None:  # of another's letters the lines are not known
        tell_pages(file)
    content = BytesIO()
    file.save(content)
    return with_one_date(content.getvalue())


def _write(file: "File", paper: PaperDocument, marker: Marker) -> None:
    """The contents behind what heads the paper, then all of it."""
    numbering = numbering_of(file) if paper.committee else 0
    headings = [heading for heading in paper.headings if heading.level == 2]
    first = headings[0] if headings else None
    alone: LonePicture | None = None
    for before, block, after in _with_neighbours(paper.reading):
        if block is first:
            add_contents(file, headings, marker)
        if isinstance(block, Image):
            alone = add_image(file, block, beside=alone)
            continue
        alone = None
        if isinstance(block, Paragraph):
            written = _paragraph(block, file, marker)
            written.paragraph_format.keep_with_next = _leads(before, after)
            if numbering and block.numbered and not block.quiet:
                number(written, numbering)
        else:
            _add(block, file, marker)


def _with_neighbours(
    blocks: tuple[Block, ...],
) -> Iterator[tuple[Block | None, Block, Block | None]]:
    """Each block between those before and after it."""
    return zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)


def _leads(before: Block | None, after: Block | None) -> bool:
    """Whether a paragraph begins something, and so may not be the last line of a page."""
    first = isinstance(before, PaperHeading) and isinstance(after, Callout | PaperTable)
    return first or isinstance(after, Bullets | Entries)


def _set_up(file: "File", paper: PaperDocument, *, own: bool) -> None:
    """What the file says of itself and on every page; where it is our `own`, page and letters."""
    _properties(file, paper)
    (section,) = file.sections  # what parts a template's text is gone with it
    if own:
        _set_page(section)
        _letters(file)
    if paper.landscape:
        _lay_across(section)
    _on_every_page(file, section, paper, own=own)


def _properties(file: "File", paper: PaperDocument) -> None:
    about, midnight = file.core_properties, datetime.combine(paper.as_at, time(), UTC)
    about.title, about.subject, about.language = paper.title, paper.subtitle, LANGUAGE
    about.author, about.comments, about.keywords = "cptracker", "", "; ".join(paper.marks)
    about.created = about.modified = midnight
    about.last_modified_by = "cptracker"
    about.revision, about.category, about.content_status, about.version = 1, "", "", ""


def _set_page(section: "Section") -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.bottom_margin, section.top_margin = Cm(MARGIN), Cm(MARGIN + 0.5)


def _lay_across(section: "Section") -> None:
    """Turn upright pages, so that wide tables stand beside nothing."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    sides = sorted(side for side in (section.page_width, section.page_height) if side)
    if len(sides) == 2:
        section.page_height, section.page_width = sides
    for side in ("left_margin", "right_margin"):
        setattr(section, side, min(getattr(section, side) or Cm(ACROSS_MARGIN), Cm(ACROSS_MARGIN)))
    section.orientation = WD_ORIENT.LANDSCAPE


def _on_every_page(file: "File", section: "Section", paper: PaperDocument, *, own: bool) -> None:
    """Marks above all that stands in the head of a page, first and even ones too."""
    headers = [section.header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    if file.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    for header in headers:
        line = header.paragraphs[0] if own else header.add_paragraph()
        header._element.insert(0, line._p)  # noqa: SLF001 - a template's head may begin with a table
        add_line(line, (Words(" \N{MIDDLE DOT} ".join(paper.marks), strong=True),))
        _centred(line)
    if own:
        _foot(section.footer.paragraphs[0], paper)


def _letters(file: "File") -> None:
    """One plain family of letters for all, in ink, marked as English."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": BODY, "Title": 20, "Subtitle": BODY, "Heading 1": 16, "Heading 2": 13,
             "Heading 3": BODY, "Caption": SMALL / 2, "Header": SMALL / 2, "Footer": SMALL / 2,
             "List Bullet": BODY}  # fmt: skip
    for name, size in sizes.items():
        style = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{part}"), None)
    normal = file.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = 1.0, Pt(6)
    for name, above in {"Heading 1": 16, "Heading 2": 6, "Heading 3": 6}.items():
        file.styles[name].paragraph_format.space_before = Pt(above)
    file.styles["Caption"].paragraph_format.keep_with_next = True
    file.styles["Caption"].paragraph_format.space_after = Pt(3)
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


def _paragraph(block: Paragraph, file: "File", marker: Marker) -> "Written":
    """Write a paragraph; its form is for whoever knows what stands around it."""
    written: Written = file.add_paragraph()
    add_line(written, block.spans, marker, small=block.quiet)
    return written


@singledispatch
def _add(block: Block, file: "File", marker: Marker) -> None:  # noqa: ARG001 - of all alike
    """Write one block; what is only for a spreadsheet does not come here."""
    raise TypeError(f"no Word for {type(block).__name__}")


@_add.register(PaperHeading)
def _(block: PaperHeading, file: "File", marker: Marker) -> None:
    from docx.shared import Pt

    heading = add_styled(file, block.text, f"Heading {block.level - 1}")
    if block.new_page:
        heading.paragraph_format.page_break_before = True
        heading.paragraph_format.space_before = Pt(0)
    marker.mark(heading, block.anchor)


@_add.register(Bullets)
def _(block: Bullets, file: "File", marker: Marker) -> None:
    for item in block.items:
        add_line(add_styled(file, style="List Bullet"), item, marker)


@_add.register(Callout)
def _(block: Callout, file: "File", marker: Marker) -> None:
    from docx.shared import Cm, Pt

    title = (Words(block.title, strong=True),)
    for spans in (title, *block.lines):
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.keep_with_next = spans is title
        paragraph.paragraph_format.space_after = Pt(2 if spans is title else 6)
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
