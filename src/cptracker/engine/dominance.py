"""Who has most of an amount: a sum that one child makes up nearly alone tells what it has."""

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest

import narwhals.stable.v2 as nw
from attrs import evolve

from cptracker.engine.counting import CountQuery
from cptracker.engine.weights import FIRST, NUMERATOR, SUBJECT, UNTIL
from cptracker.model.figures import Figure
from cptracker.records.care.days import Frame

col = nw.col


Largest = tuple[int, int]
"""What the two subjects have who have most, the greater first; 0 where there are fewer."""


def largest_two(rows: Frame, query: CountQuery, *, since: bool = False) -> tuple[Largest, ...]:
    """For each period what the two subjects have who have most, over all their rows.

    Args:
        rows: Rows of weights.
        query: The periods, and what holds the rows.
        since: Whether amounts are months, from each of which those to the period's end count.
    """
    keys = [SUBJECT, FIRST, UNTIL]
    sums = rows.group_by(*keys).agg(col(NUMERATOR).sum()).select(*keys, NUMERATOR)
    changes: list[Counter[str]] = [Counter() for _ in range(query.grid.count + 1)]
    for subject, first, until, amount in query.records.engine.rows(sums):
        changes[int(first)][subject] += int(amount or 0)
        changes[int(until)][subject] -= int(amount or 0)
    amounts: Counter[str] = Counter()
    largest = []
    for period, change in zip(query.grid.periods, changes, strict=False):
        amounts.update(change)
        contributions = [
            period.last_month - month if since else month for month in amounts.values() if month
        ]
        most, second = nlargest(2, (*contributions, 0, 0))
        largest.append((most, second))
    return tuple(largest)


def with_largest(figure: Figure, largest: Sequence[Largest], place: int) -> Figure:
    """A figure for everyone with the two largest amounts of its period, where they are known."""
    if figure.group_by or not largest:
        return figure
    return evolve(figure, largest=largest[place])
