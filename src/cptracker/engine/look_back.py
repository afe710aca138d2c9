"""Contacts over periods: how many distinct items a subject had in each look-back window."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.authoring.lookups import Contacts
from cptracker.engine.groups import with_child_details
from cptracker.engine.weights import FIRST, SUBJECT, UNTIL, Grid
from cptracker.records.care.days import (
    FAR_DAY,
    FAR_MONTH,
    Frame,
    month_begun_by,
    month_of,
    month_of_age,
)
from cptracker.records.engines import Engine
from cptracker.records.records import Records

col, lit, when = nw.col, nw.lit, nw.when


ITEM_COUNT = "item_count"


def items_in_window(records: Records, rules: Sequence[Contacts], grid: Grid) -> Frame:
    """How many distinct items each subject has, wherever it has any.

    Returns:
        One row for each subject and stretch of periods: subject, `first`, `until`, `item_count` of
        1 or more. Stretches of one subject do not overlap.
    """
    intervals = nw.concat([_intervals(records, rule, grid) for rule in rules])
    if all(rule.item is not None for rule in rules):
        intervals = _islands(records.engine, intervals)
    elif len(rules) == 1 and rules[0].end is None and rules[0].ages is None:
        return _until_next(records.engine, intervals)
    return running(records.engine, intervals, [SUBJECT])


def listed_items(records: Records, rules: Sequence[Contacts], grid: Grid) -> Frame:
    """The items that are counted in the grid's first period, once each: subject and `item`."""
    intervals = nw.concat([_intervals(records, rule, grid) for rule in rules])
    return intervals.filter(col(FIRST) <= 0, col(UNTIL) > 0).select(SUBJECT, "item").unique()


def _islands(engine: Engine, intervals: Frame) -> Frame:
    """The spans of each subject and item, merged: most have one alone, which is left as it is."""
    keys = [SUBJECT, "item"]
    grouped = intervals.group_by(*keys).agg(col(FIRST).min(), col(UNTIL).max(), intervals=nw.len())
    grouped = engine.keep(grouped)
    alone = grouped.filter(col("intervals") == 1).select(*keys, FIRST, UNTIL)
    overlapping = grouped.filter(col("intervals") > 1).select(*keys)
    merged = running(engine, intervals.join(overlapping, on=keys, how="inner"), keys)
    return nw.concat([alone, merged.select(*keys, FIRST, UNTIL)])


def _until_next(engine: Engine, intervals: Frame) -> Frame:
    """Spans of like length cut where the subject's next begins."""
    longest = intervals.group_by(SUBJECT, FIRST).agg(col(UNTIL).max())
    steps = [{"next": col(FIRST).shift(-1), "other": col(SUBJECT).shift(-1)}]
    ordered = engine.in_order(longest, [SUBJECT], FIRST, steps)
    sooner = (col("other") == col(SUBJECT)) & (col("next") < col(UNTIL))
    until = when(sooner.fill_null(value=False)).then(col("next")).otherwise(col(UNTIL))
    return ordered.select(SUBJECT, FIRST, until.alias(UNTIL), lit(1).alias(ITEM_COUNT))


def running(engine: Engine, intervals: Frame, keys: list[str]) -> Frame:
    """How many spans of one key are open, wherever any is: a sum of changes at their ends.

    Args:
        engine: The engine that runs it.
        intervals: The keys, `first` and `until`.
        keys: The columns that a key is made of.

    Returns:
        One row for each key and stretch: the keys, `first`, `until` and `item_count`.
    """
    intervals = engine.keep(intervals.select(*keys, FIRST, UNTIL))
    ups = intervals.select(*keys, FIRST, change=lit(1))
    downs = intervals.select(*keys, col(UNTIL).alias(FIRST), change=lit(-1))
    changes = nw.concat([ups, downs]).group_by(*keys, FIRST).agg(col("change").sum())
    # Each key's changes add up to nought, so a sum over all keys in turn starts anew with each.
    steps = [{ITEM_COUNT: col("change").cum_sum(), UNTIL: col(FIRST).shift(-1)}]
    summed = engine.in_order(changes, keys, FIRST, steps)
    return summed.filter(col(ITEM_COUNT) > 0).select(*keys, FIRST, UNTIL, ITEM_COUNT)


def _intervals(records: Records, rule: Contacts, grid: Grid) -> Frame:
    """The periods in whose window each contact falls, for those it does."""
    frame = rule.frame.filter(~col(f"{rule.start}_day").is_null())
    if rule.end is not None:
        ends = col(f"{rule.end}_day").fill_null(FAR_DAY)
        starts = col(f"{rule.start}_day")
        frame = frame.filter(ends >= starts if rule.closed else ends > starts)
    if rule.item is not None:
        frame = frame.filter(~col(rule.item).is_null())
    if rule.days is not None:
        month, reach = col(f"{rule.end or rule.start}_month"), rule.days // 28 + 1
        frame = frame.filter(
            col(f"{rule.start}_month") <= grid.periods[-1].last_month,
            (month + reach >= grid.periods[0].last_month).fill_null(value=True),
        )
        frame = records.days_after(frame, rule.end or rule.start, _days_on(rule), _LEAVES)
    from_month, to_month = col(f"{rule.start}_month"), _last_month(rule)
    if rule.ages is not None:
        frame = with_child_details(records, frame, rule.subject, (), ages=True)
        frame = frame.filter(~col("dob_day").is_null())
    columns = {
        SUBJECT: col(rule.subject),
        FIRST: grid.first_ending_by(from_month),
        UNTIL: grid.first_ending_by(to_month),
        "item": col(rule.item) if rule.item else lit(""),
    }
    born = {"born": col("dob_day")} if rule.ages else {}
    intervals = frame.select(**columns, **born)
    if rule.ages is not None:
        intervals = within_ages(intervals, rule.ages, grid, "born").drop("born")
    return intervals.filter(col(FIRST) < col(UNTIL))


_LEAVES = "leaves"
"""The day on which a contact is out of the window again."""


def _days_on(rule: Contacts) -> int:
    """How long after its last day a contact leaves a window of days."""
    return (rule.days or 0) - (0 if rule.end is None else 1)


def _last_month(rule: Contacts) -> nw.Expr:
    """The first month at whose end a contact is out of the window again."""
    if rule.days is not None:
        return col(f"{_LEAVES}_month").fill_null(FAR_MONTH)
    if rule.months is None:
        return col(f"{rule.start}_month") * 0 + FAR_MONTH
    if rule.end is None:
        return col(f"{rule.start}_month") + rule.months
    end = col(f"{rule.end}_day").fill_null(FAR_DAY)
    if not rule.months:
        left = month_of(end)
    elif rule.closed:
        left = month_of(end) + rule.months
    else:
        left = month_begun_by(end) + (rule.months - 1)
    return when(end == FAR_DAY).then(lit(FAR_MONTH)).otherwise(left)


def within_ages(
    frame: Frame, ages: tuple[int, int | None], grid: Grid, born: str = "dob_day"
) -> Frame:
    """The rows cut to the periods at whose end the subject is of these ages, both included.

    Rows without a day of birth are left as they are.
    """
    youngest, oldest = ages
    expression, day = ~col(born).is_null(), col(born).fill_null(0)
    begins = grid.first_ending_by(month_of_age(day, 12 * youngest))
    cut = {FIRST: when(expression & (begins > col(FIRST))).then(begins).otherwise(col(FIRST))}
    if not youngest:
        cut = {}
    if oldest is not None:
        ends = grid.first_ending_by(month_of_age(day, 12 * (oldest + 1)))
        cut[UNTIL] = when(expression & (ends < col(UNTIL))).then(ends).otherwise(col(UNTIL))
    return frame.with_columns(**cut).filter(col(FIRST) < col(UNTIL)) if cut else frame
