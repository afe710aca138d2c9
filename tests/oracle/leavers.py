"""Year-end returns (OC2 and OC3), and young people with a personal adviser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from oracle.care import Council
from oracle.days import age, birthday_in, is_open, overlaps, window
from oracle.groups import Case
from oracle.looked_after import Cases
from oracle.stacking import Row

EMPLOYED_OR_LEARNING = ["F1", "F2", "F3", "F4", "F5", "P1", "P2", "P3", "P4", "P5"]
NEITHER = ["G4", "G5", "G6"]
NO_HOME_TO_JUDGE = {"G": "moved abroad", "H": "deported", "R": "residence not known"}


def sdq_score_received(
    council: Council, first: date, last: date, _as_at: date | None
) -> Iterator[Case]:
    """OC2 children aged 5 to 16 on 31 March; unknown without a date of birth."""
    for case, row in _outcomes(council, first, last):
        years = age(case.dob, case.day)
        if years is None:
            yield replace(case, met=None)
        elif 5 <= years <= 16:
            yield replace(case, met=row["sdq_score"] is not None)


def outcome(column: str) -> Cases:
    """All OC2 children; 1 is yes, 0 is no, and a blank is unknown, which counts as not met."""

    def cases(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
        for case, row in _outcomes(council, first, last):
            yield replace(case, met={1: True, 0: False}.get(row[column]))

    return cases


def _outcomes(council: Council, first: date, last: date) -> Iterator[tuple[Case, Row]]:
    for row in council.rows("outcomes"):
        if first <= row["year_end"] <= last:
            child_id = row["child_id"]
            yield Case(child_id, row["year_end"], council.dob(child_id, row)), row


def in_touch(row: Row) -> bool:
    return row["in_touch"] == "YES"


def in_learning_or_work(row: Row) -> bool | None:
    if row["activity"] in EMPLOYED_OR_LEARNING:
        return True
    return False if row["activity"] in NEITHER else None


def in_suitable_accommodation(row: Row) -> bool | None:
    return {"1": True, "2": False}.get((row["accommodation"] or "")[1:2])


def no_home_to_judge(row: Row) -> str:
    """Why the accommodation of a care leaver is not judged, or nothing."""
    return NO_HOME_TO_JUDGE.get((row["accommodation"] or "")[:1], "")


def leavers(judge, left_out=lambda row: "") -> Cases:
    """OC3 young people on the birthday that falls in the collection year."""

    def cases(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
        for row in council.rows("care_leavers"):
            dob = council.dob(row["child_id"], row)
            day = birthday_in_collection(dob, row["year_end"])
            if first <= day <= last:
                reason = _outside(age(dob, day), row) or left_out(row)
                case = Case(row["child_id"], day, dob)
                yield replace(case, excluded=reason) if reason else replace(case, met=judge(row))

    return cases


def birthday_in_collection(dob: date | None, year_end: date) -> date:
    """The birthday from 1 April to 31 March; without one, the last day of that year."""
    if dob is None:
        return year_end
    early = birthday_in(dob, year_end.year)
    return early if early <= year_end else birthday_in(dob, year_end.year - 1)


def _outside(years: int | None, row: Row) -> str:
    if years is None:
        return "age not known"
    if not 17 <= years <= 21:
        return "age outside 17 to 21"
    return {"DIED": "died", "RHOM": "returned home"}.get(row["in_touch"], "")


def advisers(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Young people with an adviser on e, and how many they had in 12 months."""
    first = window(e, 12)
    for child_id in advised(council, e):
        spells = council.of_child("adviser_spells", child_id)
        row_by_child = {
            spell["adviser_id"]
            for spell in spells
            if overlaps(spell["start"], spell["end"], first, e) and spell["adviser_id"]
        }
        yield Case(child_id, e, met=None, amount=len(row_by_child) or None)


def pathway_plans_in_date(
    council: Council, _first: date, e: date, _as_at: date | None
) -> Iterator[Case]:
    """Young people with an adviser on e; a plan dated in the 6 months to e."""
    first = window(e, 6)
    for child_id in advised(council, e):
        plans = council.of_child("pathway_plans", child_id)
        dates = [plan["plan_date"] for plan in plans if plan["plan_date"] is not None]
        yield Case(child_id, e, met=any(first <= day <= e for day in dates))


def advised(council: Council, e: date) -> list[str]:
    spells = council.rows("adviser_spells")
    on = [row["child_id"] for row in spells if is_open(row["start"], row["end"], e)]
    return list(dict.fromkeys(on))
