"""A child's social workers and the times it went missing, as they are said year by year."""

from datetime import date, timedelta
from typing import Any

from generator_values import Draw, Row
from hypothesis import strategies as st

DAY = timedelta(days=1)
LENGTHS = st.sampled_from([1, 20, 90, 180, 365, 400])
STARTS = st.dates(date(2020, 6, 1), date(2025, 2, 1))


@st.composite
def workers(draw: Draw) -> list[Row]:
    """Social workers one after the other, now and then one too long."""
    start, rows = draw(st.dates(date(2023, 1, 1), date(2024, 12, 31))), []
    for _ in range(draw(st.integers(0, 4))):
        end = start + timedelta(days=draw(LENGTHS))
        name = draw(st.sampled_from(["SW1", "SW2", "SW3", "XX1"]))
        rows.append({"worker_id": name, "start": start, "end": end, "reason": "MANAGE"})
        start = end
    if rows:
        rows[-1]["end"] = draw(st.sampled_from([None, rows[-1]["end"]]))
    return rows


@st.composite
def absences(draw: Draw) -> list[Row]:
    starts = draw(st.lists(STARTS, max_size=2, unique=True))
    spell = st.sampled_from([1, 3, 40])
    return [
        {
            "kind": draw(st.sampled_from("MMA")),
            "start": start,
            "end": draw(st.one_of(st.none(), spell.map(lambda n, day=start: day + n * DAY))),
        }
        for start in sorted(starts)
    ]


@st.composite
def said_again(draw: Draw, spells: list[Row]) -> list[Row]:
    """Spells of social workers or of going missing as they are said a year later."""
    rows: list[Row] = []
    for row in spells:
        said: Any = draw(st.sampled_from(["same"] * 5 + ["open", "gone", "later"]))
        if said != "gone":
            later = {"start": row["start"] + 2 * DAY} if said == "later" else {}
            rows.append(row | later | ({"end": None} if said == "open" else {}))
    return rows
