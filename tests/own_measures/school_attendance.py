"""Attendance at school, from the virtual school's sums for each child and term."""

from cptracker import CHILD, Example, Members, Records, measure, supplied, table

ATTENDANCE = table(
    "school_attendance",
    columns={
        "child_id": "id required key filled",
        "term_end": "date required key filled",
        "possible": "integer 0-200 required",
        "attended_sessions": "integer 0-200 required",
    },
    covers={"dates": "term_end", "first": "quarter 80", "last": "quarter 80"},
)


@measure(
    title="Sessions that children in care attended",
    unit="%",
    better="higher",
    needs={"school_attendance": ["child_id", "term_end", "possible", "attended_sessions"]},
    by=CHILD,
    every="academic-year",
    nouns=("session", "sessions"),
)
def sessions_attended(records: Records) -> Members:
    """Sessions attended, of those possible, in the terms that ended in the year."""
    return supplied(
        records.school_attendance,
        subject="child_id",
        date="term_end",
        numerator="attended_sessions",
        denominator="possible",
    )


EXAMPLES = [
    Example(
        tables={
            "school_attendance": [
                {
                    "child_id": "A",
                    "term_end": "2024-12-20",
                    "possible": 100,
                    "attended_sessions": 90,
                },
                {
                    "child_id": "B",
                    "term_end": "2025-03-28",
                    "possible": 100,
                    "attended_sessions": 60,
                },
            ]
        },
        period="202425AY",
        value=75,
    )
]
