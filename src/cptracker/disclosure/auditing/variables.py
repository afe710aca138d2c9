"""The numbers of papers as variables, and the constraints that tie them."""

from collections.abc import Iterable

from attrs import define, field

from cptracker.disclosure.auditing.constraints import Constraint, Range
from cptracker.disclosure.auditing.lines import Line
from cptracker.disclosure.auditing.seen import Cell, Seen

ROOM = 1_000
"""By how much a hidden number may exceed twice the largest that is shown."""

MET, MISSED, BASE = "the number who met it", "the number who did not", "the number in the base"
FLOWED = "the number in a stretch of time"
BEYOND = "the number in the wider measure alone"
SO_FAR = "what flowed so far of"

Name = tuple[Cell, str]
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
        room: The most that a hidden number of children can be.
    """

    names: list[Name] = field(factory=list)
    ranges: dict[int, Range] = field(factory=dict)
    constraints: list[Constraint] = field(factory=list)
    evidence: dict[int, list[Seen]] = field(factory=dict)
    colours: dict[int, list[Seen]] = field(factory=dict)
    unread: list[Seen] = field(factory=list)
    lines: list[Line] = field(factory=list)
    places: dict[Name, int] = field(factory=dict)
    clashes: set[int] = field(factory=set)
    room: int = ROOM

    def number(self, cell: Cell, part: str) -> int:
        """The place of a variable, open until it is fixed."""
        name = (cell, part)
        place = self.places.get(name)
        if place is None:
            place = self.places[name] = len(self.names)
            self.ranges[place] = (0, self.room)
            self.names.append(name)
        return place

    def same(self, name: Name, as_: Name) -> None:
        """A name that stands for another one's variable."""
        self.places.setdefault(name, self.number(*as_))

    def fix(self, number: int, within: Range, one: Seen) -> None:
        """A variable is shown; of several papers that show it the first holds."""
        if number not in self.evidence:
            self.ranges[number] = within
        elif self.ranges[number] != within:
            self.clashes.add(number)
        self.evidence.setdefault(number, []).append(one)

    def at_least(self, number: int, least: int) -> None:
        """A variable is no less."""
        low, high = self.ranges[number]
        if low < least <= high:
            self.ranges[number] = (least, high)

    def lay(self, start: int, end: int, number: int) -> None:
        """A variable is the distance between two levels of a line."""
        terms = ((end, 1), (start, -1), (number, -1))
        self.constraints.append(Constraint(terms, 0, 0, along=True))

    def tie(self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None) -> None:
        """A sum of variables lies in a range."""
        merged: dict[int, int] = {}
        for number, times in terms:
            merged[number] = merged.get(number, 0) + times
        kept = tuple(item for item in merged.items() if item[1])
        self.constraints.append(Constraint(kept, least, most))


def added(sort: str) -> tuple[str, ...]:
    """The parts of a figure that add up, over groups and over time."""
    return {"share": (MET, MISSED), "mean": (MET, BASE)}.get(sort, (MET,))
