"""Numbers of children aged 0 to 17 that make an impossible rate, jump, or lack a year."""

from collections.abc import Iterator, Mapping

import polars as pl

from cptracker.errors import Problem
from cptracker.records.expectations import setting
from cptracker.records.faults import warning
from cptracker.records.gathered import Gathered, whole_file
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE
from cptracker.records.years import YEAR

POPULATION_HINT = "give the number of children aged 0 to 17 in whole children, not in thousands"
YEARS_HINT = "add the mid-year estimate of the year; until then the latest before it is used"


def check_population(tables: Mapping[str, Gathered]) -> list[Problem]:
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
            found = warning(file.path, message, line=line, column=where, hint=POPULATION_HINT)
            problems.append(found)
        before = children
    return [*problems, *_years_without(rows, stock)]


def _odd(children: int, before: int | None, stock: int | None) -> Iterator[str]:
    limits = setting("population")
    if children == 0:
        yield "there are no children at all"
        return
    if stock and not limits["least"] <= stock / children * 10_000 <= limits["greatest"]:
        yield f"{stock} children looked after make an impossible rate of these"
    if before and max(children, before) > limits["change"] * min(children, before):
        yield "the number of children is far off the year before"


def _stock(tables: Mapping[str, Gathered]) -> dict[int, int]:
    """How many children each return leaves in care at its end."""
    rows = tables.get("episodes")
    if rows is None or not rows.has("child_id", "dec"):
        return {}
    still = rows.frame.filter(pl.col("dec").is_null()).select(YEAR, "child_id").unique()
    return dict(still[YEAR].value_counts().iter_rows())


def _years_without(rows: Gathered, stock: Mapping[int, int]) -> Iterator[Problem]:
    """The calendar years before a return's end that the table does not have."""
    there = set(rows.frame["year"].to_list())
    lacking = [year - 1 for year in sorted(stock) if year - 1 not in there and year not in there]
    if lacking:
        message = f"there is no number of children for {', '.join(map(str, lacking))}"
        yield whole_file(rows.files[0], message, YEARS_HINT)
