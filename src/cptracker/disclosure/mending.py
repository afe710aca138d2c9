"""What more to hide so that a number that was worked out no longer can be: always the cheapest.

A percentage without its counts is given up sooner than a group, a group sooner than everyone, a
small figure sooner than a large one. Figures that show one number go together, for any of them
would still tell it.
"""

from collections.abc import Iterable

from attrs import define, field

from cptracker.disclosure.auditing import Cell, Finding, Seen
from cptracker.disclosure.auditing.findings import Option
from cptracker.disclosure.auditing.variables import BASE, BEYOND
from cptracker.disclosure.cells import Key

COUNTS, GROUP, EVERYONE, NOBODY = range(4)
"""What is given up, the cheapest first; a zero, which hides little, at the last."""

Cost = tuple[int, int, bool, int, int, tuple[Cell, ...]]


@define
class More:
    """What the audit has asked to hide besides.

    Attributes:
        hidden: Figures that are hidden.
        bare: Figures of which the value alone is shown.
    """

    hidden: set[Key] = field(factory=set)
    bare: set[Key] = field(factory=set)

    def hide(self, findings: Iterable[Finding], shown: Iterable[Seen]) -> bool:
        """Hide the cheapest figures that betray each finding; whether there were any."""
        by_cell: dict[Cell, Seen] = {}
        for one in shown:
            by_cell.setdefault(one.cell, one)
        taken: set[tuple[Cell, ...]] = set()
        before = len(self.hidden), len(self.bare)
        for finding in findings:
            if not any(option.cells in taken for option in finding.options):
                option = _cheapest(finding, by_cell)
                if option:
                    taken.add(option.cells)
                    self._give_up(option, by_cell)
        return (len(self.hidden), len(self.bare)) != before

    def _give_up(self, option: Option, by_cell: dict[Cell, Seen]) -> None:
        for cell in option.cells:
            if _may_be_bare(option, by_cell[cell]):
                self.bare.add(Key(*cell))
            else:
                self.hidden.add(Key(*cell))


def _cheapest(finding: Finding, by_cell: dict[Cell, Seen]) -> Option | None:
    """The cheapest option that is near; where there is none, the cheapest of all."""
    of_base = finding.number.startswith((BASE, BEYOND))
    options = [one for one in finding.options if all(cell in by_cell for cell in one.cells)]
    fitting = [one for one in options if one.base == of_base] or options
    return min(fitting, key=lambda one: _cost(one, finding, by_cell), default=None)


def _cost(option: Option, finding: Finding, by_cell: dict[Cell, Seen]) -> Cost:
    """A figure of the measure itself is given up sooner than one of another."""
    own = all(cell[0] == finding.cell[0] for cell in option.cells)
    figures = [by_cell[cell] for cell in option.cells]
    level = max(_level(option, one) for one in figures)
    size = sum(_size(one) for one in figures)
    return level, option.far, not own, len(figures), size, option.cells


def _level(option: Option, one: Seen) -> int:
    if not _size(one) and not one.bare:
        return NOBODY
    if _may_be_bare(option, one):
        return COUNTS
    return GROUP if one.cell[2] else EVERYONE


def _size(one: Seen) -> int:
    size = one.denominator if one.denominator is not None else one.numerator
    return size or 0


def _may_be_bare(option: Option, one: Seen) -> bool:
    """Whether its value may stay while its counts go."""
    return option.base and one.sort in ("share", "mean") and one.numerator is not None

