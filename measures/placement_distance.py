"""How far from home children live: the plan's 20 and 50 miles."""

from typing import Any

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    measure,
    short_breaks,
    stock,
)

NEEDS = {"episodes": ["child_id", "decom", "dec", "ls", "place"]}
SOURCE = "SSDA903 Episodes with a table of distances, or of postcodes to derive them from"


def _within(records: Records, miles: int) -> Members:
    """Children looked after, met within so many miles; no distance is unknown."""
    near = col("distance_miles") <= miles
    return stock(records.looked_after, met=near, excluded=short_breaks(), disjoint=True)


@measure(
    title="Children living within 20 miles of home",
    unit="%",
    better="higher",
    needs=NEEDS,
    by=CARE,
    every="quarter",
    source=SOURCE,
    why="Near home, a child can keep school, friends and family.",
    departs=(
        "The DfE keeps unknown distances in its denominators and has several of them; this "
        "leaves them out and tells the bounds."
    ),
    related=RelatedMeasures(part_of="placed-within-50-miles"),
)
def placed_within_20_miles(records: Records) -> Members:
    """Share of children looked after whose home is 20 miles or less from where they came from.

    Miles in a straight line, from a table of distances or else from both postcodes. 999.9, a blank
    or a postcode that is not known is unknown and left out of the value; the bounds say what it
    could hide. The DfE publishes several others, with unknowns in the denominator, so no published
    figure is like for like.
    """
    return _within(records, 20)


@measure(
    title="Children living within 50 miles of home",
    unit="%",
    better="higher",
    needs=NEEDS,
    by=CARE,
    every="quarter",
    source=SOURCE,
    why="Far from home it is hard for family and workers to visit.",
)
def placed_within_50_miles(records: Records) -> Members:
    """Share of children looked after whose home is 50 miles or less from where they came from.

    As `placed-within-20-miles`. No figure for 50 miles is published nationally.
    """
    return _within(records, 50)


_TABLES: dict[str, list[dict[str, Any]]] = {
    "episodes": [
        {"child_id": "A", "decom": "2024-06-01", "rne": "S", "place": "U4"},
        {"child_id": "B", "decom": "2024-06-01", "rne": "S", "place": "U4"},
        {"child_id": "C", "decom": "2024-06-01", "rne": "S", "place": "U4"},
        {
            "child_id": "D",
            "decom": "2024-06-01",
            "home_post": "ZZ1 1AA",
            "pl_post": "ZZ1 1AB",
        },
        {"child_id": "E", "decom": "2024-06-01"},
    ],
    "placement_distances": [
        {"child_id": "A", "decom": "2024-06-01", "distance_miles": 20.0},
        {"child_id": "B", "decom": "2024-06-01", "distance_miles": 20.1},
        {"child_id": "C", "decom": "2024-06-01", "distance_miles": 999.9},
        {"child_id": "E", "decom": "2024-06-01", "distance_miles": 80.0},
    ],
    "postcodes": [
        {"pcd": "ZZ1 1AA", "oseast1m": 400000, "osnrth1m": 100000},
        {"pcd": "ZZ11AB", "oseast1m": 400000, "osnrth1m": 116093},
    ],
}

EXAMPLES = {
    "placed-within-20-miles": [
        Example(
            tables=_TABLES, period="202425Q4", met={"A", "D"}, missed={"B", "E"}, unknown={"C"}
        ),
    ],
    "placed-within-50-miles": [
        Example(
            tables=_TABLES, period="202425Q4", met={"A", "B", "D"}, missed={"E"}, unknown={"C"}
        ),
    ],
}
