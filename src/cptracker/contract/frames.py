"""The tidy table of figures as a polars table: dates as dates, groups as ordered categories."""

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cptracker.contract.values import columns, tidy
from cptracker.model.figures import MissingReason, Series

if TYPE_CHECKING:
    import polars as pl


COUNTS = ("numerator", "denominator", "unknown")


EXACT = ("value", "lower", "upper")


DAYS = ("period_start", "period_end")


def figures_frame(
    many: Iterable[Series], *, example: bool, audience: str = "restricted"
) -> "pl.DataFrame":
    """Series as a polars table in the tidy columns.

    Args:
        many: Exact or protected.
        example: Whether the records are made up; each row then says so.
        audience: For whom they are, as each row says.
    """
    import polars as pl

    rows = list(tidy(many, example=example, audience=audience))
    kinds: dict[str, Any] = dict.fromkeys(COUNTS, pl.Int64) | dict.fromkeys(EXACT, pl.Float64)
    names = columns(example=example, audience=audience)
    schema = {name: kinds.get(name, pl.String) for name in names}
    frame = pl.DataFrame([tuple(row.values()) for row in rows], schema=schema, orient="row")
    pairs = [(row["group_by"], row["group"]) for row in rows]
    return frame.with_columns(
        pl.col(*DAYS).str.to_date("%Y-%m-%d"),
        pl.col("group_by").cast(pl.Enum(list(dict.fromkeys(by for by, _ in pairs)))),
        pl.col("group").cast(pl.Enum(in_order(pairs))),
        pl.col("missing_reason").cast(pl.Enum([str(reason) for reason in MissingReason])),
    )


def in_order(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The groups of all breakdowns in one order, which is that of each of them.

    Where two breakdowns have some groups in contrary orders, the one that comes first decides.
    """
    groups_by_breakdown: dict[str, dict[str, None]] = {}
    for by, group in pairs:
        groups_by_breakdown.setdefault(by, {})[group] = None
    before: dict[str, list[str]] = {group: [] for _, group in pairs}
    for groups in groups_by_breakdown.values():
        names = list(groups)
        for earlier, later in pairwise(names):
            before[later].append(earlier)
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return list(before)
