"""The oracle itself, pinned by hand: which days a table covers, and no figure outside them."""

from datetime import date

import pytest

from oracle import compute
from oracle.coverage import covers, days_covered
from oracle.rows import YEAR, E, day, episode, month, outcome

TODAY = date(2026, 11, 27)


def missing_reason(measure, tables, period, today=TODAY):
    return compute(tables, measure, [period], today=today)[0]["missing_reason"]


def test_years_that_no_return_covers_are_not_supplied():
    """A stock needs the year of its last day, a flow that of its first day too."""
    tables = {"outcomes": [outcome("A", dental_check=1)]}
    for period, expected in (
        ((date(2023, 9, 1), date(2024, 8, 31)), "not_supplied"),
        (YEAR, None),
        (month("2025-04"), "not_supplied"),
    ):
        assert missing_reason("dental-checks", tables, period) == expected
    assert missing_reason("dental-checks", tables, month("2025-04"), None) == "no_cases"
    assert YEAR[1] == E


def test_a_hole_between_returns_stays_a_hole():
    ends = [date(2023, 3, 31), date(2025, 3, 31)]
    tables = {"episodes": [episode("A", "2020-01-01", year_end=end) for end in ends]}
    for name, covered in (("2023-03", True), ("2023-04", False), ("2024-04", True)):
        reason = missing_reason("children-looked-after", tables, month(name))
        assert reason == (None if covered else "not_supplied")


@pytest.mark.parametrize(
    ("latest", "covered"),
    [
        pytest.param("2024-10-10", "2024-10", id="news 21 days before a month ends"),
        pytest.param("2024-10-09", "2024-09", id="news sooner than that"),
        pytest.param("2024-12-01", "2024-09", id="news that is still to come is none"),
    ],
)
def test_an_unfinished_year_ends_with_its_news(latest, covered):
    rows = [episode("A", "2024-04-10", "2024-10-01", rec="E8"), episode("B", latest)]
    today = date(2024, 11, 15)
    for name in ("2024-08", "2024-09", "2024-10", "2024-11"):
        reason = missing_reason("children-looked-after", {"episodes": rows}, month(name), today)
        assert reason == (None if name <= covered else "not_supplied")


def test_rows_that_cannot_be_used_are_no_zero():
    assert missing_reason("children-looked-after", {"episodes": []}, YEAR) == "not_computable"


FIRST_POST = day("2019-01-01")
"""The start of a post whose end alone a case names."""

OWN = [
    pytest.param("visits", [("visit_date", "2024-04-15 2024-05-17")],
                 "2024-04-01", "2024-05-31", id="near both ends of their months"),
    pytest.param("visits", [("visit_date", "2024-04-16 2024-05-16")],
                 "2024-05-01", "2024-04-30", id="near neither"),
    pytest.param("peps", [("completed", "2024-05-31"), ("due", "2030-01-01")],
                 "2024-04-01", "2024-05-31", id="a due day is no evidence"),
    pytest.param("staff", [("started", "2019-01-01"), ("ended", "2024-02-01 2024-05-02")],
                 "2024-01-01", "2024-06-30", id="from the first that left"),
    pytest.param("staff", [("started", "2019-02-01 2024-04-30"), ("ended", "2018-12-31")],
                 "2024-04-01", "2024-06-30", id="an end before its start is no leaving"),
    pytest.param("staff", [("started", "2019-02-01 2024-04-30")],
                 "2024-04-01", "2024-06-30", id="nobody left: of the time of its last date alone"),
    pytest.param("surveys", [("fieldwork_end", "2023-05-01")],
                 "2023-04-01", "2024-03-31", id="a survey stands for its year"),
    pytest.param("population", [("year", "2022 2023")],
                 "2022-01-01", "2025-12-31", id="population, and two years on"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "columns", "first", "last"), OWN)
def test_days_of_the_councils_own_tables(table, columns, first, last):
    """From the first to the last evidence, stretched to whole units that are near."""
    rows = []
    for column, texts in columns:
        for text in texts.split():
            value = int(text) if column == "year" else day(text)
            rows.append({"started": FIRST_POST, "ended": None, "completed": None} | {column: value})
    first_day, last_day = day(first), day(last)

    def covered(on):
        return covers(days_covered({table: rows}, table, TODAY), (on, on))

    before = date.fromordinal(first_day.toordinal() - 1)
    after = date.fromordinal(last_day.toordinal() + 1)
    inside = first_day <= last_day
    assert (covered(first_day), covered(last_day)) == (inside, inside)
    assert (covered(before), covered(after)) == (False, False)


def test_attendance_has_the_days_of_its_events():
    tables = {
        "events": [{"event_id": "E1", "event_date": day("2024-05-20")}],
        "attendance": [{"event_id": "E1", "child_id": "A"}, {"event_id": "E2", "child_id": "A"}],
    }
    covered = days_covered(tables, "attendance", TODAY)
    assert covers(covered, month("2024-05"))
    assert not covers(covered, month("2024-06"))
