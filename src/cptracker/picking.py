"""Picking rows for members: once each, since when, and why not."""

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw

from cptracker.records.days import FAR_DAY, Frame, month_begun_by

col, lit, when = nw.col, nw.lit, nw.when


def once(frame: Frame, *keys: str, carrying: Sequence[str] = ()) -> Frame:
    """One row for each key; other columns that are wanted are taken at their greatest."""
    rest = [name for name in carrying if name not in keys]
    chosen = frame.select(*keys, *rest)
    return chosen.group_by(*keys).agg(col(*rest).max()) if rest else chosen.unique()


def held_for(frame: Frame, since: str, months: int, name: str) -> Frame:
    """Stretches cut where something has held for so many months, and whether it has in `name`.

    Args:
        frame: Stretches of months, with `start_month` and `end_month`.
        since: The date column on which it began; where blank it never holds.
        months: The months to the period's end, on whose first day or before it must have begun.
        name: The true-or-false column that is added.
    """
    begun = month_begun_by(col(f"{since}_day").fill_null(FAR_DAY)) + (months - 1)
    late, soon = begun > col("start_month"), begun < col("end_month")
    before = when(soon).then(begun).otherwise(col("end_month"))
    after = when(late).then(begun).otherwise(col("start_month"))
    not_yet = frame.with_columns(**{"end_month": before, name: lit(value=False)})
    holds = frame.with_columns(**{"start_month": after, name: lit(value=True)})
    pieces = nw.concat([not_yet, holds])
    return pieces.filter(col("start_month") < col("end_month"))


def reasons(conditions: Mapping[str, nw.Expr]) -> nw.Expr:
    """Why a row is left out: the first reason whose condition holds, else null."""
    (last, holds), *earlier = reversed(list(conditions.items()))
    found: nw.Expr = when(holds).then(lit(last))
    for reason, condition in earlier:
        found = when(condition).then(lit(reason)).otherwise(found)
    return found


def short_breaks() -> nw.Expr:
    """Leaves out children who are only in series of short breaks (V3, V4)."""
    return reasons({"short breaks": col("short_break")})
