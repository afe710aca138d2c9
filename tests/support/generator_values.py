"""Days, spells and codes that made-up councils are built of, keen on edges and on faults."""

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


flags = st.sampled_from([0, 1, 1, None])
"""Yes, no or blank."""


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
