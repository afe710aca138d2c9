"""Which values whole numbers can have that constraints tie together: searched exactly.

A value counts as possible only once a whole solution with it was found, so no number is called safe
by a bound that no solution reaches. From one solution most others are found by moving: one number
goes up, and those that share a constraint with it make room. What moving does not find is searched
from anew. All of it is counted as work, not as time, so that a result is the same on any machine.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from cptracker.disclosure.auditing.bounds import Bounds, Trail
from cptracker.disclosure.auditing.constraints import Component, Range

FIRST_PATIENCE = 60_000
"""How many constraints are looked at for a first solution."""

PATIENCE = 12_000
"""How many constraints are looked at for one further value before it is left open."""

CREEP = 20
"""How often, on average, each constraint is looked at while bounds are narrowed; then given up."""

MOVES = 160
"""How many steps one move may take."""

STEPS = (1, -1, 2, -2, 3, -3, 5, -5)
"""By how much a number is moved; where constraints count by twos or fives one is too little."""

TRIES = 24
"""How many values of one number are searched for from anew."""


@frozen(kw_only=True)
class Values:
    """What is known of one variable.

    Attributes:
        possible: Values that some solution has.
        all_: Whether these are all.
        proved: Whether the search came to an end.
    """

    possible: tuple[int, ...]
    all_: bool
    proved: bool = True


def whole(within: Range, enough: int) -> Values:
    """A variable that can have every value of a range, of which so many are given."""
    least, most = within
    possible = tuple(range(least, min(most, least + enough - 1) + 1))
    return Values(possible=possible, all_=possible[-1] == most)


class TooLongError(Exception):
    """A search that was given up."""


@define
class Search:
    """One component, with the values found so far.

    Attributes:
        bounds: Narrowed already.
        variables: In order.
        seen: The values of each variable in some solution.
        left: How much work may still be done for what is asked.
    """

    bounds: Bounds
    variables: Sequence[int]
    seen: dict[int, set[int]] = field(factory=dict)
    left: int = 0

    @classmethod
    def of(cls, component: Component, ranges: dict[int, Range]) -> "Search | None":
        """A search of a component; None where its constraints contradict each other."""
        mine = {one: ranges[one] for one in component.variables}
        bounds = Bounds.of(component.constraints, mine)
        everything = range(len(component.constraints))
        patience = 400 * max(len(component.constraints), 50)
        if not bounds.narrow(everything, [], patience):
            return None
        search = cls(bounds=bounds, variables=component.variables)
        search.seen = {one: set() for one in component.variables}
        return search

    def range(self, variable: int) -> Range:
        """A variable's bounds."""
        return self.bounds.low[variable], self.bounds.high[variable]

    def first(self) -> dict[int, int] | None:
        """A first solution; None if there is none.

        Raises:
            TooLongError: When the search is given up.
        """
        self.left = FIRST_PATIENCE
        solution = self._solved({})
        if solution:
            self._note(solution)
        return solution

    def values(self, variable: int, solution: dict[int, int], enough: int) -> Values:
        """The values of a variable, until there are enough of them."""
        low, high = self.range(variable)
        found = self.seen[variable]
        if len(found) < min(enough, high - low + 1):
            self._move(variable, solution, enough)
        if len(found) >= enough:
            return Values(possible=tuple(sorted(found)), all_=False)
        return self._anew(variable, solution, enough)

    def _anew(self, variable: int, solution: dict[int, int], enough: int) -> Values:
        """Values that moving did not find, each searched for by itself."""
        low, high = self.range(variable)
        found, proved = self.seen[variable], True
        tried = 0
        for value in near(low, high, solution[variable]):
            if len(found) >= enough:
                return Values(possible=tuple(sorted(found)), all_=False)
            if value in found:
                continue
            tried += 1
            if tried > TRIES:
                return Values(possible=tuple(sorted(found)), all_=False, proved=False)
            proved = self._tried(variable, value, solution) and proved
        return Values(possible=tuple(sorted(found)), all_=proved, proved=proved)

    def _tried(self, variable: int, value: int, solution: dict[int, int]) -> bool:
        """Look for a solution with a value; whether the search came to an end."""
        trail: Trail = []
        self.left = PATIENCE
        try:
            if self.bounds.set(variable, value, trail, self._creep()):
                other = self._solved(solution)
                if other:
                    self._note(other)
        except TooLongError:
            return False
        finally:
            self.bounds.undo(trail, 0)
        return True

    def _creep(self) -> int:
        return CREEP * max(len(self.bounds.constraints), 50)

    def _note(self, solution: dict[int, int]) -> None:
        for variable, value in solution.items():
            self.seen[variable].add(value)

    def _solved(self, like: dict[int, int]) -> dict[int, int] | None:
        """A solution within the bounds, near another one; None if there is none."""
        trail: Trail = []
        try:
            return self._go_on(like, trail)
        finally:
            self.bounds.undo(trail, 0)

    def _go_on(self, like: dict[int, int], trail: Trail) -> dict[int, int] | None:
        low, high = self.bounds.low, self.bounds.high
        chosen: list[tuple[Iterator[int], int, int]] = []
        while True:
            variable = self._narrowest()
            if variable is None and self.bounds.holds():
                return {one: low[one] for one in self.variables}
            if variable is None:
                if not self._next(chosen, trail):
                    return None
                continue
            values = iter(near(low[variable], high[variable], like.get(variable)))
            chosen.append((values, variable, len(trail)))
            if not self._next(chosen, trail):
                return None

    def _next(self, chosen: list[tuple[Iterator[int], int, int]], trail: Trail) -> bool:
        """Go on to the next value that bounds allow, back to an earlier variable if need be."""
        while chosen:
            values, variable, length = chosen[-1]
            for value in values:
                self.bounds.undo(trail, length)
                before = self.bounds.work
                held = self.bounds.set(variable, value, trail, self._creep())
                self.left -= self.bounds.work - before + 1
                if self.left < 0:
                    raise TooLongError
                if held:
                    return True
            self.bounds.undo(trail, length)
            chosen.pop()
        return False

    def _narrowest(self) -> int | None:
        low, high = self.bounds.low, self.bounds.high
        best, least = None, None
        for one in self.variables:
            room = high[one] - low[one]
            if room and (least is None or room < least):
                best, least = one, room
                if room == 1:
                    break
        return best

    def _move(self, variable: int, solution: dict[int, int], enough: int) -> None:
        """Move a variable up and down from a solution, as far as others make room."""
        for step in STEPS:
            now = dict(solution)
            while len(self.seen[variable]) < enough:
                mover = _Mover(bounds=self.bounds, values=now)
                if not mover.moved(variable, step):
                    break
                for one in mover.touched:
                    self.seen[one].add(now[one])
            if len(self.seen[variable]) >= enough:
                return


def near(low: int, high: int, last: int | None) -> Iterable[int]:
    """The values of a range, those nearest to the last one first; without one the middle first."""
    at = (low + high) // 2 if last is None else min(max(last, low), high)
    yield at
    for far in range(1, high - low + 1):
        if at + far <= high:
            yield at + far
        if at - far >= low:
            yield at - far


@define
class _Mover:
    """One move from a solution to another one: who is moved stays, the rest make room.

    Attributes:
        bounds: Between which every variable stays.
        values: The solution, moved in place, and as it was if there is no move.
        touched: What moved variables were before.
        left: How many steps may still be taken.
    """

    bounds: Bounds
    values: dict[int, int]
    touched: dict[int, int] = field(factory=dict)
    left: int = MOVES

    def moved(self, variable: int, by: int) -> bool:
        """Whether there is another solution with the variable moved by so much."""
        if not self._may(variable, by):
            return False
        self._put(variable, by)
        if self._mended([*self.bounds.uses[variable]]):
            return True
        self._back(variable)
        return False

    def _may(self, variable: int, by: int) -> bool:
        value = self.values[variable] + by
        return self.bounds.low[variable] <= value <= self.bounds.high[variable]

    def _put(self, variable: int, by: int) -> None:
        self.touched[variable] = self.values[variable]
        self.values[variable] += by

    def _back(self, variable: int) -> None:
        self.values[variable] = self.touched.pop(variable)

    def _mended(self, places: list[int]) -> bool:
        """Whether every constraint can be made to hold again."""
        while places:
            self.bounds.work += 1
            lack = self._lack(places[-1])
            if lack:
                return self._made_up(places, lack)
            places.pop()
        return True

    def _lack(self, place: int) -> int:
        """How much a constraint's sum falls short, or below nought how much it is too large."""
        one = self.bounds.constraints[place]
        total = sum(times * self.values[variable] for variable, times in one.terms)
        if one.least is not None and total < one.least:
            return one.least - total
        if one.most is not None and total > one.most:
            return one.most - total
        return 0

    def _made_up(self, places: list[int], lack: int) -> bool:
        """Whether one of the other variables of the last constraint can make up for it."""
        one = self.bounds.constraints[places[-1]]
        exact = one.least is not None and one.least == one.most
        others = [term for term in one.terms if term[0] not in self.touched]
        others.sort(key=lambda term: (abs(term[1]), len(self.bounds.uses[term[0]])))
        for variable, times in others:
            if exact and lack % times:
                continue
            by = -(-lack // times) if (lack > 0) == (times > 0) else -(-abs(lack) // abs(times))
            if (lack > 0) != (times > 0):
                by = -by
            if not self._may(variable, by):
                continue
            self.left -= 1
            if self.left < 0:
                return False
            self._put(variable, by)
            if self._mended([*places, *self.bounds.uses[variable]]):
                return True
            self._back(variable)
        return False
