"""The numbers of a paper, and the sums that tie them."""

from collections.abc import Iterable

from attrs import define, field

from cptracker.disclosure.auditing.lines import Line
from cptracker.disclosure.auditing.seen import Cell, Seen
from cptracker.disclosure.auditing.sums import Range, Sum

ROOM = 1_000
"""By how much a hidden number may exceed twice the largest that is shown."""

MET, MISSED, BASE = "the number who met it", "the number who did not", "the number in the base"
FLOWED = "the number in a stretch of time"
BEYOND = "the number in the wider measure alone"
SO_FAR = "what flowed so far of"

Name = tuple[Cell, str]
"""A number: of which figure, and which of its parts."""


@define
class Equations:
    """The numbers and the sums that tie them.

    Attributes:
        names: Of each number, by its place.
        ranges: Of each number.
        sums: That tie them.
        witnesses: For each number, the figures that fix it.
        unread: Hidden figures whose colour cannot be turned into a sum.
        lines: Of flows whose periods overlap.
    """

    names: list[Name] = field(factory=list)
    ranges: dict[int, Range] = field(factory=dict)
    sums: list[Sum] = field(factory=list)
    witnesses: dict[int, list[Seen]] = field(factory=dict)
    unread: list[Seen] = field(factory=list)
    lines: list[Line] = field(factory=list)
    places: dict[Name, int] = field(factory=dict)
    room: int = ROOM

    def number(self, cell: Cell, part: str) -> int:
        """The place of a number, open until it is fixed."""
        name = (cell, part)
        if name not in self.places:
            self.places[name] = len(self.names)
            self.ranges[len(self.names)] = (0, self.room)
            self.names.append(name)
        return self.places[name]

    def fix(self, number: int, within: Range, one: Seen) -> None:
        """A number is shown; of several papers that show it the first holds."""
        if number not in self.witnesses:
            self.ranges[number] = within
        self.witnesses.setdefault(number, []).append(one)

    def lay(self, start: int, end: int, number: int) -> None:
        """A number is the distance between two levels of a line."""
        terms = ((end, 1), (start, -1), (number, -1))
        self.sums.append(Sum(terms=terms, least=0, most=0, along=True))

    def tie(self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None) -> None:
        """A sum of numbers lies in a range."""
        self.sums.append(Sum(terms=tuple(terms), least=least, most=most))


def added(sort: str) -> tuple[str, ...]:
    """The parts of a figure that add up, over groups and over time."""
    return {"share": (MET, MISSED), "mean": (MET, BASE)}.get(sort, (MET,))
