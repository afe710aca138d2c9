"""A crowd's referrals, assessments, plans and supervisions, and its care leavers month by month."""

from datetime import date, timedelta
from random import Random

from generator_values import FIRST, LAST, Row, Tables

STATUSES = {
    "in_touch": [1, 1, 0, None],
    "activity": ["F1", "f2", "P5", "G4", "0", None],
    "accommodation": ["U1", "V2", "G1", "h1", "0", None],
}


def need_of(random: Random, ids: list[str]) -> Tables:
    """Rows of these tables; half of them of children who are in care too."""
    pick = random.choice
    known = [*ids[::2], *(f"EXMPLN{number:04d}" for number in range(len(ids)))]
    leavers = [*(f"EXMPL9{number:04d}" for number in range(len(ids))), *ids[::3]]

    def status() -> Row:
        statuses = {name: pick(values) for name, values in STATUSES.items()}
        return {"child_id": pick(leavers), "as_of": _day(random)} | statuses

    rows = range(8 * len(ids))
    tables = {
        "care_leaver_status": [status() for _ in rows],
        "contacts_received": [
            {"contact_id": f"C{number}", "contact_date": _day(random)} for number in rows
        ],
        "referrals": [{"child_id": pick(known), "referral_date": _day(random)} for _ in rows],
        "assessments": [_assessed(random, pick(known)) for _ in rows],
        "plan_spells": [_plan(random, pick(known)) for _ in rows],
        "plan_visits": [
            {"child_id": pick(known), "plan_visit_date": _day(random)} for _ in range(40 * len(ids))
        ],
        "case_supervisions": [_supervision(random, pick(known)) for _ in rows],
    }
    return {name: _once(name, several) for name, several in tables.items()}


KEYS = {
    "care_leaver_status": ("child_id", "as_of"),
    "referrals": ("child_id", "referral_date"),
    "assessments": ("child_id", "assessment_kind", "assessment_start"),
    "plan_spells": ("child_id", "plan_kind", "plan_start"),
    "plan_visits": ("child_id", "plan_visit_date"),
    "case_supervisions": ("child_id", "case_kind", "supervision_due"),
}


def _once(name: str, rows: list[Row]) -> list[Row]:
    """One row of each key."""
    keys = KEYS.get(name, ("contact_id",))
    return list({tuple(row[key] for key in keys): row for row in rows}.values())


def _day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days + 1))


def _until(random: Random, day: date, *lengths: int) -> date | None:
    end = day + timedelta(days=random.choice(lengths) + random.randrange(10))
    return end if end <= LAST else None


def _assessed(random: Random, child_id: str) -> Row:
    begun = _day(random)
    kind = random.choice(["single", "single", "early_help"])
    end = _until(random, begun, 0, 55, 60, 64, 100)
    return {"child_id": child_id, "assessment_kind": kind, "assessment_start": begun} | {
        "assessment_end": end
    }


def _plan(random: Random, child_id: str) -> Row:
    begun = _day(random)
    kind = random.choice(["child_in_need", "child_protection"])
    end = _until(random, begun, 0, 30, 200, 700)
    return {"child_id": child_id, "plan_kind": kind, "plan_start": begun, "plan_end": end}


def _supervision(random: Random, child_id: str) -> Row:
    due = _day(random)
    kinds = ["child_in_need", "child_protection", "looked_after", "care_leaver"]
    day = random.choice([due, due - timedelta(days=9), due + timedelta(days=1), None])
    kind = random.choice(kinds)
    return {"child_id": child_id, "case_kind": kind, "supervision_due": due} | {
        "supervision_held": day
    }
