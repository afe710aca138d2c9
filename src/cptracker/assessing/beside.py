"""An indicator beside the figures of others, and where what is published disagrees."""

from collections.abc import Iterator

from attrs import evolve, frozen

from cptracker.assessing.matters import Matter
from cptracker.comparing import Basis, compare, disagreements, groups_of_measure, rank
from cptracker.comparisons import Comparison, Rank
from cptracker.model import GroupKey
from cptracker.results import Figure
from cptracker.standing import Indicator

LEVEL = "level"
"""Of figures that tell of a period's last day alone, however long the period is."""


@frozen
class _Beside:
    """What is set beside one figure: everyone's, or a group's."""

    comparisons: tuple[Comparison, ...]
    rank: Rank | None


def set_beside(indicator: Indicator, matter: Matter) -> Indicator:
    """The indicator with comparisons, the council's ranks, and sources that disagree.

    Figures of a group are set beside that group's own; where no breakdown was asked for they judge
    nothing. Made-up records are of no council, so nothing published can disagree with them.
    """
    setting, measure = matter.setting, matter.measure
    groups = groups_of_measure(setting.plan, setting.comparators, measure.identifier)
    whole = _beside(indicator, indicator.figure, None, matter)
    parts = [_beside(indicator, _group_figure(indicator, one), one, matter) for one in groups]
    return evolve(
        indicator,
        departs=measure.departs,
        comparisons=tuple(one for each in (whole, *parts) for one in each.comparisons),
        rank=whole.rank,
        group_ranks=tuple(each.rank for each in parts if each.rank),
        disagreements=disagreements(
            setting.plan,
            setting.comparators,
            measure.identifier,
            tuple(_computed(indicator)),
            example=setting.records.example,
            basis=_basis(indicator, None, matter),
        ),
    )


def _beside(
    indicator: Indicator, figure: Figure | None, group: GroupKey | None, matter: Matter
) -> _Beside:
    """What is set beside a figure of the indicator's period; there need be no figure."""
    setting, measure = matter.setting, matter.measure
    plan, loaded, name = setting.plan, setting.comparators, measure.identifier
    basis, period = _basis(indicator, group, matter), indicator.figure.period
    value = figure.value if figure else None
    return _Beside(
        comparisons=compare(
            plan, loaded, name, measure.better, period, value, setting.neighbours, basis
        ),
        rank=rank(plan, loaded, name, measure.better, period, basis),
    )


def _basis(indicator: Indicator, group: GroupKey | None, matter: Matter) -> Basis:
    return Basis(
        departs=matter.measure.departs_for(group.group_by if group else ""),
        by_day=indicator.over_time == LEVEL,
        as_at=matter.setting.as_at,
        group=group,
    )


def _group_figure(indicator: Indicator, key: GroupKey) -> Figure | None:
    """The figure of a group, where its breakdown was asked for."""
    wanted = (key.group_by, key.group)
    groups = (one for one in indicator.breakdowns if (one.group_by, one.group) == wanted)
    return next(groups, None)


def _computed(indicator: Indicator) -> Iterator[Figure]:
    yield from indicator.series
    yield from indicator.breakdowns
