"""The numbers of papers as variables: constraints, distances in time, and who is protected.

What flowed between two month ends is a distance; shown figures fix some, and none is below nought.
Every distance then has an exact range, the shortest path there and back, and each whole number in
it is possible.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from cptracker.audit.bounds import Constraint, Range
from cptracker.audit.observed import Observed
from cptracker.model.figure_keys import FigureKey
from cptracker.model.protection import PERCENT, Rules, is_nobody_or_all, is_sensitive_group


@frozen(kw_only=True)
class TimeLine:
    """The month ends that figures of one flow share.

    Attributes:
        levels: The numbers of what has flowed by each end, in order of time for each flow.
        flows: Of each level, the measure that flows.
        distances: From which end to which a number is the distance.
    """

    levels: tuple[int, ...]
    flows: tuple[str, ...]
    distances: tuple[tuple[int, int, int], ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers on the line."""
        return (*self.levels, *(number for _, _, number in self.distances))


def tightened(line: TimeLine, ranges: Mapping[int, Range]) -> dict[int, Range] | None:
    """The exact range of each number on a line; None where its figures contradict each other."""
    most = _longest(line, ranges)
    ends = range(len(line.levels))
    for through in ends:
        row = most[through]
        for start in ends:
            first = most[start][through]
            numbers = most[start]
            for end in ends:
                numbers[end] = min(numbers[end], first + row[end])
    if any(most[end][end] < 0 for end in ends):
        return None
    exact_ranges = {level: (-most[end][0], most[0][end]) for end, level in enumerate(line.levels)}
    for start, end, number in line.distances:
        exact_ranges[number] = (-most[end][start], most[start][end])
    return exact_ranges


def _longest(line: TimeLine, ranges: Mapping[int, Range]) -> list[list[int]]:
    """From each end to each the most that can lie between by its own figures."""
    far = _far(line.levels, ranges)
    ends = range(len(line.levels))
    most = [[_at_first(line, start, end, far) for end in ends] for start in ends]
    for start, end, number in line.distances:
        low, high = ranges[number]
        most[start][end] = min(most[start][end], high)
        most[end][start] = min(most[end][start], -low)
    return most


def _at_first(line: TimeLine, start: int, end: int, far: int) -> int:
    """Nothing flows back; between two flows all is open."""
    return 0 if end == start or (end < start and line.flows[end] == line.flows[start]) else far


def _far(levels: Sequence[int], ranges: Mapping[int, Range]) -> int:
    return max((ranges[level][1] for level in levels), default=0)


UPPER_BOUND = 1_000
"""By how much a hidden number may exceed twice the largest that is shown."""


MET, MISSED, BASE = "the number who met it", "the number who did not", "the number in the base"


FLOWED = "the number in a stretch of time"


BEYOND = "the number in the wider measure alone"


SO_FAR = "what flowed so far of"


Name = tuple[FigureKey, str]
"""A variable: of which figure, and which of its parts."""


@define
class Variables:
    """The variables and the constraints that tie them.

    Attributes:
        names: Of each variable, by its place.
        ranges: Of each variable.
        constraints: That tie them.
        evidence: For each variable, the figures that fix it.
        colours: For each variable, the figures whose colour bounds it.
        unread: Hidden figures whose colour cannot be turned into a constraint.
        lines: Of flows whose periods overlap.
        places: The place of each variable by its name; numbers that are the same share one.
        clashes: Variables that are shown with two values.
        upper_bound: The most that a hidden number of children can be.
    """

    names: list[Name] = field(factory=list)
    ranges: dict[int, Range] = field(factory=dict)
    constraints: list[Constraint] = field(factory=list)
    evidence: dict[int, list[Observed]] = field(factory=dict)
    colours: dict[int, list[Observed]] = field(factory=dict)
    unread: list[Observed] = field(factory=list)
    lines: list[TimeLine] = field(factory=list)
    places: dict[Name, int] = field(factory=dict)
    clashes: set[int] = field(factory=set)
    upper_bound: int = UPPER_BOUND

    def number(self, cell: FigureKey, part: str) -> int:
        """The place of a variable, open until it is fixed."""
        name = (cell, part)
        place = self.places.get(name)
        if place is None:
            place = self.places[name] = len(self.names)
            self.ranges[place] = (0, self.upper_bound)
            self.names.append(name)
        return place

    def same(self, name: Name, as_: Name) -> None:
        """A name that stands for another one's variable."""
        self.places.setdefault(name, self.number(*as_))

    def fix(self, number: int, bounds: Range, figure: Observed) -> None:
        """A variable is shown; of several papers that show it the first holds."""
        if number not in self.evidence:
            self.ranges[number] = bounds
        elif self.ranges[number] != bounds:
            self.clashes.add(number)
        self.evidence.setdefault(number, []).append(figure)

    def at_least(self, number: int, least: int) -> None:
        """A variable is no less."""
        low, high = self.ranges[number]
        if low < least <= high:
            self.ranges[number] = (least, high)

    def at_most(self, number: int, most: int) -> None:
        """A variable is no more."""
        low, high = self.ranges[number]
        if low <= most < high:
            self.ranges[number] = (low, most)

    def lay(self, start: int, end: int, number: int) -> None:
        """A variable is the distance between two levels of a line."""
        terms = ((end, 1), (start, -1), (number, -1))
        self.constraints.append(Constraint(terms, 0, 0, along=True))

    def constrain(
        self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None
    ) -> None:
        """A sum of variables lies in a range."""
        merged: dict[int, int] = {}
        for number, times in terms:
            merged[number] = merged.get(number, 0) + times
        nonzero = tuple(item for item in merged.items() if item[1])
        self.constraints.append(Constraint(nonzero, least, most))


def added_variables(statistic: str) -> tuple[str, ...]:
    """The parts of a figure that add up, over groups and over time."""
    return {"share": (MET, MISSED), "mean": (MET, BASE)}.get(statistic, (MET,))


def protected_variables(
    name: Name, bounds: Range, about: Observed, rules: Rules, *, hidden: bool
) -> bool:
    """Whether it matters which values a variable can have.

    One that is shown, and by bounds alone is no small one, may be as narrow as it likes.

    Args:
        name: What it is.
        bounds: Its bounds.
        about: The figure that it is of.
        rules: What is protected.
        hidden: Whether a paper says that it is hidden.
    """
    return protected(name, about, rules) and (hidden or bounds[0] <= rules.small)


def protected(name: Name, about: Observed, rules: Rules) -> bool:
    """Whether a variable is a number of children, and one that the rules protect."""
    part = name[1].split(": ")[-1]
    if not about.children:
        return False
    if part == MISSED:
        return rules.complement
    return part in (MET, BASE)


def small(span: Range, name: Name, about: Observed, rules: Rules) -> bool:
    """Whether all of a range of values is to be hidden, or part of a range that is too short."""
    (least, most), part = span, name[1]
    if part in (MET, MISSED) and sensitive(about, rules) and span == (0, 0):
        return True
    return least <= rules.small and most >= 1


def sensitive(about: Observed, rules: Rules) -> bool:
    """Whether nobody, or everybody, tells something."""
    _, _, by, group = about.cell
    return rules.zero_tells and (about.sensitive or is_sensitive_group(by, group, rules))


def movements(figures: Iterable[Observed]) -> frozenset[str]:
    """Measures of who came or left, by which the numbers of two days balance.

    That nobody came or left may be hidden, since with the numbers of both days it would tell how
    many did the other.
    """
    names = {name for figure in figures for name in (figure.related.inflow, figure.related.outflow)}
    return frozenset(names - {""})


def shown_anyway(about: Observed, rules: Rules) -> bool:
    """Whether a figure that is shown is nobody, or everybody, whom the rules say they show."""
    if not about.children or about.hidden or sensitive(about, rules):
        return False
    if about.bare:
        return about.value == 0 or (about.statistic == "share" and about.value == PERCENT)
    return is_nobody_or_all(about.statistic, about.numerator or 0, about.denominator or 0, rules)
