"""Measures that share their children: one variable for each base, and how bases lie in each other.

Whoever is left out of the smaller base and is in the wider one is a number of children as well,
though no paper states it: the young people whose residence is not known, those without a worker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from cptracker.audit.observed import Observed
from cptracker.audit.variables import BASE, BEYOND, MET, Name, Variables
from cptracker.model.figure_keys import FigureKey
from cptracker.model.periods import from_key
from cptracker.model.related import AMONG, SAME, Related, SharedBase, SharedItems

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

    def tie(self, all_: Variables) -> None:
        """Write down how bases lie in each other."""
        for few, many, name in self.among:
            if all_.ranges[few][0] == all_.ranges[few][1] == all_.ranges[many][0]:
                continue
            beyond = all_.number(*name)
            all_.tie([(few, 1), (beyond, 1), (many, -1)], 0, 0)
        for total, base, number, one in self.items:
            terms = [(total, 1), (base, -one.least), (number, one.least - one.at_least)]
            all_.tie(terms, 0, None)


def share_bases(all_: Variables, told: Sequence[Observed], related: Sequence[Related]) -> Bases:
    """Give figures that share a base one variable for it, before any is fixed."""
    shared = [one for one in related if isinstance(one, SharedBase)]
    classes = {one.measure: one for one in shared if one.how == SAME}
    known: dict[tuple[str, str], dict[Place, dict[tuple[int, int], int]]] = {}
    standing: dict[str, dict[Place, dict[tuple[int, int], int]]] = {}
    days = _of_a_day(told, classes)
    for one in told:
        part = BASED.get(one.sort)
        if part is None or (not one.hidden and not _based(one)):
            continue
        measure, key, by, group = one.cell
        first = _first(measure, by, classes)
        period = from_key(key)
        time = (period.last_month, 0 if first in days else period.every.months)
        cell = _cell(first, time, by, group)
        all_.same((one.cell, part), (cell, BASE))
        standing.setdefault(first, {}).setdefault((by, group), {})[time] = all_.number(cell, BASE)
    del known
    return Bases(among=list(_among(standing, shared)), items=list(_items(all_, told, related)))


def _first(measure: str, by: str, classes: Mapping[str, SharedBase]) -> str:
    """The measure that stands for all with the same base."""
    one = classes.get(measure)
    return one.of if one and (not by or by in one.by) else measure


def _of_a_day(told: Iterable[Observed], classes: Mapping[str, SharedBase]) -> set[str]:
    """The classes whose bases are those of a day, where any of their measures is of one."""
    return {
        name
        for one in told
        if one.over_time == "level"
        for name in _names_of_class(one.cell.measure, classes)
    }


def _names_of_class(measure: str, classes: Mapping[str, SharedBase]) -> tuple[str, ...]:
    """A measure, and the one that stands for all with the same base."""
    return (measure, classes[measure].of) if measure in classes else (measure,)


def _based(one: Observed) -> bool:
    """Whether a figure that is shown has anybody in it: of nobody nothing can be learned."""
    if one.sort in ("share", "mean"):
        return one.bare or bool(one.denominator)
    return bool(one.numerator)


def _cell(measure: str, time: tuple[int, int], by: str, group: str) -> FigureKey:
    last = f"{time[0] // 12}-{time[0] % 12 + 1:02}"
    when = SPAN if time[1] else DAY
    return FigureKey(measure, when.format(last, time[1]), by, group)


def _among(
    standing: Mapping[str, Mapping[Place, Mapping[tuple[int, int], int]]],
    shared: Iterable[SharedBase],
) -> Iterator[tuple[int, int, Name]]:
    for one in shared:
        if one.how != AMONG or one.measure not in standing or one.of not in standing:
            continue
        for place, times in standing[one.measure].items():
            if place[0] and place[0] not in one.by:
                continue
            others = standing[one.of].get(place, {})
            for time, few in times.items():
                for other, many in others.items():
                    if _meet(time, other) and few != many:
                        cell = _cell(one.measure, time, *place)
                        yield few, many, (cell, f"{BEYOND} ({one.of}, {other[1]}): {MET}")


def _meet(time: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two bases are of one day, or of one span of time."""
    return time[0] == other[0] and (not time[1] or not other[1] or time[1] == other[1])


def _items(
    all_: Variables, told: Iterable[Observed], related: Iterable[Related]
) -> Iterator[tuple[int, int, int, SharedItems]]:
    cells = {one.cell: one for one in told}
    for one in related:
        if isinstance(one, SharedItems):
            for cell in list(cells):
                other = cell.of_measure(one.share)
                if cell.measure == one.mean and other in cells:
                    yield (
                        all_.number(cell, MET),
                        all_.number(cell, BASE),
                        all_.number(other, MET),
                        one,
                    )
