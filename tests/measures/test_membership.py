"""Who stands behind a figure recounts to it, and whoever made it move adds up to the movement."""

from datetime import date
from fractions import Fraction

import pytest
from crowds import crowd
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_facts import with_facts

from cptracker import find_measures, from_frames, load_records
from cptracker.engine.cases.listing import members_of_figure
from cptracker.engine.cases.movement import movement_of_figure
from cptracker.engine.series import series
from cptracker.model.members import MemberOutcome
from cptracker.model.periods import Period, from_key, latest
from cptracker.model.plan import Better, StatedRecords
from cptracker.model.problems import UsageError
from cptracker.records.formats import formats
from cptracker.records.frames import from_rows

MEASURES = find_measures().measures
AS_AT = date(2025, 3, 31)


def recounts(cases, figure):
    """Numerator, denominator, unknown and left out, each the sum over the members."""
    numerator, known, unknown, left_out = cases.recount
    if cases.statistic != "percentile":  # the middle amount is no sum over the members
        assert numerator == (figure.numerator or 0)
    assert unknown == (figure.unknown or 0)
    assert left_out == {why: number for why, number in figure.excluded.items() if number}
    if cases.statistic == "share":
        assert known + (unknown if cases.not_met else 0) == figure.denominator
    elif cases.statistic in ("mean", "percentile"):
        assert known == figure.denominator
    elif cases.statistic in ("count", "sum"):
        assert figure.denominator is None


def periods(measure):
    last = latest(measure.every, AS_AT)
    return [Period(last.last_month - measure.every.step * ago, measure.every) for ago in (1, 0)]


@pytest.fixture(scope="module")
def crowded():
    return from_rows(crowd(7))


@pytest.fixture(scope="module")
def crowded_elsewhere():
    return from_rows(crowd(7), engine="duckdb")


@pytest.fixture(scope="module")
def local_records(council):
    """A small council's registers are silent for months, so that it states how far they reach."""
    records = load_records(council)
    local = [table for table in records.tables if not formats()[table].yearly]
    day = date(2026, 3, 31)
    return records.stating(
        StatedRecords(table=table, covers_to=day, source="extract") for table in local
    )


@pytest.mark.parametrize("name", MEASURES)
def test_the_members_recount_to_the_figure(crowded, name):
    """In every period; other engines list the same members, so theirs recount as well."""
    measure = MEASURES[name]
    for period in periods(measure):
        whole = series(measure, crowded, [period], as_at=AS_AT).whole[0]
        cases = members_of_figure(measure, crowded, period, as_at=AS_AT)
        assert cases.figure == whole
        recounts(cases, whole)


@pytest.mark.parametrize("name", [name for name in MEASURES if "sex" in MEASURES[name].by])
def test_groups_recount_as_well(crowded, name):
    measure, period = MEASURES[name], periods(MEASURES[name])[-1]
    by_sex = series(measure, crowded, [period], ["sex"], as_at=AS_AT)
    for figure in by_sex.figures:
        if figure.group_by:
            cases = members_of_figure(
                measure, crowded, period, group={"sex": figure.group}, as_at=AS_AT
            )
            assert cases.figure == figure
            recounts(cases, figure)


@pytest.mark.parametrize("name", MEASURES)
def test_both_engines_list_the_same_members(crowded, crowded_elsewhere, name):
    measure = MEASURES[name]
    listed = [
        members_of_figure(measure, records, periods(measure)[-1], as_at=AS_AT)
        for records in (crowded, crowded_elsewhere)
    ]
    assert listed[0].figure == listed[1].figure

    assert listed[0].members == listed[1].members
    assert listed[0].upcoming == listed[1].upcoming


@pytest.mark.spark
@pytest.mark.parametrize("name", ["children-looked-after", "peps-in-timescale",
                                  "social-workers-per-child", "care-leavers-eet"])  # fmt: skip
def test_spark_lists_the_same_members(name):
    pytest.importorskip("pyspark")
    measure = MEASURES[name]
    listed = [
        members_of_figure(
            measure, from_rows(crowd(7), engine=engine), periods(measure)[-1], as_at=AS_AT
        )
        for engine in ("polars", "spark")
    ]

    assert listed[0].members == listed[1].members


@pytest.mark.parametrize("name", MEASURES)
def test_example_records_recount_and_each_member_has_its_rows(local_records, name):
    """Every member of a figure has at least one line of one file that speaks of it."""
    measure = MEASURES[name]
    cases = members_of_figure(measure, local_records, latest(measure.every, local_records.as_at))

    recounts(cases, cases.figure)
    assert cases.example
    for member in cases.members:
        assert member.rows, member.outcome


def test_a_line_is_the_line_in_the_file(tmp_path):
    """Counted from 1 with the header, as an editor counts it."""
    (tmp_path / "plans.csv").write_text(
        "child_id,due,completed,covers_from,covers_to\n"
        "B,2025-01-31,2025-01-30,2024-10-01,2025-03-31\n"
        "A,2025-02-28,,2024-10-01,2025-03-31\n"
        "A,2025-01-31,2025-02-01,2024-10-01,2025-03-31\n"
        "A,2024-12-31,2024-12-31,2024-10-01,2025-03-31\n",
        encoding="utf-8",
    )
    cases = members_of_figure(
        MEASURES["peps-in-timescale"], load_records(tmp_path), from_key("202425Q4"), as_at=AS_AT
    )

    rows_of_member = [
        (member.subject, str(member.outcome), member.first, member.rows[0].lines)
        for member in cases.members
    ]
    assert rows_of_member == [
        ("A", "missed", date(2025, 1, 31), (4,)),
        ("A", "missed", date(2025, 2, 28), (3,)),
        ("B", "met", date(2025, 1, 31), (2,)),
    ]
    assert {row.path for member in cases.members for row in member.rows} == {
        str(tmp_path / "plans.csv")
    }


PEPS = [
    {"child_id": "A", "due": "2025-01-31", "completed": "2025-01-31"},
    {"child_id": "B", "due": "2025-03-20"},
    {"child_id": "C", "due": "2025-04-10"},
    {"child_id": "D", "due": "2025-04-01", "completed": "2025-03-01"},
]


def test_what_is_not_yet_due_has_days_left():
    """In the period itself apart; after it as duties that can still be met, and are not done."""
    measure, records = MEASURES["peps-in-timescale"], from_rows({"peps": PEPS})
    period = from_key("202425Q4")
    cases = members_of_figure(measure, records, period, as_at=date(2025, 3, 10))

    assert [(member.subject, member.outcome, member.days_left) for member in cases.members] == [
        ("B", MemberOutcome.NOT_DUE, 10),
        ("A", MemberOutcome.MET, None),
    ]
    assert [(member.subject, member.days_left) for member in cases.upcoming] == [("C", 31)]


def test_a_mean_shows_each_subject_s_items():
    rows = {
        "episodes": [{"child_id": "A", "decom": "2023-01-01", "rne": "S", "ls": "C2"}],
        "social_worker_spells": [
            {"child_id": "A", "worker_id": "SW2", "start": "2024-05-01", "end": "2024-09-01"},
            {"child_id": "A", "worker_id": "SW1", "start": "2023-01-01", "end": "2024-05-01"},
            {"child_id": "A", "worker_id": "SW9", "start": "2023-01-01", "end": "2023-05-01"},
        ],
    }
    measure = MEASURES["social-workers-per-child"]
    (member,) = members_of_figure(measure, from_rows(rows), from_key("202425"), as_at=AS_AT).members

    assert (member.outcome, member.numerator, member.items) == (
        MemberOutcome.COUNTED,
        2,
        ("SW1", "SW2"),
    )


def test_records_that_do_not_cover_the_period_list_nobody(tmp_path):
    measure = MEASURES["peps-in-timescale"]
    cases = members_of_figure(measure, from_rows({}), from_key("202425Q4"), as_at=AS_AT)

    assert (cases.members, str(cases.figure.missing_reason)) == ((), "not_supplied")


def test_frames_have_rows_and_lazy_frames_none():
    import polars as pl

    table = pl.DataFrame(
        {"child_id": ["A"], "due": [date(2025, 1, 31)], "completed": [date(2025, 1, 31)]}
    )
    measure, period = MEASURES["peps-in-timescale"], from_key("2025-01")
    (member,) = members_of_figure(
        measure, from_frames({"peps": table}), period, as_at=AS_AT
    ).members
    lazy = members_of_figure(measure, from_frames({"peps": table.lazy()}), period, as_at=AS_AT)

    assert [(row.path, row.lines) for row in member.rows] == [("<peps>", (1,))]
    assert lazy.members[0].rows == ()
    assert "no files or lines" in lazy.shown


def test_a_group_that_is_not_there_is_refused():
    with pytest.raises(UsageError, match="has no group `robot`; it has: male, female, unknown"):
        members_of_figure(
            MEASURES["peps-in-timescale"],
            from_rows({"peps": PEPS}),
            from_key("202425Q4"),
            group={"sex": "robot"},
        )


STATES = st.sampled_from(["met", "missed", "unknown", "absent", "died"])
CODES = {"met": ("YES", "F1"), "missed": ("YES", "G5"), "unknown": ("YES", "0"),
         "died": ("DIED", "0")}  # fmt: skip


def leavers(states, year):
    rows = []
    for number, state in enumerate(states):
        if state != "absent":
            in_touch, activity = CODES[state]
            rows.append({"child_id": f"C{number}", "dob": f"{year - 19}-01-10",
                         "year_end": f"{year}-03-31", "in_touch": in_touch,
                         "activity": activity})  # fmt: skip
    return rows


@given(st.lists(st.tuples(STATES, STATES), min_size=1, max_size=12))
@settings(deadline=None, max_examples=40)
def test_the_parts_of_a_share_add_up_exactly(pairs):
    """Whoever joined, left, changed or was left out, with unknowns counted as not met."""
    then, after = zip(*pairs, strict=True)
    records = from_rows({"care_leavers": [*leavers(then, 2024), *leavers(after, 2025)]})
    moved = movement(records, "care-leavers-eet")

    adds_up(moved)
    changed = {change.subject for change in moved.changes}
    assert changed == {f"C{at}" for at, (old, new) in enumerate(pairs) if old != new}


@given(st.integers(0, 10_000), st.sampled_from(sorted(MEASURES)))
@settings(deadline=None, max_examples=25)
def test_the_parts_of_any_measure_add_up_exactly(seed, name):
    """Counts, sums, shares, means and rates."""
    adds_up(movement(from_rows(crowd(seed, 25)), name))


def movement(records, name):
    before, cases = (
        members_of_figure(MEASURES[name], records, period, as_at=AS_AT)
        for period in periods(MEASURES[name])
    )
    return movement_of_figure(before, cases)


def adds_up(moved):
    then, after = moved.before.figure.value, moved.now.figure.value
    if then is None or after is None:
        assert moved.difference is None
        assert all(part.part is None for part in moved.parts)
        return
    assert moved.difference == after - then
    if moved.now.statistic == "percentile":  # of a middle amount nobody moves a part
        assert all(part.part is None for part in moved.parts)
        return
    assert sum((part.part for part in moved.parts), Fraction(0)) == after - then
    others = sum((change.part for change in moved.changes), Fraction(0))
    population = sum(part.part for part in moved.parts if not part.subjects)
    assert others + population == after - then


def test_a_movement_told_by_hand():
    """Of 4, 2 met (50%); of 5, 4 met (80%): 30 points.

    One who joined and met is 50 above the old figure, one fifth of it 10; one who left and had
    missed takes away 50 below, 10; one who changed to met is 100 fifths, 20; who joined and missed
    is 50 below, so -10.
    """
    then = ["met", "met", "missed", "missed", "absent", "absent"]
    after = ["met", "met", "met", "absent", "met", "missed"]
    records = from_rows({"care_leavers": [*leavers(then, 2024), *leavers(after, 2025)]})
    moved = movement(records, "care-leavers-eet")

    assert moved.difference == 30
    assert [(part.how, part.subjects, part.part) for part in moved.parts] == [
        ("joined", 2, 0),
        ("left", 1, 10),
        ("missed, now met", 1, 20),
    ]


@pytest.mark.parametrize("better", ["lower", "near", "context"])
def test_nobody_meets_what_is_no_merit(better):
    """Three or more placements are counted, not met; those counted are looked at first."""
    records = from_rows({"care_leavers": [*leavers(["met", "missed"], 2024),
                                          *leavers(["missed", "met"], 2025)]})  # fmt: skip
    measure = with_facts(MEASURES["care-leavers-eet"], better=Better(better))
    then, cases = (
        members_of_figure(measure, records, period, as_at=AS_AT) for period in periods(measure)
    )

    assert [part.how for part in movement_of_figure(then, cases).parts] == [
        "counted, now not counted",
        "not counted, now counted",
    ]
    assert [cases.word(member.outcome) for member in cases.members] == ["counted", "not counted"]


def test_another_population_is_a_part_of_its_own():
    rows = {
        "episodes": [{"child_id": "A", "decom": "2020-01-01", "rne": "S", "ls": "C2"}],
        "population": [{"year": 2024, "children_0_17": 1000}, {"year": 2025, "children_0_17": 500}],
    }
    moved = movement(from_rows(rows), "children-looked-after-rate")

    assert [(part.how, part.part) for part in moved.parts] == [("the population changed", 10)]


def test_the_headers_birth_decides_whatever_is_asked_for():
    """Also of a table with a day of birth of its own that is blank, and without any breakdown."""
    records = from_rows(
        {
            "children": [{"child_id": "A", "dob": "2010-01-01", "sex": "female"}],
            "reviews": [{"child_id": "A", "review_date": "2025-01-10", "review_code": "PN1"}],
        }
    )
    measure, period = find_measures().measures["took-part-in-review"], from_key("202425Q4")

    whole, *groups = series(measure, records, [period], ["sex"]).figures
    (alone,) = series(measure, records, [period]).figures

    assert (alone.numerator, alone.denominator, alone.unknown) == (1, 1, 0)
    assert (whole.numerator, whole.denominator) == (1, 1)
    assert [group.numerator for group in groups if group.group == "female"] == [1]
