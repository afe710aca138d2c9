"""A table that was stacked from files, without what later returns correct."""

from collections.abc import Sequence

import polars as pl

from cptracker.errors import Problem
from cptracker.records.authority import FIXES, Supplied, repair_table
from cptracker.records.same_child import Repairing
from cptracker.records.stacking import years_covered
from cptracker.records.years import TableFile


def repaired(
    table: str, stacked: pl.DataFrame, files: Sequence[TableFile], repairing: Repairing
) -> tuple[pl.DataFrame, list[Problem]]:
    """A stacked table in order of its key, without what later returns correct."""
    if repairing.as_returned or table not in FIXES:
        return stacked, []
    known = Supplied(paths=[file.path for file in files], years=years_covered(files))
    return repair_table(table, stacked, known)
