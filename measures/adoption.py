"""Adoption: how many, how long it takes, and where the plan was given up."""

from typing import Any, Literal

from cptracker import (
    CHILD,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    days_between,
    events,
    measure,
    reasons,
    short_breaks,
    stock,
    when,
)

EPISODES = ["child_id", "decom", "dec", "rne", "ls", "place", "rec"]

ADOPTED = ["E11", "E12"]
"""Reasons why an episode ceased: adopted with or without the consent of the parents."""

PLACEMENT_ORDER = "E1"

WHY = "A young child waits longest of all: each month without a family is a large part of a life."


@measure(
    title="Children adopted from care",
    unit="children",
    better="context",
    needs={"episodes": EPISODES},
    by=CHILD,
    source="SSDA903 Episodes, REC E11 and E12; DfE, Children looked after in England, adoption",
    why="Adoption gives a child who cannot grow up at home a family for good.",
    related=RelatedMeasures(same_as=("children-leaving-care", "leaving_reason", "adopted")),
)
def adoptions(records: Records) -> Members:
    """Children whose period of care ended in the period with an adoption (REC E11, E12)."""
    adopted = records.ends_of_care.filter(col("rec").is_in(ADOPTED))
    left_out = reasons(
        {"short breaks": col("short_break"), "not in the next return": col("not_in_next_return")}
    )
    return events(adopted, date="date", excluded=left_out)


@measure(
    title="Children placed for adoption",
    unit="children",
    better="context",
    needs={"episodes": EPISODES},
    by=CHILD,
    every="quarter",
    source="SSDA903 Episodes, PLACE A3 to A6",
    why="These children live with the family that means to adopt them, and wait for the court.",
    sensitive=True,
    related=RelatedMeasures(
        same_as=("children-looked-after", "placement_type", "placed for adoption")
    ),
)
def placed_for_adoption(records: Records) -> Members:
    """Children looked after on the last day who are placed for adoption (PLACE A3 to A6)."""
    placed = records.looked_after.filter(col("placement_type") == "placed for adoption")
    return stock(placed, excluded=short_breaks(), disjoint=True)


@measure(
    title="Plans for adoption that were given up",
    unit="children",
    better="lower",
    needs={"placed_for_adoption": ["child_id", "placed", "ceased"]},
    by=CHILD,
    source="SSDA903 PlacedAdoption, DATE_PLACED_CEASED",
    why="A plan that is given up leaves a child who was to have a family without one.",
    sensitive=True,
)
def adoption_plan_reversed(records: Records) -> Members:
    """Decisions that a child should be adopted which were given up in the period, by that day."""
    return events(records.placed_for_adoption, date="ceased")


@measure(
    title="Days from coming into care to living with the adoptive family",
    unit="days",
    better="lower",
    needs={"episodes": EPISODES},
    by=CHILD,
    source="SSDA903 Episodes; DfE, adoption scorecards, indicator A10",
    why=WHY,
    departs=(
        "The scorecard gives the mean of three years; this gives the median of the children "
        "adopted in the period, which a few long waits do not move."
    ),
)
def days_to_adoptive_home(records: Records) -> Members:
    """Median days from the start of care to the move to the family, of children adopted.

    For children whose period of care ended in the period with an adoption (REC E11, E12), to the
    first day of the placement in which it ended. For those adopted by their foster carers that is
    the day they moved in with them, as in A10. Unknown where it ended in no placement for adoption
    (PLACE A3 to A6).
    """
    return _to_the_family(records, "median")


@measure(
    title="Days from coming into care to living with the adoptive family, on average",
    unit="days",
    better="lower",
    needs={"episodes": EPISODES},
    by=CHILD,
    source="SSDA903 Episodes; DfE, adoption scorecards, indicator A10",
    why=WHY,
    departs="The scorecard gives the mean of three years; this gives that of one.",
)
def days_to_adoptive_home_average(records: Records) -> Members:
    """Mean days from the start of care to the move to the family, of children adopted.

    As `days-to-adoptive-home`, which gives the median: a few long waits move the mean.
    """
    return _to_the_family(records, "mean")


def _to_the_family(records: Records, statistic: Literal["mean", "median"]) -> Members:
    """Children adopted in the period, with the days that they waited."""
    last = records.chained_episodes.filter(col("start_day") == col("last_start_day"))
    homes = last.select(
        "child_id", "period_start_day", "placement_start_day", date_day="period_end_day"
    )
    adopted = _adopted(records).join(homes, on=["child_id", "date_day"], how="left")
    waited = when(col("placement_type") == "placed for adoption").then(
        days_between("period_start", "placement_start")
    )
    return events(adopted, date="date", amount=waited, statistic=statistic)


@measure(
    title="Days from the placement order to the match with a family",
    unit="days",
    better="lower",
    needs={"episodes": EPISODES, "adoptions": ["child_id", "matched"]},
    by=CHILD,
    source="SSDA903 Episodes, LS E1, and AD1, DATE_MATCH; DfE, adoption scorecards, indicator A2",
    why=WHY,
    departs=(
        "The scorecard gives the mean of three years; this gives the median of the children "
        "adopted in the period."
    ),
)
def days_from_order_to_match(records: Records) -> Members:
    """Median days from the court's placement order to the match with the family that adopted.

    For children whose period of care ended in the period with an adoption: from the first episode
    under a placement order (LS E1) in it to DATE_MATCH. Unknown without an order or a match, and
    where the match came first.
    """
    spells = records.spells_of_care.filter(col("ls") == PLACEMENT_ORDER, ~col("short_break"))
    periods = records.periods_of_care.select("child_id", "start_day", date_day="end_day")
    ordered = spells.select("child_id", order_day="start_day").join(
        periods, on="child_id", how="inner"
    )  # fmt: skip
    ordered = ordered.filter(
        col("order_day") >= col("start_day"), col("order_day") < col("date_day")
    )
    first = ordered.group_by("child_id", "date_day").agg(col("order_day").min())
    matches = records.adoptions.group_by("child_id").agg(match_day=col("matched_day").max())
    frame = _adopted(records).join(first, on=["child_id", "date_day"], how="left")
    frame = frame.join(matches, on="child_id", how="left")
    waited = when(col("match_day") >= col("order_day")).then(days_between("order", "match"))
    return events(frame, date="date", amount=waited, statistic="median")


def _adopted(records: Records) -> Any:
    """The ends of care by adoption."""
    ended = records.ends_of_care.filter(col("rec").is_in(ADOPTED))
    return ended.filter(~col("short_break"), ~col("not_in_next_return"))


def _stay(child: str, decom: str, dec: str | None, place: str, ls: str, **cells: str) -> Any:
    return {"child_id": child, "decom": decom, "dec": dec, "place": place, "ls": ls, **cells}


_TWO_CHILDREN = [
    _stay("A", "2023-01-01", "2023-05-01", "U6", "C1", rne="S", rec="X1"),
    _stay("A", "2023-05-01", "2023-07-20", "U6", "E1", rne="L", rec="X1"),
    _stay("A", "2023-07-20", "2024-09-01", "A6", "E1", rne="P", rec="E12"),
    _stay("B", "2023-01-01", "2023-01-11", "U6", "C1", rne="S", rec="X1"),
    _stay("B", "2023-01-11", "2023-06-01", "U5", "C1", rne="P", rec="X1"),
    _stay("B", "2023-06-01", "2024-09-01", "A5", "E1", rne="U", rec="E12"),  # the same carers
    _stay("C", "2023-01-01", "2024-09-01", "U6", "C2", rne="S", rec="E11"),
    _stay("D", "2023-01-01", "2024-09-01", "U6", "C2", rne="S", rec="E45"),
]

EXAMPLES = {
    "adoptions": [
        Example(tables={"episodes": _TWO_CHILDREN}, period="202425", met={"A", "B", "C"}, value=3),
        Example(tables={"episodes": _TWO_CHILDREN}, period="202324", value=0),
    ],
    "placed-for-adoption": [
        Example(tables={"episodes": _TWO_CHILDREN}, period="202324Q4", met={"A", "B"}, value=2),
    ],
    "adoption-plan-reversed": [
        Example(
            tables={
                "placed_for_adoption": [
                    {"child_id": "A", "placed": "2024-01-01", "ceased": "2025-03-31"},
                    {"child_id": "B", "placed": "2024-01-01", "ceased": "2025-04-01"},
                    {"child_id": "C", "placed": "2024-01-01"},
                ]
            },
            period="202425",
            met={"A"},
            value=1,
        ),
    ],
    "days-to-adoptive-home": [
        Example(
            tables={"episodes": _TWO_CHILDREN},
            period="202425",
            met={"A", "B"},
            unknown={"C"},
            value=105,  # A waited 200 days, B 10
        ),
    ],
    "days-to-adoptive-home-average": [
        Example(
            tables={"episodes": _TWO_CHILDREN},
            period="202425",
            met={"A", "B"},
            unknown={"C"},
            value=105,  # A waited 200 days, B 10
        ),
    ],
    "days-from-order-to-match": [
        Example(
            tables={
                "episodes": _TWO_CHILDREN,
                "adoptions": [
                    {"child_id": "A", "matched": "2023-07-01"},
                    {"child_id": "B", "matched": "2023-05-01"},  # before the order
                    {"child_id": "D", "matched": "2023-07-01"},
                ],
            },
            period="202425",
            met={"A"},
            unknown={"B", "C"},
            value=61,
        ),
    ],
}
