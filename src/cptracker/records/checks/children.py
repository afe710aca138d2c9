"""Dates that no child can have, and numbers of children that no council can have."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from cptracker.files.table_problems import YEAR, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.checks.gathered import (
    BORN,
    CARE_FROM,
    CARE_TO,
    TABLES_WITH_ROWS,
    StackedRows,
    whole_file,
)
from cptracker.records.checks.queries import RowRule
from cptracker.records.checks.thresholds import Expectation, expectations_by_table, threshold
from cptracker.records.formats import YEAR_END, formats
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

DAYS_A_YEAR = 365.25


A_DAY = 1 / DAYS_A_YEAR
"""What leap years make of a birthday, in years."""


BORN_HINT = "correct the date, or the date of birth in the Header"


def age_rules_of(table: str) -> list[RowRule]:
    """Dates before birth, and those at which the child is too young or too old."""
    born = expectations_by_table("born").get(table, ())
    aged = expectations_by_table("ages").get(table, ())
    grown_up = [_grown_up()] if table == "episodes" else []
    return [*map(_before_birth, born), *map(_odd_age, aged), *grown_up]


def _age(day: pl.Expr) -> pl.Expr:
    return (day - pl.col(BORN)).dt.total_days() / DAYS_A_YEAR


def _before_birth(check: Expectation) -> RowRule:
    return RowRule(
        column=check.column,
        wrong=pl.col(check.column) < pl.col(BORN),
        message=f"{{column}} is before the child's birth{check.cited}",
        hint=BORN_HINT,
        severity=Severity.ERROR,
    )


def _odd_age(check: Expectation) -> RowRule:
    """What is before birth is told by itself, unless the age says how long before it may be."""
    least, greatest = check.numbers
    at_end = check.column == YEAR_END
    when = "on 31 March" if at_end else "at {column}"
    words = f"the child is not {least:g} to {greatest:g} years old {when}"
    if least < 0:  # a worker may come before the child
        words = f"the child is over {greatest:g} years old {when}, or born over a year later"
    age = _age(pl.col(check.column))
    return RowRule(
        column="dob" if at_end else check.column,
        also=(check.column,),
        wrong=(age >= greatest + 1 + A_DAY) | ((age < least - A_DAY) & ((age >= 0) | (least < 0))),
        message=f"{words}{check.cited}",
        hint=BORN_HINT,
    )


def _grown_up() -> RowRule:
    """Episodes that go on after the age until which somebody can be looked after."""
    limits = threshold("looked_after_until")
    age = _age(pl.coalesce("dec", YEAR_END))
    allowed = (pl.col("ls") == limits["ls"]) & (pl.col("place") == limits["place"])
    return RowRule(
        column="dec",
        also=("ls", "place"),
        wrong=(age > limits["age"]) & ~allowed.fill_null(value=False),
        message=f"the young person is looked after beyond the 18th birthday [{limits['rule']}]",
        hint=BORN_HINT,
    )


def care_rules_of(table: str, years: Sequence[int]) -> list[RowRule]:
    """Visits, reviews and the like of children whom nobody looked after at that time.

    Args:
        table: The canonical table.
        years: The collection years that Episodes cover; other dates are not looked at.
    """
    checks = expectations_by_table("looked_after").get(table, ()) if years else ()
    return [_not_looked_after(check, min(years), max(years)) for check in checks]


def _not_looked_after(check: Expectation, first: int, last: int) -> RowRule:
    share, enough = check.numbers
    day, at_end = pl.col(check.column), check.column == YEAR_END
    covered = day.is_between(date(first - 1, 4, 1), date(last, 3, 31))
    if formats()[check.table].yearly:  # a return speaks of nobody else's care
        covered = pl.lit(value=True)
    never = pl.col(CARE_FROM).is_null() & (pl.col(TABLES_WITH_ROWS) > 0)
    outside = (day < pl.col(CARE_FROM)) | (day > pl.col(CARE_TO))
    where = "on 31 March" if at_end else "at {column}"
    return RowRule(
        column="child_id" if at_end else check.column,
        also=(check.column,),
        wrong=covered & (never | outside),
        message=f"the child is not looked after {where}, as Episodes say{check.cited}",
        share=share,
        enough=int(enough),
    )


POPULATION_HINT = "give the number of children aged 0 to 17 in whole children, not in thousands"


YEARS_HINT = "add the mid-year estimate of the year; until then the latest before it is used"


def check_population(tables: Mapping[str, StackedRows]) -> list[Problem]:
    """Numbers out of proportion to the children looked after, and years that are missing."""
    rows = tables.get("population")
    if rows is None or not rows.has("year", "children_0_17"):
        return []
    ordered = rows.frame.sort("year").select("year", "children_0_17", FILE, LINE).rows()
    stock, before, problems = _stock(tables), None, []
    for year, children, place, line in ordered:
        file = rows.files[place]
        where = rows.place(file, "children_0_17")
        for message in _odd(children, before, stock.get(year + 1) or stock.get(year)):
            problem = record_warning(
                file.path, message, line=line, column=where, hint=POPULATION_HINT
            )
            problems.append(problem)
        before = children
    return [*problems, *_years_without(rows, stock)]


def _odd(children: int, before: int | None, stock: int | None) -> Iterator[str]:
    limits = threshold("population")
    if children == 0:
        yield "there are no children at all"
        return
    if stock and not limits["least"] <= stock / children * 10_000 <= limits["greatest"]:
        yield f"{stock} children looked after make an impossible rate of these"
    if before and max(children, before) > limits["change"] * min(children, before):
        yield "the number of children is far off the year before"


def _stock(tables: Mapping[str, StackedRows]) -> dict[int, int]:
    """How many children each return leaves in care at its end."""
    rows = tables.get("episodes")
    if rows is None or not rows.has("child_id", "dec"):
        return {}
    still = rows.frame.filter(pl.col("dec").is_null()).select(YEAR, "child_id").unique()
    return dict(still[YEAR].value_counts().iter_rows())


def _years_without(rows: StackedRows, stock: Mapping[int, int]) -> Iterator[Problem]:
    """The calendar years before a return's end that the table does not have."""
    years = set(rows.frame["year"].to_list())
    lacking = [year - 1 for year in sorted(stock) if year - 1 not in years and year not in years]
    if lacking:
        message = f"there is no number of children for {', '.join(map(str, lacking))}"
        yield whole_file(rows.files[0], message, YEARS_HINT)
