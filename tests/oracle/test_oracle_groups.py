"""The oracle itself, pinned by hand: the groups of every breakdown."""

from datetime import date

import pytest

from oracle import compute
from oracle.rows import YEAR, E, child, episode, month
from oracle.test_oracle import figure, groups, share

PLACEMENT_TYPES = [
    ("P1", "own parents"),
    *[(code, "kinship foster") for code in ("U1", "U2", "U3")],
    *[(code, "other foster") for code in ("U4", "U5", "U6")],
    *[(code, "placed for adoption") for code in ("A3", "A4", "A5", "A6")],
    *[(code, "residential") for code in ("K2", "R1", "R2", "R3", "S1")],
    *[(code, "semi-independent and supported") for code in ("H5", "P2", "K3")],
    *[(code, "secure and custody") for code in ("K1", "R5")],
    *[(code, "temporary") for code in ("T0", "T1", "T2", "T3", "T4")],
    *[(code, "other") for code in ("P3", "Z1", "Z11", "Z12", "Z13", "Z14")],
    *[("Q1", "unknown"), (None, "unknown")],
]
PROVIDERS = [
    *[("PR0", "parents"), ("PR1", "own"), ("PR2", "other authority"), ("PR3", "other")],
    *[("PR4", "private"), ("PR5", "voluntary"), ("PR6", "unknown"), (None, "unknown")],
]
LEGAL_STATUSES = [
    *[("C2", "full care order"), ("C1", "interim care order"), ("E1", "placement order")],
    *[("V2", "voluntary"), ("L1", "other"), ("D1", "other"), ("J2", "other"), (None, "unknown")],
]


@pytest.mark.parametrize(
    ("breakdown", "column", "code", "group"),
    [
        *[("placement_type", "place", *pair) for pair in PLACEMENT_TYPES],
        *[("provider", "place_provider", *pair) for pair in PROVIDERS],
        *[("legal_status", "ls", *pair) for pair in LEGAL_STATUSES],
    ],
)
def test_groups_of_the_current_episode(breakdown, column, code, group):
    """Each code has one group; a blank or a code nobody knows is an unknown."""
    tables = {"episodes": [episode("A", "2024-05-01", **{column: code})]}
    assert groups("children-looked-after", tables, breakdown) == {group: 1}


LEAVING_REASONS = [
    *[(code, "returned home") for code in ("E4", "E4A", "E4B")],
    *[(f"E4{number}", "special guardianship") for number in range(3, 9)],
    *[(code, "adopted") for code in ("E11", "E12")],
    *[(code, "child arrangements or relatives") for code in ("E13", "E41")],
    ("E17", "stayed with carers after 18"),
    *[(code, "independent living") for code in ("E5", "E6")],
    *[("E3", "another authority"), ("E9", "custody")],
    *[(code, "other") for code in ("E2", "E7", "E8", "E14", "E15", "E16")],
    *[("X1", "unknown"), ("E99", "unknown"), (None, "unknown")],
]


@pytest.mark.parametrize(("code", "group"), LEAVING_REASONS)
def test_reasons_for_leaving_care(code, group):
    """The episode that began last says why care ended; that another follows is no reason."""
    rows = [
        episode("A", "2023-05-01", "2024-05-01", rec="X1"),
        episode("A", "2024-05-01", "2024-06-01", rne="P", rec=code),
    ]
    assert groups("children-leaving-care", {"episodes": rows}, "leaving_reason") == {group: 1}


@pytest.mark.parametrize(
    ("column", "code", "group"),
    [
        *[("sex", sex, sex) for sex in ("male", "female", "unknown")],
        *[("ethnicity", code, "white") for code in ("WBRI", "WIRI", "WOTH", "WIRT", "WROM")],
        *[("ethnicity", code, "mixed") for code in ("MWBC", "MWBA", "MWAS", "MOTH")],
        *[("ethnicity", code, "Asian") for code in ("AIND", "APKN", "ABAN", "AOTH", "CHNE")],
        *[("ethnicity", code, "black") for code in ("BCRB", "BAFR", "BOTH")],
        ("ethnicity", "OOTH", "other"),
        *[("ethnicity", code, "unknown") for code in ("REFU", "NOBT", "XXXX", None)],
    ],
)
def test_groups_of_the_child(column, code, group):
    breakdown = {"ethnicity": "ethnic_group"}.get(column, column)
    tables = {
        "children": [child("A", **{column: code})],
        "episodes": [episode("A", "2024-05-01")],
    }
    assert groups("children-looked-after", tables, breakdown) == {group: 1}


@pytest.mark.parametrize("children", [{}, {"children": []}], ids=["no table", "no Header"])
def test_a_child_without_a_header_is_unknown(children):
    tables = children | {"episodes": [episode("A", "2024-05-01")]}
    for breakdown in ("sex", "ethnic_group", "age_group"):
        assert groups("children-looked-after", tables, breakdown) == {"unknown": 1}


@pytest.mark.parametrize(
    ("dob", "group"),
    [
        pytest.param("2024-04-01", "under 1", id="the day before the 1st birthday"),
        pytest.param("2024-03-31", "1-4", id="1 today"),
        pytest.param("2020-04-01", "1-4", id="the day before the 5th birthday"),
        pytest.param("2020-03-31", "5-9", id="5 today"),
        pytest.param("2015-03-31", "10-15", id="10 today"),
        pytest.param("2009-04-01", "10-15", id="the day before the 16th birthday"),
        pytest.param("2009-03-31", "16 and over", id="16 today"),
        pytest.param(None, "unknown", id="not known"),
    ],
)
def test_age_groups(dob, group):
    """Completed years on e."""
    tables = {"children": [child("A", dob)], "episodes": [episode("A", "2024-05-01")]}
    assert groups("children-looked-after", tables, "age_group") == {group: 1}


def test_unaccompanied_children():
    """Those in the table are; the others are not; without the table nobody knows."""
    tables = {"episodes": [episode(c, "2024-05-01") for c in "ABC"], "uasc": [{"child_id": "A"}]}
    assert groups("children-looked-after", tables, "uasc") == {"yes": 1, "no": 2}
    tables["uasc"] = []
    assert groups("children-looked-after", tables, "uasc") == {"no": 3}
    del tables["uasc"]
    assert groups("children-looked-after", tables, "uasc") == {"unknown": 3}


def test_districts_are_those_of_the_placement_postcode_and_only_those_seen():
    places = ["so14 7ly", "SO147LY", "ZZ1 1ZZ", "PO1 2AL", None]
    tables = {
        "episodes": [
            episode(name, "2024-05-01", pl_post=post, home_post="PO1 2AL")
            for name, post in zip("ABCDE", places, strict=True)
        ],
        "postcodes": [
            {"pcd": "SO14  7LY", "oseast1m": 1, "osnrth1m": 1, "laua": "E06000045"},
            {"pcd": "PO12AL", "oseast1m": 1, "osnrth1m": 1, "laua": None},
            {"pcd": "M11AE", "oseast1m": 1, "osnrth1m": 1, "laua": "E08000003"},
        ],
    }
    by_group = groups("children-looked-after", tables, "district")
    assert by_group == {"E06000045": 2, "unknown": 3}
    later = compute(tables, "children-looked-after", [month("2024-04"), YEAR], ["district"])
    assert [(row["period_end"], row["group"], row["numerator"]) for row in later[2:]] == [
        (date(2024, 4, 30), "E06000045", 0),
        (E, "E06000045", 2),
        (date(2024, 4, 30), "unknown", 0),
        (E, "unknown", 3),
    ]


def test_crossed_groups_are_named_in_the_order_asked():
    tables = {
        "children": [child("A", "2019-01-01")],
        "episodes": [episode("A", "2024-05-01")],
    }
    assert groups("children-looked-after", tables, "sex+age_group") == {"female+5-9": 1}
    assert groups("children-looked-after", tables, "age_group+sex") == {"5-9+female": 1}


def test_three_chains_and_three_placements_in_a_row():
    """Each episode looks at the chain, and each placement ends the placement, just before."""
    rows = [
        episode("A", "2022-01-01", "2022-06-01"),
        episode("A", "2022-07-01", "2023-01-01"),
        episode("A", "2023-01-01", "2024-01-01", rne="P"),
        episode("A", "2024-01-01", rne="P"),
    ]
    assert figure("placements-per-child", {"episodes": rows})["value"] == 1
    assert figure("children-starting-care", {"episodes": rows}, (date(2022, 1, 1), E))["value"] == 2
    tables = {"children": [child("A")], "episodes": [row | {"rne": "L"} for row in rows]}
    assert share("long-term-stability", tables, month("2024-11")) == (0, 0, 0)
    assert share("long-term-stability", tables, month("2024-12")) == (1, 1, 0)


@pytest.mark.parametrize(
    ("start", "due_in"),
    [
        pytest.param("2024-02-29", "2024-03", id="due on 28 March"),
        pytest.param("2024-03-01", "2024-04", id="due on 2 April, Easter between"),
        pytest.param("2024-03-28", "2024-04", id="due on 26 April"),
        pytest.param("2024-04-02", "2024-04", id="due on 30 April"),
        pytest.param("2024-04-03", "2024-05", id="due on 1 May"),
    ],
)
def test_assessments_belong_to_the_month_they_fall_due(start, due_in):
    tables = {"episodes": [episode("A", start)], "health_assessments": []}
    for name in ("2024-03", "2024-04", "2024-05"):
        counted = share("initial-health-assessments", tables, month(name))
        assert counted == (0, int(name == due_in), 0)


@pytest.mark.parametrize("due", [date(2024, 4, 1), date(2024, 4, 30)])
def test_plans_due_on_the_first_and_last_day_are_in(due):
    tables = {"peps": [{"child_id": "A", "due": due, "completed": due}]}
    assert share("peps-in-timescale", tables, month("2024-04")) == (1, 1, 0)


def test_a_blank_due_day_is_no_deadline():
    tables = {"peps": [{"child_id": "A", "due": None, "completed": date(2024, 4, 1)}]}
    assert figure("peps-in-timescale", tables)["missing_reason"] == "no_cases"
