"""Complaints of children and young people."""

from cptracker import Example, Members, Records, deadlines, measure, table

COMPLAINTS = table(
    "complaints",
    columns={
        "complaint_id": "id required key filled",
        "received_on": "date required filled",
        "answered_on": "date required",
        "about": "text",
    },
    covers={"dates": "received_on answered_on", "first": "quarter 80", "last": "month 21"},
)


@measure(
    title="Complaints answered within 20 working days",
    unit="%",
    better="higher",
    needs={"complaints": ["complaint_id", "received_on", "answered_on"]},
    by=["about"],
    every="quarter",
    nouns=("complaint", "complaints"),
)
def complaints_answered(records: Records) -> Members:
    """Share of the complaints due in the period that were answered by then."""
    due = records.working_days_after(records.complaints, "received_on", 20, "due")
    return deadlines(due, subject="complaint_id", due="due", done="answered_on")


EXAMPLES = [
    Example(
        tables={
            "complaints": [
                {"complaint_id": "1", "received_on": "2025-01-06", "answered_on": "2025-02-03"},
                {"complaint_id": "2", "received_on": "2025-01-06", "answered_on": "2025-02-04"},
                {"complaint_id": "3", "received_on": "2025-03-20"},
            ]
        },
        period="202425Q4",
        met={"1"},
        missed={"2"},
    )
]
