"""What stands in a name stays a name: no format runs it, links it or takes it for its own signs."""

import csv
from io import BytesIO, StringIO

import pytest
from attrs import evolve
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from cptracker.model import Term
from cptracker.reports.formats import FORMATS, render
from paper_readers import Page, all_words, word_tables
from reports_made import made_report

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
    "jinja": "{{ 7 * 7 }}{% for x in y %}",
    "noncharacter": "a\ufffeb\uffff",
}


def spoiled(nasty):
    """A status in which every name is nasty."""
    report = made_report(
        plan_title=nasty, council=nasty, glossary=(Term(term=nasty, meaning=nasty),)
    )
    priorities = tuple(
        evolve(
            priority,
            title=nasty,
            young_people_said=nasty,
            deliverables=tuple(
                evolve(one, title=nasty, reason=nasty) for one in priority.deliverables
            ),
            success_measures=tuple(
                evolve(
                    success,
                    title=nasty,
                    indicators=tuple(
                        evolve(one, title=nasty, unit=nasty, definition=nasty, source=nasty)
                        for one in success.indicators
                    ),
                )
                for success in priority.success_measures
            ),
        )
        for priority in report.priorities
    )
    return evolve(report, priorities=priorities)


def written(nasty, ending):
    (content,) = render(spoiled(nasty), [FORMATS[ending]])
    return content


def plain(nasty):
    """What is left to be read of a nasty name."""
    kept = "".join(one for one in nasty if one.isprintable() or one in "\ufffe\uffff")
    return "".join(one for one in kept if one not in "\u202e\u2066\ufffe\uffff")


names = pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)


@names
def test_html_takes_it_for_words(nasty):
    page = Page(written(nasty, ".html").decode())

    assert page.open == []
    assert not {tag for tag, _ in page.tags} & {"script", "b", "w:p"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert all(attrs.get("src", "data:").startswith("data:") for _, attrs in page.tags)
    assert all(attrs.get("href", "#").startswith("#") for _, attrs in page.tags)
    assert plain(nasty) in "".join(page.words)
    assert "49" not in "".join(page.words)


@names
def test_a_spreadsheet_takes_it_for_text(nasty):
    content = written(nasty, ".xlsx")
    book = load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells
                if cell.hyperlink and cell.hyperlink.target]  # fmt: skip
    assert any(plain(nasty) in str(cell.value) for cell in cells)


@names
def test_word_takes_it_for_text(nasty):
    """It is read as it stands, no address leads out, and the only field is the page's number."""
    content = written(nasty, ".docx")
    told = [" ".join(stack) for table in word_tables(content) for row in table for stack in row]
    parts = all_words(content, ".docx")

    assert any(" ".join(plain(nasty).split()) in one for one in told)
    assert 'TargetMode="External"' not in parts
    assert parts.count("<w:instrText>") == parts.count("<w:instrText>PAGE</w:instrText>") == 1


@names
def test_markdown_takes_it_for_words(nasty):
    """No reader of Markdown makes a link, a picture, HTML or emphasis of it."""
    content = written(nasty, ".md").decode()
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
@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {".png"}))
def test_no_file_holds_what_a_terminal_would_obey(nasty, ending):
    words = all_words(written(nasty, ending), ending)

    assert not set(words) & set("\x1b\x00\x07\x08\x9b")
