"""How many social workers a child has in a year."""

from typing import Any

from cptracker import CARE, Example, Members, Records, col, contacts, measure, short_breaks, stock

NEEDS = {
    "episodes": ["child_id", "decom", "dec", "rne", "ls"],
    "social_worker_spells": ["child_id", "worker_id", "start", "end"],
}
NOT_KNOWN = "XX"
"""How the identifier of a worker begins who is not known; the others begin SW."""

SOURCE = "SSDA903 Episodes and SWEpisodes (in the return since 2023/24)"


def _workers(records: Records) -> dict[str, Any]:
    """Social workers of the 12 months to the period's end, for children looked after on it.

    A spell that ends on the window's first day counts: the DfE asks for SW_DEC on or after it.
    An identifier XX… says that the worker is not known (DfE SW02): it is never a distinct person.
    """
    expression = ~col("worker_id").str.to_uppercase().str.starts_with(NOT_KNOWN)
    named = records.social_worker_spells.filter(expression)
    spells = contacts(named, item="worker_id", months=12, closed=True)
    return {
        "contacts": spells,
        "excluded": short_breaks(),
        "none_found": "unknown",
        "disjoint": True,
    }


@measure(
    title="Social workers a child has in a year, on average",
    unit="social workers",
    better="lower",
    needs=NEEDS,
    by=CARE,
    source=SOURCE,
    why="A child should not have to tell the story of their life to one worker after another.",
)
def social_workers_per_child(records: Records) -> Members:
    """Distinct social workers in the 12 months to the period's end, on average over children.

    Children looked after on the last day. A worker who comes back counts once. A child with no
    known social worker is unknown and left out of the mean. There is no national average; its
    published cousin is `three-or-more-social-workers`.
    """
    return stock(records.looked_after, **_workers(records))


@measure(
    title="Children with three or more social workers in a year",
    unit="%",
    better="lower",
    needs=NEEDS,
    by=CARE,
    source=SOURCE,
    why="A child should not have to tell the story of their life to one worker after another.",
)
def three_or_more_social_workers(records: Records) -> Members:
    """Share of children looked after with three or more distinct social workers in 12 months.

    As the DfE counts it, all children looked after on the last day are in the denominator, so a
    child with none recorded counts as not having three; the upper bound says what that could hide.
    """
    rules = _workers(records)
    return stock(records.looked_after, at_least=3, no_information="not met", **rules)


TRANSFER = "TSPROC"
"""Why a worker's time began: handed on as is usual, such as to the team for children in care."""


@measure(
    title="Social workers a child has in a year, after transfer to the team for children in care",
    unit="social workers",
    better="lower",
    needs={
        **NEEDS,
        "social_worker_spells": ["child_id", "worker_id", "start", "end", "reason"],
    },
    by=CARE,
    source="SSDA903 Episodes and SWEpisodes, SW_REASON TSPROC (in the return since 2023/24)",
    why="Once a child is with the team that stays with them, the worker should stay too.",
)
def social_workers_after_transfer(records: Records) -> Members:
    """Distinct social workers in the 12 months whose time began with the transfer or after it.

    Children looked after on the last day; the transfer is the first time that a worker's time began
    by standard transfer (TSPROC). A child of whom no transfer or no later worker is known is
    unknown and left out of the mean. As the Together Plan words it; no national figure exists.
    """
    spells = records.social_worker_spells
    moved = spells.filter(col("reason") == TRANSFER).group_by("child_id").agg(
        transfer_day=col("start_day").min()
    )  # fmt: skip
    named = spells.filter(~col("worker_id").str.to_uppercase().str.starts_with(NOT_KNOWN))
    since = named.join(moved, on="child_id", how="inner")
    since = since.filter(col("start_day") >= col("transfer_day"))
    workers = contacts(since, item="worker_id", months=12, closed=True)
    return stock(
        records.looked_after,
        contacts=workers,
        excluded=short_breaks(),
        none_found="unknown",
        disjoint=True,
    )


_TABLES = {
    "episodes": [
        {"child_id": child, "decom": "2023-01-01", "rne": "S", "ls": "C2"} for child in "ABC"
    ],
    "social_worker_spells": [
        {"child_id": "A", "worker_id": "SW1", "start": "2023-01-01", "end": "2024-04-01"},
        {"child_id": "A", "worker_id": "SW2", "start": "2024-04-01", "end": "2024-09-01"},
        {"child_id": "A", "worker_id": "SW1", "start": "2024-09-01", "end": "2025-01-01"},
        {"child_id": "A", "worker_id": "SW3", "start": "2025-01-01"},
        {"child_id": "B", "worker_id": "SW4", "start": "2023-01-01"},
        {"child_id": "B", "worker_id": "SW5", "start": "2022-01-01", "end": "2024-03-31"},
        {"child_id": "B", "worker_id": "XX1", "start": "2024-06-01", "end": "2024-07-01"},
        {"child_id": "B", "worker_id": "XX2", "start": "2024-07-01", "end": "2024-08-01"},
        {"child_id": "C", "worker_id": "XX3", "start": "2024-06-01"},
    ],
}

_OF_TWO_RETURNS = {
    "episodes": [{"child_id": "A", "decom": "2023-06-01", "rne": "S", "year_end": "2025-03-31"}],
    "social_worker_spells": [
        {
            "child_id": "A",
            "worker_id": "SW1",
            "start": "2023-06-01",
            "year_end": "2024-03-31",
        },
        {"child_id": "A", "worker_id": "SW2", "start": "2024-04-02", "year_end": "2025-03-31"},
    ],
}
"""The first return left SW1 open, the second has SW2 alone."""

EXAMPLES = {
    "social-workers-per-child": [
        Example(tables=_OF_TWO_RETURNS, period="202425", met={"A"}, value=1),
        Example(
            tables=_TABLES,
            period="202425",
            met={"A", "B"},
            unknown={"C"},
            value=2,  # A had three, coming back counts once; B had one who is known
        ),
    ],
    "three-or-more-social-workers": [
        Example(tables=_TABLES, period="202425", met={"A"}, missed={"B"}, unknown={"C"}),
    ],
    "social-workers-after-transfer": [
        Example(
            tables={
                "episodes": _TABLES["episodes"],
                "social_worker_spells": [
                    {
                        "child_id": "A",
                        "worker_id": "SW1",
                        "start": "2023-01-01",
                        "reason": "FCONTA",
                        "end": "2024-05-01",
                    },
                    {
                        "child_id": "A",
                        "worker_id": "SW2",
                        "start": "2024-05-01",
                        "reason": "TSPROC",
                        "end": "2024-09-01",
                    },
                    {
                        "child_id": "A",
                        "worker_id": "SW3",
                        "start": "2024-09-01",
                        "reason": "LEFTRL",
                    },
                    {
                        "child_id": "B",
                        "worker_id": "SW4",
                        "start": "2023-01-01",
                        "reason": "TSPROC",
                    },
                    {
                        "child_id": "C",
                        "worker_id": "SW5",
                        "start": "2023-01-01",
                        "reason": "FCONTA",
                    },
                ],
            },
            period="202425",
            met={"A", "B"},
            unknown={"C"},
            value=1.5,
        ),
    ],
}
