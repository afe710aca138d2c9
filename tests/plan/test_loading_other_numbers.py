"""The numbers that actions had in earlier trackers, and actions without a due date."""

import pytest
from small_actions import write_plan

from cptracker.model.problems import PlanError
from cptracker.plan.reading import load_plan

SECOND = """\
  - ref: CPP-2026-02
    title: Report on homes
    meeting: cpp-2026-03-12
    owner: Head of Service
    undated: Ongoing
"""
OTHER_NUMBERS = "    also_known_as: ['12', A7]\n"


def test_earlier_numbers_and_the_word_in_the_place_of_a_due_date_are_read(tmp_path):
    first, second = load_plan(_written(tmp_path, OTHER_NUMBERS, "")).actions

    assert first.also_known_as == ("12", "A7")
    assert (second.due, second.undated) == (None, "Ongoing")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        pytest.param(
            OTHER_NUMBERS, "    also_known_as: ['12']\n", "number 12 is given twice", id="twice"
        ),
        pytest.param(
            "    also_known_as: [CPP-2026-02]\n",
            "",
            "is the reference of an action",
            id="a reference",
        ),
        pytest.param("    undated: Ongoing\n", "", "`due` gives one", id="both"),
    ],
)
def test_a_number_leads_to_one_action_and_a_day_is_there_or_not(tmp_path, first, second, words):
    with pytest.raises(PlanError, match=words):
        load_plan(_written(tmp_path, first, second))


def _written(folder, first, second):
    return write_plan(folder / "plan", first, SECOND + second)
