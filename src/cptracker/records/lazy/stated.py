"""What a lazy frame of a local table states of itself: the days that it covers, as files do."""

from collections.abc import Sequence
from datetime import date

import narwhals.stable.v2 as nw
import polars as pl
from attrs import evolve

from cptracker.files.table_problems import record_error
from cptracker.model.periods import current_day
from cptracker.model.problems import Problem
from cptracker.records.care.days import Frame
from cptracker.records.coverage.days_covered import covers_to_fault
from cptracker.records.coverage.spans import StatedDays, stated_days
from cptracker.records.coverage.stated import CORRECT_HINT, HINT, NOT_ONE_DAY, days_in, one_day
from cptracker.records.engines import Engine
from cptracker.records.formats import COVERS, TableFormat, plain_name_of_column

col, when = nw.col, nw.when


ENOUGH = 1000
"""How many different cells are fetched to see whether they are one day, however written."""


def stated_lazily(
    path: str, table_format: TableFormat, frame: Frame, typed: Frame, engine: Engine
) -> tuple[StatedDays, list[Problem]]:
    """What the columns `covers_from` and `covers_to` of a lazy frame say.

    Args:
        path: What problems call the frame.
        table_format: Its table; what a frame of the return states of itself is not read.
        frame: Its columns as they came.
        typed: Its canonical columns, whose dates must not lie after `covers_to`.
        engine: What computes it.
    """
    stated: dict[str, date | None] = {}
    problems = []
    header = list(frame.collect_schema().names())
    for name in () if table_format.yearly else COVERS:
        labels = [label for label in header if plain_name_of_column(label) == name]
        for label in labels[:1]:
            days = days_in(_cells(frame, label, engine))
            stated[name] = one_day(days)
            if stated[name] is None and not days.is_empty():
                place = header.index(label) + 1
                problems.append(
                    record_error(path, NOT_ONE_DAY.format(name), column=place, hint=HINT)
                )
    return _believed(path, stated_days(stated), table_format, header, (typed, engine), problems)


def _cells(frame: Frame, label: str, engine: Engine) -> pl.Series:
    """The different cells of a column: days, or text."""
    kind = frame.collect_schema()[label]
    if isinstance(kind, nw.Datetime):
        zoned = kind.time_zone is not None
        frame = engine.day_in_london(frame, label) if zoned else frame
        cell = col(label) if zoned else col(label).dt.date()
    else:
        cell = col(label) if kind == nw.Date else col(label).cast(nw.String)
    return engine.fetch(frame.select(cell=cell).unique().head(ENOUGH))["cell"]


def _believed(
    path: str,
    stated: StatedDays,
    table_format: TableFormat,
    header: Sequence[str],
    frame_and_engine: tuple[Frame, Engine],
    problems: list[Problem],
) -> tuple[StatedDays, list[Problem]]:
    """What was stated, without a `covers_to` that the frame's own dates contradict."""
    if stated.covers_to is None:
        return stated, problems
    today = current_day()
    why = covers_to_fault(stated.covers_to, _last(*frame_and_engine, table_format, today), today)
    if why is None:
        return stated, problems
    place = [plain_name_of_column(label) for label in header].index("covers_to") + 1
    wrong = record_error(path, f"covers_to {why}; it is not used", column=place, hint=CORRECT_HINT)
    return evolve(stated, covers_to=None), [*problems, wrong]


def _last(typed: Frame, engine: Engine, table_format: TableFormat, today: date) -> date | None:
    """The last date of the frame that is evidence of the days it covers."""
    typed_names = typed.collect_schema().names()
    names = [
        name
        for name in (table_format.covers.dates if table_format.covers else ())
        if name in typed_names
    ]
    if not names:
        return None
    past = {name: when(col(name) <= today).then(col(name)).max() for name in names}
    ((*days,),) = engine.rows(typed.select(**past))
    return max((day for day in days if day), default=None)
