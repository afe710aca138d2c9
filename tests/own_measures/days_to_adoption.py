"""How long adoption takes, from the agency's own register."""

from cptracker import CHILD, Example, Members, Records, days_between, events, measure, table

MATCHES = table(
    "adoption_register",
    columns={
        "child_id": "id required key filled",
        "came_in": "date required",
        "moved_in": "date required filled",
    },
    covers={"dates": "moved_in", "first": "financial-year 300", "last": "financial-year 300"},
)


@measure(
    title="Days from coming into care to moving in with adopters",
    unit="days",
    better="lower",
    needs={"adoption_register": ["child_id", "came_in", "moved_in"]},
    by=CHILD,
)
def days_to_adoption(records: Records) -> Members:
    """Median days of the children who moved in with adopters in the year."""
    return events(
        records.adoption_register,
        date="moved_in",
        amount=days_between("came_in", "moved_in"),
        statistic="median",
    )


EXAMPLES = [
    Example(
        tables={
            "adoption_register": [
                {"child_id": "A", "came_in": "2024-01-01", "moved_in": "2024-05-01"},
                {"child_id": "B", "came_in": "2024-01-01", "moved_in": "2024-12-31"},
                {"child_id": "C", "came_in": "2023-01-01", "moved_in": "2024-12-31"},
                {"child_id": "D", "moved_in": "2024-12-31"},
            ]
        },
        period="202425",
        met={"A", "B", "C"},
        unknown={"D"},
        value=365,
    )
]
