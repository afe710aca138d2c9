"""The oracle itself, pinned by hand to the definitions: children in care.

Every case is small enough to be worked out on paper. `figure` gives the whole for a period, which
is the year to 31 March 2025 unless the case says otherwise.
"""

from datetime import date
from fractions import Fraction

import pytest

from oracle import compute
from oracle.care import Council
from oracle.days import age, birthday_in, window, working_days_after
from oracle.figures import keyed
from oracle.rows import YEAR, E, child, day, episode, month, worker


def figure(measure, tables, period=YEAR, **more):
    return compute(tables, measure, [period], **more)[0]


def share(measure, tables, period=YEAR, **more):
    """Met, denominator and unknown."""
    counted = figure(measure, tables, period, **more)
    return counted["numerator"], counted["denominator"], counted["unknown"]


def count(measure, episodes, period=YEAR):
    return figure(measure, {"episodes": episodes}, period)["numerator"]


def groups(measure, tables, by, period=YEAR):
    """The groups that are not empty, with their numerator."""
    rows = compute(tables, measure, [period], [by])
    return {row["group"]: row["numerator"] for row in rows if row["group_by"] and row["numerator"]}


@pytest.mark.parametrize(
    ("e", "months", "first"),
    [
        pytest.param("2025-03-31", 12, "2024-04-01", id="12 months to March"),
        pytest.param("2025-03-31", 24, "2023-04-01", id="24 months"),
        pytest.param("2025-03-31", 30, "2022-10-01", id="30 months"),
        pytest.param("2025-03-31", 6, "2024-10-01", id="6 months"),
        pytest.param("2024-02-29", 12, "2023-03-01", id="12 months to a leap day"),
        pytest.param("2024-12-31", 12, "2024-01-01", id="a calendar year"),
    ],
)
def test_months_to_e_are_calendar_months(e, months, first):
    """The twelve months to e are the calendar months that end with e's own."""
    assert window(day(e), months) == day(first)


@pytest.mark.parametrize(
    ("dob", "on", "years"),
    [
        pytest.param("2015-03-31", "2025-03-31", 10, id="on the birthday"),
        pytest.param("2015-04-01", "2025-03-31", 9, id="the day before"),
        pytest.param("2008-02-29", "2025-02-28", 16, id="leap child on 28 February"),
        pytest.param("2008-02-29", "2025-03-01", 17, id="leap child on 1 March"),
        pytest.param("2008-02-29", "2024-02-28", 15, id="leap child on 28 February of a leap year"),
        pytest.param("2008-02-29", "2024-02-29", 16, id="leap child on the day itself"),
    ],
)
def test_age_is_completed_years(dob, on, years):
    """Birthdays of 29 February fall on 1 March in other years."""
    assert age(day(dob), day(on)) == years


def test_leap_birthdays_move_to_1_march():
    assert birthday_in(date(2008, 2, 29), 2025) == date(2025, 3, 1)
    assert birthday_in(date(2008, 2, 29), 2024) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param("2024-06-03", "2024-07-01", id="four plain weeks"),
        pytest.param("2024-06-01", "2024-06-28", id="begun on a Saturday"),
        pytest.param("2024-03-04", "2024-04-03", id="over Good Friday and Easter Monday"),
        pytest.param("2024-12-02", "2025-01-02", id="over Christmas and New Year"),
        pytest.param("2023-04-28", "2023-05-31", id="over the three bank holidays of May 2023"),
    ],
)
def test_twenty_working_days(start, due):
    """The day after counts as 1 if it is a working day."""
    assert working_days_after(day(start), 20) == day(due)


@pytest.mark.parametrize(
    ("dec", "counted"),
    [
        pytest.param(None, 1, id="still open"),
        pytest.param("2025-04-01", 1, id="ended the day after"),
        pytest.param("2025-03-31", 0, id="ended on e itself"),
        pytest.param("2024-05-01", 0, id="ended on its first day"),
        pytest.param("2024-04-30", 0, id="ended before it began"),
    ],
)
def test_looked_after_on_the_day(dec, counted):
    """Spells are half-open: the day of ending is no longer in care."""
    assert count("children-looked-after", [episode("A", "2024-05-01", dec)]) == counted


def test_an_episode_of_the_last_day_counts_and_of_the_next_does_not():
    rows = [episode("A", "2025-03-31"), episode("B", "2025-04-01")]
    assert count("children-looked-after", rows) == 1


def test_children_are_counted_not_rows():
    """Two episodes open by mistake are one child; the one begun last says where."""
    rows = [episode("A", "2024-05-01", place="U6"), episode("A", "2024-06-01", place="K2")]
    assert count("children-looked-after", rows) == 1
    tables = {"episodes": rows}
    assert groups("children-looked-after", tables, "placement_type") == {"residential": 1}


def test_short_breaks_are_left_out_and_counted():
    """A child with nothing but short breaks open is excluded; one with care besides is not."""
    rows = [
        episode("A", "2024-05-01", ls="V3"),
        episode("B", "2024-05-01", ls="V4"),
        episode("B", "2024-06-01"),
        episode("C", "2024-05-01", "2025-03-31", ls="V4"),
    ]
    counted = figure("children-looked-after", {"episodes": rows})
    assert (counted["numerator"], counted["excluded"]) == (1, {"short breaks": 1})
    assert (counted["value"], counted["lower"], counted["upper"], counted["denominator"]) == (
        1,
        1,
        1,
        None,
    )


def test_short_breaks_are_grouped_by_the_latest_of_them():
    rows = [
        episode("A", "2024-05-01", ls="V3", place="U6"),
        episode("A", "2024-06-01", ls="V4", place="K2"),
    ]
    by_key = keyed(compute({"episodes": rows}, "children-looked-after", [YEAR], ["placement_type"]))
    assert by_key[E, "placement_type", "residential"]["excluded"] == {"short breaks": 1}
    assert by_key[E, "placement_type", "other foster"]["excluded"] == {}


@pytest.mark.parametrize(
    ("population", "value", "missing_reason"),
    [
        pytest.param([(2024, 40_000), (2025, 50_000)], Fraction(2, 5), None, id="the year of e"),
        pytest.param([(2023, 40_000), (2026, 1)], Fraction(1, 2), None, id="the latest before"),
        pytest.param([(2026, 1)], None, "not_computable", id="only later years"),
        pytest.param([], None, "not_computable", id="none"),
    ],
)
def test_rate_per_ten_thousand(population, value, missing_reason):
    """The population of the calendar year of e, else of the latest year before it."""
    rows = [{"year": year, "children_0_17": number} for year, number in population]
    tables = {"episodes": [episode(c, "2024-05-01") for c in "AB"], "population": rows}
    counted = figure("children-looked-after-rate", tables)
    assert (counted["value"], counted["missing_reason"]) == (value, missing_reason)


def test_a_rate_by_group_has_no_population():
    tables = {
        "episodes": [episode("A", "2024-05-01")],
        "population": [{"year": 2025, "children_0_17": 50_000}],
    }
    rows = compute(tables, "children-looked-after-rate", [YEAR], ["sex"])
    assert [row["missing_reason"] for row in rows] == [None, *["not_computable"] * 3]


CHAINS = [
    pytest.param([("2024-05-01", "2024-06-01", "S")], 1, 1, id="one episode"),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S"), ("2024-06-01", None, "P")], 1, 0, id="same day: a chain"
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S"), ("2024-06-02", None, "P")], 1, 0, id="a slip of a day"
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S"), ("2024-06-03", None, "P")], 2, 1, id="a gap"
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S"), ("2024-06-01", None, "S")], 1, 0, id="S after X1"
    ),
    pytest.param(
        [("2024-05-01", "2024-06-05", "S"), ("2024-06-01", None, "S")], 2, 1, id="S begins anew"
    ),
    pytest.param(
        [("2024-05-01", "2024-06-20", "S"), ("2024-06-01", "2024-06-10", "P"),
         ("2024-06-20", None, "P")],
        1, 0, id="an earlier one need not be the last one",
    ),
    pytest.param(
        [("2024-05-01", "2024-09-01", "S"), ("2024-06-01", "2024-06-10", "S"),
         ("2024-08-01", None, "P")],
        2, 1, id="a chain goes on after another start in it",
    ),
    pytest.param(
        [("2024-05-01", None, "S"), ("2024-06-01", "2024-06-10", "P"), ("2024-08-01", None, "P")],
        2, 1, id="an open one ends where the next begins",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S"), ("2024-06-01", "2024-06-01", "P"),
         ("2024-06-03", None, "P")],
        2, 1, id="a spell of no length holds nothing together",
    ),
    pytest.param([("2024-03-31", None, "S")], 0, 0, id="begun before the year"),
    pytest.param([("2024-04-01", "2025-03-31", "S")], 1, 1, id="first and last day of the year"),
    pytest.param([("2023-04-01", "2025-04-01", "S")], 0, 0, id="ended the day after the year"),
]  # fmt: skip


@pytest.mark.parametrize(("spells", "started", "ended"), CHAINS)
def test_periods_of_care(spells, started, ended):
    """A gap, or RNE = S, begins a new period of care; it ends with its last episode."""
    rows = [episode("A", decom, dec, rne=rne) for decom, dec, rne in spells]
    assert count("children-starting-care", rows) == started
    assert count("children-leaving-care", rows) == ended


def test_a_short_break_takes_no_part_in_a_chain():
    rows = [
        episode("A", "2024-05-01", "2024-06-01"),
        episode("A", "2024-06-01", "2024-07-01", rne="L", ls="V3"),
        episode("A", "2024-07-01", rne="P"),
    ]
    starting = figure("children-starting-care", {"episodes": rows})
    leaving = figure("children-leaving-care", {"episodes": rows})
    assert (starting["numerator"], starting["excluded"]) == (2, {"short breaks": 1})
    assert (leaving["numerator"], leaving["excluded"]) == (1, {"short breaks": 1})


def test_starting_is_grouped_by_the_first_and_leaving_by_the_last_episode():
    tables = {
        "children": [child("A", "2014-05-02")],
        "episodes": [
            episode("A", "2024-05-01", "2024-05-02", ls="C1", place="U1"),
            episode("A", "2024-05-02", "2024-06-01", rne="B", ls="C2", place="K2"),
        ],
    }
    starting = groups("children-starting-care", tables, "legal_status+placement_type")
    leaving = groups("children-leaving-care", tables, "legal_status+age_group")
    assert starting == {"interim care order+kinship foster": 1}
    assert leaving == {"full care order+10-15": 1}
    assert groups("children-starting-care", tables, "age_group") == {"5-9": 1}


@pytest.mark.parametrize(
    ("dec", "rec", "counted"),
    [
        pytest.param("2024-04-01", "E45", 1, id="first day"),
        pytest.param("2025-03-31", "E43", 1, id="last day, the old code"),
        pytest.param("2024-03-31", "E48", 0, id="the day before"),
        pytest.param("2025-04-01", "E46", 0, id="the day after"),
        pytest.param("2024-09-01", "E41", 0, id="a child arrangements order"),
        pytest.param("2024-09-01", "X1", 0, id="a change of placement"),
    ],
)
def test_special_guardianship_orders(dec, rec, counted):
    """Orders by the day the episode ceased, E43 to E48."""
    rows = [episode("A", "2023-05-01", dec, rec=rec)]
    assert count("special-guardianship-orders", rows) == counted


def test_orders_are_distinct_days_of_a_child_and_short_breaks_are_left_out():
    """An order that ended an episode of no length counts (DfE 355)."""
    rows = [
        episode("A", "2023-05-01", "2024-09-01", rec="E45"),
        episode("A", "2023-06-01", "2024-09-01", rec="E45"),
        episode("A", "2024-10-01", "2024-11-01", rec="E47"),
        episode("B", "2023-05-01", "2024-09-01", rec="E45", ls="V4"),
        episode("C", "2023-05-01", "2024-09-01", rec="E8", ls="V4"),
        episode("D", "2024-09-01", "2024-09-01", rec="E45"),
    ]
    counted = figure("special-guardianship-orders", {"episodes": rows})
    assert (counted["numerator"], counted["excluded"]) == (3, {"short breaks": 1})


WORKERS = [
    pytest.param([("SW1", "2020-01-01", "2024-04-01")], 1, id="ended on the first day"),
    pytest.param([("SW1", "2020-01-01", "2024-03-31")], None, id="ended the day before"),
    pytest.param([("SW1", "2025-03-31", None)], 1, id="begun on the last day"),
    pytest.param([("SW1", "2025-04-01", None)], None, id="begun after it"),
    pytest.param(
        [("SW1", "2024-05-01", "2024-06-01"), ("SW2", "2024-06-01", "2024-07-01"),
         ("SW1", "2024-07-01", None)],
        2, id="one who came back is one",
    ),
    pytest.param([("XX1", "2024-05-01", None), ("XX2", "2024-05-01", None)], None, id="XX alone"),
    pytest.param([("XX1", "2024-05-01", None), ("SW1", "2024-05-01", None)], 1, id="XX beside SW"),
    pytest.param([(None, "2024-05-01", None)], None, id="no name is nobody"),
    pytest.param([("SW1", "2024-05-01", "2024-05-01")], 1, id="one day is a day"),
    pytest.param([("SW1", "2024-05-01", "2024-04-30")], None, id="ended before it began"),
]  # fmt: skip


@pytest.mark.parametrize(("spells", "workers"), WORKERS)
def test_social_workers_of_twelve_months(spells, workers):
    """Distinct workers whose spell touches the year; none recorded is unknown, not 0."""
    tables = {
        "episodes": [episode("A", "2024-05-01")],
        "social_worker_spells": [worker("A", *spell) for spell in spells],
    }
    counted = figure("social-workers-per-child", tables)
    assert counted["value"] == workers
    assert counted["unknown"] == (workers is None)
    assert counted["missing_reason"] == (None if workers else "not_computable")


def test_unknown_workers_leave_the_mean_and_stay_in_the_share():
    """The mean is of those known; the share counts no information as not met."""
    tables = {
        "episodes": [episode(c, "2024-05-01") for c in "ABC"],
        "social_worker_spells": [
            *[worker("A", name, "2024-05-01") for name in ("SW1", "SW2", "SW3")],
            worker("B", "SW1", "2024-05-01"),
            worker("Z", "SW1", "2024-05-01"),
        ],
    }
    mean = figure("social-workers-per-child", tables)
    three = figure("three-or-more-social-workers", tables)
    assert (mean["numerator"], mean["denominator"], mean["value"]) == (4, 2, 2)
    assert (mean["unknown"], mean["lower"], mean["upper"]) == (1, None, None)
    assert (three["numerator"], three["denominator"], three["unknown"]) == (1, 3, 1)
    assert three["lower"] == three["value"] == Fraction(100, 3)
    assert three["upper"] == Fraction(200, 3)


HOMES = [
    pytest.param([("2023-01-01", None, "S", "U6")], 1, id="one, begun long ago"),
    pytest.param(
        [("2023-01-01", "2024-04-01", "S", "U6"), ("2024-04-01", None, "P", "K2")],
        1, id="the one before ended on the first day",
    ),
    pytest.param(
        [("2023-01-01", "2024-04-02", "S", "U6"), ("2024-04-02", None, "P", "K2")],
        2, id="the one before reached into the year",
    ),
    pytest.param(
        [("2023-01-01", "2024-06-01", "S", "U6"), ("2024-06-01", "2024-07-01", "L", "U6"),
         ("2024-07-01", "2024-08-01", "T", "A5"), ("2024-08-01", None, "U", "A5")],
        1, id="same carer throughout",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "U6"), ("2024-06-01", "2024-06-05", "P", "T1"),
         ("2024-06-05", None, "T", "U6")],
        1, id="a stay in hospital",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "U6"), ("2024-06-01", "2024-06-05", "P", "T1"),
         ("2024-06-05", None, "P", "U6")],
        1, id="back from hospital, coded P",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "U6"), ("2024-06-01", "2024-06-05", "P", "T1"),
         ("2024-06-05", None, "P", "U4")],
        2, id="from hospital to another home",
    ),
    pytest.param([("2024-05-01", None, "S", "T0")], 0, id="nothing but temporary"),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "T4"), ("2024-06-01", None, "L", "U6")],
        1, id="any reason begins one where none is running",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "U6"), ("2024-06-01", None, "B", "U4")],
        2, id="B is a move",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "U6"), ("2024-06-01", None, None, "K2")],
        1, id="no reason goes on",
    ),
    pytest.param(
        [("2024-05-01", "2024-06-01", "S", "U6"), ("2024-07-01", None, "L", "U6")],
        2, id="a new period of care is a new placement",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("spells", "homes"), HOMES)
def test_placements_of_twelve_months(spells, homes):
    """S, P and B begin a placement; L, T and U and temporary stays do not."""
    rows = [episode("A", a, b, rne=rne, place=place) for a, b, rne, place in spells]
    counted = figure("placements-per-child", {"episodes": rows})
    assert (counted["value"], counted["denominator"], counted["unknown"]) == (homes, 1, 0)


def test_three_or_more_placements():
    """The one open on the first day counts, and so do those of an earlier period of care."""
    moved = [
        episode("A", "2024-01-01", "2024-05-01"),
        episode("A", "2024-05-01", "2024-06-01", rne="P"),
        episode("A", "2024-09-01"),
    ]
    stayed = [episode("B", "2024-01-01", "2024-05-01"), episode("B", "2024-05-01", rne="P")]
    tables = {"episodes": [*moved, *stayed]}
    assert share("three-or-more-placements", tables) == (1, 2, 0)


STABILITY = [
    pytest.param([("2022-10-01", None, "S", "U6")], (1, 1, 0), id="exactly 30 months"),
    pytest.param([("2022-10-02", None, "S", "U6")], (0, 0, 0), id="a day short of 30 months"),
    pytest.param(
        [("2020-01-01", "2023-04-01", "S", "U6"), ("2023-04-01", None, "P", "U4")],
        (1, 1, 0), id="exactly 24 months in the placement",
    ),
    pytest.param(
        [("2020-01-01", "2023-04-02", "S", "U6"), ("2023-04-02", None, "P", "U4")],
        (0, 1, 0), id="a day short of 24 months",
    ),
    pytest.param(
        [("2020-01-01", "2024-04-02", "S", "U6"), ("2024-04-02", None, "T", "A5")],
        (1, 1, 0), id="placed for adoption with the same carer",
    ),
    pytest.param(
        [("2020-01-01", "2025-03-01", "S", "U6"), ("2025-03-01", None, "P", "T2")],
        (1, 1, 0), id="on holiday today",
    ),
    pytest.param([("2020-01-01", None, "S", "T0")], (0, 1, 0), id="no placement is no stability"),
    pytest.param(
        [("2020-01-01", "2024-06-01", "S", "U6"), ("2024-06-03", None, "S", "U6")],
        (0, 0, 0), id="a new period of care",
    ),
    pytest.param(
        [("2020-01-01", "2024-06-01", "S", "U6"), ("2024-06-01", None, "P", "A6")],
        (1, 1, 0), id="placed for adoption, and long before it in one placement",
    ),
    pytest.param(
        [("2020-01-01", "2024-01-01", "S", "U6"), ("2024-01-01", "2024-06-01", "P", "U4"),
         ("2024-06-01", None, "P", "A6")],
        (0, 1, 0), id="placed for adoption, and not long before it in one placement",
    ),
    pytest.param(
        [("2020-01-01", "2024-01-01", "S", "U6"), ("2024-01-01", "2024-06-01", "P", "U4"),
         ("2024-06-01", None, "T", "A5")],
        (0, 1, 0), id="adopted by a carer of not long before",
    ),
    pytest.param(
        [("2020-01-01", "2024-06-01", "S", "A6"), ("2024-06-01", "2025-01-01", "P", "A6"),
         ("2025-01-01", None, "P", "A6")],
        (0, 1, 0), id="a third adoptive placement",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("spells", "expected"), STABILITY)
def test_long_term_stability(spells, expected):
    """Looked after 30 months; in the current placement since the first day of the last 24."""
    rows = [episode("A", a, b, rne=rne, place=place) for a, b, rne, place in spells]
    tables = {"children": [child("A")], "episodes": rows}
    assert share("long-term-stability", tables) == expected


@pytest.mark.parametrize(
    ("dob", "expected"),
    [
        pytest.param("2009-04-01", (1, 1, 0), id="15 today"),
        pytest.param("2009-03-31", (0, 0, 0), id="16 today"),
        pytest.param(None, (0, 0, 1), id="not known"),
    ],
)
def test_long_term_stability_is_of_those_under_16(dob, expected):
    tables = {"children": [child("A", dob)], "episodes": [episode("A", "2020-01-01")]}
    counted = figure("long-term-stability", tables)
    assert (counted["numerator"], counted["denominator"], counted["unknown"]) == expected
    missing_reason = {(0, 0, 0): "no_cases", (0, 0, 1): "not_computable"}.get(expected)
    assert counted["missing_reason"] == missing_reason


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        pytest.param("2022-05-01", "2022-10-01", 1, id="over before the 30 months"),
        pytest.param("2022-05-01", "2022-10-02", 0, id="reaching into them"),
        pytest.param("2024-05-01", "2024-05-01", 1, id="of no length"),
    ],
)
def test_a_short_break_breaks_the_thirty_months(start, end, counted):
    rows = [episode("A", "2020-01-01", "2026-01-01"), episode("A", start, end, ls="V4")]
    found = figure("long-term-stability", {"children": [child("A")], "episodes": rows})
    assert (found["denominator"], found["excluded"]) == (counted, {})


def _distance_tables(miles=(), home="SO14 7LY", placement="so151aa", north=500_000):
    grid = [("SO147LY", 400_000, 100_000), ("SO15  1AA", 400_000, north)]
    return {
        "episodes": [episode("A", "2024-05-01", home_post=home, pl_post=placement)],
        "placement_distances": [
            {"child_id": "A", "decom": date(2024, 5, 1), "distance_miles": m} for m in miles
        ],
        "postcodes": [
            {"pcd": pcd, "oseast1m": east, "osnrth1m": n, "laua": "E06000045"}
            for pcd, east, n in grid
        ],
    }


@pytest.mark.parametrize(
    ("tables", "within_20", "within_50"),
    [
        pytest.param(_distance_tables([20.0]), True, True, id="20 miles is within"),
        pytest.param(_distance_tables([20.1]), False, True, id="20.1 miles is not"),
        pytest.param(_distance_tables([50]), False, True, id="50 miles"),
        pytest.param(_distance_tables([999.9]), None, None, id="999.9 is not known"),
        # 32,186 m are 20.0 miles; so are 32,266 m once rounded; 32,270 m are 20.1.
        pytest.param(_distance_tables(north=132_186), True, True, id="by the postcodes"),
        pytest.param(_distance_tables(north=132_266), True, True, id="rounded down to 20.0"),
        pytest.param(_distance_tables(north=132_270), False, True, id="rounded up to 20.1"),
        pytest.param(
            _distance_tables([1.0], north=900_000), True, True, id="the table comes first"
        ),
        pytest.param(_distance_tables([999.9], north=100_001), None, None, id="999.9 is an answer"),
        pytest.param(_distance_tables([None], north=100_001), True, True, id="a blank is not"),
        pytest.param(_distance_tables(placement="ZZ1 1ZZ"), None, None, id="no such postcode"),
        pytest.param(_distance_tables(home=None), None, None, id="no home"),
    ],
)
def test_distance(tables, within_20, within_50):
    """Miles in a straight line, rounded to one place; what is not known is unknown."""
    for miles, expected in ((20, within_20), (50, within_50)):
        counted = share(f"placed-within-{miles}-miles", tables)
        assert counted == (int(expected is True), int(expected is not None), int(expected is None))


def test_unknown_distances_are_in_the_bounds_only():
    tables = _distance_tables([10.0])
    tables["episodes"] += [episode(c, "2024-05-01") for c in "BC"]
    counted = figure("placed-within-20-miles", tables)
    assert (counted["value"], counted["lower"], counted["upper"]) == (100, Fraction(100, 3), 100)
    assert (counted["denominator"], counted["unknown"]) == (1, 2)


def test_a_straight_line_goes_both_ways():
    """3 km east and 4 km north are 5 km: 3.1 miles."""
    tables = {
        "postcodes": [
            {"pcd": "AA11AA", "oseast1m": 3_000, "osnrth1m": 4_000},
            {"pcd": "BB1 1BB", "oseast1m": 0, "osnrth1m": 0},
        ]
    }
    row = episode("A", "2024-05-01", home_post="AA1 1AA", pl_post="bb1 1bb")
    assert Council(tables).distance(row) == 3.1


@pytest.mark.parametrize(
    ("dob", "began", "sdq", "expected"),
    [
        pytest.param("2015-06-15", "2024-04-01", "2024-04-01", (1, 1, 0), id="on the first day"),
        pytest.param("2015-06-15", "2024-04-01", "2025-03-31", (1, 1, 0), id="on the last"),
        pytest.param("2015-06-15", "2024-04-01", "2024-03-31", (0, 1, 0), id="too early"),
        pytest.param("2015-06-15", "2024-04-01", "2025-04-01", (0, 1, 0), id="too late"),
        pytest.param("2015-06-15", "2024-04-01", None, (0, 1, 0), id="none"),
        pytest.param(
            "2015-06-15", "2024-04-02", "2024-06-01", (0, 0, 0), id="not 12 months in care"
        ),
        pytest.param("2021-03-31", "2024-04-01", None, (0, 1, 0), id="4 today"),
        pytest.param("2021-04-01", "2024-04-01", None, (0, 0, 0), id="3 today"),
        pytest.param("2008-04-01", "2024-04-01", None, (0, 1, 0), id="16 today"),
        pytest.param("2008-03-31", "2024-04-01", None, (0, 0, 0), id="17 today"),
        pytest.param(None, "2024-04-01", "2024-06-01", (0, 0, 1), id="no date of birth"),
    ],
)
def test_sdq_in_timescale(dob, began, sdq, expected):
    """Looked after 12 months and aged 4 to 16: an SDQ in those months."""
    tables = {
        "children": [child("A", dob)],
        "episodes": [episode("A", began)],
        "sdq": [{"child_id": "A", "date": day(sdq), "score": 12}],
    }
    assert share("sdq-in-timescale", tables) == expected


@pytest.mark.parametrize(
    ("dob", "done", "expected"),
    [
        pytest.param("2020-04-01", "2024-10-01", (1, 1, 0), id="under 5, in the 6 months"),
        pytest.param("2020-04-01", "2024-09-30", (0, 1, 0), id="under 5, before them"),
        pytest.param("2020-03-31", "2024-09-30", (1, 1, 0), id="5 today, in the 12 months"),
        pytest.param("2020-03-31", "2024-03-31", (0, 1, 0), id="5 today, before them"),
        pytest.param(None, "2025-03-01", (0, 0, 1), id="age not known"),
    ],
)
def test_review_health_assessments(dob, done, expected):
    """Every 6 months under 5, every 12 from then on; an assessment of either kind will do."""
    for kind in ("initial", "review"):
        tables = {
            "children": [child("A", dob)],
            "episodes": [episode("A", "2022-01-01")],
            "health_assessments": [{"child_id": "A", "kind": kind, "date": day(done)}],
        }
        assert share("review-health-assessments", tables) == expected


# Begun on 4 March 2024, over Easter: due on 3 April 2024.
INITIAL = [
    pytest.param(None, [("initial", "2024-04-03")], None, (1, 1), {}, id="on the due day"),
    pytest.param(None, [("initial", "2024-04-04")], None, (0, 1), {}, id="a day late"),
    pytest.param(None, [("initial", "2024-03-04")], None, (1, 1), {}, id="on the first day"),
    pytest.param(None, [("initial", "2024-03-03")], None, (0, 1), {}, id="before care began"),
    pytest.param(None, [("review", "2024-03-20")], None, (0, 1), {}, id="another kind"),
    pytest.param(None, [], None, (0, 1), {}, id="none"),
    pytest.param(
        None, [("initial", "2024-06-01"), ("initial", "2024-03-20")], None, (1, 1), {}, id="first"
    ),
    pytest.param(
        "2024-04-03", [("initial", "2024-03-20")], None, (0, 0), {"left care by the due day": 1},
        id="left on the due day",
    ),
    pytest.param("2024-04-04", [], None, (0, 1), {}, id="left the day after"),
    pytest.param(None, [], "2024-04-02", (0, 0), {"not yet due": 1}, id="not yet due"),
    pytest.param(
        None, [("initial", "2024-03-20")], "2024-04-02", (0, 0), {"not yet due": 1},
        id="done but not yet due",
    ),
    pytest.param(None, [], "2024-04-03", (0, 1), {}, id="due today"),
    pytest.param(
        "2024-03-20", [], "2024-03-25", (0, 0), {"left care by the due day": 1},
        id="left comes before not yet due",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("dec", "done", "as_at", "expected", "excluded"), INITIAL)
def test_initial_health_assessments(dec, done, as_at, expected, excluded):
    """Within 20 working days of the beginning of each period of care, by due date."""
    tables = {
        "episodes": [episode("A", "2024-03-04", dec)],
        "health_assessments": [{"child_id": "A", "kind": k, "date": day(on)} for k, on in done],
    }
    counted = figure(
        "initial-health-assessments", tables, month("2024-04"), as_at=day(as_at) if as_at else None
    )
    assert (counted["numerator"], counted["denominator"], counted["excluded"]) == (
        *expected,
        excluded,
    )
    missing_reason = "not_due" if "not yet due" in excluded else None if expected[1] else "no_cases"
    assert counted["missing_reason"] == missing_reason
    assert figure("initial-health-assessments", tables, month("2024-03"))["denominator"] == 0


def test_every_period_of_care_wants_its_own_assessment():
    """An assessment long after counts as the first of an earlier period too, late."""
    tables = {
        "episodes": [episode("A", "2024-04-02", "2024-06-03"), episode("A", "2024-09-02")],
        "health_assessments": [
            {"child_id": "A", "kind": "initial", "date": date(2024, 9, 10)},
        ],
    }
    assert share("initial-health-assessments", tables) == (1, 2, 0)


@pytest.mark.parametrize(
    ("completed", "as_at", "expected", "missing_reason"),
    [
        pytest.param("2024-07-19", None, (1, 1, 0), None, id="on the day"),
        pytest.param("2024-07-20", None, (0, 1, 0), None, id="a day late"),
        pytest.param(None, None, (0, 1, 0), None, id="never"),
        pytest.param(None, "2024-07-18", (0, 0, 0), "not_due", id="not yet due"),
        pytest.param("2024-07-01", "2024-07-19", (1, 1, 0), None, id="due today"),
    ],
)
def test_peps_in_timescale(completed, as_at, expected, missing_reason):
    """Completed by the day they were due, in the period of that day."""
    row = {"child_id": "A", "due": date(2024, 7, 19), "completed": day(completed)}
    counted = figure("peps-in-timescale", {"peps": [row]}, as_at=day(as_at) if as_at else None)
    assert (counted["numerator"], counted["denominator"], counted["unknown"]) == expected
    assert counted["missing_reason"] == missing_reason


def test_peps_have_the_age_of_the_due_day():
    tables = {
        "children": [child("A", "2014-07-19")],
        "peps": [
            {"child_id": "A", "due": date(2024, 7, 18), "completed": date(2024, 7, 1)},
            {"child_id": "A", "due": date(2024, 7, 19), "completed": date(2024, 7, 1)},
        ],
    }
    assert groups("peps-in-timescale", tables, "age_group") == {"5-9": 1, "10-15": 1}


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        pytest.param("2025-02-18", (1, 1, 0), id="41 days before"),
        pytest.param("2025-02-17", (0, 1, 0), id="42 days before"),
        pytest.param("2025-03-31", (1, 1, 0), id="on the day"),
        pytest.param("2025-04-01", (0, 1, 0), id="after it"),
        pytest.param(None, (0, 1, 0), id="a visit without a date"),
    ],
)
def test_children_visited(visit, expected):
    """A visit in the 42 days to e."""
    tables = {
        "episodes": [episode("A", "2024-05-01")],
        "visits": [{"child_id": "A", "visit_date": day(visit)}],
    }
    assert share("children-visited", tables) == expected


MISSING = [
    pytest.param("2024-06-01", None, "M", "2024-05-01", "2024-05-02", (1, 1), id="missing"),
    pytest.param("2024-06-01", None, "A", "2024-05-01", "2024-05-02", (0, 1), id="away"),
    pytest.param("2024-06-01", None, "M", "2024-03-30", "2024-04-01", (0, 1), id="back by 1 April"),
    pytest.param("2024-06-01", None, "M", "2024-03-30", "2024-04-02", (1, 1), id="back on 2 April"),
    pytest.param("2024-06-01", None, "M", "2025-03-31", None, (1, 1), id="still missing"),
    pytest.param("2024-06-01", None, "M", "2024-05-01", "2024-05-01", (0, 1), id="of no length"),
    pytest.param("2022-06-01", "2024-04-01", "M", "2024-05-01", None, (0, 0), id="left on 1 April"),
    pytest.param("2022-06-01", "2024-04-02", "M", "2024-05-01", None, (1, 1), id="left on 2 April"),
]


@pytest.mark.parametrize(("decom", "dec", "kind", "start", "end", "expected"), MISSING)
def test_missing_from_care(decom, dec, kind, start, end, expected):
    """Of those looked after at any time in 12 months, those missing in them."""
    spell = {"child_id": "A", "dob": None, "kind": kind, "start": day(start), "end": day(end)}
    tables = {"episodes": [episode("A", decom, dec)], "missing_episodes": [spell]}
    assert share("missing-from-care", tables) == (*expected, 0)


def test_missing_is_grouped_by_the_episode_begun_last():
    spell = {"child_id": "A", "kind": "M", "start": date(2024, 5, 1), "end": date(2024, 5, 2)}
    rows = [
        episode("A", "2024-04-01", "2024-06-01", place="U6"),
        episode("A", "2024-06-01", "2024-07-01", rne="P", place="K2"),
        episode("B", "2024-04-01", ls="V3"),
    ]
    tables = {"episodes": rows, "missing_episodes": [spell]}
    assert groups("missing-from-care", tables, "placement_type") == {"residential": 1}
    assert figure("missing-from-care", tables)["excluded"] == {"short breaks": 1}
