"""A measure as it stands: computed once, rated, then set beside others.

`ADDED` is where a further thing said of a measure finds its place: each step takes the whole
indicator so far and gives a whole one.
"""

from collections.abc import Callable, Iterable

from attrs import evolve, field, frozen

from cptracker.authoring.measure import Measure
from cptracker.benchmarking.benchmark import benchmark
from cptracker.engine.series import series
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.measure_info import MeasureInfo
from cptracker.model.periods import Every, Period
from cptracker.model.plan import Better
from cptracker.model.problems import MeasureError, Problem
from cptracker.model.related import Cohorts
from cptracker.rating.rate import rate_figure
from cptracker.rating.thresholds import target_problems
from cptracker.stats.gaps import group_gaps
from cptracker.stats.spc.limits import chart_problems
from cptracker.status.comparison import (
    MeasureContext,
    StatusOptions,
    default_periods,
    with_comparators,
)
from cptracker.status.definitions import definition_approval
from cptracker.status.freshness import last_published
from cptracker.status.rating import rated_indicator
from cptracker.status.report import Indicator


def with_gaps(indicator: Indicator, _: MeasureContext) -> Indicator:
    """The indicator with how far each group is from the others, where groups were asked for."""
    gaps = group_gaps(indicator.breakdowns, indicator.statistic, indicator.unit)
    return evolve(indicator, gaps=gaps)


def with_benchmark(indicator: Indicator, context: MeasureContext) -> Indicator:
    """The indicator rated beside others, where it has no target and the plan has a rule."""
    rated_benchmark = benchmark(
        indicator.figure,
        indicator.judgement,
        indicator.better,
        indicator.interval,
        indicator.comparisons,
        context.options.plan.benchmark,
        by_day=indicator.over_time == "level",
    )
    return evolve(indicator, benchmark=rated_benchmark)


def with_definition_approval(indicator: Indicator, context: MeasureContext) -> Indicator:
    """The indicator with whether it is defined as the panel agreed, where it agreed one."""
    plan, measure = context.options.plan, context.measure
    if all(
        agreed_definition.measure != measure.identifier
        for agreed_definition in plan.agreed_definitions
    ):
        return indicator
    return evolve(indicator, approval=definition_approval(plan, measure))


Step = Callable[[Indicator, MeasureContext], Indicator]


ADDED: tuple[Step, ...] = (
    with_comparators,
    with_benchmark,
    with_gaps,
    with_definition_approval,
)
"""What is said of a judged indicator beyond its own figures, in turn."""


@frozen(kw_only=True)
class AssessedMeasure:
    """An indicator, what was found wrong on the way, and the children behind it for protection."""

    indicator: Indicator
    problems: tuple[Problem, ...] = ()
    cohorts: Cohorts = field(factory=Cohorts, repr=False)


def assess(measure: Measure, options: StatusOptions) -> AssessedMeasure:
    """A measure's indicator; a plug-in that fails gives none of its figures and says where."""
    periods = default_periods(options.every or measure.every, options.as_at, options.back)
    by = [text for text in options.by if set(text.split("+")) <= set(measure.by)]
    problems: tuple[Problem, ...] = ()
    try:
        found_series = series(
            measure, options.records, periods, by, as_at=options.as_at, distinct_children=True
        )
    except MeasureError as error:
        problems = error.problems
        found_series = _failed(measure, periods, problems)
    context = MeasureContext(options=options, measure=measure, series=found_series)
    problems += _plan_problems(measure, options)
    indicator = rated_indicator(context)
    for step in ADDED:
        indicator = step(indicator, context)
    return AssessedMeasure(indicator=indicator, problems=problems, cohorts=found_series.cohorts)


def _plan_problems(measure: Measure, options: StatusOptions) -> tuple[Problem, ...]:
    """Why what the plan says of a measure cannot judge or chart it; loading has told the rest."""
    plan, name = options.plan, measure.identifier
    targets = [target for target in plan.targets if target.measure == name]
    recalculations = [
        recalculation for recalculation in plan.recalculations if recalculation.measure == name
    ]
    points = [
        chart_baseline.points
        for chart_baseline in plan.chart_baselines
        if chart_baseline.measure == name
    ]
    return (
        *(problem for target in targets for problem in target_problems(target, measure.better)),
        *chart_problems(recalculations, points[0] if points else None),
    )


def without_plugin(name: str, options: StatusOptions, problem: Problem) -> Indicator:
    """A measure that no plug-in provides, or whose plug-in cannot be loaded, and why."""
    (period,) = default_periods(options.every or Every.FINANCIAL_YEAR, options.as_at, 1)
    figures = _blank([period], [problem])
    title = name.replace("-", " ").capitalize()
    return Indicator(
        info=MeasureInfo(identifier=name, title=title, unit="", better=Better.CONTEXT),
        figure=figures[-1],
        judgement=rate_figure(figures[-1], Better.HIGHER, None),
        published=last_published(options.plan, name, period, options.as_at, options.tracker_at),
        series=figures,
    )


def _failed(measure: Measure, periods: Iterable[Period], problems: Iterable[Problem]) -> Series:
    return Series(
        info=measure.info,
        figures=_blank(periods, problems),
    )


def _blank(periods: Iterable[Period], problems: Iterable[Problem]) -> tuple[Figure, ...]:
    note = "; ".join(str(evolve(problem, hint=None)) for problem in problems)
    return tuple(
        Figure(period=period, missing_reason=MissingReason.NOT_COMPUTABLE, note=note)
        for period in periods
    )
