"""What comes to the council's front door: contacts, referrals, and those who are referred again."""

from cptracker import CHILD, Example, Members, Records, col, events, measure, per_head

REFERRALS = {"referrals": ["child_id", "referral_date"]}
SOURCE = "Local table of referrals; DfE, Children in need census"
AGAIN_WITHIN = 12
"""Months within which a referral is one again."""


@measure(
    title="Contacts received",
    unit="contacts",
    nouns=("contact", "contacts"),
    better="context",
    needs={"contacts_received": ["contact_id", "contact_date"]},
    every="month",
    source="Local table of contacts at the front door",
    why="It shows how many people worry about a child, and how much work that brings.",
)
def contacts_received(records: Records) -> Members:
    """Contacts that the council received in the period, each once.

    No national figure exists; what is written down as a contact is the council's own rule.
    """
    return events(records.contacts_received, subject="contact_id", date="contact_date")


@measure(
    title="Referrals received",
    unit="referrals",
    nouns=("referral", "referrals"),
    better="context",
    needs=REFERRALS,
    by=CHILD,
    every="month",
    source=SOURCE,
    why="It shows how many children need a social worker to look at how they live.",
)
def referrals_received(records: Records) -> Members:
    """Referrals of children in the period; a child who is referred on two days counts twice."""
    return events(records.referrals, date="referral_date")


@measure(
    title="Referrals per 10,000 children",
    unit="per 10,000",
    nouns=("referral", "referrals"),
    better="context",
    needs={**REFERRALS, "population": ["year", "children_0_17"]},
    source=f"{SOURCE}; population estimates aged 0 to 17",
    why="Lets councils of different size be set beside each other.",
    departs="By the population of the latest year at hand, where the DfE has that of the year.",
)
def referrals_rate(records: Records) -> Members:
    """Referrals in the year, for every 10,000 children aged 0 to 17.

    There is no population by group, so there is no rate by group.
    """
    people = per_head(records.population, people="children_0_17")
    return events(records.referrals, date="referral_date", per=people)


@measure(
    title="Referrals within a year of an earlier one",
    unit="%",
    nouns=("referral", "referrals"),
    better="lower",
    needs=REFERRALS,
    by=CHILD,
    every="month",
    source=SOURCE,
    why="A child who is referred again was not helped for good the first time.",
    departs="The DfE publishes the figure of a financial year; earlier referrals must be at hand.",
)
def re_referrals(records: Records) -> Members:
    """Share of the referrals in the period of a child referred before in the 12 months up to it.

    From the same day of the month a year before, to the day before. An earlier referral that stands
    in no file is not seen.
    """
    rows = records.referrals
    earlier = records.months_after(rows, "referral_date", AGAIN_WITHIN, "until")
    earlier = earlier.select("child_id", before_day="referral_date_day", until_day="until_day")
    pairs = rows.select("child_id", "referral_date_day").join(earlier, on="child_id", how="inner")
    again = pairs.filter(
        col("before_day") < col("referral_date_day"), col("until_day") >= col("referral_date_day")
    )
    again = again.group_by("child_id", "referral_date_day").agg(col("before_day").max())
    frame = rows.join(again, on=["child_id", "referral_date_day"], how="left")
    return events(frame, date="referral_date", met=~col("before_day").is_null())


def _referral(child: str, day: str) -> dict[str, str]:
    return {"child_id": child, "referral_date": day}


_REFERRALS = [
    _referral("A", "2024-03-15"),
    _referral("A", "2025-03-15"),  # a year to the day
    _referral("B", "2024-03-14"),
    _referral("B", "2025-03-15"),  # a day more than a year
    _referral("C", "2025-03-31"),
    _referral("D", "2025-04-01"),
]

EXAMPLES = {
    "contacts-received": [
        Example(
            tables={
                "contacts_received": [
                    {"contact_id": "1", "contact_date": "2025-03-01"},
                    {"contact_id": "2", "contact_date": "2025-03-31"},
                    {"contact_id": "3", "contact_date": "2025-04-01"},
                ]
            },
            period="2025-03",
            met={"1", "2"},
            value=2,
        )
    ],
    "referrals-received": [
        Example(tables={"referrals": _REFERRALS}, period="2025-03", met={"A", "B", "C"}, value=3)
    ],
    "referrals-rate": [
        Example(
            tables={
                "referrals": _REFERRALS,
                "population": [{"year": 2025, "children_0_17": 10_000}],
            },
            period="202425",
            met={"A", "B", "C"},
            value=3,
        )
    ],
    "re-referrals": [
        Example(tables={"referrals": _REFERRALS}, period="2025-03", met={"A"}, missed={"B", "C"})
    ],
}
