"""Spreadsheets of all editions: what they hold, how wide they are, and how they print."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from attrs import evolve
from editions_made import public
from openpyxl import load_workbook
from paper_readers import sheets
from reports_made import made_report

from cptracker.model.figures import MissingReason
from cptracker.reports.document.blocks import Bullets, Callout, PaperHeading, Paragraph
from cptracker.reports.document.tables import PaperTable, text_of_line
from cptracker.reports.editions import cells
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.editions.panel import panel_paper
from cptracker.reports.editions.plain import plain_words
from cptracker.reports.editions.rag import rag_pages
from cptracker.reports.writers import excel, html, markdown, plain_text, word
from cptracker.reports.writers.sheets import (
    LARGE_PAGE,
    LED,
    MOST_LINES,
    PAGE,
    PaperSheet,
    frozen_rows,
    lines_in,
    needs_a_large_page,
    pages_across,
    sheet_widths,
    sheets_of,
    unbroken_runs,
)

SIGN_OR_SHARE = re.compile(r"\[[cuxz]\]|\d")
"""A sign, or a number that is no single one: so many of so many, or a range."""


ALSO = tuple(part for edition in EDITIONS.values() for part in edition.also)


@pytest.fixture(scope="module", params=EDITIONS)
def paper(request):
    return edition(request.param)(public(*ALSO))


@pytest.fixture(scope="module")
def book(paper):
    return load_workbook(BytesIO(excel.write_excel(paper)))


def sheet(*rows, header_rows=1):
    columns = tuple(f"Column {number}" for number, _ in enumerate(rows[0]))
    return PaperSheet(
        name="s",
        title="s",
        columns=columns,
        numbers=(False,) * len(columns),
        rows=tuple(tuple(map(cells.words_cell, row)) for row in rows),
        name_columns=header_rows,
    )


class TestEveryEdition:
    """The Analysis Function's rules, and a page that can be read."""

    def test_it_holds_more_than_a_glossary(self, book):
        assert set(book.sheetnames) - {"Glossary"} > {"Cover", "Contents", "Notes"}

    def test_each_sheet_is_one_table_with_one_header_row(self, book):
        assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == []
        for sheet in book.worksheets[3:]:
            (table,) = sheet.tables.values()
            headings, *rows = sheet[table.ref]
            names = [cell.value for cell in headings]

            assert table.ref.startswith("A")
            assert len(set(names)) == len(names)
            assert all(names)
            assert all(row[0].value for row in rows)

    def test_each_page_repeats_its_header_row_and_no_page_is_microscopic(self, book, paper):
        sheet_by_name = {sheet.name: sheet for sheet in sheets_of(paper)}

        for sheet in book.worksheets[3:]:
            wide = sheet_widths(sheet_by_name[sheet.title])
            across = sheet.page_setup.fitToWidth or 1

            assert sheet.print_title_rows
            assert sheet.page_setup.orientation == "landscape"
            large = str(sheet.page_setup.paperSize) == "8"
            assert large == needs_a_large_page(sheet_by_name[sheet.title], wide)
            assert across == (1 if large else pages_across(sheet_by_name[sheet.title], wide))
            assert sum(wide) <= (LARGE_PAGE if large else PAGE * across)

    def test_each_table_prints_on_one_page_across(self, book):
        """On A4, or on A3 where it has the columns of a scorecard."""
        for sheet in book.worksheets[3:]:
            assert (sheet.page_setup.fitToWidth or 1) == 1, sheet.title

    def test_columns_of_numbers_hold_numbers_and_signs_alone(self, book, paper):
        sheet_by_name = {sheet.name: sheet for sheet in sheets_of(paper)}
        for sheet in book.worksheets[3:]:
            (table,) = sheet.tables.values()
            _, *rows = sheet[table.ref]
            for row in rows:
                for cell, numbers in zip(row, sheet_by_name[sheet.title].numbers, strict=True):
                    if numbers and isinstance(cell.value, str):
                        assert SIGN_OR_SHARE.search(cell.value), (sheet.title, cell.value)

    def test_ratings_are_words_on_their_colours(self, book, paper):
        words = {"Green": "CFE4DC", "Amber": "FFEE80", "Red": "F4D7D7", "No target": "F3F3F3"}
        for sheet in book.worksheets[3:]:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in words and cell.font.bold:
                        assert cell.fill.fgColor.rgb == f"FF{words[cell.value]}"

    def test_signs_are_spoken_of_where_there_are_signs(self, book, paper):
        said = [cell.value for sheet in book for cell in sheet["A"] if cell.value]
        spoken = any("igns such as" in words for words in said)

        assert spoken == bool(paper.shorthand)
        assert "Signs in cells:" not in said


def words_of(paper):
    """The sentences of a page: paragraphs, lists and what is set apart, without what is a table."""
    for block in paper.reading:
        if isinstance(block, Paragraph):
            yield text_of_line(block.spans)
        elif isinstance(block, Bullets):
            yield from map(text_of_line, block.items)
        elif isinstance(block, Callout):
            yield from map(text_of_line, block.lines)


def cell_texts(content):
    """Every text of every cell, and of the notes."""
    return {cell.value for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows()
            for cell in row if cell.value is not None}  # fmt: skip


def test_the_plain_spreadsheet_says_all_that_the_page_says():
    """The same sentences with the same figures, each whole in a cell."""
    paper = plain_words(public())
    texts = cell_texts(excel.write_excel(paper))
    leads = {"You told us how to be a good parent to you:", "You told us what good care is like:"}

    assert len(list(words_of(paper))) > 60
    assert set(words_of(paper)) - leads <= texts


def test_the_plain_spreadsheet_has_a_row_for_each_sentence():
    report = public()
    rows = sheets(excel.write_excel(plain_words(report)))["How it is going"]
    wanted = [
        f"{priority.number} {priority.title}"
        for priority in report.priorities
        for success in priority.success_measures
        for _ in success.indicators
    ]

    assert [row["Promise"].value for row in rows] == wanted
    assert all(row["What we promised"].value and row["How it is going"].value for row in rows)
    assert list(rows[0]) == ["Promise", "What we promised", "How it is going"]


def test_the_promises_stand_in_a_row_each():
    rows = sheets(excel.write_excel(plain_words(public())))["The promises"]

    assert len(rows) == 7
    assert list(rows[0]) == ["Promise", "What you said", "What we promised", "What comes next"]


def test_a_plan_without_words_of_its_own_makes_a_plain_spreadsheet_too():
    """No promises in plain words, nothing that was said or asked for."""
    report = evolve(made_report(), audience="public", plain_words=(), plain_promises=())
    written_sheets = sheets(excel.write_excel(plain_words(report)))

    assert "What you asked for" not in written_sheets
    assert len(written_sheets["How it is going"]) == 9


def test_the_spreadsheet_of_pages_says_all_that_the_pages_say():
    """And of each priority what part it stands in."""
    paper = rag_pages(public())
    rows = sheets(excel.write_excel(paper))["Words"]
    contents = {}
    for row in rows:
        contents.setdefault(row["Priority"].value, []).append(row["Part"].value)
    first = next(at for at, block in enumerate(paper.blocks)
                 if isinstance(block, PaperHeading) and block.new_page)  # fmt: skip
    last = next(at for at, block in enumerate(paper.blocks)
                if isinstance(block, PaperHeading) and block.anchor == "protection")  # fmt: skip
    pages = evolve(paper, blocks=paper.blocks[first:last])

    assert list(words_of(pages)) == [row["Words"].value for row in rows]
    assert len(contents) == 7
    for content in contents.values():
        in_order = [
            "The priority as a whole",
            "What the data tells us",
            "Analysis",
            "Action and next steps",
        ]
        assert list(dict.fromkeys(content)) == [part for part in in_order if part in content]


def test_who_said_something_stands_beside_it():
    from test_rag_pages import with_commentary

    rows = sheets(excel.write_excel(rag_pages(with_commentary())))["Words"]
    said = {row["Words"].value: row["Said by"].value for row in rows}
    author = "Head of Service, 1 May 2025, for 2024/25. Seen by the writer as amber, medium risk."

    assert said["More to come."] == author
    assert next(by for words, by in said.items() if words.endswith("Fewer changes.")) == author
    assert said["No commentary on 1.2."] is None
    assert author not in said


@pytest.mark.parametrize(
    "write",
    [html.write_html, word.write_word, markdown.write_markdown, plain_text.write_plain_text],
)
@pytest.mark.parametrize("make", [plain_words, rag_pages])
def test_a_page_has_nothing_of_what_only_a_spreadsheet_holds(write, make):
    paper = make(public())
    pages = evolve(
        paper,
        blocks=tuple(block for block in paper.blocks
                     if not (isinstance(block, PaperTable) and block.place == "sheet")),
    )  # fmt: skip
    assert len(pages.blocks) < len(paper.blocks)

    if write is word.write_word:  # a zip file keeps the time
        assert len(write(paper)) == pytest.approx(len(write(pages)), abs=9)
    else:
        assert write(paper) == write(pages)


def test_columns_are_as_wide_as_their_texts_where_there_is_room():
    assert sheet_widths(sheet(["a" * 50, "b" * 20])) == [53, 23]


def test_long_texts_are_wrapped_to_fit_a_page():
    long = sheet(["a" * 30, "word " * 40, "word " * 60, "word " * 80])
    wide = sheet_widths(long)

    assert PAGE - 4 < sum(wide) <= PAGE
    assert pages_across(long, wide) == 1


def test_many_columns_go_on_over_pages_that_begin_alike():
    """With both columns that say what a row is about, so narrow that others are seen beside."""
    many = sheet(["name " * 10] * 20, header_rows=2)
    wide = sheet_widths(many)

    assert pages_across(many, wide) > 1
    assert frozen_rows(many, wide) == 2
    assert sum(wide[:2]) <= LED


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, 1, id="nothing"),
        pytest.param("short", 10, 1, id="short"),
        pytest.param("1234567 " * 3, 10, 3, id="a number a line"),
        pytest.param("iiii " * 4, 12, 1, id="narrow letters take less"),
        pytest.param("WWWW " * 4, 12, 4, id="wide letters take more"),
        pytest.param("word " * 6000, 10, MOST_LINES, id="no row is higher than a row can be"),
    ],
)
def test_how_many_lines_a_text_takes(text, width, lines):
    assert lines_in(text, width) == lines


class TestCourses:
    """Lines that the spreadsheet draws itself, from the sheet of periods."""

    def sparklines(self, report):
        content = excel.write_excel(panel_paper(report))
        with ZipFile(BytesIO(content)) as archive:
            sheets_ = [archive.read(name).decode() for name in archive.namelist()
                       if name.startswith("xl/worksheets/sheet")]  # fmt: skip
        return [
            formula
            for content in sheets_
            for formula in re.findall(r"<xm:f>([^<]*)</xm:f>", content)
        ]

    def test_each_measure_with_two_figures_in_a_row_has_one(self):
        report = made_report()
        (course,) = self.sparklines(report)
        sheet = load_workbook(BytesIO(excel.write_excel(panel_paper(report))))["Periods"]
        first, last = re.fullmatch(r"'Periods'!(F\d+):(F\d+)", course).groups()
        drawn = [row[0].value for row in sheet[f"{first}:{last}"]]

        assert drawn == [2.5, 2.31]

    def test_no_line_is_drawn_through_what_is_hidden(self):
        """A spreadsheet would draw a sign as nought; the run begins behind it."""
        content = excel.write_excel(panel_paper(public()))
        sheet = load_workbook(BytesIO(content))["Periods"]

        courses = self.sparklines(public())
        assert len(courses) > 15
        for course in courses:
            first, last = course.replace("'", "").partition("!")[2].replace("$", "").split(":")
            assert all(row[0].data_type == "n" for row in sheet[first:last])

    def test_a_measure_whose_latest_figure_is_hidden_has_none(self):
        (success, *_), *_ = [priority.success_measures for priority in made_report().priorities]
        hidden = evolve(
            success.indicators[0].series[-1], value=None, numerator=None, denominator=None,
            lower=None, upper=None, missing_reason=MissingReason.HIDDEN,
        )  # fmt: skip
        rows = [
            PaperSheet(
                name="Periods",
                title="t",
                columns=("Identifier", "Value"),
                numbers=(False, True),
                rows=tuple(
                    (cells.words_cell("m"), cells.value_cell(figure, "2.5"))
                    for figure in (success.indicators[0].series[0], hidden)
                ),
            )
        ]

        assert unbroken_runs(rows, 0) == {}
