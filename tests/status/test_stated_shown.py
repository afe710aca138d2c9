"""What documents state is shown beside a measure and in the panel paper, and judges nothing."""

import json

import pytest
from attrs import evolve
from definition_sheets import sheet, shown
from small_plan import STATED, indicators, small_inputs, status

from cptracker.contract.definitions import definition_json
from cptracker.disclosure.release import public_definition_sheet
from cptracker.model.plan import Commitment
from cptracker.reports.editions.details import annex
from cptracker.reports.editions.panel import panel_paper
from cptracker.reports.writers import markdown

REPORTED = """
updates:
  - {deliverable: "1.1", date: 2025-03-03, by: Head, note: A nurse began, source: Report, place: p}
"""


def words(text):
    return " ".join(text.split())


def paper(report):
    """The panel paper and its annex, one behind the other."""
    both = (panel_paper(report), annex(report))
    return words(
        " ".join(markdown.write_markdown(document).decode() for document in both).replace("\\", "")
    )


def test_explain_tells_what_documents_state_of_the_measure(make_inputs):
    text = words(shown(sheet(make_inputs(STATED))))

    assert "Teeth: 90% (2020/21) · Report of 2021, page 3" in text
    assert "nothing is rated by it" in text
    assert "Documents contradict each other: Teeth in 2020/21" in text
    assert "34 fewer: Report of 2021, page 4 13 more: DfE 2021, table 2" in text
    assert "Sessions" not in text


def test_of_another_measure_nothing_is_told(make_inputs):
    text = shown(sheet(make_inputs(STATED), "meetings"))

    assert "documents state" not in text
    assert "contradict" not in text


def test_the_sheet_as_json_has_both(make_inputs):
    document = json.loads(definition_json(sheet(make_inputs(STATED))))
    (target,), (contradiction,) = document["stated_targets"], document["contradictions"]

    assert (target["value"], target["low"], target["source"]) == (90.0, None, "Report of 2021")
    assert [said["value"] for said in contradiction["says"]] == ["34 fewer", "13 more"]


def test_the_public_sheet_leaves_contradictions_to_the_council(make_inputs):
    text = shown(public_definition_sheet(sheet(make_inputs(STATED))))

    assert "Targets that documents state" in text
    assert "contradict" not in text


def test_nothing_is_rated_by_a_stated_target(tmp_path):
    """The same figures and ratings with it as without."""
    for name in ("without", "beside"):
        (tmp_path / name).mkdir()
    without = indicators(status(small_inputs(tmp_path / "without")))
    stated_beside = indicators(status(small_inputs(tmp_path / "beside", STATED)))

    for name in ("dental", "meetings"):
        assert without[name].judgement == stated_beside[name].judgement
        assert without[name].figure == stated_beside[name].figure


def test_the_restricted_paper_has_both_and_the_public_one_the_targets(make_inputs):
    report = status(make_inputs(STATED))
    restricted, public = paper(report), paper(evolve(report, audience="public"))

    for text in (restricted, public):
        assert "## Targets that documents state" in text
        assert "80 to 100 sessions" in text
    assert "## Where documents contradict each other" in restricted
    assert "contradict" not in public


@pytest.mark.parametrize("heading", ["Targets that documents state", "contradict"])
def test_a_plan_that_states_neither_has_no_empty_heading(make_inputs, heading):
    assert heading not in paper(status(make_inputs()))


def test_a_priority_says_its_aim_and_what_the_council_will_do(make_inputs):
    report = status(make_inputs())
    first, *others = report.priorities
    success, *rest = first.success_measures
    first = evolve(
        first,
        statement="Teeth matter to everybody.",
        commitments=(Commitment(ref="1.a", title="A dentist for each child"),),
        success_measures=(evolve(success, detail="Seen in the year"), *rest),
        deliverables=tuple(
            evolve(deliverable, detail="In each team") for deliverable in first.deliverables
        ),
    )
    text = paper(evolve(report, priorities=(first, *others), plan_vision="All smile",
                         plan_young_people_said="In summary: keep your word."))  # fmt: skip

    for part in (
        "All smile",
        "**What young people ask of this plan** > > In summary: keep your word.",
        "Teeth matter to everybody.",
        "**What the council says it will do** - A dentist for each child",
        "**1.1** Seen in the year",
        "A nurse. In each team",
    ):
        assert part in text


def test_the_paper_tells_what_a_report_says_of_a_deliverable(make_inputs):
    text = paper(status(make_inputs(REPORTED)))

    assert "Reported" in text
    assert "reported March 2025: A nurse began (Report, p)" in text
    assert "On track" not in text
