"""What is asked of whole tables, all of it at once, and what each answer tells.

Asking together costs a fraction of asking one by one: questions of one table share one pass over
it. Rows are only looked at again where an answer is out of bounds.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import polars as pl
from attrs import field, frozen

from cptracker.errors import Problem
from cptracker.records.gathered import Gathered


@frozen(kw_only=True)
class Question:
    """Something that one value of a table answers, such as how many rows break a rule.

    Attributes:
        rows: The table.
        value: Comes down to one value: a number, or a list.
        tell: The problems that the value means.
    """

    rows: Gathered = field(eq=False)
    value: pl.Expr = field(eq=False)
    tell: Callable[[Any], Iterable[Problem]] = field(eq=False)


@frozen(kw_only=True)
class Probe:
    """Something that takes a query of its own.

    Attributes:
        frame: The query; it comes down to a few rows.
        tell: The problems that these rows mean.
    """

    frame: pl.LazyFrame = field(eq=False)
    tell: Callable[[pl.DataFrame], Iterable[Problem]] = field(eq=False)


def ask(questions: Iterable[Question], probes: Sequence[Probe]) -> list[Problem]:
    """All problems that the answers mean."""
    by_table: dict[int, list[Question]] = {}
    for question in questions:
        by_table.setdefault(id(question.rows), []).append(question)
    passes = [_values(several) for several in by_table.values()]
    answers = pl.collect_all([*passes, *(probe.frame for probe in probes)])
    problems: list[Problem] = []
    for several, answer in zip(by_table.values(), answers, strict=False):
        for place, question in enumerate(several):
            problems += question.tell(answer[str(place)][0])
    for probe, answer in zip(probes, answers[len(passes) :], strict=True):
        problems += probe.tell(answer)
    return problems


def _values(questions: Sequence[Question]) -> pl.LazyFrame:
    """One row with the answers to all questions of one table."""
    values = (question.value.alias(str(place)) for place, question in enumerate(questions))
    return questions[0].rows.frame.lazy().select(values)
