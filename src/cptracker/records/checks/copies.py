"""The same file, or the same rows, in two returns; and rows that stand twice under other names."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import polars as pl

from cptracker.files.table_problems import YEAR, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.checks.gathered import StackedRows, whole_file
from cptracker.records.checks.queries import Probe, RowRule
from cptracker.records.checks.thresholds import (
    Expectation,
    expectations,
    expectations_by_table,
    threshold,
)
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import YEAR_END
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

COPIED_HINT = "has last year's file been copied into this year's folder? Export it for its own year"


ALIKE_HINT = "if one is meant, take the other out: each of them counts"


CASES = (str.lower, str.upper, str.title, str.capitalize)


WAVE = ["survey", "fieldwork_end"]


TOTAL = "{column} says that the line is a total"


TOTAL_HINT = "take the line out: it counts the others once more"


def check_same_bytes(files: Iterable[TableFile]) -> list[Problem]:
    """Files of two returns that are the same to the last byte."""
    first: dict[str, TableFile] = {}
    problems = []
    for file in files:
        few = file.frame.height < threshold("same_bytes")
        if not file.sha256 or not file.format.yearly or few:
            continue
        original = first.setdefault(file.sha256, file)
        if original.year != file.year:
            year = original.year
            message = f"is the same file as {original.path}, which is of another year, {year}"
            problems.append(whole_file(file, message, COPIED_HINT, Severity.ERROR))
    return problems


def same_row_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Files most of whose rows stand in another year's return too."""
    for check in expectations("copied"):
        rows = tables.get(check.table)
        if rows is not None and rows.has("child_id") and len(rows.years) > 1:
            yield Probe(frame=_rows_again(rows), problems_of=partial(_same_rows, rows, check))


def _rows_again(rows: StackedRows) -> pl.LazyFrame:
    """For each file how many of its rows stand in the return of the year before."""
    own = [column.name for column in rows.format.columns if column.name in rows.frame.columns]
    content = pl.struct(name for name in own if name != YEAR_END).hash(1)
    marked = rows.frame.lazy().select(FILE, YEAR, content.alias("content"))
    before = marked.select((pl.col(YEAR) + 1).alias(YEAR), "content").unique()
    again = marked.join(before, on=[YEAR, "content"], how="semi")
    return again.group_by(FILE).len().sort(FILE)


def _same_rows(rows: StackedRows, check: Expectation, again: pl.DataFrame) -> Iterator[Problem]:
    share, enough = check.numbers
    for place, count in again.iter_rows():
        file = rows.files[place]
        others = {other.sha256 for other in rows.files if other is not file} - {None}
        if count >= enough and count >= share * file.frame.height and file.sha256 not in others:
            message = f"{count} of {file.frame.height} rows stand in the year before's return too"
            yield whole_file(file, message, COPIED_HINT, Severity.ERROR)


def alike_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Rows that say the same under another identifier: events, PEPs, advisers entered twice."""
    for check in expectations("alike"):
        rows = tables.get(check.table)
        if rows is not None and rows.has(*check.columns):
            yield Probe(frame=_again(rows, check), problems_of=partial(_alike, rows, check))


def _again(rows: StackedRows, check: Expectation) -> pl.LazyFrame:
    """Whether any rows are alike, looked at quickly."""
    alike = rows.frame.lazy().group_by(YEAR, *check.columns).agg(pl.len().alias("rows"))
    return alike.select((pl.col("rows") > 1).any())


def _alike(rows: StackedRows, check: Expectation, again: pl.DataFrame) -> Iterator[Problem]:
    if not again.item():
        return
    share, enough = check.numbers
    same = [YEAR, *check.columns]
    key = [name for name in rows.format.key if name in rows.frame.columns]
    filled = pl.col(check.columns[-1]).is_not_null() | (len(check.columns) > 2)
    once = rows.frame.filter(filled).unique([*same, *key]).sort(FILE, LINE)
    wrong = once.filter(~pl.struct(same).is_first_distinct())
    if wrong.height >= max(enough, share * once.height):
        names = ", ".join(rows.labelled(rows.files[0], column) for column in check.columns)
        message = f"the row has the {names} of another row"
        yield from rows.at_rows(wrong, check.column, message, hint=ALIKE_HINT)


def total_rules_of(table: str) -> list[RowRule]:
    """Lines that sum up the others, as their words say."""
    checks = expectations_by_table("totals").get(table, ())
    return [_total(column, table) for check in checks for column in check.words]


def _total(column: str, table: str) -> RowRule:
    words = [how(word) for word in threshold("total_words") for how in CASES]
    wrong = pl.col(column).is_in(words)
    if table == "surveys":  # a survey may be of all and no more
        wrong &= pl.len().over(WAVE) > 1
    return RowRule(
        column=column,
        wrong=wrong,
        message=TOTAL,
        hint=TOTAL_HINT,
        severity=Severity.ERROR,
    )


def check_survey_sums(tables: Mapping[str, StackedRows]) -> list[Problem]:
    """Lines of a survey that are the sum of its other groups, whatever they are called."""
    rows = tables.get("surveys")
    if rows is None or not rows.has("eligible", "fieldwork_end", "survey"):
        return []
    sums = rows.frame.filter(
        (pl.col("eligible") > 0)
        & (pl.len().over(WAVE) > 2)
        & (2 * pl.col("eligible") == pl.col("eligible").sum().over(WAVE))
    )
    return [
        record_warning(
            file.path,
            "eligible is the sum of the other groups of the survey: a total?",
            line=part[LINE][0],
            column=rows.place(file, "eligible"),
            hint=TOTAL_HINT,
        )
        for file, part in rows.by_file(sums)
    ]
