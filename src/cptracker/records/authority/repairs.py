"""The kinds of repair of a stack of returns: what each does, and the rules it comes from.

Codes beginning LIIA are those of the sector's regional tool, the others the DfE's numbers of its
validation rules, under which a council's data team finds them.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import polars as pl
from attrs import frozen

from cptracker.files.table_problems import YEAR
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

col, lit, when = pl.col, pl.lit, pl.when


@frozen(kw_only=True)
class RepairRule:
    """One kind of repair.

    Attributes:
        code: As others number it, for messages.
        words: What was found and what was done.
        drops: Whether the row is left out.
        no_leaving: Whether the end it makes is nobody's leaving care.
        opened: Whether it is of rows that were open, so that their end is made by the repair.
    """

    code: str
    words: str
    drops: bool = False
    no_leaving: bool = False
    opened: bool = False


SAID_TWICE = RepairRule(
    code="LIIA 3, DfE 502",
    words="open, and the same stands in a later return with another DECOM; the later one is used",
    drops=True,
)


REPLACED = RepairRule(
    code="LIIA 3A",
    words="begins within or after an episode of a later return, which replaces it",
    drops=True,
)


ABSENT = RepairRule(
    code="LIIA 2, DfE 1010",
    words="open, and in no later return; it ends with 31 March of its own return's year",
    no_leaving=True,
    opened=True,
)


ABSENT_AND_BACK = RepairRule(
    code="LIIA 1A",
    words="open, and care starts anew after it (RNE S); it ends with 31 March of its own return's "
    "year, or where the next begins if that is sooner",
    no_leaving=True,
    opened=True,
)


FOLLOWED = RepairRule(
    code="LIIA 1",
    words="open, not in a later return, and another follows; it ends where the next begins",
    opened=True,
)


NOT_ENDED = RepairRule(
    code="DfE 142",
    words="not ended while the next begins; it ends where the next begins",
    opened=True,
)


SLIP_OF_A_DAY = RepairRule(
    code="DfE 388, 433",
    words="ended X1 the day before the next begins; it ends where the next begins",
)


OVERLAPS = RepairRule(
    code="LIIA 4",
    words="ends after the next begins, which is of a later return; it ends where the next begins",
)


GAP = RepairRule(
    code="LIIA 5, DfE 388",
    words="ended X1 before the next begins, which is of a later return; care went on until then",
)


WORKER_SAID_TWICE = RepairRule(
    code="DfE SW08, SW16",
    words="open, and the same worker stands in a later return with another start, which is used",
    drops=True,
)


WORKER_ABSENT = RepairRule(
    code="DfE SW08, SW16",
    words="open, and in no later return, as when a child has left care; it ends on 31 March of "
    "its own return's year, or where the child's next spell begins if that is sooner",
)


STILL_MISSING = RepairRule(
    code="DfE 576",
    words="open, and not in the next return; it ends on 31 March of its own return's year",
)


RULES = (
    SAID_TWICE,
    REPLACED,
    ABSENT,
    ABSENT_AND_BACK,
    FOLLOWED,
    NOT_ENDED,
    SLIP_OF_A_DAY,
    OVERLAPS,
    GAP,
    WORKER_SAID_TWICE,
    WORKER_ABSENT,
    STILL_MISSING,
)
"""All kinds, in the order in which they are told; a fix names its rule by its place in here."""


def numbered(rule: RepairRule) -> pl.Expr:
    """A rule's place in `RULES`, for a frame's column."""
    return lit(RULES.index(rule), dtype=pl.Int64)


def of_kind(wanted: Callable[[RepairRule], bool]) -> pl.Expr:
    """Whether a row was repaired by a rule of some kind; null where by none."""
    return col("rule").is_in([number for number, rule in enumerate(RULES) if wanted(rule)])


def placed(rows: pl.DataFrame) -> list[str]:
    """The columns that say where rows stand, if that is known."""
    return [name for name in (FILE, LINE) if name in rows.columns]


def year_days(years: Iterable[tuple[int, date]]) -> pl.Expr:
    """For each row a day by its return's year; null for other years."""
    return col(YEAR).replace_strict(dict(years), default=None, return_dtype=pl.Date)


def year_ends(years: Sequence[int]) -> pl.Expr:
    """31 March of a row's own return's year, for all years but the latest."""
    return year_days((year, date(year, 3, 31)) for year in years[:-1])


def days_after_year_ends(years: Sequence[int]) -> pl.Expr:
    """1 April after it, on which a spell is over that ends with 31 March."""
    return year_days((year, date(year, 4, 1)) for year in years[:-1])


def ends_of_next_returns(years: Sequence[int]) -> pl.Expr:
    """31 March of the next return there is after a row's own."""
    pairs = itertools.pairwise(years)
    return year_days((year, date(following, 3, 31)) for year, following in pairs)


def sooner(day: pl.Expr, other: pl.Expr) -> pl.Expr:
    """The sooner of two days; where the other is not known, the first."""
    return when((other < day).fill_null(value=False)).then(other).otherwise(day)
