"""Made-up councils for Hypothesis: small, crowded with faults, and keen on the edges of months.

`councils()` gives canonical tables: a dictionary of table names to lists of dictionaries, one row
for each key, as one return holds them. Everything happens between 2021 and 2025. Returns that
contradict each other are in `generator_returns`.
"""

from calendar import monthrange
from datetime import date, timedelta

from generator_tables import contacts, local, places, returns
from generator_values import (
    CHILDREN,
    ETHNICITIES,
    LAST,
    LAST_RETURN,
    LEGAL_STATUSES,
    PLACES,
    POSTCODES,
    PROVIDERS,
    REASONS,
    YOUNG_PEOPLE,
    Draw,
    Row,
    Tables,
    births,
    days,
    lengths,
    maybe,
)
from hypothesis import strategies as st


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
        "year_end": date(LAST_RETURN, 3, 31),
    }


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
            all of them, though now and then one that no measure needs is absent.

    Returns:
        Canonical tables; one not supplied is absent.
    """
    ids = CHILDREN[: draw(st.integers(1, len(CHILDREN)))]
    cared_for = [row for child_id in ids for row in draw(episodes(child_id))]
    child, leaver = st.sampled_from([*ids, "EXMPL00099"]), st.sampled_from(YOUNG_PEOPLE)
    every = {"uasc": _uasc(ids)} | returns(child, leaver) | contacts(child, leaver)
    every |= local(child) | places(cared_for)
    headers = draw(_children([*ids, *YOUNG_PEOPLE[-2:]]))
    council: Tables = {"children": headers, "episodes": cared_for}
    for name, rows in every.items():
        if not tables:
            council[name] = draw(rows if name in OPTIONAL else rows.filter(bool))
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
