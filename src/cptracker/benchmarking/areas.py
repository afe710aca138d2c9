"""Areas that a plan compares its council with: which, their average, and the rank among them.

A council is known by its number or code where a file has them, else by any of its names. What a
hint proposes is never another council.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from attrs import evolve, frozen

from cptracker.benchmarking.cells import decimals
from cptracker.benchmarking.published_series import (
    EVERYONE,
    OWN,
    PublishedBasis,
    PublishedSeries,
    areas_of,
    published_series_of,
)
from cptracker.model.comparisons import LoadedFigures, Method, Rank
from cptracker.model.periods import Period
from cptracker.model.plan import Better, Plan
from cptracker.plan.councils import area_key, council_named, council_with


def average_of_areas(values: Sequence[Fraction], method: Method) -> Fraction:
    """The mean or the median of at least one value; of an even number the middle two's mean."""
    if method is Method.MEAN:
        return sum(values, Fraction(0)) / len(values)
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def digits_of_average(values: Iterable[Decimal]) -> int:
    """How many digits after the point an average is shown with: one more than its finest part."""
    return max(map(decimals, values), default=0) + 1


OF_WORDS, OF_AREAS = 0.75, 0.8
"""How alike two names are for one to be meant; names of areas end alike, as in `shire`."""


@frozen(kw_only=True)
class ComparatorAreas:
    """The areas a plan speaks of: itself, England, its region and its neighbours.

    Attributes:
        names: As the plan names them, by what areas are matched by.
    """

    names: Mapping[str, str]

    def named(self, name: str, *codes: str) -> str | None:
        """The plan's name of an area; None where the plan does not speak of it.

        Args:
            name: What a file calls it.
            codes: Its number and code, where the file has them; they decide, not the name.
        """
        return self.names.get(area_key_of(name, *codes))


def comparator_areas_of(plan: Plan) -> ComparatorAreas:
    """The areas that a plan speaks of."""
    return ComparatorAreas(names=areas_of(plan))


def area_key_of(name: str, *codes: str) -> str:
    """What an area is matched by: the number of the council that its codes or its name tell."""
    council = next((council for council in map(council_with, codes) if council), None)
    return council.la_number if council else area_key(name)


def area_meant(name: str, comparator_areas: ComparatorAreas) -> str | None:
    """The area of the plan that was probably meant by a name that is no council's."""
    return None if council_named(name) else meant(name, comparator_areas.names.values(), OF_AREAS)


def meant(name: str, names: Collection[str], cutoff: float = OF_WORDS) -> str | None:
    """The known name that was probably meant, as near to it as the cutoff says."""
    matches = get_close_matches(name, list(names), n=1, cutoff=cutoff)
    return matches[0] if matches else None


FEWEST = 4
"""Fewer have no quarters."""


def rank(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    better: Better,
    period: Period,
    basis: PublishedBasis = EVERYONE,
) -> Rank | None:
    """The council's place among itself and its neighbours, by published figures of one period.

    The period is the figure's, else the latest before it of which the council and enough others
    have figures. All are like for like. The quartile is the quarter of those ranked that the place
    falls in, 1 the best; equal figures share the better place.

    Returns:
        None where neither way is good, where the measure departs from the national definition, or
        where fewer than four can be ranked.
    """
    one_way = better in (Better.HIGHER, Better.LOWER)
    if not one_way or plan.comparators is None or basis.departs:
        return None
    published_series = published_series_of(plan, loaded, measure, period, basis)
    areas = (plan.council, *plan.comparators.neighbours)
    periods = [
        own_period
        for own_period in published_series.periods([plan.council], OWN)
        if published_series.same_length(own_period, period)
    ]
    ranked = [
        period for period in periods if len(_values(published_series, areas, period)) >= FEWEST
    ]
    latest = published_series.chosen(ranked, period)
    if latest is None:
        return None
    place = _rank(_values(published_series, areas, latest), plan.council, better, latest)
    group = basis.group
    return evolve(place, group_by=group.group_by, group=group.group) if group else place


def _values(
    published_series: PublishedSeries, areas: tuple[str, ...], period: Period
) -> dict[str, Fraction]:
    figures = {area: published_series.figure(area, OWN, period) for area in areas}
    return {
        area: Fraction(published_figure.value)
        for area, published_figure in figures.items()
        if published_figure
    }


def _rank(values: dict[str, Fraction], council: str, better: Better, period: Period) -> Rank:
    own = values[council]
    ahead = [
        value
        for value in values.values()
        if (value > own if better is Better.HIGHER else value < own)
    ]
    place = len(ahead) + 1
    return Rank(
        place=place,
        of=len(values),
        quartile=-(-4 * place // len(values)),
        period=period.key,
        value=own,
    )
