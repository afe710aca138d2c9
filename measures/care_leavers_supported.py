"""How many young people the leaving care team supports."""

from cptracker import CHILD, Example, Members, Records, measure, stock


@measure(
    title="Young people with a personal adviser",
    unit="young people",
    nouns=("young person", "young people"),
    better="context",
    needs={"adviser_spells": ["child_id", "start", "end"]},
    by=CHILD,
    every="quarter",
    source="Local table of personal advisers",
    why="It sets how many advisers are needed, so that each young person is known by theirs.",
    departs="The DfE counts care leavers of an age, whether they have an adviser or not.",
)
def care_leavers_supported(records: Records) -> Members:
    """Young people with a personal adviser on the period's last day, each once."""
    return stock(records.adviser_spells)


EXAMPLES = [
    Example(
        tables={
            "adviser_spells": [
                {"child_id": "A", "adviser_id": "P1", "start": "2024-01-01", "end": "2025-02-01"},
                {"child_id": "A", "adviser_id": "P2", "start": "2025-01-15"},
                {"child_id": "B", "adviser_id": "P1", "start": "2024-01-01", "end": "2025-03-31"},
                {"child_id": "C", "adviser_id": "P1", "start": "2025-03-31"},
                {"child_id": "D", "adviser_id": "P1", "start": "2025-04-01"},
            ]
        },
        period="202425Q4",
        met={"A", "C"},
        value=2,
    ),
]
