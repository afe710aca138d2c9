"""Secondary suppression within totals and nested measures: no sum gives a figure away.

For each period and breakdown the groups add up to everyone. Hidden groups therefore share what is
left of the total; each keeps enough possible values only while several are hidden and what they
share is large enough. Cheap figures are hidden first, ties together.

Those who live within 20 miles of home live within 50 as well; shown beside each other the two tell
how many live between.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from cptracker.disclosure.cells import ReportCells
from cptracker.disclosure.primary import shown_anyway, with_sensitivity
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import Figure, MissingReason
from cptracker.model.measure_info import AMOUNTS, MeasureInfo
from cptracker.model.protection import Rules

ADDED = (None, MissingReason.NO_CASES, MissingReason.NOT_DUE)
"""The reasons for no value under which a group's numbers still add to the total."""


@frozen(kw_only=True)
class BreakdownTable:
    """Everyone and the groups of one breakdown, in one period.

    Attributes:
        kind: What the figures of the measure are.
        sensitive: Whether nobody in a group tells something.
        total: Everyone's key.
        groups: The groups' figures.
    """

    kind: MeasureInfo
    sensitive: bool
    total: FigureKey
    groups: Mapping[FigureKey, Figure]


def suppress_totals(
    cells: ReportCells, hidden: frozenset[FigureKey], rules: Rules
) -> frozenset[FigureKey]:
    """The hidden figures, and those that must go with them."""
    for table in breakdown_tables_of(cells, rules):
        hidden = _protected(table, hidden, rules)
    return hidden


def breakdown_tables_of(cells: ReportCells, rules: Rules) -> Iterator[BreakdownTable]:
    """Every breakdown of every period whose total the report shows."""
    groups: dict[tuple[FigureKey, str], dict[FigureKey, Figure]] = {}
    for key, figure in cells.figures.items():
        if key.group_by and figure.missing_reason in ADDED and figure.numerator is not None:
            total = FigureKey(key.measure, key.period)
            groups.setdefault((total, key.group_by), {})[key] = figure
    for (total, _), figures in groups.items():
        if total in cells.figures:
            kind = cells.kind(total)
            sensitive = any(with_sensitivity(kind, key, rules).sensitive for key in figures)
            yield BreakdownTable(kind=kind, sensitive=sensitive, total=total, groups=figures)


def _protected(
    table: BreakdownTable, hidden: frozenset[FigureKey], rules: Rules
) -> frozenset[FigureKey]:
    if not table.kind.children or table.kind.statistic in ("rate", *AMOUNTS):
        return hidden
    while True:
        keys = {key for key in table.groups if key in hidden}
        if not _tells(table, keys, rules, total_hidden=table.total in hidden):
            return hidden | keys
        cheapest = _cheapest(table, keys, rules)
        if not cheapest:
            return hidden if table.total in hidden else hidden | {table.total}
        hidden |= cheapest


def _tells(
    table: BreakdownTable, keys: set[FigureKey], rules: Rules, *, total_hidden: bool
) -> bool:
    """Whether the sums of what is shown leave a hidden figure too few possible values."""
    if total_hidden:
        return not keys
    if not keys:
        return False
    if len(keys) == 1:
        return True
    return any(_few(left, len(keys), table, rules) for left in _left(table, keys))


def _few(left: int, groups: int, table: BreakdownTable, rules: Rules) -> bool:
    """Whether each of the hidden groups keeps too few values of what they share.

    Nobody would have been shown, so a reader knows that each of them has one at the least; where
    nobody is hidden too, each may have none.
    """
    spare = left if table.sensitive else left - groups
    return spare + 1 < rules.least_values and bool(left or table.sensitive)


def _left(table: BreakdownTable, keys: Iterable[FigureKey]) -> Iterator[int]:
    """What the hidden groups share of the numerator, and of the complement or the base."""
    figures = [table.groups[key] for key in keys]
    numerator = sum(figure.numerator or 0 for figure in figures)
    yield numerator
    if any(figure.denominator is not None for figure in figures):
        base = sum(figure.denominator or 0 for figure in figures)
        yield base - numerator if table.kind.statistic == "share" else base


def _cheapest(table: BreakdownTable, keys: set[FigureKey], rules: Rules) -> frozenset[FigureKey]:
    """The smallest figures still shown, those that tie together; none that the rules show."""
    sizes = {
        key: _size(figure)
        for key, figure in table.groups.items()
        if key not in keys and not shown_anyway(table.kind, key, figure, rules)
    }
    least = min(sizes.values(), default=None)
    return frozenset(key for key, size in sizes.items() if size == least)


def _size(figure: Figure) -> int:
    return figure.numerator or 0 if figure.denominator is None else figure.denominator


def misleading_tables(
    cells: ReportCells, hidden: frozenset[FigureKey], rules: Rules
) -> frozenset[tuple[str, str]]:
    """Breakdowns of measures in which nobody, or everybody, would have to be hidden.

    A reader relies on it that these are shown. Where a group cannot be hidden without them, the
    breakdown is better left out, and that is said.

    Returns:
        Measures, each with the breakdown.
    """
    misleading: set[tuple[str, str]] = set()
    for table in breakdown_tables_of(cells, rules):
        figures = {**table.groups, table.total: cells.figures[table.total]}
        keys = {key for key in figures if key in hidden}
        if keys & {*table.groups} and any(
            shown_anyway(table.kind, key, figures[key], rules) for key in keys
        ):
            misleading.add((table.total.measure, next(iter(table.groups)).group_by))
    return frozenset(misleading)


def suppress_nested_measures(
    cells: ReportCells, hidden: frozenset[FigureKey], rules: Rules
) -> frozenset[FigureKey]:
    """The hidden figures, and those of the narrower measure that would tell a small difference."""
    return hidden | {
        part for part, key in _pairs(cells, hidden) if 1 <= _beyond(cells, part, key) <= rules.small
    }


def _pairs(
    cells: ReportCells, hidden: frozenset[FigureKey]
) -> Iterator[tuple[FigureKey, FigureKey]]:
    """Shown figures, each with the wider measure's one for the same period and group."""
    for key in cells.figures:
        kind = cells.kind(key)
        if kind.related.part_of and kind.children:
            whole = key.of_measure(kind.related.part_of)
            if whole in cells.figures and not hidden & {key, whole}:
                yield key, whole


def _beyond(cells: ReportCells, part: FigureKey, key: FigureKey) -> int:
    """How many count in the wider one alone; 0 where a figure has no number."""
    few, many = cells.figures[part].numerator, cells.figures[key].numerator
    return 0 if few is None or many is None else many - few
