"""What comes out: figures, series, judgements and the status report.

Frozen values only, exact to the end: values are fractions of whole numbers, and the reasons for
nothing are distinct all the way to the screen.
"""

import datetime
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from cptracker.errors import Problem
from cptracker.model import Better, PublishedFigure, Target
from cptracker.periods import Period


class Nothing(StrEnum):
    """Why there is no figure. Never 0, never red, never carried forward."""

    NO_CASES = "no_cases"
    NOT_DUE = "not_due"
    NOT_SUPPLIED = "not_supplied"
    NOT_COMPUTABLE = "not_computable"
    HIDDEN = "hidden"


class Rating(StrEnum):
    """How things stand, for a measure or a deliverable."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    COMPLETE = "complete"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    NOT_STARTED = "not_started"
    CANCELLED = "cancelled"


@frozen(kw_only=True)
class Figure:
    """One measure in one period for one group.

    Attributes:
        period: The period it is for.
        group_by: The breakdown, `sex` or `sex+age_group`; empty for everyone.
        group: The group within it, `female` or `female+5-9`; empty for everyone.
        value: In the measure's unit, exact; None when there is none, and `nothing` says why.
        numerator: Those who met it; for a mean or a sum the sum; for a count the count.
        denominator: Those who could have; None for a count or a sum.
        unknown: Those of whom it is not known.
        lower: The value if all unknowns were the low way; None where no bound can be given.
        upper: The value if all unknowns were the high way; None where no bound can be given.
        nothing: Why there is no value.
        excluded: How many were left out, by reason.
        note: What a reader must know about this figure.
    """

    period: Period
    group_by: str = ""
    group: str = ""
    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    unknown: int | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    nothing: Nothing | None = None
    excluded: Mapping[str, int] = field(factory=dict)
    note: str | None = None


@frozen(kw_only=True)
class Series:
    """A measure over periods and groups: everyone first, then each breakdown.

    Attributes:
        measure: The measure's identifier.
        title: Its name.
        unit: `%`, `children`, `social workers` and so on.
        better: Which way is good.
        figures: In order of breakdown, group and time; a period with nothing in it is a figure too.
    """

    measure: str
    title: str
    unit: str
    better: Better
    figures: tuple[Figure, ...]

    @property
    def whole(self) -> tuple[Figure, ...]:
        """The figures for everyone, in order of time."""
        return tuple(figure for figure in self.figures if not figure.group_by)


@frozen(kw_only=True)
class Judgement:
    """A rating with the rule behind it, both in words.

    Attributes:
        rating: How things stand.
        rule: Such as "green at 90% or more, amber from 85%"; None without a target.
        reason: Why this rating, such as "no target set" or "2.1 points short of 90%".
        target: The target in force on the period's last day.
    """

    rating: Rating
    reason: str
    rule: str | None = None
    target: Target | None = None


@frozen(kw_only=True)
class Indicator:
    """One measure as it stands in the status: its latest figure, judged, beside what was published.

    Attributes:
        figure: The latest period's figure for everyone.
        published: The last published value for the council, or None.
        series: The periods shown, oldest first, the latest included.
    """

    measure: str
    title: str
    unit: str
    better: Better
    figure: Figure
    judgement: Judgement
    published: PublishedFigure | None = None
    series: tuple[Figure, ...] = ()


@frozen(kw_only=True)
class SuccessMeasureStatus:
    """A success measure with its indicators, in the plan's order."""

    ref: str
    title: str
    indicators: tuple[Indicator, ...]


@frozen(kw_only=True)
class DeliverableStatus:
    """A key deliverable as it stands; `status` is None while nothing is recorded."""

    ref: str
    title: str
    rating: Rating
    reason: str
    status: str | None = None


@frozen(kw_only=True)
class PriorityStatus:
    """A priority as counts of its indicators' ratings, never as an average."""

    number: int
    title: str
    counts: Mapping[Rating, int]
    deliverables: tuple[DeliverableStatus, ...]
    success_measures: tuple[SuccessMeasureStatus, ...]


@frozen(kw_only=True)
class RecordSource:
    """A file or frame that records came from; `sha256` is None for a frame."""

    path: str
    sha256: str | None = None


@frozen(kw_only=True)
class TableSource:
    """A canonical table of the records: how many rows, from where."""

    table: str
    rows: int | None
    sources: tuple[RecordSource, ...]


@frozen(kw_only=True)
class MeetingLine:
    """One thing that a meeting should know of a promise, and what sort of news it is."""

    sort: str
    ref: str
    title: str
    how: str


@frozen(kw_only=True)
class MeetingPaper:
    """What a meeting should know: what is due by then, and what changed since the last one.

    Attributes:
        date: The day it meets.
        since: The day of the meeting before; None if the plan knows of none.
        lines: The news, alike sorts together.
    """

    date: datetime.date
    since: datetime.date | None
    lines: tuple[MeetingLine, ...]


@frozen(kw_only=True)
class StatusReport:
    """All that any report may show, and all that it gets.

    Attributes:
        as_at: The day the status is told for.
        audience: `restricted` while figures are exact.
        example_data: Whether any record is made up; every output then says so.
        actions: Counts of open, overdue and complete actions; None until there are actions.
        meeting: What frames it as a paper for a meeting; None unless one was asked for.
    """

    plan_title: str
    plan_period: str
    as_at: date
    audience: str
    example_data: bool
    records: tuple[TableSource, ...]
    priorities: tuple[PriorityStatus, ...]
    problems: tuple[Problem, ...] = ()
    actions: Mapping[str, int] | None = None
    meeting: MeetingPaper | None = None
