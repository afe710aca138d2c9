"""Weights summed by stretch, reason and group, and the cells of each period that they make."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.authoring.member_types import Members
from cptracker.engine.counting import CountQuery, weights_of
from cptracker.engine.figures import FigureSums, statistic_of
from cptracker.engine.weights import FIRST, KNOWN, LEFT_OUT, NUMERATOR, REASON, UNTIL
from cptracker.records.care.days import Frame


@frozen
class PeriodSum:
    """Weights summed over rows of one stretch, reason and group."""

    first: int
    until: int
    reason: str
    groups: tuple[str, ...]
    weights: Mapping[str, int]
    amount: int | None = None

    @classmethod
    def of(
        cls, row: tuple[Any, ...], weights: Sequence[str], *, amounts: bool = False
    ) -> "PeriodSum":
        """The sum in a row of a result: first, until, reason, the groups, the weights.

        Where the rows of each amount were summed apart, it comes last.
        """
        first, until, reason, *rest = row
        amount = int(rest.pop()) if amounts else None
        groups, numbers = rest[: -len(weights)], rest[-len(weights) :]
        whole = {name: int(number or 0) for name, number in zip(weights, numbers, strict=True)}
        return cls(int(first), int(until), reason, tuple(groups), whole, amount)

    def add_to(self, cell: FigureSums, sign: int = 1) -> None:
        """Add it to a cell, or take it off."""
        weights = {name: sign * number for name, number in self.weights.items()}
        cell.add(weights)
        if self.amount is not None and weights[KNOWN]:
            cell.amounts[self.amount] += weights[KNOWN]
        if weights[LEFT_OUT]:
            cell.leave_out(self.reason, weights[LEFT_OUT])


def period_sums(members: Members, rows: Frame, query: CountQuery) -> list[PeriodSum]:
    """The weights summed by stretch, reason and groups: a small result."""
    keys = [FIRST, UNTIL, REASON, *query.groups]
    weights = weights_of(members)
    amounts = statistic_of(members) == "percentile"
    amount_columns = ["amount"] if amounts else []
    rows = rows.with_columns(amount=nw.col(NUMERATOR)) if amounts else rows
    sums = rows.group_by(*keys, *amount_columns).agg(nw.col(*weights).sum())
    ordered = sums.select(*keys, *weights, *amount_columns)
    sums_of_periods = query.records.engine.rows(ordered)
    return [PeriodSum.of(row, weights, amounts=amounts) for row in sums_of_periods]


def cells_of_periods(sums: Iterable[PeriodSum], periods: int) -> list[FigureSums]:
    """The sums of each period: every stretch adds where it starts and is taken off after it."""
    changes = [FigureSums() for _ in range(periods + 1)]
    for row in sums:
        row.add_to(changes[row.first])
        row.add_to(changes[row.until], sign=-1)
    running, cells = FigureSums(), []
    for change in changes[:periods]:
        running = running.plus(change)
        cells.append(running)
    return cells
