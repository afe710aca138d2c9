"""Every measure by its identifier: what it is, what it needs, how it may be broken down."""

from dataclasses import dataclass

from oracle import coming_of_age, kpis, leavers, local, looked_after, need, services, staff
from oracle.looked_after import Cases, stock

CHILD = ("sex", "ethnic_group", "uasc")
AGED = (*CHILD, "age_group")
PLACED = (*AGED, "placement_type", "provider", "legal_status", "district")


@dataclass(frozen=True)
class Definition:
    """How one measure is computed.

    Attributes:
        kind: `count`, `sum`, `rate`, `mean`, `median`, `share`, `strict share` (no information
            counts as not met), `ratio` (of given numbers, in percent) or `division`.
        needs: The tables without which there is nothing to say.
        breakdowns: The single breakdowns it allows.
        cases: Who counts in a period.
        flow: Whether it looks at the whole period, not only at its last day.
        leavers: Whether its age groups are those of care leavers.
        back: How many months before the period its tables must begin.
        per: A division is for so many of what it is divided by.
    """

    kind: str
    needs: tuple[str, ...]
    breakdowns: tuple[str, ...]
    cases: Cases
    flow: bool = False
    leavers: bool = False
    back: int = 0
    per: int = 1


def _stock(kind: str, judge: looked_after.Judge, *more: str) -> Definition:
    return Definition(kind, ("episodes", *more), PLACED, stock(judge))


def _flow(kind: str, needs: str, breakdowns: tuple[str, ...], cases: Cases) -> Definition:
    return Definition(kind, tuple(needs.split()), breakdowns, cases, flow=True)


def _leavers(kind: str, cases: Cases) -> Definition:
    return Definition(kind, ("care_leavers",), AGED, cases, flow=True, leavers=True)


def _homes(kind: str) -> Definition:
    return Definition("share", ("episodes",), AGED, stock(kpis.in_home(kind)))


def _on_a_day(cases: Cases) -> Definition:
    return Definition("strict share", ("care_leaver_status", "children"), CHILD, cases)


def _visited_in_time(kind: str, days: int) -> Definition:
    cases = need.on_plan(kind, days)
    return Definition("share", ("plan_spells", "plan_visits"), AGED, cases)


OF_NEED: dict[str, Definition] = {
    "care-leavers-in-touch-by-month": _on_a_day(need.leavers_on(need.is_in_touch)),
    "care-leavers-eet-by-month": _on_a_day(need.leavers_on(need.learns_or_works)),
    "care-leavers-suitable-accommodation-by-month": _on_a_day(
        need.leavers_on(need.is_suitably_housed, need.not_here)
    ),
    "contacts-received": _flow(
        "count", "contacts_received", (), need.dated("contacts_received", "contact_date")
    ),
    "referrals-received": _flow(
        "count", "referrals", AGED, need.dated("referrals", "referral_date")
    ),
    "referrals-rate": _flow(
        "rate", "referrals population", (), need.dated("referrals", "referral_date")
    ),
    "re-referrals": _flow("share", "referrals", AGED, need.referred_again),
    "early-help-assessments": _flow(
        "count",
        "assessments",
        AGED,
        need.dated("assessments", "assessment_end", assessment_kind="early_help"),
    ),
    "single-assessments-rate": _flow(
        "rate",
        "assessments population",
        (),
        need.dated("assessments", "assessment_end", assessment_kind="single"),
    ),
    "assessments-in-45-working-days": _flow("share", "assessments", AGED, need.assessed_in_time),
    "child-protection-plans": Definition(
        "count", ("plan_spells",), AGED, need.on_plan("child_protection")
    ),
    "children-in-need-plans": Definition(
        "count", ("plan_spells",), AGED, need.on_plan("child_in_need")
    ),
    "child-protection-seen-in-two-weeks": _visited_in_time("child_protection", 14),
    "child-protection-seen-in-four-weeks": _visited_in_time("child_protection", 28),
    "child-in-need-seen-in-four-weeks": _visited_in_time("child_in_need", 28),
    "case-supervisions-in-timescale": _flow(
        "share", "case_supervisions", ("case_kind",), need.supervised
    ),
}


OF_SERVICES: dict[str, Definition] = {
    "return-interviews-offered": Definition(
        "share",
        ("return_home_interviews",),
        AGED,
        services.interviewed("interview_offered"),
        flow=True,
        back=1,
    ),
    "return-interviews-held": Definition(
        "share",
        ("return_home_interviews",),
        AGED,
        services.interviewed("interview_held"),
        flow=True,
        back=1,
    ),
    "dental-check-in-date": _stock("share", services.dentist_seen, "health_appointments"),
    "health-appointments-not-brought": _flow(
        "share", "health_appointments", AGED, services.not_brought
    ),
    "advocacy-referrals": _flow(
        "count", "advocacy_referrals", AGED, need.dated("advocacy_referrals", "advocacy_referred")
    ),
    "independent-visitors-matched": Definition(
        "count", ("independent_visitor_matches",), AGED, services.with_a_visitor
    ),
    "iro-alerts-raised": _flow(
        "count", "reviewing_officer_alerts", (*AGED, "alert_level"), services.alerts_raised
    ),
    "iro-alerts-resolved-in-time": Definition(
        "share",
        ("reviewing_officer_alerts",),
        (*AGED, "alert_level"),
        services.alerts_resolved,
        flow=True,
        back=2,
    ),
    "children-per-social-worker": Definition("mean", ("case_allocations",), (), services.caseloads),
    "neet-at-16-and-17": Definition(
        "share",
        ("post_16_status", "children"),
        CHILD,
        need.leavers_on(need.is_neet, table="post_16_status", ages=(16, 17)),
    ),
    "savings-up-to-date": _stock("share", services.saved_for, "savings_accounts"),
    "good-survey-answers": _flow(
        "ratio", "survey_answer_counts", ("question",), services.good_answers
    ),
    "persistently-absent": _flow("share", "attendance_by_term", AGED, services.absent),
    "suspended-from-school": _flow("share", "attendance_by_term", AGED, services.suspended),
}


MEASURES: dict[str, Definition] = {
    **OF_NEED,
    **OF_SERVICES,
    "children-looked-after": _stock("count", looked_after.looked_after),
    "children-looked-after-rate": _stock("rate", looked_after.looked_after, "population"),
    "children-starting-care": _flow("count", "episodes", PLACED, looked_after.starting_care),
    "children-leaving-care": _flow(
        "count", "episodes", (*PLACED, "leaving_reason"), looked_after.leaving_care
    ),
    "social-workers-per-child": _stock("mean", looked_after.social_workers, "social_worker_spells"),
    "three-or-more-social-workers": _stock(
        "strict share", looked_after.social_workers, "social_worker_spells"
    ),
    "social-workers-after-transfer": _stock(
        "mean", looked_after.social_workers_after_transfer, "social_worker_spells"
    ),
    "placements-per-child": _stock("mean", looked_after.placements),
    "three-or-more-placements": _stock("share", looked_after.placements),
    "long-term-stability": _stock("share", looked_after.long_term_stability, "children"),
    "placed-within-20-miles": _stock("share", looked_after.placed_within(20)),
    "placed-within-50-miles": _stock("share", looked_after.placed_within(50)),
    "special-guardianship-orders": _flow(
        "count", "episodes", PLACED, looked_after.special_guardianship_orders
    ),
    "sdq-in-timescale": _stock("share", looked_after.sdq_in_timescale, "children", "sdq"),
    "sdq-score-received": _flow("share", "outcomes", AGED, leavers.sdq_score_received),
    "initial-health-assessments": _flow(
        "share", "episodes health_assessments", AGED, looked_after.initial_health_assessments
    ),
    "review-health-assessments": _stock(
        "share", looked_after.review_health_assessments, "children", "health_assessments"
    ),
    "annual-health-assessments": _flow(
        "strict share", "outcomes", AGED, leavers.outcome("health_assessment")
    ),
    "dental-checks": _flow("strict share", "outcomes", AGED, leavers.outcome("dental_check")),
    "immunisations-up-to-date": _flow(
        "strict share", "outcomes", AGED, leavers.outcome("immunisations")
    ),
    "peps-in-timescale": _flow("share", "peps", AGED, looked_after.peps_in_timescale),
    "children-visited": _stock("share", looked_after.children_visited, "visits"),
    "missing-from-care": Definition(
        "share", ("episodes", "missing_episodes"), PLACED, looked_after.missing_from_care
    ),
    "care-leavers-in-touch": _leavers("share", leavers.leavers(leavers.in_touch)),
    "care-leavers-eet": _leavers("strict share", leavers.leavers(leavers.in_learning_or_work)),
    "care-leavers-suitable-accommodation": _leavers(
        "strict share",
        leavers.leavers(leavers.in_suitable_accommodation, leavers.no_home_to_judge),
    ),
    "personal-advisers-per-care-leaver": Definition(
        "mean", ("adviser_spells",), CHILD, leavers.advisers
    ),
    "pathway-plans-in-date": Definition(
        "share", ("adviser_spells", "pathway_plans"), CHILD, leavers.pathway_plans_in_date
    ),
    "in-house-foster-carers": Definition(
        "count", ("foster_households",), ("kind",), local.foster_carers
    ),
    "staff-trained-narrative-model": Definition(
        "share", ("staff", "training"), ("role",), local.trained("narrative_model")
    ),
    "staff-trained-trauma-informed": Definition(
        "share", ("staff", "training"), ("role",), local.trained("trauma_informed")
    ),
    "events-run": _flow("count", "events", ("kind",), local.events_run),
    "event-attendance": _flow("sum", "events", ("kind",), local.event_attendance),
    "participation-attendance": _flow("count", "events attendance", CHILD, local.participation),
    "bright-spots-engagement": _flow("ratio", "surveys", ("group",), local.surveys),
    "in-residential-care": _homes("residential"),
    "with-parents": _homes("own parents"),
    "in-semi-independent": _homes("semi-independent and supported"),
    "in-house-share-of-fostering": Definition(
        "share", ("episodes",), (*AGED, "placement_type"), kpis.in_house
    ),
    "uasc-share": Definition(
        "share", ("episodes", "uasc"), ("sex", "age_group"), stock(kpis.asylum)
    ),
    "children-starting-care-rate": _flow(
        "rate", "episodes population", (), looked_after.starting_care
    ),
    "children-leaving-care-rate": _flow(
        "rate", "episodes population", (), looked_after.leaving_care
    ),
    "returned-to-care": _flow("share", "episodes", PLACED, kpis.returned(24)),
    "reviews-in-timescale": Definition(
        "share", ("episodes", "reviews"), AGED, kpis.reviews_in_timescale, flow=True, back=6
    ),
    "took-part-in-review": _flow("share", "reviews", AGED, kpis.took_part),
    "development-checks": _flow(
        "strict share", "outcomes", AGED, kpis.outcomes_of("development_check", 0, 4)
    ),
    "substance-misuse": _flow(
        "strict share", "outcomes", AGED, kpis.outcomes_of("substance_misuse")
    ),
    "convicted-or-warned": _flow(
        "strict share", "outcomes", AGED, kpis.outcomes_of("convicted", 10)
    ),
    "sdq-average-score": _flow(
        "mean", "outcomes", AGED, kpis.outcomes_of("sdq_score", 5, 16, amount=True)
    ),
    "sdq-cause-for-concern": _flow(
        "share", "outcomes", AGED, kpis.outcomes_of("sdq_score", 5, 16, least=17)
    ),
    "in-higher-education": _leavers("strict share", leavers.leavers(kpis.doing("F1", "P1"))),
    "in-apprenticeship-or-training": _leavers(
        "strict share", leavers.leavers(kpis.doing("F3", "F4", "F5", "P3", "P4", "P5"))
    ),
    "staying-put": Definition(
        "strict share",
        ("care_leavers", "episodes"),
        AGED,
        kpis.staying_put,
        flow=True,
        leavers=True,
    ),
    "missing-episodes": _flow("count", "missing_episodes", AGED, kpis.went_missing),
    "children-missing": _flow("count", "missing_episodes", CHILD, kpis.children_missing),
    "seen-alone": _flow("share", "visits", AGED, kpis.seen_alone),
    "peps-rated-good": _flow("share", "peps", AGED, kpis.rated_good),
    "adoptions": _flow("count", "episodes", AGED, kpis.adoptions),
    "placed-for-adoption": Definition("count", ("episodes",), AGED, kpis.waiting_for_adoption),
    "adoption-plan-reversed": _flow("count", "placed_for_adoption", AGED, kpis.given_up),
    "days-to-adoptive-home": _flow("median", "episodes", AGED, kpis.to_the_family),
    "days-from-order-to-match": _flow("median", "episodes adoptions", AGED, kpis.to_the_match),
    "foster-households-approved": _flow(
        "count", "foster_households", ("kind",), kpis.households("approved")
    ),
    "foster-households-ended": _flow(
        "count", "foster_households", ("kind",), kpis.households("ended")
    ),
    "staff-turnover": Definition("division", ("staff",), (), staff.turnover, per=100),
    "staff-length-of-service": Definition("mean", ("staff",), (), staff.service),
    "foster-households-net": _flow("sum", "foster_households", ("kind",), staff.gained_and_lost),
    "connected-carer-households": Definition(
        "count", ("foster_households",), (), staff.of_relatives
    ),
    "left-care-for-home": _flow("share", "episodes", AGED, kpis.left_to("returned home")),
    "left-care-to-special-guardians": _flow(
        "share", "episodes", AGED, kpis.left_to("special guardianship")
    ),
    "left-care-by-adoption": _flow("share", "episodes", AGED, kpis.left_to("adopted")),
    "left-care-to-live-independently": _flow(
        "share", "episodes", AGED, kpis.left_to("independent living")
    ),
    "returned-to-care-within-a-year": _flow("share", "episodes", PLACED, kpis.returned(12)),
    "three-or-more-placements-in-two-years": _stock("share", looked_after.placements_in_two_years),
    "days-to-adoptive-home-average": _flow("mean", "episodes", AGED, kpis.to_the_family),
    "pathway-plan-by-16-and-a-quarter": Definition(
        "share",
        ("episodes", "children", "pathway_plans"),
        AGED,
        coming_of_age.duty("pathway_plans", "plan_date", 3),
        flow=True,
        back=3,
    ),
    "adviser-within-a-month-of-16": Definition(
        "share",
        ("episodes", "children", "adviser_spells"),
        AGED,
        coming_of_age.duty("adviser_spells", "start", 1),
        flow=True,
        back=1,
    ),
    "care-leavers-supported": Definition("count", ("adviser_spells",), AGED, kpis.supported),
}
