"""Children in need and on child protection plans: how many there are, and whether they are seen."""

from cptracker import (
    CHILD,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    contacts,
    measure,
    stock,
)

PLANS = {"plan_spells": ["child_id", "plan_kind", "plan_start", "plan_end"]}
VISITS = {**PLANS, "plan_visits": ["child_id", "plan_visit_date"]}
SOURCE = "Local table of plans; DfE, Children in need census"
PLANS_AND_VISITS = "Local tables of plans and of visits to children on them"
WHY_SEEN = "Whether a child is safe can only be seen by going there."

PROTECTION, NEED = "child_protection", "child_in_need"


def _on_plan(records: Records, kind: str, seen_within: int | None = None) -> Members:
    """Children on a plan of one kind; with days, met by a visit in so many to the last day."""
    plans = records.plan_spells.filter(col("plan_kind") == kind)
    if seen_within is None:
        return stock(plans, start="plan_start", end="plan_end")
    visits = contacts(records.plan_visits, on="plan_visit_date", days=seen_within)
    return stock(plans, start="plan_start", end="plan_end", contacts=visits, at_least=1)


@measure(
    title="Children on a child protection plan",
    unit="children",
    better="context",
    needs=PLANS,
    by=CHILD,
    every="month",
    source=SOURCE,
    why="These children are at risk of being hurt, and the plan is to keep them safe at home.",
)
def child_protection_plans(records: Records) -> Members:
    """Children with a child protection plan on the period's last day, each once."""
    return _on_plan(records, PROTECTION)


@measure(
    title="Children on a child in need plan",
    unit="children",
    better="context",
    needs=PLANS,
    by=CHILD,
    every="month",
    source=SOURCE,
    why="These children need help to be well, without which more of them would come into care.",
    departs="Counts plans; the DfE counts every child in need, with a plan or without.",
)
def children_in_need_plans(records: Records) -> Members:
    """Children with a child in need plan on the period's last day, each once."""
    return _on_plan(records, NEED)


@measure(
    title="Children on a child protection plan seen in the last two weeks",
    unit="%",
    better="higher",
    needs=VISITS,
    by=CHILD,
    every="month",
    source=PLANS_AND_VISITS,
    why=WHY_SEEN,
    related=RelatedMeasures(part_of="child-protection-seen-in-four-weeks"),
)
def child_protection_seen_in_two_weeks(records: Records) -> Members:
    """Share of children on a child protection plan with a visit in the 14 days to the last one.

    The council's standard of 10 working days. A child whose plan began within them is expected to
    have been seen too. No national figure of this exists.
    """
    return _on_plan(records, PROTECTION, 14)


@measure(
    title="Children on a child protection plan seen in the last four weeks",
    unit="%",
    better="higher",
    needs=VISITS,
    by=CHILD,
    every="month",
    source=PLANS_AND_VISITS,
    why=WHY_SEEN,
)
def child_protection_seen_in_four_weeks(records: Records) -> Members:
    """Share of children on a child protection plan with a visit in the 28 days to the last one.

    The council's standard of 20 working days.
    """
    return _on_plan(records, PROTECTION, 28)


@measure(
    title="Children on a child in need plan seen in the last four weeks",
    unit="%",
    better="higher",
    needs=VISITS,
    by=CHILD,
    every="month",
    source=PLANS_AND_VISITS,
    why=WHY_SEEN,
)
def child_in_need_seen_in_four_weeks(records: Records) -> Members:
    """Share of children on a child in need plan with a visit in the 28 days to the last one."""
    return _on_plan(records, NEED, 28)


def _plan(child: str, start: str, end: str | None = None, kind: str = PROTECTION) -> dict[str, str]:
    cells = {"child_id": child, "plan_kind": kind, "plan_start": start}
    return {**cells, "plan_end": end} if end else cells


_PLANS = [
    _plan("A", "2025-01-01"),
    _plan("B", "2025-03-31"),
    _plan("C", "2025-01-01"),
    _plan("D", "2025-01-01", "2025-03-31"),
    _plan("E", "2025-01-01", kind=NEED),
    _plan("F", "2025-01-01", kind=NEED),
]
_VISITS = [
    {"child_id": child, "plan_visit_date": day}
    for child, day in (
        ("A", "2025-03-18"),  # 14 days, the last one included
        ("B", "2025-03-17"),
        ("C", "2025-03-03"),
        ("E", "2025-03-04"),
        ("F", "2025-03-03"),
    )
]


def _seen_examples(met: set[str], missed: set[str]) -> list[Example]:
    tables = {"plan_spells": _PLANS, "plan_visits": _VISITS}
    return [Example(tables=tables, period="2025-03", met=met, missed=missed)]


EXAMPLES = {
    "child-protection-plans": [
        Example(tables={"plan_spells": _PLANS}, period="2025-03", met={"A", "B", "C"}, value=3)
    ],
    "children-in-need-plans": [
        Example(tables={"plan_spells": _PLANS}, period="2025-03", met={"E", "F"}, value=2)
    ],
    "child-protection-seen-in-two-weeks": _seen_examples({"A"}, {"B", "C"}),
    "child-protection-seen-in-four-weeks": _seen_examples({"A", "B"}, {"C"}),
    "child-in-need-seen-in-four-weeks": _seen_examples({"E"}, {"F"}),
}
