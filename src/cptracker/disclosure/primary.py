"""Which figures rest on few children themselves: the first step of hiding."""

from attrs import evolve

from cptracker.disclosure.cells import ReportCells
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import Figure
from cptracker.model.measure_info import AMOUNTS, MeasureInfo
from cptracker.model.periods import Every
from cptracker.model.protection import Rules, is_dominated, is_nobody_or_all, is_sensitive_group

LEVEL = "level"
"""How figures of a day relate over time: each row of them is a child of its own."""


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
    if kind.children and kind.statistic in AMOUNTS:
        return not amount_may_be_shown(figure, kind, rules)
    if not kind.children or figure.numerator is None:
        return False
    if is_dominated(figure.numerator, figure.largest, rules):
        return True
    numerator, complement, base = counts_people(figure)
    if kind.statistic == "share":
        sides = (numerator, complement) if rules.complement else (numerator,)
        if kind.sensitive and 0 in (numerator, complement):
            return True
        return _few(base, rules.small) or any(_few(side, rules.small) for side in sides)
    if kind.statistic == "mean":
        few = _few(base, rules.least_for_mean - 1) or _few(numerator, rules.small)
        return few or (kind.sensitive and not numerator)
    return _few(numerator, rules.small) or (kind.sensitive and not numerator)


def amount_may_be_shown(figure: Figure, kind: MeasureInfo, rules: Rules) -> bool:
    """Whether the mean, median or percentile of an amount of children, or a ratio, may be shown.

    Only for everyone, and only of a financial year: sums of amounts over groups, or over periods
    that overlap, would tell what few children have. Of as many distinct children as the rules say,
    which have to be known; of a ratio both of its counts. That there were none is told, unless it
    is sensitive.
    """
    if figure.group_by or figure.period.every is not Every.FINANCIAL_YEAR:
        return False
    if figure.value is None:
        return not kind.sensitive
    people = (
        figure.distinct_children.denominator
        if figure.distinct_children is not None
        else figure.denominator
    )
    if kind.statistic == "ratio" and people is not None:
        people = min(
            people,
            figure.distinct_children.numerator if figure.distinct_children is not None else 0,
        )
    known = figure.distinct_children is not None or kind.over_time == LEVEL
    enough = known and (people or 0) >= rules.least_for_amount
    return enough and not is_dominated(figure.numerator, figure.largest, rules)


def shown_anyway(kind: MeasureInfo, key: FigureKey, figure: Figure, rules: Rules) -> bool:
    """Whether a reader expects to see it: nobody or everybody, where nothing is sensitive."""
    met, base = figure.numerator, figure.denominator or 0
    if (
        kind.statistic in AMOUNTS
        or met is None
        or not kind.children
        or with_sensitivity(kind, key, rules).sensitive
    ):
        return False
    return is_nobody_or_all(kind.statistic, met, base, rules)


def counts_people(figure: Figure) -> tuple[int, int, int]:
    """Distinct children in the numerator, in the complement and in the base."""
    if figure.distinct_children is not None:
        return (
            figure.distinct_children.numerator,
            figure.distinct_children.complement,
            figure.distinct_children.denominator,
        )
    numerator, base = figure.numerator or 0, figure.denominator or 0
    return numerator, base - numerator, base


def _few(number: int, most: int) -> bool:
    return 1 <= number <= most
