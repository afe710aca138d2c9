"""Made-up councils for Hypothesis: small, crowded with faults, and keen on the edges of months.

`councils()` gives canonical tables: a dictionary of table names to lists of dictionaries, one row
for each key, as they are after reading. Everything happens between 2021 and 2025.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Draw = Callable[[st.SearchStrategy[Any]], Any]

FIRST, LAST = date(2021, 1, 1), date(2025, 12, 31)
LAST_RETURN = 2025

CHILDREN = [f"EXMPL{number:05d}" for number in range(1, 7)]
YOUNG_PEOPLE = [*CHILDREN[:3], "EXMPL00011", "EXMPL00012"]

LEGAL_STATUSES = ["C1", "C2", "E1", "V2", "L1", "V3", "V4", None]
PLACES = [
    *["U1", "U3", "U4", "U6", "P1", "A3", "A6", "K2", "R1", "S1", "H5", "P2", "K3", "K1", "R5"],
    *["T0", "T1", "T2", "T3", "T4", "P3", "Z1", "Z13", "Q9", None],
]
PROVIDERS = ["PR0", "PR1", "PR2", "PR3", "PR4", "PR5", "PR9", None]
REASONS = ["X1", "E11", "E43", "E44", "E45", "E46", "E47", "E48", "E4A", "E17", None]
ETHNICITIES = [
    *["WBRI", "WROM", "MWBC", "MOTH", "AIND", "CHNE", "BAFR", "BOTH", "OOTH"],
    *["REFU", "NOBT", "ABCD", None],
]
ACTIVITIES = ["F1", "F2", "F3", "F4", "F5", "P1", "P5", "G4", "G5", "G6", "0", "Z9", None]
ACCOMMODATION = [
    *["B1", "B2", "U1", "V2", "G1", "G2", "H1", "R1", "R2", "S2", "X2", "Z1"],
    *["01", "02", "0", "B", "B9", None],
]
POSTCODES = ["SO14 7LY", "so147lz", "PO1 2AL", "M1 1AE", "ZZ9 9ZZ"]


def _month_edges() -> list[date]:
    edges = []
    for year in range(FIRST.year, LAST.year + 1):
        for month in range(1, 13):
            last = date(year, month, monthrange(year, month)[1])
            edges += [last.replace(day=1), last]
    return edges


YEAR_EDGES = [date(year, *day) for year in range(2021, 2026) for day in ((3, 31), (4, 1))]

days = st.one_of(
    st.sampled_from(YEAR_EDGES),
    st.sampled_from(_month_edges()),
    st.sampled_from(_month_edges()).map(lambda day: min(day + timedelta(days=1), LAST)),
    st.dates(FIRST, LAST),
)
"""Any day of the five years, most often the first or last of a month or of a financial year."""

lengths = st.sampled_from([0, 1, 7, 28, 30, 31, 90, 180, 364, 365, 366, 730, 731, 912, 913, 1000])
"""Days a spell lasts, most often near a month, a year, 24 or 30 months."""

births = st.one_of(
    st.sampled_from([date(year, 2, 29) for year in (2004, 2008, 2012, 2016, 2020, 2024)]),
    st.builds(date, st.integers(2003, 2024), st.integers(1, 12), st.sampled_from([1, 28])),
    st.dates(date(2003, 1, 1), date(2025, 6, 30)),
)
"""A birth, most often on 29 February or the first of a month."""


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or now and then nothing."""
    return st.one_of(values, values, values, st.none())


@st.composite
def spells(draw: Draw) -> tuple[date | None, date | None]:
    """Start and end: open, of some usual length, free, ended at once or ended before it began."""
    start = draw(days)
    shape = draw(st.sampled_from(["open", "usual", "usual", "usual", "free", "faulty", "blank"]))
    if shape == "blank":
        return None, draw(maybe(days))
    if shape == "open":
        return start, None
    if shape == "usual":
        return start, start + timedelta(days=draw(lengths))
    if shape == "faulty":
        return start, start - timedelta(days=draw(st.sampled_from([0, 1, 30])))
    return start, draw(days)


@st.composite
def episodes(draw: Draw, child_id: str) -> list[Row]:
    """One child's episodes: chains, gaps of a day or more, overlaps, short breaks, faults."""
    rows: dict[date, Row] = {}
    end: date | None = None
    for _ in range(draw(st.integers(0, 6))):
        start = draw(days)
        if end is not None and draw(st.integers(0, 3)):
            start = end + timedelta(days=draw(st.sampled_from([0, 0, 0, 0, 1, 2, -1, -20])))
        row = draw(_episode(child_id, start))
        rows[start] = row
        end = row["dec"] if row["dec"] and row["dec"] <= LAST else None
    return list(rows.values())


@st.composite
def _episode(draw: Draw, child_id: str, start: date) -> Row:
    shape = draw(st.sampled_from(["open", "usual", "usual", "usual", "usual", "free", "faulty"]))
    end = {
        "open": st.none(),
        "usual": lengths.map(lambda length: start + timedelta(days=length)),
        "free": days,
        "faulty": st.sampled_from([0, 1, 40]).map(lambda back: start - timedelta(days=back)),
    }[shape]
    dec = draw(end)
    return {
        "child_id": child_id,
        "decom": start,
        "rne": draw(st.sampled_from(["S", "P", "P", "B", "L", "T", "U", "L", "T", None])),
        "ls": draw(st.sampled_from(["C2", "C2", "C2", *LEGAL_STATUSES])),
        "cin": draw(st.sampled_from(["N1", "N8", None])),
        "place": draw(st.sampled_from(["U6", "U6", *PLACES])),
        "place_provider": draw(st.sampled_from(PROVIDERS)),
        "dec": dec,
        "rec": draw(st.sampled_from(REASONS)),
        "reason_place_change": None,
        "home_post": draw(maybe(st.sampled_from(POSTCODES))),
        "pl_post": draw(maybe(st.sampled_from(POSTCODES))),
        "urn": None,
        "year_end": return_of(dec or LAST),
    }


def return_of(day: date) -> date:
    """The 31 March of the last return that would hold something that ended on a day."""
    year = day.year if day.month <= 3 else day.year + 1
    return date(min(year, LAST_RETURN), 3, 31)


@st.composite
def _children(draw: Draw, ids: list[str]) -> list[Row]:
    """Headers; now and then a child has none, or one without a date of birth."""
    rows = []
    for child_id in ids:
        if draw(st.integers(0, 6)) == 6:
            continue
        row = {
            "child_id": child_id,
            "sex": draw(st.sampled_from(["male", "female", "unknown"])),
            "dob": draw(maybe(births)),
            "ethnicity": draw(st.sampled_from(ETHNICITIES)),
            "upn": None,
            "mother": draw(st.sampled_from([0, 1, None])),
            "mother_child_dob": None,
            "year_end": date(LAST_RETURN, 3, 31),
        }
        rows.append(row)
    return rows


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
flags = st.sampled_from([0, 1, 1, None])


def _returns(one: st.SearchStrategy[str], leaver: st.SearchStrategy[str]) -> dict[str, Any]:
    """The tables that come from SSDA903, besides Header and Episodes."""
    of_child = {"child_id": one, "dob": st.none() | births, "year_end": year_ends}
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
            of_child | {"kind": st.sampled_from(["M", "M", "A"])},
            *("start", "end", "child_id", "start", "kind"),
        ),
        "social_worker_spells": _spelled(
            of_child
            | {
                "worker_id": st.sampled_from(["SW1", "SW2", "SW3", "SW4", "XX01", "XX02", None]),
                "reason": st.just("MANAGE"),
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


def _contacts(one: st.SearchStrategy[str], leaver: st.SearchStrategy[str]) -> dict[str, Any]:
    """The council's own tables about children and care leavers."""
    return {
        "health_assessments": _some(
            {
                "child_id": one,
                "kind": st.sampled_from(["initial", "initial", "review"]),
                "date": maybe(days),
            },
            most=8,
        ),
        "sdq": _some({"child_id": one, "date": maybe(days), "score": st.integers(0, 40)}, most=8),
        "peps": _some(
            {"child_id": one, "due": maybe(days), "completed": maybe(days)}, "child_id", "due"
        ),
        "visits": _some({"child_id": one, "visit_date": maybe(days)}, most=10),
        "pathway_plans": _some({"child_id": leaver, "plan_date": maybe(days)}, most=8),
        "adviser_spells": _spelled(
            {"child_id": leaver, "adviser_id": st.sampled_from(["PA1", "PA2", "PA3", None])},
            *("start", "end"),
            most=10,
        ),
    }


def _local(one: st.SearchStrategy[str]) -> dict[str, Any]:
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
                "role": st.sampled_from(["social_worker", "personal_adviser", None]),
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
            {"event_id": st.one_of(event, st.just("E9")), "child_id": maybe(one)}, most=10
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


def _places(rows: list[Row]) -> dict[str, Any]:
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


@st.composite
def _uasc(draw: Draw, ids: list[str]) -> list[Row]:
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
    fixed = {"sex": "male", "dob": None, "duc": None, "year_end": date(LAST_RETURN, 3, 31)}
    return [{"child_id": child_id} | fixed for child_id in chosen]


OPTIONAL = ("children", "uasc", "population", "placement_distances", "postcodes")


@st.composite
def councils(draw: Draw, tables: tuple[str, ...] = ()) -> Tables:
    """A council of one to six children.

    Args:
        tables: The tables wanted besides children and episodes, none of them empty; none named:
            all of them, empty or not, though now and then one that no measure needs is absent.

    Returns:
        Canonical tables; one not supplied is absent.
    """
    ids = CHILDREN[: draw(st.integers(1, len(CHILDREN)))]
    cared_for = [row for child_id in ids for row in draw(episodes(child_id))]
    one, leaver = st.sampled_from([*ids, "EXMPL00099"]), st.sampled_from(YOUNG_PEOPLE)
    every = {"uasc": _uasc(ids)} | _returns(one, leaver) | _contacts(one, leaver)
    every |= _local(one) | _places(cared_for)
    headers = draw(_children([*ids, *YOUNG_PEOPLE[-2:]]))
    council: Tables = {"children": headers, "episodes": cared_for}
    for name, rows in every.items():
        if not tables:
            council[name] = draw(rows)
        elif name in tables:
            council[name] = draw(rows.filter(bool))
    if not tables and draw(st.booleans()):
        council.pop(draw(st.sampled_from(OPTIONAL)))
    return council


@st.composite
def month_ends(draw: Draw) -> date:
    """The last day of a month, most often March."""
    if draw(st.booleans()):
        return date(draw(st.integers(2022, 2025)), 3, 31)
    year, month = draw(st.integers(2022, 2025)), draw(st.integers(1, 12))
    return date(year, month, monthrange(year, month)[1])


@st.composite
def periods(draw: Draw) -> tuple[date, date]:
    """First and last day of a month, a quarter or a year of whole months."""
    last = draw(month_ends())
    months = draw(st.sampled_from([1, 3, 12]))
    index = last.year * 12 + last.month - months
    return date(index // 12, index % 12 + 1, 1), last
