"""Components that were searched before: while a paper is protected most stay as they are."""

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field

from cptracker.disclosure.auditing.constraints import Component, Range
from cptracker.disclosure.auditing.solver import Values

Found = dict[int, Values] | None
"""The values of protected variables; None where constraints contradict each other."""


@define
class Memory:
    """What searches found, by what was searched: variables by their order alone."""

    found: dict[object, tuple[Values, ...] | None] = field(factory=dict)

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
