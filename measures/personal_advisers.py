"""Personal advisers: how many a care leaver has in a year, and whether plans are kept up."""

from cptracker import Example, Members, Records, contacts, measure, stock

CHILD_ONLY = ("sex", "ethnic_group", "uasc")
ADVISERS = {"adviser_spells": ["child_id", "adviser_id", "start", "end"]}


@measure(
    title="Personal advisers a care leaver has in a year, on average",
    unit="personal advisers",
    better="lower",
    needs=ADVISERS,
    by=CHILD_ONLY,
    source="Local table of personal advisers' spells",
    why="A young person must be able to know and trust the adviser, which takes time.",
)
def personal_advisers_per_care_leaver(records: Records) -> Members:
    """Distinct advisers in the 12 months to the period's end, on average over young people.

    Young people with an adviser on the last day. An adviser who comes back counts once. No national
    record or figure exists.
    """
    spells = records.adviser_spells
    return stock(
        spells, contacts=contacts(spells, item="adviser_id", months=12), none_found="unknown"
    )


@measure(
    title="Pathway plans reviewed in the last six months",
    unit="%",
    nouns=("plan in date", "plans in date"),
    better="higher",
    needs={**ADVISERS, "pathway_plans": ["child_id", "plan_date"]},
    by=CHILD_ONLY,
    every="quarter",
    source="Local tables of personal advisers' spells and of pathway plans",
    why=(
        "The plan says what help a young person will get; an old one is about a life that has "
        "moved on."
    ),
)
def pathway_plans_in_date(records: Records) -> Members:
    """Share of young people with an adviser whose plan is of the 6 months to the period's end.

    The law asks for a review every six months at least.
    """
    plans = contacts(records.pathway_plans, on="plan_date", months=6)
    return stock(records.adviser_spells, contacts=plans)


_SPELLS = [
    {"child_id": "A", "adviser_id": "P1", "start": "2023-01-01", "end": "2024-06-01"},
    {"child_id": "A", "adviser_id": "P2", "start": "2024-06-01"},
    {"child_id": "A", "adviser_id": "P3", "start": "2025-01-01"},  # two at once
    {"child_id": "B", "adviser_id": "P1", "start": "2023-01-01", "end": "2024-04-01"},
    {"child_id": "B", "adviser_id": "P2", "start": "2024-04-01"},
    {"child_id": "C", "adviser_id": "P1", "start": "2023-01-01", "end": "2025-03-31"},
]

EXAMPLES = {
    "personal-advisers-per-care-leaver": [
        Example(tables={"adviser_spells": _SPELLS}, period="202425", met={"A", "B"}, value=2),
    ],
    "pathway-plans-in-date": [
        Example(
            tables={
                "adviser_spells": _SPELLS,
                "pathway_plans": [
                    {"child_id": "A", "plan_date": "2024-10-01"},
                    {"child_id": "B", "plan_date": "2024-09-30"},
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B"},
        ),
    ],
}
