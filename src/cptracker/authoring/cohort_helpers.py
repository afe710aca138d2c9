"""How a plug-in chooses its rows: one for each key, where something has held, who is left out."""

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw

from cptracker.authoring.member_types import col, lit, when
from cptracker.records.care.days import FAR_DAY, Frame, month_begun_by


def once(frame: Frame, *keys: str, carrying: Sequence[str] = ()) -> Frame:
    """One row for each key; other columns that are wanted are taken at their greatest.

    Args:
        frame: Any number of rows for each key.
        keys: The columns that name a row.
        carrying: Other columns that are wanted.

    Returns:
        A frame with the keys and the columns that are carried.

    Example:
        >>> from cptracker import load_records, once
        >>> records = load_records(["records"])
        >>> last_visits = once(records.visits, "child_id", carrying=["visit_date_day"])
        >>> last_visits.collect_schema().names()
        ['child_id', 'visit_date_day']
    """
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

    Returns:
        A frame with up to two rows for each, which together are as long as before.

    Example:
        >>> from cptracker import held_for, load_records
        >>> records = load_records(["records"])
        >>> since = "placement_start"
        >>> stays = held_for(records.looked_after, since, months=24, name="settled")
        >>> "settled" in stays.collect_schema().names()
        True
    """
    begun = month_begun_by(col(f"{since}_day").fill_null(FAR_DAY)) + (months - 1)
    late, soon = begun > col("start_month"), begun < col("end_month")
    before = when(soon).then(begun).otherwise(col("end_month"))
    after = when(late).then(begun).otherwise(col("start_month"))
    not_yet = frame.with_columns(**{"end_month": before, name: lit(value=False)})
    holds = frame.with_columns(**{"start_month": after, name: lit(value=True)})
    pieces = nw.concat([not_yet, holds])
    return pieces.filter(col("start_month") < col("end_month"))


def together(*frames: Frame) -> Frame:
    """The rows of several frames that have the same columns, one after another.

    Args:
        frames: With the same columns in the same order.

    Returns:
        A frame with the rows of all.

    Example:
        >>> from cptracker import load_records, together
        >>> records = load_records(["records"])
        >>> visited = records.visits.select("child_id", day="visit_date")
        >>> assessed = records.health_assessments.select("child_id", day="date")
        >>> seen = together(visited, assessed)
        >>> seen.collect_schema().names()
        ['child_id', 'day']
    """
    return nw.concat(list(frames))


def reasons(conditions: Mapping[str, nw.Expr]) -> nw.Expr:
    """Why a row is left out: the first reason whose condition holds, else null.

    Args:
        conditions: For each reason, in words, the condition under which a row is left out for it.

    Returns:
        An expression for `excluded=`: a text, null where the row is not left out.

    Example:
        >>> from cptracker import col, reasons
        >>> state = col("in_touch")
        >>> left_out = reasons({"died": state == "DIED", "returned home": state == "RHOM"})
    """
    (last, holds), *earlier = reversed(list(conditions.items()))
    expression: nw.Expr = when(holds).then(lit(last))
    for reason, condition in earlier:
        expression = when(condition).then(lit(reason)).otherwise(expression)
    return expression


def short_breaks() -> nw.Expr:
    """Leaves out children who are only in series of short breaks (V3, V4).

    Returns:
        An expression for `excluded=`, for frames that have a column `short_break`.

    Example:
        >>> from cptracker import load_records, short_breaks, stock
        >>> records = load_records(["records"])
        >>> looked_after = stock(records.looked_after, excluded=short_breaks())
    """
    return reasons({"short breaks": col("short_break")})
