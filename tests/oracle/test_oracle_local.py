"""The oracle itself, pinned by hand: year-end returns, care leavers, the council's own tables."""

from datetime import date
from fractions import Fraction

import pytest

from oracle import compute
from oracle.rows import YEAR, E, adviser, child, day, leaver, month, outcome
from oracle.test_oracle import figure, groups, share


@pytest.mark.parametrize(
    ("dob", "score", "expected"),
    [
        pytest.param("2020-03-31", 0, (1, 1, 0), id="a score of 0, 5 today"),
        pytest.param("2020-04-01", 12, (0, 0, 0), id="4 today"),
        pytest.param("2008-04-01", None, (0, 1, 0), id="16 today, none"),
        pytest.param("2008-03-31", 12, (0, 0, 0), id="17 today"),
        pytest.param(None, 12, (0, 0, 1), id="age not known"),
    ],
)
def test_sdq_score_received(dob, score, expected):
    """OC2 children aged 5 to 16 on 31 March."""
    assert (
        share("sdq-score-received", {"outcomes": [outcome("A", dob, sdq_score=score)]}) == expected
    )


def test_the_header_knows_the_date_of_birth_before_the_table_does():
    tables = {
        "children": [child("A", "2022-01-01"), child("B", None)],
        "outcomes": [outcome("A", "2015-01-01"), outcome("B", "2015-01-01")],
    }
    assert share("sdq-score-received", tables) == (0, 1, 0)
    assert groups("annual-health-assessments", tables, "age_group") == {}
    tables["outcomes"] = [row | {"health_assessment": 1} for row in tables["outcomes"]]
    by_group = groups("annual-health-assessments", tables, "age_group")
    assert by_group == {"1-4": 1, "10-15": 1}


@pytest.mark.parametrize(
    ("measure", "column"),
    [
        ("annual-health-assessments", "health_assessment"),
        ("dental-checks", "dental_check"),
        ("immunisations-up-to-date", "immunisations"),
    ],
)
def test_year_end_outcomes(measure, column):
    """1 is yes, 0 is no, blank is unknown and counts as not met, as in the DfE's cohort."""
    rows = [outcome(c, **{column: value}) for c, value in zip("ABCD", [1, 1, 0, None], strict=True)]
    counted = figure(measure, {"outcomes": rows})
    assert (counted["numerator"], counted["denominator"], counted["unknown"]) == (2, 4, 1)
    assert (counted["lower"], counted["value"], counted["upper"]) == (50, 50, 75)
    assert figure(measure, {"outcomes": rows}, month("2025-02"))["missing_reason"] == "no_cases"
    assert figure(measure, {"outcomes": rows}, month("2025-03"))["denominator"] == 4


@pytest.mark.parametrize(
    ("dob", "birthday", "age_group"),
    [
        pytest.param("2007-04-01", "2024-04", "17-18", id="17 on the first day"),
        pytest.param("2008-03-31", "2025-03", "17-18", id="17 on the last day"),
        pytest.param("2006-04-01", "2024-04", "17-18", id="18"),
        pytest.param("2005-04-01", "2024-04", "19-21", id="19"),
        pytest.param("2004-03-31", "2025-03", "19-21", id="21"),
        pytest.param("2004-02-29", "2025-03", "19-21", id="a leap child's 21st, on 1 March"),
    ],
)
def test_care_leavers_belong_to_their_birthday(dob, birthday, age_group):
    """Each counts on the birthday in the collection year, in the band of the age reached."""
    tables = {"care_leavers": [leaver("A", dob)]}
    assert share("care-leavers-in-touch", tables, month(birthday)) == (1, 1, 0)
    assert share("care-leavers-in-touch", tables) == (1, 1, 0)
    assert groups("care-leavers-in-touch", tables, "age_group") == {age_group: 1}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({"dob": "2008-04-01"}, "age outside 17 to 21", id="16"),
        pytest.param({"dob": "2003-03-31"}, "age outside 17 to 21", id="22"),
        pytest.param({"dob": None}, "age not known", id="no date of birth"),
        pytest.param({"in_touch": "DIED"}, "died", id="died"),
        pytest.param({"in_touch": "RHOM"}, "returned home", id="returned home"),
        pytest.param({"dob": "2008-04-01", "in_touch": "DIED"}, "age outside 17 to 21", id="order"),
        pytest.param({"dob": None, "in_touch": "DIED"}, "age not known", id="order, not known"),
        pytest.param({"in_touch": "DIED", "accommodation": "G1"}, "died", id="order, abroad"),
    ],
)
def test_care_leavers_left_out(more, reason):
    """Each is left out for the first reason that holds."""
    for measure in ("in-touch", "eet", "suitable-accommodation"):
        counted = figure(f"care-leavers-{measure}", {"care_leavers": [leaver("A", **more)]})
        assert (counted["denominator"], counted["excluded"]) == (0, {reason: 1})
        assert counted["missing_reason"] == "no_cases"


def test_no_birthday_is_the_last_day_of_the_year_and_an_unknown_group():
    tables = {"care_leavers": [leaver("A", None), leaver("B", "2008-04-02")]}
    assert figure("care-leavers-eet", tables, month("2025-03"))["excluded"] == {"age not known": 1}
    rows = compute(tables, "care-leavers-eet", [YEAR], ["age_group"])
    excluded = {row["group"]: row["excluded"] for row in rows if row["group_by"]}
    both = {"age not known": 1, "age outside 17 to 21": 1}
    assert excluded == {"17-18": {}, "19-21": {}, "unknown": both}


@pytest.mark.parametrize(
    ("in_touch", "met"),
    [("YES", 1), ("NO", 0), ("REFU", 0), ("NREQ", 0), (None, 0)],
)
def test_care_leavers_in_touch(in_touch, met):
    """Only YES is in touch; every other answer is not, and nothing is unknown."""
    tables = {"care_leavers": [leaver("A", in_touch=in_touch)]}
    assert share("care-leavers-in-touch", tables) == (met, 1, 0)


@pytest.mark.parametrize(
    ("codes", "met", "unknown"),
    [
        pytest.param("F1 F2 F3 F4 F5 P1 P2 P3 P4 P5", True, False, id="in education or work"),
        pytest.param("G4 G5 G6", False, False, id="in neither"),
        pytest.param("0 X9", False, True, id="not known"),
    ],
)
def test_care_leavers_eet(codes, met, unknown):
    """No information counts as not met: it is in the denominator, and only the upper bound."""
    for code in codes.split():
        counted = figure("care-leavers-eet", {"care_leavers": [leaver("A", activity=code)]})
        assert (counted["numerator"], counted["denominator"]) == (int(met), 1)
        assert (counted["unknown"], counted["value"]) == (int(unknown), 100 * met)
        assert (counted["lower"], counted["upper"]) == (100 * met, 100 * (met or unknown))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("U1", (1, 1, 0), id="suitable"),
        pytest.param("V2", (0, 1, 0), id="not suitable"),
        pytest.param("01", (1, 1, 0), id="an old file's suitable"),
        pytest.param("02", (0, 1, 0), id="an old file's unsuitable"),
        pytest.param("0", (0, 1, 1), id="no information"),
        pytest.param(None, (0, 1, 1), id="blank"),
        pytest.param("B", (0, 1, 1), id="a lone letter"),
        pytest.param("B9", (0, 1, 1), id="another digit"),
    ],
)
def test_care_leavers_suitable_accommodation(code, expected):
    """The second character says whether it is suitable."""
    rows = {"care_leavers": [leaver("A", accommodation=code)]}
    assert share("care-leavers-suitable-accommodation", rows) == expected


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("G1", "moved abroad"),
        ("G2", "moved abroad"),
        ("H1", "deported"),
        ("R2", "residence not known"),
    ],
)
def test_accommodation_nobody_can_judge(code, reason):
    tables = {"care_leavers": [leaver("A", accommodation=code)]}
    counted = figure("care-leavers-suitable-accommodation", tables)
    assert (counted["denominator"], counted["excluded"]) == (0, {reason: 1})
    assert figure("care-leavers-eet", tables)["denominator"] == 1


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        pytest.param([("P1", "2020-01-01", None)], (1, 1, 0), id="one"),
        pytest.param([("P1", "2020-01-01", "2025-03-31")], (0, 0, 0), id="ended today"),
        pytest.param(
            [("P1", "2020-01-01", "2024-04-01"), ("P2", "2024-04-01", None)],
            (1, 1, 0),
            id="the one before ended on the first day",
        ),
        pytest.param(
            [("P1", "2020-01-01", "2024-04-02"), ("P2", "2024-04-02", None)], (2, 1, 0), id="two"
        ),
        pytest.param(
            [("P1", "2020-01-01", "2024-06-01"), ("P1", "2024-05-01", None)],
            (1, 1, 0),
            id="the same",
        ),
        pytest.param([(None, "2020-01-01", None)], (0, 0, 1), id="no name"),
    ],
)
def test_personal_advisers(spells, expected):
    """Young people with an adviser today; the distinct advisers of their 12 months."""
    tables = {"adviser_spells": [adviser("A", *spell) for spell in spells]}
    assert share("personal-advisers-per-care-leaver", tables) == expected


@pytest.mark.parametrize(
    ("plan", "met"),
    [("2024-10-01", 1), ("2024-09-30", 0), ("2025-03-31", 1), ("2025-04-01", 0), (None, 0)],
)
def test_pathway_plans_in_date(plan, met):
    """A plan in the six months to e, for those with an adviser today."""
    tables = {
        "adviser_spells": [adviser("A", "P1", "2020-01-01"), adviser("B", "P1", "2025-04-01")],
        "pathway_plans": [{"child_id": "A", "plan_date": day(plan)}],
    }
    assert share("pathway-plans-in-date", tables) == (met, 1, 0)


def _household(name, approved, ended=None, kind="mainstream"):
    return {"household_id": name, "approved": day(approved), "ended": day(ended), "kind": kind}


def test_in_house_foster_carers():
    """Households approved by e and not ended by it, each once, by the kind approved last."""
    rows = [
        _household("F1", "2025-03-31"),
        _household("F2", "2020-01-01", "2025-03-31"),
        _household("F3", "2020-01-01", "2025-04-01", None),
        _household("F4", "2025-04-01"),
        _household("F5", "2020-01-01"),
        _household("F5", "2021-01-01", None, "kinship"),
        _household("F6", None),
    ]
    tables = {"foster_households": rows}
    assert figure("in-house-foster-carers", tables)["value"] == 3
    by_group = groups("in-house-foster-carers", tables, "kind")
    assert by_group == {"kinship": 1, "mainstream": 1, "unknown": 1}


def test_staff_trained():
    """Social workers and advisers in post today, trained by today; other roles left out."""
    roles = ["social_worker", "personal_adviser", None, "social_worker", "manager", "clerk"]
    courses = [
        ("S1", "narrative_model", "2025-03-31"),
        ("S2", "narrative_model", "2025-04-01"),
        ("S2", "trauma_informed", "2019-01-01"),
        ("S3", "narrative_model", None),
        *[(name, "narrative_model", "2020-01-01") for name in ("S4", "S5", "S6")],
    ]
    tables = {
        "staff": [
            {
                "staff_id": f"S{number}",
                "role": role,
                "started": date(2020, 1, 1),
                "ended": E if number == 4 else None,
            }
            for number, role in enumerate(roles, start=1)
        ],
        "training": [
            {"staff_id": name, "course": course, "completed": day(on)}
            for name, course, on in courses
        ],
    }
    assert share("staff-trained-narrative-model", tables) == (1, 2, 0)
    assert share("staff-trained-trauma-informed", tables) == (1, 2, 0)
    assert groups("staff-trained-narrative-model", tables, "role") == {"social_worker": 1}
    counted = figure("staff-trained-narrative-model", tables)
    assert (counted["value"], counted["excluded"]) == (
        50,
        {"other roles": 2, "role not recorded": 1},
    )


EVENTS = {
    "children": [child("A"), child("B", sex="male")],
    "events": [
        {"event_id": name, "event_date": day(on), "name": "x", "kind": kind, "attended": attended}
        for name, on, kind, attended in [
            ("E1", "2024-04-01", "Participation", 12),
            ("E2", "2025-03-31", "participation", None),
            ("E3", "2024-09-01", "celebration", None),
            ("E4", "2025-04-01", "participation", 40),
            ("E5", "2024-09-01", None, 0),
            ("E6", None, "participation", 7),
        ]
    ],
    "attendance": [
        {"event_id": event, "child_id": child_id}
        for event, child_id in [
            *[("E1", "A"), ("E2", "A"), ("E2", "B"), ("E2", "B"), ("E2", None), ("E4", "C")],
            *[("E9", "D"), ("E3", "E")],
        ]
    ],
}


def test_events():
    """Events of the year; who came is what was written down, else the distinct names listed."""
    assert figure("events-run", EVENTS)["value"] == 4
    assert figure("event-attendance", EVENTS)["value"] == 12 + 2 + 1 + 0
    by_group = groups("event-attendance", EVENTS, "kind")
    assert by_group == {"Participation": 12, "participation": 2, "celebration": 1}
    assert groups("events-run", EVENTS, "kind")["unknown"] == 1
    without = {name: rows for name, rows in EVENTS.items() if name != "attendance"}
    assert figure("event-attendance", without)["value"] == 12


def test_participation_attendance():
    """Young people at any participation event, each once, whatever the letters' case."""
    counted = figure("participation-attendance", EVENTS)
    assert (counted["numerator"], counted["value"], counted["denominator"]) == (2, 2, None)
    assert groups("participation-attendance", EVENTS, "sex") == {"female": 1, "male": 1}


def test_bright_spots_engagement():
    """All responses over all eligible; a survey without both figures is left out by reason."""
    rows = [
        {"survey": "S", "group": group, "fieldwork_end": day(on), "eligible": n, "responses": r}
        for group, on, n, r in [
            ("4-7", "2024-04-01", 40, 10),
            ("8-11", "2025-03-31", 60, 40),
            (None, "2024-09-01", 50, None),
            ("8-11", "2025-04-01", 100, 100),
        ]
    ]
    counted = figure("bright-spots-engagement", {"surveys": rows})
    assert (counted["numerator"], counted["denominator"], counted["value"]) == (50, 100, 50)
    assert (counted["lower"], counted["upper"], counted["unknown"]) == (50, 50, 0)
    assert counted["excluded"] == {"figures missing": 1}
    by_group = compute({"surveys": rows}, "bright-spots-engagement", [YEAR], ["group"])[1:]
    values = {row["group"]: (row["value"], row["missing_reason"]) for row in by_group}
    assert values == {
        "4-7": (25, None),
        "8-11": (Fraction(200, 3), None),
        "unknown": (None, "no_cases"),
    }


def test_a_table_that_is_absent_is_not_an_empty_one():
    assert figure("events-run", {})["missing_reason"] == "not_supplied"
    assert figure("events-run", {"events": []})["value"] == 0
    assert figure("peps-in-timescale", {"peps": []})["missing_reason"] == "no_cases"
