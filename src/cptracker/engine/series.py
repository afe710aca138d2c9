"""A measure over periods and groups: ask the plug-in, count, add up, make figures."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Events, Members, Ratio
from cptracker.authoring.plugin_failures import problem_of
from cptracker.engine.counting import CountQuery, count
from cptracker.engine.coverage import coverage, looks_back
from cptracker.engine.distinct_children import (
    ChildrenByFigure,
    ChildrenQuery,
    count_distinct_children,
    may_repeat,
    time_relation,
)
from cptracker.engine.dominance import largest_two, with_largest
from cptracker.engine.figures import FigureRule, empty_figure, figure_from, figure_rule
from cptracker.engine.groups import breakdown_columns, breakdown_names, check_groups, domain
from cptracker.engine.member_mistakes import member_mistakes
from cptracker.engine.period_sums import PeriodSum, cells_of_periods, period_sums
from cptracker.engine.plugin_errors import plugin_errors
from cptracker.engine.shared_bases import cohorts_of
from cptracker.engine.weights import Grid
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.measure_info import AMOUNTS
from cptracker.model.periods import Period, latest
from cptracker.model.problems import MeasureError
from cptracker.model.related import Cohorts
from cptracker.records.care.days import Frame
from cptracker.records.records import Records


def series(
    measure: Measure,
    records: Records,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    *,
    as_at: date | None = None,
    distinct_children: bool = False,
) -> Series:
    """A measure's figures for everyone and for each group, period by period.

    Args:
        measure: What is measured.
        records: What it is measured from.
        periods: Consecutive periods of one kind, in order of time.
        by: Breakdowns, each a name such as `sex` or several crossed such as `sex+age_group`.
        as_at: The day the records are told for; the records' own if None.
        distinct_children: Whether to count the distinct children behind figures whose rows are not
            children, which protection asks for.

    Returns:
        One figure for each breakdown, group and period; everyone comes first. A table that the
        measure needs and that is not there makes every figure `not_supplied`.

    Raises:
        MeasureError: When the plug-in raises or returns something else than members.
        UsageError: When the measure does not allow a breakdown.
    """
    check_groups(measure, by)
    if isinstance(measure.function, IsolatedFunction):
        isolated_series = measure.function.series(
            measure, records, periods, by, as_at=as_at, distinct_children=distinct_children
        )
        return evolve(isolated_series, children_counted=distinct_children)
    blank = Series(
        info=measure.info,
        figures=(),
        example_data=records.example,
        children_counted=distinct_children,
    )
    lacking = records.lacks(measure.needs)
    if lacking:
        note = "needs " + ", ".join(lacking)
        return evolve(blank, figures=_not_supplied(measure, periods, by, note))
    day = as_at or records.as_at
    query = CountQuery(
        records=records.as_told_on(day),
        grid=Grid.of(periods),
        groups=breakdown_names(by),
        as_at=day,
    )
    with records.turn(), records.engine.working():
        return _filled(
            blank,
            measure,
            by,
            query,
            distinct_children=distinct_children and measure.about == "children",
        )


def _not_supplied(
    measure: Measure, periods: Sequence[Period], by: Sequence[str], note: str
) -> tuple[Figure, ...]:
    groups = [("", "")]
    for breakdown in by:
        groups += [(breakdown, group) for group in domain(measure.groups, breakdown, ())]
    return empty_figure(periods, groups, MissingReason.NOT_SUPPLIED, note)


def _filled(
    blank: Series,
    measure: Measure,
    by: Sequence[str],
    query: CountQuery,
    *,
    distinct_children: bool,
) -> Series:
    """The series with its figures, and with what the members are."""
    members = call_measure(measure, query.records)
    with plugin_errors(measure):
        rule = figure_rule(members, query.records)
    figures: list[Figure] = []
    cohorts = Cohorts(of_a_day=time_relation(members) == "level")
    for turn in _turns(members, by):
        part = evolve(query, groups=breakdown_names(turn))
        part_figures, more = _figures(
            measure, members, turn, part, rule, distinct_children=distinct_children
        )
        figures += [figure for figure in part_figures if figure.group_by or not figures]
        cohorts = cohorts.with_others(more)
    return evolve(
        blank,
        info=evolve(
            blank.info,
            statistic=rule.statistic,
            window=looks_back(members),
            scale=rule.scale,
            over_time=time_relation(members),
        ),
        figures=tuple(figures),
        cohorts=cohorts,
    )


def _turns(members: Members, by: Sequence[str]) -> list[tuple[str, ...]]:
    """The breakdowns that are counted in one go: all of them, but where each counts once.

    A child who counts once a period and changes group within it is one in each of the groups and
    still one of everyone, so everyone and each breakdown are counted apart.
    """
    counts = members.parts if isinstance(members, Ratio) else (members,)
    if any(isinstance(part, Events) and part.distinct for part in counts):
        return [(), *((breakdown,) for breakdown in by)]
    return [tuple(by)]


def _figures(
    measure: Measure,
    members: Members,
    by: Sequence[str],
    query: CountQuery,
    rule: FigureRule,
    *,
    distinct_children: bool,
) -> tuple[list[Figure], Cohorts]:
    """Everyone's figures, then those of each breakdown's groups, and who is in their bases."""
    with plugin_errors(measure):
        rows = count(members, query)
        counted = distinct_children and may_repeat(members)
        rows = query.records.engine.keep(rows) if distinct_children else rows
        sums = period_sums(members, rows, query)
        children = _children_by_figure(rows, rule, by, query) if counted else ChildrenByFigure()
        of_amounts = rule.statistic in AMOUNTS
        cohorts = Cohorts()
        if distinct_children and not of_amounts:
            cohorts = _cohorts(members, rows, rule, by, query)
        wanted = distinct_children and rule.statistic in WITH_LARGEST
        largest = largest_two(rows, query, since=rule.since) if wanted else ()
    limits = coverage(measure, members, query.records, query.as_at)
    figures = [
        limits.limit(
            with_largest(
                children.add_to(figure_from(cell, rule, period, breakdown, group), place),
                largest,
                place,
            )
        )
        for breakdown, group, group_sums in _groups(members, query.groups, by, sums)
        for place, (period, cell) in enumerate(
            zip(query.grid.periods, cells_of_periods(group_sums, query.grid.count), strict=True)
        )
    ]
    return figures, cohorts


WITH_LARGEST = ("average", "sum", "ratio")
"""Figures that one child may make up nearly alone."""


def _cohorts(
    members: Members, rows: Frame, rule: FigureRule, by: Sequence[str], query: CountQuery
) -> Cohorts:
    """The children in the bases, for protection to see which measures share them."""
    return cohorts_of(
        members,
        rows,
        query.records.engine,
        query.grid.periods,
        by,
        counts=rule.statistic not in ("share", "mean"),
        not_met=rule.not_met,
    )


def _children_by_figure(
    rows: Frame, rule: FigureRule, by: Sequence[str], query: CountQuery
) -> ChildrenByFigure:
    """The distinct children behind the rows."""
    engine, periods = query.records.engine, query.grid.count
    return count_distinct_children(
        rows,
        ChildrenQuery(
            engine=engine,
            periods=periods,
            by=by,
            not_met=rule.not_met,
            separate_sides=rule.statistic == "ratio",
        ),
    )


def call_measure(measure: Measure, records: Records) -> Members:
    """A measure's members, as its plug-in gives them.

    Raises:
        MeasureError: When it raises or returns something else.
    """
    with plugin_errors(measure):
        members = measure(records)
    if not isinstance(members, Members):
        message = f"measure `{measure.identifier}` returned {type(members).__name__}, not members"
        hint = "return stock(…), events(…), deadlines(…) or supplied(…)"
        raise MeasureError(problems=[problem_of(measure, message, hint)])
    wrong = [problem_of(measure, *mistake) for mistake in member_mistakes(measure, members)]
    if wrong:
        raise MeasureError(problems=wrong)
    return members


def is_of_a_day(measure: Measure | None, records: Records) -> bool:
    """Whether a measure's figures tell of a period's last day alone, however long the period is.

    False where the records do not hold what it needs, or where its plug-in fails.
    """
    if measure is None or records.lacks(measure.needs):
        return False
    try:
        if isinstance(measure.function, IsolatedFunction):
            period = latest(measure.every, records.as_at)
            return series(measure, records, [period]).over_time == "level"
        return time_relation(call_measure(measure, records)) == "level"
    except MeasureError:
        return False


Group = tuple[str, str, list[PeriodSum]]


def _groups(
    members: Members, names: Sequence[str], by: Sequence[str], sums: list[PeriodSum]
) -> Iterator[Group]:
    """Everyone's sums, then those of each breakdown's groups."""
    yield "", "", sums
    for breakdown in by:
        places = [names.index(name) for name in breakdown_columns(breakdown)]
        period_sums_by_name: dict[str, list[PeriodSum]] = {}
        present = set()
        for row in sums:
            key = tuple(row.groups[place] for place in places)
            present.add(key)
            period_sums_by_name.setdefault("+".join(key), []).append(row)
        for group in domain(members.groups, breakdown, present):
            yield breakdown, group, period_sums_by_name.get(group, [])
