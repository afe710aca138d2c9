"""Audits of cases, and the grades they were given."""

from cptracker import Example, Members, Records, col, events, measure, table, when

AUDITS = table(
    "case_audits",
    columns={
        "audit_id": "id required key filled",
        "audited_on": "date required filled",
        "grade": "word outstanding,good,requires_improvement,inadequate required",
        "team": "text",
    },
    covers={"dates": "audited_on", "first": "quarter 80", "last": "quarter 80"},
)


@measure(
    title="Audited cases that were good or better",
    unit="%",
    better="higher",
    needs={"case_audits": ["audit_id", "audited_on", "grade"]},
    by=["team", "grade"],
    groups={
        "grade": ["outstanding", "good", "requires_improvement", "inadequate", "unknown"],
    },
    every="quarter",
    nouns=("audit", "audits"),
)
def audits_good_or_better(records: Records) -> Members:
    """Share of the audits of the period whose grade was good or outstanding; none is unknown."""
    graded = when(~col("grade").is_null()).then(col("grade").is_in(["good", "outstanding"]))
    return events(records.case_audits, subject="audit_id", date="audited_on", met=graded)


EXAMPLES = [
    Example(
        tables={
            "case_audits": [
                {"audit_id": "1", "audited_on": "2025-01-06", "grade": "good"},
                {"audit_id": "2", "audited_on": "2025-01-06", "grade": "inadequate"},
                {"audit_id": "3", "audited_on": "2025-01-06"},
            ]
        },
        period="202425Q4",
        met={"1"},
        missed={"2"},
        unknown={"3"},
    )
]
