"""Which days a table covers: by the years of its returns, by its dates, or as somebody stated.

An extract is complete to a day that stands nowhere in it. What stands in it is dates, and the
formats say for each table which of them are evidence and how far they reach.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from cptracker.periods import Every, latest
from cptracker.records.coverage_rules import coverage_rules
from cptracker.records.covers import (
    BEGINS,
    NOBODY_LEFT,
    Covers,
    Span,
    Stated,
    month_end,
    of_years,
    within,
)
from cptracker.records.extents import Extent, collection_years, extent, year_of
from cptracker.records.formats import Format, formats
from cptracker.results import Nothing

if TYPE_CHECKING:
    from cptracker.records.records import Records

Refused = tuple[tuple[str, str], ...]


NOTHING_STATED = Stated()


def covers(records: "Records", table: str, today: date) -> Covers | None:
    """The days that a table covers; None where nothing limits it.

    Args:
        records: The records that hold the table.
        table: A canonical table that was read.
        today: Later dates are no evidence.
    """
    form, stated = formats().get(table), records.origin.stated.get(table, NOTHING_STATED)
    years = records.origin.years.get(table)
    if form is None or (years is None and not records.origin.limited):
        return _as_stated(stated)
    if form.yearly:
        known = collection_years(records, form, today) if years is None else years
        return _of_return(records, form, known, stated, today)
    if form.covers is None or form.covers.always:
        return _as_stated(stated)
    return _of_local(records, form, stated, today)


def _as_stated(stated: Stated) -> Covers | None:
    """A table that nothing limits but what was stated."""
    if stated == NOTHING_STATED:
        return None
    return Covers(spans=((stated.covers_from or date.min, stated.covers_to or date.max),))


def _of_return(
    records: "Records", form: Format, years: Sequence[int], stated: Stated, today: date
) -> Covers:
    """A table of the return: its years, the last of which may not be over yet."""
    spans = of_years(years)
    if spans and spans[-1][1] > today:
        spans = within(spans, None, _unfinished(records, today))
    stated, refused = _believed(stated, _latest_of_return(records, form, years, today), today)
    return Covers(spans=within(spans, stated.covers_from, stated.covers_to), refused=refused)


def _latest_of_return(
    records: "Records", form: Format, years: Sequence[int], today: date
) -> date | None:
    """A day that the returns have surely reached."""
    last = extent(records, form, today).last if form.spell else None
    return last or (date(max(years) - 1, 4, 1) if years else None)


def _unfinished(records: "Records", today: date) -> date:
    """How far a return reaches whose year is not over: by the latest date in any of its tables."""
    spells = [one for one in formats().values() if one.yearly and one.spell]
    known = [extent(records, one, today).last for one in spells if records.has(one.table)]
    last = max((day for day in known if day), default=today)
    return min(coverage_rules().unfinished_year.last(last), today)


def _of_local(records: "Records", form: Format, stated: Stated, today: date) -> Covers:
    """A table of the council's own: by its dates, unless it was stated."""
    evidence = extent(records, form, today)
    stated, refused = _believed(stated, evidence.last, today)
    if not evidence.rows:
        return evolve(_without_rows(records, form, stated), refused=refused)
    known = _by_evidence(form, evidence, today)
    first = stated.covers_from or (known and known[0])
    last = stated.covers_to or (known and known[1])
    if not first or not last:
        return evolve(_undated(records, form), refused=refused)
    return Covers(
        spans=within([(first, last)], None, None),
        why="covers no whole month",
        begins=NOBODY_LEFT
        if form.covers and form.covers.ends and not stated.covers_from
        else BEGINS,
        silent_after=None if stated.covers_to else _silent_after(form, evidence, last),
        refused=refused,
    )


def _begins(form: Format, stated: Stated) -> str:
    """How it is said that days before the first are not covered."""
    register = form.covers is not None and form.covers.ends is not None
    return NOBODY_LEFT if register and stated.covers_from is None else BEGINS


def _believed(stated: Stated, last: date | None, today: date) -> tuple[Stated, Refused]:
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


def _without_rows(records: "Records", form: Format, stated: Stated) -> Covers:
    """A table without a row: a true nought where it is stated to cover the time."""
    if form.table in records.origin.unusable:
        why = "has rows, none of which can be used"
        return Covers(why=why, nothing=Nothing.NOT_COMPUTABLE)
    if stated.covers_to is None:
        return Covers()
    begin = stated.covers_from or date(year_of(stated.covers_to) - 1, 4, 1)
    return Covers(spans=((begin, stated.covers_to),))


def _undated(records: "Records", form: Format) -> Covers:
    """A table with rows and without a date, of its own or of the rows that its rows name."""
    other = form.covers.table if form.covers else None
    if other and other not in records.origin.unusable:
        return Covers(why=f"has no row that leads to a date in `{other}`")
    return Covers(why="has no date that can be read", nothing=Nothing.NOT_COMPUTABLE)


def _by_evidence(form: Format, evidence: Extent, today: date) -> Span | None:
    """The days that a table's dates are evidence of."""
    if evidence.first is None or evidence.last is None:
        return None
    rule = form.covers
    if rule is None or rule.first is None or rule.last is None:
        return evidence.first, evidence.last
    return rule.first.first(evidence.first), min(rule.last.last(evidence.last), today)


def _silent_after(form: Format, evidence: Extent, last: date) -> date | None:
    """The end of the last date's month, where more whole months count as covered after it."""
    rule = form.covers.last if form.covers else None
    if rule is None or rule.unit.months > Every.QUARTER.months or evidence.last is None:
        return None
    end = month_end(evidence.last)
    return end if end < latest(Every.MONTH, last).end else None
