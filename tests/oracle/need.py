"""Contacts, referrals, assessments, plans and supervisions; and care leavers on a day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from oracle.care import Council
from oracle.days import age, is_open, working_days_after
from oracle.groups import Case
from oracle.kpis import months_after
from oracle.leavers import EMPLOYED_OR_LEARNING, NEITHER, NO_HOME_TO_JUDGE
from oracle.looked_after import Cases
from oracle.stacking import Row


def dated(table: str, column: str, **wanted: str) -> Cases:
    """Rows by a day of theirs, each one case."""

    def cases(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
        for row in council.rows(table):
            day = row[column]
            if day is None or not first <= day <= last:
                continue
            if all(row[name] == value for name, value in wanted.items()):
                yield Case(row.get("child_id"), day, council.dob(row.get("child_id")))

    return cases


def referred_again(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
    """Met where the child was referred before that day, and no more than 12 months before."""
    for case in dated("referrals", "referral_date")(council, first, last, as_at):
        rows = council.of_child("referrals", case.child or "")
        earlier = [row["referral_date"] for row in rows if row["referral_date"] < case.day]
        yield replace(case, met=any(case.day <= months_after(day, 12) for day in earlier))


def assessed_in_time(
    council: Council, first: date, last: date, _as_at: date | None
) -> Iterator[Case]:
    """Single assessments by the day they were completed; 45 working days from their start."""
    for row in council.rows("assessments"):
        begun, done = row["assessment_start"], row["assessment_end"]
        if row["assessment_kind"] != "single" or done is None or not first <= done <= last:
            continue
        case = Case(row["child_id"], done, council.dob(row["child_id"]))
        yield replace(case, met=done <= working_days_after(begun, 45))


def on_plan(kind: str, days: int | None = None) -> Cases:
    """Children with an open plan of a kind on e; met by a visit in so many days to e."""

    def cases(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
        there = {
            row["child_id"]
            for row in council.rows("plan_spells")
            if row["plan_kind"] == kind and is_open(row["plan_start"], row["plan_end"], e)
        }
        for child_id in there:
            case = Case(child_id, e, council.dob(child_id))
            if days is not None:
                visits = [
                    row["plan_visit_date"] for row in council.of_child("plan_visits", child_id)
                ]
                since = e - timedelta(days=days - 1)
                case = replace(case, met=any(since <= day <= e for day in visits))
            yield case

    return cases


def supervised(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
    """Supervisions by the day they were due."""
    for row in council.rows("case_supervisions"):
        due, held_on = row["supervision_due"], row["supervision_held"]
        if due is None or not first <= due <= last:
            continue
        case = Case(row["child_id"], due, council.dob(row["child_id"]), own=row["case_kind"])
        if as_at is not None and due > as_at:
            yield replace(case, excluded="not yet due")
        else:
            yield replace(case, met=held_on is not None and held_on <= due)


Answer = Callable[[Row], bool | None]


def is_in_touch(row: Row) -> bool | None:
    return {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}.get(
        str(row["in_touch"]).lower()
    )


def learns_or_works(row: Row) -> bool | None:
    code = (row["activity"] or "").upper()
    return code in EMPLOYED_OR_LEARNING if code in [*EMPLOYED_OR_LEARNING, *NEITHER] else None


def is_suitably_housed(row: Row) -> bool | None:
    return {"1": True, "2": False}.get((row["accommodation"] or "")[1:2])


def is_neet(row: Row) -> bool | None:
    return {None: None, "not_known": None, "neet": True}.get(row["post_16_activity"], False)


def not_here(row: Row) -> str:
    return NO_HOME_TO_JUDGE.get((row["accommodation"] or "")[:1].upper(), "")


def _latest(council: Council, table: str, e: date) -> dict[str, Row]:
    """Each young person's last status by e."""
    rows = [row for row in council.rows(table) if row["as_of"] is not None]
    known = sorted((row for row in rows if row["as_of"] <= e), key=lambda row: row["as_of"])
    return {row["child_id"]: row for row in known}


def leavers_on(
    answer: Answer,
    left_out: Callable[[Row], str] = lambda row: "",
    table: str = "care_leaver_status",
    ages: tuple[int, int] = (17, 21),
) -> Cases:
    """Each young person's last status by e, if it is not three months old; of these ages."""

    def cases(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
        for child_id, row in _latest(council, table, e).items():
            if months_after(row["as_of"], 3) <= e:
                continue
            case = Case(child_id, e, council.dob(child_id))
            years, reason = age(case.dob, e), left_out(row)
            if reason:
                yield replace(case, excluded=reason)
            elif years is None:
                yield replace(case, met=None)
            elif ages[0] <= years <= ages[1]:
                yield replace(case, met=answer(row))

    return cases
