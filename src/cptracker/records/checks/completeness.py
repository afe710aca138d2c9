"""What is missing as a whole: a table of one year, half of a file, last year's children."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import polars as pl

from cptracker.files.table_problems import YEAR, listed_problems
from cptracker.model.problems import Problem, Severity
from cptracker.records.checks.gathered import StackedRows, whole_file
from cptracker.records.checks.queries import Probe
from cptracker.records.checks.thresholds import (
    Expectation,
    expectations,
    expectations_by_table,
    threshold,
)
from cptracker.records.collection_years import TableFile, financial_year
from cptracker.records.formats import formats

CUT_HINT = "has the file been cut, or the export been narrowed? Export it again and compare"


MISSING_HINT = "add the file; if there truly was nothing, give it with its header and no rows"


GONE_HINT = "a return holds each child looked after on any day of its year: has it been cut?"


OLD_HINT = "is this an older export than the others? Export it again"


def check_missing_tables(tables: Mapping[str, StackedRows]) -> list[Problem]:
    """Tables that a return lacks although others have them, and returns that are missing."""
    returns = {name: rows for name, rows in tables.items() if rows.format.yearly}
    years = sorted({year for rows in returns.values() for year in rows.years})
    since = {
        expectation.table: int(expectation.numbers[0]) for expectation in expectations("since")
    }
    problems = [
        _missing(returns, name, year)
        for year in years
        for name, rows in returns.items()
        if year not in rows.years and year >= since.get(name, 0)
    ]
    gaps = sorted(set(range(min(years, default=0), max(years, default=0))) - set(years))
    return [*problems, _no_return(returns, gaps)] if gaps else problems


def _first_file(returns: Mapping[str, StackedRows], year: int) -> TableFile:
    """The Episodes of a year, else the first file there is."""
    order = sorted(returns, key=lambda name: (name != "episodes", name != "children"))
    return next(file for name in order for file in returns[name].of_year(year))


def _missing(returns: Mapping[str, StackedRows], name: str, year: int) -> Problem:
    others = ", ".join(map(str, returns[name].years))
    message = f"the return of {year} has no {formats()[name].name}, which that of {others} has"
    return whole_file(_first_file(returns, year), message, MISSING_HINT)


def _no_return(returns: Mapping[str, StackedRows], gaps: Sequence[int]) -> Problem:
    later = min(year for rows in returns.values() for year in rows.years if year > gaps[-1])
    message = f"there is no return of {listed_problems([str(year) for year in gaps])}"
    file = _first_file(returns, later)
    return whole_file(file, f"{message}, although there are earlier and later ones", MISSING_HINT)


def date_probes(tables: Mapping[str, StackedRows], today: date) -> Iterator[Probe]:
    """Numbers of rows far off the year before's, and tables that end long before the returns."""
    end = last_day_of_care(tables)
    for table, rows in tables.items():
        steady = _by_column(expectations_by_table("steady_rows").get(table, ()))
        until = _by_column(expectations_by_table("until").get(table, ()))
        for column in dict.fromkeys([*steady, *until]):
            dates = _dates(tables, table, column) if column else None
            if dates is not None:
                problems_of = partial(
                    _dated, rows, (steady.get(column), until.get(column)), end, today
                )
                yield Probe(frame=dates, problems_of=problems_of)


def check_steady_rows(tables: Mapping[str, StackedRows], today: date) -> list[Problem]:
    """Returns with far more or fewer rows than the year before's."""
    return [
        problem
        for check in expectations("steady_rows")
        if not check.columns and check.table in tables
        for problem in _unsteady(tables[check.table], check, today, tables[check.table].heights)
    ]


def _by_column(checks: Iterable[Expectation]) -> dict[str, Expectation]:
    return {(check.columns or ("",))[0]: check for check in checks}


def last_day_of_care(tables: Mapping[str, StackedRows]) -> date | None:
    """How far the returns reach: to the last DECOM, at most to the end of the last year."""
    episodes = tables.get("episodes")
    last = episodes.frame["decom"].max() if episodes and episodes.has("decom") else None
    if episodes is None or not isinstance(last, date) or not episodes.years:
        return None
    return min(date(episodes.years[-1], 3, 31), last)


def collection_year(day: pl.Expr) -> pl.Expr:
    """The collection year that holds a day."""
    return day.dt.year() + (day.dt.month() > 3).cast(pl.Int32)


def _dates(tables: Mapping[str, StackedRows], table: str, column: str) -> pl.LazyFrame | None:
    """How many dates each collection year has, and the first and the last of them."""
    rows = tables[table]
    frame = rows.frame.lazy()
    if not rows.has(column):  # attendance is dated by its event
        events = tables.get("events")
        if not rows.has("event_id") or events is None or not events.has("event_id", column):
            return None
        frame = frame.join(events.frame.lazy().select("event_id", column), on="event_id")
    dates = frame.select(pl.col(column).alias("day")).drop_nulls()
    year = collection_year(pl.col("day")).alias(YEAR)
    return dates.group_by(year).agg(
        pl.len(), pl.col("day").min().alias("first"), pl.col("day").max().alias("last")
    )


def _dated(
    rows: StackedRows,
    checks: tuple[Expectation | None, Expectation | None],
    end: date | None,
    today: date,
    dates: pl.DataFrame,
) -> Iterator[Problem]:
    steady, until = checks
    if dates.is_empty():
        return
    counts = dict(dates.select(YEAR, "len").iter_rows())
    # A few dates long before the others are history, not the beginning of a table.
    begun = dates.sort(YEAR).filter(pl.col("len").cum_sum() * 100 > pl.col("len").sum())
    first: date = begun["first"][0]
    last: date = begun["last"][-1]
    if steady:
        years = _whole_years(first, last)
        yield from _unsteady(rows, steady, today, {year: counts.get(year, 0) for year in years})
    if until and end and (end - last).days > until.numbers[0]:
        label = rows.labelled(rows.files[0], until.column)
        message = f"the last {label} is {(end - last).days} days before the last DECOM in Episodes"
        yield whole_file(rows.files[0], message, OLD_HINT)


def _whole_years(first: date, last: date) -> range:
    """The collection years that dates cover, but for a month at either end."""
    begins, ends = financial_year(first), financial_year(last)
    begins += first > date(begins - 1, 5, 1)
    return range(begins, ends + (last >= date(ends, 3, 1)))


def _unsteady(
    rows: StackedRows, check: Expectation, today: date, counts: Mapping[int, int]
) -> Iterator[Problem]:
    times, enough = check.numbers
    for year in sorted(counts):
        now, before = counts[year], counts.get(year - 1)
        if before is None or date(year, 3, 31) > today:
            continue
        more, less = max(now, before), min(now, before)
        if more >= enough and more > times * less:
            file = rows.of_year(year)[0] if rows.format.yearly else rows.files[0]
            message = f"there are {now:,} rows of {year}, and {before:,} of the year before"
            yield whole_file(file, message, CUT_HINT)


def continued_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Children in care at the end of the return before of whom the next return knows nothing."""
    rows = tables.get("episodes")
    if rows is not None and rows.has("child_id", "dec"):
        yield Probe(frame=_continued(rows), problems_of=partial(_discontinued, rows))


def _continued(rows: StackedRows) -> pl.LazyFrame:
    """For each year how many were in care at the end of the one before, and how many are gone."""
    present = rows.frame.lazy().select(YEAR, "child_id", pl.lit(1).alias("there")).unique()
    open_before = rows.frame.lazy().filter(pl.col("dec").is_null())
    before = open_before.select((pl.col(YEAR) + 1).alias(YEAR), "child_id").unique()
    both = before.join(present, on=[YEAR, "child_id"], how="left")
    return both.group_by(YEAR).agg(pl.len(), pl.col("there").null_count())


def _discontinued(rows: StackedRows, counts: pl.DataFrame) -> Iterator[Problem]:
    limits = threshold("continued")
    for year, of, gone in counts.sort(YEAR).iter_rows():
        if year in rows.years and of >= limits["children"] and gone > limits["share"] * of:
            message = (
                f"{gone} of {of} children in care at the end of the return of {year - 1} are not "
                f"in this one [{limits['rule']}]"
            )
            yield whole_file(rows.of_year(year)[0], message, GONE_HINT, Severity.ERROR)
