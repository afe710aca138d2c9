"""Who stands behind a figure: values that name children, and so are never for a paper."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from cptracker.model.figures import Figure
from cptracker.model.measure_info import Statistic
from cptracker.model.plan import Better
from cptracker.model.rounding import ShownValue


class MemberOutcome(StrEnum):
    """What became of a member."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"
    COUNTED = "counted"
    NOT_DUE = "not yet due"
    LEFT_OUT = "left out"
    BASE = "divided by"


NEUTRAL = {MemberOutcome.MET: "counted", MemberOutcome.MISSED: "not counted"}
"""What they are called where it is no merit to be counted, as with three or more placements."""


@frozen(kw_only=True)
class MemberRows:
    """Rows of one file that speak of a member.

    Attributes:
        table: Its canonical table.
        path: The file; `<name>` for a frame.
        lines: In order, each once.
    """

    table: str
    path: str
    lines: tuple[int, ...]


@frozen(kw_only=True)
class Member:
    """A child, a spell, an event or a duty, as the figure counts it.

    Attributes:
        subject: Its identifier, such as a child's.
        outcome: What became of it.
        reason: Why it was left out; else empty.
        first: The day on which the spell began, the event happened or the duty was due.
        last: The day on which the spell ended or the duty was done; None where it is open or the
            event has one day.
        began: The day from which a duty was counted, where the measure knows one.
        numerator: What it adds to the figure's numerator.
        denominator: What it adds to those of whom it is known.
        unknown: What it adds to those of whom it is not.
        left_out: Whether it is left out for a reason, as 1 or 0.
        items: What was counted for a mean, such as the workers of a child.
        groups: Its group in each breakdown that was asked for.
        days_left: Of a duty that is not yet due; else None.
        rows: The rows that speak of it.
    """

    subject: str
    outcome: MemberOutcome
    reason: str = ""
    first: date | None = None
    last: date | None = None
    began: date | None = None
    numerator: int = 0
    denominator: int = 0
    unknown: int = 0
    left_out: int = 0
    items: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(factory=dict)
    days_left: int | None = None
    rows: tuple[MemberRows, ...] = ()


@frozen(kw_only=True, repr=False)
class Cases(ShownValue):
    """A figure with all who stand behind it.

    Attributes:
        measure: The measure's identifier.
        title: Its name.
        unit: `%`, or what is counted.
        subject: The column that names the members, such as `child_id`.
        as_at: The day the records are told for.
        figure: The figure they recount to; where it is nothing, it says why.
        group: The groups they were kept to, by breakdown; empty for everyone.
        by: The breakdowns that are told of each, those of `group` first.
        statistic: What the figure is; None where nothing could be computed.
        scale: A rate is for so many people; else 1.
        not_met: Whether no information counts as not met.
        headings: What `first` and `last` of a member are.
        members: One by one, in order of outcome and subject.
        upcoming: Duties that fall due after the period and are not done; no part of the figure.
        shown: Which rows stand beside each member, in words.
        example: Whether the records are made up.
        better: Which way is good; it decides what members are called.

    Example:
        >>> import cptracker
        >>> plans = cptracker.cases("peps-in-timescale", "records", period="202526Q4")
        >>> plans
        <Cases peps-in-timescale 202526Q4: 93.51 (389 of 416), 416 members>
        >>> plans.recount[:2]
        (389, 416)
    """

    measure: str
    title: str
    unit: str
    subject: str
    as_at: date
    figure: Figure
    group: Mapping[str, str] = field(factory=dict)
    by: tuple[str, ...] = ()
    statistic: Statistic | None = None
    scale: int = 1
    not_met: bool = False
    headings: tuple[str, str] = ("from", "until")
    members: tuple[Member, ...] = ()
    upcoming: tuple[Member, ...] = ()
    shown: str = ""
    example: bool = False
    better: Better = Better.HIGHER

    def __repr__(self) -> str:
        return f"<Cases {self.measure} {self.figure.in_words}, {len(self.members):,} members>"

    def word(self, outcome: MemberOutcome) -> str:
        """What became of a member, in words that fit what the measure counts."""
        merit = self.better is Better.HIGHER
        return str(outcome) if merit else NEUTRAL.get(outcome, str(outcome))

    @property
    def recount(self) -> tuple[int, int, int, dict[str, int]]:
        """Numerator, known, unknown, and those left out by reason: the sums over all members."""
        left_out: dict[str, int] = {}
        for member in self.members:
            if member.left_out:
                left_out[member.reason] = left_out.get(member.reason, 0) + member.left_out
        return (
            sum(member.numerator for member in self.members),
            sum(member.denominator for member in self.members),
            sum(member.unknown for member in self.members),
            dict(sorted(left_out.items())),
        )


_ORDER = (
    MemberOutcome.MISSED,
    MemberOutcome.UNKNOWN,
    MemberOutcome.NOT_DUE,
    MemberOutcome.MET,
    MemberOutcome.COUNTED,
    MemberOutcome.BASE,
)
"""Whom to look at first; where it is no merit to be counted, those who are."""


def order_of_member(member: Member, better: Better) -> tuple[int, str, date, str]:
    """The order in which members are listed: those who need attention first."""
    order = _ORDER if better is Better.HIGHER else (MemberOutcome.MET, *_ORDER)
    at = order.index(member.outcome) if member.outcome in order else len(order)
    return (at, member.subject, member.first or date.min, member.reason)
