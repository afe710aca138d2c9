"""What searches found, so that while more and more is hidden none is searched twice.

A component that is the same is not searched again. And a number that had enough values keeps them
when more is hidden, since what was shown before is one of the ways in which all can be; so while
more and more is hidden it is not searched again either, and others are looked for near that one.
The last word has an audit without memory.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field

from cptracker.audit.bounds import Component, Range
from cptracker.audit.solver import Values
from cptracker.audit.variables import Name, Variables
from cptracker.model.related import Related

SearchResult = dict[int, Values] | None
"""The values of protected variables; None where constraints contradict each other."""


@define
class SearchMemory:
    """What searches found.

    Attributes:
        results: By what was searched: variables by their order alone.
        safe: Variables that had enough values while less was hidden.
        grows: Whether papers are looked at of which each hides more than the one before.
        left_aside: Relations that contradicted others before.
        solution: Values that fitted all while less was hidden, near which others are looked for.
    """

    results: dict[object, tuple[Values, ...] | None] = field(factory=dict)
    safe: set[Name] = field(factory=set)
    grows: bool = False
    left_aside: list[Related] = field(factory=list)
    solution: dict[Name, int] = field(factory=dict)

    def note(self, name: Name) -> None:
        """A variable has enough values."""
        if self.grows:
            self.safe.add(name)

    def fits(self, variables: Variables, values: Mapping[int, int]) -> None:
        """Values of variables fit what papers say."""
        if self.grows:
            self.solution.update((variables.names[each], value) for each, value in values.items())

    def near(self, variables: Variables, component: Component) -> dict[int, int]:
        """The values of a component's variables that fitted before, as far as they are known."""
        names = {variable: variables.names[variable] for variable in component.variables}
        return {at: self.solution[name] for at, name in names.items() if name in self.solution}

    def recalled(
        self,
        component: Component,
        ranges: Mapping[int, Range],
        numbers: Sequence[int],
        search: Callable[[], SearchResult],
    ) -> SearchResult:
        """What a search of the same component found, or else what it finds now."""
        place = {variable: at for at, variable in enumerate(component.variables)}
        key = (
            tuple(ranges[variable] for variable in component.variables),
            tuple(
                (
                    tuple((place[number], times) for number, times in constraint.terms),
                    constraint.least,
                    constraint.most,
                )
                for constraint in component.constraints
            ),
            tuple(place[number] for number in numbers),
        )
        if key not in self.results:
            result = search()
            self.results[key] = (
                None if result is None else tuple(result[number] for number in numbers)
            )
        before = self.results[key]
        return None if before is None else dict(zip(numbers, before, strict=True))
