"""The example's rates are near published ones, counted here without the library."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

import cptracker.synthetic.records

SHIPPED = Path(cptracker.synthetic.records.__file__).parents[1] / "example_records"
YEARS = range(2022, 2027)
AS_AT = date(2026, 3, 31)
YEAR_AGO, TWO_YEARS_AGO = date(2025, 4, 1), date(2024, 4, 1)
THIRTY_MONTHS_AGO = date(2023, 10, 1)


def rows(year, name):
    with (SHIPPED / str(year) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    if not text:
        return date.max
    return date.fromisoformat(text) if "-" in text else date(*map(int, text.split("/")[::-1]))


def percent(flags):
    flags = list(flags)
    return 100 * sum(flags) / len(flags)


@pytest.fixture(scope="module")
def care():
    return Care()


class Care:
    """Everyone looked after on the last day, with homes and contacts.

    An episode that is open in an earlier return, and not in the latest, is left out.
    """

    def __init__(self):
        row_by_move = {(row["CHILD"], row["DECOM"]): row for year in YEARS
                 for row in rows(year, "episodes") if row["LS"] not in ("V3", "V4")}  # fmt: skip
        latest = {(row["CHILD"], row["DECOM"]) for row in rows(YEARS[-1], "episodes")}
        self.chains = defaultdict(list)
        for key, row in sorted(row_by_move.items(), key=lambda pair: (pair[0][0], day(pair[0][1]))):
            if row["DEC"] or key in latest:
                self.chains[row["CHILD"]].append(row)
        self.now = {
            child: chain[-1] for child, chain in self.chains.items() if not chain[-1]["DEC"]
        }
        self.born = {row["CHILD"]: day(row["DOB"]) for row in rows(2026, "header")}

    def age(self, child):
        born = self.born[child]
        return AS_AT.year - born.year - ((AS_AT.month, AS_AT.day) < (born.month, born.day))

    def since(self, child):
        return max(day(row["DECOM"]) for row in self.chains[child] if row["RNE"] == "S" or
                   row is self.chains[child][0])  # fmt: skip

    def homes(self, child):
        """The first and last days of each home, away days counted with the home before."""
        homes = []
        for row in self.chains[child]:
            new = row["RNE"] in ("S", "P", "B") and row["PLACE"][0] != "T"
            if new or not homes:
                homes.append([day(row["DECOM"]), day(row["DEC"])])
            homes[-1][1] = day(row["DEC"])
        return homes

    def contacts(self, name, column):
        days = defaultdict(list)
        for row in rows("local", name):
            days[row["child_id"]].append(day(row[column]))
        return days


def leavers(year):
    return [row for row in rows(year, "oc3") if row["IN_TOUCH"] not in ("DIED", "RHOM")]


def between(value, low, high):
    assert low <= value <= high, value


def test_about_as_many_children_as_asked_for(care):
    between(len(care.now), 450, 510)


def test_the_number_falls_slowly():
    ends = []
    for year in YEARS:
        still = [row for row in rows(year, "episodes") if not row["DEC"]]
        ends.append(sum(row["LS"] not in ("V3", "V4") for row in still))
    assert ends[0] > ends[-1] + 15


def test_three_or_more_placements(care):
    counts = [sum(end > YEAR_AGO for _, end in care.homes(child)) for child in care.now]
    between(percent(count >= 3 for count in counts), 7, 15)
    between(sum(counts) / len(counts), 1.2, 1.8)


def test_long_term_stability(care):
    long = [child for child in care.now
            if care.since(child) <= THIRTY_MONTHS_AGO and care.age(child) < 16]  # fmt: skip
    between(percent(care.homes(child)[-1][0] <= TWO_YEARS_AGO for child in long), 60, 77)


def test_unaccompanied_children(care):
    alone = {row["CHILD"] for row in rows(2026, "uasc")}
    between(percent(child in alone for child in care.now), 5, 12)


def test_distance_from_home(care):
    miles = {(row["child_id"], day(row["decom"])): row["distance_miles"]
             for row in rows("local", "placement_distances")}  # fmt: skip
    current = [miles[child, day(row["DECOM"])] for child, row in care.now.items()]
    known = [float(value) for value in current if value not in ("", "999.9")]
    between(100 - 100 * len(known) / len(current), 8, 18)
    between(percent(value <= 20 for value in known), 68, 82)
    between(percent(value <= 50 for value in known), 86, 97)


def test_distances_follow_from_the_postcodes():
    """Straight lines over 1,609.3 metres to the mile, one decimal."""
    grid = {row["pcd"]: (int(row["oseast1m"]), int(row["osnrth1m"]))
            for row in rows("local", "postcodes")}  # fmt: skip
    miles = {(row["child_id"], day(row["decom"])): row["distance_miles"]
             for row in rows("local", "placement_distances")}  # fmt: skip
    checked = 0
    for row in rows(2026, "episodes"):
        if row["HOME_POST"] in grid and row["PL_POST"] in grid and row["LS"] not in ("V3", "V4"):
            (east, north), (far_east, far_north) = grid[row["HOME_POST"]], grid[row["PL_POST"]]
            metres = ((east - far_east) ** 2 + (north - far_north) ** 2) ** 0.5
            distance = float(miles[row["CHILD"], day(row["DECOM"])])
            assert distance == pytest.approx(metres / 1609.3, abs=0.051)
            checked += 1
    assert checked > 700


def test_social_workers(care):
    spells = {(r["CHILD"], r["SW_ID"], r["SW_DECOM"]): day(r["SW_DEC"])
              for year in (2024, 2025, 2026) for r in rows(year, "sw_episodes")}  # fmt: skip
    workers = defaultdict(set)
    for (child, worker, _), end in spells.items():
        if end >= YEAR_AGO:
            workers[child].add(worker)
    between(percent(len(workers[child]) >= 3 for child in care.now), 14, 32)
    between(percent(not workers[child] for child in care.now), 0, 3)


def test_review_health_assessments_and_questionnaires(care):
    contacts = care.contacts("health_assessments", "date")
    asked = care.contacts("sdq", "date")
    year = [child for child in care.now if care.since(child) <= YEAR_AGO]
    half = AS_AT - timedelta(days=181)
    due = {child: YEAR_AGO if care.age(child) >= 5 else half for child in year}
    between(percent(max(contacts[child], default=date.min) >= due[child] for child in year), 82, 95)
    able = [child for child in year if 4 <= care.age(child) <= 16]
    between(percent(max(asked[child], default=date.min) >= YEAR_AGO for child in able), 70, 87)


def test_initial_health_assessments(care):
    """Days of the week and bank holidays are not minded here: 29 days stand for 20 working days."""
    first = defaultdict(list)
    for row in rows("local", "health_assessments"):
        if row["kind"] == "initial":
            first[row["child_id"]].append(day(row["date"]))
    met = []
    for child, chain in care.chains.items():
        for row in chain:
            start = day(row["DECOM"])
            if row["RNE"] == "S" and date(2021, 4, 1) <= start < date(2026, 2, 20):
                due = start + timedelta(days=29)
                met.append(any(start <= done <= due for done in first[child]))
    between(percent(met), 40, 62)


def test_visits(care):
    visits = care.contacts("visits", "visit_date")
    recent = AS_AT - timedelta(days=41)
    between(percent(max(visits[child], default=date.min) >= recent for child in care.now), 82, 94)


def test_education_plans():
    plans = [row for row in rows("local", "peps") if day(row["due"]) >= YEAR_AGO]
    between(percent(day(row["completed"]) <= day(row["due"]) for row in plans), 86, 97)


@pytest.mark.parametrize("year", YEARS)
def test_care_leavers(year):
    people = leavers(year)
    placed = [row for row in people if row["ACCOM"][:1] not in ("G", "H", "R")]
    between(len(people), 280, 400)
    between(percent(row["IN_TOUCH"] == "YES" for row in people), 85, 96)
    between(percent(row["ACCOM"][1:] == "1" for row in placed), 80, 92)
    between(percent(row["ACTIV"][:1] in ("F", "P") for row in people), 45, 62)


@pytest.mark.parametrize("year", YEARS)
def test_outcomes_and_orders(year):
    outcomes = rows(year, "oc2")
    between(percent(row["TEETH_CHECK"] == "1" for row in outcomes if row["TEETH_CHECK"]), 70, 93)
    between(percent(row["HEALTH_ASSESSMENT"] == "1" for row in outcomes), 80, 94)
    orders = [row for row in rows(year, "episodes") if row["REC"] in ("E45", "E46", "E47", "E48")]
    between(len(orders), 9, 32)
    missing = {row["CHILD"] for row in rows(year, "missing") if row["MISSING"] == "M"}
    between(100 * len(missing) / len({row["CHILD"] for row in rows(year, "episodes")}), 6, 13)


def test_the_council_changes_slowly():
    def present(name, start, end, on):
        return sum(day(row[start]) <= on < day(row[end]) for row in rows("local", name))

    first = date(2021, 4, 1)
    households = [present("foster_households", "approved", "ended", on) for on in (first, AS_AT)]
    between(households[0], 140, 155)
    between(households[1], 120, households[0] - 1)
    between(present("staff", "started", "ended", AS_AT), 85, 105)


def test_months_differ():
    """A chart of the example shows a bad patch and a season: monthly shares are not all alike."""
    late = defaultdict(list)
    for row in rows("local", "peps"):
        late[row["due"][:7]].append(day(row["completed"]) > day(row["due"]))
    shares = [percent(flags) for flags in late.values() if len(flags) > 30]
    assert max(shares) - min(shares) > 5
