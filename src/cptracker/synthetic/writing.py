"""Tables as CSV: the columns of each, and how dates and blanks are written.

SSDA903 files have dates as DD/MM/YYYY, the council's own tables as ISO dates. Lines end in a line
feed on every platform, so that the same example has the same bytes.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

Cell = str | int | date | None


Rows = Iterable[tuple[Cell, ...]]


Table = list[tuple[Cell, ...]]


Tables = Mapping[str, Table]


RETURN_COLUMNS: Mapping[str, str] = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": (
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
        "PL_POST,URN"
    ),
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": (
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
        "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
    ),
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}
"""The SSDA903 tables and their columns in the order of the return."""


FIRST_COLLECTED = {"sw_episodes": 2024, "dolo": 2027}
"""Tables that younger returns have: the year ending 31 March in which each was new."""


LOCAL_COLUMNS: Mapping[str, str] = {
    "health_assessments": "child_id,kind,date",
    "sdq": "child_id,date,score",
    "peps": "child_id,due,completed,quality",
    "visits": "child_id,visit_date,seen_alone",
    "pathway_plans": "child_id,plan_date",
    "adviser_spells": "child_id,adviser_id,start,end",
    "foster_households": "household_id,approved,ended,kind,places",
    "staff": "staff_id,role,started,ended",
    "training": "staff_id,course,completed",
    "events": "event_id,event_date,name,kind,attended",
    "attendance": "event_id,child_id",
    "surveys": "survey,group,fieldwork_end,eligible,responses",
    "placement_distances": "child_id,decom,distance_miles",
    "postcodes": "pcd,oseast1m,osnrth1m,laua",
    "population": "year,children_0_17",
    "care_leaver_status": "child_id,as_of,in_touch,activity,accommodation",
    "contacts_received": "contact_id,contact_date",
    "referrals": "child_id,referral_date",
    "assessments": "child_id,assessment_kind,assessment_start,assessment_end",
    "plan_spells": "child_id,plan_kind,plan_start,plan_end",
    "plan_visits": "child_id,plan_visit_date",
    "case_supervisions": "child_id,case_kind,supervision_due,supervision_held",
    "return_home_interviews": (
        "child_id,returned,interview_offered,interview_held,interview_declined"
    ),
    "health_appointments": "child_id,appointment_kind,appointment_date,appointment_outcome",
    "advocacy_referrals": "child_id,advocacy_referred,advocacy_issue",
    "independent_visitor_matches": "child_id,visitor_matched,visitor_ended",
    "reviewing_officer_alerts": "child_id,alert_raised,alert_level,alert_resolved",
    "case_allocations": "case_worker,child_id,allocation_start,allocation_end",
    "post_16_status": "child_id,as_of,post_16_activity",
    "savings_accounts": "child_id,savings_account,savings_opened,savings_paid_up_to",
    "survey_answer_counts": "survey,group,fieldwork_end,question,answer,answer_count,favourable",
    "attendance_by_term": "child_id,term_end,sessions_possible,sessions_attended,suspensions",
}
"""The council's own tables and their columns."""


def british(cell: Cell) -> str:
    """A cell of an SSDA903 file: dates DD/MM/YYYY, blank for nothing."""
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    return "" if cell is None else str(cell)


def iso(cell: Cell) -> str:
    """A cell of a local table: dates YYYY-MM-DD, blank for nothing."""
    return "" if cell is None else str(cell)


def write_table(path: Path, columns: str, rows: Rows, cell: Callable[[Cell], str]) -> Path:
    """Write one CSV file and give its path back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split(","))
        writer.writerows([cell(value) for value in row] for row in rows)
    return path


def write_text(path: Path, text: str) -> Path:
    """Write a text file with line feeds and give its path back."""
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
