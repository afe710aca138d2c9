"""What else is told of an indicator: gaps between groups, and whether its definition was agreed."""

from attrs import evolve

from cptracker.agreeing import agreement
from cptracker.assessing.matters import Matter
from cptracker.gaps import gaps
from cptracker.standing import Indicator


def with_gaps(indicator: Indicator, _: Matter) -> Indicator:
    """The indicator with how far each group is from the others, where groups were asked for."""
    found = gaps(indicator.breakdowns, indicator.sort, indicator.unit)
    return evolve(indicator, gaps=found)


def with_agreement(indicator: Indicator, matter: Matter) -> Indicator:
    """The indicator with whether it is defined as the panel agreed, where it agreed one."""
    plan, measure = matter.setting.plan, matter.measure
    if all(one.measure != measure.identifier for one in plan.agreed_definitions):
        return indicator
    return evolve(indicator, agreement=agreement(plan, measure))
