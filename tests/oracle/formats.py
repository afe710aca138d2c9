"""The columns of the tables, by heart: what a file must have and what it may have."""

# For each table of the return the column's name in it and its canonical name, in pairs; `?` marks
# those that a file may lack.
SSDA903 = {
    "children": "CHILD child_id, SEX? sex, DOB dob, ETHNIC ethnicity, UPN? upn, MOTHER? mother, "
    "MC_DOB? mother_child_dob",
    "episodes": "CHILD child_id, DECOM decom, RNE rne, LS ls, CIN? cin, PLACE place, "
    "PLACE_PROVIDER? place_provider, DEC dec, REC rec, REASON_PLACE_CHANGE? reason_place_change, "
    "HOME_POST? home_post, PL_POST? pl_post, URN? urn",
    "reviews": "CHILD child_id, DOB? dob, REVIEW review_date, REVIEW_CODE? review_code",
    "uasc": "CHILD child_id, SEX? sex, DOB? dob, DUC duc",
    "outcomes": "CHILD child_id, DOB? dob, SDQ_SCORE? sdq_score, SDQ_REASON? sdq_reason, "
    "CONVICTED? convicted, HEALTH_CHECK? development_check, IMMUNISATIONS immunisations, "
    "TEETH_CHECK dental_check, HEALTH_ASSESSMENT health_assessment, "
    "SUBSTANCE_MISUSE? substance_misuse, INTERVENTION_RECEIVED? intervention_received, "
    "INTERVENTION_OFFERED? intervention_offered",
    "care_leavers": "CHILD child_id, DOB? dob, IN_TOUCH in_touch, ACTIV activity, "
    "ACCOM accommodation",
    "adoptions": "CHILD child_id, DOB? dob, DATE_INT decided, DATE_MATCH matched, "
    "FOSTER_CARE? foster_carer, NB_ADOPTR? adopters, SEX_ADOPTR? adopters_sex, "
    "LS_ADOPTR? adopters_status",
    "placed_for_adoption": "CHILD child_id, DOB? dob, DATE_PLACED placed, "
    "DATE_PLACED_CEASED ceased, REASON_PLACED_CEASED? reason_ceased",
    "previous_permanence": "CHILD child_id, DOB? dob, PREV_PERM permanence, LA_PERM? authority, "
    "DATE_PERM? granted",
    "missing_episodes": "CHILD child_id, DOB? dob, MISSING kind, MIS_START start, MIS_END end",
    "social_worker_spells": "CHILD child_id, DOB? dob, SW_ID worker_id, SW_DECOM start, "
    "SW_DEC end, SW_REASON? reason",
    "deprivations_of_liberty": "CHILD child_id, DOB? dob, DOLO_START start, DOLO_END end",
}
LOCAL = {
    "health_assessments": "child_id, kind, date",
    "sdq": "child_id, date, score",
    "peps": "child_id, due, completed, quality?",
    "visits": "child_id, visit_date, seen_alone?",
    "pathway_plans": "child_id, plan_date",
    "adviser_spells": "child_id, adviser_id, start, end",
    "foster_households": "household_id, approved, ended, kind?, places?",
    "staff": "staff_id, role, started, ended",
    "training": "staff_id, course, completed",
    "events": "event_id, event_date, name, kind, attended?",
    "attendance": "event_id, child_id",
    "surveys": "survey, group, fieldwork_end, eligible, responses",
    "placement_distances": "child_id, decom, distance_miles",
    "postcodes": "pcd, oseast1m, osnrth1m, laua?, gridind?",
    "population": "year, children_0_17",
    "care_leaver_status": "child_id, as_of, in_touch, activity, accommodation",
    "contacts_received": "contact_id, contact_date",
    "referrals": "child_id, referral_date",
    "assessments": "child_id, assessment_kind, assessment_start, assessment_end",
    "plan_spells": "child_id, plan_kind, plan_start, plan_end",
    "plan_visits": "child_id, plan_visit_date",
    "case_supervisions": "child_id, case_kind, supervision_due, supervision_held",
    "return_home_interviews": "child_id, returned, interview_offered, interview_held, "
    "interview_declined?",
    "health_appointments": "child_id, appointment_kind, appointment_date, appointment_outcome",
    "advocacy_referrals": "child_id, advocacy_referred, advocacy_issue?",
    "independent_visitor_matches": "child_id, visitor_matched, visitor_ended",
    "reviewing_officer_alerts": "child_id, alert_raised, alert_level, alert_resolved",
    "case_allocations": "case_worker, child_id, allocation_start, allocation_end",
    "post_16_status": "child_id, as_of, post_16_activity",
    "savings_accounts": "child_id, savings_account, savings_opened, savings_paid_up_to",
    "survey_answer_counts": "survey, group, fieldwork_end, question, answer, "
    "answer_count, favourable",
    "attendance_by_term": "child_id, term_end, sessions_possible, sessions_attended, suspensions",
}
# What ONS calls the columns of its postcode file, by edition.
POSTCODE_NAMES = {
    "pcds": "pcd",
    "pcd7": "pcd",
    "pcd8": "pcd",
    "east1m": "oseast1m",
    "north1m": "osnrth1m",
    "lad25cd": "laua",
    "oslaua": "laua",
    "osgrdind": "gridind",
}
# What names a row of the council's own tables, and their spells.
LOCAL_KEYS = {
    "health_assessments": "child_id kind date",
    "sdq": "child_id date",
    "peps": "child_id due",
    "visits": "child_id visit_date",
    "pathway_plans": "child_id plan_date",
    "adviser_spells": "child_id adviser_id start",
    "foster_households": "household_id approved",
    "staff": "staff_id role started",
    "training": "staff_id course completed",
    "events": "event_id",
    "attendance": "event_id child_id",
    "surveys": "survey group fieldwork_end",
    "placement_distances": "child_id decom",
    "postcodes": "pcd",
    "population": "year",
    "care_leaver_status": "child_id as_of",
    "contacts_received": "contact_id",
    "referrals": "child_id referral_date",
    "assessments": "child_id assessment_kind assessment_start",
    "plan_spells": "child_id plan_kind plan_start",
    "plan_visits": "child_id plan_visit_date",
    "case_supervisions": "child_id case_kind supervision_due",
    "return_home_interviews": "child_id returned",
    "health_appointments": "child_id appointment_kind appointment_date",
    "advocacy_referrals": "child_id advocacy_referred",
    "independent_visitor_matches": "child_id visitor_matched",
    "reviewing_officer_alerts": "child_id alert_raised alert_level",
    "case_allocations": "case_worker child_id allocation_start",
    "post_16_status": "child_id as_of",
    "savings_accounts": "child_id savings_account",
    "survey_answer_counts": "survey group fieldwork_end question answer",
    "attendance_by_term": "child_id term_end",
}
LOCAL_SPELLS = {
    "adviser_spells": ("start", "end"),
    "foster_households": ("approved", "ended"),
    "staff": ("started", "ended"),
    "plan_spells": ("plan_start", "plan_end"),
    "independent_visitor_matches": ("visitor_matched", "visitor_ended"),
    "case_allocations": ("allocation_start", "allocation_end"),
}

DATES = (
    "dob mother_child_dob decom dec review_date duc decided matched placed ceased start end "
    "date due completed visit_date plan_date approved ended started event_date fieldwork_end as_of "
    "contact_date referral_date assessment_start assessment_end plan_start plan_end "
    "plan_visit_date supervision_due supervision_held "
    "returned interview_offered interview_held appointment_date advocacy_referred "
    "visitor_matched visitor_ended alert_raised alert_resolved allocation_start allocation_end "
    "savings_opened savings_paid_up_to term_end"
)
FLAGS = (
    "mother convicted development_check immunisations dental_check health_assessment "
    "substance_misuse intervention_received intervention_offered foster_carer"
)
WHOLE = (
    "sdq_score adopters score attended places eligible responses oseast1m osnrth1m year "
    "children_0_17 gridind answer_count sessions_possible sessions_attended suspensions"
)
WORDS = (
    "course role assessment_kind plan_kind case_kind appointment_kind appointment_outcome "
    "post_16_activity"
)
LOWER = "seen_alone quality interview_declined favourable"
AS_TYPED = "name survey group laua advocacy_issue alert_level question answer"
