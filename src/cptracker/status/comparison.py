"""An indicator beside the figures of others, and what is at hand when a measure is assessed."""

from collections.abc import Iterator
from datetime import date

from attrs import Factory, evolve, field, frozen

from cptracker.authoring.measure import Measure
from cptracker.benchmarking.areas import rank
from cptracker.benchmarking.comparison import compared_with_others
from cptracker.benchmarking.conflicts import conflicts
from cptracker.benchmarking.published_series import PublishedBasis, groups_of_measure
from cptracker.model.comparisons import Comparison, LoadedFigures, Method, Rank
from cptracker.model.figures import Figure, Series
from cptracker.model.periods import Every, Period, latest
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.model.published import GroupKey
from cptracker.records.records import Records
from cptracker.status.report import Indicator


@frozen(kw_only=True)
class StatusOptions:
    """What is at hand for every measure.

    Attributes:
        plan: What was promised.
        records: What measures are computed from.
        as_at: The day to which figures are told.
        tracker_at: The day for which all else is told, which knows what was published by then.
        every: How often all measures are reported; each measure's own if None.
        back: How many periods a series shows; as is usual for the kind of period if None.
        by: The breakdowns asked for, each a name such as `sex`; those that a measure does not
            allow are passed over.
        comparators: Published figures from files, beside those of the plan.
        neighbours: What is made of the neighbours' figures.
    """

    plan: Plan
    records: Records
    as_at: date
    tracker_at: date = field(default=Factory(lambda self: self.as_at, takes_self=True))
    every: Every | None = None
    back: int | None = field(default=None)
    by: tuple[str, ...] = ()
    comparators: LoadedFigures = field(factory=LoadedFigures)
    neighbours: Method = Method.MEAN

    @back.validator
    def _is_a_period_or_more(self, attribute: object, back: int | None) -> None:
        del attribute
        if back is not None and back < 1:
            raise UsageError(f"a series shows 1 period or more, not {back}")


@frozen(kw_only=True)
class MeasureContext:
    """One measure with its figures, before anything is said of them.

    Attributes:
        options: What is at hand for every measure.
        measure: Its facts.
        series: Its figures: everyone's, then by breakdown where that was asked for.
    """

    options: StatusOptions
    measure: Measure
    series: Series


LEVEL = "level"
"""Of figures that tell of a period's last day alone, however long the period is."""


@frozen
class _Comparators:
    """What is set beside one figure: everyone's, or a group's."""

    comparisons: tuple[Comparison, ...]
    rank: Rank | None


def with_comparators(indicator: Indicator, context: MeasureContext) -> Indicator:
    """The indicator with comparisons, the council's ranks, and sources that disagree.

    Figures of a group are set beside that group's own; where no breakdown was asked for they judge
    nothing. Made-up records are of no council, so nothing published can disagree with them.
    """
    options, measure = context.options, context.measure
    groups = groups_of_measure(options.plan, options.comparators, measure.identifier)
    comparators = _comparators_of(indicator, indicator.figure, None, context)
    group_comparators = [
        _comparators_of(indicator, _group_figure(indicator, group), group, context)
        for group in groups
    ]
    return evolve(
        indicator,
        comparisons=tuple(
            comparison
            for compared in (comparators, *group_comparators)
            for comparison in compared.comparisons
        ),
        rank=comparators.rank,
        group_ranks=tuple(part.rank for part in group_comparators if part.rank),
        conflicts=conflicts(
            options.plan,
            options.comparators,
            measure.identifier,
            tuple(_computed(indicator)),
            example=options.records.example,
            basis=_basis(indicator, None, context),
        ),
    )


def _comparators_of(
    indicator: Indicator, figure: Figure | None, group: GroupKey | None, context: MeasureContext
) -> _Comparators:
    """What is set beside a figure of the indicator's period; there need be no figure."""
    options, measure = context.options, context.measure
    plan, loaded, name = options.plan, options.comparators, measure.identifier
    basis, period = _basis(indicator, group, context), indicator.figure.period
    value = figure.value if figure else None
    return _Comparators(
        comparisons=compared_with_others(
            plan, loaded, name, measure.better, period, value, options.neighbours, basis
        ),
        rank=rank(plan, loaded, name, measure.better, period, basis),
    )


def _basis(indicator: Indicator, group: GroupKey | None, context: MeasureContext) -> PublishedBasis:
    return PublishedBasis(
        departs=context.measure.departs_for(group.group_by if group else ""),
        by_day=indicator.over_time == LEVEL,
        as_at=context.options.tracker_at,
        group=group,
    )


def _group_figure(indicator: Indicator, key: GroupKey) -> Figure | None:
    """The figure of a group, where its breakdown was asked for."""
    wanted = (key.group_by, key.group)
    groups = (
        breakdown
        for breakdown in indicator.breakdowns
        if (breakdown.group_by, breakdown.group) == wanted
    )
    return next(groups, None)


def _computed(indicator: Indicator) -> Iterator[Figure]:
    yield from indicator.series
    yield from indicator.breakdowns


DEFAULT_PERIODS = {
    Every.MONTH: 36,
    Every.QUARTER: 20,
    Every.FINANCIAL_YEAR: 8,
    Every.ACADEMIC_YEAR: 8,
    Every.TRAILING_YEAR: 36,
}
"""How many periods a series shows unless asked otherwise: limits need 13."""


def default_periods(every: Every, as_at: date, back: int | None = None) -> tuple[Period, ...]:
    """The periods of a series, oldest first, the last one that was over on a day included.

    Args:
        every: What kind of periods.
        as_at: The day.
        back: How many; as many as is usual for their kind if None.
    """
    last = latest(every, as_at)
    steps_back = reversed(range(back or DEFAULT_PERIODS[every]))
    return tuple(Period(last.last_month - every.step * number, every) for number in steps_back)
