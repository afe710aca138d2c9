"""Typed measures and values: what a partner gives as one number, declared in the plan alone."""

import datetime
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from cptracker.model.periods import Every, Period


class TypedKind(StrEnum):
    """What a typed value is, which decides how it is written, bounded and protected."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    MEAN = "mean"
    MONEY = "money"


class SubjectKind(StrEnum):
    """Who is counted; small numbers of children are protected."""

    CHILDREN = "children"
    STAFF = "staff"
    HOUSEHOLDS = "households"
    EVENTS = "events"


class Better(StrEnum):
    """Which way is good: the measure's polarity."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAR = "near"
    CONTEXT = "context"


@frozen(kw_only=True)
class TypedMeasure:
    """A measure whose values are typed, period by period, instead of computed from records.

    Attributes:
        identifier: Lower-case words with hyphens, such as `plans-in-20-weeks`.
        title: For people, without a full stop.
        unit: `%` for a share, `£` for money, else what is counted.
        better: Which way is good.
        kind: What each value is; shares, rates and means may have a numerator and a denominator.
        every: How often a value is due.
        per: For a rate, so many people it is for, such as 10000.
        about: Who is counted; with `children` small numbers are protected in public papers.
        sensitive: Whether even a nought, or all, may tell something of a child.
        source: Who owes the values, or where they are published.
        definition: Who counts, in words.
        why: Why it matters, in a sentence or two.
        parts: Measures of the plan whose numbers add up to this one's, for a share to its
            denominator; so that a small part is not told by the others in public papers.
    """

    identifier: str
    title: str
    unit: str
    better: Better
    kind: TypedKind
    every: Every = Every.QUARTER
    per: int | None = None
    about: SubjectKind = SubjectKind.EVENTS
    sensitive: bool = False
    source: str = ""
    definition: str = ""
    why: str = ""
    parts: tuple[str, ...] = ()


@frozen(kw_only=True)
class TypedValue:
    """One value of a typed measure, for one period and group.

    Attributes:
        measure: The measure's identifier.
        period: The period.
        value: In the measure's unit, exact; None where the denominator is 0.
        numerator: Those who met it, or the sum of a mean; None where only the value was given.
        denominator: Those who could have.
        group_by: The breakdown; empty for everyone.
        group: The group within it; empty for everyone.
        note: What a reader must know of this value.
        by: The role that typed it.
        date: The day it was typed.
        revised: Whether it takes the place of an earlier one.
        path: The file it stands in.
        line: Its line.
    """

    measure: str
    period: Period
    value: Fraction | None
    numerator: int | None = None
    denominator: int | None = None
    group_by: str = ""
    group: str = ""
    note: str = ""
    by: str = ""
    date: datetime.date | None = None
    revised: bool = False
    path: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is the value of: measure, period, breakdown and group."""
        return (self.measure, self.period.key, self.group_by, self.group)
