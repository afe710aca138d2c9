"""How often children go missing and how often they are seen alone; how good their plans are."""

from cptracker import CHILD, Example, Members, Records, col, events, lit, measure, when

MISSING = {"missing_episodes": ["child_id", "kind", "start"]}

GOOD = ["good", "outstanding"]


@measure(
    title="Times that children went missing from care",
    unit="times missing",
    nouns=("time missing", "times missing"),
    better="lower",
    needs=MISSING,
    by=CHILD,
    every="quarter",
    source="SSDA903 Missing, MISSING = M",
    why="Each time a child is missing they may be harmed; many times tell of a wrong home.",
    sensitive=True,
)
def missing_episodes(records: Records) -> Members:
    """Episodes of going missing (M, not A for away) that began in the period.

    A child who goes missing twice counts twice. The DfE publishes how many children, not how often.
    """
    return events(records.missing_episodes.filter(col("kind") == "M"), date="start")


@measure(
    title="Children who went missing from care",
    unit="children",
    better="lower",
    needs=MISSING,
    by=[name for name in CHILD if name != "age_group"],
    every="quarter",
    source="SSDA903 Missing, MISSING = M; DfE, Children looked after in England, missing",
    why="A child who goes missing may be harmed or exploited.",
    departs="Counts episodes that began in the period; the DfE also those that began before it.",
    sensitive=True,
)
def children_missing(records: Records) -> Members:
    """Children with an episode of going missing (M) that began in the period, each once."""
    missing = records.missing_episodes.filter(col("kind") == "M")
    return events(missing, date="start", distinct=True)


@measure(
    title="Visits at which the child was seen alone",
    unit="%",
    nouns=("visit", "visits"),
    better="higher",
    needs={"visits": ["child_id", "visit_date", "seen_alone"]},
    by=CHILD,
    every="quarter",
    source="Local table of visits",
    why="A child who is seen alone can say what they would not say in front of others.",
)
def seen_alone(records: Records) -> Members:
    """Share of the visits in the period at which the child was seen alone.

    A visit of which that is not recorded is unknown. No national record or figure exists.
    """
    return events(records.visits, date="visit_date", met=col("seen_alone") == 1)


@measure(
    title="Personal Education Plans of good quality",
    unit="%",
    nouns=("plan", "plans"),
    better="higher",
    needs={"peps": ["child_id", "completed", "quality"]},
    by=CHILD,
    every="quarter",
    source="Local table of PEPs, quality as the virtual school grades it",
    why="A plan helps at school only if it says what the child needs and who does it.",
)
def peps_rated_good(records: Records) -> Members:
    """Share of the plans completed in the period that the virtual school rated good or better.

    `quality` is `good` or `outstanding`; a blank is unknown. No national record or figure exists.
    """
    plans = records.peps.filter(~col("completed_day").is_null())
    graded = col("quality").str.to_lowercase()
    met = when(~graded.is_null()).then(graded.is_in(GOOD).fill_null(lit(value=False)))
    return events(plans, date="completed", met=met)


_MISSING = [
    {"child_id": "A", "kind": "M", "start": "2025-01-01", "end": "2025-01-02"},
    {"child_id": "A", "kind": "M", "start": "2025-02-01", "end": "2025-02-02"},
    {"child_id": "B", "kind": "M", "start": "2025-03-31"},
    {"child_id": "C", "kind": "A", "start": "2025-01-01", "end": "2025-01-02"},
    {"child_id": "D", "kind": "M", "start": "2024-12-31", "end": "2025-01-02"},
]

EXAMPLES = {
    "missing-episodes": [
        Example(tables={"missing_episodes": _MISSING}, period="202425Q4", met={"A", "B"}, value=3),
    ],
    "children-missing": [
        Example(tables={"missing_episodes": _MISSING}, period="202425Q4", met={"A", "B"}, value=2),
    ],
    "seen-alone": [
        Example(
            tables={
                "visits": [
                    {"child_id": "A", "visit_date": "2025-01-10", "seen_alone": 1},
                    {"child_id": "B", "visit_date": "2025-02-10", "seen_alone": 0},
                    {"child_id": "C", "visit_date": "2025-03-10"},
                ]
            },
            period="202425Q4",
            met={"A"},
            missed={"B"},
            unknown={"C"},
        ),
    ],
    "peps-rated-good": [
        Example(
            tables={
                "peps": [
                    {
                        "child_id": "A",
                        "due": "2025-01-31",
                        "completed": "2025-01-10",
                        "quality": "Good",
                    },
                    {
                        "child_id": "B",
                        "due": "2025-01-31",
                        "completed": "2025-03-31",
                        "quality": "poor",
                    },
                    {"child_id": "C", "due": "2025-01-31", "completed": "2025-01-10"},
                    {"child_id": "D", "due": "2025-01-31", "quality": "good"},
                ]
            },
            period="202425Q4",
            met={"A"},
            missed={"B"},
            unknown={"C"},
        ),
    ],
}
