"""Recurring duties, standing items, the forward plan, and who answers for what in a plan."""

from datetime import date

import pytest
from test_loading_places import TRANSCRIBED, WRITTEN_HERE

from cptracker.model.agenda import AgendaItem, DutyDone
from cptracker.plan.reading import read_plan

MORE = """\
roles: [Head of Service, Participation lead]
meetings:
  - {ref: panel-2026-06, body: Panel, date: 2026-06-18}
duties:
  - ref: leavers-survey
    title: Survey of care leavers
    every_months: 24
    wording: every other year
    owner: Participation lead
    deliverable: "1.1"
    done:
      - {date: 2022-05-01, by: Participation lead, evidence: Report of 2022}
      - {date: 2024-06-01}
  - {ref: offer, title: Review of the offer, wording: bi-annually}
standing_items:
  - {title: Minutes, owner: Head of Service}
forward_plan:
  - meeting: panel-2026-06
    items:
      - {title: Virtual school's report, note: to note}
"""


def loaded(tmp_path, said=MORE, text=WRITTEN_HERE):
    file = tmp_path / "plan.yaml"
    file.write_text(text + said, encoding="utf-8")
    return read_plan(file)


def test_everything_is_read(tmp_path):
    result = loaded(tmp_path)
    survey, offer = result.plan.duties

    assert result.problems == ()
    assert (survey.every_months, survey.wording) == (24, "every other year")
    assert survey.done == (
        DutyDone(date=date(2022, 5, 1), by="Participation lead", evidence="Report of 2022"),
        DutyDone(date=date(2024, 6, 1)),
    )
    assert (offer.every_months, offer.owner, offer.done) == (None, None, ())
    assert result.plan.standing_items == (AgendaItem(title="Minutes", owner="Head of Service"),)
    assert result.plan.forward_plan[0].items[0].note == "to note"


def test_a_priority_has_a_lead_and_what_is_in_it_owners(tmp_path):
    text = (
        WRITTEN_HERE.replace("title: Being included", "title: Being included\n    lead: Head")
        .replace("title: A quiet room", "title: A quiet room, owner: Nurse")
        .replace("title: Rooms", "title: Rooms, owner: Teacher")
    )
    (priority,) = loaded(tmp_path, "", text).plan.priorities

    assert priority.lead == "Head"
    assert priority.deliverables[0].owner == "Nurse"
    assert priority.success_measures[0].owner == "Teacher"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            ("ref: offer", "ref: leavers-survey"),
            (22, "the duty `leavers-survey` is given twice, first in line 13"),
            id="a reference twice",
        ),
        pytest.param(
            ("ref: offer", "ref: The Offer"),
            (22, "`ref` must be a short word, not this text"),
            id="a reference that is no word",
        ),
        pytest.param(
            (", wording: bi-annually", ""),
            (22, "this duty does not say how often it is to be done"),
            id="not how often",
        ),
        pytest.param(
            ("every_months: 24", "every_months: 0"),
            (15, "`every_months` must be 1 to 120, not 0"),
            id="no interval",
        ),
        pytest.param(
            ("every_months: 24", "every_months: 2.5"),
            (15, "`every_months` must be a whole number, not the number 2.5"),
            id="half a month",
        ),
        pytest.param(
            ('deliverable: "1.1"', 'deliverable: "1.7"'),
            (18, "there is no deliverable 1.7"),
            id="no such deliverable",
        ),
        pytest.param(
            ("{date: 2024-06-01}", "{date: 2021-06-01}"),
            (21, "`date` 2021-06-01 is before that of the entry above (2022-05-01)"),
            id="out of order",
        ),
        pytest.param(
            ("{date: 2024-06-01}", "{date: 2022-05-01}"),
            (21, "it was done on 2022-05-01 already"),
            id="a day twice",
        ),
        pytest.param(
            ("- meeting: panel-2026-06", "- meeting: panel-2026-09"),
            (26, "there is no meeting `panel-2026-09`"),
            id="no such meeting",
        ),
        pytest.param(
            ("    owner: Participation lead", "    owner: Anybody"),
            (17, "this role is not listed under `roles`"),
            id="a duty of nobody's",
        ),
        pytest.param(
            ("Minutes, owner: Head of Service", "Minutes, owner: Anybody"),
            (24, "this role is not listed under `roles`"),
            id="an item of nobody's",
        ),
        pytest.param(
            (
                "    items:\n      - {title: Virtual school's report, note: to note}",
                "    items: []",
            ),
            (27, "`items` of the forward plan names nothing to take up"),
            id="nothing planned",
        ),
        pytest.param(
            ("note: to note", "notes: to note"), (28, "unknown key `notes`"), id="an unknown key"
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, change, expected):
    changed = MORE.replace(*change)

    assert changed != MORE
    problems = [(problem.line, problem.message) for problem in loaded(tmp_path, changed).problems]
    assert expected in problems


def test_a_lead_that_is_no_role_of_the_plan_is_told(tmp_path):
    text = WRITTEN_HERE.replace("title: Being included", "title: Being included\n    lead: Anybody")

    (problem,) = loaded(tmp_path, MORE, text).problems

    assert (problem.line, problem.message) == (5, "this role is not listed under `roles`")


def test_a_duty_of_a_transcribed_plan_says_its_place(tmp_path):
    """The items of an agenda are the panel's own, and need none."""
    problems = loaded(tmp_path, MORE, TRANSCRIBED).problems

    assert [problem.line for problem in problems if "from this duty" in problem.message] == [13, 22]
    assert not any("item" in problem.message for problem in problems)
