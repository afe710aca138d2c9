"""Strengths and Difficulties Questionnaires (SDQ): in time, and received by the year's end."""

from cptracker import (
    CARE,
    CHILD,
    Example,
    Members,
    Records,
    col,
    contacts,
    events,
    measure,
    short_breaks,
    stock,
)


@measure(
    title="Children with an SDQ in the last 12 months",
    unit="%",
    better="higher",
    needs={
        "episodes": ["child_id", "decom", "dec", "rne", "ls"],
        "children": ["child_id", "dob"],
        "sdq": ["child_id", "date"],
    },
    by=CARE,
    every="quarter",
    source="Local table of SDQs with their dates; SSDA903 Episodes",
    why="The questionnaire finds children who are struggling, so that help can begin.",
    departs=(
        "The DfE publishes whether a score was received at all, for ages 5 to 16; this asks for "
        "one dated in the last 12 months, for ages 4 to 16."
    ),
)
def sdq_in_timescale(records: Records) -> Members:
    """Share with an SDQ dated in the 12 months to the period's end.

    Children aged 4 to 16 on the last day who have been looked after for the 12 months to it. The
    DfE's OC2 has no date, so it publishes whether a score was received (`sdq-score-received`).
    """
    return stock(
        records.looked_after_12_months,
        ages=(4, 16),
        contacts=contacts(records.sdq, on="date", months=12),
        excluded=short_breaks(),
        looks_back=12,
        disjoint=True,
    )


@measure(
    title="Children for whom an SDQ score was received",
    unit="%",
    better="higher",
    needs={"outcomes": ["child_id", "sdq_score"]},
    by=CHILD,
    source="SSDA903 OC2; DfE, outcomes for children looked after",
    why="The questionnaire finds children who are struggling, so that help can begin.",
)
def sdq_score_received(records: Records) -> Members:
    """Share of the children in OC2 aged 5 to 16 on 31 March with a score.

    OC2 holds those looked after for the 12 months to 31 March. A child with a reason instead of a
    score stays in the denominator. A child whose age is not known is unknown.
    """
    scored = ~col("sdq_score").is_null()
    return events(records.outcomes, date="year_end", met=scored, ages=(5, 16))


_YEAR = {"year_end": "2025-03-31"}

EXAMPLES = {
    "sdq-in-timescale": [
        Example(
            tables={
                "children": [
                    {"child_id": "A", "dob": "2015-01-01"},
                    {"child_id": "B", "dob": "2015-01-01"},
                    {"child_id": "C", "dob": "2021-04-01"},  # not yet 4
                    {"child_id": "D", "dob": "2015-01-01"},  # came too late
                    {"child_id": "F", "dob": "2015-01-01"},  # had a short break in the year
                ],
                "episodes": [
                    *(
                        {"child_id": child, "decom": "2023-01-01", "rne": "S", "ls": "C2"}
                        for child in ("A", "B", "C", "E")
                    ),
                    {"child_id": "D", "decom": "2024-04-02", "rne": "S", "ls": "C2"},
                    {"child_id": "F", "decom": "2023-06-01", "rne": "S", "ls": "C2"},
                    {"child_id": "F", "decom": "2024-05-01", "dec": "2024-05-03", "ls": "V3"},
                ],
                "sdq": [
                    {"child_id": "A", "date": "2024-04-01", "score": 12},
                    {"child_id": "B", "date": "2024-03-31", "score": 12},
                    {"child_id": "F", "date": "2024-10-01", "score": 12},
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B"},
            unknown={"E"},  # no date of birth
        ),
    ],
    "sdq-score-received": [
        Example(
            tables={
                "outcomes": [
                    {
                        "child_id": "A",
                        "dob": "2015-01-01",
                        "year_end": "2025-03-31",
                        "sdq_score": 0,
                    },
                    {"child_id": "B", "dob": "2015-01-01", "year_end": "2025-03-31"},
                    {"child_id": "C", "dob": "2020-04-01", "year_end": "2025-03-31"},
                    {"child_id": "D", "year_end": "2025-03-31", "sdq_score": 9},
                    {"child_id": "E", "dob": "2015-01-01", "year_end": "2024-03-31"},
                ]
            },
            period="202425",
            met={"A"},
            missed={"B"},
            unknown={"D"},
        ),
    ],
}
