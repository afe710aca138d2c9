"""The same repairs for frames that stay where they are: one return, or several stacked."""

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw
from attrs import evolve

from cptracker.files.table_problems import YEAR
from cptracker.model.problems import Problem
from cptracker.records.authority.returns import FIXES, SuppliedYears, repair_returns
from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.formats import YEAR_END
from cptracker.records.identity.joining import join_in_place
from cptracker.records.origin import SameChild

col, lit, when = nw.col, nw.lit, nw.when


ONE_RETURN = 0
"""The year of rows that bring none: all of one return."""


def repair_in_place(
    engine: Engine,
    frames: Mapping[str, Frame],
    ids: Sequence[SameChild] = (),
    *,
    as_returned: bool = False,
) -> tuple[dict[str, Frame], list[Problem]]:
    """Lazy frames without what later returns correct.

    Args:
        engine: The engine they live on.
        frames: By canonical table, with canonical columns and real dates. The year of a row's
            return is its `_year`, a whole number, else that of its `year_end`.
        ids: Children who stand under two identifiers.
        as_returned: Whether to join only what `ids` says, and repair nothing.

    Returns:
        The frames with the same columns, those of episodes perhaps with `not_in_next_return`; and
        a warning for each kind of repair. A frame that needs none is handed back as it came.
    """
    dated = {table: with_year(frame) for table, frame in frames.items()}
    joined, problems = join_in_place(engine, dated, ids, by_upn=not as_returned)
    repaired = {}
    for table, frame in joined.items():
        repaired[table], repairs = (
            (frame, []) if as_returned else repair_returns(engine, table, frame)
        )
        problems += repairs
        if YEAR not in frames[table].collect_schema().names():
            repaired[table] = repaired[table].drop(YEAR)
    return repaired, problems


def repair_frame(
    engine: Engine, frame: Frame, table: str, supplied: SuppliedYears
) -> tuple[Frame, list[Problem]]:
    """One lazy table without what later returns correct; without `_year` it is of one return.

    Args:
        engine: The engine it lives on.
        frame: Its canonical columns, and `_year` where rows say it.
        table: Its canonical name.
        supplied: The collection years, which go for nothing where rows do not say theirs.
    """
    if table not in FIXES:
        return frame, []
    dated = YEAR in frame.collect_schema().names()
    lazy_frame = frame if dated else frame.with_columns(**{YEAR: lit(ONE_RETURN, dtype=nw.Int64)})
    supplied = supplied if dated else evolve(supplied, years=(ONE_RETURN,))
    repaired, problems = repair_returns(engine, table, lazy_frame, supplied)
    return repaired if dated else repaired.drop(YEAR), problems


def with_year(frame: Frame) -> Frame:
    """The frame with `_year`, the collection year of each row's return."""
    schema = frame.collect_schema()
    if YEAR in schema.names():
        return frame
    if schema.get(YEAR_END) != nw.Date:
        return frame.with_columns(**{YEAR: lit(ONE_RETURN, dtype=nw.Int64)})
    has_year_end = ~col(YEAR_END).is_null()
    end = col(YEAR_END).fill_null(lit("2000-01-01").str.to_date(format="%Y-%m-%d"))
    year = end.dt.year().cast(nw.Int64) + when(end.dt.month() > 3).then(lit(1)).otherwise(lit(0))
    expression = when(has_year_end).then(year).otherwise(lit(ONE_RETURN)).cast(nw.Int64)
    return frame.with_columns(**{YEAR: expression})
