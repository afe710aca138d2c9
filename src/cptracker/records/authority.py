"""What each return of a stack is an authority for, and the repair of what later returns correct.

A return of collection year Y holds every spell open on any day of 1 April Y-1 to 31 March Y, and
nothing of children who were not looked after in it. So an open row that a later return no longer
holds is stale. Episodes are repaired as the sector's regional tool does it (LIIA, `fix_episodes`),
social worker spells and missing episodes in the same spirit; the rules stand in `RULES`.

Where LIIA writes 31 March as the day an episode ended, ours ends with that day: the child is looked
after on it, and on no day after.
"""

from collections.abc import Callable, Mapping, Sequence

import narwhals.stable.v2 as nw
import polars as pl
from attrs import frozen

from cptracker.errors import Problem
from cptracker.records import episode_repairs, spell_repairs
from cptracker.records.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.faults import warning
from cptracker.records.formats import Format, formats
from cptracker.records.marks import NOT_CONFIRMED
from cptracker.records.parsing import LINE
from cptracker.records.repairs import RULES, Rule, of_kind
from cptracker.records.spell_repairs import ITEM
from cptracker.records.stacking import FILE
from cptracker.records.suspects import rows_of_suspects
from cptracker.records.winners import latest_rows
from cptracker.records.years import YEAR

col, when = nw.col, nw.when

AS_RETURNED = "`--as-returned` shows the figures without any such repair"

NAMED = 4
"""How many places of one kind of repair are named."""

Fixes = Callable[[pl.DataFrame, Sequence[int]], pl.DataFrame]

FIXES: Mapping[str, Fixes] = {
    "episodes": episode_repairs.episode_fixes,
    "missing_episodes": spell_repairs.missing_fixes,
    "social_worker_spells": spell_repairs.worker_fixes,
}
"""For each table that is repaired, how it is told of some children's rows which need it."""

_DECISIVE = {
    "episodes": episode_repairs.COLUMNS,
    "missing_episodes": spell_repairs.COLUMNS,
    "social_worker_spells": spell_repairs.COLUMNS,
}
"""Which of its columns decide that."""

ITEMS = {"missing_episodes": "kind", "social_worker_spells": "worker_id"}
"""What else is in the key of a table, and may be blank."""


@frozen(kw_only=True)
class Supplied:
    """What is known of a table of stacked returns.

    Attributes:
        years: The collection years supplied, in order.
        paths: The files that `_file` counts; empty for somebody else's frame.
        name: What problems call such a frame; `<table>` if empty.
    """

    years: Sequence[int]
    paths: Sequence[str] = ()
    name: str = ""


def repair(
    engine: Engine, table: str, frame: Frame, supplied: Supplied | None = None
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
    known = supplied or Supplied(years=_years(engine, frame))
    if not known.paths:
        frame = latest_rows(engine, formats()[table], frame)
    columns = frame.collect_schema().names()
    if table in ITEMS:
        frame = frame.with_columns(**{ITEM: col(ITEMS[table]).fill_null("")})
    fixes = _fixes(engine, table, frame, known.years)
    if fixes.is_empty():
        return frame.select(columns), []
    problems = _problems(table, fixes, known)
    made = _applied(engine, formats()[table], frame, fixes, _with_mark(columns, fixes))
    return made, problems


def _fixes(engine: Engine, table: str, frame: Frame, years: Sequence[int]) -> pl.DataFrame:
    """The rows of a table that are repaired, with `rule` and `new_end`."""
    if not years:
        return pl.DataFrame()
    rows = rows_of_suspects(engine, table, frame, years[-1], _DECISIVE[table])
    return rows if rows.is_empty() else FIXES[table](rows, years)


def _years(engine: Engine, frame: Frame) -> list[int]:
    """The years of a frame's rows, in order."""
    return sorted(int(year) for (year,) in engine.rows(frame.select(YEAR).unique()))


def _with_mark(columns: Sequence[str], fixes: pl.DataFrame) -> list[str]:
    """The columns, with the mark of ends that are no leaving if there are such ends."""
    made = any(RULES[number].no_leaving for number in fixes["rule"].unique())
    return [*columns, *([NOT_CONFIRMED] if made else [])]


def _applied(
    engine: Engine, form: Format, frame: Frame, fixes: pl.DataFrame, columns: Sequence[str]
) -> Frame:
    """These columns of the frame with the fixes of its rows."""
    start, end = form.spell or ("", "")
    key = ["child_id", start, *([ITEM] if form.table in ITEMS else [])]
    new = {end: "new_end"} | ({"rec": "new_rec"} if form.table == "episodes" else {})
    facts = fixes.select(*key, *new.values(), **_KINDS)
    joined = frame.join(engine.take(facts), on=key, how="left")
    fixed = ~col("drops").is_null()
    values = {
        name: when(fixed).then(col(other)).otherwise(col(name)) for name, other in new.items()
    }
    marked = {NOT_CONFIRMED: col("no_leaving").fill_null(value=False)}
    kept = joined.filter(~col("drops").fill_null(value=False))
    return kept.with_columns(**values, **marked).select(columns)


_KINDS = {
    "drops": of_kind(lambda rule: rule.drops),
    "no_leaving": of_kind(lambda rule: rule.no_leaving),
}


def _problems(table: str, fixes: pl.DataFrame, supplied: Supplied) -> list[Problem]:
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


def _problem(rule: Rule, count: int, places: Sequence[tuple[str, int | None]]) -> Problem:
    """That rows were repaired by one rule, with its first places."""
    (path, line), *more = places
    also = ", ".join(f":{at}" if file == path else f"{file}:{at}" for file, at in more)
    hint = f"also {also}; {AS_RETURNED}" if also else AS_RETURNED
    return warning(path, f"{rule.words} [{rule.code}]", line=line, hint=hint, count=count)
