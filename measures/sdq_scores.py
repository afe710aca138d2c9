"""How children feel, by the strengths and difficulties questionnaire of the year-end return."""

from cptracker import CHILD, Example, Members, Records, RelatedMeasures, col, events, measure

NEEDS = {"outcomes": ["child_id", "dob", "sdq_score"]}
SOURCE = "SSDA903 OC2; DfE, Children looked after in England, emotional and behavioural health"

AGES = (5, 16)

CAUSE_FOR_CONCERN = 17
"""A score from here on is a cause for concern; 14 to 16 is borderline."""


@measure(
    title="Average score of the strengths and difficulties questionnaire",
    unit="points",
    better="lower",
    needs=NEEDS,
    by=CHILD,
    source=SOURCE,
    why="The score tells how a child feels and gets on, and whether that gets better.",
)
def sdq_average_score(records: Records) -> Members:
    """Mean score of the children in OC2 aged 5 to 16 on 31 March for whom there is one.

    Scores go from 0 to 40, and less is better: up to 13 is normal, 14 to 16 borderline, 17 or more
    a cause for concern. A child without a score is unknown and in no mean, as the DfE reckons it.
    """
    return events(
        records.outcomes, date="year_end", amount=col("sdq_score"), statistic="mean", ages=AGES
    )


@measure(
    title="Children whose questionnaire score is a cause for concern",
    unit="%",
    better="lower",
    needs=NEEDS,
    by=CHILD,
    source=SOURCE,
    why="These children need help with what they feel, and need it soon.",
    related=RelatedMeasures(based_on="sdq-score-received"),
)
def sdq_cause_for_concern(records: Records) -> Members:
    """Share of the children in OC2 aged 5 to 16 on 31 March with a score of 17 or more.

    Of those for whom there is a score, as the DfE reckons it; a child without one is unknown.
    """
    met = col("sdq_score") >= CAUSE_FOR_CONCERN
    return events(records.outcomes, date="year_end", met=met, ages=AGES)


def _row(child: str, score: int | None, dob: str | None = "2012-06-15") -> dict[str, object]:
    return {"child_id": child, "dob": dob, "sdq_score": score, "year_end": "2025-03-31"}


_SCORES = [
    _row("A", 17),
    _row("B", 16),
    _row("C", 0),
    _row("D", None),
    _row("E", 40, "2020-04-01"),  # 4 on the day
    _row("F", 40, "2008-03-31"),  # 17 on the day
]

EXAMPLES = {
    "sdq-average-score": [
        Example(
            tables={"outcomes": _SCORES},
            period="202425",
            met={"A", "B", "C"},
            unknown={"D"},
            value=11,
        ),
    ],
    "sdq-cause-for-concern": [
        Example(
            tables={"outcomes": _SCORES},
            period="202425",
            met={"A"},
            missed={"B", "C"},
            unknown={"D"},
        ),
    ],
}
