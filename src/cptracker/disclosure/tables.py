"""Totals and breakdowns: what more to hide so that no sum gives a hidden figure away.

For each period and breakdown the groups add up to everyone. Hidden groups therefore share what is
left of the total; each keeps enough possible values only while several are hidden and what they
share is large enough. Cheap figures are hidden first, ties together.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from cptracker.disclosure.cells import Cells, Key, Kind
from cptracker.disclosure.primary import at_risk, shown_anyway
from cptracker.disclosure.rules import Rules
from cptracker.results import Figure, Nothing

ADDED = (None, Nothing.NO_CASES, Nothing.NOT_DUE)
"""The reasons for no value under which a group's numbers still add to the total."""


@frozen(kw_only=True)
class Table:
    """Everyone and the groups of one breakdown, in one period.

    Attributes:
        kind: What the figures of the measure are.
        sensitive: Whether nobody in a group tells something.
        total: Everyone's key.
        groups: The groups' figures.
    """

    kind: Kind
    sensitive: bool
    total: Key
    groups: Mapping[Key, Figure]


def hide_for_tables(cells: Cells, hidden: frozenset[Key], rules: Rules) -> frozenset[Key]:
    """The hidden figures, and those that must go with them."""
    for table in tables_of(cells, rules):
        hidden = _protected(table, hidden, rules)
    return hidden


def tables_of(cells: Cells, rules: Rules) -> Iterator[Table]:
    """Every breakdown of every period whose total the report shows."""
    groups: dict[tuple[Key, str], dict[Key, Figure]] = {}
    for key, figure in cells.figures.items():
        if key.group_by and figure.nothing in ADDED and figure.numerator is not None:
            total = Key(key.measure, key.period)
            groups.setdefault((total, key.group_by), {})[key] = figure
    for (total, _), mine in groups.items():
        if total in cells.figures:
            kind = cells.kind(total)
            sensitive = any(at_risk(kind, key, rules).sensitive for key in mine)
            yield Table(kind=kind, sensitive=sensitive, total=total, groups=mine)


def _protected(table: Table, hidden: frozenset[Key], rules: Rules) -> frozenset[Key]:
    if not table.kind.children or table.kind.sort == "rate":
        return hidden
    while True:
        mine = {key for key in table.groups if key in hidden}
        if not _tells(table, mine, rules, total_hidden=table.total in hidden):
            return hidden | mine
        cheapest = _cheapest(table, mine, rules)
        if not cheapest:
            return hidden if table.total in hidden else hidden | {table.total}
        hidden |= cheapest


def _tells(table: Table, mine: set[Key], rules: Rules, *, total_hidden: bool) -> bool:
    """Whether the sums of what is shown leave a hidden figure too few possible values."""
    if total_hidden:
        return not mine
    if not mine:
        return False
    if len(mine) == 1:
        return True
    return any(_few(left, len(mine), table, rules) for left in _left(table, mine))


def _few(left: int, groups: int, table: Table, rules: Rules) -> bool:
    """Whether each of the hidden groups keeps too few values of what they share.

    Nobody would have been shown, so a reader knows that each of them has one at the least; where
    nobody is hidden too, each may have none.
    """
    spare = left if table.sensitive else left - groups
    return spare + 1 < rules.least_values and bool(left or table.sensitive)


def _left(table: Table, mine: Iterable[Key]) -> Iterator[int]:
    """What the hidden groups share of the numerator, and of the complement or the base."""
    figures = [table.groups[key] for key in mine]
    numerator = sum(one.numerator or 0 for one in figures)
    yield numerator
    if any(one.denominator is not None for one in figures):
        base = sum(one.denominator or 0 for one in figures)
        yield base - numerator if table.kind.sort == "share" else base


def _cheapest(table: Table, mine: set[Key], rules: Rules) -> frozenset[Key]:
    """The smallest figures still shown, those that tie together; none that the rules show."""
    sizes = {
        key: _size(figure)
        for key, figure in table.groups.items()
        if key not in mine and not shown_anyway(table.kind, key, figure, rules)
    }
    least = min(sizes.values(), default=None)
    return frozenset(key for key, size in sizes.items() if size == least)


def _size(figure: Figure) -> int:
    return figure.numerator or 0 if figure.denominator is None else figure.denominator


def misleading_tables(
    cells: Cells, hidden: frozenset[Key], rules: Rules
) -> frozenset[tuple[str, str]]:
    """Breakdowns of measures in which nobody, or everybody, would have to be hidden.

    A reader relies on it that these are shown. Where a group cannot be hidden without them, the
    breakdown is better left out, and that is said.

    Returns:
        Measures, each with the breakdown.
    """
    found: set[tuple[str, str]] = set()
    for table in tables_of(cells, rules):
        figures = {**table.groups, table.total: cells.figures[table.total]}
        mine = {key for key in figures if key in hidden}
        if mine & {*table.groups} and any(
            shown_anyway(table.kind, key, figures[key], rules) for key in mine
        ):
            found.add((table.total.measure, next(iter(table.groups)).group_by))
    return frozenset(found)
