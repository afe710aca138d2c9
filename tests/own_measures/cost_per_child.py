"""What placements cost."""

from cptracker import Example, Members, Records, col, measure, stock, table

COSTS = table(
    "placement_costs",
    columns={
        "child_id": "id required key filled",
        "placed_on": "date required key filled",
        "left_on": "date required",
        "pounds_a_week": "integer 0-50000 required",
    },
    covers={"dates": "placed_on left_on", "first": "quarter 80", "last": "month 21"},
    spell="placed_on left_on",
)


@measure(
    title="What a child's placement costs in a week",
    unit="pounds",
    better="lower",
    needs={"placement_costs": ["child_id", "placed_on", "left_on", "pounds_a_week"]},
)
def cost_per_child(records: Records) -> Members:
    """Mean weekly cost of the placements on the last day; one of which none is known is unknown."""
    costs = records.placement_costs
    return stock(costs, start="placed_on", end="left_on", amount=col("pounds_a_week"))


EXAMPLES = [
    Example(
        tables={
            "placement_costs": [
                {"child_id": "A", "placed_on": "2024-01-01", "pounds_a_week": 600},
                {"child_id": "B", "placed_on": "2024-01-01", "pounds_a_week": 5400},
                {"child_id": "C", "placed_on": "2024-01-01"},
                {
                    "child_id": "D",
                    "placed_on": "2024-01-01",
                    "left_on": "2025-03-31",
                    "pounds_a_week": 900,
                },
            ]
        },
        period="202425",
        met={"A", "B"},
        unknown={"C"},
        value=3000,
    )
]
