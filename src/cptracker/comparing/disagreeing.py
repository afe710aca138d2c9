"""Figures that ought to be one and are not, each with its source; none of them is hidden.

Figures are held against each other within one measure, group, area, period and definition, by the
digits they were published with: 55 and 54.6 say the same, 86 and 87 do not. Of a measure that
tells of a day, such as a count of everyone looked after, all periods that end on it are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from cptracker.comparing.rounding import agree, rounds_to
from cptracker.comparing.shelves import (
    EVERYONE,
    OWN,
    Basis,
    areas_of,
    definition_of,
    of_measure,
    slot_of,
)
from cptracker.comparisons import COMPUTED, Disagreement, LoadedFigures, Source
from cptracker.loading.councils import area_key
from cptracker.model import Plan, PublishedFigure
from cptracker.periods import from_key
from cptracker.results import Figure


@frozen(order=True)
class Subject:
    """What figures of one measure are of: those of one subject ought to be one.

    Attributes:
        area: As the plan names it.
        slot: The period's key, or the month on whose last day it ends.
        definition: Empty for the measure's own.
        group_by: The breakdown; empty for everyone.
        group: The group in it; empty for everyone.
    """

    area: str
    slot: str
    definition: str
    group_by: str = ""
    group: str = ""


def disagreements(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    computed: Iterable[Figure] = (),
    *,
    example: bool = False,
    basis: Basis = EVERYONE,
) -> tuple[Disagreement, ...]:
    """Where sources give different figures for one measure, group, area and period.

    Args:
        plan: Holds published figures.
        loaded: Published figures from files.
        measure: The measure's identifier.
        computed: Our own figures for the council: everyone's, and those of groups.
        example: Whether they are of an invented council: what was published of a real one says
            nothing of them, so they are left out.
        basis: On which ground; its group says nothing here, for all groups are looked at.

    Returns:
        In order of area and period, with all sources of each, the published first. A computed
        figure is only held against those that are like for like.
    """
    own = {} if example else _computed(computed, plan, basis)
    subjects = subjects_of(plan, loaded, measure, basis)
    found = []
    for subject, figures in sorted(subjects.items(), key=lambda pair: pair[0]):
        ours = own.get(subject)
        if differ(figures, ours.value if ours else None):
            found.append(_disagreement(subject, measure, figures, ours, basis))
    return tuple(found)


def _computed(figures: Iterable[Figure], plan: Plan, basis: Basis) -> dict[Subject, Figure]:
    """Our own figures by what they are of."""
    return {
        subject_of(one, plan.council, by_day=basis.by_day): one
        for one in figures
        if one.value is not None
    }


def subject_of(figure: Figure, council: str, *, by_day: bool) -> Subject:
    """What one of our own figures is of."""
    slot = slot_of(figure.period, by_day=by_day)
    return Subject(council, slot, OWN, figure.group_by, figure.group)


def _disagreement(
    subject: Subject,
    measure: str,
    figures: Sequence[PublishedFigure],
    ours: Figure | None,
    basis: Basis,
) -> Disagreement:
    keys = sorted({one.period for one in figures}, key=len)
    return Disagreement(
        measure=measure,
        area=subject.area,
        period=ours.period.key if ours else keys[0] if len(keys) == 1 else subject.slot,
        sources=_sources(figures, ours, basis),
        group_by=subject.group_by,
        group=subject.group,
    )


def subjects_of(
    plan: Plan, loaded: LoadedFigures, measure: str, basis: Basis = EVERYONE
) -> dict[Subject, list[PublishedFigure]]:
    """A measure's published figures, those of one subject together."""
    names = areas_of(plan)
    found: dict[Subject, list[PublishedFigure]] = defaultdict(list)
    for one in of_measure(plan, loaded, measure):
        if basis.as_at is None or one.known_by(basis.as_at):
            area = names.get(area_key(one.area), one.area)
            slot = slot_of(from_key(one.period), by_day=basis.by_day)
            group = (one.group.group_by, one.group.group) if one.group else ("", "")
            found[Subject(area, slot, definition_of(one), *group)].append(one)
    return found


def differ(figures: Sequence[PublishedFigure], value: Fraction | None = None) -> bool:
    """Whether published figures differ by more than their rounding, or our own from any of them."""
    if any(not agree(one, other) for one, other in combinations(figures, 2)):
        return True
    return value is not None and any(not rounds_to(value, one) for one in figures)


def _sources(
    figures: Iterable[PublishedFigure], ours: Figure | None, basis: Basis
) -> tuple[Source, ...]:
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
    if ours is None or ours.value is None:
        return tuple(told)
    alike, note = not basis.departs, basis.departs or None
    return (*told, Source(value=ours.value, source=COMPUTED, like_for_like=alike, note=note))
