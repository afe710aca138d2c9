"""Whole numbers with a range each, narrowed by constraints on sums until nothing moves.

Narrowing only ever takes away what no solution has, so a variable with few values left needs no
search. What was narrowed can be undone, step by step, which a search does often.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

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
        return all(constraint.along for constraint in self.constraints)


def merged_constraints(constraint: Constraint, ranges: Mapping[int, Range]) -> Constraint:
    """The constraint on its open variables, the fixed ones being taken off its range."""
    fixed = 0
    terms = []
    for variable, times in constraint.terms:
        low, high = ranges[variable]
        if low == high:
            fixed += times * low
        else:
            terms.append((variable, times))
    least = None if constraint.least is None else constraint.least - fixed
    most = None if constraint.most is None else constraint.most - fixed
    return Constraint(tuple(terms), least, most, constraint.along)


def connected_components(
    constraints: Iterable[Constraint], ranges: Mapping[int, Range]
) -> tuple[Component, ...]:
    """The open variables by component, in the order of their first."""
    forest = _Forest()
    kept_constraints = [
        constraint
        for constraint in (merged_constraints(constraint, ranges) for constraint in constraints)
        if constraint.terms
    ]
    for constraint in kept_constraints:
        first = constraint.terms[0][0]
        for variable, _ in constraint.terms:
            forest.join(first, variable)
    grouped: dict[int, list[Constraint]] = {}
    for constraint in kept_constraints:
        grouped.setdefault(forest.root(constraint.terms[0][0]), []).append(constraint)
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

    def join(self, number: int, other_number: int) -> None:
        self.parent[self.root(other_number)] = self.root(number)


NO_LIMIT = 1 << 60
"""For a sum that may be as great as it likes: beyond what any could be."""

Trail = list[tuple[int, int, int]]
"""What each moved variable was before: its place, lower and upper bound."""


@define
class Bounds:
    """Bounds of the variables of one component, which are numbered from 0 in its order.

    Attributes:
        constraints: All of them, on the numbers of variables.
        low: The lower bound of each variable.
        high: The upper bound of each variable.
        uses: The constraints that each variable is in, with how many times it is.
        work: How many constraints were looked at so far: the count by which a search is given up.
        failed: The constraint that could not hold, when narrowing failed last.
    """

    constraints: Sequence[Constraint]
    low: list[int]
    high: list[int]
    uses: list[list[tuple[int, int]]] = field(factory=list)
    work: int = 0
    failed: int = 0

    @classmethod
    def of(cls, component: Component, ranges: dict[int, Range]) -> "Bounds":
        """The bounds as they are given."""
        place = {variable: at for at, variable in enumerate(component.variables)}
        constraints = [
            Constraint(
                tuple((place[v], times) for v, times in constraint.terms),
                constraint.least,
                constraint.most,
            )
            for constraint in component.constraints
        ]
        uses: list[list[tuple[int, int]]] = [[] for _ in place]
        for at, constraint in enumerate(constraints):
            for variable, times in constraint.terms:
                uses[variable].append((at, times))
        low = [ranges[variable][0] for variable in component.variables]
        high = [ranges[variable][1] for variable in component.variables]
        return cls(constraints=constraints, low=low, high=high, uses=uses)

    def narrow(self, places: Iterable[int], trail: Trail, patience: int) -> bool:
        """Narrow until nothing moves; whether every variable has a value left, as far as is known.

        Args:
            places: The constraints to begin with.
            trail: Takes what is narrowed, so that it can be undone.
            patience: After so many constraints, bounds that creep on and on are left as they are:
                what they hold is right, and only less narrow than it could be.
        """
        queue = deque(places)
        queued = set(queue)
        while queue:
            patience -= 1
            self.work += 1
            if patience < 0:
                return True
            place = queue.popleft()
            queued.discard(place)
            moved = self._narrow_by(self.constraints[place], trail)
            if moved is None:
                self.failed = place
                return False
            for variable in moved:
                for next_place, _ in self.uses[variable]:
                    if next_place not in queued:
                        queued.add(next_place)
                        queue.append(next_place)
        return True

    def follows(self, variable: int) -> bool:
        """Whether a variable is in one constraint alone, an equation with others that gives it."""
        if len(self.uses[variable]) != 1:
            return False
        ((place, times),) = self.uses[variable]
        constraint = self.constraints[place]
        equation = constraint.least is not None and constraint.least == constraint.most
        return equation and abs(times) == 1 and len(constraint.terms) > 1

    def holds(self) -> bool:
        """Whether every constraint holds, once each variable has one value left."""
        return all(self._holds(constraint) for constraint in self.constraints)

    def _holds(self, constraint: Constraint) -> bool:
        total = sum(times * self.low[variable] for variable, times in constraint.terms)
        enough = constraint.least is None or total >= constraint.least
        return enough and (constraint.most is None or total <= constraint.most)

    def undo(self, trail: Trail, until: int) -> None:
        """Take back what was narrowed since the trail was so long."""
        while len(trail) > until:
            variable, low, high = trail.pop()
            self.low[variable], self.high[variable] = low, high

    def set(self, variable: int, value: int, trail: Trail, patience: int) -> bool:
        """Give a variable a value; whether the rest can follow as far as bounds tell."""
        trail.append((variable, self.low[variable], self.high[variable]))
        self.low[variable] = self.high[variable] = value
        return self.narrow((place for place, _ in self.uses[variable]), trail, patience)

    def _sums(self, constraint: Constraint) -> tuple[int, int]:
        """The least and the most that a constraint's sum can be."""
        low, high = self.low, self.high
        least = most = 0
        for variable, times in constraint.terms:
            if times > 0:
                least += times * low[variable]
                most += times * high[variable]
            else:
                least += times * high[variable]
                most += times * low[variable]
        return least, most

    def _narrow_by(self, constraint: Constraint, trail: Trail) -> list[int] | None:
        """The variables that one constraint narrows; None if it cannot hold."""
        low, high = self.low, self.high
        least_sum, most_sum = self._sums(constraint)
        least = -NO_LIMIT if constraint.least is None else constraint.least
        most = NO_LIMIT if constraint.most is None else constraint.most
        if least_sum > most or most_sum < least:
            return None
        moved: list[int] = []
        for variable, times in constraint.terms:
            old_low, old_high = low[variable], high[variable]
            if old_low == old_high:
                continue
            up, down = most - least_sum, most_sum - least
            if times < 0:
                up, down = down, up
            size = abs(times)
            new_high, new_low = old_low + up // size, old_high - down // size
            new_high = old_high if new_high > old_high else new_high
            new_low = old_low if new_low < old_low else new_low
            if new_low > new_high:
                return None
            if new_low != old_low or new_high != old_high:
                trail.append((variable, old_low, old_high))
                if times > 0:
                    least_sum += times * (new_low - old_low)
                    most_sum += times * (new_high - old_high)
                else:
                    least_sum += times * (new_high - old_high)
                    most_sum += times * (new_low - old_low)
                low[variable], high[variable] = new_low, new_high
                moved.append(variable)
        return moved
