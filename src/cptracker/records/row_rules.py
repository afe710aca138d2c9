"""Rules that each row keeps or breaks by itself, tried in one pass for each table."""

from collections.abc import Iterable, Iterator
from functools import partial

import polars as pl
from attrs import field, frozen

from cptracker.errors import Problem, Severity
from cptracker.records.expectations import setting
from cptracker.records.gathered import SOURCE_HINT, Gathered, whole_file
from cptracker.records.probes import Question


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


def rule_questions(rows: Gathered, rules: Iterable[RowRule]) -> Iterator[Question]:
    """How many rows of a table break each rule; rules of columns that it lacks are passed over."""
    for rule in rules:
        if rows.has(rule.column, *rule.also):
            yield Question(rows=rows, value=rule.wrong.sum(), tell=partial(_told, rows, rule))


def _told(rows: Gathered, rule: RowRule, count: int) -> Iterator[Problem]:
    if not count or count < rule.enough:
        return
    for file, wrong in rows.by_file(rows.frame.filter(rule.wrong)):
        label, height = rows.labelled(file, rule.column), file.frame.height
        if wrong.height < rule.enough or wrong.height <= rule.share * height:
            continue
        if rule.whole and 1 < wrong.height >= setting("most") * height:
            message = f"{wrong.height} of {height} rows {rule.whole}".replace("{column}", label)
            yield whole_file(file, message, rule.whole_hint, Severity.ERROR)
        else:
            hint, severity = rule.hint, rule.severity
            yield from rows.at_rows(wrong, rule.column, rule.message, hint=hint, severity=severity)
