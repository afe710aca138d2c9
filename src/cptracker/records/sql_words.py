"""Names and dates as SQL has them, and tables for those who know no categories."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cptracker.records.care.days import FAR_DAY

if TYPE_CHECKING:
    import polars as pl


def quoted(name: str) -> str:
    """A name as DuckDB takes it."""
    return '"' + name.replace('"', '""') + '"'


def ticked(name: str) -> str:
    """A name as Spark takes it."""
    return "`" + name.replace("`", "``") + "`"


def date_in_sql(name: str, named: Callable[[str], str], divided: str) -> str:
    """The date of a whole number in SQL."""
    day = named(f"{name}_day")
    month = f"({day} {divided} 100)"
    year_month_day = f"{month} {divided} 12, {month} % 12 + 1, {day} % 100"
    whole = ", ".join(f"cast({part} as int)" for part in year_month_day.split(", "))
    return f"case when {day} < {FAR_DAY} then make_date({whole}) end"


def as_text(table: "pl.DataFrame") -> "list[pl.Expr]":
    """The ordered categories of a table as text, for who knows none."""
    import polars as pl

    return [
        pl.col(name).cast(pl.String)
        for name, kind in table.schema.items()
        if isinstance(kind, pl.Enum | pl.Categorical)
    ]
