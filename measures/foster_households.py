"""Foster households that begin and that end, which make the number that there are."""

from cptracker import Example, Members, Records, col, events, lit, measure, stock, together

SOURCE = "Local table of foster households; Ofsted, Fostering in England"
WHY = "Each household that is gained or lost is a home for a child near their own."


@measure(
    title="Foster households approved",
    unit="households",
    better="higher",
    needs={"foster_households": ["household_id", "approved"]},
    by=["kind"],
    every="quarter",
    source=SOURCE,
    why=WHY,
    about="households",
    nouns=("household", "households"),
)
def foster_households_approved(records: Records) -> Members:
    """Foster households of the council that were approved in the period."""
    return events(records.foster_households, subject="household_id", date="approved")


@measure(
    title="Foster households that ended",
    unit="households",
    better="lower",
    needs={"foster_households": ["household_id", "approved", "ended"]},
    by=["kind"],
    every="quarter",
    source=SOURCE,
    why=WHY,
    about="households",
    nouns=("household", "households"),
)
def foster_households_ended(records: Records) -> Members:
    """Foster households of the council whose approval ended in the period."""
    return events(records.foster_households, subject="household_id", date="ended")


@measure(
    title="Foster households gained or lost",
    unit="households",
    better="higher",
    needs={"foster_households": ["household_id", "approved", "ended"]},
    by=["kind"],
    every="quarter",
    source=SOURCE,
    why=WHY,
    about="households",
    nouns=("household", "households"),
)
def foster_households_net(records: Records) -> Members:
    """Foster households approved in the period, less those whose approval ended in it."""
    households = records.foster_households
    if "kind" not in households.collect_schema().names():
        households = households.with_columns(kind=lit("unknown"))
    gained, lost = (
        households.select(
            "household_id", "kind", day_month=f"{day}_month", day_day=f"{day}_day", change=lit(by)
        )
        for day, by in (("approved", 1), ("ended", -1))
    )
    both = together(gained, lost)
    return events(both, subject="household_id", date="day", amount=col("change"))


KINSHIP = ["kinship", "connected person", "connected persons", "family and friends"]
"""What the register calls carers who are relatives or friends of the child, in small letters."""


@measure(
    title="Foster households of relatives and friends",
    unit="households",
    better="context",
    needs={"foster_households": ["household_id", "approved", "ended", "kind"]},
    every="quarter",
    source=SOURCE,
    why="Relatives and friends keep a child among people whom they know.",
    about="households",
    nouns=("household", "households"),
)
def connected_carer_households(records: Records) -> Members:
    """Foster households of connected persons that were approved and had not ended on the last day.

    Those whose `kind` is kinship, connected person (or persons) or family and friends. Those of
    which the kind is not recorded are not counted.
    """
    kinship = records.foster_households.filter(col("kind").str.to_lowercase().is_in(KINSHIP))
    return stock(kinship, subject="household_id", start="approved", end="ended")


_HOUSEHOLDS = [
    {"household_id": "H1", "approved": "2025-01-01", "kind": "mainstream"},
    {"household_id": "H2", "approved": "2024-12-31", "ended": "2025-03-31", "kind": "kinship"},
    {"household_id": "H3", "approved": "2020-01-01", "ended": "2025-04-01"},
]

EXAMPLES = {
    "foster-households-approved": [
        Example(tables={"foster_households": _HOUSEHOLDS}, period="202425Q4", met={"H1"}, value=1),
    ],
    "foster-households-ended": [
        Example(tables={"foster_households": _HOUSEHOLDS}, period="202425Q4", met={"H2"}, value=1),
    ],
    "foster-households-net": [
        Example(tables={"foster_households": _HOUSEHOLDS}, period="202425Q4", value=0),
        Example(tables={"foster_households": _HOUSEHOLDS}, period="202526Q1", value=-1),
    ],
    "connected-carer-households": [
        Example(tables={"foster_households": _HOUSEHOLDS}, period="202425Q3", met={"H2"}, value=1),
        Example(tables={"foster_households": _HOUSEHOLDS}, period="202425Q4", value=0),
    ],
}
