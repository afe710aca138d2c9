"""What is shown of each variable, and which figures stand near it."""

from collections.abc import Iterable, Mapping, Sequence
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
        by_measure = {name: figure for figure in children for name in figure.ties.measures}
        by_measure |= {figure.cell.measure: figure for figure in children}
        for number, (cell, _) in enumerate(variables.names):
            if number not in abouts:
                base = variables.places.get((cell, BASE))
                met = variables.places.get((cell, MET))
                near = abouts.get(-1 if base is None else base)
                near = near or abouts.get(-1 if met is None else met)
                abouts[number] = near or by_measure.get(cell.measure) or children[0]
        gone = {
            variables.places[figure.cell, part]
            for figure in children
            if figure.hidden
            for part in (MET, MISSED)
            if (figure.cell, part) in variables.places
        }
        return cls(all_=variables, abouts=abouts, hidden=frozenset(gone))

    def about(self, number: int) -> Observed:
        """The figure that a variable is of."""
        return self.abouts[number]

    def part(self, number: int) -> str | None:
        """Which part of its figure a variable is; None where it is none, but follows from some."""
        cell = self.about(number).cell
        parts = (MET, MISSED, BASE)
        return next((part for part in parts if self.all_.places.get((cell, part)) == number), None)

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

    def near(self, number: int) -> list[NearbyFigures]:
        """Each shown variable with the figures that show it: itself, then step by step outward."""
        found: dict[int, Sequence[Observed]] = {}
        far: dict[int, int] = {}
        seen, edge, steps = {number}, [number], 0
        self._note(number, found)
        while edge:
            far.update({one: steps for one in found if one not in far})
            steps += 1
            after: list[int] = []
            for one in edge:
                for place in self.uses.get(one, ()):
                    after += self._around(place, seen, found)
            edge = after
        return [
            NearbyFigures(number=one, far=far.get(one, steps), shown=many)
            for one, many in found.items()
        ]

    def _around(
        self, place: int, seen: set[int], found: dict[int, Sequence[Observed]]
    ) -> Iterable[int]:
        """The variables of a constraint that are new and not shown; what it shows is noted."""
        for other, _ in self.all_.constraints[place].terms:
            if other in seen:
                continue
            seen.add(other)
            self._note(other, found)
            if other not in self.all_.evidence:
                yield other

    def _note(self, number: int, found: dict[int, Sequence[Observed]]) -> None:
        shown = [*self.all_.evidence.get(number, ()), *self.all_.colours.get(number, ())]
        if shown:
            found[number] = list(dict.fromkeys(shown))
