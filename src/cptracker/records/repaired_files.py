"""A table that was stacked from files, without what later returns correct."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl

from cptracker.errors import Problem
from cptracker.records.authority import FIXES, Supplied, repair
from cptracker.records.engines import engine_named
from cptracker.records.same_child import Repairing
from cptracker.records.stacking import years_covered
from cptracker.records.years import TableFile


def repaired(
    table: str, stacked: pl.DataFrame, files: Sequence[TableFile], repairing: Repairing
) -> tuple[pl.DataFrame, list[Problem]]:
    """A stacked table in order of its key, without what later returns correct."""
    if repairing.as_returned or table not in FIXES:
        return stacked, []
    lazy = nw.from_native(stacked.lazy())
    known = Supplied(paths=[file.path for file in files], years=years_covered(files))
    frame, problems = repair(engine_named("polars"), table, lazy, known)
    if not problems:
        return stacked, []
    key = list(files[0].format.key)
    return frame.to_native().collect().sort(key, nulls_last=True), problems
