"""Where a council stands among itself and its neighbours."""

from fractions import Fraction

from cptracker.comparing.shelves import OWN, Shelf, chosen, same_stretch, shelf_of
from cptracker.comparisons import LoadedFigures, Rank
from cptracker.model import Better, Plan
from cptracker.periods import Period

FEWEST = 4
"""Fewer have no quarters."""


def rank(
    plan: Plan, loaded: LoadedFigures, measure: str, better: Better, period: Period
) -> Rank | None:
    """The council's place among itself and its neighbours, by published figures of one period.

    The period is the figure's, else the latest before it of which the council and enough others
    have figures. All are like for like. The quartile is the quarter of those ranked that the place
    falls in, 1 the best; equal figures share the better place.

    Returns:
        None where neither way is good, or fewer than four can be ranked.
    """
    if better not in (Better.HIGHER, Better.LOWER) or plan.comparators is None:
        return None
    shelf = shelf_of(plan, loaded, measure, period)
    areas = (plan.council, *plan.comparators.neighbours)
    mine = [one for one in shelf.periods([plan.council], OWN) if same_stretch(one, period)]
    found = chosen([one for one in mine if len(_values(shelf, areas, one)) >= FEWEST], period)
    return _rank(_values(shelf, areas, found), plan.council, better, found) if found else None


def _values(shelf: Shelf, areas: tuple[str, ...], period: Period) -> dict[str, Fraction]:
    figures = {area: shelf.figures.get((area, OWN, period.key)) for area in areas}
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
