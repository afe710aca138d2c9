"""Every check of records that needs more than one row: of columns, of tables, of years together."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from cptracker.model.problems import Problem
from cptracker.records.checks.children import age_rules_of, care_rules_of, check_population
from cptracker.records.checks.columns import (
    column_probe,
    dates_of,
    day_rules_of,
    order_rules_of,
    share_questions,
    steadiness_probes,
)
from cptracker.records.checks.completeness import (
    check_missing_tables,
    check_steady_rows,
    continued_probes,
    date_probes,
)
from cptracker.records.checks.copies import (
    alike_probes,
    check_same_bytes,
    check_survey_sums,
    same_row_probes,
    total_rules_of,
)
from cptracker.records.checks.expected_rows import (
    adoption_probes,
    coded_row_probes,
    expected_row_probes,
    matched_row_probes,
)
from cptracker.records.checks.gathered import StackedRows
from cptracker.records.checks.identifiers import (
    id_rules_of,
    known_id_questions,
    written_id_questions,
)
from cptracker.records.checks.queries import (
    Probe,
    RowRule,
    TableQuery,
    answer_queries,
    rule_questions,
)
from cptracker.records.checks.year_dates import year_rules_of


def check_together(tables: Mapping[str, StackedRows], today: date) -> list[Problem]:
    """What shows only when rows, files and tables are compared.

    Args:
        tables: The rows of all files of each table.
        today: The council's own day, after which nothing can have happened.

    Returns:
        Each kind of fault once for a file, with its place and how many rows it holds for.
    """
    return [
        *answer_queries(_questions(tables, today), _probes(tables, today)),
        *check_survey_sums(tables),
        *check_same_bytes(file for rows in tables.values() for file in rows.files),
        *check_missing_tables(tables),
        *check_steady_rows(tables, today),
        *check_population(tables),
    ]


def _questions(tables: Mapping[str, StackedRows], today: date) -> Iterator[TableQuery]:
    years = tables["episodes"].years if "episodes" in tables else ()
    for table, rows in tables.items():
        yield from rule_questions(rows, _rules_of(table, dates_of(rows.format), years, today))
    yield from share_questions(tables)
    yield from known_id_questions(tables)
    yield from written_id_questions(tables)


def _probes(tables: Mapping[str, StackedRows], today: date) -> list[Probe]:
    return [
        *map(column_probe, tables.values()),
        *steadiness_probes(tables),
        *same_row_probes(tables),
        *alike_probes(tables),
        *date_probes(tables, today),
        *continued_probes(tables),
        *expected_row_probes(tables, today),
        *matched_row_probes(tables),
        *coded_row_probes(tables),
        *adoption_probes(tables),
    ]


Dates = tuple[tuple[str, ...], tuple[str, ...]]
"""The columns of dates of a table, and those of days gone by."""


@cache
def _rules_of(table: str, dates: Dates, years: tuple[int, ...], today: date) -> tuple[RowRule, ...]:
    """The rules that each row of a table keeps or breaks by itself."""
    return (
        *day_rules_of(table, *dates, today),
        *year_rules_of(table, today),
        *age_rules_of(table),
        *care_rules_of(table, years),
        *id_rules_of(table),
        *total_rules_of(table),
        *order_rules_of(table),
    )
