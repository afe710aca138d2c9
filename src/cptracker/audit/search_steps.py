"""From one solution to others: one variable goes up or down, and those around it make room.

Most values are found so, at a thousandth of the work of a search from anew. A move that is found is
a whole solution, every constraint of it checked; one that is not found proves nothing.
"""

from collections.abc import Iterable, Sequence

from attrs import define, field

from cptracker.audit.bounds import Bounds

STEPS = 200
"""How many changes are tried for one move."""


BRANCHES = 5
"""How many variables are tried in turn to make a constraint hold again."""


@define
class Mover:
    """A solution that is moved about.

    Attributes:
        bounds: Between which every variable stays.
        values: The solution.
        totals: What each constraint's sum is.
        broken: The constraints that do not hold while a move is made, the newest last.
        changed: The variables that the move has changed, which stay as they are.
        left: How many changes may still be tried for the move.
        work: How many were tried so far.
    """

    bounds: Bounds
    values: list[int]
    totals: list[int] = field(factory=list)
    broken: dict[int, None] = field(factory=dict)
    changed: dict[int, int] = field(factory=dict)
    left: int = 0
    work: int = 0

    @classmethod
    def at(cls, bounds: Bounds, solution: Sequence[int]) -> "Mover":
        """A mover that begins at a solution."""
        values = list(solution)
        totals = [
            sum(times * values[v] for v, times in constraint.terms)
            for constraint in bounds.constraints
        ]
        return cls(bounds=bounds, values=values, totals=totals)

    def moved(self, variable: int, by: int) -> bool:
        """Whether a solution was found with the variable moved by so much; it is then held."""
        value = self.values[variable] + by
        if not self.bounds.low[variable] <= value <= self.bounds.high[variable]:
            return False
        self.left = STEPS
        self.changed = {}
        self._put(variable, by)
        if self._mended():
            return True
        self._back(variable, by)
        return False

    def _put(self, variable: int, by: int) -> None:
        self.changed[variable] = by
        self._shift(variable, by)

    def _back(self, variable: int, by: int) -> None:
        del self.changed[variable]
        self._shift(variable, -by)

    def _shift(self, variable: int, by: int) -> None:
        self.values[variable] += by
        for place, times in self.bounds.uses[variable]:
            self.totals[place] += times * by
            if self._lack(place, self.totals[place]):
                self.broken[place] = None
            else:
                self.broken.pop(place, None)

    def _lack(self, place: int, total: int) -> int:
        """How much a sum falls short, or below zero how much it is too large."""
        constraint = self.bounds.constraints[place]
        if constraint.least is not None and total < constraint.least:
            return constraint.least - total
        if constraint.most is not None and total > constraint.most:
            return constraint.most - total
        return 0

    def _mended(self) -> bool:
        """Whether every constraint can be made to hold again."""
        if not self.broken:
            return True
        place = next(reversed(self.broken))
        for variable, by in self._moves(place):
            self.left -= 1
            self.work += 1
            if self.left < 0:
                return False
            self._put(variable, by)
            if self._mended():
                return True
            self._back(variable, by)
        return False

    def _moves(self, place: int) -> list[tuple[int, int]]:
        """How one constraint can be made to hold, those ways first that break the fewest others."""
        constraint = self.bounds.constraints[place]
        lack = self._lack(place, self.totals[place])
        exact = constraint.least == constraint.most
        low, high = self.bounds.low, self.bounds.high
        moves = []
        for variable, times in constraint.terms:
            if variable in self.changed or (exact and lack % times):
                continue
            by = -(-abs(lack) // abs(times))
            if (lack > 0) != (times > 0):
                by = -by
            value = self.values[variable] + by
            if low[variable] <= value <= high[variable]:
                moves.append((self._breaks(variable, by), variable, by))
        moves.sort()
        return [(variable, by) for _, variable, by in moves[:BRANCHES]]

    def _breaks(self, variable: int, by: int) -> int:
        """How many constraints do not hold once a variable is changed."""
        return sum(
            bool(self._lack(place, self.totals[place] + times * by))
            for place, times in self.bounds.uses[variable]
        )


def near_values(low: int, high: int, near: int) -> Iterable[int]:
    """The values of a range, those nearest to a number first."""
    at = min(max(near, low), high)
    yield at
    for far in range(1, high - low + 1):
        if at + far <= high:
            yield at + far
        if at - far >= low:
            yield at - far
