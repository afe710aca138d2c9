"""A whole council at once, from a seed: many children over five years, in plain random numbers.

Where Hypothesis tries few children on awkward days, a crowd fills every measure with cases.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from crowds_in_need import need_of
from crowds_of_services import services_of
from generator_values import (
    ACCOMMODATION,
    ACTIVITIES,
    ETHNICITIES,
    FIRST,
    LAST,
    LAST_RETURN,
    PLACES,
    POSTCODES,
    PROVIDERS,
    Row,
    Tables,
)

DISTANCES = [0.4, 3.0, 19.9, 20.0, 20.1, 49.9, 50.0, 50.1, 120.0, 999.9, None]
ENDINGS = ["E4A", "E45", "E47", "E11", "E17", "E43"]


def crowd(seed: int, children: int = 60) -> Tables:
    """Canonical tables of a council of so many children, always the same for a seed."""
    random = Random(seed)
    ids = [f"EXMPL{number:05d}" for number in range(1, children + 1)]
    tables: Tables = {"children": [], "episodes": []}
    for child_id in ids:
        dob = date(2004, 1, 1) + timedelta(days=random.randrange(20 * 365))
        if random.random() < 0.97:
            tables["children"].append(_header(random, child_id, dob))
        tables["episodes"] += _career(random, child_id)
    for name, row in (_of_children(random, ids) | _of_the_council(random, ids)).items():
        made = [row() for _ in range(_often(name, children))]
        tables[name] = list({_key(name, row): row for row in made}.values())
    tables["placement_distances"] = [
        {"child_id": row["child_id"], "decom": row["decom"], "distance_miles": _distance(random)}
        for row in tables["episodes"][::2]
    ]
    tables["uasc"] = [{"child_id": child_id} | _usual("male") for child_id in ids[::9]]
    tables["postcodes"] = _grid(random)
    tables["population"] = [{"year": 2022, "children_0_17": 51_000}]
    tables |= _of_plans(Random(seed + 1), ids)
    tables |= need_of(Random(seed + 3), ids)
    tables |= services_of(Random(seed + 5), ids)
    tables["children"] += _headers_of_leavers(Random(seed + 4), tables)
    for name, rows in _of_families(Random(seed + 2)).items():
        tables[name] = [*tables.get(name, []), *rows]
    return tables


def _of_plans(random: Random, ids: list[str]) -> Tables:
    """Reviews, and the decisions on the way to adoption; their own numbers leave others alone."""
    pick, last = random.choice, {"dob": None, "year_end": date(LAST_RETURN, 3, 31)}
    codes = ["PN0", "PN1", "PN3", "PN6", "PN7", None]
    reviews = [
        {"child_id": pick(ids), "review_date": _day(random), "review_code": pick(codes)} | last
        for _ in range(15 * len(ids))
    ]
    decided = [
        {"child_id": child_id, "decided": None, "matched": pick([_day(random), None])} | last
        for child_id in ids
    ]
    placed = [
        {"child_id": pick(ids)} | _spell(random, "placed", "ceased", 90, 400) | last for _ in ids
    ]
    return {
        "reviews": list({(row["child_id"], row["review_date"]): row for row in reviews}.values()),
        "adoptions": decided,
        "placed_for_adoption": list(
            {(row["child_id"], row["placed"]): row for row in placed}.values()
        ),
    }


def _of_families(random: Random) -> Tables:
    """Young people who left foster care at 18, half of them to stay; children who were adopted."""
    tables: Tables = {"children": [], "episodes": [], "care_leavers": [], "adoptions": []}
    for number in range(8):
        child_id, year = f"EXMPL8{number:04d}", 2022 + number % 4
        born = date(year - 19, 5, 1 + number)
        foster = _episode(
            random, child_id, date(2019, 1, 1), date(year - 1, 5, 1 + number), "S", False
        )
        tables["children"].append(_header(random, child_id, born))
        suffix = ["E4A", "E5"][number // 4]
        tables["episodes"].append(foster | {"place": "U4", "rec": suffix, "ls": "C2"})
        tables["care_leavers"].append(
            {"child_id": child_id, "dob": born, "year_end": date(year + 1, 3, 31),
             "in_touch": "YES", "activity": "F2", "accommodation": ["Z1", "B1"][number // 4]}
        )  # fmt: skip
    for number in range(8):
        child_id, year = f"EXMPL7{number:04d}", 2022 + number % 4
        came, home = date(year - 2, 6, 1 + number), date(year - 1, 6, 1 + 2 * number)
        episode = _episode(random, child_id, came, home, "S", leaves=False)
        there = _episode(random, child_id, home, date(year, 9, 1), "P", leaves=False)
        tables["children"].append(_header(random, child_id, date(year - 3, 2, 1)))
        tables["episodes"] += [
            episode | {"place": "U4", "ls": "E1"},
            there | {"place": "A4", "ls": "E1", "rec": "E11"},
        ]
        tables["adoptions"].append(
            {"child_id": child_id, "dob": None, "decided": None, "matched": home,
             "year_end": date(LAST_RETURN, 3, 31)}
        )  # fmt: skip
    return tables


def _usual(sex: str) -> Row:
    return {"sex": sex, "dob": None, "duc": None, "year_end": date(LAST_RETURN, 3, 31)}


def _header(random: Random, child_id: str, dob: date) -> Row:
    return {
        "child_id": child_id,
        "sex": random.choice(["male", "female", "male", "female", "unknown"]),
        "dob": dob if random.random() < 0.97 else None,
        "ethnicity": random.choice(ETHNICITIES),
        "upn": None,
        "mother": random.choice([0, 1, None]),
        "mother_child_dob": None,
        "year_end": date(LAST_RETURN, 3, 31),
    }


def _headers_of_leavers(random: Random, tables: Tables) -> list[Row]:
    """Of care leavers whose status is written down and who are in care no longer, by their age."""
    known = {row["child_id"] for row in tables["children"]}
    leavers = {row["child_id"] for row in tables["care_leaver_status"]} - known
    born = date(2002, 1, 1)
    return [
        _header(random, child_id, born + timedelta(days=random.randrange(6 * 365)))
        for child_id in sorted(leavers)
        if child_id.startswith("EXMPL9")
    ]


def _career(random: Random, child_id: str) -> list[Row]:
    """Chains of episodes with now and then a gap, a short break, an overlap or a spell upside down.

    Children who stay with one carer for years are as common as those who move on.
    """
    rows: dict[date, Row] = {}
    start, reason = _day(random, date(2019, 1, 1), date(2024, 12, 31)), "S"
    settled = random.random() < 0.4
    while start <= LAST and len(rows) < 15:
        length = random.choice([400, 700, 1200] if settled else [0, 5, 30, 60, 150, 365])
        end = start + timedelta(days=length + random.randrange(-2, 20))
        leaves = random.random() < 0.15
        rows[start] = _episode(
            random, child_id, start, end if end <= LAST else None, reason, leaves
        )
        gap = random.choice([1, 30, 200]) if leaves else random.choice([0] * 12 + [1, -3])
        start = max(end, start + timedelta(days=1)) + timedelta(days=gap)
        reason = "S" if leaves else random.choice("LLTU" if settled else "PPPBLLTU")
    return list(rows.values())


def _episode(
    random: Random, child_id: str, start: date, end: date | None, reason: str, leaves: bool
) -> Row:
    suffix = random.choice(ENDINGS) if leaves else "X1"
    return {
        "child_id": child_id,
        "decom": start,
        "rne": reason if random.random() < 0.98 else None,
        "ls": random.choice(["C2", "C2", "C1", "E1", "V2", "V2", "L1", None])
        if random.random() < 0.95
        else random.choice(["V3", "V4"]),
        "cin": "N1",
        "place": random.choice(["U6", "U4", "U1", "K2", *PLACES]),
        "place_provider": random.choice(PROVIDERS),
        "dec": end,
        "rec": suffix if end else None,
        "reason_place_change": None,
        "home_post": random.choice([*POSTCODES, None]),
        "pl_post": random.choice([*POSTCODES, None]),
        "urn": None,
        "year_end": date(LAST_RETURN, 3, 31),
    }


def _day(random: Random, first: date = FIRST, last: date = LAST) -> date:
    """Any day, one in four the first of its month."""
    day = first + timedelta(days=random.randrange((last - first).days + 1))
    return day.replace(day=1) if random.random() < 0.25 else day


def _spell(random: Random, start: str, end: str, *lengths: int) -> Row:
    begun = _day(random)
    until = begun + timedelta(days=random.choice(lengths) + random.randrange(-1, 30))
    return {start: begun, end: until if until <= LAST else None}


def _often(name: str, children: int) -> int:
    """How many rows a table has: contacts come many times a child, events now and then."""
    many = {"visits": 25, "social_worker_spells": 8, "health_assessments": 6, "peps": 4, "sdq": 4}
    few = {"events": 40, "surveys": 20, "staff": 40, "training": 50, "foster_households": 60}
    return few.get(name, many.get(name, 3) * children)


KEYS: dict[str, tuple[str, ...]] = {
    "outcomes": ("child_id", "year_end"),
    "care_leavers": ("child_id", "year_end"),
    "missing_episodes": ("child_id", "start", "kind"),
    "social_worker_spells": ("child_id", "worker_id", "start"),
    "placement_distances": ("child_id", "decom"),
    "peps": ("child_id", "due"),
    "events": ("event_id",),
    "foster_households": ("household_id", "approved"),
    "staff": ("staff_id", "started"),
    "surveys": ("survey", "group", "fieldwork_end"),
}


def _key(name: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in KEYS.get(name, tuple(row)))


def _with_answer(row: Row, day: str, column: str, yes: Any, no: Any) -> Row:
    """The row with an answer that its day decides, one in three not known."""
    return row | {column: [yes, no, None][row[day].day % 3]}


def _begun_for(row: Row) -> Row:
    """A worker's time with why it began, which its day decides."""
    return row | {"reason": ["TSPROC", "LEFTRL", None][row["start"].day % 3]}


def _distance(random: Random) -> float | None:
    return random.choice(DISTANCES)


def _of_children(random: Random, ids: list[str]) -> dict[str, Callable[[], Row]]:
    """How to make a row of each table about children and care leavers."""
    pick = random.choice

    def returned(**more: Any) -> Row:
        year = pick(range(2022, LAST_RETURN + 1))
        return {"child_id": pick(ids), "dob": None, "year_end": date(year, 3, 31)} | more

    def leaver() -> Row:
        row = returned(in_touch=pick(["YES"] * 6 + ["NO", "REFU", "DIED", "RHOM", None]))
        born = date(row["year_end"].year - pick(range(16, 24)), pick(range(1, 13)), pick([1, 28]))
        codes = {"activity": pick(ACTIVITIES), "accommodation": pick(ACCOMMODATION)}
        return row | codes | {"child_id": f"EXMPL9{pick(range(len(ids))):04d}", "dob": born}

    def outcome() -> Row:
        names = ("health_assessment", "dental_check", "immunisations")
        flags = {name: pick([1, 1, 1, 0, None]) for name in names}
        row = returned(sdq_score=pick([0, 14, None])) | flags
        number = int(row["child_id"][-4:])
        row |= {"sdq_score": 18 if row["sdq_score"] == 0 and number % 2 else row["sdq_score"]}
        more = ("development_check", "substance_misuse", "convicted")
        return row | {name: [1, 0, None][(number + at) % 3] for at, name in enumerate(more)}

    def dated(column: str, **more: Any) -> Row:
        return {"child_id": pick(ids), column: _day(random)} | more

    def worker(column: str, names: list[str | None], **more: Any) -> Row:
        spell = _spell(random, "start", "end", 0, 60, 150, 400, 900)
        return {"child_id": pick(ids), column: pick(names)} | spell | more

    last = date(LAST_RETURN, 3, 31)
    workers = [f"SW{number}" for number in range(30)] + ["XX1", "XX2", None]
    return {
        "outcomes": outcome,
        "care_leavers": leaver,
        "missing_episodes": lambda: (
            returned(kind=pick("MMA"), year_end=last) | _spell(random, "start", "end", 0)
        ),
        "social_worker_spells": lambda: _begun_for(worker("worker_id", workers, year_end=last)),
        "adviser_spells": lambda: worker("adviser_id", ["PA1", "PA2", "PA3", "PA4", None]),
        "health_assessments": lambda: dated("date", kind=pick(["initial", "review"])),
        "sdq": lambda: dated("date", score=pick(range(41))),
        "visits": lambda: _with_answer(dated("visit_date"), "visit_date", "seen_alone", 1, 0),
        "pathway_plans": lambda: dated("plan_date"),
        "peps": lambda: _with_answer(
            dated("due", completed=pick([_day(random), _day(random), None])),
            *("due", "quality", "good", "poor"),
        ),
    }


def _of_the_council(random: Random, ids: list[str]) -> dict[str, Callable[[], Row]]:
    """How to make a row of each table about carers, staff, events and surveys."""
    pick, events, staff = random.choice, range(40), range(30)
    courses = ["narrative_model", "trauma_informed"]
    roles = ["social_worker"] * 3 + ["personal_adviser"] * 2 + ["manager", None]

    def household() -> Row:
        row = {"household_id": f"F{pick(events)}", "kind": pick(["mainstream", "kinship", None])}
        return row | _spell(random, "approved", "ended", 300, 2000) | {"places": 1}

    def post() -> Row:
        row = {"staff_id": f"S{pick(staff)}", "role": pick(roles)}
        return row | _spell(random, "started", "ended", 300, 2000)

    def event() -> Row:
        kind = pick(["participation", "Participation", "celebration", None])
        row = {"event_id": f"E{pick(events)}", "event_date": _day(random), "name": "A day out"}
        return row | {"kind": kind, "attended": pick([None, None, 0, 17])}

    def survey() -> Row:
        row = {"survey": "Your Life", "group": pick(["4-7", "8-11", None])}
        figures = {"eligible": pick([None, 40, 55, 70]), "responses": pick([None, 0, 20, 33])}
        return row | {"fieldwork_end": _day(random)} | figures

    return {
        "foster_households": household,
        "staff": post,
        "training": lambda: {
            "staff_id": f"S{pick(staff)}",
            "course": pick(courses),
            "completed": _day(random),
        },
        "events": event,
        "attendance": lambda: {"event_id": f"E{pick(range(45))}", "child_id": pick([*ids, None])},
        "surveys": survey,
    }


def _grid(random: Random) -> list[Row]:
    """All postcodes but one, some of them without a district."""
    return [
        {
            "pcd": postcode.upper(),
            "oseast1m": random.randrange(400_000, 450_000),
            "osnrth1m": random.randrange(100_000, 150_000),
            "laua": random.choice(["E06000045", "E06000044", None]),
        }
        for postcode in POSTCODES[:-1]
    ]
