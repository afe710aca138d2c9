"""A crowd's interviews, appointments, advocates, alerts and school, as other services have them."""

from datetime import date, timedelta
from random import Random

from generator_values import FIRST, LAST, Row, Tables

KEYS = {
    "return_home_interviews": ("child_id", "returned"),
    "health_appointments": ("child_id", "appointment_kind", "appointment_date"),
    "advocacy_referrals": ("child_id", "advocacy_referred"),
    "independent_visitor_matches": ("child_id", "visitor_matched"),
    "reviewing_officer_alerts": ("child_id", "alert_raised", "alert_level"),
    "case_allocations": ("case_worker", "child_id", "allocation_start"),
    "post_16_status": ("child_id", "as_of"),
    "savings_accounts": ("child_id", "savings_account"),
    "survey_answer_counts": ("survey", "group", "fieldwork_end", "question", "answer"),
    "attendance_by_term": ("child_id", "term_end"),
}


def services_of(random: Random, ids: list[str]) -> Tables:
    """Rows of these tables; some of children who are not in care."""
    known = [*ids, *(f"EXMPLN{number:04d}" for number in range(len(ids) // 4))]
    rows = {
        "return_home_interviews": _interview,
        "health_appointments": _appointment,
        "advocacy_referrals": _referral,
        "independent_visitor_matches": _visitor,
        "reviewing_officer_alerts": _alert,
        "case_allocations": _allocation,
        "post_16_status": _activity,
        "savings_accounts": _account,
        "survey_answer_counts": _answer,
        "attendance_by_term": _term,
    }
    tables = {}
    for name, row in rows.items():
        several = [row(random, random.choice(known)) for _ in range(8 * len(ids))]
        keyed = {tuple(each[key] for key in KEYS[name]): each for each in several}
        tables[name] = list(keyed.values())
    return tables


def _day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days + 1))


def _later(random: Random, day: date, *waits: int | None) -> date | None:
    wait = random.choice(waits)
    return None if wait is None else day + timedelta(days=wait)


def _interview(random: Random, child_id: str) -> Row:
    day = _day(random)
    return {
        "child_id": child_id,
        "returned": day,
        "interview_offered": _later(random, day, 0, 3, 4, None),
        "interview_held": _later(random, day, 0, 3, 4, 40, None),
        "interview_declined": random.choice([1, 0, 0, None]),
    }


def _appointment(random: Random, child_id: str) -> Row:
    return {
        "child_id": child_id,
        "appointment_kind": random.choice(["dental", "dental", "optician"]),
        "appointment_date": _day(random),
        "appointment_outcome": random.choice(["seen", "seen", "not_brought", "cancelled", None]),
    }


def _referral(random: Random, child_id: str) -> Row:
    return {"child_id": child_id, "advocacy_referred": _day(random)}


def _visitor(random: Random, child_id: str) -> Row:
    matched = _day(random)
    ended = _later(random, matched, -5, 0, 30, 400, None)
    return {"child_id": child_id, "visitor_matched": matched, "visitor_ended": ended}


def _alert(random: Random, child_id: str) -> Row:
    day = _day(random)
    return {
        "child_id": child_id,
        "alert_raised": day,
        "alert_level": random.choice(["informal", "formal", None]),
        "alert_resolved": _later(random, day, 0, 27, 28, 29, 30, 60, None),
    }


def _allocation(random: Random, child_id: str) -> Row:
    day = _day(random)
    return {
        "case_worker": f"W{random.randrange(25)}",
        "child_id": child_id,
        "allocation_start": day,
        "allocation_end": _later(random, day, -3, 0, 90, 400, None),
    }


def _activity(random: Random, child_id: str) -> Row:
    activities = ["education", "employment", "neet", "neet", "not_known", None]
    return {
        "child_id": child_id,
        "as_of": _day(random),
        "post_16_activity": random.choice(activities),
    }


def _account(random: Random, child_id: str) -> Row:
    day = _day(random)
    return {
        "child_id": child_id,
        "savings_account": f"SV{random.randrange(900)}",
        "savings_opened": day,
        "savings_paid_up_to": _later(random, day, -200, 0, 30, 400, 900, None),
    }


def _answer(random: Random, _child_id: str) -> Row:
    return {
        "survey": "Your Life",
        "group": random.choice(["4-7", "8-11"]),
        "fieldwork_end": _day(random),
        "question": random.choice(["Do you feel safe?", "Are you listened to?"]),
        "answer": random.choice(["always", "never"]),
        "answer_count": random.choice([None, 0, 12, 30]),
        "favourable": random.choice([1, 0, None]),
    }


def _term(random: Random, child_id: str) -> Row:
    possible = random.choice([None, 0, 100, 140])
    attended = random.choice([None, 0, 89, 90, 91, 126, 127])
    return {
        "child_id": child_id,
        "term_end": _day(random),
        "sessions_possible": possible,
        "sessions_attended": None if attended is None else min(attended, possible or 0),
        "suspensions": random.choice([None, 0, 0, 2]),
    }
