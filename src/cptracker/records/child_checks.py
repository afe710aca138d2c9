"""Dates that no child can have: before birth, beyond the age, while nobody looked after them."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from cptracker.errors import Problem, Severity
from cptracker.records.expectations import (
    Expectation,
    expectations,
    expectations_by_table,
    setting,
)
from cptracker.records.formats import YEAR_END
from cptracker.records.gathered import BORN, SEEN, Gathered
from cptracker.records.parsing import LINE
from cptracker.records.row_rules import RowRule
from cptracker.records.stacking import FILE

CHECK = "_check"
DAYS_A_YEAR = 365.25
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
    age = _age(pl.col(check.column))
    return RowRule(
        column="dob" if at_end else check.column,
        wrong=(age > greatest) | ((age < least) & ((age >= 0) | (least < 0))),
        message=f"the child is not {least:g} to {greatest:g} years old "
        f"{'on 31 March' if at_end else 'at {column}'}{check.cited}",
        hint=BORN_HINT,
    )


def _grown_up() -> RowRule:
    """Episodes that go on after the age until which somebody can be looked after."""
    limits = setting("looked_after_until")
    age = _age(pl.coalesce("dec", YEAR_END))
    allowed = (pl.col("ls") == limits["ls"]) & (pl.col("place") == limits["place"])
    return RowRule(
        column="dec",
        wrong=(age > limits["age"]) & ~allowed.fill_null(value=False),
        message=f"the young person is looked after beyond the 18th birthday [{limits['rule']}]",
        hint=BORN_HINT,
    )


def spans_of_care(episodes: Gathered) -> pl.DataFrame:
    """For each child the days looked after, as far as the returns know them.

    Returns:
        `child_id`, `_from` and `_to` in order; `_to` is the last day of this span or any before it,
        so that the last span begun on or before a day tells whether it holds.
    """
    ends = pl.coalesce("dec", "year_end").alias("_to")
    spans = episodes.frame.select("child_id", pl.col("decom").alias("_from"), ends)
    ordered = spans.sort("_from")
    return ordered.with_columns(pl.col("_to").cum_max().over("child_id"))


def check_looked_after(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Visits, reviews and the like of children whom nobody looked after on that day."""
    episodes = tables.get("episodes")
    checks = [one for one in expectations("looked_after") if _is_there(tables, one)]
    if episodes is None or not episodes.has("child_id", "decom", "dec") or not checks:
        return []
    days = pl.concat(_days(tables[one.table], one, place) for place, one in enumerate(checks))
    wrong = _outside(days, spans_of_care(episodes), episodes.years)
    problems: list[Problem] = []
    for (place,), rows in wrong.sort(CHECK).group_by(CHECK, maintain_order=True):
        check = checks[int(str(place))]
        problems += _not_looked_after(tables[check.table], check, rows)
    return problems


def _is_there(tables: Mapping[str, Gathered], check: Expectation) -> bool:
    rows = tables.get(check.table)
    return rows is not None and rows.has("child_id", check.column)


def _days(rows: Gathered, check: Expectation, place: int) -> pl.DataFrame:
    """The dates of one check, of children whom the returns know."""
    known = rows.frame.filter(pl.col(SEEN) > 0)
    day, mark = pl.col(check.column).alias("_day"), pl.lit(place, pl.UInt8).alias(CHECK)
    return known.select("child_id", day, FILE, LINE, mark)


def _outside(days: pl.DataFrame, spans: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """The dates in the years of the returns on which the child is not in care."""
    day = pl.col("_day")
    covered = pl.any_horizontal(
        day.is_between(date(year - 1, 4, 1), date(year, 3, 31)) for year in years
    )
    dated = days.lazy().filter(covered).sort("_day")
    spell = dated.join_asof(
        spans.lazy(), left_on="_day", right_on="_from", by="child_id", check_sortedness=False
    )
    return spell.filter(pl.col("_to").is_null() | (day > pl.col("_to"))).collect()


def _not_looked_after(rows: Gathered, check: Expectation, wrong: pl.DataFrame) -> list[Problem]:
    share, enough = check.numbers
    problems: list[Problem] = []
    for place, count in wrong[FILE].value_counts().sort(FILE).iter_rows():
        file = rows.files[place]
        if count < enough or count <= share * file.frame.height:
            continue
        what = "on 31 March" if check.column == "year_end" else "at {column}"
        message = f"the child is not looked after {what}, as Episodes say{check.cited}"
        column = "child_id" if check.column == "year_end" else check.column
        problems += rows.at_rows(wrong.filter(pl.col(FILE) == place), column, message)
    return problems
