"""A paper before it has a format: harmless words, stacked columns, links to the glossary."""

from datetime import date
from fractions import Fraction

import pytest

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import from_key
from cptracker.model.plan import Term
from cptracker.reports.document.tables import (
    PaperTable,
    TableCell,
    TableColumn,
    TermLink,
    Words,
    on_page,
    text_of_line,
)
from cptracker.reports.editions import cells
from cptracker.reports.editions.pictures import Linker, names_of

GLOSSARY = (
    Term(term="Care leaver", meaning="Somebody who was in care"),
    Term(term="Child looked after (CLA)", meaning="A child in care"),
    Term(term="EET and NEET", meaning="In education, employment or training; and not"),
    Term(term="Care order", meaning="A court's decision"),
)


def linked(text, link=None):
    """The words that lead somewhere, each with where."""
    linked = (link or Linker.of(GLOSSARY))(text)
    assert text_of_line(linked) == text
    return [(span.text, span.anchor) for span in linked if isinstance(span, TermLink)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A care leaver", [("care leaver", "term-care-leaver")], id="in any case"),
        pytest.param("Care leavers", [("Care leavers", "term-care-leaver")], id="in the plural"),
        pytest.param("each CLA", [("CLA", "term-child-looked-after-cla")], id="in brackets"),
        pytest.param("EET, NEET", [("EET", "term-eet-and-neet")], id="either of two, once"),
        pytest.param("scare leavers, claims", [], id="no part of a word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_term_leads_to_its_entry(text, expected):
    assert linked(text) == expected


def test_a_term_leads_there_once_in_each_part():
    """The first time tells enough; another part is read by itself."""
    link = Linker.of(GLOSSARY)

    assert len(linked("Care leaver, care leaver", link)) == 1
    assert linked("care leaver", link) == []
    assert len(linked("care leaver", link.afresh())) == 1


def test_a_glossary_of_nothing_links_nothing():
    assert linked("care leaver", Linker.of(())) == []


def test_names_of_a_term():
    assert names_of(GLOSSARY[1]) == ["Child looked after", "CLA"]
    assert names_of(GLOSSARY[2]) == ["EET", "NEET"]
    assert names_of(GLOSSARY[0]) == ["Care leaver"]


def test_columns_stand_beneath_others_on_a_page():
    """What is only for a sheet, and what is empty throughout, takes no room."""
    table = PaperTable(
        caption="t",
        columns=(
            TableColumn(heading="Measure"),
            TableColumn(heading="Value", numbers=True),
            TableColumn(heading="Unit", beneath=True),
            TableColumn(heading="Numerator", place="sheet"),
            TableColumn(heading="Certainty"),
        ),
        rows=(
            tuple(map(cells.words_cell, ("a", "1", "miles", "3", ""))),
            tuple(map(cells.words_cell, ("b", "2", "", "4", ""))),
        ),
        sheet="t",
    )
    page = on_page(table)

    assert [column.heading for column in page.columns] == ["Measure", "Value"]
    assert page.beneath == ("", "unit")
    assert [[[cell.text for cell in stack] for stack in row] for row in page.rows] == [
        [["a"], ["1", "miles"]],
        [["b"], ["2"]],
    ]


@pytest.mark.parametrize(
    ("text", "number", "digits"),
    [
        pytest.param("93.8%", Fraction(938, 10), 1, id="a share"),
        pytest.param("1,062", Fraction(1062), 0, id="thousands"),
        pytest.param("-0.31", Fraction(-31, 100), 2, id="below 0"),
        pytest.param("0", Fraction(0), 0, id="0"),
    ],
)
def test_a_number_is_just_what_is_shown(text, number, digits):
    """So no format can know a digit more than another."""
    cell = cells.number_cell(text)

    assert (cell.number.value, cell.number.digits, cell.text) == (number, digits, text)


@pytest.mark.parametrize("text", ["none set", "40% to 60%", "[c]", ""])
def test_words_are_no_number(text):
    assert cells.number_cell(text).number is None
    assert cells.number_cell(text).text == text


@pytest.mark.parametrize("missing_reason", MissingReason)
def test_nothing_is_a_sign_and_its_reason(missing_reason):
    """A sign that is explained; the words beside it keep the reasons apart."""
    figure = Figure(period=from_key("202425"), missing_reason=missing_reason)

    assert cells.value_cell(figure, "0").text in dict(cells.MEANINGS)
    assert cells.value_cell(figure, "0").number is None
    assert cells.why_none(figure).text


def test_reasons_for_nothing_stay_apart():
    period = from_key("202425")
    reasons = {
        cells.why_none(Figure(period=period, missing_reason=reason)).text
        for reason in MissingReason
    }

    assert len(reasons) == len(MissingReason)


def test_a_figure_of_few_says_so_beside_its_number():
    figure = Figure(period=from_key("202425"), value=Fraction(47), marks=("u",))
    cell = cells.value_cell(figure, "47%")

    assert cell.text == "47% [u]"
    assert cell.number.value == 47


def test_a_day_is_a_day():
    assert cells.day_cell(date(2025, 3, 31)).text == "31 March 2025"
    assert cells.day_cell(None) == cells.words_cell("") == TableCell()


def test_words_hold_no_controls():
    assert Words("a\x1b[31m\n\u202eb\ufffe").text == "a[31m b"
