"""Caseloads: how many children a social worker has on a day."""

from cptracker import Example, Members, Records, contacts, measure, stock

NEEDS = {
    "case_allocations": ["case_worker", "child_id", "allocation_start", "allocation_end"],
}


@measure(
    title="Children that a social worker has, on average",
    unit="children",
    nouns=("social worker", "social workers"),
    better="lower",
    needs=NEEDS,
    every="quarter",
    source="Local table of cases allocated; DfE, Children's social work workforce",
    why="A worker with too many children has time for none of them.",
    about="staff",
    departs=(
        "By heads on the period's last day; the DfE divides by full-time equivalents on 30 "
        "September, agency workers among them."
    ),
)
def children_per_social_worker(records: Records) -> Members:
    """Mean number of children allocated to each worker who has any, on the period's last day.

    A child with two workers is in the caseload of both, a child allocated twice to one worker
    counts once. Workers without a child are left out, as in the national figure. The largest
    caseload cannot be said by this measure.
    """
    cases = records.case_allocations
    children = contacts(
        cases,
        subject="case_worker",
        item="child_id",
        start="allocation_start",
        end="allocation_end",
        months=0,
    )
    return stock(
        cases,
        subject="case_worker",
        start="allocation_start",
        end="allocation_end",
        contacts=children,
    )


def _case(worker: str, child: str, end: str | None = None) -> dict[str, str | None]:
    return {
        "case_worker": worker,
        "child_id": child,
        "allocation_start": "2024-05-01",
        "allocation_end": end,
    }


EXAMPLES = [
    Example(
        tables={
            "case_allocations": [
                _case("W1", "A"),
                _case("W1", "B"),
                _case("W1", "C", "2025-03-31"),  # ended on the day
                _case("W2", "A"),
                _case("W2", "D"),
                _case("W2", "E"),
                _case("W3", "F", "2024-06-01"),
            ]
        },
        period="202425Q4",
        met={"W1", "W2"},
        value=2.5,
    )
]
