"""Where a council stands among itself and its neighbours."""

from fractions import Fraction

from attrs import evolve

from cptracker.comparing.shelves import EVERYONE, OWN, Basis, Shelf, shelf_of
from cptracker.comparisons import LoadedFigures, Rank
from cptracker.model import Better, Plan
from cptracker.periods import Period

FEWEST = 4
"""Fewer have no quarters."""


def rank(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    better: Better,
    period: Period,
    basis: Basis = EVERYONE,
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
    shelf = shelf_of(plan, loaded, measure, period, basis)
    areas = (plan.council, *plan.comparators.neighbours)
    own = [one for one in shelf.periods([plan.council], OWN) if shelf.same_length(one, period)]
    ranked = [one for one in own if len(_values(shelf, areas, one)) >= FEWEST]
    latest = shelf.chosen(ranked, period)
    if latest is None:
        return None
    found = _rank(_values(shelf, areas, latest), plan.council, better, latest)
    group = basis.group
    return evolve(found, group_by=group.group_by, group=group.group) if group else found


def _values(shelf: Shelf, areas: tuple[str, ...], period: Period) -> dict[str, Fraction]:
    figures = {area: shelf.figure(area, OWN, period) for area in areas}
    return {area: Fraction(one.value) for area, one in figures.items() if one}


def _rank(values: dict[str, Fraction], council: str, better: Better, period: Period) -> Rank:
    own = values[council]
    ahead = [
        one for one in values.values() if (one > own if better is Better.HIGHER else one < own)
    ]
    place = len(ahead) + 1
    return Rank(
        place=place,
        of=len(values),
        quartile=-(-4 * place // len(values)),
        period=period.key,
        value=own,
    )
