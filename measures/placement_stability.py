"""How often children move, and how many stay with the same carers."""

from typing import Any

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    col,
    contacts,
    held_for,
    measure,
    short_breaks,
    stock,
)

NEEDS = {"episodes": ["child_id", "decom", "dec", "rne", "ls", "place"]}
STABILITY_NEEDS = {**NEEDS, "children": ["child_id", "dob"]}


def _placements(records: Records, months: int = 12) -> dict[str, Any]:
    return {
        "contacts": contacts(records.placements, item="placement", months=months),
        "excluded": short_breaks(),
        "disjoint": True,
    }


@measure(
    title="Placements a child has in a year, on average",
    unit="placements",
    better="lower",
    needs=NEEDS,
    by=CARE,
    source="SSDA903 Episodes",
    why="Each move can cost a child a school, friends and trust in adults.",
)
def placements_per_child(records: Records) -> Members:
    """Placements in the 12 months to the period's end, on average over children looked after.

    A placement begins with a new carer (RNE S, P or B); a change of legal status or being placed
    for adoption with the present carer is no move, and temporary placements (T0 to T4) do not
    count, nor does the return after them to the same place. The one open as the window begins
    counts. No national average is published.
    """
    return stock(records.looked_after, none_found="zero", **_placements(records))


@measure(
    title="Children with three or more placements in a year",
    unit="%",
    better="lower",
    needs=NEEDS,
    by=CARE,
    source="SSDA903 Episodes; DfE, placement stability",
    why="Children who move again and again do worse in nearly everything.",
)
def three_or_more_placements(records: Records) -> Members:
    """Share of children looked after with three or more placements in 12 months.

    The placements open on the window's first day and on its last both count, as the DfE's do;
    temporary ones (T0 to T4) and the return after them do not (DfE 383).
    """
    return stock(records.looked_after, at_least=3, **_placements(records))


@measure(
    title="Children in care for 2½ years who stayed 2 years with the same carers",
    unit="%",
    better="higher",
    needs=STABILITY_NEEDS,
    by=CARE,
    source="SSDA903 Episodes; DfE, placement stability",
    why="Staying with the same carers lets a child feel at home.",
)
def long_term_stability(records: Records) -> Members:
    """Share in the same placement for two years, of children in care for two and a half.

    Children under 16 on the last day who have been looked after without a break for the 30 months
    to it; met when their placement began on or before the first day of the 24 months to it, or when
    they are placed for adoption and the placement just before the adoptive one did, as the DfE
    counts. A child whose age is not known is unknown.
    """
    cohort = held_for(records.looked_after_30_months, "settled_start", 24, "same_carer")
    return stock(
        cohort,
        ages=(0, 15),
        met=col("same_carer"),
        excluded=short_breaks(),
        looks_back=30,
        disjoint=True,
    )


@measure(
    title="Children in care for two years with three or more placements in them",
    unit="%",
    better="lower",
    needs=NEEDS,
    by=CARE,
    source="SSDA903 Episodes; DfE, placement stability",
    why="One bad year can be chance; a child who moves on for two has nowhere to belong.",
)
def three_or_more_placements_in_two_years(records: Records) -> Members:
    """Share with three or more placements in 24 months, of children in care for all of them.

    Children looked after without a break for the 24 months to the period's last day. Placements are
    counted as in `three-or-more-placements`.
    """
    cohort = held_for(records.looked_after, "period_start", 24, "long_enough")
    cohort = cohort.filter(col("long_enough") | col("short_break"))
    return stock(cohort, at_least=3, looks_back=24, **_placements(records, 24))


_MOVES = [
    {"child_id": "A", "decom": "2024-01-01", "dec": "2024-06-01", "rne": "S", "place": "U4"},
    {"child_id": "A", "decom": "2024-06-01", "dec": "2024-08-01", "rne": "L", "place": "U4"},
    {"child_id": "A", "decom": "2024-08-01", "dec": "2024-08-15", "rne": "P", "place": "T1"},
    {"child_id": "A", "decom": "2024-08-15", "dec": "2024-12-01", "rne": "P", "place": "U6"},
    {"child_id": "A", "decom": "2024-12-01", "rne": "B", "place": "K2"},
    {"child_id": "B", "decom": "2022-01-01", "rne": "S", "place": "U4"},
]
"""A: a change of legal status and a stay in hospital are no placements of their own."""

_STAYS = [
    {"child_id": "A", "decom": "2021-04-01", "dec": "2024-06-10", "rne": "S", "place": "U4"},
    {"child_id": "A", "decom": "2024-06-10", "dec": "2024-06-20", "rne": "P", "place": "T1"},
    {"child_id": "A", "decom": "2024-06-20", "dec": "2024-09-10", "rne": "P", "place": "U4"},
    {"child_id": "A", "decom": "2024-09-10", "dec": "2024-09-24", "rne": "P", "place": "T3"},
    {"child_id": "A", "decom": "2024-09-24", "rne": "P", "place": "U4"},
]
"""In one foster home throughout, but for days in hospital and with other carers."""

EXAMPLES = {
    "placements-per-child": [
        Example(tables={"episodes": _STAYS}, period="202425", met={"A"}, value=1),
        Example(tables={"episodes": _MOVES}, period="202425", met={"A", "B"}, value=2),
    ],
    "three-or-more-placements": [
        Example(tables={"episodes": _STAYS}, period="202425", missed={"A"}),
        Example(tables={"episodes": _MOVES}, period="202425", met={"A"}, missed={"B"}),
    ],
    "long-term-stability": [
        Example(
            tables={
                "children": [{"child_id": child, "dob": "2020-05-05"} for child in ("A", "B", "C")],
                "episodes": [
                    *_STAYS,
                    {
                        "child_id": "B",
                        "decom": "2022-01-01",
                        "dec": "2024-12-01",
                        "rne": "S",
                        "place": "U4",
                    },
                    {"child_id": "B", "decom": "2024-12-01", "rne": "P", "place": "A6"},
                    {
                        "child_id": "C",
                        "decom": "2022-01-01",
                        "dec": "2024-12-01",
                        "rne": "S",
                        "place": "U4",
                    },
                    {"child_id": "C", "decom": "2024-12-01", "rne": "P", "place": "U6"},
                ],
            },
            period="202425",
            met={"A", "B"},  # B's adoptive placement counts with the one just before it
            missed={"C"},
        ),
        Example(
            tables={
                "children": [{"child_id": child, "dob": "2012-05-05"} for child in ("A", "B", "C")],
                "episodes": [
                    {"child_id": "A", "decom": "2022-01-01", "rne": "S", "place": "U4"},
                    {
                        "child_id": "B",
                        "decom": "2022-01-01",
                        "dec": "2023-05-01",
                        "rne": "S",
                        "place": "U4",
                    },
                    {"child_id": "B", "decom": "2023-05-01", "rne": "P", "place": "U6"},
                    {"child_id": "C", "decom": "2022-10-02", "rne": "S", "place": "U4"},
                    {"child_id": "D", "decom": "2022-01-01", "rne": "S", "place": "U4"},
                ],
            },
            period="202425",
            met={"A"},
            missed={"B"},  # moved within the two years
            unknown={"D"},  # no date of birth; C came a day too late for the 30 months
        ),
    ],
    "three-or-more-placements-in-two-years": [
        Example(
            tables={
                "episodes": [
                    *(
                        {"child_id": "A", "decom": begun, "dec": ended, "rne": why, "place": "U4"}
                        for begun, ended, why in (
                            ("2023-04-01", "2023-06-01", "S"),
                            ("2023-06-01", "2024-06-01", "P"),
                            ("2024-06-01", None, "P"),
                        )
                    ),
                    {"child_id": "B", "decom": "2023-04-01", "rne": "S", "place": "U4"},
                    {
                        "child_id": "C",
                        "decom": "2023-04-02",
                        "rne": "S",
                        "place": "U4",
                    },  # a day short
                ]
            },
            period="202425",
            met={"A"},
            missed={"B"},
        ),
    ],
}
