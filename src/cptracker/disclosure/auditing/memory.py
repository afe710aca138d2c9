"""What was searched before: while a paper is protected most of it stays as it is.

A component that is the same is not searched again. And a number that had enough values keeps them
when more is hidden, since what was shown before is one of the ways in which all can be; so while
more and more is hidden it is not searched again either. The last word has an audit without memory.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field

from cptracker.disclosure.auditing.constraints import Component, Range
from cptracker.disclosure.auditing.solver import Values
from cptracker.disclosure.auditing.variables import Name

Found = dict[int, Values] | None
"""The values of protected variables; None where constraints contradict each other."""


@define
class Memory:
    """What searches found.

    Attributes:
        found: By what was searched: variables by their order alone.
        safe: Variables that had enough values while less was hidden.
        grows: Whether papers are looked at of which each hides more than the one before.
    """

    found: dict[object, tuple[Values, ...] | None] = field(factory=dict)
    safe: set[Name] = field(factory=set)
    grows: bool = False

    def note(self, name: Name) -> None:
        """A variable has enough values."""
        if self.grows:
            self.safe.add(name)

    def recalled(
        self,
        component: Component,
        ranges: Mapping[int, Range],
        asked: Sequence[int],
        search: Callable[[], Found],
    ) -> Found:
        """What a search of the same component found, or else what it finds now."""
        place = {variable: at for at, variable in enumerate(component.variables)}
        key = (
            tuple(ranges[one] for one in component.variables),
            tuple(
                (tuple((place[one], times) for one, times in each.terms), each.least, each.most)
                for each in component.constraints
            ),
            tuple(place[one] for one in asked),
        )
        if key not in self.found:
            now = search()
            self.found[key] = None if now is None else tuple(now[one] for one in asked)
        before = self.found[key]
        return None if before is None else dict(zip(asked, before, strict=True))
