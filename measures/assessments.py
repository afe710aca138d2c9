"""Assessments of children: early help, single assessments, and whether they are done in time."""

from typing import Any

from cptracker import CHILD, Example, Members, Records, col, events, measure, per_head

NEEDS = {
    "assessments": ["child_id", "assessment_kind", "assessment_start", "assessment_end"],
}
SOURCE = "Local table of assessments; DfE, Children in need census"
NOUNS = ("assessment", "assessments")

IN_TIME = 45
"""Working days, by Working Together to Safeguard Children."""


def _of_kind(records: Records, kind: str) -> Any:
    return records.assessments.filter(col("assessment_kind") == kind)


@measure(
    title="Early help assessments completed",
    unit="assessments",
    nouns=NOUNS,
    better="context",
    needs=NEEDS,
    by=CHILD,
    every="month",
    source="Local table of assessments",
    why="Help that comes early can keep a family from needing more.",
)
def early_help_assessments(records: Records) -> Members:
    """Early help assessments that were completed in the period. No national figure exists."""
    return events(_of_kind(records, "early_help"), date="assessment_end")


@measure(
    title="Single assessments completed per 10,000 children",
    unit="per 10,000",
    nouns=NOUNS,
    better="context",
    needs={**NEEDS, "population": ["year", "children_0_17"]},
    source=f"{SOURCE}; population estimates aged 0 to 17",
    why="Lets councils of different size be set beside each other.",
    departs="By the population of the latest year at hand, where the DfE has that of the year.",
)
def single_assessments_rate(records: Records) -> Members:
    """Single assessments completed in the year, for every 10,000 children aged 0 to 17.

    There is no population by group, so there is no rate by group.
    """
    people = per_head(records.population, people="children_0_17")
    return events(_of_kind(records, "single"), date="assessment_end", per=people)


@measure(
    title="Single assessments completed within 45 working days",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs=NEEDS,
    by=CHILD,
    every="month",
    source=SOURCE,
    why="A child should not wait months to hear what help there will be.",
)
def assessments_in_45_working_days(records: Records) -> Members:
    """Share of the single assessments completed in the period in 45 working days or fewer.

    The day after the start can be the first of them. Those not completed are in no figure yet, as
    the DfE counts them.
    """
    rows = records.working_days_after(
        _of_kind(records, "single"), "assessment_start", IN_TIME, "due"
    )
    return events(rows, date="assessment_end", met=col("assessment_end_day") <= col("due_day"))


def _assessed(child: str, end: str | None, kind: str = "single") -> dict[str, str | None]:
    return {
        "child_id": child,
        "assessment_kind": kind,
        "assessment_start": "2025-01-06",
        "assessment_end": end,
    }


_ASSESSED = [
    _assessed("A", "2025-03-10"),  # the forty-fifth working day
    _assessed("B", "2025-03-11"),
    _assessed("C", None),
    _assessed("D", "2025-03-20", "early_help"),
]

EXAMPLES = {
    "early-help-assessments": [
        Example(tables={"assessments": _ASSESSED}, period="2025-03", met={"D"}, value=1)
    ],
    "single-assessments-rate": [
        Example(
            tables={
                "assessments": _ASSESSED,
                "population": [{"year": 2025, "children_0_17": 10_000}],
            },
            period="202425",
            met={"A", "B"},
            value=2,
        )
    ],
    "assessments-in-45-working-days": [
        Example(tables={"assessments": _ASSESSED}, period="2025-03", met={"A"}, missed={"B"})
    ],
}
