"""Measures within others: what to hide so that their difference is no small number.

Those who live within 20 miles of home live within 50 as well; shown beside each other the two tell
how many live between.
"""

from collections.abc import Iterator

from attrs import evolve

from cptracker.disclosure.cells import Cells, Key
from cptracker.disclosure.rules import Rules


def hide_for_parts(cells: Cells, hidden: frozenset[Key], rules: Rules) -> frozenset[Key]:
    """The hidden figures, and those of the narrower measure that would tell a small difference."""
    return hidden | {
        part
        for part, whole in _pairs(cells, hidden)
        if 1 <= _beyond(cells, part, whole) <= rules.small
    }


def _pairs(cells: Cells, hidden: frozenset[Key]) -> Iterator[tuple[Key, Key]]:
    """Shown figures, each with the wider measure's one for the same period and group."""
    for key in cells.figures:
        kind = cells.kind(key)
        if kind.ties.within and kind.children:
            whole = evolve(key, measure=kind.ties.within)
            if whole in cells.figures and not hidden & {key, whole}:
                yield key, whole


def _beyond(cells: Cells, part: Key, whole: Key) -> int:
    """How many count in the wider one alone; 0 where a figure has no number."""
    few, many = cells.figures[part].numerator, cells.figures[whole].numerator
    return 0 if few is None or many is None else many - few
