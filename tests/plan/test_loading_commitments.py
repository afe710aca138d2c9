"""What a plan says beside its deliverables: vision, statements, commitments and detail."""

import pytest
from test_loading_places import TRANSCRIBED, WRITTEN_HERE

from cptracker.model.plan import Commitment
from cptracker.plan.reading import read_plan

SAID = """\
    statement: Everybody belongs.
    commitments:
      - {ref: 1.a, title: Ask first}
      - {ref: 1.b, title: Stay}
"""


def loaded(tmp_path, said=SAID, text=WRITTEN_HERE):
    file = tmp_path / "plan.yaml"
    file.write_text(text + said, encoding="utf-8")
    return read_plan(file)


def problems(tmp_path, said, text=WRITTEN_HERE):
    return [(problem.line, problem.message) for problem in loaded(tmp_path, said, text).problems]


def test_vision_statement_commitments_and_detail_are_read(tmp_path):
    text = WRITTEN_HERE.replace(
        "2026-2029}", "2026-2029, vision: All learn together, young_people_said: Stay}"
    ).replace("title: A quiet room", "title: A quiet room, detail: In every school")
    plan = loaded(tmp_path, text=text).plan
    (priority,) = plan.priorities

    assert (plan.vision, plan.young_people_said) == ("All learn together", "Stay")
    assert priority.statement == "Everybody belongs."
    assert priority.commitments == (
        Commitment(ref="1.a", title="Ask first"),
        Commitment(ref="1.b", title="Stay"),
    )
    assert priority.deliverables[0].detail == "In every school"
    assert priority.success_measures[0].detail == ""


def test_a_plan_needs_none_of_them(tmp_path):
    plan = loaded(tmp_path, said="").plan

    assert (plan.vision, plan.priorities[0].statement) == ("", "")
    assert plan.priorities[0].commitments == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            ("1.b", "1.a"),
            (12, "`ref` 1.a is given twice, first in line 11"),
            id="twice",
        ),
        pytest.param(("1.b", "2.b"), (12, "`ref` 2.b stands in priority 1"), id="another priority"),
        pytest.param(
            ("1.b", "1.B"),
            (12, "`ref` must be the priority, a point and a letter, not this text"),
            id="a capital",
        ),
        pytest.param(
            ("1.b", '"1.2"'),
            (12, "`ref` must be the priority, a point and a letter, not '1.2'"),
            id="a deliverable's reference",
        ),
        pytest.param(
            ("title: Stay", "text: Stay"),
            (12, "unknown key `text`"),
            id="an unknown key",
        ),
        pytest.param(
            (", title: Stay", ""),
            (12, "`title` is missing from this commitment"),
            id="no title",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, change, expected):
    assert expected in problems(tmp_path, SAID.replace(*change))


def test_a_commitment_of_a_transcribed_plan_says_its_place(tmp_path):
    missing = (12, "`place` is missing from this commitment")

    assert missing in problems(tmp_path, SAID, TRANSCRIBED)
    placed = SAID.replace("title: Stay", "title: Stay, place: page 4")
    assert missing not in problems(tmp_path, placed, TRANSCRIBED)
