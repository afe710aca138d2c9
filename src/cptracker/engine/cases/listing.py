"""Find the members of a figure: the very rows of weights that the engine adds up, not yet added.

Their days ride along as if they were breakdowns, so that nothing of the counting is done again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import (
    Events,
    Members,
    Ratio,
    RowsOfMembers,
    Stock,
    SuppliedFigures,
    is_since,
)
from cptracker.engine.cases.evidence import evidence_query
from cptracker.engine.cases.member_days import (
    MEMBER_BEGAN,
    MEMBER_FIRST,
    MEMBER_LAST,
    day_columns,
    day_of_number,
    headings_of_days,
    upcoming_duties,
)
from cptracker.engine.counting import NOT_YET_DUE, CountQuery, count
from cptracker.engine.groups import check_groups
from cptracker.engine.look_back import listed_items
from cptracker.engine.plugin_errors import plugin_errors
from cptracker.engine.ratios import OF_DENOMINATOR
from cptracker.engine.series import call_measure, series
from cptracker.engine.weights import FIRST, REASON, SUBJECT, UNTIL, WEIGHTS, Grid
from cptracker.model.figures import MissingReason, Series
from cptracker.model.members import Cases, Member, MemberOutcome, order_of_member
from cptracker.model.periods import Period
from cptracker.model.problems import UsageError
from cptracker.records.care.days import date_of_day
from cptracker.records.records import Records

col = nw.col


def members_of_figure(
    measure: Measure,
    records: Records,
    period: Period,
    *,
    group: Mapping[str, str] | None = None,
    by: Sequence[str] = (),
    as_at: date | None = None,
) -> Cases:
    """Everyone behind a measure's figure for a period, with the rows that speak of them.

    Args:
        measure: What is measured.
        records: What it is measured from.
        period: The period.
        group: Keeps to these groups, by the names of breakdowns.
        by: Names of breakdowns that are told of each member.
        as_at: The day the records are told for; the records' own if None.

    Returns:
        Members that add up to the figure. None where the records do not cover the period; where it
        is not over, those known so far, though there is no figure yet.

    Raises:
        MeasureError: When the plug-in fails.
        UsageError: When the measure does not allow a breakdown, or has no such group.
    """
    day, chosen = as_at or records.as_at, dict(group or {})
    if isinstance(measure.function, IsolatedFunction):
        how: Any = {"group": chosen, "by": by, "as_at": day}
        isolated_cases: Cases = measure.function.cases(measure, records, period, **how)
        return isolated_cases
    with records.turn():
        return _cases_here(measure, records, period, chosen, by, day)


def _cases_here(
    measure: Measure,
    records: Records,
    period: Period,
    chosen: Mapping[str, str],
    by: Sequence[str],
    day: date,
) -> Cases:
    """The same, of a measure whose function runs here."""
    names = list(dict.fromkeys([*chosen, *by]))
    check_groups(measure, names)
    whole = ["+".join(chosen)] if chosen else []
    exact = series(measure, records, [period], whole, as_at=day)
    blank = evolve(_blank(exact, chosen, records, day), by=tuple(names))
    if blank.figure.missing_reason is MissingReason.NOT_SUPPLIED:
        return blank
    members = call_measure(measure, records.as_told_on(day))
    query = _MembersQuery(records=records, period=period, names=names, as_at=day)
    with plugin_errors(measure):
        listed, words = _listed_with_rows(measure, members, query, chosen)
        coming = [] if chosen else upcoming_duties(members, records, period, day)
    later = evidence_query(measure, members, records, period).with_rows(coming) if coming else []
    order = partial(order_of_member, better=measure.better)
    return evolve(
        blank,
        subject=members.subject,
        headings=headings_of_days(members),
        not_met=getattr(members, "no_information", "") == "not met",
        members=tuple(sorted(listed, key=order)),
        upcoming=tuple(sorted(later, key=lambda member: (member.days_left, *order(member)))),
        shown=words,
    )


@frozen(kw_only=True)
class _MembersQuery:
    """What is asked of the members, apart from the measure."""

    records: Records
    period: Period
    names: Sequence[str]
    as_at: date

    def count_query(self, extra: Iterable[str]) -> CountQuery:
        """The same for the engine, with further columns told as if they were breakdowns."""
        return CountQuery(
            records=self.records,
            grid=Grid.of([self.period]),
            groups=[*self.names, *extra],
            as_at=self.as_at,
        )


def _blank(exact: Series, group: Mapping[str, str], records: Records, as_at: date) -> Cases:
    """The cases without anybody.

    Raises:
        UsageError: When there is no such group.
    """
    key = "+".join(group.values())
    figures = [
        figure
        for figure in exact.figures
        if figure.group == key and bool(figure.group_by) == bool(group)
    ]
    if not figures:
        known = ", ".join(
            dict.fromkeys(figure.group for figure in exact.figures if figure.group_by)
        )
        raise UsageError(f"`{'+'.join(group)}` has no group `{key}`; it has: {known}")
    return Cases(
        measure=exact.measure,
        title=exact.title,
        unit=exact.unit,
        subject="",
        as_at=as_at,
        figure=figures[0],
        group=dict(group),
        statistic=exact.statistic,
        scale=exact.scale,
        example=records.example,
        better=exact.better,
    )


def _listed_with_rows(
    measure: Measure, members: Members, query: _MembersQuery, chosen: Mapping[str, str]
) -> tuple[list[Member], str]:
    """The members of these groups with the rows that speak of them, and which rows these are.

    Those of both counts of a ratio, each with its own.
    """
    if isinstance(members, Ratio):
        above, of_above = _listed_with_rows(measure, members.numerator, query, chosen)
        below, of_below = _listed_with_rows(measure, members.denominator, query, chosen)
        words = of_above if of_above == of_below else f"{of_above}; {of_below}"
        return [*above, *map(_as_base, below)], words
    listed = _listed(members, query)
    chosen_members = [member for member in listed if chosen.items() <= member.groups.items()]
    evidence = evidence_query(measure, members, query.records, query.period)
    return evidence.with_rows(chosen_members), evidence.words


def _listed(members: RowsOfMembers, query: _MembersQuery) -> list[Member]:
    """The rows of weights of one period, each a member."""
    days = day_columns(members)
    if days:
        texts = {name: col(day).cast(nw.String) for name, day in days.items()}
        members = evolve(members, frame=members.frame.with_columns(**texts))
    rows = count(members, query.count_query(days)).filter(col(FIRST) <= 0, col(UNTIL) > 0)
    keys = [SUBJECT, REASON, *query.names, *days]
    if isinstance(members, Stock) and members.contacts:
        rows = rows.group_by(*keys).agg(col(*WEIGHTS).sum())
    engine = query.records.engine
    items = _items(members, query)
    return [
        _member(dict(zip((*keys, *WEIGHTS), row, strict=True)), members, query, items)
        for row in engine.rows(rows.select(*keys, *WEIGHTS))
    ]


def _as_base(member: Member) -> Member:
    """A member of what a ratio is divided by."""
    if member.left_out:
        return evolve(member, reason=f"{member.reason}{OF_DENOMINATOR}")
    counted = member.outcome is MemberOutcome.COUNTED
    outcome = MemberOutcome.BASE if counted else member.outcome
    return evolve(member, outcome=outcome, numerator=0, denominator=member.numerator)


def _items(members: Members, query: _MembersQuery) -> Mapping[str, Sequence[str]]:
    """What was counted of each subject, where that is what is counted."""
    rules = members.contacts if isinstance(members, Stock) else ()
    if not rules or any(rule.item is None for rule in rules):
        return {}
    grid, engine = Grid.of([query.period]), query.records.engine
    items: dict[str, list[str]] = {}
    for subject, item in engine.rows(listed_items(query.records, rules, grid)):
        items.setdefault(subject, []).append(_item(item))
    return {subject: sorted(texts) for subject, texts in items.items()}


def _item(item: Any) -> str:
    """An item for show; a placement is named by the number of its first day."""
    return f"from {date_of_day(item).isoformat()}" if isinstance(item, int) else str(item)


def _member(
    row: Mapping[str, Any],
    members: Members,
    query: _MembersQuery,
    items: Mapping[str, Sequence[str]],
) -> Member:
    numerator, known, unsure, left_out = (int(row[name] or 0) for name in WEIGHTS)
    if is_since(members) and known:
        numerator = query.period.last_month - numerator
    due = day_of_number(row.get(MEMBER_FIRST))
    not_yet = row[REASON] == NOT_YET_DUE
    return Member(
        subject=str(row[SUBJECT]),
        outcome=_outcome(members, row[REASON], (numerator, unsure, left_out)),
        reason=row[REASON],
        first=due,
        last=day_of_number(row.get(MEMBER_LAST)),
        began=day_of_number(row.get(MEMBER_BEGAN)),
        numerator=numerator,
        denominator=known,
        unknown=unsure,
        left_out=left_out,
        items=() if left_out else tuple(items.get(row[SUBJECT], ())),
        groups={name: row[name] for name in query.names},
        days_left=(due - query.as_at).days if due and not_yet else None,
    )


def _outcome(members: Members, reason: str, sums: tuple[int, int, int]) -> MemberOutcome:
    numerator, unsure, left_out = sums
    if left_out:
        return MemberOutcome.NOT_DUE if reason == NOT_YET_DUE else MemberOutcome.LEFT_OUT
    if unsure:
        return MemberOutcome.UNKNOWN
    if _counts(members):
        return MemberOutcome.COUNTED
    return MemberOutcome.MET if numerator else MemberOutcome.MISSED


def _counts(members: Members) -> bool:
    """Whether there is no standard to meet: a count, a sum, a mean, or figures given."""
    if isinstance(members, Stock):
        looked = bool(members.contacts)
        mean = looked and members.at_least is None and members.contacts[0].item is not None
        return mean or (not looked and members.met is None)
    return isinstance(members, SuppliedFigures) or (
        isinstance(members, Events) and members.met is None
    )
