"""Whether children have somebody of their own to speak for them and to see them."""

from cptracker import CHILD, Example, Members, Records, events, measure, stock


@measure(
    title="Referrals for advocacy",
    unit="referrals",
    nouns=("referral", "referrals"),
    better="context",
    needs={"advocacy_referrals": ["child_id", "advocacy_referred"]},
    by=CHILD,
    every="quarter",
    source="Local table of referrals for advocacy",
    why="An advocate helps a child to be heard where others decide; it is the child's right.",
)
def advocacy_referrals(records: Records) -> Members:
    """Referrals of children and young people for advocacy in the period.

    A child who is referred on two days counts twice. Many may mean that children know of their
    right, or that much goes wrong. No national figure exists.
    """
    return events(records.advocacy_referrals, date="advocacy_referred")


@measure(
    title="Children with an independent visitor",
    unit="children",
    better="higher",
    needs={"independent_visitor_matches": ["child_id", "visitor_matched", "visitor_ended"]},
    by=CHILD,
    every="quarter",
    source="Local table of independent visitors",
    why="A visitor who is paid by nobody is a friend to a child whose family does not come.",
)
def independent_visitors_matched(records: Records) -> Members:
    """Children who were matched with an independent visitor and still were on the last day.

    Each counts once. The law (Children Act 1989, section 23ZB) gives a visitor to a looked-after
    child where that is in their interests; how many that are, nobody records. No national figure
    exists.
    """
    return stock(records.independent_visitor_matches, start="visitor_matched", end="visitor_ended")


EXAMPLES = {
    "advocacy-referrals": [
        Example(
            tables={
                "advocacy_referrals": [
                    {"child_id": "A", "advocacy_referred": "2025-01-01"},
                    {"child_id": "A", "advocacy_referred": "2025-03-31"},
                    {"child_id": "B", "advocacy_referred": "2025-04-01"},
                ]
            },
            period="202425Q4",
            met={"A"},
            value=2,
        )
    ],
    "independent-visitors-matched": [
        Example(
            tables={
                "independent_visitor_matches": [
                    {"child_id": "A", "visitor_matched": "2024-01-01"},
                    {
                        "child_id": "B",
                        "visitor_matched": "2024-01-01",
                        "visitor_ended": "2025-03-31",
                    },
                    {"child_id": "C", "visitor_matched": "2025-03-31"},
                    {"child_id": "D", "visitor_matched": "2025-04-01"},
                ]
            },
            period="202425Q4",
            met={"A", "C"},
            value=2,
        )
    ],
}
