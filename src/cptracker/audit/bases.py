"""Measures that share their children: one variable for each base, and how bases lie in each other.

Whoever is left out of the smaller base and is in the wider one is a number of children as well,
though no paper states it: the young people whose residence is not known, those without a worker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from cptracker.audit.folded import groups_known
from cptracker.audit.observed import Observed
from cptracker.audit.variables import BASE, BEYOND, MET, Name, Variables
from cptracker.model.figure_keys import FigureKey
from cptracker.model.periods import from_key
from cptracker.model.related import (
    AMONG,
    SAME,
    Related,
    SharedBase,
    SharedGroups,
    SharedItems,
    SharedSum,
)

BASED = {"share": BASE, "mean": BASE, "count": MET, "rate": MET}
"""Which number of a figure is its base: that of a count is the count."""


DAY, SPAN = "the children at the end of month {}", "the children of the {1} months to {0}"


Place = tuple[str, str]
"""A breakdown and a group."""


@frozen(kw_only=True)
class Bases:
    """The bases that figures share, as variables.

    Attributes:
        among: The smaller base, the wider one, and what both are called.
        items: The mean's sum and base, and the share's number, with what each child has.
    """

    among: Sequence[tuple[int, int, Name]]
    items: Sequence[tuple[int, int, int, SharedItems]]

    def constrain(self, variables: Variables) -> None:
        """Write down how bases lie in each other."""
        for few, many, name in self.among:
            if variables.ranges[few][0] == variables.ranges[few][1] == variables.ranges[many][0]:
                continue
            beyond = variables.number(*name)
            variables.constrain([(few, 1), (beyond, 1), (many, -1)], 0, 0)
        for total, base, number, shared_items in self.items:
            terms = [
                (total, 1),
                (base, -shared_items.least),
                (number, shared_items.least - shared_items.at_least),
            ]
            variables.constrain(terms, 0, None)


def share_bases(
    variables: Variables, figures: Sequence[Observed], related: Sequence[Related]
) -> Bases:
    """Give figures that share a base one variable for it, before any is fixed."""
    shared = [relation for relation in related if isinstance(relation, SharedBase)]
    classes = {relation.measure: relation for relation in shared if relation.how == SAME}
    known: dict[tuple[str, str], dict[Place, dict[tuple[int, int], int]]] = {}
    bases_by_place: dict[str, dict[Place, dict[tuple[int, int], int]]] = {}
    days = _of_a_day(figures, classes)
    for figure in figures:
        part = BASED.get(figure.statistic)
        if part is None or (not figure.hidden and not _based(figure)):
            continue
        measure, key, by, group = figure.cell
        first = _first(measure, by, classes)
        period = from_key(key)
        time = (period.last_month, 0 if first in days else period.every.months)
        cell = _cell(first, time, by, group)
        variables.same((figure.cell, part), (cell, BASE))
        bases_by_place.setdefault(first, {}).setdefault((by, group), {})[time] = variables.number(
            cell, BASE
        )
    del known
    return Bases(
        among=list(_among(bases_by_place, shared)), items=list(_items(variables, figures, related))
    )


def _first(measure: str, by: str, classes: Mapping[str, SharedBase]) -> str:
    """The measure that stands for all with the same base."""
    relation = classes.get(measure)
    return relation.of if relation and (not by or by in relation.by) else measure


def _of_a_day(figures: Iterable[Observed], classes: Mapping[str, SharedBase]) -> set[str]:
    """The classes whose bases are those of a day, where any of their measures is of one."""
    return {
        name
        for figure in figures
        if figure.over_time == "level"
        for name in _names_of_class(figure.cell.measure, classes)
    }


def _names_of_class(measure: str, classes: Mapping[str, SharedBase]) -> tuple[str, ...]:
    """A measure, and the one that stands for all with the same base."""
    return (measure, classes[measure].of) if measure in classes else (measure,)


def _based(figure: Observed) -> bool:
    """Whether a figure that is shown has anybody in it: of nobody nothing can be learned."""
    if figure.statistic in ("share", "mean"):
        return figure.bare or bool(figure.denominator)
    return bool(figure.numerator)


def _cell(measure: str, time: tuple[int, int], by: str, group: str) -> FigureKey:
    last = f"{time[0] // 12}-{time[0] % 12 + 1:02}"
    when = SPAN if time[1] else DAY
    return FigureKey(measure, when.format(last, time[1]), by, group)


def _among(
    bases_by_place: Mapping[str, Mapping[Place, Mapping[tuple[int, int], int]]],
    shared: Iterable[SharedBase],
) -> Iterator[tuple[int, int, Name]]:
    for relation in shared:
        if (
            relation.how != AMONG
            or relation.measure not in bases_by_place
            or relation.of not in bases_by_place
        ):
            continue
        for place, times in bases_by_place[relation.measure].items():
            if place[0] and place[0] not in relation.by:
                continue
            others = bases_by_place[relation.of].get(place, {})
            for time, few in times.items():
                for other_time, many in others.items():
                    if _meet(time, other_time) and few != many:
                        cell = _cell(relation.measure, time, *place)
                        yield few, many, (cell, f"{BEYOND} ({relation.of}, {other_time[1]}): {MET}")


def _meet(time: tuple[int, int], other_time: tuple[int, int]) -> bool:
    """Whether two bases are of one day, or of one span of time."""
    return time[0] == other_time[0] and (
        not time[1] or not other_time[1] or time[1] == other_time[1]
    )


def _items(
    variables: Variables, figures: Iterable[Observed], related: Iterable[Related]
) -> Iterator[tuple[int, int, int, SharedItems]]:
    cells = {figure.cell: figure for figure in figures}
    for relation in related:
        if isinstance(relation, SharedItems):
            for cell in list(cells):
                share_cell = cell.of_measure(relation.share)
                if cell.measure == relation.mean and share_cell in cells:
                    yield (
                        variables.number(cell, MET),
                        variables.number(cell, BASE),
                        variables.number(share_cell, MET),
                        relation,
                    )


def constrain_sums(
    variables: Variables, figures: Sequence[Observed], related: Iterable[Related]
) -> None:
    """Measures that add up to another, or to a base, do so at each place where they stand.

    Where one of them is in no paper, whoever it counts is a number of children all the same.
    """
    cells = {figure.cell for figure in figures}
    for number, relation in enumerate(related):
        if not isinstance(relation, SharedSum):
            continue
        for place in sorted({figure.cell.of_measure(relation.total) for figure in figures}):
            part = BASE if relation.of == "base" else MET
            part_cells = [place.of_measure(name) for name in relation.parts]
            shown = [cell for cell in part_cells if cell in cells]
            if place not in cells or not shown or (place, part) not in variables.places:
                continue
            terms = [(variables.number(cell, MET), 1) for cell in shown]
            terms += [
                (variables.number(cell, BASE), 1)
                for cell in map(place.of_measure, relation.bases)
                if (cell, BASE) in variables.places
            ]
            if relation.rest or len(shown) < len(part_cells):
                beyond = f"{BEYOND} (of parts, {number}): {MET}"
                terms.append((variables.number(place, beyond), 1))
            variables.constrain([*terms, (variables.number(place, part), -1)], 0, 0)


def constrain_groups(
    variables: Variables, figures: Sequence[Observed], related: Iterable[Related]
) -> None:
    """Bases, and numbers, that are drawn from groups of another measure lie in these together."""
    cells = groups_known(figures)
    for relation in related:
        if not isinstance(relation, SharedGroups):
            continue
        for cell in sorted(cell for cell in cells if cell.measure == relation.measure):
            groups = [
                FigureKey(relation.of, cell.period, relation.group_by, group)
                for group in relation.groups
                if not cell.group_by or (cell.group_by, cell.group) == (relation.group_by, group)
            ]
            if cell.group_by not in ("", relation.group_by) or not {*groups} <= cells or not groups:
                continue
            part = BASE if relation.part == "base" else MET
            if (cell, part) in variables.places:
                beyond = variables.number(cell, f"{BEYOND} ({relation.of}, {relation.part}): {MET}")
                terms = [(variables.number(group, MET), -1) for group in groups]
                variables.constrain([(variables.number(cell, part), 1), (beyond, 1), *terms], 0, 0)
