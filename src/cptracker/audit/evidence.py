"""What is shown of each variable, and which figures stand near it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, field, frozen

from cptracker.audit.observed import Observed
from cptracker.audit.variables import BASE, MET, MISSED, Name, Variables


@frozen(kw_only=True)
class NearbyFigures:
    """A variable that is shown.

    Attributes:
        number: The variable.
        far: How many constraints lie between it and the one that is asked for.
        shown: The figures that show it.
    """

    number: int
    far: int
    shown: Sequence[Observed]


@define(slots=False)
class ShownEvidence:
    """The figures by variable.

    Attributes:
        all_: The variables and constraints.
        abouts: For each variable the figure it is of, or another that says what is counted.
        hidden: The variables that a paper says are hidden. The base of a hidden share is none of
            them, unless it may be small: other shares of the same children show it.
    """

    all_: Variables
    abouts: Mapping[int, Observed] = field(factory=dict)
    hidden: frozenset[int] = frozenset()

    @classmethod
    def of(cls, variables: Variables, figures: Sequence[Observed]) -> "ShownEvidence":
        """The evidence for variables that figures gave."""
        abouts: dict[int, Observed] = {}
        children = [figure for figure in figures if figure.children]
        for observed in sorted(children, key=lambda figure: not figure.hidden):
            for part in (MET, MISSED, BASE):
                number = variables.places.get((observed.cell, part))
                if number is not None:
                    abouts.setdefault(number, observed)
        by_measure = {name: figure for figure in children for name in figure.related.measures}
        by_measure |= {figure.cell.measure: figure for figure in children}
        for number, (cell, _) in enumerate(variables.names):
            if number not in abouts:
                base = variables.places.get((cell, BASE))
                met = variables.places.get((cell, MET))
                near = abouts.get(-1 if base is None else base)
                near = near or abouts.get(-1 if met is None else met)
                abouts[number] = near or by_measure.get(cell.measure) or children[0]
        hidden = {
            variables.places[figure.cell, part]
            for figure in children
            if figure.hidden
            for part in (MET, MISSED)
            if (figure.cell, part) in variables.places
        }
        return cls(all_=variables, abouts=abouts, hidden=frozenset(hidden))

    def about(self, number: int) -> Observed:
        """The figure that a variable is of."""
        return self.abouts[number]

    def part(self, number: int) -> str | None:
        """Which part of its figure a variable is; None where it is none, but follows from some."""
        cell = self.about(number).cell
        kinds = (MET, MISSED, BASE)
        return next((part for part in kinds if self.all_.places.get((cell, part)) == number), None)

    def name(self, number: int) -> Name:
        """What a variable is."""
        return self.all_.names[number]

    @cached_property
    def uses(self) -> Mapping[int, Sequence[int]]:
        """The constraints that each variable is in, by place."""
        uses: dict[int, list[int]] = {}
        for place, constraint in enumerate(self.all_.constraints):
            for number, _ in constraint.terms:
                uses.setdefault(number, []).append(place)
        return uses

    @cached_property
    def shown(self) -> Mapping[int, Sequence[Observed]]:
        """The figures that show each variable that any shows, by its value or by its colour."""
        numbers = {*self.all_.evidence, *self.all_.colours}
        figures_by_number = {
            number: [*self.all_.evidence.get(number, ()), *self.all_.colours.get(number, ())]
            for number in numbers
        }
        return {
            number: list(dict.fromkeys(figures))
            for number, figures in figures_by_number.items()
            if figures
        }

    def near(self, number: int) -> list[NearbyFigures]:
        """Each shown variable with the figures that show it: itself, then step by step outward."""
        nearby: list[NearbyFigures] = []
        reached, passed = {number}, set[int]()
        edge, far = [number], 0
        while edge:
            nearby += [
                NearbyFigures(number=variable, far=far, shown=self.shown[variable])
                for variable in edge
                if variable in self.shown
            ]
            onward = [
                variable
                for variable in edge
                if variable == number or variable not in self.all_.evidence
            ]
            edge, far = list(self._beyond(onward, reached, passed)), far + 1
        return nearby

    def _beyond(
        self, variables: Iterable[int], reached: set[int], passed: set[int]
    ) -> Iterator[int]:
        """The variables one constraint further than these, each once; both sets grow by them."""
        for variable in variables:
            for place in self.uses.get(variable, ()):
                if place in passed:
                    continue
                passed.add(place)
                for variable_beyond, _ in self.all_.constraints[place].terms:
                    if variable_beyond not in reached:
                        reached.add(variable_beyond)
                        yield variable_beyond
