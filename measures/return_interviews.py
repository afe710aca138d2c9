"""Whether children who went missing are offered a talk when they come back, and have it."""

from typing import Any

from cptracker import CHILD, Example, Members, Records, col, deadlines, measure, reasons

IN_DAYS = 3
"""The 72 hours of the guidance: records have days and no hours."""

COLUMNS = ["child_id", "returned", "interview_offered", "interview_held", "interview_declined"]
NEEDS = {"return_home_interviews": COLUMNS}
NOUNS = ("return", "returns")
SOURCE = (
    "Local table of return home interviews; DfE, Statutory guidance on children who run away or go "
    "missing from home or care, 2014"
)
DEPARTS = (
    "The guidance has 72 hours; in days, this is the third day after the return. No national "
    "figure is published."
)


@measure(
    title="Return home interviews offered within three days",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs={"return_home_interviews": COLUMNS[:3]},
    by=CHILD,
    every="quarter",
    source=SOURCE,
    why="A child who comes back is owed somebody to talk to who is not part of it.",
    departs=DEPARTS,
    sensitive=True,
)
def return_interviews_offered(records: Records) -> Members:
    """Share of the returns of missing children after which an interview was offered in three days.

    Each return counts, in the period in which the three days were over. Those not yet over are
    counted apart.
    """
    returns = records.days_after(records.return_home_interviews, "returned", IN_DAYS, "due")
    return deadlines(returns, due="due", done="interview_offered", looks_back=1)


@measure(
    title="Return home interviews held within three days",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs=NEEDS,
    by=CHILD,
    every="quarter",
    source=SOURCE,
    why="What a child tells soon after coming back can keep them, and others, safe.",
    departs=DEPARTS,
    sensitive=True,
)
def return_interviews_held(records: Records) -> Members:
    """Share of the returns of missing children after which an interview was held in three days.

    Each return counts, in the period in which the three days were over. Interviews that the child
    declined are left out and counted apart, and so are those of which the days are not yet over.
    """
    returns = records.days_after(records.return_home_interviews, "returned", IN_DAYS, "due")
    declined = reasons({"declined": col("interview_declined").fill_null(value=False)})
    return deadlines(returns, due="due", done="interview_held", excluded=declined, looks_back=1)


def _return(
    child: str, offered: str | None, held: str | None, *, declined: bool | None = None
) -> dict[str, Any]:
    return {
        "child_id": child,
        "returned": "2025-01-10",
        "interview_offered": offered,
        "interview_held": held,
        "interview_declined": declined,
    }


_TABLES = {
    "return_home_interviews": [
        _return("A", "2025-01-10", "2025-01-13"),
        _return("B", "2025-01-13", "2025-01-14", declined=False),
        _return("C", "2025-01-14", None),
        _return("D", "2025-01-11", None, declined=True),
        _return("E", None, None),
    ]
}

EXAMPLES = {
    "return-interviews-offered": [
        Example(tables=_TABLES, period="202425Q4", met={"A", "B", "D"}, missed={"C", "E"}, value=60)
    ],
    "return-interviews-held": [
        Example(
            tables=_TABLES,
            period="202425Q4",
            met={"A"},
            missed={"B", "C", "E"},
            excluded={"declined": {"D"}},
            value=25,
        ),
        Example(
            tables=_TABLES,
            period="202425Q4",
            met=set(),
            missed=set(),
            excluded={"declined": {"D"}, "not yet due": {"A", "B", "C", "E"}},
            as_at="2025-01-12",
        ),
    ],
}
