"""What other services record: interviews, appointments, visitors and what is told by the day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from oracle.care import Child, Council
from oracle.days import is_open, window, working_days_after
from oracle.groups import Case
from oracle.kpis import months_after
from oracle.looked_after import Cases, Counted
from oracle.stacking import Row

YES = ("1", "yes", "true")


def _says_yes(cell: object) -> bool:
    return str(cell).lower() in YES


def interviewed(column: str) -> Cases:
    """Returns by the third day after; an interview that was declined cannot be held."""

    def cases(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
        for row in council.rows("return_home_interviews"):
            if row["returned"] is None:
                continue
            due = row["returned"] + timedelta(days=3)
            if not first <= due <= last:
                continue
            case = Case(row["child_id"], due, council.dob(row["child_id"]))
            if column == "interview_held" and _says_yes(row.get("interview_declined")):
                yield replace(case, excluded="declined")
            elif as_at is not None and due > as_at:
                yield replace(case, excluded="not yet due")
            else:
                yield replace(case, met=row[column] is not None and row[column] <= due)

    return cases


def dentist_seen(council: Council, child: Child, _episode: Row, e: date) -> Counted | None:
    """Looked after 12 months; seen by a dentist in them."""
    if not child.looked_after_for(12, e):
        return None
    rows = council.of_child("health_appointments", child.child_id)
    days = [
        row["appointment_date"]
        for row in rows
        if (row["appointment_kind"], row["appointment_outcome"]) == ("dental", "seen")
    ]
    return any(window(e, 12) <= day <= e for day in days), None


def not_brought(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Appointments by their day."""
    for row in council.rows("health_appointments"):
        day, outcome = row["appointment_date"], row["appointment_outcome"]
        if day is None or not first <= day <= last:
            continue
        case = Case(row["child_id"], day, council.dob(row["child_id"]))
        if outcome == "cancelled":
            yield replace(case, excluded="cancelled")
        else:
            yield replace(case, met=None if outcome is None else outcome == "not_brought")


def with_a_visitor(council: Council, _first: date, e: date, _: date | None) -> Iterator[Case]:
    """Children who have a visitor on e."""
    there = {
        row["child_id"]
        for row in council.rows("independent_visitor_matches")
        if is_open(row["visitor_matched"], row["visitor_ended"], e)
    }
    for child_id in there:
        yield Case(child_id, e, council.dob(child_id))


def alerts_raised(council: Council, first: date, last: date, _: date | None) -> Iterator[Case]:
    """Alerts by their day."""
    for row in council.rows("reviewing_officer_alerts"):
        day = row["alert_raised"]
        if day is not None and first <= day <= last:
            yield Case(row["child_id"], day, council.dob(row["child_id"]), own=row["alert_level"])


def alerts_resolved(
    council: Council, first: date, last: date, as_at: date | None
) -> Iterator[Case]:
    """Alerts by the twentieth working day after."""
    for row in council.rows("reviewing_officer_alerts"):
        if row["alert_raised"] is None:
            continue
        due, done = working_days_after(row["alert_raised"], 20), row["alert_resolved"]
        if not first <= due <= last:
            continue
        case = Case(row["child_id"], due, council.dob(row["child_id"]), own=row["alert_level"])
        if as_at is not None and due > as_at:
            yield replace(case, excluded="not yet due")
        else:
            yield replace(case, met=done is not None and done <= due)


def caseloads(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Each worker with a child on e, and how many different children."""
    children: dict[str, set[str]] = {}
    for row in council.rows("case_allocations"):
        if is_open(row["allocation_start"], row["allocation_end"], e):
            children.setdefault(row["case_worker"], set()).add(row["child_id"])
    for several in children.values():
        yield Case(amount=len(several))


def saved_for(council: Council, child: Child, _episode: Row, e: date) -> Counted | None:
    """Looked after 12 months; an account opened by e and paid up to less than 3 months before."""
    if not child.looked_after_for(12, e):
        return None
    spells = [
        (row["savings_opened"], months_after(row["savings_paid_up_to"], 3))
        for row in council.of_child("savings_accounts", child.child_id)
        if row["savings_paid_up_to"] is not None
    ]
    return any(is_open(opened, behind, e) for opened, behind in spells), None


def good_answers(council: Council, first: date, last: date, _: date | None) -> Iterator[Case]:
    """Answers of surveys whose fieldwork ended in the period, good ones over all."""
    for row in council.rows("survey_answer_counts"):
        day, number, good = row["fieldwork_end"], row["answer_count"], row["favourable"]
        if day is None or not first <= day <= last:
            continue
        case = Case(own=row["question"])
        if number is None:
            yield replace(case, excluded="figures missing")
        elif good is None:
            yield replace(case, excluded="not said whether good")
        else:
            yield replace(case, amount=number if _says_yes(good) else 0, out_of=number)


def _terms(council: Council, first: date, last: date) -> Iterator[tuple[Case, Row]]:
    for row in council.rows("attendance_by_term"):
        day = row["term_end"]
        if day is not None and first <= day <= last:
            yield Case(row["child_id"], day, council.dob(row["child_id"])), row


def absent(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Terms of children, in which a tenth of the sessions or more was missed."""
    for case, row in _terms(council, first, last):
        possible, attended = row["sessions_possible"], row["sessions_attended"]
        if possible == 0:
            yield replace(case, excluded="no sessions possible")
        elif possible is None or attended is None:
            yield replace(case, met=None)
        else:
            yield replace(case, met=(possible - attended) * 10 >= possible)


def suspended(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Terms of children, with a suspension or more."""
    for case, row in _terms(council, first, last):
        number = row["suspensions"]
        yield replace(case, met=None if number is None else number > 0)
