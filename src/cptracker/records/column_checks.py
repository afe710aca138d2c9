"""Columns that cannot be right as a whole: blank, all alike, month first, far off the year before.

Each table is summed up once, file by file; rows are only looked at where a sum is out of bounds.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from cptracker.errors import Problem
from cptracker.records.expectations import Expectation, expectations_by_table, setting
from cptracker.records.faults import warning
from cptracker.records.formats import YEAR_END, Column, Type, formats
from cptracker.records.gathered import SOURCE_HINT, Gathered, whole_file
from cptracker.records.row_rules import RowRule
from cptracker.records.stacking import FILE
from cptracker.records.years import YEAR, TableFile

EMPTY_HINT = "if there truly was nothing, nothing is to be done; else export the table again"
BLANK_HINT = "has the column been left out of the export, or moved?"
ALIKE_HINT = "has a default been filled in, or a formula copied down?"
SHARE_HINT = "are the codes another column's, or turned round? If it is true, nothing is to be done"
MONTH_HINT = "were dates read month first and written day first? Export them again"


def check_columns(tables: Mapping[str, Gathered]) -> list[Problem]:
    """What the columns of each file tell as a whole."""
    sums = pl.collect_all([_sums(rows) for rows in tables.values()])
    problems: list[Problem] = []
    for rows, several in zip(tables.values(), sums, strict=True):
        by_file = {int(values[FILE]): values for values in several.to_dicts()}
        for place, file in enumerate(rows.files):
            problems += _of_file(rows, file, by_file.get(place))
    return problems


def _sums(rows: Gathered) -> pl.LazyFrame:
    """For each file how many rows it has, and of each column blanks, least and greatest."""
    parts = [part for column in _own(rows) for part in _sums_of(rows.format.table, column)]
    return rows.frame.lazy().group_by(FILE).agg(pl.len().alias("rows"), *parts)


def _own(rows: Gathered) -> list[Column]:
    return [column for column in rows.format.columns if column.name in rows.frame.columns]


def _sums_of(table: str, column: Column) -> Iterator[pl.Expr]:
    cell, name = pl.col(column.name), column.name
    constant = _check("constant", table, name)
    if constant or _check("blank", table, name) or column.type is Type.DATE:
        yield cell.null_count().alias(f"{name} blank")
    if constant:
        yield cell.min().alias(f"{name} least")
        yield cell.max().alias(f"{name} greatest")
    if column.type is Type.DATE:
        yield cell.dt.day().max().alias(f"{name} day")


def _of_file(rows: Gathered, file: TableFile, sums: Mapping[str, Any] | None) -> Iterator[Problem]:
    if sums is None:
        yield whole_file(file, "has no row that can be used, only a header", EMPTY_HINT)
        return
    held = [column for column in _own(rows) if column.name in file.frame.columns]
    for column in held:
        yield from _blank(rows, file, column.name, sums)
        yield from _constant(rows, file, column.name, sums)
        if column.type is Type.DATE:
            yield from _days(rows, file, column.name, sums)


def _check(part: str, table: str, column: str) -> Expectation | None:
    several = expectations_by_table(part).get(table, ())
    return next((check for check in several if check.column == column), None)


def _blank(
    rows: Gathered, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    check = _check("blank", rows.format.table, column)
    if check is None:
        return
    (share, enough), blanks, count = check.numbers, sums[f"{column} blank"], sums["rows"]
    if count < enough or blanks <= share * count:
        return
    label = rows.labelled(file, column)
    message = f"{label} is blank in {blanks} of {count} rows{check.cited}"
    if blanks == count:
        yield whole_file(file, message, BLANK_HINT)
        return
    wrong = rows.of_file(file).filter(pl.col(column).is_null())
    yield from rows.at_rows(wrong, column, message, hint=SOURCE_HINT)


def _constant(
    rows: Gathered, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    check = _check("constant", rows.format.table, column)
    if check is None:
        return
    least, count = sums[f"{column} least"], sums["rows"] - sums[f"{column} blank"]
    if least is None or least != sums[f"{column} greatest"]:
        return
    only = {word.lstrip("=") for word in check.words}
    if count >= check.numbers[0] and (not only or str(least) in only):
        message = f"{rows.labelled(file, column)} is the same in all {count} rows that have one"
        yield whole_file(file, message, ALIKE_HINT)


def _days(
    rows: Gathered, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    limits, count = setting("day_above"), sums["rows"] - sums[f"{column} blank"]
    if (sums[f"{column} day"] or 99) <= limits["day"] and count >= limits["dates"]:
        label = rows.labelled(file, column)
        message = (
            f"none of the {count} dates of {label} is later than the {limits['day']}th of a month"
        )
        yield whole_file(file, message, MONTH_HINT)


def day_rules_of(table: str, today: date) -> list[RowRule]:
    """Dates before which nothing can be, and days to come; starts of spells are told elsewhere."""
    known = formats()[table]
    dates = [column.name for column in known.columns if column.type is Type.DATE]
    dates = [name for name in dates if name != YEAR_END]
    start = known.spell[0] if known.spell else None
    late = [_late(table, name, today) for name in dates if name != start]
    return [*(_early(table, name) for name in dates), *late]


def _early(table: str, column: str) -> RowRule:
    check = _check("earliest_of", table, column)
    first = date.fromisoformat(check.words[0]) if check else setting("earliest")
    return RowRule(
        column=column,
        wrong=pl.col(column) < first,
        message=f"{{column}} is before {first:%d/%m/%Y}{check.cited if check else ''}",
    )


def _late(table: str, column: str, today: date) -> RowRule:
    check = _check("planned", table, column)
    last = today + timedelta(days=check.numbers[0]) if check else today
    message = "{column} is too far in the future" if check else "{column} is in the future"
    return RowRule(column=column, wrong=pl.col(column) > last, message=message)


def check_steadiness(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Columns that change within a child where another one should: postcodes changed places."""
    problems = []
    for table, checks in expectations_by_table("steadier").items():
        for check in checks if table in tables else ():
            problems += _unsteady(tables[table], check)
    return problems


def _unsteady(rows: Gathered, check: Expectation) -> list[Problem]:
    other, enough = check.words[0], check.numbers[0]
    if not rows.has("child_id", check.column, other):
        return []
    changes = [
        pl.col(name).drop_nulls().n_unique().clip(1).sub(1).alias(name)
        for name in (check.column, other)
    ]
    by_child = rows.frame.group_by(FILE, "child_id").agg(changes)
    sums = by_child.group_by(FILE).agg(pl.sum(check.column, other)).sort(FILE)
    problems = []
    for place, steady, changing in sums.iter_rows():
        file = rows.files[place]
        if steady > changing and steady >= enough / 4 and file.frame.height >= enough:
            first, second = (rows.labelled(file, name) for name in (check.column, other))
            message = f"{first} changes more often within one child than {second} does"
            where = rows.place(file, check.column)
            hint = "have the two columns changed places?"
            problems.append(warning(file.path, message, line=1, column=where, hint=hint))
    return problems


def check_shares(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Codes whose share is far off the year before's: turned round, or another column's."""
    problems: list[Problem] = []
    for table, checks in expectations_by_table("steady_share").items():
        rows = tables.get(table)
        if rows is not None and len(rows.years) > 1:
            for check in checks:
                problems += _far_off(rows, check) if rows.has(check.column) else []
    return problems


def _far_off(rows: Gathered, check: Expectation) -> list[Problem]:
    limit, enough = check.numbers
    counted = rows.frame.group_by(YEAR, check.column).len()
    by_year: dict[int, dict[Any, int]] = {}
    for year, code, count in counted.iter_rows():
        by_year.setdefault(year, {})[code] = count
    problems = []
    for year in sorted(by_year):
        now, before = by_year[year], by_year.get(year - 1, {})
        if min(sum(now.values()), sum(before.values())) >= enough and _apart(now, before) > limit:
            file = rows.of_year(year)[0]
            label = rows.labelled(file, check.column)
            message = (
                f"{label} is far off the year before: {_apart(now, before):.0%} of rows differ"
            )
            problems.append(whole_file(file, message, SHARE_HINT))
    return problems


def _apart(now: Mapping[Any, int], before: Mapping[Any, int]) -> float:
    """The share of rows that would have to change for one to be like the other."""
    all_now, all_before = sum(now.values()), sum(before.values())
    codes = {*now, *before}
    shares = (abs(now.get(one, 0) / all_now - before.get(one, 0) / all_before) for one in codes)
    return sum(shares) / 2
