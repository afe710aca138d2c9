"""Typed values: what a partner gives as one number; `plan.TypedMeasure` declares what it is of."""

import datetime
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from cptracker.model.periods import Period


class TypedKind(StrEnum):
    """What a typed value is, which decides how it is written, bounded and protected."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    MEAN = "mean"
    MONEY = "money"


class About(StrEnum):
    """Who is counted; small numbers of children are protected."""

    CHILDREN = "children"
    STAFF = "staff"
    HOUSEHOLDS = "households"
    EVENTS = "events"


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
