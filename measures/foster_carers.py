"""The council's own foster carers, from the fostering register."""

from cptracker import Example, Members, Records, measure, stock


@measure(
    title="In-house foster households",
    unit="households",
    better="higher",
    needs={"foster_households": ["household_id", "approved", "ended"]},
    by=("kind",),
    every="quarter",
    source="Local table of foster households",
    about="households",
    why="With carers of its own a council can keep children near their school, family and friends.",
)
def in_house_foster_carers(records: Records) -> Members:
    """Foster households approved and not ended on the period's last day.

    Households, not people: panels count families. No return to the DfE holds them; Ofsted's yearly
    fostering return does.
    """
    return stock(records.foster_households, subject="household_id", start="approved", end="ended")


EXAMPLES = [
    Example(
        tables={
            "foster_households": [
                {"household_id": "A", "approved": "2020-01-01"},
                {"household_id": "B", "approved": "2020-01-01", "ended": "2025-03-31"},
                {"household_id": "C", "approved": "2025-03-31"},
                {"household_id": "D", "approved": "2025-04-01"},
            ]
        },
        period="202425Q4",
        met={"A", "C"},
        value=2,
    ),
]
