"""Which variables are protected: those of children that are hidden, or that may be small."""

from collections.abc import Iterable

from cptracker.disclosure.auditing.constraints import Range
from cptracker.disclosure.auditing.seen import Seen
from cptracker.disclosure.auditing.variables import BASE, MET, MISSED, Name
from cptracker.disclosure.cells import PERCENT
from cptracker.disclosure.primary import is_nobody_or_all, is_sensitive_group
from cptracker.disclosure.rules import Rules


def at_stake(name: Name, within: Range, about: Seen, rules: Rules, *, hidden: bool) -> bool:
    """Whether it matters which values a variable can have.

    One that is shown, and by bounds alone is no small one, may be as narrow as it likes.

    Args:
        name: What it is.
        within: Its bounds.
        about: The figure that it is of.
        rules: What is protected.
        hidden: Whether a paper says that it is hidden.
    """
    return protected(name, about, rules) and (hidden or within[0] <= rules.small)


def protected(name: Name, about: Seen, rules: Rules) -> bool:
    """Whether a variable is a number of children, and one that the rules protect."""
    part = name[1].split(": ")[-1]
    if not about.children:
        return False
    if part == MISSED:
        return rules.complement
    return part in (MET, BASE)


def small(span: Range, name: Name, about: Seen, rules: Rules) -> bool:
    """Whether all of a range of values is to be hidden, or part of a range that is too short."""
    (least, most), part = span, name[1]
    if part in (MET, MISSED) and sensitive(about, rules) and span == (0, 0):
        return True
    return least <= rules.small and most >= 1


def sensitive(about: Seen, rules: Rules) -> bool:
    """Whether nobody, or everybody, tells something."""
    _, _, by, group = about.cell
    return rules.zero_tells and (about.sensitive or is_sensitive_group(by, group, rules))


def movements(figures: Iterable[Seen]) -> frozenset[str]:
    """Measures of who came or left, by which the numbers of two days balance.

    That nobody came or left may be hidden, since with the numbers of both days it would tell how
    many did the other.
    """
    names = {name for one in figures for name in (one.ties.grows_by, one.ties.shrinks_by)}
    return frozenset(names - {""})


def shown_anyway(about: Seen, rules: Rules) -> bool:
    """Whether a figure that is shown is nobody, or everybody, whom the rules say they show."""
    if not about.children or about.hidden or sensitive(about, rules):
        return False
    if about.bare:
        return about.value == 0 or (about.sort == "share" and about.value == PERCENT)
    return is_nobody_or_all(about.sort, about.numerator or 0, about.denominator or 0, rules)
