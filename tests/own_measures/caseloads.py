"""Caseloads: how many children a social worker has, on average and at the upper end."""

from cptracker import Example, Members, Records, measure, ratio, stock, table

CASELOADS = table(
    "caseloads",
    columns={
        "worker_id": "id required key filled",
        "child_id": "id required key filled",
        "given_on": "date required key filled",
        "taken_on": "date required",
        "team": "text",
    },
    covers={"dates": "given_on taken_on", "first": "quarter 80", "last": "month 21"},
    spell="given_on taken_on",
    service="Children's social care",
)

NEEDS = {"caseloads": ["worker_id", "child_id", "given_on", "taken_on"]}


@measure(
    title="Children each social worker has",
    unit="children",
    better="lower",
    needs=NEEDS,
    by=["team"],
    every="financial-year",
    source="Register of cases",
)
def caseload(records: Records) -> Members:
    """Children with a worker on the last day, for each worker who has any."""
    cases = records.caseloads
    return ratio(
        stock(cases, start="given_on", end="taken_on"),
        stock(cases, subject="worker_id", start="given_on", end="taken_on"),
    )


CASES = [
    {"worker_id": worker, "child_id": child, "given_on": "2024-05-01", "team": "North"}
    for worker, child in (("W1", "A"), ("W1", "B"), ("W1", "C"), ("W2", "D"))
]

EXAMPLES = [
    Example(
        tables={"caseloads": CASES},
        period="202425",
        met={"A", "B", "C", "D"},
        base={"W1", "W2"},
        value=2,
    )
]
