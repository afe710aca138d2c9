"""Young people's own words: what the plan must say of them, and which papers show them."""

from datetime import date

import pytest
from attrs import evolve
from editions_made import public, restricted
from paper_readers import all_words, sheets
from small_plan import PLAN

from cptracker.contract.status import as_document
from cptracker.disclosure.suppression import suppress
from cptracker.model.plan_sections import Quotation, QuotationAudience
from cptracker.plan.reading import read_plan
from cptracker.reports.editions.editions import edition
from cptracker.reports.writers.excel import write_excel
from cptracker.reports.writers.markdown import write_markdown

SAID = """
quotations:
  - priority: 1
    words: Tell us first when our social worker leaves
    said_by: Children in Care Council
    date: 2026-02-11
    consent: Recorded by the participation officer
    audience: public
    source: Minutes
    place: item 4
"""


def problems(folder, text):
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "said.yaml").write_text(text, encoding="utf-8")
    return [problem.message for problem in read_plan(folder).problems]


def test_a_quotation_is_read(tmp_path):
    assert problems(tmp_path, SAID) == []
    assert read_plan(tmp_path).plan.quotations == (
        Quotation(
            priority=1,
            words="Tell us first when our social worker leaves",
            said_by="Children in Care Council",
            date=date(2026, 2, 11),
            consent="Recorded by the participation officer",
            audience=QuotationAudience.PUBLIC,
            source="Minutes",
            place="item 4",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    consent: Recorded by the participation officer\n", "", "`consent`"),
        ("    audience: public\n", "", "`audience`"),
        ("audience: public", "audience: everybody", "`audience`"),
        ("Children in Care Council", "A girl of 14", "`said_by` holds a number"),
        ("priority: 1", "priority: 9", "no priority 9"),
        ("consent: Recorded by the participation officer", 'consent: " "', "`consent` is empty"),
    ],
    ids=["no consent", "no audience", "unknown audience", "an age", "no priority", "blank"],
)
def test_what_is_wrong_is_told(tmp_path, old, new, message):
    lines = problems(tmp_path, SAID.replace(old, new))

    assert len(lines) == 1
    assert message in lines[0]


def test_said_twice_is_told(tmp_path):
    lines = problems(tmp_path, SAID + SAID.partition("quotations:\n")[2])

    assert lines == ["this quotation is given twice, first in line 3"]


def quotation(**changes):
    fields = {
        "priority": 1, "words": "Tell us first", "said_by": "Children in Care Council",
        "date": date(2026, 2, 11), "consent": "secret consent",
        "audience": QuotationAudience.PUBLIC, "source": "Minutes",
    }  # fmt: skip
    return Quotation(**fields | changes)


def report_with(*quotations, protected=True):
    report = evolve(restricted("appendix"), quotations=quotations)
    if protected:
        hidden = public("appendix")
        report = evolve(hidden, quotations=protected_quotations(report))
    return report


def paper(name, *quotations, protected=True):
    report = report_with(*quotations, protected=protected)
    return write_markdown(edition(name)(report)).decode()


def protected_quotations(report):
    """Of a report without figures, whose protection takes no time."""
    return suppress(evolve(report, priorities=(), appendix=(), areas=())).quotations


@pytest.mark.parametrize("name", ["plain", "brief", "panel", "appendix"])
def test_papers_show_their_own_words_and_no_consent(name):
    text = paper(name, quotation())

    assert "In young people's own words" in text
    assert "\N{LEFT DOUBLE QUOTATION MARK}Tell us first\N{RIGHT DOUBLE QUOTATION MARK}" in text
    assert "Children in Care Council, February 2026" in text
    assert "secret consent" not in text


@pytest.mark.parametrize("name", ["plain", "brief", "panel", "appendix"])
def test_a_paper_without_any_has_no_empty_heading(name):
    assert "own words" not in paper(name)


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": QuotationAudience.RESTRICTED},
        {"words": "Both of us sisters want to stay together"},
        {"said_by": "Two care leavers"},
    ],
    ids=["not for everybody", "words that count few", "a group of few"],
)
def test_a_public_paper_leaves_out_what_is_not_for_everybody(changes):
    assert "own words" not in paper("brief", quotation(**changes))


def test_a_restricted_paper_shows_what_is_for_the_council():
    said = quotation(audience=QuotationAudience.RESTRICTED)

    assert "Tell us first" in paper("brief", said, protected=False)


def test_a_brief_has_the_last_three():
    said = [quotation(words=f"Words {day}", date=date(2026, 2, day)) for day in (1, 2, 3, 4)]
    text = paper("brief", *said)

    assert "Words 1" not in text
    assert text.index("Words 4") < text.index("Words 3") < text.index("Words 2")


@pytest.mark.parametrize("name", ["plain", "brief", "panel", "appendix"])
def test_the_workbook_of_a_paper_has_their_words_in_rows(name):
    """As text, with the day as a day; not who agreed to their use."""
    report = report_with(quotation(), quotation(words="Earlier words", date=date(2025, 2, 3)))
    content = write_excel(edition(name)(report))

    rows = [[cell.value for cell in row.values()] for row in sheets(content)["Quotations"]]
    assert [row[:3] for row in rows] == [
        [1, "Tell us first", "Children in Care Council"],
        [1, "Earlier words", "Children in Care Council"],
    ]
    assert [row[3].date() for row in rows] == [date(2026, 2, 11), date(2025, 2, 3)]
    assert "secret consent" not in all_words(content, ".xlsx")


def test_json_has_their_words_as_far_as_its_audience_may_see_them():
    hidden = quotation(words="Not for everybody", audience=QuotationAudience.RESTRICTED)
    exact, public_status = (
        as_document(report_with(quotation(), hidden, protected=protected))
        for protected in (False, True)
    )
    words = {
        "priority": 1, "words": "Tell us first", "said_by": "Children in Care Council",
        "date": "2026-02-11",
    }  # fmt: skip

    assert [line["words"] for line in exact["quotations"]] == ["Tell us first", "Not for everybody"]
    assert public_status["quotations"] == [words]
