"""The tables of a made-up council besides its children and their episodes."""

from datetime import date
from typing import Any

from generator_values import (
    ACCOMMODATION,
    ACTIVITIES,
    FIRST,
    LAST_RETURN,
    Row,
    births,
    days,
    flags,
    maybe,
    spells,
)
from hypothesis import strategies as st


def _some(columns: dict[str, Any], *key: str, most: int = 5) -> st.SearchStrategy[list[Row]]:
    """A few rows with these columns, one for each key."""
    by = (lambda row: tuple(row[name] for name in key)) if key else None
    return st.lists(st.fixed_dictionaries(columns), max_size=most, unique_by=by)


def _spelled(
    columns: dict[str, Any], start: str, end: str, *key: str, most: int = 6
) -> st.SearchStrategy[list[Row]]:
    """A few rows that have a spell in two of their columns."""

    def join(pair: tuple[Row, tuple[date | None, date | None]]) -> Row:
        return pair[0] | {start: pair[1][0], end: pair[1][1]}

    by = (lambda row: tuple(row[name] for name in key)) if key else None
    return st.lists(
        st.tuples(st.fixed_dictionaries(columns), spells()).map(join),
        max_size=most,
        unique_by=by,
    )


year_ends = st.sampled_from([date(year, 3, 31) for year in range(2022, LAST_RETURN + 1)])


def returns(child: st.SearchStrategy[str], leaver: st.SearchStrategy[str]) -> dict[str, Any]:
    """The tables that come from SSDA903, besides Header and Episodes."""
    of_child = {"child_id": child, "dob": st.none() | births, "year_end": year_ends}
    last = {"year_end": st.just(date(LAST_RETURN, 3, 31))}
    return {
        "outcomes": _some(
            of_child
            | {
                "sdq_score": st.sampled_from([0, 13, 40, None]),
                "sdq_reason": st.sampled_from(["SDQ1", None]),
                "convicted": flags,
                "development_check": flags,
                "immunisations": flags,
                "dental_check": flags,
                "health_assessment": flags,
                "substance_misuse": flags,
                "intervention_received": flags,
                "intervention_offered": flags,
            },
            "child_id",
            "year_end",
        ),
        "care_leavers": _some(
            of_child
            | {
                "child_id": leaver,
                "dob": maybe(leaver_births),
                "in_touch": st.sampled_from(
                    ["YES", "YES", "YES", "NO", "REFU", "NREQ", "DIED", "RHOM", None]
                ),
                "activity": st.sampled_from(ACTIVITIES),
                "accommodation": st.sampled_from(ACCOMMODATION),
            },
            "child_id",
            "year_end",
            most=6,
        ),
        "missing_episodes": _spelled(
            of_child | last | {"kind": st.sampled_from(["M", "M", "A"])},
            *("start", "end", "child_id", "start", "kind"),
        ),
        "social_worker_spells": _spelled(
            of_child
            | last
            | {
                "worker_id": st.sampled_from(["SW1", "SW2", "SW3", "SW4", "XX01", "XX02", None]),
                "reason": st.sampled_from(["MANAGE", "TSPROC"]),
            },
            *("start", "end", "child_id", "worker_id", "start"),
            most=12,
        ),
    }


leaver_births = st.one_of(
    st.sampled_from([date(2004, 2, 29), date(2004, 3, 31), date(2004, 4, 1), date(2008, 2, 29)]),
    st.dates(date(1999, 1, 1), date(2009, 12, 31)),
)
"""A birth that makes 15 to 23 in the years of the returns."""


def contacts(child: st.SearchStrategy[str], leaver: st.SearchStrategy[str]) -> dict[str, Any]:
    """The council's own tables about children and care leavers."""
    return {
        "health_assessments": _some(
            {
                "child_id": child,
                "kind": st.sampled_from(["initial", "initial", "review"]),
                "date": maybe(days),
            },
            most=8,
        ),
        "sdq": _some({"child_id": child, "date": maybe(days), "score": st.integers(0, 40)}, most=8),
        "peps": _some(
            {"child_id": child, "due": maybe(days), "completed": maybe(days)}, "child_id", "due"
        ),
        "visits": _some({"child_id": child, "visit_date": maybe(days)}, most=10),
        "pathway_plans": _some({"child_id": leaver, "plan_date": maybe(days)}, most=8),
        "adviser_spells": _spelled(
            {"child_id": leaver, "adviser_id": st.sampled_from(["PA1", "PA2", "PA3", None])},
            *("start", "end"),
            most=10,
        ),
    }


def local(child: st.SearchStrategy[str]) -> dict[str, Any]:
    """The council's own tables about carers, staff, events and surveys."""
    event = st.sampled_from(["E1", "E2", "E3", "E4"])
    staff = st.sampled_from(["S1", "S2", "S3", "S4"])
    number = st.integers(0, 40)
    return {
        "foster_households": _spelled(
            {
                "household_id": st.sampled_from(["F1", "F2", "F3", "F4", "F5"]),
                "kind": st.sampled_from(["mainstream", "kinship", None]),
                "places": st.sampled_from([1, 2, None]),
            },
            *("approved", "ended", "household_id", "approved"),
        ),
        "staff": _spelled(
            {
                "staff_id": staff,
                "role": st.sampled_from(["social_worker", "personal_adviser", "manager", None]),
            },
            *("started", "ended", "staff_id", "started"),
        ),
        "training": _some(
            {
                "staff_id": st.one_of(staff, st.just("S9")),
                "course": st.sampled_from(["narrative_model", "trauma_informed"]),
                "completed": maybe(days),
            },
            most=8,
        ),
        "events": _some(
            {
                "event_id": event,
                "event_date": maybe(days),
                "name": st.just("A day out"),
                "kind": st.sampled_from(["participation", "Participation", "celebration", None]),
                "attended": st.none() | number,
            },
            "event_id",
        ),
        "attendance": _some(
            {"event_id": st.one_of(event, st.just("E9")), "child_id": maybe(child)}, most=10
        ),
        "surveys": _some(
            {
                "survey": st.sampled_from(["Your Life, Your Care", "Your Life Beyond Care"]),
                "group": st.sampled_from(["4-7", "8-11", None]),
                "fieldwork_end": maybe(days),
                "eligible": st.none() | number,
                "responses": st.none() | number,
            },
            *("survey", "group", "fieldwork_end"),
        ),
        "population": _some(
            {"year": st.integers(2019, 2025), "children_0_17": st.sampled_from([50_000, 51_234])},
            "year",
        ),
    }


def places(rows: list[Row]) -> dict[str, Any]:
    """Distances for some of the episodes, and some of the postcodes."""
    grid = st.sampled_from([100_000, 132_186, 132_187, 180_465, 442_000])
    keys = [(row["child_id"], row["decom"]) for row in rows] or [("EXMPL00099", FIRST)]
    distances = st.lists(
        st.tuples(
            st.sampled_from(keys),
            st.sampled_from([0.0, 19.9, 20.0, 20.1, 50.0, 50.1, 999.8, 999.9, None]),
        ),
        max_size=6,
        unique_by=lambda pair: pair[0],
    )
    return {
        "placement_distances": distances.map(
            lambda pairs: [
                {"child_id": key[0], "decom": key[1], "distance_miles": miles}
                for key, miles in pairs
            ]
        ),
        "postcodes": _some(
            {
                "pcd": st.sampled_from(["SO147LY", "SO14 7LZ", "po1 2al", "M1  1AE"]),
                "oseast1m": grid,
                "osnrth1m": st.none() | grid,
                "laua": st.sampled_from(["E06000045", "E06000044", None]),
            },
            "pcd",
        ),
    }
