"""Groups that are counted with others: what a reader knows of each of them.

`female or not known` is two groups, and `other (with custody)` as well. Where papers fold them in
different ways, or a measure is one of them by another name, each is a number of its own that no
paper shows.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from cptracker.audit.observed import Observed
from cptracker.audit.variables import BASE, MET, Variables, added_variables
from cptracker.model.figure_keys import FigureKey
from cptracker.model.protection import Rules, parts_of_group, small_groups_in


def groups_without_overlap(variables: Variables, groups: Collection[Observed]) -> list[FigureKey]:
    """The groups of a breakdown that share no child: one that is folded is the sum of others.

    It stands for itself where nothing else is known of its parts.
    """
    names = {figure.cell.group: parts_of_group(figure.cell.group) for figure in groups}
    often = Counter(part for name, group_parts in names.items() for part in group_parts or (name,))
    cells: dict[FigureKey, None] = {}
    for figure in groups:
        group_parts = names[figure.cell.group]
        if not any(often[part] > 1 for part in group_parts) and not small_groups_in(
            figure.cell.group
        ):
            cells[figure.cell] = None
            continue
        inside = [with_group(figure.cell, part) for part in group_parts]
        cells |= dict.fromkeys(inside)
        for part in (*added_variables(figure.statistic), BASE):
            if (figure.cell, part) in variables.places:
                terms = [(variables.number(cell, part), 1) for cell in inside]
                variables.constrain([*terms, (variables.number(figure.cell, part), -1)], 0, 0)
    return list(cells)


def with_group(cell: FigureKey, group: str) -> FigureKey:
    """The same of another group."""
    return FigureKey(cell.measure, cell.period, cell.group_by, group)


def constrain_small_groups(variables: Variables, figures: Iterable[Observed], rules: Rules) -> None:
    """Whoever is counted with another group is a few at most, as the rules say."""
    for figure in figures:
        based = figure.statistic in ("share", "mean")
        for group in small_groups_in(figure.cell.group):
            name = (with_group(figure.cell, group), BASE if based else MET)
            if name in variables.places:
                variables.at_most(variables.number(*name), rules.small)


def groups_known(figures: Iterable[Observed]) -> set[FigureKey]:
    """Each group of which a paper tells, alone or with others that it names."""
    return {
        with_group(figure.cell, group)
        for figure in figures
        for group in (figure.cell.group, *small_groups_in(figure.cell.group))
    }
