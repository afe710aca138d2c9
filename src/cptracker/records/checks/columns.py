"""Columns that cannot be right as a whole: blank, all alike, month first, far off the year before.

Each table is summed up once, file by file; rows are only looked at where a sum is out of bounds.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import polars as pl

from cptracker.files.table_problems import YEAR, record_warning
from cptracker.model.problems import Problem
from cptracker.records.checks.gathered import SOURCE_HINT, StackedRows, whole_file
from cptracker.records.checks.queries import Probe, RowRule, TableQuery
from cptracker.records.checks.thresholds import (
    Expectation,
    expectation,
    expectations,
    expectations_by_table,
    threshold,
)
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import YEAR_END, Column, TableFormat, Type
from cptracker.records.stacking import FILE

EMPTY_HINT = "if there truly was nothing, nothing is to be done; else export the table again"


BLANK_HINT = "has the column been left out of the export, or moved?"


ALIKE_HINT = "has a default been filled in, or a formula copied down?"


WORD_HINT = "is it another column, or are its words others? Write them as the measure counts them"


SHARE_HINT = "are the codes another column's, or turned round? If it is true, nothing is to be done"


MONTH_HINT = "were dates read month first and written day first? Export them again"


def column_probe(rows: StackedRows) -> Probe:
    """What the columns of each file of a table tell as a whole."""
    return Probe(frame=_sums(rows), problems_of=partial(_of_files, rows))


def _of_files(rows: StackedRows, sums: pl.DataFrame) -> Iterator[Problem]:
    by_file = {int(values[FILE]): values for values in sums.to_dicts()}
    for place, file in enumerate(rows.files):
        yield from _of_file(rows, file, by_file.get(place))


def _sums(rows: StackedRows) -> pl.LazyFrame:
    """For each file how many rows it has, and of each column blanks, least and greatest."""
    sums = _sums_of(rows.format.table, tuple(_own(rows)))
    return rows.frame.lazy().group_by(FILE).agg(pl.len().alias("rows"), *sums)


def _own(rows: StackedRows) -> list[Column]:
    names = set(rows.frame.columns)
    return [column for column in rows.format.columns if column.name in names]


@cache
def _sums_of(table: str, columns: tuple[Column, ...]) -> tuple[pl.Expr, ...]:
    return tuple(part for column in columns for part in _sums_of_column(table, column))


def _sums_of_column(table: str, column: Column) -> Iterator[pl.Expr]:
    cell, name = pl.col(column.name), column.name
    constant = expectation("constant", table, name)
    if constant or expectation("blank", table, name) or column.type is Type.DATE:
        yield cell.null_count().alias(f"{name} blank")
    if constant:
        yield cell.min().alias(f"{name} least")
        yield cell.max().alias(f"{name} greatest")
    if needed := expectation("word_needed", table, name):
        yield (
            cell.str.to_lowercase()
            .is_in(list(map(str.lower, needed.words)))
            .sum()
            .alias(f"{name} needed")
        )
    if column.type is Type.DATE:
        yield cell.dt.day().max().alias(f"{name} day")


def _of_file(
    rows: StackedRows, file: TableFile, sums: Mapping[str, Any] | None
) -> Iterator[Problem]:
    if sums is None:
        if _is_reported_here(rows) and not any(problem.line for problem in file.problems):
            yield whole_file(file, "has no row that can be used, only a header", EMPTY_HINT)
        return
    columns = [column for column in _own(rows) if column.name in file.frame.columns]
    for column in columns:
        yield from _blank(rows, file, column.name, sums)
        yield from _constant(rows, file, column.name, sums)
        yield from _wordless(rows, file, column.name, sums)
        if column.type is Type.DATE:
            yield from _days(rows, file, column.name, sums)


def _is_reported_here(rows: StackedRows) -> bool:
    """Whether a file without rows is told here: of tables that lay claim to no days.

    Returns and registers that follow the calendar are told where their years and days are reckoned.
    """
    covers = rows.format.covers
    return covers is not None and covers.always


def _blank(
    rows: StackedRows, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    check = expectation("blank", rows.format.table, column)
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
    rows: StackedRows, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    check = expectation("constant", rows.format.table, column)
    if check is None:
        return
    least, count = sums[f"{column} least"], sums["rows"] - sums[f"{column} blank"]
    if least is None or least != sums[f"{column} greatest"]:
        return
    only = {word.lstrip("=") for word in check.words}
    if count >= check.numbers[0] and (not only or str(least) in only):
        message = f"{rows.labelled(file, column)} is the same in all {count} rows that have one"
        yield whole_file(file, message, ALIKE_HINT)


def _wordless(
    rows: StackedRows, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    check = expectation("word_needed", rows.format.table, column)
    if check and sums["rows"] >= check.numbers[0] and not sums[f"{column} needed"]:
        label = rows.labelled(file, column)
        message = f"no row has {' or '.join(check.words)} as its {label}, which a measure counts"
        yield whole_file(file, message, WORD_HINT)


def _days(
    rows: StackedRows, file: TableFile, column: str, sums: Mapping[str, Any]
) -> Iterator[Problem]:
    limits, count = threshold("day_above"), sums["rows"] - sums[f"{column} blank"]
    if (sums[f"{column} day"] or 99) <= limits["day"] and count >= limits["dates"]:
        label = rows.labelled(file, column)
        message = (
            f"none of the {count} dates of {label} is later than the {limits['day']}th of a month"
        )
        yield whole_file(file, message, MONTH_HINT)


def day_rules_of(
    table: str, dates: Sequence[str], past: Sequence[str], today: date
) -> list[RowRule]:
    """Dates before which nothing can be, and days to come.

    Args:
        table: The canonical table.
        dates: Its columns of dates.
        past: Those of which a day to come is a slip, unless `checks.yaml` says that it is planned.
        today: The day on which the records are read.
    """
    late = [_late(table, name, today) for name in past]
    return [*(_early(table, name) for name in dates), *late]


def dates_of(table_format: TableFormat) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of dates, and those that are of days gone by.

    Of a plug-in's table these are the dates that are evidence of what it covers; others, such as
    a day on which something falls due, may be planned.
    """
    dates = [column.name for column in table_format.columns if column.type is Type.DATE]
    dates = [name for name in dates if name != YEAR_END]
    evidence = table_format.covers.dates if table_format.covers else ()
    past = [name for name in dates if name in evidence] if table_format.path else dates
    return tuple(dates), tuple(past)


def _early(table: str, column: str) -> RowRule:
    check = expectation("earliest_of", table, column)
    first = date.fromisoformat(check.words[0]) if check else threshold("earliest")
    return RowRule(
        column=column,
        wrong=pl.col(column) < first,
        message=f"{{column}} is before {first:%d/%m/%Y}{check.cited if check else ''}",
    )


def _late(table: str, column: str, today: date) -> RowRule:
    check = expectation("planned", table, column)
    last = today + timedelta(days=check.numbers[0]) if check else today
    message = "{column} is too far in the future" if check else "{column} is in the future"
    return RowRule(column=column, wrong=pl.col(column) > last, message=message)


def steadiness_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Columns that change within a child where another one should: postcodes changed places."""
    for check in expectations("steadier"):
        rows = tables.get(check.table)
        if rows is not None and rows.has("child_id", check.column, check.words[0]):
            yield Probe(frame=_changes(rows, check), problems_of=partial(_unsteady, rows, check))


def _changes(rows: StackedRows, check: Expectation) -> pl.LazyFrame:
    """For each file how often either column changes within a child."""
    names = (check.column, check.words[0])
    changes = [pl.col(name).drop_nulls().n_unique().clip(1).sub(1).alias(name) for name in names]
    by_child = rows.frame.lazy().group_by(FILE, "child_id").agg(changes)
    return by_child.group_by(FILE).agg(pl.sum(*names)).sort(FILE)


def _unsteady(rows: StackedRows, check: Expectation, changes: pl.DataFrame) -> Iterator[Problem]:
    other_name, enough = check.words[0], check.numbers[0]
    for place, steady, changing in changes.iter_rows():
        file = rows.files[place]
        if steady > changing and steady >= enough / 4 and file.frame.height >= enough:
            first, second = (rows.labelled(file, name) for name in (check.column, other_name))
            message = f"{first} changes more often within one child than {second} does"
            where = rows.place(file, check.column)
            hint = "have the two columns changed places?"
            yield record_warning(file.path, message, line=1, column=where, hint=hint)


def share_questions(tables: Mapping[str, StackedRows]) -> Iterator[TableQuery]:
    """Codes whose share is far off the year before's: turned round, or another column's."""
    for check in expectations("steady_share"):
        rows = tables.get(check.table)
        if rows is not None and len(rows.years) > 1 and rows.has(check.column):
            codes = pl.struct(pl.col(YEAR).alias("year"), pl.col(check.column).alias("code"))
            counts = codes.value_counts(name="rows").implode()
            yield TableQuery(rows=rows, value=counts, problems_of=partial(_far_off, rows, check))


def _far_off(rows: StackedRows, check: Expectation, counts: pl.Series) -> Iterator[Problem]:
    limit, enough = check.numbers
    by_year: dict[int, dict[Any, int]] = {}
    for counted in counts.to_list():
        (year, code), count = next(iter(counted.values())).values(), counted["rows"]
        by_year.setdefault(year, {})[code] = count
    for year in sorted(by_year):
        now, before = by_year[year], by_year.get(year - 1, {})
        if (
            min(sum(now.values()), sum(before.values())) >= enough
            and _difference(now, before) > limit
        ):
            file = rows.of_year(year)[0]
            label = rows.labelled(file, check.column)
            message = (
                f"{label} is far off the year before: {_difference(now, before):.0%} of rows differ"
            )
            yield whole_file(file, message, SHARE_HINT)


def _difference(now: Mapping[Any, int], before: Mapping[Any, int]) -> float:
    """The share of rows that would have to change for one to be like the other."""
    all_now, all_before = sum(now.values()), sum(before.values())
    codes = {*now, *before}
    shares = (abs(now.get(code, 0) / all_now - before.get(code, 0) / all_before) for code in codes)
    return sum(shares) / 2


def order_rules_of(table: str) -> list[RowRule]:
    """Dates that come before the date they must follow."""
    return [
        RowRule(
            column=check.columns[1],
            also=check.columns,
            wrong=pl.col(check.columns[1]) < pl.col(check.columns[0]),
            message=f"{{column}} is before the date that it must follow{check.cited}",
        )
        for check in expectations_by_table("in_order").get(table, ())
    ]
