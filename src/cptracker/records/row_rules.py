"""Rules that each row keeps or breaks by itself, tried in one pass for each table."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
from attrs import field, frozen

from cptracker.errors import Problem, Severity
from cptracker.records.expectations import setting
from cptracker.records.gathered import SOURCE_HINT, Gathered, whole_file


@frozen(kw_only=True)
class RowRule:
    """A rule of one column.

    Attributes:
        column: The column that is wrong where it is broken.
        wrong: True in the rows that break it; false or blank in others.
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
    whole: str = ""
    hint: str = SOURCE_HINT
    whole_hint: str = SOURCE_HINT
    severity: Severity = Severity.WARNING
    share: float = 0
    enough: int = 1


def check_rules(
    tables: Mapping[str, Gathered], rules: Mapping[str, Sequence[RowRule]]
) -> list[Problem]:
    """The rows that break a rule of their table.

    Args:
        tables: The rows of each table.
        rules: The rules of each table; those of columns that it does not have are passed over.
    """
    tried = {
        name: [rule for rule in rules.get(name, ()) if rows.has(rule.column)]
        for name, rows in tables.items()
    }
    tried = {name: several for name, several in tried.items() if several}
    counts = pl.collect_all(_counts(tables[name], several) for name, several in tried.items())
    problems: list[Problem] = []
    for (name, several), broken in zip(tried.items(), counts, strict=True):
        for rule, count in zip(several, broken.row(0), strict=True):
            if count and count >= rule.enough:
                problems += _broken(tables[name], rule)
    return problems


def _counts(rows: Gathered, rules: Iterable[RowRule]) -> pl.LazyFrame:
    return rows.frame.lazy().select(
        rule.wrong.sum().alias(str(place)) for place, rule in enumerate(rules)
    )


def _broken(rows: Gathered, rule: RowRule) -> list[Problem]:
    problems = []
    for file, wrong in rows.by_file(rows.frame.filter(rule.wrong)):
        label, height = rows.labelled(file, rule.column), file.frame.height
        if wrong.height < rule.enough or wrong.height <= rule.share * height:
            continue
        if rule.whole and 1 < wrong.height >= setting("most") * height:
            message = f"{wrong.height} of {height} rows {rule.whole}".replace("{column}", label)
            problems.append(whole_file(file, message, rule.whole_hint, Severity.ERROR))
        else:
            hint, severity = rule.hint, rule.severity
            problems += rows.at_rows(wrong, rule.column, rule.message, hint=hint, severity=severity)
    return problems
