"""An indicator beside the figures of others, and where what is published disagrees."""

from attrs import evolve

from cptracker.assessing.matters import Matter
from cptracker.comparing import compare, disagreements, rank
from cptracker.standing import Indicator


def set_beside(indicator: Indicator, matter: Matter) -> Indicator:
    """The indicator with comparisons, the council's rank, and sources that disagree.

    Made-up records are of no council, so nothing published can disagree with them.
    """
    setting, measure = matter.setting, matter.measure
    plan, loaded = setting.plan, setting.comparators
    name, better, figure = measure.identifier, measure.better, indicator.figure
    return evolve(
        indicator,
        comparisons=compare(
            plan, loaded, name, better, figure.period, figure.value, setting.neighbours
        ),
        rank=rank(plan, loaded, name, better, figure.period),
        disagreements=disagreements(
            plan, loaded, name, indicator.series, example=setting.records.example
        ),
    )
