"""Pages of Word: no word is broken in a table, and nothing is parted from what it belongs to."""

from datetime import date
from io import BytesIO

import docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from editions_made import public
from hypothesis import given
from hypothesis import strategies as st
from reports_made import made_report

from cptracker.reports.charts.text_widths import width
from cptracker.reports.document.blocks import (
    Bullets,
    Callout,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import PaperTable, TableColumn, line_of, on_page
from cptracker.reports.editions import cells
from cptracker.reports.editions.details import annex
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.writers import word
from cptracker.reports.writers.table_layout import MOST, PADDING, SMALL, TIGHT, WIDTH, table_layout

ALSO = tuple(part for edition in EDITIONS.values() for part in edition.also)


def table(headings, *rows, shares=None):
    shares = shares or [10] * len(headings)
    columns = tuple(
        TableColumn(heading=one, width=share) for one, share in zip(headings, shares, strict=True)
    )
    return PaperTable(caption="t", columns=columns, sheet="t",
                 rows=tuple(tuple(map(cells.words_cell, row)) for row in rows))  # fmt: skip


def text_width(wide):
    """For letters, in points."""
    return (wide - PADDING) / 20


def test_columns_have_their_shares_where_words_are_short():
    page = on_page(table(["A", "B", "C"], ["1", "2", "3"], shares=[50, 30, 20]))

    assert table_layout(page).widths == tuple(WIDTH * share // 100 for share in (50, 30, 20))


def test_a_long_word_widens_its_column_at_the_cost_of_the_others():
    headings = ["Measure", "Statistical neighbours", "England"]
    page = on_page(table(headings, ["a", "1", "2"], shares=[70, 10, 20]))
    first, second, third = table_layout(page).widths

    assert text_width(second) >= width("neighbours", SMALL / 2, bold=True)
    assert first + second + third == pytest.approx(WIDTH, abs=3)
    assert first / third == pytest.approx(70 / 20, rel=0.01)


def test_a_word_may_be_broken_after_its_hyphen():
    joined, apart = (
        table_layout(on_page(table(["A", word], ["1", "2"], shares=[99, 1]))).widths[1]
        for word in ("decisionmaking", "decision-making")
    )

    assert apart < joined


def test_no_address_takes_the_page():
    rows = [["a.csv", "0" * 64], ["of all the words of this " * 9, ""]]
    page = on_page(table(["File", "SHA-256"], *rows, shares=[99, 1]))

    assert table_layout(page).widths[1] == WIDTH // MOST


def test_what_short_words_do_not_need_goes_to_those_that_would_wrap():
    """As in a table of deliverables: a rating is short, and the reason for it is long."""
    page = on_page(table(["A", "B", "C"], ["deliverable", "Reported", "why " * 90],
                         shares=[40, 40, 20]))  # fmt: skip
    first, second, third = table_layout(page).widths

    assert text_width(first) == pytest.approx(width("deliverable", SMALL / 2) * 1.04, abs=1)
    assert text_width(second) == pytest.approx(width("Reported", SMALL / 2) * 1.04, abs=1)
    assert third > WIDTH * 0.7


def test_cells_are_padded_less_before_letters_are_made_smaller():
    """As columns of the same words come to a page, one after the other."""
    layouts = [
        table_layout(on_page(table(["Year"] * count, ["2024"] * count))) for count in range(1, 25)
    ]
    found = list(dict.fromkeys((layout.size, layout.padding) for layout in layouts))

    assert found[:3] == [(SMALL, PADDING), (SMALL, TIGHT), (SMALL - 1, TIGHT)]


WORDS = st.text("abcdefg", min_size=1, max_size=14)


@given(st.lists(st.tuples(WORDS, st.integers(1, 60)), min_size=1, max_size=14))
def test_a_table_is_as_wide_as_its_page_and_breaks_no_word_that_fits(columns):
    headings = [heading for heading, _ in columns]
    page = on_page(table(headings, headings, shares=[share for _, share in columns]))
    widths = table_layout(page).widths
    needed = [width(heading, SMALL / 2, bold=True) + PADDING / 20 for heading in headings]

    assert WIDTH - len(widths) <= sum(widths) <= WIDTH
    assert all(width > 0 for width in widths)
    if sum(needed) * 1.05 < WIDTH / 20:
        for one, heading in zip(widths, headings, strict=True):
            assert text_width(one) >= width(heading, SMALL / 2, bold=True)


ACROSS = 15137
"""Between the margins of an A4 page laid across, in twentieths of a point."""


@pytest.mark.parametrize("name", EDITIONS)
def test_no_heading_of_any_edition_is_broken(name):
    paper = edition(name)(public(*ALSO))
    across = ACROSS if paper.landscape else WIDTH

    for one in paper.reading:
        if isinstance(one, PaperTable):
            page = on_page(one)
            layout = table_layout(page, across)
            for column, wide in zip(page.columns, layout.widths, strict=True):
                for word_ in column.heading.split():
                    wanted = width(word_, layout.size / 2, bold=True)
                    assert wanted <= (wide - layout.padding) / 20, column.heading


def keeps_with_next(paragraph):
    return bool(paragraph.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}"))


def paper_of(*blocks):
    paper = PaperDocument(title="T", as_at=date(2025, 3, 31), blocks=blocks)
    return docx.Document(BytesIO(word.write_word(paper)))


def rows_kept(*rows):
    (written,) = paper_of(table(["A", "B"], *rows)).tables
    return [all(map(keeps_with_next, row.iter(qn("w:p")))) for row in written._tbl.tr_lst]


def test_a_short_table_stays_on_one_page():
    """All but its last row keep with the next, so that its caption does as well."""
    assert rows_kept(*[["a", "1"]] * 4) == [True] * 4 + [False]


def test_a_long_table_may_be_parted_but_not_after_its_first_row_or_before_its_last():
    assert rows_kept(*[["a", "1"]] * 30) == [True, True, *[False] * 27, True, False]


def test_what_leads_to_something_does_not_end_a_page():
    """A paragraph above its list, and one between its heading and what follows."""
    file = paper_of(
        PaperHeading(text="First", anchor="a"),
        Paragraph(spans=line_of("Three measures.")),
        Callout(title="Said", lines=(line_of("Help us."),)),
        Paragraph(spans=line_of("You told us:")),
        Bullets(items=(line_of("one"), line_of("two"))),
        Paragraph(spans=line_of("Alone.")),
        PaperHeading(text="Second", anchor="b"),
        Paragraph(spans=line_of("Its only line.")),
        PaperHeading(text="Third", anchor="c"),
    )
    found = {
        paragraph.text: bool(paragraph.paragraph_format.keep_with_next)
        for paragraph in file.paragraphs
    }

    assert found["Three measures."]
    assert found["Said"]
    assert found["You told us:"]
    assert not found["Alone."]
    assert not found["Its only line."]
    assert all(found[one] or file.styles["Heading 1"].paragraph_format.keep_with_next
               for one in ("First", "Second", "Third"))  # fmt: skip


def test_no_picture_is_wider_than_its_cell_or_pushed_over_its_edge():
    file = docx.Document(BytesIO(word.write_word(annex(made_report()))))
    drawn = [
        (cell.width - PADDING * 635, inline)
        for table in file.tables
        for row in table.rows
        for cell in row.cells
        for inline in cell._tc.iter(qn("wp:inline"))
    ]

    assert drawn
    for most, inline in drawn:
        assert inline.extent.cx <= most
        assert {inline.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}


def test_only_the_pages_of_priorities_and_of_the_scorecards_tables_begin_anew():
    """And what follows them; the first page of the appendix is not left empty."""
    starts = {
        name: [
            heading.anchor for heading in edition(name)(public(*ALSO)).headings if heading.new_page
        ]
        for name in EDITIONS
    }
    pages = [f"priority-{number}" for number in range(1, 8)]

    assert starts.pop("rag") == [*pages, "protection"]
    assert starts.pop("scorecard") == [*(f"section-{number}" for number in range(8)), "protection"]
    assert not any(starts.values())


def test_a_column_keeps_its_least_however_much_the_others_need():
    wide = table(["Indicator", *["Statistical"] * 9], ["a b c d e f", *["1"] * 9])
    page_table = on_page(
        evolve(wide, columns=(evolve(wide.columns[0], least=18), *wide.columns[1:]))
    )

    assert table_layout(page_table, ACROSS).widths[0] >= ACROSS * 0.179
    assert table_layout(on_page(wide), ACROSS).widths[0] < ACROSS * 0.179


def test_the_indicators_of_the_scorecard_have_room():
    """Else each name stands in a stack of single words, and a priority takes two pages."""
    paper = edition("scorecard")(public(*ALSO))
    pages = [on_page(one) for one in paper.reading if isinstance(one, PaperTable)]

    assert len(pages) > 5
    for page in pages:
        assert table_layout(page, ACROSS).widths[0] >= ACROSS * 0.16
