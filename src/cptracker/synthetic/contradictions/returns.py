"""Returns that contradict each other in a few places, as a real council's do.

They are written over the returns of a story that has none, so the story stays as it is: what later
returns correct is repaired when they are read, and the figures are those of the story. No child has
two contradictions.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TypeVar

from attrs import field, frozen

from cptracker.synthetic.contradictions.episodes import EPISODE_KINDS, EpisodeKind
from cptracker.synthetic.contradictions.others import OTHER_KINDS, Change
from cptracker.synthetic.contradictions.stack import EpisodeChain, OpenReturns
from cptracker.synthetic.random import RandomStream
from cptracker.synthetic.writing import Cell, Rows, Tables

CHILDREN_A_PLACE = 200
"""One place of each kind for so many children, and none in a smaller council."""


MOST_PLACES = 4


ANOTHER_STREAM = 903
"""Added to the seed, so that no throw is taken from the story."""


OTHER_ROLES = {"team_manager": "TM", "support_worker": "FS"}
"""Roles in the table of staff of which no measure is about, and how their identifiers begin."""


T = TypeVar("T")


@frozen(kw_only=True)
class _ReturnsWriter:
    """Writes so many contradictions of each kind into a stack, each of another child.

    Attributes:
        places: How many of each kind.
        used: The children of whom one is written.
    """

    random: RandomStream
    places: int
    used: set[str] = field(factory=set)

    def write(self, changes: Iterator[Change]) -> None:
        """Make the first changes that are of children not used yet."""
        left = self.places
        for child, change in changes:
            if not left:
                return
            if child not in self.used:
                change()
                self.used.add(child)
                left -= 1

    def shuffled(self, items: list[T]) -> list[T]:
        """The items in an order drawn by chance."""
        drawn = [(self.random.share(), place) for place in range(len(items))]
        return [items[place] for _, place in sorted(drawn)]


def contradict(returns: Mapping[int, Tables], *, seed: int, children: int) -> dict[int, Tables]:
    """The tables of all returns with a few contradictions of each kind.

    Args:
        returns: The tables of each year that do not contradict each other.
        seed: The same seed chooses the same places.
        children: The size of the council, on which the number of places depends.
    """
    stack = OpenReturns.opened(returns)
    chains = stack.chains()
    writer = _ReturnsWriter(random=RandomStream(seed + ANOTHER_STREAM), places=_places(children))
    if writer.places:
        spots = [(chain, place) for chain in chains for place in range(len(chain.episodes))]
        for kind in EPISODE_KINDS:
            writer.write(_fitting(stack, kind, writer.shuffled(spots)))
        for changes in OTHER_KINDS:
            writer.write(iter(writer.shuffled(list(changes(stack, chains)))))
    return stack.closed()


def _places(children: int) -> int:
    return min(MOST_PLACES, children // CHILDREN_A_PLACE)


def _fitting(
    stack: OpenReturns, kind: EpisodeKind, spots: list[tuple[EpisodeChain, int]]
) -> Iterator[Change]:
    """The children of whom one kind can be written."""
    for chain, place in spots:
        if kind.fits(stack, chain, place):
            yield chain.child, partial(kind.write, stack, chain, place)


def with_other_roles(staff: Rows, *, children: int) -> Iterator[tuple[Cell, ...]]:
    """The table of staff with people of other roles, who began with somebody there."""
    rows = list(staff)
    yield from rows
    for number in range(_places(children)):
        for place, (role, prefix) in enumerate(OTHER_ROLES.items(), start=2 * number):
            _, _, started, ended = rows[place]
            yield f"{prefix}{number + 101:05d}", role, started, ended
