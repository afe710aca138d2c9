"""What children answer when they are asked how they feel: shares of good answers, as numbers."""

from cptracker import Example, Members, Records, col, lit, measure, reasons, supplied, when


@measure(
    title="Good answers in surveys of children in care and care leavers",
    unit="%",
    nouns=("answer", "answers"),
    better="higher",
    needs={
        "survey_answer_counts": [
            "survey", "group", "fieldwork_end", "question", "answer", "answer_count", "favourable",
        ]
    },
    by=("question",),
    source="Local table of answers to surveys, as numbers; Coram Voice, Bright Spots",
    why="Only children can tell whether they feel safe, trusted and loved.",
)  # fmt: skip
def good_survey_answers(records: Records) -> Members:
    """Share of the answers that are good ones, in surveys whose fieldwork ended in the period.

    By question, which is how to read it: the whole is of all questions together, each answer
    counting alike. Which answers are good says `favourable`, as the survey's makers do; where it is
    blank, as for "would rather not say", the answer is left out. Answers are anonymous numbers,
    never joined to a child. No national figure exists.
    """
    good = when(col("favourable")).then(col("answer_count")).otherwise(lit(0))
    unclear = col("favourable").is_null()
    blank = col("answer_count").is_null()
    return supplied(
        records.survey_answer_counts.with_columns(good_answers=good),
        subject="question",
        date="fieldwork_end",
        numerator="good_answers",
        denominator="answer_count",
        excluded=reasons({"figures missing": blank, "not said whether good": unclear}),
    )


def _answers(
    answer: str, number: int | None, good: bool | None, day: str = "2024-11-30"
) -> dict[str, object]:
    return {
        "survey": "Your Life, Your Care",
        "group": "11-18",
        "fieldwork_end": day,
        "question": "Do you feel safe where you live?",
        "answer": answer,
        "answer_count": number,
        "favourable": good,
    }


EXAMPLES = [
    Example(
        tables={
            "survey_answer_counts": [
                _answers("always", 40, good=True),
                _answers("mostly", 20, good=True),
                _answers("hardly ever", 20, good=False),
                _answers("other", 5, good=None),
                _answers("always", 99, good=True, day="2024-03-31"),
            ]
        },
        period="202425",
        value=75,
    )
]
