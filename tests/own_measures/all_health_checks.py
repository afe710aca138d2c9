"""A composite: children of whom every yearly health check was made."""

from cptracker import CHILD, Example, Members, Records, col, events, measure


@measure(
    title="Children with every yearly health check",
    unit="%",
    better="higher",
    needs={"outcomes": ["child_id", "health_assessment", "dental_check", "immunisations"]},
    by=CHILD,
    source="SSDA903 OC2",
)
def all_health_checks(records: Records) -> Members:
    """Share of the children in OC2 with a health assessment, a dental check and all immunisations.

    One that was not made decides; else one that is not known leaves it open.
    """
    checks = [col(name) == 1 for name in ("health_assessment", "dental_check", "immunisations")]
    return events(records.outcomes, date="year_end", met=checks[0] & checks[1] & checks[2])


def checked(child: str, *answers: int | None) -> dict[str, object]:
    names = ("health_assessment", "dental_check", "immunisations")
    return {"child_id": child, "year_end": "2025-03-31"} | dict(zip(names, answers, strict=True))


EXAMPLES = [
    Example(
        tables={
            "outcomes": [
                checked("A", 1, 1, 1),
                checked("B", 1, 1, 0),
                checked("C", 1, None, 0),
                checked("D", 1, None, 1),
            ]
        },
        period="202425",
        met={"A"},
        missed={"B", "C"},
        unknown={"D"},
    )
]
