"""Reviews of looked-after children: held in time, and with the child's part in them."""

from typing import Any

from cptracker import (
    CHILD,
    Example,
    Members,
    Records,
    col,
    deadlines,
    events,
    lit,
    measure,
    reasons,
    together,
)

FIRST_IN_WORKING_DAYS = 20
"""Working days after care began by which the first review is due."""

SECOND_IN_MONTHS, THEN_IN_MONTHS = 3, 6
"""Months after the first review by which the second is due, and after each later one the next."""

TAKES_PART = ["PN1", "PN2", "PN3", "PN4", "PN5", "PN6"]
"""REVIEW_CODE of children who were there, or whose views were told for them; PN7 is neither."""

TOO_YOUNG = "PN0"


@measure(
    title="Reviews of looked-after children held in time",
    unit="%",
    nouns=("review", "reviews"),
    better="higher",
    needs={
        "episodes": ["child_id", "decom", "dec", "rne", "ls"],
        "reviews": ["child_id", "review_date"],
    },
    by=CHILD,
    every="quarter",
    source="SSDA903 Reviews and Episodes; Care Planning Regulations 2010, regulation 33",
    why="A review is where a child's plan is checked by somebody who does not work for the plan.",
    departs=(
        "Counts reviews by the day they were due. The DfE no longer publishes this; councils count "
        "children all of whose reviews were in time, or reviews by the day they were held."
    ),
)
def reviews_in_timescale(records: Records) -> Members:
    """Share of the reviews due in the period that were held by their due day.

    In each period of care the first is due 20 working days after it began, the second three months
    after the first was held, and each next one six months after the last was held. Left out where
    care ended on or before the due day. Reviews not yet due are counted apart.
    """
    periods = records.periods_of_care.select("child_id", "start_day", "end_day")
    held = records.reviews.select("child_id", "review_date", "review_date_day")
    inside = periods.join(held, on="child_id", how="inner").filter(
        col("review_date_day") >= col("start_day"), col("review_date_day") <= col("end_day")
    )
    firsts = inside.group_by("child_id", "start_day").agg(first_day=col("review_date_day").min())
    begun = records.periods_of_care.select("child_id", "start", "start_day", "end_day")
    begun = records.working_days_after(begun, "start", FIRST_IN_WORKING_DAYS, "due")
    begun = begun.join(firsts, on=["child_id", "start_day"], how="left")
    frames = [
        begun.select(
            "child_id", "start_day", "end_day", "due_day", "due_month", held_day="first_day"
        ),
        *_following(records, inside, firsts),
    ]
    left_out = reasons({"left care by the due day": col("end_day") <= col("due_day")})
    frame = together(*frames)
    return deadlines(frame, due="due", done="held", excluded=left_out, looks_back=THEN_IN_MONTHS)


def _following(records: Records, inside: Any, firsts: Any) -> list[Any]:
    """What each review that was held makes due, and the review that came next."""
    keys = ["child_id", "start_day"]
    later = inside.select(*keys, next_day="review_date_day")
    pairs = inside.select(*keys, "review_date_day").join(later, on=keys, how="inner")
    nexts = pairs.filter(col("next_day") > col("review_date_day"))
    nexts = nexts.group_by(*keys, "review_date_day").agg(held_day=col("next_day").min())
    known = inside.join(firsts, on=keys, how="inner")
    known = known.join(nexts, on=[*keys, "review_date_day"], how="left")
    is_first = col("review_date_day") == col("first_day")
    columns = ["child_id", "start_day", "end_day", "due_day", "due_month", "held_day"]
    return [
        records.months_after(rows, "review_date", months, "due")
        .with_columns(start_day=col("review_date_day"))
        .select(*columns)
        for rows, months in (
            (known.filter(is_first), SECOND_IN_MONTHS),
            (known.filter(~is_first), THEN_IN_MONTHS),
        )
    ]


@measure(
    title="Children who took part in their review",
    unit="%",
    nouns=("review", "reviews"),
    better="higher",
    needs={"reviews": ["child_id", "dob", "review_date", "review_code"]},
    by=CHILD,
    every="quarter",
    source="SSDA903 Reviews, REVIEW_CODE",
    why="A review is about the child's own life, and the law asks that they are heard.",
)
def took_part_in_review(records: Records) -> Members:
    """Share of the reviews in the period in which the child took part, aged 4 and over.

    PN1 to PN6: the child came, or somebody told what they think. PN7, neither, is not met; a blank
    is unknown. Reviews coded PN0, the child was under 4, are left out. No national figure exists.
    """
    expression = col("review_code").is_in(TAKES_PART)
    return events(
        records.reviews,
        date="review_date",
        met=expression,
        ages=(4, None),
        excluded=reasons(
            {"coded as under 4": (col("review_code") == TOO_YOUNG).fill_null(lit(value=False))}
        ),
    )


def _review(
    child: str, day: str, code: str | None = None, dob: str = "2010-01-01"
) -> dict[str, Any]:
    return {"child_id": child, "review_date": day, "review_code": code, "dob": dob}


_CARE = {"rne": "S", "ls": "C2"}

EXAMPLES = {
    "reviews-in-timescale": [
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-07-01", **_CARE},  # due 29 July
                    {"child_id": "B", "decom": "2024-07-01", **_CARE},
                    {"child_id": "C", "decom": "2024-07-01", **_CARE},
                    {"child_id": "D", "decom": "2024-07-01", "dec": "2024-07-29", **_CARE},
                    {"child_id": "E", "decom": "2024-07-01", "ls": "V4"},
                ],
                "reviews": [
                    _review("A", "2024-07-29"),
                    _review("B", "2024-07-30"),
                ],
            },
            period="202425Q2",
            met={"A"},
            missed={"B", "C"},
            excluded={"left care by the due day": {"D"}},
        ),
        Example(
            tables={
                "episodes": [
                    {"child_id": "A", "decom": "2024-07-01", **_CARE},
                    {"child_id": "B", "decom": "2024-07-01", **_CARE},
                    {"child_id": "C", "decom": "2023-07-01", **_CARE},
                    {"child_id": "D", "decom": "2023-07-01", **_CARE},
                ],
                "reviews": [
                    _review("A", "2024-07-29"),
                    _review("A", "2024-10-29"),  # three months to the day
                    _review("B", "2024-07-29"),
                    _review("B", "2024-10-30"),
                    _review("C", "2023-07-28"),
                    _review("C", "2023-10-28"),
                    _review("C", "2024-04-30"),  # late, and from here six months
                    _review("C", "2024-10-30"),
                    _review("D", "2023-07-28"),
                    _review("D", "2023-10-28"),
                    _review("D", "2024-06-30"),  # the next is due on 30 December
                ],
            },
            period="202425Q3",
            met={"A", "C"},
            missed={"B"},
            excluded={"not yet due": {"D"}},
            as_at="2024-12-29",
        ),
    ],
    "took-part-in-review": [
        Example(
            tables={
                "reviews": [
                    _review("A", "2025-01-10", "PN1"),
                    _review("B", "2025-01-10", "PN6"),
                    _review("C", "2025-01-10", "PN7"),
                    _review("D", "2025-01-10"),
                    _review("E", "2025-01-10", "PN0", dob="2022-01-01"),
                    _review("F", "2025-01-10", "PN1", dob="2021-01-11"),  # 4 the day after
                    _review("G", "2025-04-01", "PN1"),
                ]
            },
            period="202425Q4",
            met={"A", "B"},
            missed={"C"},
            unknown={"D"},
        ),
        Example(
            tables={"reviews": [_review("A", "2025-01-10", "PN0")]},
            period="202425Q4",
            excluded={"coded as under 4": {"A"}},
        ),
    ],
}
