"""What Word keeps up to date itself: contents with page numbers, and numbers of paragraphs.

The library that writes the file has no words for either, so they are written as XML.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cptracker.reports.document.blocks import PaperHeading
from cptracker.reports.document.tables import Words
from cptracker.reports.writers.word_pages import pages_of
from cptracker.reports.writers.word_parts import Marker, add_line, text_width, word_namespace

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph


CONTENTS = r'TOC \o "1-1" \h \z \u'
"""Headings of the first level, each leading there, with the number of its page."""


CONTENTS_STYLE = "toc 1"
"""The name that Word gives the lines of its contents."""


FEW = 5
"""A paper of no more parts needs no contents."""


INDENT = 567
"""Of a numbered paragraph behind its number: a centimetre, in twentieths of a point."""


def add_contents(file: "File", headings: Sequence[PaperHeading], marker: Marker) -> None:
    """The parts of the paper as Word's own contents.

    Numbers of pages are Word's to tell: it asks when it opens the file whether to work them out.
    Until then there are those that `tell_pages` has counted.
    """
    if len(headings) <= FEW:
        return  # what stands on two or three pages is seen at once
    add_line(file.add_paragraph(), (Words("Contents", strong=True),))
    style = _contents_style(file)
    lines = [file.add_paragraph(style=style) for _ in headings]
    for paragraph, heading in zip(lines, headings, strict=True):
        if paragraph is lines[0]:
            _append(paragraph, _begins(CONTENTS))
        marker.link(paragraph, heading.text, heading.anchor)
        _append(paragraph, "<w:r><w:tab/></w:r>")
        _append(paragraph, _begins(rf"PAGEREF {marker.names[heading.anchor]} \h"), ENDS)
    _append(lines[-1], ENDS)
    _ask_for_page_numbers(file)


def tell_pages(file: "File") -> None:
    """Put the page on which each part is reckoned to begin into the contents of a finished file."""
    from docx.oxml import parse_xml

    pages = pages_of(file)
    for instruction in file.element.body.xpath(".//w:instrText[contains(., 'PAGEREF')]"):
        run = instruction.getparent()
        separator, name = run.getnext(), instruction.text.split()[1]
        if name in pages:
            result = f"<w:r {word_namespace()}><w:t>{pages[name]}</w:t></w:r>"
            separator.addnext(parse_xml(result))


ENDS = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _begins(instruction: str) -> str:
    """A field up to where its result stands."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _append(paragraph: "Paragraph", *runs: str) -> None:
    from docx.oxml import parse_xml

    base_oxml_element = parse_xml(f"<w:p {word_namespace()}>{''.join(runs)}</w:p>")
    for run in list(base_oxml_element):
        paragraph._p.append(run)  # noqa: SLF001 - its only way to a field


def _contents_style(file: "File") -> str:
    """The style of Word's contents, made where a file has none: dots lead to the page's number."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Pt, Twips

    if CONTENTS_STYLE not in {style.name for style in file.styles}:
        style = file.styles.add_style(CONTENTS_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = file.styles["Normal"]
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.tab_stops.add_tab_stop(
            Twips(text_width(file)), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    return CONTENTS_STYLE


def _ask_for_page_numbers(file: "File") -> None:
    """Have Word work out its fields when it opens the file."""
    from docx.oxml import parse_xml

    settings = file.settings.element
    for element in settings.xpath("./w:updateFields"):
        settings.remove(element)
    update_fields = parse_xml(f'<w:updateFields {word_namespace()} w:val="true"/>')
    later_settings = settings.xpath("|".join(f"./w:{name}" for name in LATER_SETTINGS))
    if later_settings:
        later_settings[0].addprevious(update_fields)
    else:
        settings.append(update_fields)


LATER_SETTINGS = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids",
          "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol",
          "listSeparator")  # fmt: skip
"""Settings that must stand behind it (ISO/IEC 29500-1, 17.15.1.78): Word wants their order."""


def numbering_of(file: "File") -> int:
    """A list whose items are numbered 1, 2, 3 through the whole file; gives Word's number of it."""
    from docx.oxml import parse_xml

    numbering = file.part.numbering_part.element
    lists = [int(number) for number in numbering.xpath("./w:abstractNum/@w:abstractNumId")]
    uses = [int(number) for number in numbering.xpath("./w:num/@w:numId")]
    form, use = max(lists, default=-1) + 1, max(uses, default=0) + 1
    space = word_namespace()
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{INDENT}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )
    shape = parse_xml(
        f'<w:abstractNum {space} w:abstractNumId="{form}">'
        f'<w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
    )
    first_use = next(iter(numbering.xpath("./w:num")), None)
    if first_use is None:
        numbering.append(shape)
    else:
        first_use.addprevious(shape)  # all shapes stand before all uses
    last = parse_xml(f'<w:num {space} w:numId="{use}"><w:abstractNumId w:val="{form}"/></w:num>')
    uses_now = numbering.xpath("./w:num")
    (uses_now[-1] if uses_now else shape).addnext(last)
    return use


def number(paragraph: "Paragraph", numbering: int) -> None:
    """Give a paragraph the next number of a list."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no numbers
    chosen = properties.get_or_add_numPr()
    chosen.get_or_add_ilvl().val = 0
    chosen.get_or_add_numId().val = numbering
