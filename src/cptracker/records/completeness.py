"""What is missing as a whole: a table of one year, half of a file, last year's children."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from cptracker.errors import Problem, Severity
from cptracker.records.expectations import Expectation, expectations, setting
from cptracker.records.formats import formats
from cptracker.records.gathered import Gathered, whole_file
from cptracker.records.years import YEAR, TableFile, financial_year

CUT_HINT = "has the file been cut, or the export been narrowed? Export it again and compare"
MISSING_HINT = "add the file; if there truly was nothing, give it with its header and no rows"
GONE_HINT = "a return holds each child looked after on any day of its year: has it been cut?"
OLD_HINT = "is this an older export than the others? Export it again"
SHORT_BREAKS = ("V3", "V4")


def check_missing_tables(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Tables that a return lacks although others have them, and returns that are missing."""
    returns = {name: rows for name, rows in tables.items() if rows.format.yearly}
    years = sorted({year for rows in returns.values() for year in rows.years})
    since = {one.table: int(one.numbers[0]) for one in expectations("since")}
    problems = [
        _missing(returns, name, year)
        for year in years
        for name, rows in returns.items()
        if year not in rows.years and year >= since.get(name, 0)
    ]
    gaps = sorted(set(range(min(years, default=0), max(years, default=0))) - set(years))
    problems += [_no_return(returns, year) for year in gaps]
    return problems


def _first_file(returns: Mapping[str, Gathered], year: int) -> TableFile:
    """The Episodes of a year, else the first file there is."""
    order = sorted(returns, key=lambda name: (name != "episodes", name != "children"))
    return next(file for name in order for file in returns[name].of_year(year))


def _missing(returns: Mapping[str, Gathered], name: str, year: int) -> Problem:
    others = ", ".join(map(str, returns[name].years))
    message = f"the return of {year} has no {formats()[name].name}, which that of {others} has"
    return whole_file(_first_file(returns, year), message, MISSING_HINT)


def _no_return(returns: Mapping[str, Gathered], year: int) -> Problem:
    later = min(other for rows in returns.values() for other in rows.years if other > year)
    message = f"there is no return of {year}, although there are earlier and later ones"
    return whole_file(_first_file(returns, later), message, MISSING_HINT)


def check_steady_rows(tables: Mapping[str, Gathered], today: date) -> list[Problem]:
    """Numbers of rows far off the year before's."""
    problems: list[Problem] = []
    for check in expectations("steady_rows"):
        rows = tables.get(check.table)
        if rows is not None and (not check.columns or rows.has(check.column)):
            problems += _unsteady(rows, check, today)
    return problems


def _unsteady(rows: Gathered, check: Expectation, today: date) -> Iterator[Problem]:
    counts, (times, enough) = _rows_by_year(rows, check), check.numbers
    for year in sorted(counts):
        now, before = counts[year], counts.get(year - 1)
        if before is None or date(year, 3, 31) > today:
            continue
        more, less = max(now, before), min(now, before)
        if more >= enough and more > times * less:
            file = rows.of_year(year)[0] if rows.format.yearly else rows.files[0]
            message = f"there are {now:,} rows of {year}, and {before:,} of the year before"
            yield whole_file(file, message, CUT_HINT)


def _rows_by_year(rows: Gathered, check: Expectation) -> dict[int, int]:
    """How many rows each collection year has; of the council's own tables only whole years."""
    if not check.columns:
        counts = dict(rows.frame[YEAR].value_counts().iter_rows())
        return {year: counts.get(year, 0) for year in rows.years}
    day = pl.col(check.column)
    year = day.dt.year() + (day.dt.month() > 3).cast(pl.Int32)
    dates = rows.frame.select(year.alias("year"), day.alias("day")).drop_nulls()
    counts = dict(dates["year"].value_counts().iter_rows())
    first, last = _whole_years(dates["day"]) if dates.height else (1, 0)
    return {year: counts.get(year, 0) for year in range(first, last + 1)}


def _whole_years(days: pl.Series) -> tuple[int, int]:
    """The first and the last collection year that dates cover, but for a month at either end."""
    # A few dates long before the others are history, not the beginning of a table.
    ordered = days.sort()
    early, late = ordered[len(days) // 100], ordered[-1]
    first, last = financial_year(early), financial_year(late)
    return first + (early > date(first - 1, 5, 1)), last - (late < date(last, 3, 1))


def check_continued(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Children in care at the end of the return before of whom the next return knows nothing."""
    rows, limits = tables.get("episodes"), setting("continued")
    if rows is None or not rows.has("child_id", "dec"):
        return []
    there = rows.frame.select(YEAR, "child_id").unique()
    before = rows.frame.filter(pl.col("dec").is_null())
    before = before.select((pl.col(YEAR) + 1).alias(YEAR), "child_id").unique()
    lost = dict(
        before.join(there, on=[YEAR, "child_id"], how="anti")[YEAR].value_counts().iter_rows()
    )
    stock = dict(before[YEAR].value_counts().iter_rows())
    problems = []
    for year in rows.years:
        gone, of = lost.get(year, 0), stock.get(year, 0)
        if of >= limits["children"] and gone > limits["share"] * of:
            message = (
                f"{gone} of {of} children in care at the end of the return of {year - 1} are not "
                f"in this one [{limits['rule']}]"
            )
            problems.append(whole_file(rows.of_year(year)[0], message, GONE_HINT, Severity.ERROR))
    return problems


def check_rows_expected(tables: Mapping[str, Gathered], today: date) -> list[Problem]:
    """Tables with no row for many of the children who were looked after all year."""
    episodes = tables.get("episodes")
    if episodes is None or not episodes.has("child_id", "decom", "dec", "ls", "rne"):
        return []
    cohort = _all_year(episodes.frame).filter(pl.date(pl.col(YEAR), 3, 31) <= today)
    problems: list[Problem] = []
    for check in expectations("rows_expected"):
        rows = tables.get(check.table)
        if rows is not None and rows.has("child_id", *check.columns):
            problems += _without_rows(rows, check, cohort)
    return problems


def _all_year(episodes: pl.DataFrame) -> pl.DataFrame:
    """`_year` and `child_id` of those looked after through a whole year, as its return says."""
    first = pl.date(pl.col(YEAR) - 1, 4, 1)
    return (
        episodes.group_by(YEAR, "child_id")
        .agg(
            (pl.col("decom") <= first).any().alias("from"),
            pl.col("dec").is_null().any().alias("to"),
            ((pl.col("rne") == "S") & (pl.col("decom") > first)).any().alias("again"),
            pl.col("ls").is_in(SHORT_BREAKS).any().alias("breaks"),
        )
        .filter("from", "to", ~pl.col("again").fill_null(value=False), ~pl.col("breaks"))
        .select(YEAR, "child_id")
    )


def _without_rows(rows: Gathered, check: Expectation, cohort: pl.DataFrame) -> Iterator[Problem]:
    share, enough = check.numbers
    years = rows.frame[YEAR].unique()
    there = rows.frame.select(YEAR, "child_id")
    if check.columns and not rows.format.yearly:
        day = pl.col(check.column)
        year = (day.dt.year() + (day.dt.month() > 3).cast(pl.Int32)).alias(YEAR)
        there = rows.frame.filter(day.is_not_null()).select(year, "child_id")
        first, last = _whole_years(rows.frame[check.column].drop_nulls())
        years = pl.Series(range(first, last + 1), dtype=pl.Int32)
    counted = cohort.filter(pl.col(YEAR).is_in(years.implode()))
    with_rows = counted.join(there.unique(), on=[YEAR, "child_id"], how="semi")
    has = dict(with_rows[YEAR].value_counts().iter_rows())
    for year, of in counted[YEAR].value_counts().sort(YEAR).iter_rows():
        if of >= enough and has.get(year, 0) < share * of:
            file = rows.of_year(year)[0] if rows.format.yearly else rows.files[0]
            gone = of - has.get(year, 0)
            message = (
                f"{gone} of {of} children looked after all through {year} have no row{check.cited}"
            )
            yield whole_file(file, message, CUT_HINT)


def check_rows_matched(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Tables that lack the rows that go with another table's."""
    problems = []
    for check in expectations("rows_matched"):
        name, (share, enough) = check.words[0], check.numbers
        ours, theirs = tables.get(check.table), tables.get(name)
        if ours is None or theirs is None or not ours.has(*check.columns):
            continue
        if not theirs.has(*check.columns):
            continue
        wanted = ours.frame.select(check.columns).unique()
        met = wanted.join(theirs.frame.select(check.columns).unique(), on=check.columns, how="semi")
        if wanted.height >= enough and met.height < share * wanted.height:
            message = (
                f"of {wanted.height} rows in {ours.format.name} only {met.height} have one here"
            )
            problems.append(whole_file(theirs.files[0], message, CUT_HINT))
    return problems


def check_until(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Tables that end long before the returns do."""
    episodes = tables.get("episodes")
    if episodes is None or not episodes.years:
        return []
    end = min(date(episodes.years[-1], 3, 31), _last(episodes, "decom") or date.max)
    problems = []
    for check in expectations("until"):
        rows = tables.get(check.table)
        last = _last(rows, check.column) if rows is not None and rows.has(check.column) else None
        if rows is not None and last is not None and (end - last).days > check.numbers[0]:
            label = rows.labelled(rows.files[0], check.column)
            message = (
                f"the last {label} is {(end - last).days} days before the last DECOM in Episodes"
            )
            problems.append(whole_file(rows.files[0], message, OLD_HINT))
    return problems


def _last(rows: Gathered, column: str) -> date | None:
    day = rows.frame[column].max()
    return day if isinstance(day, date) else None
