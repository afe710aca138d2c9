"""Short ways to write rows of the canonical tables by hand; dates as ISO text."""

from datetime import date
from typing import Any

from oracle.stacking import Row

E = date(2025, 3, 31)
YEAR = (date(2024, 4, 1), E)


def day(text: str | None) -> date | None:
    """A date from `2025-03-31`, or nothing."""
    return date.fromisoformat(text) if text else None


def month(text: str) -> tuple[date, date]:
    """First and last day of `2024-02`."""
    first = date.fromisoformat(f"{text}-01")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def episode(child_id: str, decom: str, dec: str | None = None, **more: Any) -> Row:
    """An episode; without more said: a start, full care order, foster care, reason X1."""
    usual = {"rne": "S", "ls": "C2", "cin": "N1", "place": "U6", "place_provider": "PR1"}
    post = {"reason_place_change": None, "home_post": None, "pl_post": None, "urn": None}
    row = {"child_id": child_id, "decom": day(decom), "dec": day(dec)}
    return row | usual | {"rec": "X1" if dec else None, "year_end": E} | post | more


def child(child_id: str, dob: str | None = "2015-06-15", **more: Any) -> Row:
    """A Header row; without more said: a white girl."""
    usual = {"sex": "female", "ethnicity": "WBRI", "upn": None, "mother": None}
    row = {"child_id": child_id, "dob": day(dob), "mother_child_dob": None, "year_end": E}
    return row | usual | more


def worker(child_id: str, worker_id: str | None, start: str, end: str | None = None) -> Row:
    """A social worker spell."""
    spell = {"start": day(start), "end": day(end), "reason": "MANAGE"}
    return {"child_id": child_id, "dob": None, "worker_id": worker_id, "year_end": E} | spell


def outcome(child_id: str, dob: str | None = "2015-06-15", **more: Any) -> Row:
    """An OC2 row of the year ending 31 March 2025, all blank unless said."""
    blank = dict.fromkeys(
        ["sdq_score", "sdq_reason", "immunisations", "dental_check", "health_assessment"]
    )
    return {"child_id": child_id, "dob": day(dob), "year_end": E} | blank | more


def leaver(child_id: str, dob: str | None = "2005-06-15", **more: Any) -> Row:
    """An OC3 row of the year ending 31 March 2025; as a rule in touch, learning, housed."""
    usual = {"in_touch": "YES", "activity": "F2", "accommodation": "U1"}
    return {"child_id": child_id, "dob": day(dob), "year_end": E} | usual | more


def adviser(child_id: str, adviser_id: str | None, start: str, end: str | None = None) -> Row:
    """A personal adviser spell."""
    spell = {"start": day(start), "end": day(end)}
    return {"child_id": child_id, "adviser_id": adviser_id} | spell
