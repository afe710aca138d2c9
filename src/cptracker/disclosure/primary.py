"""Which figures rest on few children themselves: the first step of hiding."""

from attrs import evolve

from cptracker.disclosure.cells import ReportCells
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import Figure
from cptracker.model.measure_info import MeasureInfo
from cptracker.model.protection import Rules, is_nobody_or_all, is_sensitive_group

"""The group of those of whom it is not known."""


def small_cells(cells: ReportCells, rules: Rules) -> frozenset[FigureKey]:
    """The figures that are hidden for their own sake."""
    return frozenset(
        key
        for key, figure in cells.figures.items()
        if is_small(figure, with_sensitivity(cells.kind(key), key, rules), rules)
    )


def with_sensitivity(kind: MeasureInfo, key: FigureKey, rules: Rules) -> MeasureInfo:
    """What a figure is, with its breakdown's sensitivity."""
    by_nature = is_sensitive_group(key.group_by, key.group, rules)
    sensitive = rules.zero_tells and (kind.sensitive or by_nature)
    return kind if kind.sensitive == sensitive else evolve(kind, sensitive=sensitive)


def is_small(figure: Figure, kind: MeasureInfo, rules: Rules) -> bool:
    """Whether a figure rests on few children, or is a zero, or all, that tells something."""
    if not kind.children or figure.numerator is None:
        return False
    numerator, complement, base = counts_people(figure)
    if kind.sort == "share":
        sides = (numerator, complement) if rules.complement else (numerator,)
        if kind.sensitive and 0 in (numerator, complement):
            return True
        return _few(base, rules.small) or any(_few(side, rules.small) for side in sides)
    if kind.sort == "mean":
        few = _few(base, rules.least_for_mean - 1) or _few(numerator, rules.small)
        return few or (kind.sensitive and not numerator)
    return _few(numerator, rules.small) or (kind.sensitive and not numerator)


def shown_anyway(kind: MeasureInfo, key: FigureKey, figure: Figure, rules: Rules) -> bool:
    """Whether a reader expects to see it: nobody or everybody, where nothing is sensitive."""
    met, base = figure.numerator, figure.denominator or 0
    if met is None or not kind.children or with_sensitivity(kind, key, rules).sensitive:
        return False
    return is_nobody_or_all(kind.sort, met, base, rules)


def counts_people(figure: Figure) -> tuple[int, int, int]:
    """Distinct children in the numerator, in the complement and in the base."""
    if figure.heads is not None:
        return figure.heads.numerator, figure.heads.complement, figure.heads.base
    numerator, base = figure.numerator or 0, figure.denominator or 0
    return numerator, base - numerator, base


def _few(number: int, most: int) -> bool:
    return 1 <= number <= most
