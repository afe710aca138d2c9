"""Whether the dates of a return lie in the collection year that its name says.

A return holds only what touches its year, so a year that many rows do not touch is not theirs.
Where the dates of a whole return agree on another year than its name, they are believed, and it is
told: otherwise every figure would be told a year early or late. A year that the user gives stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import evolve

from cptracker.files.table_problems import YEAR
from cptracker.model.problems import Problem, Severity
from cptracker.records.checks.gathered import whole_file
from cptracker.records.checks.queries import RowRule
from cptracker.records.checks.thresholds import Expectation, expectations_by_table, threshold
from cptracker.records.collection_years import GIVEN, TableFile, financial_year

YEAR_HINT = (
    "name the folder after the year its return ends in, such as `2024-25`; if the name is right, "
    "the files are of another year, or say it yourself with `year=…`"
)


ANOTHER_HINT = "has a file of another year been copied here? Export it again for this year"


SPAN_HINT = (
    "a return holds only what touches its year, 1 April to 31 March; correct the dates, or the year"
)


def in_years_of_dates(files: Sequence[TableFile]) -> tuple[list[TableFile], list[Problem]]:
    """Each return in the year of its dates, where these agree on another one than its name.

    Args:
        files: Files with their years.

    Returns:
        The files, some with another year; and an error at the first file of each return that moves.
    """
    returns: dict[tuple[str, int], list[TableFile]] = {}
    for file in files:
        if file.year and file.rule != GIVEN and YEAR not in file.frame.columns:
            returns.setdefault((file.folder, file.year), []).append(file)
    moved = {place: year for place, files in returns.items() if (year := _other_year(files))}
    problems = [_moved(returns[place], *place, year) for place, year in moved.items()]
    return [_moved_to(file, moved) for file in files], problems


def _moved_to(file: TableFile, moved: Mapping[tuple[str, int], int]) -> TableFile:
    year = moved.get((file.folder, file.year or 0))
    if year is None or file.rule == GIVEN or YEAR in file.frame.columns:
        return file
    return evolve(file, year=year, rule=f"its dates, although it is {file.year} {file.rule}")


def _moved(files: Sequence[TableFile], _: str, named: int, year: int) -> Problem:
    first = next((file for file in files if _is_misfit(file)), files[0])
    message = (
        f"the dates of this return lie in the year ending 31 March {year}, although the year is "
        f"{named} {first.rule}; {year} is used"
    )
    return whole_file(first, message, YEAR_HINT, Severity.ERROR)


def _other_year(files: Sequence[TableFile]) -> int | None:
    """The other year that all files agree on whose dates say one; None where the name may stand."""
    speaking = [file for file in files if file.frame.height >= threshold("other_year")["rows"]]
    years = {best_year(file) for file in speaking if _span(file)}
    (only,) = years if len(years) == 1 else (None,)
    return only if only != files[0].year else None


def _is_misfit(file: TableFile) -> bool:
    return best_year(file) not in {None, file.year}


def best_year(file: TableFile) -> int | None:
    """The collection year that the dates of a file fit best; its own if they fit that well enough.

    None if it has no dates that must lie in the year, or they fit no year.
    """
    limits, span = threshold("other_year"), _span(file)
    if span is None or file.year is None or file.frame.is_empty():
        return None
    starts, ends = (file.frame[name] for name in span)
    if _share_touching(starts, ends, file.year) >= limits["named"]:
        return file.year
    shares = {year: _share_touching(starts, ends, year) for year in _years_of((starts, ends))}
    best = max(shares, key=lambda year: shares[year], default=None)
    return best if best is not None and shares[best] >= limits["dated"] else None


def _years_of(dates: Iterable[pl.Series]) -> list[int]:
    days = pl.concat([column.drop_nulls() for column in dates])
    late = days.max()
    if not isinstance(late, date):
        return []
    last = financial_year(late)
    return list(range(last - 12, last + 1))


def _share_touching(starts: pl.Series, ends: pl.Series, year: int) -> float:
    """The share of spells that touch a collection year."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    touching = (starts <= last) & (ends.is_null() | (ends >= first))
    return int(touching.fill_null(value=False).sum()) / len(touching)


def _span(file: TableFile) -> tuple[str, str] | None:
    """The columns whose dates must touch the year: of a spell, or one date twice."""
    checks = expectations_by_table("within_year").get(file.format.table, ())
    both = [check.column for check in checks if {"from", "until"} <= set(check.words)]
    starts = [expectation.column for expectation in checks if "from" not in expectation.words]
    if not both or not {*both, *starts} <= set(file.frame.columns):
        return None
    return (starts or both)[0], both[0]


def year_rules_of(table: str, today: date) -> list[RowRule]:
    """Dates of a table that must not lie before or after the year of their return.

    Days to come are told as such.
    """
    return [
        rule
        for check in expectations_by_table("within_year").get(table, ())
        for rule in _outside(check, today)
    ]


def _outside(check: Expectation, today: date) -> Iterator[RowRule]:
    day, last = pl.col(check.column), pl.date(pl.col(YEAR), 3, 31)
    yield _rule(check, (day > last) & (day <= today), "after the end of the return's year")
    if "from" in check.words:
        first = pl.date(pl.col(YEAR) - 1, 4, 1)
        yield _rule(check, day < first, "before the beginning of the return's year")


def _rule(check: Expectation, wrong: pl.Expr, where: str) -> RowRule:
    return RowRule(
        column=check.column,
        wrong=wrong,
        message=f"{{column}} is {where}{check.cited}",
        whole=f"have a {{column}} {where}{check.cited}",
        hint=SPAN_HINT,
        whole_hint=ANOTHER_HINT,
    )
