"""Which days a table covers, and what is odd about them.

An extract is complete to a day that stands nowhere in it. What stands in it is dates, and the
formats say for each table which of them are evidence and how far they reach.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.figures import MissingReason
from cptracker.model.periods import Every, latest, long_date
from cptracker.model.problems import Problem
from cptracker.records.coverage.extents import (
    Extent,
    ReadTables,
    collection_years,
    coverage_rules,
    extent,
    year_of,
)
from cptracker.records.coverage.spans import (
    BEGINS,
    NOBODY_LEFT,
    DaysCovered,
    Span,
    StatedDays,
    days_of_years,
    month_end,
    within_days,
)
from cptracker.records.formats import TableFormat, formats

Refused = tuple[tuple[str, str], ...]


NOTHING_STATED = StatedDays()


def days_covered(records: ReadTables, table: str, today: date) -> DaysCovered | None:
    """The days that a table covers; None where nothing limits it.

    Args:
        records: The records that hold the table.
        table: A canonical table that was read.
        today: Later dates are no evidence.
    """
    table_format = records.origin.formats.get(table)
    stated = records.origin.stated.get(table, NOTHING_STATED)
    years = records.origin.years.get(table)
    if table_format is None or (years is None and not records.origin.limited):
        return _as_stated(stated)
    if table_format.yearly:
        known = collection_years(records, table_format, today) if years is None else years
        return _of_return(records, table_format, known, stated, today)
    if table_format.covers is None or table_format.covers.always:
        return _as_stated(stated)
    return _of_local(records, table_format, stated, today)


def _as_stated(stated: StatedDays) -> DaysCovered | None:
    """A table that nothing limits but what was stated."""
    if stated == NOTHING_STATED:
        return None
    return DaysCovered(spans=((stated.covers_from or date.min, stated.covers_to or date.max),))


def _of_return(
    records: ReadTables,
    table_format: TableFormat,
    years: Sequence[int],
    stated: StatedDays,
    today: date,
) -> DaysCovered:
    """A table of the return: its years, the last of which may not be over yet."""
    spans = days_of_years(years)
    if spans and spans[-1][1] > today:
        spans = within_days(spans, None, _unfinished(records, today))
    stated, refused = _believed(
        stated, _latest_of_return(records, table_format, years, today), today
    )
    return DaysCovered(
        spans=within_days(spans, stated.covers_from, stated.covers_to), refused=refused
    )


def _latest_of_return(
    records: ReadTables, table_format: TableFormat, years: Sequence[int], today: date
) -> date | None:
    """A day that the returns have surely reached."""
    last = extent(records, table_format, today).last if table_format.spell else None
    return last or (date(max(years) - 1, 4, 1) if years else None)


def _unfinished(records: ReadTables, today: date) -> date:
    """How far a return reaches whose year is not over: by the latest date in any of its tables."""
    spells = [table for table in formats().values() if table.yearly and table.spell]
    known = [extent(records, spell, today).last for spell in spells if records.has(spell.table)]
    last = max((day for day in known if day), default=today)
    return min(coverage_rules().unfinished_year.last(last), today)


def _of_local(
    records: ReadTables, table_format: TableFormat, stated: StatedDays, today: date
) -> DaysCovered:
    """A table of the council's own: by its dates, unless it was stated."""
    evidence = extent(records, table_format, today)
    stated, refused = _believed(stated, evidence.last, today)
    if not evidence.rows:
        return evolve(_without_rows(records, table_format, stated), refused=refused)
    known = _by_evidence(table_format, evidence, today)
    first = stated.covers_from or (known and known[0])
    last = stated.covers_to or (known and known[1])
    if not first or not last:
        return evolve(_undated(records, table_format), refused=refused)
    return DaysCovered(
        spans=within_days([(first, last)], None, None),
        why="covers no whole month",
        begins=_begins(table_format, stated),
        silent_after=None if stated.covers_to else _silent_after(table_format, evidence, last),
        refused=refused,
    )


def _begins(table_format: TableFormat, stated: StatedDays) -> str:
    """How it is said that days before the first are not covered."""
    register = table_format.covers is not None and table_format.covers.ends is not None
    return NOBODY_LEFT if register and stated.covers_from is None else BEGINS


def _believed(stated: StatedDays, last: date | None, today: date) -> tuple[StatedDays, Refused]:
    """What was stated as far as it can hold, and why the rest cannot."""
    wrong = covers_to_fault(stated.covers_to, last, today)
    if wrong is None:
        return stated, ()
    return evolve(stated, covers_to=None), (("covers_to", wrong),)


def covers_to_fault(covers_to: date | None, last: date | None, today: date) -> str | None:
    """Why a table cannot cover the days to the one that was stated; None if it can.

    Args:
        covers_to: The day that was stated.
        last: The last date that is evidence in the table.
        today: No table covers days to come.
    """
    if covers_to and covers_to > today:
        return "is a day to come"
    if covers_to and last and covers_to < last:
        return "is before the last date in the records"
    return None


def _without_rows(
    records: ReadTables, table_format: TableFormat, stated: StatedDays
) -> DaysCovered:
    """A table without a row: a true nought where it is stated to cover the time."""
    if table_format.table in records.origin.unusable:
        why = "has rows, none of which can be used"
        return DaysCovered(why=why, missing_reason=MissingReason.NOT_COMPUTABLE)
    if stated.covers_to is None:
        return DaysCovered()
    begin = stated.covers_from or date(year_of(stated.covers_to) - 1, 4, 1)
    return DaysCovered(spans=((begin, stated.covers_to),))


def _undated(records: ReadTables, table_format: TableFormat) -> DaysCovered:
    """A table with rows and without a date, of its own or of the rows that its rows name."""
    dated_table = table_format.covers.table if table_format.covers else None
    if dated_table and dated_table not in records.origin.unusable:
        return DaysCovered(why=f"has no row that leads to a date in `{dated_table}`")
    return DaysCovered(
        why="has no date that can be read", missing_reason=MissingReason.NOT_COMPUTABLE
    )


def _by_evidence(table_format: TableFormat, evidence: Extent, today: date) -> Span | None:
    """The days that a table's dates are evidence of."""
    if evidence.first is None or evidence.last is None:
        return None
    rule = table_format.covers
    if rule is None or rule.first is None or rule.last is None:
        return evidence.first, evidence.last
    return rule.first.first(evidence.first), min(rule.last.last(evidence.last), today)


def _silent_after(table_format: TableFormat, evidence: Extent, last: date) -> date | None:
    """The end of the last date's month, where more whole months count as covered after it."""
    rule = table_format.covers.last if table_format.covers else None
    if rule is None or rule.unit.months > Every.QUARTER.months or evidence.last is None:
        return None
    end = month_end(evidence.last)
    return end if end < latest(Every.MONTH, last).end else None


EMPTY_HINT = "if there was nothing to write down, state `covers_to` under `records` in the plan"


REFUSED_HINT = "state the day to which the records at hand are complete, or delete it"


EARLY_HINT = "supply it to the same day; if it is complete to then, state `covers_to`"


def coverage_warnings(records: ReadTables) -> Iterator[Problem]:
    """A warning for each local table without rows, and for each table that ends before the others.

    How many days before is `ends_early` in `coverage.yaml`.
    """
    yield from _refused(records)
    yield from _empty(records)
    ends = _ends(records)
    furthest = max(ends.values(), default=date.min)
    limit = coverage_rules().ends_early
    known_tables = records.origin.formats
    early = {table: end for table, end in ends.items() if (furthest - end).days >= limit}
    for end in sorted(set(early.values())):
        returns = [table for table in early if early[table] == end and known_tables[table].yearly]
        others = [table for table in early if early[table] == end and table not in returns]
        for tables in (returns, *([table] for table in others)):
            if tables:
                yield _early(records, tables, end, furthest)


def _refused(records: ReadTables) -> Iterator[Problem]:
    """What a mapping states of the tables there are, and that cannot hold."""
    for table in records.tables:
        stated, known = records.origin.stated.get(table), records.covers(table)
        if stated and stated.path and known:
            for key, why in known.refused:
                message = f"`{key}` of `{table}` {why}; it is not used"
                line, column = stated.line, stated.column
                yield record_error(
                    stated.path, message, line=line, column=column, hint=REFUSED_HINT
                )


def _empty(records: ReadTables) -> Iterator[Problem]:
    """Local tables that were supplied without a row, and of which nothing was stated."""
    for table in records.tables:
        known, table_format = records.covers(table), records.origin.formats.get(table)
        if table_format and not table_format.yearly and known and known.without_rows:
            message = f"`{table}` has no rows, so it counts as not supplied"
            yield record_warning(_path(records, table), message, hint=EMPTY_HINT)


def _ends(records: ReadTables) -> dict[str, date]:
    """The last day of each table that follows the calendar closely enough to be compared."""
    ends = {}
    for table in records.tables:
        known, table_format = records.covers(table), records.origin.formats.get(table)
        if (
            table_format
            and known
            and known.last
            and known.last != date.max
            and _comparable(table_format)
        ):
            ends[table] = known.last
    return ends


def _comparable(table_format: TableFormat) -> bool:
    """Whether a table is written down all year round, as surveys and population are not."""
    reach = table_format.covers.last if table_format.covers else None
    return table_format.yearly or (reach is not None and reach.unit.months <= Every.QUARTER.months)


def _early(records: ReadTables, tables: list[str], end: date, furthest: date) -> Problem:
    """One table that ends early, or those of a return together."""
    names = ", ".join(f"`{table}`" for table in tables)
    run = "runs" if len(tables) == 1 else "run"
    message = f"{names} {run} to {long_date(end)}; other tables run to {long_date(furthest)}"
    return record_warning(_path(records, tables[0]), message, hint=EARLY_HINT)


def _path(records: ReadTables, table: str) -> str:
    """The last file of a table; a frame's name where there is none."""
    files = [
        source_of_records.path
        for source in records.sources
        if source.table == table
        for source_of_records in source.sources
    ]
    return files[-1] if files else f"<{table}>"
