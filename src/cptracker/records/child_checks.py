"""Dates that no child can have: before birth, beyond the age, while nobody looked after them."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from cptracker.errors import Severity
from cptracker.records.expectations import Expectation, expectations_by_table, setting
from cptracker.records.formats import YEAR_END, formats
from cptracker.records.gathered import BORN, CARE_FROM, CARE_TO, SEEN
from cptracker.records.row_rules import RowRule

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
    limits = setting("looked_after_until")
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
    never = pl.col(CARE_FROM).is_null() & (pl.col(SEEN) > 0)
    outside = (day < pl.col(CARE_FROM)) | (day > pl.col(CARE_TO))
    what = "on 31 March" if at_end else "at {column}"
    return RowRule(
        column="child_id" if at_end else check.column,
        also=(check.column,),
        wrong=covered & (never | outside),
        message=f"the child is not looked after {what}, as Episodes say{check.cited}",
        share=share,
        enough=int(enough),
    )
