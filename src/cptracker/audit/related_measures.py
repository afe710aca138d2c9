"""What ties numbers of several measures: one within another, the same, or of the same day."""

from cptracker.audit.folded import groups_known
from cptracker.audit.observed import Observed
from cptracker.audit.variables import BASE, BEYOND, MET, Variables, added_variables
from cptracker.model.figure_keys import FigureKey
from cptracker.model.periods import from_key


def constrain_related(variables: Variables, figures: list[Observed]) -> None:
    """Tie numbers that lie within others, that are others, or that are of one day."""
    _within(variables, figures)
    _same_children(variables, figures)
    _levels(variables, figures)


def _within(variables: Variables, figures: list[Observed]) -> None:
    """Everyone in a measure that lies within another is in that one too."""
    cells = {observed.cell: observed for observed in figures}
    for cell, figure in cells.items():
        wide = cell.of_measure(figure.related.part_of)
        if figure.related.part_of and wide in cells:
            beyond = variables.number(cell, f"{BEYOND}: {MET}")
            terms = [
                (variables.number(cell, MET), 1),
                (beyond, 1),
                (variables.number(wide, MET), -1),
            ]
            variables.constrain(terms, 0, 0)


def _same_children(variables: Variables, figures: list[Observed]) -> None:
    """Everyone who meets a measure may be a group of another measure, by another name.

    So may those of a second one: where the group itself is in no paper, and in each group of other
    breakdowns, the two are tied alone.
    """
    cells = groups_known(figures)
    first: dict[tuple[FigureKey, str, str], FigureKey] = {}
    for observed in figures:
        if not observed.related.same_as:
            continue
        measure, group_by, group = observed.related.same_as
        cell = observed.cell
        group_cell = FigureKey(measure, cell.period, group_by, group)
        known = group_cell in cells and not cell.group_by
        alike = (group_cell, cell.group_by, cell.group)
        other_cell = group_cell if known else first.setdefault(alike, cell)
        if other_cell != cell:
            number, other_number = (variables.number(each, MET) for each in (cell, other_cell))
            variables.constrain([(number, 1), (other_number, -1)], 0, 0)


def _levels(variables: Variables, figures: list[Observed]) -> None:
    """Figures of one day are the same, whatever kind of period ends with it."""
    days: dict[tuple[str, int, str, str], dict[FigureKey, Observed]] = {}
    for figure in figures:
        measure, period, by, group = figure.cell
        if figure.over_time == "level":
            day = (measure, from_key(period).last_month, by, group)
            days.setdefault(day, {}).setdefault(figure.cell, figure)
    for cells in days.values():
        first, *keys = cells
        for other_cell in keys:
            for part in (*added_variables(cells[first].statistic), BASE):
                if (first, part) in variables.places and (other_cell, part) in variables.places:
                    number, other_number = (
                        variables.number(first, part),
                        variables.number(other_cell, part),
                    )
                    variables.constrain([(number, 1), (other_number, -1)], 0, 0)
