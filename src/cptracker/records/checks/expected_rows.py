"""Rows that should be there because other rows are: visits to children in care, adoptions' details.

Which children a table should speak of is known from Episodes; where it does not speak of many of
them, it has most likely been cut.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import polars as pl

from cptracker.files.table_problems import YEAR
from cptracker.model.problems import Problem
from cptracker.records.checks.completeness import CUT_HINT, collection_year
from cptracker.records.checks.gathered import BORN, StackedRows, whole_file
from cptracker.records.checks.queries import Probe
from cptracker.records.checks.thresholds import Expectation, expectations, threshold
from cptracker.records.formats import YEAR_END, Type
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

AT_END, CHECK = "at_end", "_check"


SHORT_BREAKS = ("V3", "V4")


DAYS_A_YEAR = 365.25


EVERY_AGE = (0, 99)


def expected_row_probes(tables: Mapping[str, StackedRows], today: date) -> Iterator[Probe]:
    """Tables with no row for many of the children looked after all year, or at its end."""
    episodes = tables.get("episodes")
    checks = [
        check
        for check in expectations("rows_expected")
        if check.table in tables and tables[check.table].has("child_id", *check.columns)
    ]
    if checks and episodes is not None and episodes.has("child_id", "decom", "dec", "ls", "rne"):
        children = _children(episodes).filter(pl.col(YEAR_END) <= today)
        flagged_rows = pl.concat(
            [
                _flagged_rows(tables[expectation.table], expectation, place)
                for place, expectation in enumerate(checks)
            ]
        )
        counts = _with_rows(children, flagged_rows.unique(), checks)
        yield Probe(frame=counts, problems_of=partial(_missing_rows, tables, checks))


def _children(episodes: StackedRows) -> pl.LazyFrame:
    """For each return the children in care at its end, and whether they were all through it."""
    first = pl.date(pl.col(YEAR) - 1, 4, 1)
    again = (pl.col("rne") == "S") & (pl.col("decom") > first)
    day = pl.first(YEAR_END)
    return (
        episodes.frame.lazy()
        .group_by(YEAR, "child_id")
        .agg(
            day,
            ((day - pl.first(BORN)).dt.total_days() / DAYS_A_YEAR).alias("age"),
            ((pl.col("decom") <= first).any() & ~again.fill_null(value=False).any()).alias("all"),
            pl.col("dec").is_null().any().alias("to"),
            pl.col("ls").is_in(SHORT_BREAKS).any().alias("breaks"),
        )
        .filter("to", ~pl.col("breaks").fill_null(value=False))
    )


def _flagged_rows(rows: StackedRows, check: Expectation, place: int) -> pl.LazyFrame:
    """The children and years that a table has rows of, marked with the place of the check."""
    year = pl.col(YEAR)
    if check.columns and not rows.format.yearly:
        year = collection_year(pl.col(check.column)).alias(YEAR)
    return rows.frame.lazy().select(year, "child_id", pl.lit(2**place, pl.UInt32).alias(CHECK))


def _with_rows(
    children: pl.LazyFrame, flagged_rows: pl.LazyFrame, checks: Sequence[Expectation]
) -> pl.LazyFrame:
    """For each year, and each check by its place: how many children are meant, and are there."""
    flags = flagged_rows.group_by(YEAR, "child_id").agg(pl.col(CHECK).sum())
    both = children.join(flags, on=[YEAR, "child_id"], how="left")
    return both.group_by(YEAR).agg(_counts(checks)).sort(YEAR)


def _counts(checks: Sequence[Expectation]) -> Iterator[pl.Expr]:
    for place, check in enumerate(checks):
        low, high = check.number(2, EVERY_AGE[0]), check.number(3, EVERY_AGE[1])
        meant = pl.col("age").is_between(low, high) | pl.col("age").is_null()
        if AT_END not in check.words:
            meant &= pl.col("all")
        yield meant.sum().alias(f"{place} of")
        has_row = (pl.col(CHECK).fill_null(0) & 2**place) > 0
        yield (meant & has_row).sum().alias(f"{place} there")


def _missing_rows(
    tables: Mapping[str, StackedRows], checks: Sequence[Expectation], counts: pl.DataFrame
) -> Iterator[Problem]:
    for place, check in enumerate(checks):
        yearly_counts = list(counts.select(YEAR, f"{place} of", f"{place} there").iter_rows())
        yield from _without_rows(tables[check.table], check, yearly_counts)


def _without_rows(
    rows: StackedRows, check: Expectation, counts: Sequence[tuple[int, int, int]]
) -> Iterator[Problem]:
    share, enough = check.numbers[:2]
    known = set(rows.years)
    if not rows.format.yearly:
        known = {year for year, _, with_row in counts if with_row}
        known -= {min(known, default=0)} if _begins_late(rows, check) else set()
    for year, of, rows_there in counts:
        if year in known and of >= enough and rows_there < share * of:
            file = rows.of_year(year)[0] if rows.format.yearly else rows.files[0]
            which = "at the end of" if AT_END in check.words else "all through"
            message = f"{of - rows_there} of {of} children looked after {which} {year} have no row"
            yield whole_file(file, f"{message}{check.cited}", CUT_HINT)


def _begins_late(rows: StackedRows, check: Expectation) -> bool:
    """Whether the first year of a table of the council's own is not a whole one."""
    first = rows.frame[check.column].min()
    return isinstance(first, date) and (first.month, first.day) != (4, 1)


def matched_row_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Tables that lack the rows that go with another table's."""
    for check in expectations("rows_matched"):
        name, *others = check.words[0].split(".")
        rows, stacked_rows = tables.get(check.table), tables.get(name)
        columns = others or list(check.columns)
        if rows is None or stacked_rows is None or not rows.has(*check.columns):
            continue
        if stacked_rows.has(*columns):
            counts = _unmatched(rows, stacked_rows, check.columns, columns)
            yield Probe(
                frame=counts, problems_of=partial(_unmatched_problems, rows, stacked_rows, check)
            )


def _unmatched(
    rows: StackedRows, stacked_rows: StackedRows, left: Sequence[str], right: Sequence[str]
) -> pl.LazyFrame:
    """How many different rows there are, and how many have none in the other table."""
    frame = rows.frame.lazy().select(_written_alike(rows, name) for name in left)
    ids = (
        stacked_rows.frame.lazy()
        .select(_written_alike(stacked_rows, name) for name in right)
        .unique()
    )
    both = (
        frame.drop_nulls()
        .unique()
        .join(ids.with_columns(pl.lit(1).alias("there")), left_on=left, right_on=right, how="left")
    )
    return both.select(pl.len(), pl.col("there").null_count())


def _written_alike(rows: StackedRows, name: str) -> pl.Expr:
    """Postcodes are written with spaces or without."""
    cell = pl.col(name)
    is_postcode = rows.format.column(name).type is Type.POSTCODE
    return cell.str.replace_all(" ", "", literal=True) if is_postcode else cell


def _unmatched_problems(
    rows: StackedRows, stacked_rows: StackedRows, check: Expectation, counts: pl.DataFrame
) -> Iterator[Problem]:
    (of, gone), (share, enough) = counts.row(0), check.numbers
    if of >= enough and of - gone < share * of:
        label = rows.labelled(rows.files[0], check.column)
        message = f"{gone} of {of} rows that {rows.format.name} has by {label} are not here"
        yield whole_file(stacked_rows.files[0], message, CUT_HINT)


def coded_row_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Children whose codes in Episodes ask for a row in another table of the return."""
    for check in expectations("rows_for_codes"):
        (name, *codes), rows = check.words, tables.get(check.table)
        stacked_rows = tables.get(name)
        if rows is None or stacked_rows is None or not rows.has("child_id", check.column):
            continue
        coded = pl.col(check.column).is_in(codes) & pl.col(YEAR).is_in(stacked_rows.years)
        lacking = _unmet(rows.frame.lazy().filter(coded), stacked_rows.frame.lazy())
        message = (
            f"{{column}} asks for a row in {stacked_rows.format.name}, which has none{check.cited}"
        )
        yield Probe(
            frame=lacking, problems_of=partial(rows.at_rows, column=check.column, message=message)
        )


def adoption_probes(tables: Mapping[str, StackedRows]) -> Iterator[Probe]:
    """Children in AD1 who were not adopted in the year, as Episodes say."""
    episodes, adoptions = tables.get("episodes"), tables.get("adoptions")
    if episodes is None or adoptions is None or not episodes.has("child_id", "rec"):
        return
    limits = threshold("adopted")
    adopted = episodes.frame.lazy().filter(pl.col("rec").is_in(limits["codes"].split()))
    rows = adoptions.frame.lazy().filter(pl.col(YEAR).is_in(episodes.years))
    message = f"the child was not adopted in this year, as Episodes say [{limits['rule']}]"
    problems_of = partial(adoptions.at_rows, column="child_id", message=message)
    yield Probe(frame=_unmet(rows, adopted), problems_of=problems_of)


def _unmet(rows: pl.LazyFrame, frame: pl.LazyFrame) -> pl.LazyFrame:
    """The rows whose child has no row among the others in the same return."""
    return rows.join(frame, on=["child_id", YEAR], how="anti").select(FILE, LINE)
