"""Savings that the council puts aside for children in care."""

from cptracker import CARE, Example, Members, Records, col, contacts, measure, short_breaks, stock

MONTHS = 3
"""Months for which a payment may be behind: savings are paid in by the week, month or quarter."""


@measure(
    title="Children in care whose savings are up to date",
    unit="%",
    better="higher",
    needs={
        "episodes": ["child_id", "decom", "dec", "rne", "ls"],
        "savings_accounts": [
            "child_id", "savings_account", "savings_opened", "savings_paid_up_to",
        ],
    },
    by=CARE,
    every="quarter",
    source=(
        "Local table of savings; DfE, Statutory guidance on junior individual savings accounts for "
        "looked-after children"
    ),
    why="A young person who leaves care with nothing put by has nobody to ask for a deposit.",
    departs=(
        "The guidance gives each child looked after for a year an account; how often a council "
        "pays into it is its own rule. No national figure exists."
    ),
)  # fmt: skip
def savings_up_to_date(records: Records) -> Members:
    """Share who had an account on the period's last day that was paid up to less than 3 months ago.

    Children looked after for the 12 months to it, from when the guidance has an account opened.
    One account of several is enough. An account into which nothing was ever paid is not up to date.
    """
    paid = records.savings_accounts.filter(~col("savings_paid_up_to_day").is_null())
    paid = records.months_after(paid, "savings_paid_up_to", MONTHS, "behind")
    return stock(
        records.looked_after_12_months,
        contacts=contacts(paid, start="savings_opened", end="behind", months=0),
        excluded=short_breaks(),
        looks_back=12,
        disjoint=True,
    )


def _account(child: str, paid: str | None, opened: str = "2024-06-01") -> dict[str, str | None]:
    return {
        "child_id": child,
        "savings_account": f"{child}1",
        "savings_opened": opened,
        "savings_paid_up_to": paid,
    }


EXAMPLES = [
    Example(
        tables={
            "episodes": [
                {"child_id": child, "decom": "2024-01-01", "rne": "S"} for child in "ABCDEF"
            ],
            "savings_accounts": [
                _account("A", "2025-01-01"),
                _account("B", "2024-12-31"),  # three months behind
                _account("C", None),
                _account("D", "2025-06-30"),  # paid ahead
                _account("E", "2025-06-30", opened="2025-04-01"),  # not yet opened
            ],
        },
        period="202425Q4",
        met={"A", "D"},
        missed={"B", "C", "E", "F"},
        value=100 / 3,
    )
]
