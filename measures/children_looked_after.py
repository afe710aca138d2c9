"""How many children are looked after, in number and for every 10,000 children who live here."""

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    RelatedMeasures,
    measure,
    per_head,
    short_breaks,
    stock,
)

EPISODES = ["child_id", "decom", "dec", "rne", "ls", "place"]


@measure(
    title="Children looked after",
    unit="children",
    better="context",
    needs={"episodes": EPISODES},
    by=CARE,
    every="quarter",
    source="SSDA903 Episodes; DfE, Children looked after in England",
    why=(
        "How many children the council is a parent to; it sets how many homes, workers and "
        "places are needed."
    ),
    related=RelatedMeasures(inflow="children-starting-care", outflow="children-leaving-care"),
)
def children_looked_after(records: Records) -> Members:
    """Children with an episode open on the period's last day.

    Children are counted, not episodes. Series of short breaks (V3, V4) are left out, as the DfE
    does.
    """
    return stock(records.looked_after, excluded=short_breaks(), disjoint=True)


@measure(
    title="Children looked after per 10,000 children",
    unit="per 10,000",
    better="context",
    needs={"episodes": EPISODES, "population": ["year", "children_0_17"]},
    every="financial-year",
    source="SSDA903 Episodes; population estimates aged 0 to 17",
    why="Lets councils of different size be set beside each other.",
    departs="Uses the population of the latest year at hand, which the DfE may since have revised.",
)
def children_looked_after_rate(records: Records) -> Members:
    """Children looked after on the last day, for every 10,000 aged 0 to 17.

    The population is that of the year that holds the day, else the latest before it, and the figure
    says so. There is no population by group, so there is no rate by group.
    """
    people = per_head(records.population, people="children_0_17", scale=10_000)
    return stock(records.looked_after, excluded=short_breaks(), disjoint=True, per=people)


_IN_CARE = [
    {"child_id": "A", "decom": "2024-06-01", "rne": "S", "ls": "C2", "place": "U4"},
    {"child_id": "B", "decom": "2024-06-01", "dec": "2025-03-31", "rne": "S", "ls": "C2"},
    {"child_id": "C", "decom": "2024-06-01", "rne": "S", "ls": "V4", "place": "R1"},
    {"child_id": "D", "decom": "2025-03-31", "rne": "S", "ls": "V2", "place": "K2"},
]

_OF_TWO_RETURNS = [
    {"child_id": "A", "decom": "2022-01-10", "rne": "S", "year_end": "2023-03-31"},
    {"child_id": "B", "decom": "2022-02-15", "rne": "S", "year_end": "2023-03-31"},
    {"child_id": "A", "decom": "2022-01-11", "rne": "S", "year_end": "2024-03-31"},
]
"""A's start is corrected in the second return, which has no more of B."""

EXAMPLES = {
    "children-looked-after": [
        Example(
            tables={"episodes": _OF_TWO_RETURNS},
            period="202223",
            met={"A", "B"},
            value=2,
        ),
        Example(tables={"episodes": _OF_TWO_RETURNS}, period="202324", met={"A"}, value=1),
        Example(
            tables={"episodes": _IN_CARE},
            period="202425Q4",
            met={"A", "D"},  # B left on the last day, so is no longer looked after on it
            excluded={"short breaks": {"C"}},
            value=2,
        ),
    ],
    "children-looked-after-rate": [
        Example(
            tables={
                "episodes": _IN_CARE,
                "population": [{"year": 2024, "children_0_17": 4000}],
            },
            period="202425",
            met={"A", "D"},
            excluded={"short breaks": {"C"}},
            value=5,  # 2 of 4,000, by the population of the year before
        ),
    ],
}
