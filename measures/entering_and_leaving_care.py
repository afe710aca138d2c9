"""Children who start and who stop being looked after, and how many leave to special guardians."""

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    events,
    lit,
    measure,
    once,
    reasons,
    short_breaks,
)

EPISODES = ["child_id", "decom", "dec", "rne", "ls"]

SPECIAL_GUARDIANSHIP = ["E43", "E44", "E45", "E46", "E47", "E48"]
"""Reasons why an episode ceased: E43 and E44 until 2018, E45 to E48 since."""


@measure(
    title="Children starting to be looked after",
    unit="children",
    better="context",
    needs={"episodes": EPISODES},
    by=CARE,
    every="quarter",
    source="SSDA903 Episodes",
    why=(
        "Shows how many children come into care, and so what homes and workers will be needed soon."
    ),
    departs="Counts every period of care that began; the DfE counts each child once a year.",
)
def children_starting_care(records: Records) -> Members:
    """Periods of care that began in the period; a child who comes back counts again."""
    return events(records.starts_of_care, date="date", excluded=short_breaks())


@measure(
    title="Children ceasing to be looked after",
    unit="children",
    better="context",
    needs={"episodes": EPISODES},
    by=[*CARE, "leaving_reason"],
    every="quarter",
    source="SSDA903 Episodes",
    why="Shows whether children move on from care, and where to.",
    departs=(
        "Counts every period of care that ended; the DfE counts each child's last one of the year."
    ),
)
def children_leaving_care(records: Records) -> Members:
    """Periods of care that ended in the period, broken down as they ended.

    The reason (`leaving_reason`) is REC of the episode that began last; without it, or where it
    says that another episode follows and none does, it is unknown. An end that was made because no
    later return has the child is nobody's leaving, and is left out by that reason.
    """
    left_out = reasons(
        {"short breaks": col("short_break"), "not in the next return": col("not_in_next_return")}
    )
    return events(records.ends_of_care, date="date", excluded=left_out)


@measure(
    title="Children leaving care to special guardians",
    unit="children",
    better="context",
    needs={"episodes": [*EPISODES, "rec"]},
    by=CARE,
    every="quarter",
    source="SSDA903 Episodes, REC E43 to E48",
    why=(
        "A special guardian gives a child a family for good, most often among relatives, "
        "without living in care."
    ),
    departs=(
        "Counted when the order was made, once for each child and day; the DfE counts only the "
        "last ceasing of each child in the year."
    ),
    related=RelatedMeasures(
        same_as=("children-leaving-care", "leaving_reason", "special guardianship")
    ),
)
def special_guardianship_orders(records: Records) -> Members:
    """Children whose episode ended with a special guardianship order in the period.

    Counted once for each child and day, also where the episode lasted no day (DEC = DECOM); where
    another one ended on that day, the child lived where that was. Orders for children who were
    never looked after are not in the SSDA903. The DfE publishes the last ceasing of the year only,
    and year by year.
    """
    orders = records.ended_episodes.filter(col("rec").is_in(SPECIAL_GUARDIANSHIP))
    lasting = orders.filter(col("decom_day") < col("dec_day")).select("child_id", "dec_day")
    beside = orders.join(
        lasting.unique().with_columns(also=lit(1)), on=["child_id", "dec_day"], how="left"
    )
    orders = beside.filter((col("decom_day") < col("dec_day")) | col("also").is_null())
    keys = ("child_id", "dec_day", "dec_month", "short_break")
    return events(once(orders, *keys, carrying=CARE[4:]), date="dec", excluded=short_breaks())


_SLIPS = [
    {"child_id": "A", "decom": "2025-01-01", "dec": "2025-02-01", "rne": "S", "rec": "X1"},
    {"child_id": "A", "decom": "2025-02-01", "rne": "S"},
    {"child_id": "B", "decom": "2025-01-01", "dec": "2025-02-01", "rne": "S", "rec": "X1"},
    {"child_id": "B", "decom": "2025-02-02", "rne": "P"},
    {"child_id": "C", "decom": "2025-01-01", "rne": "S"},
    {"child_id": "C", "decom": "2025-02-02", "dec": "2025-03-01", "rne": "P", "rec": "E4A"},
]
"""A: X1 says that care goes on. B: a slip of a day. C: not ended while the next began."""

EXAMPLES = {
    "children-starting-care": [
        Example(tables={"episodes": _SLIPS}, period="202425Q4", met={"A", "B", "C"}, value=3),
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2025-01-01", "dec": "2025-02-01", "rne": "S"},
                    {"child_id": "A", "decom": "2025-02-01", "rne": "P"},  # goes on
                    {"child_id": "B", "decom": "2024-12-31", "rne": "S"},  # the quarter before
                    {"child_id": "C", "decom": "2025-03-31", "rne": "S", "ls": "V3"},
                ]
            },
            period="202425Q4",
            met={"A"},
            excluded={"short breaks": {"C"}},
            value=1,
        ),
    ],
    "children-leaving-care": [
        Example(tables={"episodes": _SLIPS}, period="202425Q4", met={"C"}, value=1),
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-01-01", "rne": "S", "year_end": "2024-03-31"},
                    {"child_id": "B", "decom": "2024-01-01", "rne": "S", "year_end": "2025-03-31"},
                ]
            },
            period="202425Q1",
            excluded={"not in the next return": {"A"}},
            value=0,
        ),
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-01-01", "dec": "2025-02-01", "rne": "S"},
                    {"child_id": "A", "decom": "2025-02-01", "dec": "2025-03-01", "rne": "P"},
                    {"child_id": "B", "decom": "2024-01-01", "rne": "S"},
                ]
            },
            period="202425Q4",
            met={"A"},
            value=1,
        ),
    ],
    "special-guardianship-orders": [
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-01-01", "dec": "2025-01-01", "rec": "X1"},
                    {"child_id": "A", "decom": "2025-01-01", "dec": "2025-01-01", "rec": "E45"},
                ]
            },
            period="202425Q4",
            met={"A"},  # an episode of no day is no care, but its reason counts
            value=1,
        ),
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-01-01", "dec": "2025-01-01", "rec": "E45"},
                    {"child_id": "B", "decom": "2024-01-01", "dec": "2025-03-31", "rec": "E48"},
                    {"child_id": "C", "decom": "2024-01-01", "dec": "2025-02-01", "rec": "E11"},
                    {"child_id": "D", "decom": "2024-01-01", "dec": "2025-04-01", "rec": "E46"},
                ]
            },
            period="202425Q4",
            met={"A", "B"},
            value=2,
        ),
    ],
}
