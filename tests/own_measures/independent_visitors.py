"""Children who wait for an independent visitor, and for how long."""

from cptracker import Example, Members, Records, measure, stock, table

VISITORS = table(
    "independent_visitors",
    columns={
        "child_id": "id required key filled",
        "asked_for": "date required key filled",
        "matched": "date required",
    },
    covers={"dates": "asked_for matched", "first": "quarter 80", "last": "quarter 80"},
    spell="asked_for matched",
)


@measure(
    title="Months that children wait for an independent visitor",
    unit="months",
    better="lower",
    needs={"independent_visitors": ["child_id", "asked_for", "matched"]},
    every="quarter",
)
def waiting_for_a_visitor(records: Records) -> Members:
    """Median completed months, on the last day, of the children who wait."""
    return stock(
        records.independent_visitors,
        start="asked_for",
        end="matched",
        since="asked_for",
        statistic="median",
    )


EXAMPLES = [
    Example(
        tables={
            "independent_visitors": [
                {"child_id": "A", "asked_for": "2025-01-15"},
                {"child_id": "B", "asked_for": "2024-09-01"},
                {"child_id": "C", "asked_for": "2024-03-01", "matched": "2025-03-31"},
            ]
        },
        period="202425Q4",
        met={"A", "B"},
        value=4,
    )
]
