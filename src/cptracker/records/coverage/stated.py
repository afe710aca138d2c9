"""What a file of a local table states of itself: the days that it covers, in columns of its own.

An extract may carry `covers_to`, and `covers_from`, with one day in every row. They are taken off
before rows are compared, for two extracts of one table state different days.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl
from attrs import evolve

from cptracker.files.table_problems import record_error
from cptracker.model.periods import current_day
from cptracker.model.problems import Problem
from cptracker.records.cleaning import TextTable, filled
from cptracker.records.coverage.days_covered import covers_to_fault
from cptracker.records.coverage.spans import StatedDays, stated_days
from cptracker.records.dates import day_in_london
from cptracker.records.formats import COVERS, plain_name_of_column
from cptracker.records.parsing import LINE

NOT_ONE_DAY = "{} must hold one day in every row; it is not used"


CORRECT_HINT = "correct it where the file comes from"


HINT = "write the one day to which the extract is complete into every row, as in 31/03/2025"


def stated_in(
    header: Sequence[str], table: TextTable, typed: pl.DataFrame
) -> tuple[StatedDays, list[Problem]]:
    """What the columns `covers_from` and `covers_to` of a local table say.

    Args:
        header: The names of the file's columns, in order.
        table: The file, its cells as they came.
        typed: Its rows as they were cast, whose dates must not lie after `covers_to`.
    """
    days: dict[str, date | None] = {}
    problems = []
    places = {
        plain_name_of_column(name): place for place, name in reversed(list(enumerate(header)))
    }
    for name in () if table.recognised.format.yearly else COVERS:
        if name in places:
            days[name], wrong = _one_day(name, table, places[name])
            problems += wrong
    return _believed(stated_days(days), table, typed, places, problems)


def _one_day(name: str, table: TextTable, place: int) -> tuple[date | None, list[Problem]]:
    """The day that stands in every row of a column; a problem where there is not just one."""
    rows = filled(table)
    days = days_in(rows[table.names[place]])
    day = one_day(days)
    if day or days.is_empty():
        return day, []
    first = days.drop_nulls().to_list()[:1]
    odd = [at for at, day in enumerate(days.to_list()) if [day] != first]
    line = rows[LINE].to_list()[odd[0]]
    message = NOT_ONE_DAY.format(name)
    return None, [record_error(table.path, message, line=line, column=place + 1, hint=HINT)]


def one_day(days: pl.Series) -> date | None:
    """The day that all are; None if they are not one, or one of them is none."""
    series = days.drop_nulls().unique()
    return series[0] if len(series) == 1 and days.null_count() == 0 else None


def days_in(cells: pl.Series) -> pl.Series:
    """The days in cells: dates, or text as the return writes it or ISO; null for no day."""
    kind = cells.dtype
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        return cells.to_frame("day").select(day_in_london(pl.col("day")))["day"]
    dated = kind in (pl.Date, pl.Datetime)
    return cells.cast(pl.Date) if dated else _days(cells.cast(pl.String))


def _days(cells: pl.Series) -> pl.Series:
    """Dates as the return writes them, or ISO."""
    text = cells.str.strip_chars()
    british = text.str.to_date("%d/%m/%Y", strict=False)
    return british.zip_with(british.is_not_null(), text.str.to_date("%Y-%m-%d", strict=False))


def _believed(
    stated: StatedDays,
    table: TextTable,
    typed: pl.DataFrame,
    places: Mapping[str, int],
    problems: list[Problem],
) -> tuple[StatedDays, list[Problem]]:
    """What was stated, without a `covers_to` that the file's own dates contradict."""
    today = current_day()
    why = covers_to_fault(stated.covers_to, _last(table, typed, today), today)
    if why is None:
        return stated, problems
    message = f"covers_to {why}; it is not used"
    wrong = record_error(
        table.path,
        message,
        line=filled(table)[LINE].to_list()[0],
        column=places["covers_to"] + 1,
        hint=CORRECT_HINT,
    )
    return evolve(stated, covers_to=None), [*problems, wrong]


def _last(table: TextTable, typed: pl.DataFrame, today: date) -> date | None:
    """The last date of the file that is evidence of the days it covers."""
    rule = table.recognised.format.covers
    names = [name for name in (rule.dates if rule else ()) if name in typed.columns]
    days = [typed[name].filter(typed[name] <= today).max() for name in names]
    return max((day for day in days if isinstance(day, date)), default=None)


def stated_together(statements: Sequence[StatedDays]) -> StatedDays:
    """What the files of one table state together, where all of them state it."""
    froms = [statement.covers_from for statement in statements]
    untils = [statement.covers_to for statement in statements]
    return StatedDays(
        covers_from=min((day for day in froms if day), default=None) if all(froms) else None,
        covers_to=max((day for day in untils if day), default=None) if all(untils) else None,
    )
