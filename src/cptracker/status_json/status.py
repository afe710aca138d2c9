"""The JSON of the status as classes, from which its schema is made: `cptracker/status/2`."""

from collections.abc import Iterator
from typing import Final, Literal

from attrs import field, frozen

from cptracker.model.figures import MissingReason, Rating
from cptracker.model.plan import Better
from cptracker.model.problems import ProblemKind, Severity
from cptracker.stats.trends import Direction
from cptracker.status_json.figures import (
    BenchmarkDocument,
    ComparatorDocument,
    ConflictDocument,
    GroupDocument,
    OverTime,
    PeriodDocument,
    PointDocument,
    RankDocument,
    RelatedMeasuresDocument,
)
from cptracker.status_json.promises import (
    ActionDocument,
    ActionsDocument,
    CommentaryDocument,
    DeliverableDocument,
    DutyDocument,
    MeetingDocument,
    QuotationDocument,
)
from cptracker.status_json.protection import ProtectionDocument, TableOfAppendixDocument
from cptracker.status_json.ratings import (
    DefinitionApprovalDocument,
    GapDocument,
    JudgementDocument,
    SpcDocument,
    TargetDocument,
)
from cptracker.status_json.scalars import (
    Count,
    Day,
    Number,
    Position,
    SameAs,
    Sha256,
    absent,
    formerly,
)

SCHEMA: Final = "cptracker/status/2"
"""The contract and its version."""


READABLE: Final = (SCHEMA, "cptracker/status/1")
"""The versions that are read."""


@frozen(kw_only=True)
class PlanDocument:
    """Which plan.

    Attributes:
        identifier: A short word for it, such as together-plan.
    """

    identifier: str = field(metadata=absent(""))
    title: str
    period: str


@frozen(kw_only=True)
class SourceDocument:
    """A file or frame that records came from.

    Attributes:
        sha256: Null for a frame.
    """

    path: str
    sha256: Sha256 | None


@frozen(kw_only=True)
class TableDocument:
    """A canonical table of the records."""

    table: str
    rows: Count | None
    sources: tuple[SourceDocument, ...]


@frozen(kw_only=True)
class IndicatorDocument:
    """One measure: its latest figure, judged, beside what was published.

    Attributes:
        measure: The measure's identifier.
        unit: % or what is counted.
        better: Which way is good.
        value: In the measure's unit; shares in percent.
        numerator: Those who met it; for a mean or a sum the sum.
        denominator: Those who could have; null for a count or a sum.
        unknown: Those of whom it is not known.
        lower: The value if all unknowns were the low way; null where no bound can be given.
        upper: The value if all unknowns were the high way; null where no bound can be given.
        excluded: How many were left out, by reason.
        missing_reason: Why there is no value.
        rule: The rule of the rating in words; null without a target.
        trend: Whether it gets better or worse; null when neither way is good.
        comparators: The council's own last published figure first, then England, the region, the
            neighbours together and each alone, and own earlier years: one of each for everyone,
            then one of each for every group of which figures are published.
        group_ranks: Where the council stands for groups of which figures are published.
        departs: How the measure departs from the national definition, so that nothing judges or
            ranks it; null where it does not.
        benchmark: How it stands beside others where no target is set, by the plan's rule; null
            where it has a target, or nobody is alike.
        conflicts: Figures for one thing that differ by more than their rounding, none hidden.
        series: Oldest first, the latest included.
        statistic: What the figures are; null where nothing could be computed.
        about: Who is counted; only children are protected.
        sensitive: Whether nobody, or everybody, may tell something of a child.
        over_time: flow where figures of periods add up, level for those of a period's last day,
            distinct where each child counts once in a period, however long it is.
        related: Null where its numbers follow from no other measure's.
        breakdowns: The latest period by group, where breakdowns were asked for.
        gaps: Between groups, where breakdowns were asked for.
        approval: Null where the panel agreed no definition.
    """

    measure: str
    title: str
    unit: str
    better: Better
    period: PeriodDocument
    value: Number | None
    numerator: int | None
    denominator: Count | None
    unknown: Count | None
    lower: Number | None
    upper: Number | None
    excluded: dict[str, Count]
    missing_reason: MissingReason | None = field(metadata=formerly("nothing"))
    rating: Rating
    rule: str | None
    target: TargetDocument | None
    trend: Direction | None = field(metadata=formerly("direction_of_travel"))
    spc: SpcDocument | None
    judgement: JudgementDocument = field(metadata=absent({}))
    comparators: tuple[ComparatorDocument, ...]
    rank: RankDocument | None
    group_ranks: tuple[RankDocument, ...] = field(metadata=absent([]))
    departs: str | None
    benchmark: BenchmarkDocument | None
    conflicts: tuple[ConflictDocument, ...] = field(metadata=absent([]) | formerly("disagreements"))
    series: tuple[PointDocument, ...]
    statistic: (
        Literal["count", "sum", "share", "mean", "rate", "average", "percentile", "ratio"] | None
    ) = field(metadata=formerly("sort"))
    about: str = field(metadata=absent("children"))
    sensitive: bool = field(metadata=absent(False))
    over_time: OverTime | None
    related: RelatedMeasuresDocument | None = field(metadata=formerly("ties"))
    breakdowns: tuple[GroupDocument, ...] = field(metadata=absent([]))
    gaps: tuple[GapDocument, ...] = field(metadata=absent([]))
    approval: DefinitionApprovalDocument | None = field(metadata=formerly("agreement"))


@frozen(kw_only=True)
class SuccessMeasureDocument:
    """How the plan says its success will be measured.

    Attributes:
        commentary: What was last said of it by the day.
        owner: The role that answers for it; null where none is named.
    """

    ref: str
    title: str
    owner: str | None
    indicators: tuple[IndicatorDocument, ...]
    commentary: CommentaryDocument | None


@frozen(kw_only=True)
class CountsDocument:
    """How many indicators have each rating; never an average."""

    hidden: Count = field(metadata=absent(0))
    red: Count
    amber: Count
    green: Count
    no_target: Count
    no_data: Count


@frozen(kw_only=True)
class PriorityDocument:
    """A priority of the plan.

    Attributes:
        counts: How many indicators have each rating; never an average.
        commentary: What was last said of the priority as a whole, with the writer's own rating.
        lead: The role that leads on it; null where none is named.
    """

    number: Position
    title: str
    lead: str | None
    counts: CountsDocument
    deliverables: tuple[DeliverableDocument, ...]
    success_measures: tuple[SuccessMeasureDocument, ...]
    commentary: CommentaryDocument | None


@frozen(kw_only=True)
class ProblemDocument:
    """Something that a person can mend, with its place.

    Attributes:
        count: For how many places it stands.
    """

    kind: ProblemKind
    severity: Severity
    path: str | None
    line: Position | None
    column: Position | None
    message: str
    hint: str | None
    count: Position


@frozen(kw_only=True)
class StatusDocument:
    """The status of a plan on a day.

    Attributes:
        plan: Which plan.
        as_at: The day to which figures are told.
        tracker_at: The day for which actions, deliverables, commentary and meetings are told.
        later_changes: How many changes of these came after that day, and so are not shown.
        audience: `restricted` while figures are exact, `public` once they are protected.
        example_data: Whether any record is made up.
        only_priorities: The priorities that were asked for; null if all are here.
        areas: What was last said of areas beside the plan's own, within a year.
        actions: Null until there are actions.
        action_list: Each action and recommendation that was known, in the plan's order.
        duties: What is to be done again and again, in the plan's order.
        quotations: What young people said, the last first, as far as this audience may see it.
        meeting: Null unless a paper for a meeting was asked for.
        protection: Null while figures are exact.
        appendix: Tables beside the plan's own measures, where asked for.
    """

    schema: Literal["cptracker/status/2"]
    plan: PlanDocument
    as_at: Day
    tracker_at: Day = field(metadata=absent(SameAs(field="as_at")))
    later_changes: Count = field(metadata=absent(0))
    audience: str
    example_data: bool
    records: tuple[TableDocument, ...]
    only_priorities: tuple[int, ...] | None
    priorities: tuple[PriorityDocument, ...]
    areas: tuple[CommentaryDocument, ...] = field(metadata=absent([]))
    actions: ActionsDocument | None
    action_list: tuple[ActionDocument, ...] = field(metadata=absent([]))
    duties: tuple[DutyDocument, ...] = field(metadata=absent([]))
    quotations: tuple[QuotationDocument, ...] = field(metadata=absent([]))
    meeting: MeetingDocument | None
    problems: tuple[ProblemDocument, ...]
    protection: ProtectionDocument | None
    appendix: tuple[TableOfAppendixDocument, ...] = field(metadata=absent([]))

    @property
    def indicators(self) -> Iterator[tuple[str, IndicatorDocument]]:
        """Each indicator with the reference of its success measure, in the plan's order."""
        for priority in self.priorities:
            for success in priority.success_measures:
                for indicator in success.indicators:
                    yield success.ref, indicator
