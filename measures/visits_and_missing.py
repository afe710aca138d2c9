"""Whether children are seen, and whether they go missing."""

from cptracker import CARE, Example, Members, Records, col, contacts, measure, short_breaks, stock

EPISODES = ["child_id", "decom", "dec", "ls"]

VISIT_DAYS = 42
"""A visit at least every six weeks."""


@measure(
    title="Children visited in the last six weeks",
    unit="%",
    better="higher",
    needs={"episodes": EPISODES, "visits": ["child_id", "visit_date"]},
    by=CARE,
    every="quarter",
    source="Local table of visits; SSDA903 Episodes",
    why="A visit is how a worker knows that a child is safe, and how the child is heard.",
    departs=(
        "By law visits are due every six weeks in a placement's first year, then up to three "
        "months apart where it is to last; this asks for six weeks throughout."
    ),
)
def children_visited(records: Records) -> Members:
    """Share of children looked after with a visit in the 42 days up to the period's last."""
    return stock(
        records.looked_after,
        excluded=short_breaks(),
        contacts=contacts(records.visits, on="visit_date", days=VISIT_DAYS),
        disjoint=True,
    )


@measure(
    title="Children missing from care in the last 12 months",
    unit="%",
    better="lower",
    needs={"episodes": EPISODES, "missing_episodes": ["child_id", "kind", "start", "end"]},
    by=CARE,
    every="quarter",
    source="SSDA903 Missing, MISSING = M, and Episodes",
    why="A child who goes missing may be harmed or exploited.",
    sensitive=True,
)
def missing_from_care(records: Records) -> Members:
    """Share of all children looked after in the 12 months who were missing in them.

    Everyone looked after at any time in the 12 months to the period's end; met with a missing
    episode (M, not A for away) that overlaps them. Nobody recorded as missing is not missing.
    """
    missing = records.missing_episodes.filter(col("kind") == "M")
    return stock(
        records.spells_of_care,
        months=12,
        excluded=short_breaks(),
        contacts=contacts(missing, months=12),
    )


EXAMPLES = {
    "children-visited": [
        Example(
            tables={
                "episodes": [
                    {"child_id": child, "decom": "2024-01-01", "rne": "S"} for child in "ABC"
                ],
                "visits": [
                    {"child_id": "A", "visit_date": "2025-02-18"},  # 42 days, both ends counted
                    {"child_id": "B", "visit_date": "2025-02-17"},
                    {"child_id": "C", "visit_date": "2025-04-01"},
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B", "C"},
        ),
    ],
    "missing-from-care": [
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-01-01", "dec": "2024-04-02", "rne": "S"},
                    {"child_id": "B", "decom": "2024-01-01", "dec": "2024-04-01", "rne": "S"},
                    {"child_id": "C", "decom": "2025-03-31", "rne": "S"},
                    {"child_id": "D", "decom": "2024-01-01", "rne": "S", "ls": "V4"},
                ],
                "missing_episodes": [
                    {"child_id": "A", "kind": "M", "start": "2024-03-30", "end": "2024-04-02"},
                    {"child_id": "C", "kind": "A", "start": "2025-03-31"},
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"C"},
            excluded={"short breaks": {"D"}},
        ),
    ],
}
