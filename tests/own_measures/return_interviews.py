"""Interviews with children who came back from being missing."""

from cptracker import CHILD, Example, Members, Records, col, deadlines, measure, reasons, table

INTERVIEWS = table(
    "return_interviews",
    columns={
        "child_id": "id required key filled",
        "missing_end": "date required key filled",
        "offered": "date required",
        "held": "date required",
        "declined": "yesno",
    },
    covers={"dates": "missing_end", "first": "quarter 80", "last": "month 21"},
)


@measure(
    title="Return interviews held within three days",
    unit="%",
    better="higher",
    needs={"return_interviews": ["child_id", "missing_end", "held", "declined"]},
    by=CHILD,
    every="quarter",
    nouns=("interview", "interviews"),
)
def return_interviews_in_time(records: Records) -> Members:
    """Share of the returns after which an interview was held within three days.

    Interviews that the child declined are left out, and counted by that reason.
    """
    returns = records.days_after(records.return_interviews, "missing_end", 3, "due")
    return deadlines(
        returns, due="due", done="held", excluded=reasons({"declined": col("declined")})
    )


def came_back(child: str, held: str | None, *, declined: bool = False) -> dict[str, object]:
    return {"child_id": child, "missing_end": "2025-01-10", "held": held, "declined": declined}


EXAMPLES = [
    Example(
        tables={
            "return_interviews": [
                came_back("A", "2025-01-13"),
                came_back("B", "2025-01-14"),
                came_back("C", None),
                came_back("D", None, declined=True),
            ]
        },
        period="202425Q4",
        met={"A"},
        missed={"B", "C"},
        excluded={"declined": {"D"}},
    )
]
