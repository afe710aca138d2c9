"""Whole numbers with a range each, and constraints: sums of them that lie in a range."""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

Range = tuple[int, int]


@frozen
class Constraint:
    """A sum of variables, each so many times, that lies in a range.

    Attributes:
        terms: Each variable with how many times it is in the sum.
        least: The least it can be; None for no limit.
        most: The most it can be; None for no limit.
        along: Whether it says no more than that a number is a distance on a line, which has given
            each variable its exact range already.
    """

    terms: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None
    along: bool = False


@frozen
class Component:
    """Open variables that constraints tie together, apart from all others.

    Attributes:
        variables: The open ones.
        constraints: Those that hold any of them, with the fixed ones folded into their range.
    """

    variables: tuple[int, ...]
    constraints: tuple[Constraint, ...]

    @property
    def straight(self) -> bool:
        """Whether a line alone ties its variables: then all that their ranges hold is possible."""
        return all(one.along for one in self.constraints)


def folded(one: Constraint, ranges: Mapping[int, Range]) -> Constraint:
    """The constraint on its open variables, the fixed ones being taken off its range."""
    fixed = 0
    terms = []
    for variable, times in one.terms:
        low, high = ranges[variable]
        if low == high:
            fixed += times * low
        else:
            terms.append((variable, times))
    least = None if one.least is None else one.least - fixed
    most = None if one.most is None else one.most - fixed
    return Constraint(tuple(terms), least, most, one.along)


def components(
    constraints: Iterable[Constraint], ranges: Mapping[int, Range]
) -> tuple[Component, ...]:
    """The open variables by component, in the order of their first."""
    forest = _Forest()
    held = [one for one in (folded(one, ranges) for one in constraints) if one.terms]
    for one in held:
        first = one.terms[0][0]
        for other, _ in one.terms:
            forest.join(first, other)
    grouped: dict[int, list[Constraint]] = {}
    for one in held:
        grouped.setdefault(forest.root(one.terms[0][0]), []).append(one)
    members: dict[int, list[int]] = {}
    for variable, (low, high) in sorted(ranges.items()):
        if low < high:
            members.setdefault(forest.root(variable), []).append(variable)
    return tuple(
        Component(variables=tuple(many), constraints=tuple(grouped.get(first, ())))
        for first, many in members.items()
    )


@define
class _Forest:
    parent: dict[int, int] = field(factory=dict)

    def root(self, variable: int) -> int:
        parent = self.parent
        while parent.setdefault(variable, variable) != variable:
            parent[variable] = parent[parent[variable]]
            variable = parent[variable]
        return variable

    def join(self, one: int, other: int) -> None:
        self.parent[self.root(other)] = self.root(one)
