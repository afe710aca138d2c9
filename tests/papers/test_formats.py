"""Every format says the same: all are written, read back with other libraries, and compared."""

import csv
import json
from fractions import Fraction
from io import BytesIO, StringIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from paper_readers import (
    Page,
    all_words,
    html_tables,
    markdown_tables,
    plainly,
    sheets,
    shown,
    word_tables,
)
from reports_made import made_report

from cptracker.contract import values
from cptracker.contract.status import status_text
from cptracker.contract.tidy import write_tidy_status as write_tidy
from cptracker.rating.wording import figure_text
from cptracker.reports.document.tables import PaperTable, on_page
from cptracker.reports.editions.details import annex
from cptracker.reports.editions.panel import panel_paper
from cptracker.reports.writers import excel, html, markdown, plain_text, word
from cptracker.reports.writers.formats import FORMATS, render
from cptracker.wording.phrases import EXAMPLE, RESTRICTED, each_measure, value_text


@pytest.fixture(scope="module")
def example(council):
    """The shipped plan on the records of a small council, restricted."""
    import cptracker
    from cptracker.files.bundled import bundled

    plan = cptracker.load_plan(bundled("strategy"))
    return cptracker.build_status(
        plan, cptracker.find_measures(), cptracker.load_records([council])
    )


@pytest.fixture(params=["by hand", "shipped plan"])
def report(request, example):
    return made_report() if request.param == "by hand" else example


def grids(paper):
    """The tables of a paper as a page shows them."""
    tables = []
    for block in paper.reading:
        if isinstance(block, PaperTable):
            page = on_page(block)
            distinct_children = zip(page.columns, page.beneath, strict=True)
            header = [(column.heading, beneath) for column, beneath in distinct_children]
            tables.append([header, *([[_cell_text(cell) for cell in stack] for stack in row]
                                     for row in page.rows)])  # fmt: skip
    return plainly(tables)


def _cell_text(cell):
    if cell.picture:
        return cell.picture.alt
    return " ".join(
        f"{span.shape} {span.text}" if hasattr(span, "shape") else span.text for span in cell.spans
    )


def without_blanks(tables):
    return [[["".join(stack).replace(" ", "") for stack in row] for row in table]
            for table in tables]  # fmt: skip


@pytest.mark.parametrize(
    ("write", "read"),
    [
        pytest.param(html.write_html, html_tables, id="html"),
        pytest.param(word.write_word, word_tables, id="word"),
        pytest.param(markdown.write_markdown, markdown_tables, id="markdown"),
    ],
)
def test_every_cell_of_every_table_is_read_back(report, write, read):
    paper = annex(report)

    assert len(grids(paper)) > 5
    assert without_blanks(read(write(paper))) == without_blanks(grids(paper))


def test_plain_text_has_every_cell_too(report):
    paper = annex(report)
    text = "".join(plain_text.write_plain_text(paper).decode().split())

    for table in grids(paper):
        for row in table[1:]:
            for stack in row:
                assert "·".join(stack).replace(" ", "") in text


def test_a_spreadsheet_shows_the_same_figures_as_numbers(report):
    """The value of each measure, under its priority: a number with as many digits as elsewhere."""
    rows = sheets(excel.write_excel(panel_paper(report)))["Measures"]
    wanted = [
        (f"{priority.number} {priority.title}", success.ref, indicator)
        for priority in report.priorities
        for success in priority.success_measures
        for indicator in success.indicators
    ]

    assert len(rows) == len(wanted)
    for row, (priority, ref, indicator) in zip(rows, wanted, strict=True):
        assert row["Priority"].value == priority
        assert row["Measure"].value == f"{ref} {indicator.title}"
        assert row["Period"].value == indicator.figure.period.label
        if indicator.figure.value is None:
            assert row["Value"].value in ("[c]", "[x]", "[z]")
            assert row["Why there is none"].value
        else:
            assert shown(row["Value"]) == value_text(indicator)
            assert row["Value"].data_type == "n"
            assert row["Numerator"].value == indicator.figure.numerator
            assert row["Denominator"].value == indicator.figure.denominator


def test_a_spreadsheet_holds_every_period(report):
    rows = sheets(excel.write_excel(panel_paper(report)))["Periods"]
    figures = [
        (indicator, figure) for indicator in each_measure(report) for figure in indicator.series
    ]

    assert len(rows) == len(figures)
    for row, (indicator, figure) in zip(rows, figures, strict=True):
        assert row["First day"].value.date() == figure.period.start
        if figure.value is not None:
            latest = (
                value_text(indicator)
                if figure == indicator.figure
                else figure_text(figure, indicator.unit)
            )
            assert shown(row["Value"]) == latest


def test_the_tidy_table_and_json_hold_the_same_figures(report):
    """Exact ones, to be rounded by whoever shows them; the paper's are these, rounded."""
    tidy = list(csv.DictReader(StringIO(write_tidy(report).decode("utf-8-sig"))))
    document = json.loads(status_text(report))
    latest = {row["measure_id"]: row for row in tidy
              if row["latest"] == "yes" and row["Value"] == "Everyone"}  # fmt: skip
    rows = [
        indicator
        for priority in document["priorities"]
        for success in priority["success_measures"]
        for indicator in success["indicators"]
    ]

    assert rows
    assert {row["measure"] for row in rows} == set(latest)
    for indicator in rows:
        row = latest[indicator["measure"]]
        assert row["figure"] == ("" if indicator["value"] is None else str(indicator["value"]))
        assert row["numerator"] == row["Count"]
        assert row["Count"] == (
            "" if indicator["numerator"] is None else str(indicator["numerator"])
        )
        assert row["missing_reason"] == (indicator["missing_reason"] or "")
        assert row["Percentage"] == (row["figure"] if indicator["unit"] == "%" else "")
    for indicator in each_measure(report):
        if indicator.figure.value is not None:
            exact = Fraction(latest[indicator.measure]["figure"])
            assert abs(exact - indicator.figure.value) < Fraction(1, 10**9)


def test_the_tidy_table_begins_as_the_sector_expects():
    first, second, *_ = write_tidy(made_report()).decode("utf-8-sig").splitlines()

    assert first.startswith("Measure,Value,Count,Percentage,")
    assert second.startswith('"Social workers a child has in a year, on average",Everyone,1200,,')


def test_the_tidy_table_has_the_names_and_cells_of_the_table_of_values(report):
    """One set of names; the identifier and the value have others, where case alone would differ."""
    table = csv.DictReader(StringIO(write_tidy(report).decode("utf-8-sig")))
    shared = [name for name in values.COLUMNS if name in (table.fieldnames or ())]
    rows = [tuple(row[name] for name in shared) for row in table]
    expected = [
        tuple("" if (cell := getattr(row, name)) is None else str(cell) for name in shared)
        for indicator in each_measure(report)
        for figure in (*indicator.series, *indicator.breakdowns)
        for row in [values.figure_row(indicator, figure)]
    ]

    assert set(values.COLUMNS) - set(shared) == {"measure", "title", "value", "excluded"}
    assert rows == expected


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".png"}))
def test_every_file_says_what_it_is(suffix):
    """By itself, so that one that is passed on without its neighbours still says so."""
    (content,) = render(made_report(), [FORMATS[suffix]])
    words = all_words(content, suffix).casefold()

    assert "restricted" in words
    assert "example data" in words or '"example_data": true' in words


def test_every_page_of_a_word_file_says_so():
    """In the header of the only section, on its first page too; the language is English."""
    file = docx.Document(BytesIO(word.write_word(panel_paper(made_report()))))
    (section,) = file.sections

    assert section.header.paragraphs[0].text == f"{RESTRICTED} · {EXAMPLE}"
    assert not section.different_first_page_header_footer
    assert file.core_properties.language == "en-GB"
    assert file.core_properties.title == "A plan for every child"
    assert {element.get(qn("w:val")) for element in file.styles.element.iter(qn("w:lang"))} == {
        "en-GB"
    }


def test_every_printed_sheet_says_so_and_every_sheet_above_its_table():
    book = load_workbook(BytesIO(excel.write_excel(panel_paper(made_report()))))

    for sheet in book:
        assert sheet.oddHeader.center.text == f"{RESTRICTED} · {EXAMPLE}"
        if sheet.title not in ("Contents", "Notes"):
            column = [cell.value for cell in sheet["A"]][:4]
            assert RESTRICTED in column
            assert EXAMPLE in column


def test_every_printed_page_of_html_says_so():
    """In the margin of each page; what is in it is quoted as a style wants it."""
    page = html.write_html(panel_paper(made_report())).decode()

    assert (
        '@top-center { content: "RESTRICTED: exact figures, not for publication \\b7  EXAMPLE'
        in page
    )


class TestSpreadsheet:
    """The Analysis Function's rules."""

    @pytest.fixture
    def book(self, report):
        return load_workbook(BytesIO(excel.write_excel(panel_paper(report))))

    def test_it_begins_with_a_cover_contents_and_notes(self, book):
        assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]

    def test_no_cells_are_merged(self, book):
        assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == []

    def test_each_other_sheet_is_one_table_from_its_first_column(self, book):
        """With one header row, headings that differ, and no empty row or column."""
        for sheet in book.worksheets[3:]:
            (table,) = sheet.tables.values()
            rows = list(sheet[table.ref])
            headings = [cell.value for cell in rows[0]]

            assert table.ref.startswith("A")
            assert all(headings)
            assert len(set(headings)) == len(headings)
            assert all(any(cell.value is not None for cell in row) for row in rows)
            assert sheet.max_row == rows[-1][0].row
            assert all(sheet.cell(row, 1).value for row in range(1, rows[0][0].row))

    def test_signs_are_explained(self, book):
        notes = [cell.value for cell in book["Notes"]["A"]]

        for sign in ("[c]", "[x]", "[z]"):
            assert any(note.startswith(sign) for note in notes)

    def test_every_sheet_is_in_the_contents(self, book):
        listed = [cell.value for cell in book["Contents"]["A"]]

        assert set(book.sheetnames) - {"Cover", "Contents"} <= set(listed)


class TestWord:
    @pytest.fixture
    def file(self, report):
        return docx.Document(BytesIO(word.write_word(annex(report))))

    def test_headings_are_words_own(self, file, report):
        headings = [
            paragraph.text for paragraph in file.paragraphs if paragraph.style.name == "Heading 1"
        ]

        assert headings == [block.text for block in annex(report).headings if block.level == 2]

    def test_the_header_row_of_each_table_is_repeated(self, file):
        for table in file.tables:
            first, *others = table._tbl.tr_lst
            assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            assert all(table.find(f".//{qn('w:tblHeader')}") is None for table in others)

    def test_each_table_has_a_caption_and_no_merged_cells(self, file):
        for table in file.tables:
            assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))

    def test_links_lead_somewhere(self, file):
        places = {element.get(qn("w:name")) for element in file.element.iter(qn("w:bookmarkStart"))}
        links = {element.get(qn("w:anchor")) for element in file.element.iter(qn("w:hyperlink"))}

        assert links
        assert links <= places

    def test_each_picture_has_words(self, file):
        """Where there are pictures at all."""
        for drawn in file.element.iter(qn("wp:docPr")):
            assert drawn.get("descr")


class TestPage:
    @pytest.fixture
    def page(self, report):
        return Page(html.write_html(annex(report)).decode())

    def test_it_is_closed_and_its_headings_are_in_order(self, page):
        levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]

        assert page.open == []
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))

    def test_nothing_is_asked_of_a_network_and_no_script_runs(self, page):
        """Every address is within the page; there is no script and no handler of events."""
        for tag, attrs in page.tags:
            assert tag not in ("script", "link", "iframe", "object", "embed", "base", "form")
            assert not [name for name in attrs if name.startswith("on")]
            for name in ("href", "src", "action", "srcset", "background"):
                address = attrs.get(name, "#")
                assert address.startswith(("#", "data:image/svg+xml,"))
        style = (html.TEMPLATES / "paper.css").read_text("utf-8")
        assert "url(" not in style
        assert "@import" not in style

    def test_links_lead_somewhere_and_names_are_there_once(self, page):
        names = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        links = {attrs["href"][1:] for tag, attrs in page.tags if tag == "a"}

        assert len(set(names)) == len(names)
        assert links <= set(names)

    def test_tables_have_captions_and_their_headings_a_scope(self, page):
        tags = [tag for tag, _ in page.tags]

        assert tags.count("caption") == tags.count("table")
        assert {attrs["scope"] for tag, attrs in page.tags if tag == "th"} == {"col", "row"}

    def test_language_skip_link_and_landmarks(self, page):
        tags = dict(reversed(page.tags))

        assert tags["html"]["lang"] == "en-GB"
        assert {"header", "main", "nav", "footer"} <= set(tags)
        assert next(attrs for tag, attrs in page.tags if tag == "a")["href"] == "#main"

    def test_shapes_are_kept_from_screen_readers(self, page):
        """Each rating is a word; its sign is read by nobody."""
        signs = [attrs for tag, attrs in page.tags if attrs.get("aria-hidden")]
        ratings = [attrs for _, attrs in page.tags if attrs.get("class", "").startswith("tag ")]

        assert len(signs) == len(ratings) > 0


def test_a_restricted_page_is_kept_from_search_engines():
    page = Page(html.write_html(annex(made_report())).decode())

    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_the_paper_as_a_panel_reads_it(suffix, snapshot):
    (content,) = render(made_report(), [FORMATS[suffix]])

    snapshot(content.decode(), f"panel-paper{suffix}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".md", ".txt", ".csv", ".json"])
def test_the_same_status_gives_the_same_file(suffix):
    """But for the time that zip files keep of their parts."""
    first, second = (render(made_report(), [FORMATS[suffix]])[0] for _ in range(2))

    assert all_words(first, suffix) == all_words(second, suffix)


def test_files_of_office_are_whole():
    for content in render(made_report(), [FORMATS[".docx"], FORMATS[".xlsx"]]):
        with ZipFile(BytesIO(content)) as archive:
            assert archive.testzip() is None
