"""Savings of children in care."""

from cptracker import CARE, Example, Members, Records, contacts, measure, short_breaks, stock, table

SAVINGS = table(
    "savings",
    columns={
        "child_id": "id required key filled",
        "account": "id required key filled",
        "opened": "date required key filled",
        "closed": "date required",
    },
    covers={"dates": "opened closed", "first": "quarter 80", "last": "quarter 80"},
    spell="opened closed",
)


@measure(
    title="Children in care with a savings account",
    unit="%",
    better="higher",
    needs={
        "episodes": ["child_id", "decom", "dec", "rne", "ls"],
        "savings": ["child_id", "opened", "closed"],
    },
    by=CARE,
    every="quarter",
)
def with_savings(records: Records) -> Members:
    """Share of children looked after on the last day who had an account on it."""
    accounts = contacts(records.savings, start="opened", end="closed", months=0)
    return stock(records.looked_after, contacts=accounts, excluded=short_breaks())


EXAMPLES = [
    Example(
        tables={
            "episodes": [
                {"child_id": child, "decom": "2024-01-01", "rne": "S", "ls": "C2"}
                for child in "ABC"
            ],
            "savings": [
                {"child_id": "A", "account": "1", "opened": "2024-02-01"},
                {"child_id": "B", "account": "2", "opened": "2024-02-01", "closed": "2025-03-31"},
            ],
        },
        period="202425Q4",
        met={"A"},
        missed={"B", "C"},
    )
]
