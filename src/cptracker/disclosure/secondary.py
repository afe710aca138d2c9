"""What more to hide so that a number that was worked out no longer can be: always the cheapest.

A percentage without its counts is given up sooner than a group, a group sooner than everyone, a
small figure sooner than a large one. Figures that show one number go together, for any of them
would still tell it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import define, field

from cptracker.audit.findings import DisclosureFinding, PossibleValue
from cptracker.audit.observed import Observed
from cptracker.audit.variables import BASE, BEYOND, movements, shown_anyway
from cptracker.model.figure_keys import FigureKey
from cptracker.model.protection import Rules

COUNTS, GROUP, EVERYONE = range(3)
"""What is given up, the cheapest first."""


FEW_ROUNDS, MANY_ROUNDS = 1, 10
"""How often more is hidden one by one before a breakdown is left out: where nothing was worked out
but something cannot be proved to be safe, and at the most."""


Table = tuple[str, str]
"""A measure and one of its breakdowns."""


Cost = tuple[int, int, int, bool, int, int, tuple[FigureKey, ...]]


NEAR = 3
"""Within so many constraints the cheapest option is taken, beyond them the nearest one."""


@define
class SecondarySuppression:
    """What the audit has asked to hide besides.

    Nobody, and everybody, are shown as the rules say, and so are not hidden for the sake of other
    figures while anything else can be: a reader who relies on the rules would be misled, and what a
    hidden zero contradicts could not be reckoned with.

    Attributes:
        rules: What the paper says that it hides.
        moving: Measures of who came or left, of which nobody may be hidden.
        hidden: Figures that are hidden.
        bare: Figures of which the value alone is shown.
        without: Breakdowns of measures that are left out, for it cannot be proved what of them
            could stay.
        rounds: How often more was hidden since a breakdown was left out.
    """

    rules: Rules
    moving: frozenset[str] = frozenset()
    hidden: set[FigureKey] = field(factory=set)
    bare: set[FigureKey] = field(factory=set)
    without: set[Table] = field(factory=set)
    rounds: int = 0

    def hide(self, findings: Sequence[DisclosureFinding], shown: Iterable[Observed]) -> bool:
        """Hide the cheapest figures that betray each finding; whether there were any.

        What was worked out comes first: with it hidden, the rest can often be proved to be safe.
        """
        by_cell: dict[FigureKey, Observed] = {}
        for figure in shown:
            by_cell.setdefault(figure.cell, figure)
        self.moving = movements(by_cell.values())
        self.rounds += 1
        unproved = all(disclosure_finding.open for disclosure_finding in findings)
        if self.rounds > (FEW_ROUNDS if unproved else MANY_ROUNDS) and (
            self._leave_out(findings, by_cell) or self._hide_all(findings, by_cell)
        ):
            return True
        options_used: set[tuple[FigureKey, ...]] = set()
        before = len(self.hidden), len(self.bare)
        proved = [
            disclosure_finding for disclosure_finding in findings if not disclosure_finding.open
        ] or findings
        for finding in proved:
            if not any(option.cells in options_used for option in finding.options):
                option = self._cheapest(finding, by_cell)
                if option:
                    options_used.add(option.cells)
                    self._give_up(option, by_cell)
        if (len(self.hidden), len(self.bare)) != before:
            return True
        return self._leave_out(findings, by_cell) or self._hide_all(findings, by_cell)

    def _leave_out(
        self, findings: Sequence[DisclosureFinding], by_cell: dict[FigureKey, Observed]
    ) -> bool:
        """Leave out the breakdown of which the most is hidden; whether there is one."""
        tables = _hardly_shown(findings, by_cell)
        self.without |= tables
        self.rounds = 0
        return bool(tables)

    def _hide_all(
        self, findings: Sequence[DisclosureFinding], by_cell: dict[FigureKey, Observed]
    ) -> bool:
        """Hide the measures that are betrayed, for nothing else is left; whether there is any.

        Where these are hidden already, those that still tell of them are hidden; and where even
        that is not enough, nobody and everybody as well.
        """
        own = {finding.cell.measure for finding in findings}
        near = {
            cell.measure
            for finding in findings
            for option in finding.options
            for cell in option.cells
        }
        for measures, all_of_them in ((own, False), (near, False), (own | near, True)):
            cells = {
                cell
                for cell, figure in by_cell.items()
                if cell.measure in measures
                and figure.children
                and not figure.hidden
                and (all_of_them or not self._is_promised(figure))
            }
            if cells:
                self.hidden |= cells
                self.rounds = 0
                return True
        return False

    def _cheapest(
        self, finding: DisclosureFinding, by_cell: dict[FigureKey, Observed]
    ) -> PossibleValue | None:
        """The cheapest option that is near; where there is none, the nearest ones first."""
        of_base = finding.number.startswith((BASE, BEYOND))
        options = [
            option
            for option in finding.options
            if all(cell in by_cell for cell in option.cells) and not self._misleads(option, by_cell)
        ]
        fitting = [
            possible_value
            for possible_value in options
            if _is_base(possible_value, by_cell) == of_base
        ] or options
        return min(
            fitting,
            key=lambda possible_value: _cost(possible_value, finding, by_cell),
            default=None,
        )

    def _misleads(self, option: PossibleValue, by_cell: dict[FigureKey, Observed]) -> bool:
        """Whether it would hide what the rules say is shown."""
        figures = [by_cell[cell] for cell in option.cells]
        return any(
            self._is_promised(figure) and not _may_be_bare(option, figure) for figure in figures
        )

    def _is_promised(self, figure: Observed) -> bool:
        """Whether the rules say that it is shown."""
        return figure.cell.measure not in self.moving and shown_anyway(figure, self.rules)

    def tables_in_words(self) -> Iterator[str]:
        """What is left out, for the reader."""
        for by in sorted({by for _, by in self.without}):
            measures = sorted(measure for measure, each in self.without if each == by)
            yield (
                f"Left out by {by.replace('_', ' ')}, since too little of it could be shown: "
                f"{', '.join(measures)}."
            )

    def _give_up(self, option: PossibleValue, by_cell: dict[FigureKey, Observed]) -> None:
        for cell in option.cells:
            if _may_be_bare(option, by_cell[cell]):
                self.bare.add(cell)
            else:
                self.hidden.add(cell)


def _hardly_shown(
    findings: Sequence[DisclosureFinding], by_cell: dict[FigureKey, Observed]
) -> set[Table]:
    """The breakdown of which the most is hidden, in all measures that the findings speak of."""
    measures = {
        cell.measure
        for finding in findings
        for cell in (finding.cell, *(cell for option in finding.options for cell in option.cells))
    }
    hidden: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for (measure, _, by, _), figure in by_cell.items():
        if by and measure in measures and figure.children:
            whole[by] += 1
            hidden[by] += figure.hidden
    worst = max(whole, key=lambda by: (Fraction(hidden[by], whole[by]), by), default=None)
    return (
        {
            (cell.measure, worst)
            for cell in by_cell
            if cell.group_by == worst and cell.measure in measures
        }
        if worst
        else set()
    )


def _is_base(option: PossibleValue, by_cell: dict[FigureKey, Observed]) -> bool:
    """Whether it is the base of shares and means alone: that of a count is its own number."""
    return option.base and all(
        by_cell[cell].statistic in ("share", "mean") for cell in option.cells
    )


def _cost(
    option: PossibleValue, finding: DisclosureFinding, by_cell: dict[FigureKey, Observed]
) -> Cost:
    """A figure of the measure itself is given up sooner than one of another."""
    own = all(cell.measure == finding.cell.measure for cell in option.cells)
    figures = [by_cell[cell] for cell in option.cells]
    level = max(_level(option, figure) for figure in figures)
    size = sum(_size(figure) for figure in figures)
    far = max(option.far - NEAR, 0)
    return far, level, option.far, not own, len(figures), size, option.cells


def _level(option: PossibleValue, figure: Observed) -> int:
    if _may_be_bare(option, figure):
        return COUNTS
    return GROUP if figure.cell.group_by else EVERYONE


def _size(figure: Observed) -> int:
    size = figure.denominator if figure.denominator is not None else figure.numerator
    return size or 0


def _may_be_bare(option: PossibleValue, figure: Observed) -> bool:
    """Whether its value may stay while its counts go."""
    return option.base and figure.statistic in ("share", "mean") and figure.numerator is not None
