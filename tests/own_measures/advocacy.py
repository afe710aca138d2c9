"""Children and young people who were helped by an advocate."""

from cptracker import CHILD, Example, Members, Records, events, measure, table

ADVOCACY = table(
    "advocacy",
    columns={
        "child_id": "id required key filled",
        "referred": "date required key filled",
        "issue": "text",
    },
    covers={"dates": "referred", "first": "quarter 80", "last": "quarter 80"},
)


@measure(
    title="Children referred for advocacy",
    unit="children",
    better="context",
    needs={"advocacy": ["child_id", "referred"]},
    by=CHILD,
    every="quarter",
)
def children_with_an_advocate(records: Records) -> Members:
    """Children who were referred in the period, each once."""
    return events(records.advocacy, date="referred", distinct=True)


EXAMPLES = [
    Example(
        tables={
            "advocacy": [
                {"child_id": "A", "referred": "2025-01-01"},
                {"child_id": "A", "referred": "2025-03-31"},
                {"child_id": "B", "referred": "2025-04-01"},
            ]
        },
        period="202425Q4",
        met={"A"},
        value=1,
    )
]
