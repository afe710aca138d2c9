"""Foster households that begin and that end, which make the number that there are."""

from cptracker import Example, Members, Records, events, measure

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
}
