"""Whole numbers bound by sums: which values each can still have.

A system is unknown whole numbers with a range each, and sums of them that lie in a range. It is
searched exactly: ranges are narrowed until nothing moves, then values are tried one by one, each
narrowing the rest. A value counts as possible only if a whole solution with it is found, so a
number is never called safe by a bound that no solution reaches.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

Range = tuple[int, int]

PATIENCE = 1_200
"""How many values are tried in one search before it is given up: then nothing is proved."""

VISITS, LEAST_VISITS = 8, 1_000
"""How often, on average, each sum is looked at again after one value was tried; and at least."""

TRIES = 60
"""How many values of one number are tried in search of a few possible ones."""


@frozen(kw_only=True)
class Sum:
    """A sum of unknowns, each so many times, that lies in a range.

    Attributes:
        terms: How many times each unknown is in it, by its number.
        least: The least it can be; None for no limit.
        most: The most it can be; None for no limit.
        along: Whether it says no more than that a number is a distance on a line, which has given
            each number its exact range already.
    """

    terms: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None
    along: bool = False


class TooLongError(Exception):
    """A search that was given up."""


@define
class Search:
    """Sums over unknowns, ready to be searched.

    Attributes:
        sums: All of them.
        uses: The sums that each unknown is in, by its number.
        left: How many values may still be tried.
        last: The solution found last, whose values are tried first: the next one is most often
            near it, and without this a search of a hundred numbers takes hours.
    """

    sums: Sequence[Sum]
    uses: Mapping[int, Sequence[int]]
    left: int = field(default=PATIENCE)
    last: dict[int, int] = field(factory=dict)

    @classmethod
    def of(cls, sums: Sequence[Sum]) -> "Search":
        """A search of these sums."""
        uses: dict[int, list[int]] = {}
        for place, one in enumerate(sums):
            for unknown, _ in one.terms:
                uses.setdefault(unknown, []).append(place)
        return cls(sums=sums, uses=uses)

    def narrowed(self, ranges: dict[int, Range], changed: Iterable[int] | None = None) -> bool:
        """Narrow ranges in place until nothing moves.

        Args:
            ranges: By unknown.
            changed: The unknowns that moved; all if None.

        Returns:
            Whether any value is left for each. Where ranges creep on and on after a value was
            tried, as they do about sums that contradict each other, it is given up as untenable:
            at the worst a number is said to have fewer values than it has.
        """
        places = (
            range(len(self.sums))
            if changed is None
            else {place for unknown in changed for place in self.uses.get(unknown, ())}
        )
        waiting, queued = deque(places), set(places)
        visits = None if changed is None else max(VISITS * len(self.sums), LEAST_VISITS)
        while waiting:
            if visits is not None:
                visits -= 1
                if visits < 0:
                    return False
            place = waiting.popleft()
            queued.discard(place)
            moved = _narrow(self.sums[place], ranges)
            if moved is None:
                return False
            for unknown in moved:
                for other in self.uses[unknown]:
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)
        return True

    def solved(self, ranges: Mapping[int, Range], unknowns: Sequence[int]) -> dict[int, int] | None:
        """One solution for these unknowns; None if there is none.

        Raises:
            TooLongError: When the search is given up.
        """
        mine = dict(ranges)
        if not self.narrowed(mine, unknowns):
            return None
        return self._go_on(mine, unknowns)

    def _go_on(self, ranges: dict[int, Range], unknowns: Sequence[int]) -> dict[int, int] | None:
        open_ = [one for one in unknowns if ranges[one][0] < ranges[one][1]]
        if not open_:
            self.last = {one: ranges[one][0] for one in unknowns}
            return self.last
        first = min(open_, key=lambda one: (ranges[one][1] - ranges[one][0], one))
        for value in spread(*ranges[first], self.last.get(first)):
            self.left -= 1
            if self.left < 0:
                raise TooLongError
            mine = {**ranges, first: (value, value)}
            if self.narrowed(mine, [first]):
                found = self._go_on(mine, unknowns)
                if found is not None:
                    return found
        return None


def _narrow(one: Sum, ranges: dict[int, Range]) -> list[int] | None:
    """The unknowns of a sum whose range it narrows; None if it cannot hold."""
    low = sum(times * ranges[unknown][times < 0] for unknown, times in one.terms)
    high = sum(times * ranges[unknown][times > 0] for unknown, times in one.terms)
    if (one.most is not None and low > one.most) or (one.least is not None and high < one.least):
        return None
    moved = []
    for unknown, times in one.terms:
        least, most = ranges[unknown]
        new_least, new_most = least, most
        if one.most is not None:
            room = one.most - (low - times * ranges[unknown][times < 0])
            new_least, new_most = _bounded(new_least, new_most, times, room)
        if one.least is not None:
            room = (high - times * ranges[unknown][times > 0]) - one.least
            new_least, new_most = _bounded(new_least, new_most, -times, room)
        if new_least > new_most:
            return None
        if (new_least, new_most) != (least, most):
            low += times * ((new_least, new_most)[times < 0] - (least, most)[times < 0])
            high += times * ((new_least, new_most)[times > 0] - (least, most)[times > 0])
            ranges[unknown] = (new_least, new_most)
            moved.append(unknown)
    return moved


def _bounded(least: int, most: int, times: int, room: int) -> Range:
    """A range within which so many times the value is at most the room."""
    if times > 0:
        return least, min(most, room // times)
    return max(least, -(room // -times)), most


def spread(least: int, most: int, last: int | None = None) -> Iterable[int]:
    """The values of a range: the last one, its ends and middle first, for solutions lie there."""
    told = set()
    near = () if last is None else (min(max(last, least), most),)
    for value in (*near, least, most, (least + most) // 2):
        if value not in told:
            told.add(value)
            yield value
    for value in range(least, most + 1):
        if value not in told:
            yield value


@frozen(kw_only=True)
class Values:
    """What is known of one unknown.

    Attributes:
        possible: Values that some solution has; all of them if `all_` holds.
        all_: Whether these are all.
        proved: Whether the search came to an end.
    """

    possible: tuple[int, ...]
    all_: bool
    proved: bool = True


def whole(within: Range, enough: int) -> Values:
    """A number that can have every value of a range, of which so many are told."""
    least, most = within
    possible = tuple(range(least, min(most, least + enough - 1) + 1))
    return Values(possible=possible, all_=possible[-1] == most)


def values_of(
    search: Search,
    ranges: Mapping[int, Range],
    unknowns: Sequence[int],
    asked: Sequence[int],
    enough: int,
) -> dict[int, Values]:
    """The values that unknowns can have, until there are enough of them.

    Args:
        search: The sums.
        ranges: Narrowed already.
        unknowns: All that sums tie together.
        asked: Those of them that are asked for.
        enough: How many values of each are looked for.
    """
    seen: dict[int, set[int]] = {one: set() for one in unknowns}
    found: dict[int, Values] = {}
    for one in asked:
        search.left = PATIENCE
        found[one] = _values_of(search, ranges, unknowns, one, seen, enough)
    return found


def _values_of(
    search: Search,
    ranges: Mapping[int, Range],
    unknowns: Sequence[int],
    one: int,
    seen: dict[int, set[int]],
    enough: int,
) -> Values:
    least, most = ranges[one]
    for tried, value in enumerate(spread(least, most)):
        if len(seen[one]) >= enough:
            return Values(possible=tuple(sorted(seen[one])), all_=False)
        if tried > max(TRIES, enough):
            return Values(possible=tuple(sorted(seen[one])), all_=False, proved=False)
        if value in seen[one]:
            continue
        try:
            solution = search.solved({**ranges, one: (value, value)}, unknowns)
        except TooLongError:
            return Values(possible=tuple(sorted(seen[one])), all_=False, proved=False)
        for other, its in (solution or {}).items():
            seen[other].add(its)
    enough_seen = len(seen[one]) >= enough
    return Values(possible=tuple(sorted(seen[one])), all_=not enough_seen)
