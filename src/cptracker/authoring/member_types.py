"""The shapes of members: what a plug-in returns, one row for each child, event or spell.

A measure says who counts; the engine does every sum. Periods, breakdowns, bounds and child lists
all follow from the one frame of members.

Frames are Narwhals frames and are only described here, never computed. Each date column `x` of a
table has two whole-number companions, which order as dates do and which every engine handles alike:
`x_month` (year * 12 + month - 1) and `x_day` (a hundred times that, plus the day of the month).
They are to compare, never to subtract: `days_between` says how many days lie between two.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Literal

import narwhals.stable.v2 as nw
from attrs import field, frozen

from cptracker.authoring.lookups import Contacts, PerHead
from cptracker.model.rounding import ShownValue
from cptracker.records.care.days import Frame

col = nw.col
"""Columns of a table of the records, to write conditions with; Narwhals' `col`.

Returns: an expression, which nothing computes until the engine does.

Example:
    >>> from cptracker import col, events, load_records
    >>> records = load_records(["records"])
    >>> members = events(records.outcomes, date="year_end", met=col("dental_check") == 1)
"""


lit = nw.lit
"""A value that is the same in every row; Narwhals' `lit`.

Returns: an expression, which nothing computes until the engine does.

Example:
    >>> from cptracker import lit, load_records
    >>> records = load_records(["records"])
    >>> marked = records.visits.with_columns(counted=lit(True))
"""


when = nw.when
"""One value where a condition holds and another where it does not; Narwhals' `when`.

Returns: a clause that goes on with `.then(…)` and `.otherwise(…)`; without the latter it is null
where the condition does not hold.

Example:
    >>> from cptracker import col, load_records, when
    >>> records = load_records(["records"])
    >>> score = when(col("score") >= 17).then(1).otherwise(0)
    >>> high = records.sdq.with_columns(high=score)
"""


CHILD = ("sex", "age_group", "ethnic_group", "uasc")
"""Breakdowns of anything that concerns one child: what a measure of children may name in `by=`.

Example:
    >>> import cptracker
    >>> cptracker.CHILD
    ('sex', 'age_group', 'ethnic_group', 'uasc')
"""


CARE = (*CHILD, "placement_type", "provider", "legal_status", "district")
"""Breakdowns of children looked after and of their episodes: those of `CHILD` and of the placement.

Example:
    >>> import cptracker
    >>> [name for name in cptracker.CARE if name not in cptracker.CHILD]
    ['placement_type', 'provider', 'legal_status', 'district']
"""


Groups = Mapping[str, Sequence[str]]
"""The groups of a breakdown that the members carry themselves, in the order they are shown."""


AmountStatistic = Literal["sum", "mean", "median"] | int
"""What is made of an amount; a whole number from 1 to 99 is that percentile."""


@frozen(kw_only=True, repr=False)
class _MemberKind(ShownValue):
    """What all shapes share: they show themselves, and know once asked whether they are made up.

    Attributes:
        example: Whether the records behind the frame are made up; filled in where they are known.
        turn: Held while the frame is computed, where its engine has one answer at a time.
    """

    example: bool = False
    turn: AbstractContextManager[Any] = field(factory=nullcontext, eq=False)

    def __repr__(self) -> str:
        """What the rows are of, and none of them: they name children."""
        return f"<{type(self).__name__} by {getattr(self, 'subject', '?')}: rows are not shown>"


@frozen(kw_only=True, repr=False)
class Stock(_MemberKind):
    """Who is open on a day: one row for each spell of a subject.

    Attributes:
        frame: One row for each spell.
        subject: The column that names who is counted; a subject counts once, however many rows.
        start: The date column on which a spell begins.
        end: The date column on which it is over; blank is open.
        met: Whether the subject met the standard, unknown where null; None for a plain count.
        excluded: The reason why a row is left out, null where it is not.
        ages: Only while of these ages, both included; of unknown age is unknown.
        contacts: What to look up; the first rule that finds a contact is enough.
        at_least: How many distinct items meet the standard; None gives the mean number.
        none_found: What a subject without any contact is: `missed`, `zero` or `unknown`.
        no_information: `left out` of the value, or `not met` as the DfE counts it.
        per: The people a rate is for.
        months: Counts whoever was open at any time in so many months; 0 is the last day.
        looks_back: How many months of records before a period's end the members rest on, where
            that is more than their windows say.
        disjoint: States that no two spells of one subject overlap, which saves a step.
        amount: What is averaged, a whole number, unknown where null; None for all else.
        since: The date column from which the amount is the months until the period's last day.
        statistic: What is made of the amount: see `AmountStatistic`.
    """

    frame: Frame
    subject: str
    start: str
    end: str
    met: nw.Expr | None = None
    excluded: nw.Expr | None = None
    ages: tuple[int, int | None] | None = None
    contacts: tuple[Contacts, ...] = ()
    at_least: int | None = None
    none_found: str = "missed"
    no_information: str = "left out"
    per: PerHead | None = None
    months: int = 0
    looks_back: int = 0
    disjoint: bool = False
    amount: nw.Expr | None = None
    since: str | None = None
    statistic: AmountStatistic = "mean"
    groups: Groups = field(factory=dict)


@frozen(kw_only=True, repr=False)
class Events(_MemberKind):
    """What happened in a period: one row for each event.

    Attributes:
        frame: One row for each event.
        subject: The column that names whom it concerns.
        date: The date column that decides the period.
        met: Whether it met the standard, unknown where null; None for a count.
        amount: A whole number that is summed or averaged; None counts rows.
        statistic: What is made of the amount: see `AmountStatistic`.
        distinct: Counts each subject once a period, however many events.
        excluded: The reason why a row is left out, null where it is not.
        ages: Only of these ages on the date; of unknown age is unknown.
        no_information: `left out` of the value, or `not met` as the DfE counts it.
        per: The people a rate is for.
    """

    frame: Frame
    subject: str
    date: str
    met: nw.Expr | None = None
    amount: nw.Expr | None = None
    statistic: AmountStatistic = "sum"
    distinct: bool = False
    excluded: nw.Expr | None = None
    ages: tuple[int, int | None] | None = None
    no_information: str = "left out"
    per: PerHead | None = None
    groups: Groups = field(factory=dict)


@frozen(kw_only=True, repr=False)
class Deadlines(_MemberKind):
    """What was due: one row for each duty. Counted in the period of its due day.

    Attributes:
        frame: One row for each duty.
        subject: The column that names whom it concerns.
        due: The date column of the last day on which it is in time.
        done: The date column of the day it was done; blank is not done.
        excluded: The reason why a row is left out, null where it is not.
        looks_back: How many months before its due day a duty began, at the most.
    """

    frame: Frame
    subject: str
    due: str
    done: str
    excluded: nw.Expr | None = None
    looks_back: int = 0
    groups: Groups = field(factory=dict)


@frozen(kw_only=True, repr=False)
class SuppliedFigures(_MemberKind):
    """Figures given as they are: one row for each, with its numerator and denominator.

    Attributes:
        frame: One row for each figure given.
        subject: The column that says what it is of.
        date: The date column that decides the period.
        numerator: The whole-number column of those who met it.
        denominator: The whole-number column of those who could have.
        excluded: The reason why a row is left out, null where it is not.
    """

    frame: Frame
    subject: str
    date: str
    numerator: str
    denominator: str
    excluded: nw.Expr | None = None
    groups: Groups = field(factory=dict)


@frozen(kw_only=True)
class Ratio(_MemberKind):
    """One count divided by another, of different subjects: leavers by staff in post.

    Attributes:
        numerator: What is divided.
        denominator: What it is divided by.
        per: The value is for so many of the denominator.
    """

    numerator: Stock | Events
    denominator: Stock | Events
    per: int = 1

    @property
    def parts(self) -> tuple[Stock | Events, Stock | Events]:
        """The two counts."""
        return self.numerator, self.denominator

    @property
    def subject(self) -> str:
        """The column that names whom the numerator counts."""
        return self.numerator.subject

    @property
    def groups(self) -> Groups:
        """The groups of breakdowns that either count carries itself."""
        return {**self.denominator.groups, **self.numerator.groups}


RowsOfMembers = Stock | Events | Deadlines | SuppliedFigures

Members = RowsOfMembers | Ratio
"""What a measure's function returns: rows that say who counts, made by `stock`, `events`,
`deadlines`, `supplied` or `ratio`. Use it as the type of the function's result.

Example:
    >>> from cptracker import Members, Records, deadlines
    >>> def peps_in_timescale(records: Records) -> Members:
    ...     return deadlines(records.peps, due="due", done="completed")
"""


def is_of_amounts(members: Members) -> bool:
    """Whether a mean, a median or a percentile of an amount is asked for."""
    if not isinstance(members, Stock | Events) or members.amount is None:
        return False
    return members.statistic != "sum"


def is_since(members: Members) -> bool:
    """Whether amounts are months, from each of which those to the period's end count."""
    return isinstance(members, Stock) and members.since is not None


def is_mean(members: Members) -> bool:
    """Whether a stock is looked up for the mean number of distinct items."""
    if not isinstance(members, Stock) or not members.contacts:
        return False
    return members.at_least is None and members.contacts[0].item is not None
