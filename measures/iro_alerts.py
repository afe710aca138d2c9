"""Alerts of independent reviewing officers (IROs): how many, and whether they are resolved."""

from typing import Any

from cptracker import CHILD, Example, Members, Records, deadlines, events, measure

WORKING_DAYS = 20
"""No more in all, says the IRO Handbook, section 6.2."""

BY = (*CHILD, "alert_level")
NOUNS = ("alert", "alerts")
SOURCE = "Local table of alerts of reviewing officers; DfE, IRO Handbook, 2010, section 6.2"


@measure(
    title="Alerts raised by reviewing officers",
    unit="alerts",
    nouns=NOUNS,
    better="context",
    needs={"reviewing_officer_alerts": ["child_id", "alert_raised", "alert_level"]},
    by=BY,
    every="quarter",
    source=SOURCE,
    why="An officer who is not content with what is done for a child has to say so.",
)
def iro_alerts_raised(records: Records) -> Members:
    """Alerts about children in care that reviewing officers raised in the period.

    Each counts, so that a child may count several times; one that goes on to a higher level is a
    new row there. Many may mean poor care or watchful officers. No national figure exists.
    """
    return events(records.reviewing_officer_alerts, date="alert_raised")


@measure(
    title="Alerts of reviewing officers resolved in time",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs={
        "reviewing_officer_alerts": ["child_id", "alert_raised", "alert_level", "alert_resolved"]
    },
    by=BY,
    every="quarter",
    source=SOURCE,
    why="While an alert is open a child waits for what they need.",
    departs=(
        "The Handbook's 20 working days are for the whole formal process; here each alert, of any "
        "level, has them. No national figure exists."
    ),
)
def iro_alerts_resolved_in_time(records: Records) -> Members:
    """Share of the alerts that were resolved within 20 working days.

    In the period in which these were over, the day after the alert being the first. Those that are
    not yet over are counted apart.
    """
    alerts = records.working_days_after(
        records.reviewing_officer_alerts, "alert_raised", WORKING_DAYS, "due"
    )
    return deadlines(alerts, due="due", done="alert_resolved", looks_back=2)


def _alert(child: str, resolved: str | None, raised: str = "2025-01-02") -> dict[str, Any]:
    return {
        "child_id": child,
        "alert_raised": raised,
        "alert_level": "formal",
        "alert_resolved": resolved,
    }


_TABLES = {
    "reviewing_officer_alerts": [
        _alert("A", "2025-01-30"),  # the twentieth working day
        _alert("B", "2025-01-31"),
        _alert("C", None),
        _alert("D", None, raised="2025-03-31"),
    ]
}

EXAMPLES = {
    "iro-alerts-raised": [
        Example(tables=_TABLES, period="202425Q4", met={"A", "B", "C", "D"}, value=4)
    ],
    "iro-alerts-resolved-in-time": [
        Example(tables=_TABLES, period="202425Q4", met={"A"}, missed={"B", "C"}, value=100 / 3),
        Example(
            tables=_TABLES,
            period="2025-01",
            met=set(),
            missed=set(),
            excluded={"not yet due": {"A", "B", "C"}},
            as_at="2025-01-29",
        ),
    ],
}
