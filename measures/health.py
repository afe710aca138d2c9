"""Health assessments: the first, the reviews, and what OC2 says at the year's end."""

from typing import Any

from cptracker import (
    CARE,
    CHILD,
    Example,
    Frame,
    Members,
    Records,
    col,
    contacts,
    deadlines,
    events,
    measure,
    reasons,
    short_breaks,
    stock,
)

EPISODES = ["child_id", "decom", "dec", "rne", "ls"]
LOCAL = "Local table of health assessments; SSDA903 Episodes"

INITIAL_WORKING_DAYS = 20
"""Statutory guidance: within 20 working days of starting to be looked after."""


@measure(
    title="Initial health assessments within 20 working days",
    unit="%",
    nouns=("assessment in time", "assessments in time"),
    better="higher",
    needs={"episodes": EPISODES, "health_assessments": ["child_id", "kind", "date"]},
    by=CHILD,
    every="quarter",
    source=LOCAL,
    why=(
        "Children often come into care with health needs that nobody has met; the first "
        "assessment finds them."
    ),
)
def initial_health_assessments(records: Records) -> Members:
    """Share of periods of care whose initial assessment came in time, by the day it was due.

    Due on the 20th working day after the period of care began (England's bank holidays); done on
    the day of the first initial assessment on or after it began. Children who left care on or
    before the due day are left out, and those not yet due are counted apart: neither is late.
    Nothing is published nationally.
    """
    periods = records.working_days_after(
        records.periods_of_care, "start", INITIAL_WORKING_DAYS, "due"
    )
    left = reasons({"left care by the due day": col("end_day") <= col("due_day")})
    return deadlines(_with_first(records, periods), due="due", done="done", excluded=left)


def _with_first(records: Records, periods: Frame) -> Frame:
    """The periods of care with `done_day`: the first initial assessment on or after the start."""
    initial = records.health_assessments.filter(
        col("kind").str.to_lowercase() == "initial", ~col("date_day").is_null()
    ).select("child_id", seen=col("date_day"))
    both = periods.join(initial, on="child_id", how="inner").filter(col("seen") >= col("start_day"))
    first = both.group_by("child_id", "start_day").agg(done_day=col("seen").min())
    return periods.join(first, on=["child_id", "start_day"], how="left")


@measure(
    title="Children whose review health assessment is in date",
    unit="%",
    better="higher",
    needs={
        "episodes": EPISODES,
        "children": ["child_id", "dob"],
        "health_assessments": ["child_id", "date"],
    },
    by=CARE,
    every="quarter",
    source=LOCAL,
    why=(
        "Health needs change; a yearly look, twice a year for the very young, finds what has "
        "come up."
    ),
    departs=(
        "Told for any day from dated assessments; the DfE's OC2 asks at 31 March whether all "
        "that were due in the year had been done."
    ),
)
def review_health_assessments(records: Records) -> Members:
    """Share with a health assessment of any kind in date on the period's last day.

    Children looked after for the 12 months to it. In date is within 6 months for a child under 5
    and within 12 for a child of 5 or over. A child whose age is not known is unknown.
    """
    frame = records.health_assessments
    return stock(
        records.looked_after_12_months,
        ages=(0, None),
        contacts=(
            contacts(frame, on="date", months=6),
            contacts(frame, on="date", months=12, ages=(5, None)),
        ),
        excluded=short_breaks(),
        looks_back=12,
        disjoint=True,
    )


def _year_end(records: Records, column: str) -> Members:
    """OC2's children, met where a flag is 1; a blank is unknown and counts as not done."""
    return events(records.outcomes, date="year_end", met=col(column) == 1, no_information="not met")


@measure(
    title="Children with an annual health assessment",
    unit="%",
    better="higher",
    needs={"outcomes": ["child_id", "health_assessment"]},
    by=CHILD,
    source="SSDA903 OC2, HEALTH_ASSESSMENT; DfE, outcomes for children looked after",
    why="Shows whether the council saw to the health of its children over the year.",
)
def annual_health_assessments(records: Records) -> Members:
    """Share of the children in OC2 whose health assessments were up to date on 31 March.

    The DfE's share is of the whole cohort: a blank is not recorded as done and stays in the
    denominator. It is shown as unknown, and the upper bound says what it could hide.
    """
    return _year_end(records, "health_assessment")


@measure(
    title="Children who saw a dentist in the year",
    unit="%",
    better="higher",
    needs={"outcomes": ["child_id", "dental_check"]},
    by=CHILD,
    source="SSDA903 OC2, TEETH_CHECK; DfE, outcomes for children looked after",
    why="Tooth decay hurts, keeps children from school, and is easily prevented.",
)
def dental_checks(records: Records) -> Members:
    """Share of the children in OC2 whose teeth were checked in the year to 31 March.

    The DfE's share is of the whole cohort: a blank is not recorded as done and stays in the
    denominator. It is shown as unknown, and the upper bound says what it could hide.
    """
    return _year_end(records, "dental_check")


@measure(
    title="Children whose immunisations are up to date",
    unit="%",
    better="higher",
    needs={"outcomes": ["child_id", "immunisations"]},
    by=CHILD,
    source="SSDA903 OC2, IMMUNISATIONS; DfE, outcomes for children looked after",
    why="Vaccines that were missed early on leave children open to serious illness.",
)
def immunisations_up_to_date(records: Records) -> Members:
    """Share of the children in OC2 whose immunisations were up to date on 31 March.

    The DfE's share is of the whole cohort: a blank is not recorded as done and stays in the
    denominator. It is shown as unknown, and the upper bound says what it could hide.
    """
    return _year_end(records, "immunisations")


def _flags(column: str) -> list[Example]:
    rows = [("A", 1), ("B", 0), ("C", None)]
    outcomes: list[dict[str, Any]]
    outcomes = [{"child_id": child, "year_end": "2025-03-31", column: flag} for child, flag in rows]
    earlier: dict[str, Any] = {"child_id": "D", "year_end": "2024-03-31", column: 1}
    tables = {"outcomes": [*outcomes, earlier]}
    # The blank stays in the denominator, as in the DfE's tables: one of three, not one of two.
    return [
        Example(
            tables=tables, period="202425", met={"A"}, missed={"B"}, unknown={"C"}, value=100 / 3
        )
    ]


EXAMPLES = {
    "initial-health-assessments": [
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2025-04-01", "rne": "S"},
                    {"child_id": "B", "decom": "2025-04-01", "rne": "S"},
                    {"child_id": "C", "decom": "2025-04-01", "dec": "2025-05-01", "rne": "S"},
                    {"child_id": "D", "decom": "2025-06-02", "rne": "S"},
                    {"child_id": "E", "decom": "2025-04-01", "rne": "S"},
                ],
                "health_assessments": [
                    {"child_id": "A", "kind": "initial", "date": "2025-05-01"},
                    {"child_id": "B", "kind": "initial", "date": "2025-05-02"},
                    {"child_id": "E", "kind": "initial", "date": "2025-03-31"},
                ],
            },
            # Twenty working days after 1 April, past Good Friday and Easter Monday, is 1 May.
            period="202526Q1",
            met={"A"},
            missed={"B", "E"},
            excluded={"left care by the due day": {"C"}, "not yet due": {"D"}},
            as_at="2025-06-29",
        ),
    ],
    "review-health-assessments": [
        Example(
            tables={
                "children": [
                    {"child_id": "A", "dob": "2021-06-01"},
                    {"child_id": "B", "dob": "2021-06-01"},
                    {"child_id": "C", "dob": "2012-06-01"},
                ],
                "episodes": [
                    {"child_id": child, "decom": "2023-01-01", "rne": "S"} for child in "ABCD"
                ],
                "health_assessments": [
                    {"child_id": "A", "kind": "review", "date": "2024-10-01"},
                    {"child_id": "B", "kind": "review", "date": "2024-09-30"},
                    {"child_id": "C", "kind": "initial", "date": "2024-04-01"},
                    {"child_id": "D", "kind": "review", "date": "2025-01-01"},
                ],
            },
            period="202425Q4",
            met={"A", "C"},
            missed={"B"},
            unknown={"D"},
        ),
    ],
    "annual-health-assessments": _flags("health_assessment"),
    "dental-checks": _flags("dental_check"),
    "immunisations-up-to-date": _flags("immunisations"),
}
