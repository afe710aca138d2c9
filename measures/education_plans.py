"""Personal Education Plans (PEPs), from the virtual school's records."""

from cptracker import CHILD, Example, Members, Records, deadlines, measure


@measure(
    title="Personal Education Plans completed in time",
    unit="%",
    nouns=("plan", "plans"),
    better="higher",
    needs={"peps": ["child_id", "due", "completed"]},
    by=CHILD,
    every="quarter",
    source="Local table of PEPs",
    why="A plan made in time brings a child help at school this term, not next.",
)
def peps_in_timescale(records: Records) -> Members:
    """Share of the plans due in the period that were completed by their due day.

    Plans not yet due are counted apart, not as late. No national record or figure exists.
    """
    return deadlines(records.peps, due="due", done="completed")


EXAMPLES = [
    Example(
        tables={
            "peps": [
                {"child_id": "A", "due": "2025-01-31", "completed": "2025-01-31"},
                {"child_id": "B", "due": "2025-01-31", "completed": "2025-02-01"},
                {"child_id": "C", "due": "2025-01-31"},
                {"child_id": "D", "due": "2025-03-31"},
                {"child_id": "E", "due": "2024-12-31"},
            ]
        },
        period="202425Q4",
        met={"A"},
        missed={"B", "C"},
        excluded={"not yet due": {"D"}},
        as_at="2025-03-30",
    ),
]
