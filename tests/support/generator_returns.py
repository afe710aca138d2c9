"""Councils whose yearly returns contradict each other, for Hypothesis.

Each child has a history, which is believed anew each year: re-dated, closed, opened again, written
otherwise, dropped, or under another identifier. A return holds what is believed then of its year:
every episode that touches it. So each return agrees with itself, unless faults are asked for, and
the returns with each other only by chance.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from generator_faults import with_faults
from generator_spells import absences, said_again, workers
from generator_tables import contacts, local, places
from generator_values import Draw, Row, Tables, births, flags
from hypothesis import strategies as st

YEARS = (2022, 2023, 2024, 2025)
HOMES = ["U6", "U6", "U4", "U1", "K2", "P1", "A6", "A5"]
DETAILS = {"cin": "N1", "reason_place_change": None}
LENGTHS = st.sampled_from([1, 6, 20, 31, 90, 180, 365, 400, 731])
STARTS = st.dates(date(2020, 6, 1), date(2025, 2, 1))


@dataclass
class Returned:
    """What a council sent, year by year.

    Attributes:
        tables: Rows as returned, each with its return's `year_end`; none for what was not sent.
        headers_only: Tables of which a return had a file without rows, with its year.
    """

    tables: Tables
    headers_only: list[tuple[str, int]] = field(default_factory=list)


@st.composite
def returned_councils(draw: Draw, *, faults: bool = False, whole: bool = False) -> Returned:
    """One to four children in up to four returns.

    Args:
        faults: Whether a return may also contradict itself.
        whole: Whether all other tables are there, too; else children and episodes alone.
    """
    ids = [f"EXMPL0000{number}" for number in range(1, draw(st.integers(2, 5)))]
    years = draw(
        st.sampled_from([YEARS, YEARS, YEARS, YEARS[1:], (2022, 2023, 2025), (2024, 2025)])
    )
    tables: Tables = {"children": [], "episodes": []}
    if whole:
        tables |= {"social_worker_spells": [], "missing_episodes": [], "outcomes": []}
    for child_id in ids:
        _add_child(draw, tables, child_id, years)
    if faults:
        tables["episodes"] = with_faults(draw, tables["episodes"])
    if whole:
        _add_others(draw, tables, ids)
    empty = [pair for pair in _pairs(tables, years) if draw(st.integers(0, 7)) == 7]
    return Returned({name: rows for name, rows in tables.items() if rows}, empty)


def _pairs(tables: Tables, years: tuple[int, ...]) -> list[tuple[str, int]]:
    """The tables and years in which a return holds no rows, though another one does."""
    names = [name for name in ("episodes", "missing_episodes", "outcomes") if tables.get(name)]
    years_by_table = {(name, row["year_end"].year) for name in names for row in tables[name]}
    return [(name, year) for name in names for year in years if (name, year) not in years_by_table]


def _add_child(draw: Draw, tables: Tables, child_id: str, years: tuple[int, ...]) -> None:
    header = draw(_header(child_id))
    history, spells, missing = draw(_history()), draw(workers()), draw(absences())
    short_breaks = {"ls": "V4"} if draw(st.integers(0, 9)) == 9 else {}
    for year in years:
        history = draw(_believed(history))
        if draw(st.integers(0, 15)) == 15:
            child_id = f"{child_id}B"
        key = {"child_id": child_id, "year_end": date(year, 3, 31)}
        rows = [row | key | short_breaks for row in _touching(history, year, "decom", "dec")]
        tables["episodes"] += rows
        if rows or draw(st.booleans()):
            tables["children"].append(header | key)
        if "outcomes" in tables:
            _add_returned(draw, tables, key, year, spells, missing)
            spells, missing = draw(said_again(spells)), draw(said_again(missing))


def _add_returned(
    draw: Draw, tables: Tables, row: Row, year: int, spells: list[Row], missing: list[Row]
) -> None:
    """A child's rows in a return besides Header and Episodes."""
    own = row | {"dob": None}
    tables["social_worker_spells"] += [
        row | own for row in _touching(spells, year, "start", "end") if year >= 2024
    ]
    tables["missing_episodes"] += [row | own for row in _touching(missing, year, "start", "end")]
    if draw(st.booleans()):
        columns = ("immunisations", "dental_check", "health_assessment", "sdq_score")
        values: Row = {name: draw(flags) for name in columns}
        tables["outcomes"].append(own | values)


def _add_others(draw: Draw, tables: Tables, ids: list[str]) -> None:
    """The council's own tables."""
    sampled_from = st.sampled_from(ids)
    every = contacts(sampled_from, sampled_from) | local(sampled_from) | places(tables["episodes"])
    for name, rows in every.items():
        tables[name] = draw(rows)


@st.composite
def _header(draw: Draw, child_id: str) -> Row:
    number = f"A{int(child_id[5:]):012d}"
    return {
        "sex": draw(st.sampled_from(["male", "female"])),
        "dob": draw(births),
        "ethnicity": draw(st.sampled_from(["WBRI", "MOTH", "REFU", None])),
        "upn": draw(st.sampled_from([number, number, "UN1", None])),
        "mother": None,
        "mother_child_dob": None,
    }


@st.composite
def _history(draw: Draw) -> list[Row]:
    """One or two periods of care without a fault; the last one may still be open."""
    rows: list[Row] = []
    start = draw(STARTS)
    for _ in range(draw(st.integers(1, 2))):
        rows += draw(_period(start))
        if rows[-1]["dec"] is None:
            break
        start = rows[-1]["dec"] + timedelta(days=draw(st.sampled_from([2, 40, 300])))
    return rows


@st.composite
def _period(draw: Draw, start: date) -> list[Row]:
    rows = [draw(_episode(start, "S", draw(st.sampled_from(HOMES))))]
    for _ in range(draw(st.integers(0, 3))):
        end = _end(draw, rows[-1])
        if draw(st.integers(0, 3)) == 0:
            rows += draw(_stay(rows[-1], end))
        else:
            reason = draw(st.sampled_from("PPBLTU"))
            rows.append(draw(_episode(end, reason, draw(st.sampled_from(HOMES)))))
    if draw(st.booleans()):
        _end(draw, rows[-1], draw(st.sampled_from(["E4A", "E45", "E11", "E8"])))
    return rows


def _end(draw: Draw, row: Row, reason: str = "X1") -> date:
    """Ends an episode after some while and gives that day."""
    row["dec"], row["rec"] = row["decom"] + timedelta(days=draw(LENGTHS)), reason
    day: date = row["dec"]
    return day


@st.composite
def _stay(draw: Draw, home: Row, start: date) -> list[Row]:
    """A temporary stay and the return after it, as a rule to the same home; coded P (DfE 383)."""
    away = draw(_episode(start, "P", draw(st.sampled_from(["T0", "T1", "T2", "T3", "T4"]))))
    end = away["decom"] + timedelta(days=draw(st.sampled_from([2, 10, 25])))
    away |= {"dec": end, "rec": "X1"}
    if home["place"].startswith("T") or draw(st.integers(0, 3)) == 0:
        back = draw(_episode(end, "P", draw(st.sampled_from(HOMES))))
    else:
        back = home | {"decom": end, "dec": None, "rec": None, "rne": "P"}
    return [away, back]


@st.composite
def _episode(draw: Draw, start: date, reason: str, place: str) -> Row:
    return DETAILS | {
        "decom": start,
        "rne": reason,
        "ls": draw(st.sampled_from(["C2", "C2", "C2", "V2", "E1"])),
        "place": place,
        "place_provider": draw(st.sampled_from(["PR1", "PR4"])),
        "dec": None,
        "rec": None,
        "home_post": "SO14 7LY",
        "pl_post": draw(st.sampled_from(["SO14 7LY", "PO1 2AL", None])),
        "urn": draw(st.sampled_from(["SC1", "SC1", "SC2", None])),
    }


@st.composite
def _believed(draw: Draw, history: list[Row]) -> list[Row]:
    """What the council says of the child this year, given what it said last year."""
    change = draw(st.sampled_from(["same"] * 5 + sorted(CHANGES)))
    rows = [dict(row) for row in history]
    return CHANGES[change](draw, rows) if change in CHANGES else rows


def _redated(draw: Draw, rows: list[Row]) -> list[Row]:
    """The start of an episode moves by some days, and with it the end of the one before."""
    if not rows:
        return rows
    at = draw(st.integers(0, len(rows) - 1))
    old, days = rows[at]["decom"], draw(st.sampled_from([1, -1, 3, -3, 20, -20, 60, -60]))
    new = old + timedelta(days=days)
    before = rows[at - 1] if at else None
    if (rows[at]["dec"] and rows[at]["dec"] <= new) or (before and before["decom"] >= new):
        return rows
    if before and before["dec"] == old:
        before["dec"] = new
    elif before and before["dec"] >= new:
        return rows
    rows[at]["decom"] = new
    return rows


def _merged(draw: Draw, rows: list[Row]) -> list[Row]:
    """Two episodes that follow each other are one."""
    pairs = [at for at, row in enumerate(rows[:-1]) if row["dec"] == rows[at + 1]["decom"]]
    if not pairs:
        return rows
    at = draw(st.sampled_from(pairs))
    ended = {name: rows[at + 1][name] for name in ("dec", "rec")}
    return [*rows[:at], rows[at] | ended, *rows[at + 2 :]]


def _closed(draw: Draw, rows: list[Row]) -> list[Row]:
    if rows and rows[-1]["dec"] is None:
        _end(draw, rows[-1], draw(st.sampled_from(["E4A", "E47"])))
    return rows


def _reopened(_draw: Draw, rows: list[Row]) -> list[Row]:
    if rows:
        rows[-1] |= {"dec": None, "rec": None}
    return rows


def _otherwise(draw: Draw, rows: list[Row]) -> list[Row]:
    """An episode's home is another one."""
    if rows:
        draw(st.sampled_from(rows))["place"] = draw(st.sampled_from(HOMES))
    return rows


CHANGES = {
    "redated": _redated,
    "merged": _merged,
    "closed": _closed,
    "reopened": _reopened,
    "otherwise": _otherwise,
    "anew": lambda draw, _rows: draw(_history()),
    "dropped": lambda _draw, _rows: [],
}


def _touching(rows: list[Row], year: int, start: str, end: str) -> list[Row]:
    """The spells of a collection year, as they are known on its last day."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    known = [row for row in rows if row[start] <= last and (not row[end] or row[end] >= first)]
    return [_known(row, last, end) for row in known]


def _known(row: Row, last: date, end: str) -> Row:
    if row[end] is None or row[end] <= last:
        return row
    return row | {end: None} | ({"rec": None} if "rec" in row else {})
