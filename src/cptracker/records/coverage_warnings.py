"""What is odd about the days that tables cover: tables without rows, and those that end early."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from cptracker.errors import Problem
from cptracker.periods import Every, long_date
from cptracker.records.coverage_rules import coverage_rules
from cptracker.records.faults import fault, warning
from cptracker.records.formats import Format, formats

if TYPE_CHECKING:
    from cptracker.records.records import Records

EMPTY_HINT = "if there was nothing to write down, state `covers_to` under `records` in the plan"
REFUSED_HINT = "state the day to which the records at hand are complete, or delete it"
EARLY_HINT = "supply it to the same day; if it is complete to then, state `covers_to`"


def coverage_warnings(records: "Records") -> Iterator[Problem]:
    """A warning for each local table without rows, and for each table that ends before the others.

    How many days before is `ends_early` in `coverage.yaml`.
    """
    yield from _refused(records)
    yield from _empty(records)
    ends = _ends(records)
    furthest = max(ends.values(), default=date.min)
    limit = coverage_rules().ends_early
    early = {table: end for table, end in ends.items() if (furthest - end).days >= limit}
    for end in sorted(set(early.values())):
        returns = [table for table in early if early[table] == end and formats()[table].yearly]
        others = [table for table in early if early[table] == end and table not in returns]
        for tables in (returns, *([table] for table in others)):
            if tables:
                yield _early(records, tables, end, furthest)


def _refused(records: "Records") -> Iterator[Problem]:
    """What a mapping states of the tables there are, and that cannot hold."""
    for table in records.tables:
        stated, known = records.origin.stated.get(table), records.covers(table)
        if stated and stated.path and known:
            for key, why in known.refused:
                message = f"`{key}` of `{table}` {why}; it is not used"
                line, column = stated.line, stated.column
                yield fault(stated.path, message, line=line, column=column, hint=REFUSED_HINT)


def _empty(records: "Records") -> Iterator[Problem]:
    """Local tables that were supplied without a row, and of which nothing was stated."""
    for table in records.tables:
        known, form = records.covers(table), formats().get(table)
        if form and not form.yearly and known and known.without_rows:
            message = f"`{table}` has no rows, so it counts as not supplied"
            yield warning(_path(records, table), message, hint=EMPTY_HINT)


def _ends(records: "Records") -> dict[str, date]:
    """The last day of each table that follows the calendar closely enough to be compared."""
    ends = {}
    for table in records.tables:
        known, form = records.covers(table), formats().get(table)
        if form and known and known.last and known.last != date.max and _comparable(form):
            ends[table] = known.last
    return ends


def _comparable(form: Format) -> bool:
    """Whether a table is written down all year round, as surveys and population are not."""
    reach = form.covers.last if form.covers else None
    return form.yearly or (reach is not None and reach.unit.months <= Every.QUARTER.months)


def _early(records: "Records", tables: list[str], end: date, furthest: date) -> Problem:
    """One table that ends early, or those of a return together."""
    names = ", ".join(f"`{table}`" for table in tables)
    run = "runs" if len(tables) == 1 else "run"
    message = f"{names} {run} to {long_date(end)}; other tables run to {long_date(furthest)}"
    return warning(_path(records, tables[0]), message, hint=EARLY_HINT)


def _path(records: "Records", table: str) -> str:
    """The last file of a table; a frame's name where there is none."""
    files = [one.path for each in records.sources if each.table == table for one in each.sources]
    return files[-1] if files else f"<{table}>"
