"""The words, years and files that a person may choose from, each once.

Commands, the library, the plan's schema and the documentation take them from here. Nothing is
imported but the standard library, so that help is there at once.
"""

from enum import StrEnum
from typing import Literal

EveryName = Literal["month", "quarter", "financial-year", "academic-year", "trailing-year"]
"""The words of `Every`, for type checkers to refuse all others."""


EngineWord = Literal["polars", "duckdb", "spark"]
"""The words of `EngineName`, likewise."""


EditionWord = Literal["panel", "annex", "brief", "scorecard", "rag", "appendix", "plain"]
"""The words of `EditionName`, likewise."""


MethodWord = Literal["mean", "median"]
"""The words of what is made of the neighbours' figures, likewise."""


class Every(StrEnum):
    """How often a figure is reported, and over how long."""

    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial-year"
    ACADEMIC_YEAR = "academic-year"
    TRAILING_YEAR = "trailing-year"

    @property
    def months(self) -> int:
        """How many months one period covers."""
        return {"month": 1, "quarter": 3}.get(self.value, 12)

    @property
    def step(self) -> int:
        """How many months lie between two period ends; trailing years end every month."""
        return 1 if self is Every.TRAILING_YEAR else self.months

    @property
    def anchor(self) -> int:
        """The month index modulo `step` on which periods end: March for quarters and years."""
        return (7 if self is Every.ACADEMIC_YEAR else 2) % self.step


class Colour(StrEnum):
    """A colour that a person may give: to a blocker, or to how an owner sees it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class EngineName(StrEnum):
    """What may compute the figures; the answer is the same."""

    POLARS = "polars"
    DUCKDB = "duckdb"
    SPARK = "spark"


class EditionName(StrEnum):
    """The papers that are made of a status, the usual one first."""

    PANEL = "panel"
    ANNEX = "annex"
    BRIEF = "brief"
    SCORECARD = "scorecard"
    RAG = "rag"
    APPENDIX = "appendix"
    PLAIN = "plain"


def words_of(choices: type[StrEnum]) -> tuple[str, ...]:
    """The words of a choice, in the order in which they are offered.

    Example:
        >>> words_of(EngineName)
        ('polars', 'duckdb', 'spark')
    """
    return tuple(choice.value for choice in choices)


FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Anything else is a typing error; records, which hold dates of birth, reach further back."""


TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".parquet")
"""Files that are taken for tables where a folder is read."""


RECORD_SUFFIXES = (*TABLE_SUFFIXES, ".xml")
"""Files that are taken for records where a folder is read: tables, and a return as XML."""


WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls")
"""Files of Excel, the last of them of old and refused with a word of its own."""
