"""Numbers that sums tie together, apart from all others: each knot is searched alone."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from cptracker.disclosure.auditing.numbers import Equations
from cptracker.disclosure.auditing.seen import Seen
from cptracker.disclosure.auditing.sums import Sum


@frozen(kw_only=True)
class Knot:
    """Open numbers and the sums between them.

    Attributes:
        numbers: The open ones.
        sums: Those that hold any of them.
    """

    numbers: tuple[int, ...]
    sums: tuple[Sum, ...]

    @property
    def straight(self) -> bool:
        """Whether a line alone ties its numbers: then all that their ranges hold is possible."""
        return all(one.along for one in self.sums)

    def witnesses(self, number: int, all_: Equations) -> Sequence[Seen]:
        """The figures shown in the sums of the knot, those in the number's own sums first."""
        own = [one for one in self.sums if any(term == number for term, _ in one.terms)]
        return list(dict.fromkeys([*_shown(own, all_), *_shown(self.sums, all_)]))


def _shown(sums: Iterable[Sum], all_: Equations) -> Iterable[Seen]:
    for one in sums:
        for number, _ in one.terms:
            yield from all_.witnesses.get(number, ())
            yield from all_.witnesses.get(-1 - number, ())


def knots(all_: Equations) -> list[Knot]:
    """The open numbers by knot, in the order of their first."""
    open_ = {number for number, (least, most) in all_.ranges.items() if least < most}
    parent = {number: number for number in open_}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    held = [[number for number, _ in one.terms if number in open_] for one in all_.sums]
    for numbers in held:
        for other in numbers[1:]:
            parent[root(other)] = root(numbers[0])
    members: dict[int, list[int]] = {}
    for number in sorted(open_):
        members.setdefault(root(number), []).append(number)
    sums: dict[int, list[Sum]] = {}
    for one, numbers in zip(all_.sums, held, strict=True):
        if numbers:
            sums.setdefault(root(numbers[0]), []).append(one)
    return [
        Knot(numbers=tuple(mine), sums=tuple(sums.get(first, ())))
        for first, mine in members.items()
    ]
