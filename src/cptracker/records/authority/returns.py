"""What each return of a stack is an authority for, and the repair of what later returns correct.

A return of collection year Y holds every spell open on any day of 1 April Y-1 to 31 March Y, and
nothing of children who were not looked after in it. So an open row that a later return no longer
holds is stale. Episodes are repaired as the sector's regional tool does it (LIIA, `fix_episodes`),
social worker spells and missing episodes in the same spirit; the rules stand in `RULES`.

Where LIIA writes 31 March as the day an episode ended, ours ends with that day: the child is looked
after on it, and on no day after.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from attrs import frozen

from cptracker.files.table_problems import NOT_CONFIRMED, YEAR, record_warning
from cptracker.model.choices import EngineName
from cptracker.model.problems import Problem
from cptracker.records.authority import episodes, spells
from cptracker.records.authority.repairs import RULES, RepairRule, of_kind
from cptracker.records.authority.spells import ITEM
from cptracker.records.authority.suspects import rows_of_suspects
from cptracker.records.care.days import Frame
from cptracker.records.collection_years import TableFile
from cptracker.records.engines import Engine, engine_named
from cptracker.records.formats import formats
from cptracker.records.origin import Repairing
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE, latest_rows, years_covered

AS_RETURNED = "`--as-returned` shows the figures without any such repair"


NAMED = 4
"""How many places of one kind of repair are named."""


Fixes = Callable[[pl.DataFrame, Sequence[int]], pl.DataFrame]


FIXES: Mapping[str, Fixes] = {
    "episodes": episodes.episode_fixes,
    "missing_episodes": spells.missing_fixes,
    "social_worker_spells": spells.worker_fixes,
}
"""For each table that is repaired, how it is told of some children's rows which need it."""


_DECISIVE = {
    "episodes": episodes.COLUMNS,
    "missing_episodes": spells.COLUMNS,
    "social_worker_spells": spells.COLUMNS,
}
"""Which of its columns decide that."""


ITEMS = {"missing_episodes": "kind", "social_worker_spells": "worker_id"}
"""What else is in the key of a table, and may be blank."""


@frozen(kw_only=True)
class SuppliedYears:
    """What is known of a table of stacked returns.

    Attributes:
        years: The collection years supplied, in order.
        paths: The files that `_file` counts; empty for somebody else's frame.
        name: What problems call such a frame; `<table>` if empty.
        once: Whether each key is known to have one row.
    """

    years: Sequence[int]
    paths: Sequence[str] = ()
    name: str = ""
    once: bool = False


def repair_returns(
    engine: Engine, table: str, frame: Frame, supplied: SuppliedYears | None = None
) -> tuple[Frame, list[Problem]]:
    """A table of stacked returns, repaired.

    Args:
        engine: The engine the frame lives on.
        table: Its canonical name; those that need no repair pass through.
        frame: Its canonical columns and `_year`, the collection year of each row's return, a whole
            number. Of files also `_file` and `_line`, and one row for each key; of others the
            latest return's row is taken for each key.
        supplied: The years and where the rows stand; if None, the years are those of the rows.

    Returns:
        One row for each key, in no order; the same columns, and for episodes that were ended
        because no later return has them `not_in_next_return`. And one warning for each kind of
        repair that was made.
    """
    if table not in FIXES:
        return frame, []
    supplied_years = supplied or SuppliedYears(years=_years(engine, frame))
    if not supplied_years.paths and not supplied_years.once:
        frame = latest_rows(engine, formats()[table], frame)
    columns = frame.collect_schema().names()
    frame = _with_item(table, frame)
    fixes, problems = fixes_needed(engine, table, frame, supplied_years)
    if fixes.is_empty():
        return frame.select(columns), []
    key = _key(table)
    joined = frame.join(engine.take(_repairs(table, fixes)), on=key, how="left")
    return _applied(nw, table, joined).select(_with_mark(columns, fixes)), problems


def repair_table(
    table: str, stacked: pl.DataFrame, supplied: SuppliedYears
) -> tuple[pl.DataFrame, list[Problem]]:
    """The same for a table in memory, as `stack` makes it; its order is kept."""
    if table not in FIXES:
        return stacked, []
    whole = _with_item(table, stacked)
    lazy = nw.from_native(whole.lazy())
    fixes, problems = fixes_needed(engine_named(EngineName.POLARS), table, lazy, supplied)
    if fixes.is_empty():
        return stacked, []
    repairs = _repairs(table, fixes)
    joined = whole.join(repairs, on=_key(table), how="left", maintain_order="left")
    return _applied(pl, table, joined).select(_with_mark(stacked.columns, fixes)), problems


def fixes_needed(
    engine: Engine, table: str, frame: Frame, supplied: SuppliedYears
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of a table that are repaired, with `rule` and `new_end`, and what is told of it."""
    if not supplied.years:
        return pl.DataFrame(), []
    columns, latest = _DECISIVE[table], supplied.years[-1]
    rows = rows_of_suspects(engine, table, frame, latest, columns)
    if rows.is_empty():
        return rows, []
    fixes = FIXES[table](rows, supplied.years)
    return fixes, _problems(table, fixes, supplied)


def _years(engine: Engine, frame: Frame) -> list[int]:
    """The years of a frame's rows, in order."""
    return sorted(int(year) for (year,) in engine.rows(frame.select(YEAR).unique()))


def _with_mark(columns: Sequence[str], fixes: pl.DataFrame) -> list[str]:
    """The columns, with the mark of ends that are no leaving if there are such ends."""
    made = any(RULES[number].no_leaving for number in fixes["rule"].unique())
    return [*columns, *([NOT_CONFIRMED] if made else [])]


def _with_item(table: str, frame: Any) -> Any:
    """A frame of either kind with what else is in its key."""
    if table not in ITEMS:
        return frame
    kind = pl if isinstance(frame, pl.DataFrame) else nw
    return frame.with_columns(**{ITEM: kind.col(ITEMS[table]).fill_null("")})


def _key(table: str) -> list[str]:
    """The columns by which a row is known."""
    start, _ = formats()[table].spell or ("", "")
    return ["child_id", start, *([ITEM] if table in ITEMS else [])]


def _new_values(table: str) -> dict[str, str]:
    """The columns that a repair changes, and where the new value stands."""
    _, end = formats()[table].spell or ("", "")
    return {end: "new_end"} | ({"rec": "new_rec"} if table == "episodes" else {})


def _repairs(table: str, fixes: pl.DataFrame) -> pl.DataFrame:
    """What becomes of each row that is repaired."""
    drops, no_leaving = of_kind(lambda rule: rule.drops), of_kind(lambda rule: rule.no_leaving)
    columns = [*_key(table), *_new_values(table).values()]
    return fixes.select(*columns, drops=drops, no_leaving=no_leaving)


def _applied(kind: Any, table: str, joined: Any) -> Any:
    """A frame that was joined with the facts, repaired.

    Args:
        kind: Polars for its own tables, which is quicker in memory, Narwhals for lazy frames.
        table: Its canonical name.
        joined: The frame.
    """
    drops, new = kind.col("drops"), _new_values(table)
    fixed = [
        kind.when(~drops.is_null()).then(kind.col(new_name)).otherwise(kind.col(name)).alias(name)
        for name, new_name in new.items()
    ]
    marked = kind.col("no_leaving").fill_null(value=False).alias(NOT_CONFIRMED)
    return joined.filter(~drops.fill_null(value=False)).with_columns(*fixed, marked)


def _problems(table: str, fixes: pl.DataFrame, supplied: SuppliedYears) -> list[Problem]:
    """One for each kind of repair, at its first place and with the next ones in the hint."""
    placed = [FILE, LINE] if supplied.paths else []
    kinds = (
        fixes.sort("rule", *placed)
        .group_by("rule", maintain_order=True)
        .agg(pl.len(), *(pl.col(name).head(NAMED) for name in placed))
    )
    problems = []
    for number, count, *places in kinds.iter_rows():
        named: list[tuple[str, int | None]] = [(supplied.name or f"<{table}>", None)]
        if places:
            named = [(supplied.paths[file], line) for file, line in zip(*places, strict=True)]
        problems.append(_problem(RULES[number], count, named))
    return problems


def _problem(rule: RepairRule, count: int, places: Sequence[tuple[str, int | None]]) -> Problem:
    """That rows were repaired by one rule, with its first places."""
    (path, line), *more = places
    also = ", ".join(f":{at}" if file == path else f"{file}:{at}" for file, at in more)
    hint = f"also {also}; {AS_RETURNED}" if also else AS_RETURNED
    return record_warning(path, f"{rule.words} [{rule.code}]", line=line, hint=hint, count=count)


def repaired(
    table: str, stacked: pl.DataFrame, files: Sequence[TableFile], repairing: Repairing
) -> tuple[pl.DataFrame, list[Problem]]:
    """A stacked table in order of its key, without what later returns correct."""
    if repairing.as_returned or table not in FIXES:
        return stacked, []
    supplied_years = SuppliedYears(paths=[file.path for file in files], years=years_covered(files))
    return repair_table(table, stacked, supplied_years)
