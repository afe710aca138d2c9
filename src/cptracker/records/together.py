"""Every check of records that needs more than one row: of columns, of tables, of years together."""

from collections.abc import Mapping, Sequence
from datetime import date

from cptracker.errors import Problem
from cptracker.records.child_checks import age_rules_of, check_looked_after
from cptracker.records.column_checks import (
    check_columns,
    check_shares,
    check_steadiness,
    day_rules_of,
)
from cptracker.records.completeness import (
    check_continued,
    check_missing_tables,
    check_rows_expected,
    check_rows_matched,
    check_steady_rows,
    check_until,
)
from cptracker.records.copy_checks import (
    check_alike,
    check_same_bytes,
    check_same_rows,
    check_survey_sums,
    total_rules_of,
)
from cptracker.records.gathered import gather
from cptracker.records.identity_checks import check_known_ids, check_written_ids, id_rules_of
from cptracker.records.population_checks import check_population
from cptracker.records.row_rules import RowRule, check_rules
from cptracker.records.year_dates import year_rules_of
from cptracker.records.years import TableFile


def check_together(by_table: Mapping[str, Sequence[TableFile]], today: date) -> list[Problem]:
    """What shows only when rows, files and tables are compared.

    Args:
        by_table: The files of each table, with their years.
        today: The council's own day, after which nothing can have happened.

    Returns:
        Each kind of fault once for a file, with its place and how many rows it holds for.
    """
    tables = gather(by_table)
    return [
        *check_rules(tables, {table: _rules_of(table, today) for table in tables}),
        *check_columns(tables),
        *check_steadiness(tables),
        *check_shares(tables),
        *check_known_ids(tables),
        *check_written_ids(tables),
        *check_same_bytes(file for files in by_table.values() for file in files),
        *check_same_rows(tables),
        *check_alike(tables),
        *check_survey_sums(tables),
        *check_looked_after(tables),
        *check_missing_tables(tables),
        *check_steady_rows(tables, today),
        *check_continued(tables),
        *check_rows_expected(tables, today),
        *check_rows_matched(tables),
        *check_until(tables),
        *check_population(tables),
    ]


def _rules_of(table: str, today: date) -> list[RowRule]:
    """The rules that each row of a table keeps or breaks by itself."""
    return [
        *day_rules_of(table, today),
        *year_rules_of(table),
        *age_rules_of(table),
        *id_rules_of(table),
        *total_rules_of(table),
    ]
