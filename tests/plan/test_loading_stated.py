"""Targets that documents state, and documents that contradict each other."""

from decimal import Decimal
from pathlib import Path

import pytest
from small_plan import PLAN, STATED

from cptracker.model.stated import Contradiction, DocumentStatement, StatedTarget
from cptracker.plan.reading import read_plan, unknown_measures
from cptracker.wording.facts import contradiction_lines, stated_target_line, stated_value_in_words


def loaded(folder: Path, text: str = STATED):
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "stated.yaml").write_text(text, encoding="utf-8")
    return read_plan(folder)


def problems(folder, text):
    return [(problem.line, problem.message) for problem in loaded(folder, text).problems]


def test_both_lists_are_read(tmp_path):
    loaded_plan = loaded(tmp_path)

    assert loaded_plan.problems == ()
    teeth, sessions = loaded_plan.plan.stated_targets
    assert teeth == StatedTarget(
        what="Teeth", value=Decimal(90), unit="%", period="202021", source="Report of 2021",
        place="page 3", measure="dental",
    )  # fmt: skip
    assert (sessions.value, sessions.low, sessions.high) == (None, Decimal(80), Decimal(100))
    assert loaded_plan.plan.contradictions == (
        Contradiction(
            about="Teeth in 2020/21",
            measure="dental",
            says=(
                DocumentStatement(source="Report of 2021", place="page 4", value="34 fewer"),
                DocumentStatement(source="DfE 2021", place="table 2", value="13 more"),
            ),
            note="It cannot be told",
        ),
    )
    assert loaded_plan.places["stated_targets", "0 value"].line == 4


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            ("    value: 90\n", ""),
            (3, "a stated target has either `value`, or both `low` and `high`"),
            id="no aim",
        ),
        pytest.param(
            ("low: 80, ", ""),
            (10, "a stated target has either `value`, or both `low` and `high`"),
            id="half a range",
        ),
        pytest.param(
            ("low: 80", "value: 90, low: 80"),
            (10, "a stated target has either `value`, or both `low` and `high`"),
            id="both",
        ),
        pytest.param(
            ("low: 80", "low: 100"), (10, "`low` 100 is not below `high` 100"), id="no range"
        ),
        pytest.param(
            ('"202021"', "2020/21"),
            (6, "`period` must be a period's key, not '2020/21'"),
            id="a period that is no key",
        ),
        pytest.param(
            ("    place: page 3\n", ""),
            (3, "`place` is missing from this stated target"),
            id="no place",
        ),
        pytest.param(
            ("      - {source: DfE 2021, place: table 2, value: 13 more}\n", ""),
            (12, "a contradiction needs two statements or more under `says`"),
            id="one statement",
        ),
        pytest.param(
            ("source: DfE 2021, place: table 2", "source: Report of 2021, place: page 4"),
            (16, "this place of this source is given twice, first in line 15"),
            id="one place twice",
        ),
        pytest.param(
            ("value: 13 more", "value: 13"),
            (16, "`value` must be text, not the number 13"),
            id="a bare number",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, change, expected):
    assert change[0] in STATED
    assert expected in problems(tmp_path, STATED.replace(*change))


def test_a_target_of_one_source_is_stated_once(tmp_path):
    again = STATED.replace(
        "contradictions:",
        '  - {what: Sessions, value: 9, unit: s, period: "2022-04", source: R, place: p}\n'
        "contradictions:",
    )

    assert problems(tmp_path, again) == [
        (11, "this target, from this source, is given twice, first in line 10")
    ]


def test_a_measure_that_nobody_provides_is_told(tmp_path):
    text = STATED.replace("measure: dental", "measure: dentel")
    unknown = unknown_measures(loaded(tmp_path, text), {"dental", "meetings", "broken"})

    assert [problem.line for problem in unknown] == [9, 13]


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        ({"value": Decimal(90), "unit": "%"}, "90%"),
        ({"value": Decimal("9.4"), "unit": "years"}, "9.4 years"),
        ({"low": Decimal(80), "high": Decimal(100), "unit": "referrals"}, "80 to 100 referrals"),
    ],
)
def test_an_aim_is_told_with_its_unit(aim, words):
    stated = StatedTarget(what="Teeth", period="202021", source="Report", place="page 3", **aim)

    assert stated_value_in_words(stated) == words
    assert stated_target_line(stated) == f"Teeth: {words} (2020/21) · Report, page 3"


def test_each_statement_is_told_with_its_place_and_the_note_last(tmp_path):
    (contradiction,) = loaded(tmp_path).plan.contradictions

    assert list(contradiction_lines(contradiction)) == [
        "34 fewer: Report of 2021, page 4",
        "13 more: DfE 2021, table 2",
        "It cannot be told",
    ]
