"""Figures that ought to be one and are not, each with its source; none of them is hidden.

Figures are held against each other within one measure, area, period and definition, by the digits
they were published with: 55 and 54.6 say the same, 86 and 87 do not.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from cptracker.comparing.rounding import agree, rounds_to
from cptracker.comparing.shelves import OWN, definition_of, of_measure
from cptracker.comparisons import Disagreement, LoadedFigures, Source
from cptracker.model import Plan, PublishedFigure
from cptracker.results import Figure

COMPUTED = "computed"
"""The source of our own figure."""

Group = tuple[str, str, str]


def disagreements(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    computed: Iterable[Figure] = (),
    *,
    example: bool = False,
) -> tuple[Disagreement, ...]:
    """Where sources give different figures for one measure, area and period.

    Args:
        plan: Holds published figures.
        loaded: Published figures from files.
        measure: The measure's identifier.
        computed: Our own figures for the council, everyone together.
        example: Whether they are of an invented council: what was published of a real one says
            nothing of them, so they are left out.

    Returns:
        In order of area and period, with all sources of each, the published first. A computed
        figure is only held against those that are like for like.
    """
    own = () if example else computed
    mine = {one.period.key: one.value for one in own if one.value is not None and not one.group_by}
    found = []
    for (area, key, definition), figures in sorted(groups_of(plan, loaded, measure).items()):
        value = mine.get(key) if area == plan.council and definition == OWN else None
        if differ(figures, value):
            sources = _sources(figures, value)
            found.append(Disagreement(measure=measure, area=area, period=key, sources=sources))
    return tuple(found)


def groups_of(
    plan: Plan, loaded: LoadedFigures, measure: str
) -> dict[Group, list[PublishedFigure]]:
    """A measure's figures by area, period and definition: those of one group ought to be one."""
    groups: dict[Group, list[PublishedFigure]] = defaultdict(list)
    for one in of_measure(plan, loaded, measure):
        groups[one.area, one.period, definition_of(one)].append(one)
    return groups


def differ(figures: Sequence[PublishedFigure], value: Fraction | None = None) -> bool:
    """Whether published figures differ by more than their rounding, or our own from any of them."""
    if any(not agree(one, other) for one, other in combinations(figures, 2)):
        return True
    return value is not None and any(not rounds_to(value, one) for one in figures)


def _sources(figures: Iterable[PublishedFigure], value: Fraction | None) -> tuple[Source, ...]:
    published = sorted(figures, key=lambda one: (one.source, one.value))
    told = [
        Source(
            value=Fraction(one.value),
            source=one.source,
            like_for_like=one.like_for_like,
            note=one.note,
        )
        for one in published
    ]
    ours = [] if value is None else [Source(value=value, source=COMPUTED)]
    return (*told, *ours)
