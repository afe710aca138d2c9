"""What comes out: figures, series and judgements.

Frozen values only, exact to the end: values are fractions of whole numbers, and the reasons for
nothing are distinct all the way to the screen.
"""

import datetime
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from cptracker.model.measure_info import FiguresOfMeasure, MeasureInfo
from cptracker.model.periods import Period
from cptracker.model.related import Cohorts, Related
from cptracker.model.rounding import ShownOnScreen, ShownValue, published_number
from cptracker.model.targets import Target


class MissingReason(StrEnum):
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
    HIDDEN = "hidden"


class Unrated(StrEnum):
    """How something stands that has no rating, though something is known of it."""

    REPORTED = "reported"


@frozen(kw_only=True)
class DistinctChildren:
    """How many distinct children stand behind a figure whose rows are not children.

    Attributes:
        numerator: Children with at least one row that counts.
        complement: Children with at least one row that could have counted and did not.
        denominator: Children with at least one row in the denominator, or in the count.
    """

    numerator: int
    complement: int
    denominator: int


DIGITS_SHOWN = 2
"""Digits after the point of a value in one line, at most."""


@frozen(kw_only=True, repr=False)
class Figure(ShownOnScreen):
    """One measure in one period for one group.

    Attributes:
        period: The period it is for.
        group_by: The breakdown, `sex` or `sex+age_group`; empty for everyone.
        group: The group within it, `female` or `female+5-9`; empty for everyone.
        value: In the measure's unit, exact; None when there is none, and `missing_reason` says why.
        numerator: Those who met it; for a mean, an average or a sum
            the sum; for a count the count; None for a percentile.
        denominator: Those who could have; None for a count or a sum.
        unknown: Those of whom it is not known.
        lower: The value if all unknowns were the low way; None where no bound can be given.
        upper: The value if all unknowns were the high way; None where no bound can be given.
        missing_reason: Why there is no value.
        excluded: How many were left out, by reason.
        note: What a reader must know about this figure.
        squares: For a mean or an average the sum of the squares, from which its spread follows;
            else None.
        limits: For a percentile the values between which it lies with 95% confidence, by order
            statistics; None where there are too few, and for all else.
        largest: Of an amount what the two children have who have most, where protection asked.
        distinct_children: Those behind the numbers, where rows are not children; None where each
            counted row is a child of its own, or where they were not asked for.
        hidden_because: Why a hidden figure is hidden; alike for all of them, since to tell a small
            number from one that is hidden to protect it would tell part of it.
        digits: How many digits after the point it is shown with at least; None for the usual.
        marks: Letters of the government's shorthand that hold for it, such as `u`.

    Example:
        >>> import cptracker
        >>> plan, registry = cptracker.load_plan("strategy"), cptracker.find_measures()
        >>> records = cptracker.load_records(["records"])
        >>> report = cptracker.build_status(plan, registry, records, priorities=[7])
        >>> figure = report.priorities[0].success_measures[2].indicators[0].figure
        >>> figure.numerator, figure.denominator, figure.unknown, float(figure.value)
        (189, 322, 12, 58.69565217391305)
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
    missing_reason: MissingReason | None = None
    excluded: Mapping[str, int] = field(factory=dict)
    note: str | None = None
    squares: int | None = None
    limits: tuple[Fraction, Fraction] | None = None
    largest: tuple[int, int] | None = None
    distinct_children: DistinctChildren | None = None
    hidden_because: tuple[str, ...] = ()
    digits: int | None = None
    marks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Figure {self.in_words}>"

    @property
    def in_words(self) -> str:
        """In one line: the period, the group, and the value or why there is none."""
        group = f" {self.group_by}={self.group}" if self.group_by else ""
        if self.value is None:
            return f"{self.period.key}{group}: {self.missing_reason}"
        value = published_number(self.value, DIGITS_SHOWN)
        of = f" ({self.numerator:,} of {self.denominator:,})" if self.has_both_counts else ""
        return f"{self.period.key}{group}: {value}{of}"

    @property
    def has_both_counts(self) -> bool:
        """Whether it has a numerator and a denominator."""
        return self.numerator is not None and self.denominator is not None


@frozen(kw_only=True, repr=False)
class Series(FiguresOfMeasure, ShownValue):
    """A measure over periods and groups: everyone first, then each breakdown.

    Attributes:
        info: The facts of the measure. These can be read of the series itself: `measure`, which is
            its identifier, `title`, `unit`, `better`, `definition`, `source`, `departs`, `about`,
            `sensitive`, `related`, `statistic`, `window`, `scale` and `over_time`.
        figures: In order of breakdown, group and time; a period with nothing in it is a figure too.
        example_data: Whether the records are made up.
        cohorts: The children in the bases, for protection alone; empty unless it asked for them.
        audience: `restricted` while figures are exact, `public` once they are protected.
        sums: How measures add up to one another, for protection alone.
        children_counted: Whether the distinct children behind rows were counted, without which
            figures cannot be protected.

    Example:
        >>> import cptracker
        >>> plan, registry = cptracker.load_plan("strategy"), cptracker.find_measures()
        >>> records = cptracker.load_records(["records"])
        >>> report = cptracker.build_status(plan, registry, records, also=["appendix"])
        >>> series = report.appendix[0].series
        >>> series.measure, [figure.numerator for figure in series.whole]
        ('children-looked-after', [510, 512, 505, 495, 482])
    """

    info: MeasureInfo
    figures: tuple[Figure, ...]
    example_data: bool = False
    cohorts: Cohorts = field(factory=Cohorts, repr=False, eq=False)
    audience: str = "restricted"
    children_counted: bool = field(default=False, repr=False, eq=False)
    sums: tuple[Related, ...] = field(default=(), repr=False, eq=False)

    def __repr__(self) -> str:
        keys = list(dict.fromkeys(figure.period.key for figure in self.figures))
        span = f", {keys[0]} to {keys[-1]}" if keys else ""
        return f"<Series {self.measure}: {len(self.figures)} figures{span}, {self.audience}>"

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
        target: The target in force on the period's last day; on the way to one the interim value.
        worst: The rating if all who are not known were the bad way; None where there are none.
        best: The rating if all who are not known were the good way; None where there are none.
        progress: How far it has come from the target's baseline, such as "two thirds of the way
            from 60% to 90%".
        accepted: The exception in force, in words; the colour stays.
        provisional: Why the figure may still change, shown as `[p]`.
        revised: What the figure was told as before and why it changed, shown as `[r]`.
        stale: How many periods the figure is behind the latest that was over.
    """

    rating: Rating
    reason: str
    rule: str | None = None
    target: Target | None = None
    worst: Rating | None = None
    best: Rating | None = None
    progress: str | None = None
    accepted: str | None = None
    provisional: str | None = None
    revised: str | None = None
    stale: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether those who are not known could give another colour."""
        return self.worst is not self.best


@frozen(kw_only=True)
class SourceOfRecords:
    """A file or frame that records came from; `sha256` is None for a frame."""

    path: str
    sha256: str | None = None


@frozen(kw_only=True)
class SourceOfTable:
    """A canonical table of the records: how many rows, from where."""

    table: str
    rows: int | None
    sources: tuple[SourceOfRecords, ...]


@frozen(kw_only=True)
class MeetingLine:
    """One thing that a meeting should know of a promise, and what kind of news it is."""

    kind: str
    ref: str
    title: str
    how: str


@frozen(kw_only=True)
class MeetingPaper:
    """What a meeting should know: what is due by then, and what changed since the last one.

    Attributes:
        date: The day it meets.
        since: The day of the meeting before; None if the plan knows of none.
        lines: The news, alike kinds together.
    """

    date: datetime.date
    since: datetime.date | None
    lines: tuple[MeetingLine, ...]


UNKNOWN = "unknown"
