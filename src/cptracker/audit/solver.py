"""Which values whole numbers can have that constraints tie together: searched exactly.

A value counts as possible only once a whole solution with it was found, so no number is called safe
by a bound that no solution reaches. From one solution most others are found by moving; what moving
does not find is searched from anew. All of it is counted as work, not as time, so that a result is
the same on any machine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle

from attrs import define, field, frozen

from cptracker.audit.bounds import Bounds, Component, Range, Trail
from cptracker.audit.search_steps import Mover, near_values

FIRST_PATIENCE = 300_000
"""How many constraints are looked at for a first solution."""


PATIENCE = 12_000
"""How many constraints are looked at for one further value before it is left open."""


FAILURES = 40
"""After so many failures a search begins anew, with those variables first that failed most."""


PARTS = (8, 2)
"""In which part of its range a number's value is tried first, an eighth or the half, in turn each
time a search begins anew: hidden numbers are small more often than not."""


PASSES = 2
"""How often all variables are moved in turn: each time from where the others have been moved to."""


ALL_PATIENCE = 150_000
"""How many are looked at for all further values of a component, before the rest is left open."""


CREEP = 12
"""How often, on average, each constraint is looked at while bounds are narrowed; then given up."""


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


def whole_number_ranges(within: Range, enough: int) -> Values:
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
        place: Of each variable in them.
        first_ones: The variables that are chosen first: all but those that one equation gives once
            the others in it are known.
        mover: The solution found last, which is moved about.
        values_seen: The values of each variable in some solution.
        weights: How often each variable was in a constraint that could not hold.
        left: How much work may still be done for what is asked.
        left_of_all: How much may still be done for the component.
    """

    bounds: Bounds
    place: dict[int, int]
    first_ones: Sequence[int] = ()
    mover: Mover | None = None
    values_seen: list[set[int]] = field(factory=list)
    weights: list[int] = field(factory=list)
    left: int = 0
    left_of_all: int = ALL_PATIENCE

    @classmethod
    def of(cls, component: Component, ranges: dict[int, Range]) -> "Search | None":
        """A search of a component; None where its constraints contradict each other."""
        bounds = Bounds.of(component, ranges)
        everything = range(len(component.constraints))
        if not bounds.narrow(everything, [], 100 * max(len(component.constraints), 50)):
            return None
        place = {variable: at for at, variable in enumerate(component.variables)}
        return cls(
            bounds=bounds,
            place=place,
            first_ones=[at for at in range(len(place)) if not bounds.follows(at)],
            values_seen=[set() for _ in place],
            weights=[1] * len(place),
        )

    def range(self, variable: int) -> Range:
        """A variable's bounds."""
        at = self.place[variable]
        return self.bounds.low[at], self.bounds.high[at]

    def first(self, like: Mapping[int, int] | None = None) -> bool:
        """Whether there is a solution, which is then held.

        Args:
            like: Values of variables near which one is looked for first, such as those of a
                solution while less was hidden.

        Raises:
            TooLongError: When the search is given up.
        """
        self.left = FIRST_PATIENCE
        near = like or {}
        return self._solved([near.get(variable) for variable in self.place] if near else ())

    def held(self) -> dict[int, int]:
        """The solution that is held; nothing where there is none."""
        values = self.mover.values if self.mover else ()
        return dict(zip(self.place, values, strict=False))

    def values(self, variables: Sequence[int], enough: int) -> dict[int, Values]:
        """The values of variables, until there are enough of each."""
        for _ in range(PASSES):
            for number in variables:
                self._move(self.place[number], enough)
        return {variable: self._values(self.place[variable], enough) for variable in variables}

    def _values(self, at: int, enough: int) -> Values:
        if len(self.values_seen[at]) >= enough:
            return Values(possible=tuple(sorted(self.values_seen[at])), all_=False)
        self._move(at, enough, STEPS[:2])
        return self._anew(at, enough)

    def _move(self, at: int, enough: int, steps: Sequence[int] = STEPS) -> None:
        """Move a variable up and down, as far as others make room."""
        numbers, mover = self.values_seen[at], self.mover
        for step in steps:
            while mover and len(numbers) < enough and mover.moved(at, step):
                for number in mover.changed:
                    self.values_seen[number].add(mover.values[number])
            if len(numbers) >= enough:
                return

    def _anew(self, at: int, enough: int) -> Values:
        """Values that moving did not find, each searched for by itself."""
        numbers, proved, tried = self.values_seen[at], True, 0
        like = self.mover.values if self.mover else ()
        for value in near_values(self.bounds.low[at], self.bounds.high[at], like[at]):
            if len(numbers) >= enough:
                return Values(possible=tuple(sorted(numbers)), all_=False)
            if value in numbers:
                continue
            tried += 1
            if tried > TRIES or self.left_of_all < 0:
                return Values(possible=tuple(sorted(numbers)), all_=False, proved=False)
            proved = self._tried(at, value, like) and proved
            if value in numbers:
                self._move(at, enough, STEPS[:2])
        return Values(possible=tuple(sorted(numbers)), all_=proved, proved=proved)

    def _tried(self, at: int, value: int, like: Sequence[int]) -> bool:
        """Look for a solution with a value; whether the search came to an end."""
        trail: Trail = []
        self.left = PATIENCE
        before = self.bounds.work
        try:
            if self.bounds.set(at, value, trail, self._creep()):
                self._solved(like)
        except TooLongError:
            return False
        finally:
            self.bounds.undo(trail, 0)
            self.left_of_all -= self.bounds.work - before
        return True

    def _creep(self) -> int:
        return CREEP * max(len(self.bounds.constraints), 50)

    def _solved(self, like: Sequence[int | None]) -> bool:
        """Whether there is a solution within the bounds; one near another is looked for first."""
        trail: Trail = []
        try:
            solution = self._go_on(like, trail)
        finally:
            self.bounds.undo(trail, 0)
        if solution is None:
            return False
        for numbers, value in zip(self.values_seen, solution, strict=True):
            numbers.add(value)
        self.mover = Mover.at(self.bounds, solution)
        return True

    def _go_on(self, like: Sequence[int | None], trail: Trail) -> list[int] | None:
        """A solution within the bounds; None if there is none."""
        failures = FAILURES
        for part in cycle(PARTS):
            try:
                return self._begun(like, trail, failures, part)
            except _AnewError:
                self.bounds.undo(trail, 0)
                failures += failures // 4
        return None

    def _begun(
        self, like: Sequence[int | None], trail: Trail, failures: int, part: int
    ) -> list[int] | None:
        low, high = self.bounds.low, self.bounds.high
        chosen: list[_Choice] = []
        while True:
            at = self._hardest(self.first_ones)
            at = self._hardest(range(len(low))) if at is None else at
            if at is None and self.bounds.holds():
                return list(low)
            if at is not None:
                near = like[at] if like else None
                near = low[at] + (high[at] - low[at]) // part if near is None else near
                values = iter(near_values(low[at], high[at], near))
                chosen.append(_Choice(values=values, at=at, length=len(trail)))
            failures = self._next(chosen, trail, failures)
            if not chosen:
                return None

    def _next(self, chosen: "list[_Choice]", trail: Trail, failures: int) -> int:
        """Go on to the next value that bounds allow, back to an earlier variable if need be.

        Returns:
            How many failures are left; no choice is left where all values failed.
        """
        while chosen:
            last = chosen[-1]
            for value in last.values:
                self.bounds.undo(trail, last.length)
                before = self.bounds.work
                is_possible = self.bounds.set(last.at, value, trail, self._creep())
                self.left -= self.bounds.work - before + 1
                if self.left < 0:
                    raise TooLongError
                if is_possible:
                    return failures
                failures -= 1
                for variable, _ in self.bounds.constraints[self.bounds.failed].terms:
                    self.weights[variable] += 1
                if failures < 0:
                    raise _AnewError
            self.bounds.undo(trail, last.length)
            chosen.pop()
        return failures

    def _hardest(self, places: Iterable[int]) -> int | None:
        """Of some variables the open one with the fewest values for how often it failed."""
        low, high, weights = self.bounds.low, self.bounds.high, self.weights
        best, least = None, 0.0
        for at in places:
            if high[at] > low[at]:
                hard = (high[at] - low[at]) / weights[at]
                if best is None or hard < least:
                    best, least = at, hard
        return best


class _AnewError(Exception):
    """A search that failed so often that it begins anew."""


@frozen(kw_only=True)
class _Choice:
    """A variable that was given a value, and the values that are left for it."""

    values: Iterator[int]
    at: int
    length: int
