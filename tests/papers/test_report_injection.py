"""What stands in a name stays a name: no format runs it, links it or takes it for its own signs."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from nasty_reports import written
from openpyxl import load_workbook
from paper_readers import Page, all_words, word_paragraphs

from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers.formats import FORMATS

DOCUMENTS = sorted(
    suffix for suffix, paper_format in FORMATS.items() if paper_format.of == "document"
)
"""The formats that differ from edition to edition."""

NASTY = {
    "formula": '=HYPERLINK("http://evil.example","x")',
    "plus": "+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "attribute": '" onmouseover="alert(3)',
    "style": "</style><b>bold</b>",
    "xml": "]]><w:p/>&amp;&lt;",
    "rich": "[bold red]loud[/bold red] [link=http://evil.example]x[/link]",
    "escape": "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07x\x07 \x00\x08",
    "direction": "\u202egnp.exe\u2066",
    "markdown": "# **bold** [x](http://evil.example) ![y](z) | `code` <http://evil.example>",
    "link": "http://evil.example www.evil.example someone@evil.example",
    "jinja": "{{ 7919 * 7927 }}{% for x in y %}",
    "noncharacter": "a\ufffeb\uffff",
}


def plain(nasty):
    """What is left to be read of a nasty name."""
    text = "".join(letter for letter in nasty if letter.isprintable() or letter in "\ufffe\uffff")
    return "".join(letter for letter in text if letter not in "\u202e\u2066\ufffe\uffff")


names = pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
editions = pytest.mark.parametrize("name", EDITIONS)


@names
@editions
def test_html_takes_it_for_words(nasty, name):
    page = Page(written(nasty, ".html", name).decode())

    assert page.open == []
    assert not {tag for tag, _ in page.tags} & {"script", "b", "w:p"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert all(attrs.get("src", "data:").startswith("data:") for _, attrs in page.tags)
    assert all(attrs.get("href", "#").startswith("#") for _, attrs in page.tags)
    assert plain(nasty) in "".join(page.words)
    assert str(7919 * 7927) not in "".join(page.words)


@names
@editions
def test_a_spreadsheet_takes_it_for_text(nasty, name):
    content = written(nasty, ".xlsx", name)
    book = load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells
                if cell.hyperlink and cell.hyperlink.target]  # fmt: skip
    assert any(plain(nasty) in str(cell.value) for cell in cells)


@names
@editions
def test_word_takes_it_for_text(nasty, name):
    """It is read as it stands, no address leads out, and the only field is the page's number."""
    content = written(nasty, ".docx", name)
    texts = [" ".join(paragraph.text.split()) for paragraph in word_paragraphs(content)]
    words = all_words(content, ".docx")

    assert any(" ".join(plain(nasty).split()) in text for text in texts)
    assert 'TargetMode="External"' not in words
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", words)
    assert all(re.fullmatch(r"PAGE| TOC [a-z0-9\\\" -]+ | PAGEREF place\d+ \\h ", field)
               for field in map(unescape, fields))  # fmt: skip
    assert fields.count("PAGE") == 1


@names
@editions
def test_markdown_takes_it_for_words(nasty, name):
    """No reader of Markdown makes a link, a picture, HTML or emphasis of it."""
    content = written(nasty, ".md", name).decode()
    page = Page(MarkdownIt("gfm-like", {"linkify": False}).render(content))
    tags = {tag for tag, _ in page.tags}

    assert not tags & {"script", "img", "a", "code", "b", "em"}
    assert " ".join(plain(nasty).split()) in " ".join("".join(page.words).split())


@names
def test_the_tidy_table_begins_no_formula(nasty):
    text = written(nasty, ".csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]

    assert any(plain(nasty) in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    assert not [cell for cell in cells
                if cell.startswith("-") and not cell[1:].replace(".", "").isdigit()]  # fmt: skip


@names
def test_a_picture_takes_it_for_words(nasty):
    root = ElementTree.fromstring(written(nasty, ".svg"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    named = [name.rpartition("}")[2] for element in root.iter() for name in list(element.attrib)]

    assert not tags & {"script", "a", "image", "foreignObject", "use"}
    assert not [name for name in named if name.startswith("on") or name == "href"]


def obeyed(words):
    """What a terminal would take for more than a letter."""
    return set(words) & set("\x1b\x00\x07\x08\x9b")


@editions
@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_no_paper_holds_what_a_terminal_would_obey(name, suffix):
    assert not obeyed(all_words(written(NASTY["escape"], suffix, name), suffix))


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".png", *DOCUMENTS}))
def test_no_other_file_holds_what_a_terminal_would_obey(suffix):
    assert not obeyed(all_words(written(NASTY["escape"], suffix), suffix))
