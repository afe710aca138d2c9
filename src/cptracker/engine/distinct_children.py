"""Distinct children behind rows: a child with three plans is one child who may be found.

A child may have both rows that count and rows that do not, so the children of the numerator and of
the complement can be more than those of the base.
"""

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from cptracker.authoring.member_types import Events, Members, Ratio, Stock
from cptracker.engine.groups import breakdown_columns
from cptracker.engine.look_back import running
from cptracker.engine.weights import FIRST, KNOWN, NUMERATOR, SUBJECT, UNSURE, UNTIL
from cptracker.model.figures import DistinctChildren, Figure
from cptracker.model.timelines import DISTINCT
from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine

col, lit = nw.col, nw.lit


SIDE, CHILDREN = "side", "children"


NUMERATORS, COMPLEMENTS, BASES = 0, 1, 2


CHILD = "child_id"


NO_CHILDREN = DistinctChildren(numerator=0, complement=0, denominator=0)


@frozen(kw_only=True)
class ChildrenByFigure:
    """The children behind the figures of a series.

    Attributes:
        by_group: By breakdown and group, one for each period; a group without any is not there.
            None where they were not asked for, or where rows are children.
    """

    by_group: Mapping[tuple[str, str], Sequence[DistinctChildren]] | None = None

    def add_to(self, figure: Figure, place: int) -> Figure:
        """A figure with the children behind it, by its period's place."""
        if self.by_group is None:
            return figure
        distincts = self.by_group.get((figure.group_by, figure.group))
        return evolve(figure, distinct_children=distincts[place] if distincts else NO_CHILDREN)


@frozen(kw_only=True)
class ChildrenQuery:
    """What is asked of rows of weights.

    Attributes:
        engine: The engine that holds them.
        periods: How many periods there are.
        by: The breakdowns.
        not_met: Whether those of whom nothing is known are in the denominator.
        separate_sides: Whether numerator and denominator are of different subjects, as those of a
            ratio.
    """

    engine: Engine
    periods: int
    by: Sequence[str]
    not_met: bool
    separate_sides: bool = False


def may_repeat(members: Members) -> bool:
    """Whether one child may have several rows, or rows are of two sorts: no row is a child then.

    Nor is it where each row brings its own numbers, such as sessions at school of each child. Only
    the subjects of a stock are children already, each once.
    """
    if isinstance(members, Ratio):
        return True
    return not isinstance(members, Stock) and members.subject == CHILD


def time_relation(members: Members) -> str:
    """How figures relate to those of periods that overlap: see `Series`."""
    if isinstance(members, Ratio):
        return "level" if all(isinstance(part, Stock) for part in members.parts) else ""
    if isinstance(members, Stock):
        return "level"
    return DISTINCT if isinstance(members, Events) and members.distinct else "flow"


def count_distinct_children(rows: Frame, query: ChildrenQuery) -> ChildrenByFigure:
    """The distinct children in numerator, complement and base, by group and period.

    Args:
        rows: Rows of weights of events or deadlines, whose subjects are children.
        query: The periods and breakdowns.
    """
    counted = col(KNOWN) + (col(UNSURE) if query.not_met else lit(0))
    sides = {
        NUMERATORS: col(NUMERATOR) > 0,
        COMPLEMENTS: ((counted > 0) & (col(NUMERATOR) == 0)) | (counted > col(NUMERATOR)),
        BASES: counted > 0 if query.separate_sides else (counted > 0) | (col(NUMERATOR) > 0),
    }
    names = list(
        dict.fromkeys(name for breakdown in query.by for name in breakdown_columns(breakdown))
    )
    columns = [SUBJECT, FIRST, UNTIL, *names]
    rows_by_side = [
        rows.filter(condition).select(*columns, lit(side).alias(SIDE))
        for side, condition in sides.items()
    ]
    sided = query.engine.keep(nw.concat(rows_by_side))
    children_by_group: dict[tuple[str, str], Sequence[DistinctChildren]] = {}
    for breakdown in ("", *query.by):
        children_by_group.update(_by_group(sided, breakdown, query))
    return ChildrenByFigure(by_group=children_by_group)


def _by_group(
    sided: Frame, breakdown: str, query: ChildrenQuery
) -> dict[tuple[str, str], Sequence[DistinctChildren]]:
    """One breakdown's groups; a stretch of children adds where it starts and is taken off after."""
    own = breakdown_columns(breakdown) if breakdown else ()
    runs = running(query.engine, sided, [SUBJECT, SIDE, *own])
    keys = [FIRST, UNTIL, SIDE, *own]
    sums = runs.group_by(*keys).agg(nw.len().alias(CHILDREN)).select(*keys, CHILDREN)
    changes: dict[tuple[str, str], list[list[int]]] = {}
    for first, until, side, *rest in query.engine.rows(sums):
        *group, children = rest
        blank = [[0, 0, 0] for _ in range(query.periods + 1)]
        sums_by_period = changes.setdefault((breakdown, "+".join(group)), blank)
        sums_by_period[int(first)][int(side)] += int(children)
        sums_by_period[int(until)][int(side)] -= int(children)
    return {
        group: _summed(sums_by_period[: query.periods]) for group, sums_by_period in changes.items()
    }


def _summed(changes: Sequence[Sequence[int]]) -> list[DistinctChildren]:
    running_total = [0, 0, 0]
    distincts = []
    for change in changes:
        running_total = [number + more for number, more in zip(running_total, change, strict=True)]
        numerator, complement, base = running_total
        distincts.append(
            DistinctChildren(numerator=numerator, complement=complement, denominator=base)
        )
    return distincts
