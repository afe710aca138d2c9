"""Personal Education Plans (PEPs) that were not very late."""

from cptracker import CHILD, Example, Members, Records, deadlines, measure
from our_measures.days import GRACE


@measure(
    title="Personal Education Plans at most five days late",
    unit="%",
    nouns=("plan", "plans"),
    better="higher",
    needs={"peps": ["child_id", "due", "completed"]},
    by=CHILD,
    every="quarter",
    source="Local table of PEPs",
    why="A plan that is a few days late still helps a child this term.",
)
def peps_nearly_in_time(records: Records) -> Members:
    """Share of the plans due in the period that were completed by five days after their due day."""
    plans = records.days_after(records.peps, "due", GRACE, "last_day")
    return deadlines(plans, due="last_day", done="completed")


EXAMPLES = [
    Example(
        tables={
            "peps": [
                {"child_id": "A", "due": "2025-01-31", "completed": "2025-02-05"},
                {"child_id": "B", "due": "2025-01-31", "completed": "2025-02-06"},
            ]
        },
        period="202425Q4",
        met={"A"},
        missed={"B"},
    ),
]
