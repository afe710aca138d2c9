"""Chains within one return: slips that look like leaving and coming back, and what is told."""

import pytest
from returns_made import codes, episode, figure, number, records

from cptracker.model.problems import Severity


def of_year(tmp_path, *rows):
    return records(tmp_path, {"2023-24": rows})


def flows(loaded):
    """Looked after on 31 March 2024, started and left in the year before it."""
    names = ("looked-after", "starting-care", "leaving-care")
    return tuple(number(f"children-{name}", loaded, 2024) for name in names)


def test_no_day_of_care_hides_no_row(tmp_path):
    records = of_year(
        tmp_path,
        episode("1", "05/05/2023", "05/05/2023", "X1"),
        episode("1", "05/05/2023", rne="P"),
    )

    assert flows(records) == (1, 1, 0)
    assert "DfE 355" in codes(records)


def test_not_ended_while_the_next_begins(tmp_path):
    records = of_year(
        tmp_path,
        episode("1", "05/05/2022"),
        episode("1", "05/06/2023", "01/12/2023", "E4A", rne="P"),
    )

    assert flows(records) == (0, 0, 1)
    assert codes(records) == ["DfE 142"]


def test_a_gap_of_one_day_is_a_slip(tmp_path):
    records = of_year(
        tmp_path,
        episode("1", "05/05/2023", "01/08/2023", "X1"),
        episode("1", "02/08/2023", rne="P"),
    )

    assert flows(records) == (1, 1, 0)
    assert codes(records) == ["DfE 388, 433"]


@pytest.mark.parametrize(
    "end", [pytest.param("01/08/2023", id="no day"), pytest.param("30/07/2023", id="impossible")]
)
def test_a_row_that_lasts_no_day_hides_no_slip(tmp_path, end):
    """It begins on the day the first row ended X1; the row the day after still follows that one."""
    records = of_year(
        tmp_path,
        episode("1", "05/05/2023", "01/08/2023", "X1"),
        episode("1", "01/08/2023", end, "X1", rne="L"),
        episode("1", "02/08/2023", rne="P"),
    )

    assert flows(records) == (1, 1, 0)
    assert "DfE 388, 433" in codes(records)


def test_a_longer_gap_is_a_gap(tmp_path):
    records = of_year(
        tmp_path,
        episode("1", "05/05/2023", "01/08/2023", "X1"),
        episode("1", "03/08/2023", rne="P"),
    )

    assert flows(records) == (1, 2, 1)
    assert codes(records) == ["DfE 388"]


@pytest.mark.parametrize(("rec", "periods"), [("X1", 1), ("E4A", 2), ("", 2)])
def test_started_on_the_day_care_went_on(tmp_path, rec, periods):
    """RNE S after X1 on the same day is one period of care; after anything else it is another."""
    records = of_year(
        tmp_path, episode("1", "05/05/2023", "01/08/2023", rec), episode("1", "01/08/2023")
    )

    assert flows(records) == (1, periods, periods - 1)
    assert "DfE 431" in codes(records)


def test_started_where_episodes_overlap(tmp_path):
    """The same where another row of the child overlaps by mistake."""
    records = of_year(
        tmp_path,
        episode("1", "05/04/2023", "20/04/2023", "X1"),
        episode("1", "10/04/2023", "01/08/2023", "X1", rne="P"),
        episode("1", "01/08/2023"),
    )

    assert flows(records) == (1, 1, 0)


def test_a_reason_without_a_day(tmp_path):
    """Counted as open, and an error; an end without a reason has ended."""
    records = of_year(
        tmp_path, episode("1", "05/05/2022", "", "E4A"), episode("2", "05/05/2022", "01/08/2023")
    )

    assert flows(records) == (1, 0, 1)
    problem_by_line = {
        problem.line: problem for problem in records.problems if "[DfE 148]" in problem.message
    }
    assert {line: problem.severity for line, problem in problem_by_line.items()} == {
        2: Severity.ERROR,
        3: Severity.WARNING,
    }


def test_the_reason_of_an_episode_that_lasted_no_day(tmp_path):
    """It is no day of care, but the last thing that is known of the child."""
    rows = (
        episode("1", "05/05/2022", "01/08/2023", "X1"),
        episode("1", "01/08/2023", "01/08/2023", "E45", rne="L"),
    )
    records = of_year(tmp_path, *rows)

    assert flows(records) == (0, 0, 1)
    assert number("special-guardianship-orders", records, 2024) == 1
    reasons = records.engine.rows(records.ends_of_care.select("rec", "leaving_reason"))
    assert reasons == [("E45", "special guardianship")]


def test_not_in_last_years_return(tmp_path):
    loaded = records(
        tmp_path,
        {
            "2022-23": [episode("1", "05/05/2022")],
            "2023-24": [episode("1", "05/05/2022"), episode("2", "06/06/2021")],
        },
    )

    assert number("children-looked-after", loaded, 2024) == 2
    assert codes(loaded) == ["DfE 562"]


def test_stays_that_break_the_rules(tmp_path):
    """Begins or ends a period of care, lasts too long, or is a third holiday in a year."""
    home = {"rne": "P"}
    rows = [
        episode("1", "01/04/2023", "14/05/2023", "X1", place="T1"),
        episode("1", "14/05/2023", "01/06/2023", "X1", **home),
        episode("1", "01/06/2023", "10/06/2023", "X1", place="T4", **home),
        episode("1", "10/06/2023", "01/07/2023", "X1", **home),
        episode("1", "01/07/2023", "23/07/2023", "X1", place="T3", **home),
        episode("1", "23/07/2023", "01/08/2023", "X1", **home),
        episode("1", "01/08/2023", "08/08/2023", "X1", place="T3", **home),
        episode("1", "08/08/2023", "01/09/2023", "X1", **home),
        episode("1", "01/09/2023", "09/09/2023", "X1", place="T3", **home),
        episode("1", "09/09/2023", "01/10/2023", "X1", place="A5", **home),
        episode("1", "01/10/2023", "02/10/2023", "E4A", place="T0", **home),
    ]
    records = of_year(tmp_path, *rows)

    ruled = [problem for problem in records.problems if "[DfE " in problem.message]
    lines = {problem.message.partition("[DfE ")[2].rstrip("]"): problem.line for problem in ruled}
    assert lines == {
        "380": 2, "375": 2, "379": 4, "376": 6, "377": 10, "217": 11, "381": 12,
    }  # fmt: skip


def test_stays_within_the_rules(tmp_path):
    home = {"rne": "P"}
    rows = [
        episode("1", "01/04/2023", "14/05/2023", "X1"),
        episode("1", "14/05/2023", "25/06/2023", "X1", place="T1", **home),
        episode("1", "25/06/2023", "01/07/2023", "X1", **home),
        episode("1", "01/07/2023", "22/07/2023", "X1", place="T3", **home),
        episode("1", "22/07/2023", "01/08/2023", "X1", **home),
        episode("1", "01/08/2023", "08/08/2023", "X1", place="T4", **home),
        episode("1", "08/08/2023", place="A5", rne="T"),
    ]
    assert codes(of_year(tmp_path, *rows)) == []
    assert figure("placements-per-child", of_year(tmp_path, *rows), 2024)["value"] == 1
