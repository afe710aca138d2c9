"""Which numbers are at stake: those of children that are hidden, or that may be small."""

from cptracker.disclosure.auditing.numbers import BASE, MET, MISSED, Name
from cptracker.disclosure.auditing.seen import Seen
from cptracker.disclosure.auditing.sums import Range
from cptracker.disclosure.rules import Rules


def at_stake(name: Name, within: Range, about: Seen, rules: Rules) -> bool:
    """Whether it matters which values a number can have.

    One that is shown, and by bounds alone is no small one, may be as narrow as it likes.
    """
    if not protected(name, about, rules):
        return False
    least = within[0]
    return hidden(name, about) or least <= max(rules.small, rules.least_for_mean - 1)


def protected(name: Name, about: Seen, rules: Rules) -> bool:
    """Whether a number is one of children, and of those the rules protect."""
    part = name[1].split(": ")[-1]
    if not about.children:
        return False
    if part == MISSED:
        return rules.complement
    return part == MET or (part == BASE and about.sort != "rate")


def hidden(name: Name, about: Seen) -> bool:
    """Whether it is a number that the paper says is hidden."""
    cell, part = name
    return about.hidden and about.cell == cell and part in (MET, MISSED, BASE)


def small(span: Range, name: Name, about: Seen, rules: Rules) -> bool:
    """Whether all of a range of values is to be hidden, or part of a range that is too short."""
    (least, most), part = span, name[1]
    if part == BASE and about.sort == "mean":
        return 1 <= most < rules.least_for_mean or (least < rules.least_for_mean and most > 0)
    if part in (MET, MISSED) and sensitive(about, rules) and span == (0, 0):
        return True
    return least <= rules.small and most >= 1


def sensitive(about: Seen, rules: Rules) -> bool:
    """Whether nobody, or everybody, tells something."""
    by_nature = bool({*about.cell[2].split("+")} & {*rules.sensitive_breakdowns})
    return rules.zero_tells and (about.sensitive or by_nature)
