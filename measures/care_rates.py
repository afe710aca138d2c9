"""Children who start and who stop being looked after, for every 10,000; and those who come back."""

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    events,
    measure,
    per_head,
    reasons,
    short_breaks,
)

EPISODES = ["child_id", "decom", "dec", "rne", "ls"]
NEEDS = {"episodes": EPISODES, "population": ["year", "children_0_17"]}
SOURCE = "SSDA903 Episodes; population estimates aged 0 to 17; DfE, Children looked after"
WHY = "Lets councils of different size be set beside each other."
WHY_RETURNS = (
    "A child who comes back into care has been let down by the plan with which they left it."
)
NOT_SEEN = (
    "No national figure exists. A return whose earlier period of care stands in no return at hand "
    "is not seen."
)

TWO_YEARS, ONE_YEAR = 24, 12
"""Months after leaving care within which a new start is a return."""


@measure(
    title="Children starting to be looked after per 10,000 children",
    unit="per 10,000",
    better="context",
    needs=NEEDS,
    source=SOURCE,
    why=WHY,
    departs=(
        "Counts every period of care that began, by the population of the latest year at hand; "
        "the DfE counts each child once a year."
    ),
)
def children_starting_care_rate(records: Records) -> Members:
    """Periods of care that began in the year, for every 10,000 children aged 0 to 17.

    There is no population by group, so there is no rate by group.
    """
    people = per_head(records.population, people="children_0_17")
    return events(records.starts_of_care, date="date", excluded=short_breaks(), per=people)


@measure(
    title="Children ceasing to be looked after per 10,000 children",
    unit="per 10,000",
    better="context",
    needs=NEEDS,
    source=SOURCE,
    why=WHY,
    departs=(
        "Counts every period of care that ended, by the population of the latest year at hand; "
        "the DfE counts each child's last one of the year."
    ),
)
def children_leaving_care_rate(records: Records) -> Members:
    """Periods of care that ended in the year, for every 10,000 children aged 0 to 17.

    An end that was made because no later return has the child is nobody's leaving, and is left out
    by that reason. There is no rate by group.
    """
    left_out = reasons(
        {"short breaks": col("short_break"), "not in the next return": col("not_in_next_return")}
    )
    people = per_head(records.population, people="children_0_17")
    return events(records.ends_of_care, date="date", excluded=left_out, per=people)


@measure(
    title="Children starting care who had left it within two years",
    unit="%",
    better="lower",
    needs={"episodes": EPISODES},
    by=CARE,
    source="SSDA903 Episodes of several returns",
    why=WHY_RETURNS,
    departs=NOT_SEEN,
)
def returned_to_care(records: Records) -> Members:
    """Share of the periods of care that began in the period within 24 months of an earlier one.

    Met if the child had left care on or before that day, and no more than 24 months before. An end
    that was made because no later return has the child is no leaving. The records have to reach
    back 24 months; those who left before the first return are not known to have been in care.
    """
    return _returned(records, TWO_YEARS)


@measure(
    title="Children starting care who had left it within one year",
    unit="%",
    better="lower",
    needs={"episodes": EPISODES},
    by=CARE,
    source="SSDA903 Episodes of several returns",
    why=WHY_RETURNS,
    departs=NOT_SEEN,
    related=RelatedMeasures(part_of="returned-to-care"),
)
def returned_to_care_within_a_year(records: Records) -> Members:
    """Share of the periods of care that began in the period within 12 months of an earlier one.

    As `returned-to-care`, with 12 months for 24.
    """
    return _returned(records, ONE_YEAR)


def _returned(records: Records, months: int) -> Members:
    """Periods of care that began, met within so many months of an earlier one."""
    left = records.ends_of_care.filter(~col("short_break"), ~col("not_in_next_return"))
    left = records.months_after(left.select("child_id", "date", "date_day"), "date", months, "by")
    earlier = left.select("child_id", left_day="date_day", by_day="by_day")
    starts = records.starts_of_care
    pairs = starts.filter(~col("short_break")).select("child_id", "date_day").join(
        earlier, on="child_id", how="inner"
    )  # fmt: skip
    back = pairs.filter(col("left_day") <= col("date_day"), col("by_day") >= col("date_day"))
    back = back.group_by("child_id", "date_day").agg(col("left_day").max())
    frame = starts.join(back, on=["child_id", "date_day"], how="left")
    met = ~col("left_day").is_null()
    return events(frame, date="date", met=met, excluded=short_breaks())


def _spell(child: str, decom: str, dec: str | None = None, ls: str = "C2") -> dict[str, str | None]:
    return {"child_id": child, "decom": decom, "dec": dec, "rne": "S", "ls": ls}


_PEOPLE = [{"year": 2023, "children_0_17": 50_000}, {"year": 2025, "children_0_17": 40_000}]

EXAMPLES = {
    "children-starting-care-rate": [
        Example(
            tables={
                "episodes": [
                    _spell("A", "2024-04-01", "2024-05-01"),
                    _spell("A", "2024-06-01"),  # again
                    _spell("B", "2025-03-31"),
                    _spell("C", "2024-03-31"),  # the year before
                    _spell("D", "2024-06-01", ls="V4"),
                ],
                "population": _PEOPLE,
            },
            period="202425",
            met={"A", "B"},
            excluded={"short breaks": {"D"}},
            value=0.75,  # 3 of 40,000
        ),
    ],
    "children-leaving-care-rate": [
        Example(
            tables={
                "episodes": [
                    _spell("A", "2023-04-01", "2024-04-01"),
                    _spell("B", "2023-04-01", "2025-03-31"),
                    _spell("C", "2023-04-01", "2025-04-01"),  # the year after
                ],
                "population": _PEOPLE[:1],
            },
            period="202425",
            met={"A", "B"},
            value=0.4,  # 2 of the 50,000 of 2023
        ),
    ],
    "returned-to-care": [
        Example(
            tables={
                "episodes": [
                    _spell("A", "2022-01-01", "2022-06-15"),
                    _spell("A", "2024-06-15"),  # to the day
                    _spell("B", "2022-01-01", "2022-06-14"),
                    _spell("B", "2024-06-15"),  # a day too late
                    _spell("C", "2024-06-15"),
                    _spell("D", "2022-01-01", "2024-06-15"),
                    _spell("D", "2024-06-15"),  # on the day they left
                    _spell("E", "2024-06-15", ls="V3"),
                ]
            },
            period="202425",
            met={"A", "D"},
            missed={"B", "C"},
            excluded={"short breaks": {"E"}},
        ),
    ],
    "returned-to-care-within-a-year": [
        Example(
            tables={
                "episodes": [
                    _spell("A", "2022-01-01", "2023-06-15"),
                    _spell("A", "2024-06-15"),  # to the day
                    _spell("B", "2022-01-01", "2023-06-14"),
                    _spell("B", "2024-06-15"),  # a day too late
                    _spell("C", "2024-06-15", ls="V3"),
                ]
            },
            period="202425",
            met={"A"},
            missed={"B"},
            excluded={"short breaks": {"C"}},
        ),
    ],
}
