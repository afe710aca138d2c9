"""Recurring duties and owners in a status: first screen, full status, JSON, papers."""

import json
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from small_plan import PLAN, small_inputs

from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.model.figures import Rating
from cptracker.reports.editions.brief import brief
from cptracker.reports.editions.panel import panel_paper
from cptracker.reports.terminal.first_screen import print_first_screen
from cptracker.reports.terminal.status import print_status
from cptracker.reports.writers.markdown import write_markdown
from cptracker.status.attention import needing_attention
from cptracker.status.builder import build_status

DUTIES = """
duties:
  - {ref: survey, title: Survey, every_months: 24, owner: Lead, deliverable: "1.1", place: here,
     done: [{date: 2022-03-01}]}
  - {ref: offer, title: Offer, wording: bi-annually, place: here}
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A plan whose first duty is overdue by a month, and whose parts have owners."""
    folder = tmp_path_factory.mktemp("duties")
    inputs = small_inputs(folder, DUTIES)
    file = folder / "plan" / "plan.yaml"
    text = (
        PLAN.replace("title: Health\n", "title: Health\n    lead: Director\n")
        .replace("title: A nurse,", "title: A nurse, owner: Matron,")
        .replace("title: Dentist\n", "title: Dentist\n        owner: Dean\n")
    )
    file.write_text(text, encoding="utf-8")
    from cptracker.plan.reading import read_plan

    loaded = read_plan(folder / "plan")
    return build_status(loaded, *inputs[1:], as_at=date(2024, 3, 31))


def on(draw, report):
    page = StringIO()
    draw(report, Console(file=page, width=80, color_system=None))
    return page.getvalue()


def test_an_overdue_duty_needs_attention_under_its_deliverable(report):
    lines = [line for line in needing_attention(report) if line.duty]

    assert [(line.ref, line.title, line.rating, line.word) for line in lines] == [
        ("1.1", "Survey", Rating.RED, "overdue")
    ]
    assert "■ 1.1  Survey" in on(print_first_screen, report)


def test_the_full_status_names_owners_and_duties(report):
    text = " ".join(on(print_status, report).split())

    assert "Led by Director" in text
    assert "Owner: Dean" in text
    assert "1.1 Survey (every second year, Lead): overdue 30 days, due 1 March 2024; last" in text
    assert 'Offer: it is not clear how often ("bi-annually")' in text


def test_the_json_names_owners_and_duties(report):
    document = json.loads(status_text(report))
    (first, *_), (survey, offer) = document["priorities"], document["duties"]

    assert first["lead"] == "Director"
    assert first["deliverables"][0]["owner"] == "Matron"
    assert [success["owner"] for success in first["success_measures"]] == ["Dean", None]
    assert (survey["due"], survey["word"]) == ("2024-03-01", "overdue")
    assert (offer["due"], offer["word"]) == (None, "not clear how often")


@pytest.mark.parametrize("paper", [brief, panel_paper])
def test_papers_for_the_panel_and_for_the_public_tell_them(report, paper):
    for version in (report, release(report)):
        text = write_markdown(paper(version)).decode()

        assert "overdue 30 days" in text
        assert paper is brief or "Led by" in text


def test_a_status_of_some_priorities_has_their_duties_alone(tmp_path):
    """And those that are a part of no deliverable."""
    inputs = small_inputs(tmp_path, DUTIES)
    day = date(2024, 3, 31)

    def shown(number):
        report = build_status(*inputs, as_at=day, priorities=[number])
        return [duty.ref for duty in report.duties]

    assert (shown(1), shown(2)) == (["survey", "offer"], ["offer"])
