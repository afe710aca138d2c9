"""Queries that checks put to a table in one pass, and rules that each row keeps by itself.

Asking together costs a fraction of asking one by one: questions of one table share one pass over
it. Rows are only looked at again where an answer is out of bounds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import polars as pl
from attrs import field, frozen

from cptracker.model.problems import Problem, Severity
from cptracker.records.checks.gathered import SOURCE_HINT, StackedRows, whole_file
from cptracker.records.checks.thresholds import threshold


@frozen(kw_only=True)
class TableQuery:
    """Something that one value of a table answers, such as how many rows break a rule.

    Attributes:
        rows: The table.
        value: Comes down to one value: a number, or a list.
        problems_of: The problems that the value means.
    """

    rows: StackedRows = field(eq=False)
    value: pl.Expr = field(eq=False)
    problems_of: Callable[[Any], Iterable[Problem]] = field(eq=False)


@frozen(kw_only=True)
class Probe:
    """Something that takes a query of its own.

    Attributes:
        frame: The query; it comes down to a few rows.
        problems_of: The problems that these rows mean.
    """

    frame: pl.LazyFrame = field(eq=False)
    problems_of: Callable[[pl.DataFrame], Iterable[Problem]] = field(eq=False)


def answer_queries(questions: Iterable[TableQuery], probes: Sequence[Probe]) -> list[Problem]:
    """All problems that the answers mean."""
    by_table: dict[int, list[TableQuery]] = {}
    for question in questions:
        by_table.setdefault(id(question.rows), []).append(question)
    passes = [_values(queries) for queries in by_table.values()]
    answers = pl.collect_all([*passes, *(probe.frame for probe in probes)])
    problems: list[Problem] = []
    for table_queries, answer in zip(by_table.values(), answers, strict=False):
        for place, question in enumerate(table_queries):
            problems += question.problems_of(answer[str(place)][0])
    for probe, answer in zip(probes, answers[len(passes) :], strict=True):
        problems += probe.problems_of(answer)
    return problems


def _values(questions: Sequence[TableQuery]) -> pl.LazyFrame:
    """One row with the answers to all questions of one table."""
    values = (question.value.alias(str(place)) for place, question in enumerate(questions))
    return questions[0].rows.frame.lazy().select(values)


@frozen(kw_only=True)
class RowRule:
    """A rule of one column.

    Attributes:
        column: The column that is wrong where it is broken.
        wrong: True in the rows that break it; false or blank in others.
        also: The other columns that it needs.
        message: The rule; `{column}` stands for what the file calls the column.
        whole: What is told instead where most rows of a file break it; `{column}` as above. Blank
            where the rows are told all the same.
        hint: What to do about it.
        whole_hint: What to do where most rows break it.
        severity: What it costs.
        share: The share of a file's rows up to which nothing is told.
        enough: How many rows must break it before it is told.
    """

    column: str
    wrong: pl.Expr = field(eq=False)
    message: str
    also: tuple[str, ...] = ()
    whole: str = ""
    hint: str = SOURCE_HINT
    whole_hint: str = SOURCE_HINT
    severity: Severity = Severity.WARNING
    share: float = 0
    enough: int = 1


def rule_questions(rows: StackedRows, rules: Iterable[RowRule]) -> Iterator[TableQuery]:
    """How many rows of a table break each rule; rules of columns that it lacks are passed over."""
    for rule in rules:
        if rows.has(rule.column, *rule.also):
            yield TableQuery(
                rows=rows, value=rule.wrong.sum(), problems_of=partial(_broken_rule, rows, rule)
            )


def _broken_rule(rows: StackedRows, rule: RowRule, count: int) -> Iterator[Problem]:
    if not count or count < rule.enough:
        return
    for file, wrong in rows.by_file(rows.frame.filter(rule.wrong)):
        label, height = rows.labelled(file, rule.column), file.frame.height
        if wrong.height < rule.enough or wrong.height <= rule.share * height:
            continue
        if rule.whole and 1 < wrong.height >= threshold("most") * height:
            message = f"{wrong.height} of {height} rows {rule.whole}".replace("{column}", label)
            yield whole_file(file, message, rule.whole_hint, Severity.ERROR)
        else:
            hint, severity = rule.hint, rule.severity
            yield from rows.at_rows(wrong, rule.column, rule.message, hint=hint, severity=severity)
