"""Which figures rest on few children themselves: the first step of hiding."""

from attrs import evolve

from cptracker.disclosure.cells import Cells, Key, Kind
from cptracker.disclosure.rules import Rules
from cptracker.results import Figure

NOT_KNOWN = "unknown"
"""The group of those of whom it is not known."""


def small_cells(cells: Cells, rules: Rules) -> frozenset[Key]:
    """The figures that are hidden for their own sake."""
    return frozenset(
        key
        for key, figure in cells.figures.items()
        if is_small(figure, at_risk(cells.kind(key), key, rules), rules)
    )


def at_risk(kind: Kind, key: Key, rules: Rules) -> Kind:
    """What a figure is, with its breakdown's sensitivity."""
    by_nature = is_sensitive_group(key.group_by, key.group, rules)
    sensitive = rules.zero_tells and (kind.sensitive or by_nature)
    return evolve(kind, sensitive=sensitive)


def is_sensitive_group(group_by: str, group: str, rules: Rules) -> bool:
    """Whether nobody in a group tells something; that of nobody it is not known never does."""
    sensitive = bool({*group_by.split("+")} & {*rules.sensitive_breakdowns})
    return sensitive and group != NOT_KNOWN


def is_small(figure: Figure, kind: Kind, rules: Rules) -> bool:
    """Whether a figure rests on few children, or is a zero, or all, that tells something."""
    if not kind.children or figure.numerator is None:
        return False
    numerator, complement, base = people(figure)
    if kind.sort == "share":
        sides = (numerator, complement) if rules.complement else (numerator,)
        if kind.sensitive and 0 in (numerator, complement):
            return True
        return _few(base, rules.small) or any(_few(side, rules.small) for side in sides)
    if kind.sort == "mean":
        few = _few(base, rules.least_for_mean - 1) or _few(numerator, rules.small)
        return few or (kind.sensitive and not numerator)
    return _few(numerator, rules.small) or (kind.sensitive and not numerator)


def is_nobody_or_all(sort: str | None, met: int, base: int, rules: Rules) -> bool:
    """Whether numbers are those of nobody, or of everybody, as the rules show them.

    All of very few children are hidden, and so not among them.

    Args:
        sort: Count, sum, share, mean or rate.
        met: The numerator.
        base: The denominator of a share or a mean.
        rules: What is shown.
    """
    if sort not in ("share", "mean"):
        return not met
    few = rules.least_for_mean - 1 if sort == "mean" else rules.small
    all_or_none = not met or (sort == "share" and rules.complement and met == base)
    return not base or (base > few and all_or_none)


def shown_anyway(kind: Kind, key: Key, figure: Figure, rules: Rules) -> bool:
    """Whether a reader expects to see it: nobody or everybody, where nothing is sensitive."""
    met, base = figure.numerator, figure.denominator or 0
    if met is None or not kind.children or at_risk(kind, key, rules).sensitive:
        return False
    return is_nobody_or_all(kind.sort, met, base, rules)


def people(figure: Figure) -> tuple[int, int, int]:
    """Distinct children in the numerator, in the complement and in the base."""
    if figure.heads is not None:
        return figure.heads.numerator, figure.heads.complement, figure.heads.base
    numerator, base = figure.numerator or 0, figure.denominator or 0
    return numerator, base - numerator, base


def _few(number: int, most: int) -> bool:
    return 1 <= number <= most
