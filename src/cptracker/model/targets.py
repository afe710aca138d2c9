"""What was promised for measures and agreed about them: dated entries, none of them ever rewritten.

Frozen values only. An older target goes on judging the periods before the newer one began; an
exception adds words and changes no colour; a figure that was told before is kept beside the new.
"""

from datetime import date
from decimal import Decimal

from attrs import frozen

LEAST_BASELINE = 12
"""Fewer points fix no limits; Making Data Count fixes them after 12 to 20."""


@frozen(kw_only=True)
class Baseline:
    """Where a measure stood when its target was set, to tell how far it has come.

    Attributes:
        value: In the measure's unit.
        period: The period's key, such as `202324`.
        source: Where that is written down.
    """

    value: Decimal
    period: str
    source: str


@frozen(kw_only=True)
class Interim:
    """A value on the way to a target.

    Attributes:
        by: The day from which on it judges, until the next one's day.
        value: In the measure's unit.
    """

    by: date
    value: Decimal


@frozen(kw_only=True)
class Target:
    """What was promised for a measure from a date on, such as "90% from April 2024".

    At most one of `within`, `within_percent` and `floor` says how far short is amber; with none,
    anything short of the target is red. `low` and `high` replace `value` where near is better.

    With `due` the value is promised for that day. A period that ends before it is judged by the
    last of the `interim` values whose day has come by then; before the first of them nothing is due
    and the period is not judged.

    Attributes:
        measure: The measure's identifier.
        since: The first day it holds; an older target keeps judging the periods before.
        value: In the measure's unit, as written in the plan.
        low: The lower edge of the range, where near is better.
        high: The upper edge of the range, where near is better.
        within: Tolerance in the measure's unit (points for a percentage).
        within_percent: Tolerance in percent of the target.
        floor: The worst value that is still amber.
        due: The day for which the value is promised; from `since` on if not given.
        interim: Values on the way to it, in order of time, each of them before `due`.
        baseline: Where the measure stood; the way travelled from there is told in words.
        source: Who set it, where.
    """

    measure: str
    since: date
    source: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    within: Decimal | None = None
    within_percent: Decimal | None = None
    floor: Decimal | None = None
    due: date | None = None
    interim: tuple[Interim, ...] = ()
    baseline: Baseline | None = None


@frozen(kw_only=True)
class AcceptedException:
    """Missing a target, accepted for a time: the colour stays, and these words are added.

    It is in force from the day of the meeting to its last day.

    Attributes:
        measure: The measure's identifier.
        by: The role or body that accepted it.
        meeting: The reference of the meeting at which it did.
        until: The last day on which it is accepted.
        reason: Why.
        accepted: The level that was accepted, in the measure's unit; a figure that is worse is
            told. If not given, the figure that was known at the meeting.
    """

    measure: str
    by: str
    meeting: str
    until: date
    reason: str
    accepted: Decimal | None = None


@frozen(kw_only=True)
class ProvisionalFigure:
    """A period whose figure may still change, shown with `[p]`.

    Attributes:
        measure: The measure's identifier.
        period: The period's key.
        reason: What is still to come, such as "two schools to report".
    """

    measure: str
    period: str
    reason: str


@frozen(kw_only=True)
class RevisedFigure:
    """A period whose figure was told otherwise before, shown with `[r]` and the old value.

    Attributes:
        measure: The measure's identifier.
        period: The period's key.
        was: The value as it was told, in the measure's unit.
        reason: Why it changed, such as "late returns".
        source: Where the old value was told.
    """

    measure: str
    period: str
    was: Decimal
    reason: str
    source: str


@frozen(kw_only=True)
class Recalculation:
    """A day from which a measure's control limits are worked out anew; never automatic.

    Attributes:
        measure: The measure's identifier.
        since: The first period that ends on this day or later begins the new limits.
        reason: What changed, such as "new pathway plan form".
        source: Who agreed it, at which meeting.
    """

    measure: str
    since: date
    reason: str
    source: str


@frozen(kw_only=True)
class ChartBaseline:
    """How many of a chart's first points decide its control limits; all if none is given.

    Attributes:
        measure: The measure's identifier.
        points: The first so many points of each segment, 12 or more.
        reason: Why these, such as "the two years before the new team".
        source: Who agreed it, at which meeting.
    """

    measure: str
    points: int
    reason: str
    source: str
