"""How a plan stands: the finished report, all that any writer may show and all that it gets.

Frozen values only. `status` fills it, `disclosure` makes the public edition of it, `reports` write
it. Whatever is not known, not asked for or hidden is None or empty.
"""

from collections.abc import Mapping
from datetime import date

from attrs import Factory, field, frozen

from cptracker.model.actions import Commentary
from cptracker.model.agenda import DutyLine
from cptracker.model.comparisons import Benchmark, Comparison, Conflict, Gap, Rank
from cptracker.model.figures import (
    Figure,
    Judgement,
    MeetingPaper,
    Rating,
    Series,
    SourceOfTable,
)
from cptracker.model.measure_info import DefinitionApproval, FiguresOfMeasure, MeasureInfo
from cptracker.model.plan import Commitment, Statement, Term
from cptracker.model.plan_sections import CommitteeReport, PlainPromise, PlainWords, Quotation
from cptracker.model.problems import Problem
from cptracker.model.published import PublishedFigure
from cptracker.model.related import Related
from cptracker.model.rounding import ShownOnScreen, ShownValue
from cptracker.model.stated import Contradiction, StatedTarget
from cptracker.rating.progress_to_target import NumberNeeded
from cptracker.stats.intervals import Interval, Significance
from cptracker.stats.spc.result import SpcResult
from cptracker.stats.trends import Trend
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus


@frozen(kw_only=True, repr=False)
class Indicator(FiguresOfMeasure, ShownOnScreen):
    """One measure as it stands in the status: its latest figure, judged, beside those of others.

    Attributes:
        info: The facts of the measure. These can be read of the indicator itself: `measure`, which
            is its identifier, `title`, `unit`, `better`, `definition`, `source`, `departs`,
            `about`, `sensitive`, `related`, `statistic`, `window`, `scale` and `over_time`.
        figure: The newest usable figure for everyone; `judgement.stale` says how far behind it is.
        judgement: Its rating, with rule and reason.
        published: The last published value for the council, or None.
        series: The periods shown, oldest first, the latest included.
        judgements: Of each figure of the series in its place, by the targets in force then.
        breakdowns: The latest period by group, where breakdowns were asked for.
        interval: Where the underlying figure lies with 95% confidence.
        significance: Whether the colour is clear, or within chance.
        spc: What statistical process control says, or why it says nothing.
        trend: The direction of travel.
        number_needed: How many more, or fewer, would have met the target.
        comparisons: England, the region, neighbours, own earlier years: of everyone, then of each
            group of which anything is published.
        rank: Where the council stands among its neighbours.
        group_ranks: The same of groups.
        conflicts: Other figures for the same that differ.
        benchmark: How it stands beside others where no target is set, by the plan's rule.
        gaps: Between groups, where breakdowns were asked for.
        approval: Whether the definition is the one that the panel agreed.
    """

    info: MeasureInfo
    figure: Figure
    judgement: Judgement
    published: PublishedFigure | None = None
    series: tuple[Figure, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    breakdowns: tuple[Figure, ...] = ()
    interval: Interval | None = None
    significance: Significance | None = None
    spc: SpcResult | None = None
    trend: Trend | None = None
    number_needed: NumberNeeded | None = None
    comparisons: tuple[Comparison, ...] = ()
    rank: Rank | None = None
    group_ranks: tuple[Rank, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    benchmark: Benchmark | None = None
    gaps: tuple[Gap, ...] = ()
    approval: DefinitionApproval | None = None

    def __repr__(self) -> str:
        return f"<Indicator {self.measure} {self.figure.in_words}, {self.judgement.rating}>"


@frozen(kw_only=True)
class SuccessMeasureStatus:
    """A success measure with its indicators, in the plan's order, and what was last said of it.

    `detail` is what the plan's wording says and the title leaves out, `owner` the role that answers
    for it.
    """

    ref: str
    title: str
    indicators: tuple[Indicator, ...]
    commentary: Commentary | None = None
    detail: str = ""
    owner: str | None = None


@frozen(kw_only=True)
class PriorityStatus:
    """A priority as counts of its indicators' ratings, never as an average.

    `commentary` is what was last said of it as a whole, with the writer's own rating;
    `statement` and `commitments` are the plan's own words for it, `lead` the role that leads on it.
    """

    number: int
    title: str
    counts: Mapping[Rating, int]
    deliverables: tuple[DeliverableStatus, ...]
    success_measures: tuple[SuccessMeasureStatus, ...]
    young_people_said: str = ""
    commentary: Commentary | None = None
    statement: str = ""
    commitments: tuple[Commitment, ...] = ()
    lead: str | None = None


@frozen(kw_only=True)
class ProtectionReport:
    """How small numbers were protected.

    Attributes:
        profile: The rules by name, such as `public`.
        words: The rules in sentences for the reader.
        hidden: How many figures are hidden.
        related: Measures that share their children, which a reader of their definitions knows.
    """

    profile: str
    words: tuple[str, ...]
    hidden: int
    related: tuple[Related, ...] = ()


@frozen(kw_only=True)
class Profile:
    """A measure over time beside the plan's own: of the appendix or of the scorecard.

    Attributes:
        title: Such as "Children looked after by age".
        note: What a reader must know.
        series: Everyone first; then, where there is one, the groups of a breakdown.
        comparisons: Of the whole, where published.
        part: The heading it stands under.
        judgement: Of everyone's latest figure; None for a breakdown.
        published: What the council published for periods of the series, in the scorecard.
    """

    title: str
    series: Series
    note: str = ""
    comparisons: tuple[Comparison, ...] = ()
    part: str = ""
    judgement: Judgement | None = None
    published: tuple[PublishedFigure, ...] = ()


@frozen(kw_only=True)
class StatusReport(ShownValue):
    """All that any report may show, and all that it gets.

    Attributes:
        as_at: The day to which figures are told: the last one that the records cover, or as asked.
        tracker_at: The day for which actions, deliverables, commentary and meetings are told.
        later_changes: How many changes of these came after that day, and so are not shown.
        audience: `restricted` while figures are exact, `public` once they are protected.
        example_data: Whether any record is made up; every output then says so.
        actions: Counts of open, overdue and complete actions, and of those closed since the last
            meeting; None until there are actions.
        action_list: Each action and recommendation that was known, in the plan's order.
        duties: What is to be done again and again, in the plan's order.
        meeting: What frames it as a paper for a meeting; None unless one was asked for.
        areas: What was last said of areas beside the plan's own, within a year.
        since_last_meeting: What changed since the last meeting before the tracker's day.
        council: Whose plan it is.
        plan_vision: What the plan is for; empty where it does not say.
        plan_young_people_said: What young people ask of the whole plan, in a summary.
        plan_identifier: The short word for the plan, such as `together-plan`.
        only_priorities: The numbers of the priorities that were asked for; empty if all are here.
        principles: What the plan holds itself to.
        corporate_parent: What young people ask of a good corporate parent.
        good_care: What good care looks like to them.
        glossary: The sector's terms.
        appendix: Measures over time beside the plan's own, where asked for.
        plain_promises: What is promised, said to children and young people.
        plain_words: What measures tell, said to children and young people.
        stated_targets: Targets that documents state; nothing is rated by them.
        contradictions: Where documents contradict each other.
        quotations: What young people said up to the day, in their own words.
        committee_report: What stands at the head of a report to a committee; None if the plan
            does not say.
        bodies: Whose actions the plan's papers list; those of all meetings if empty.
        actions_of_others: How many of other bodies a paper leaves out.
        protection: How small numbers were protected; None while figures are exact.
        protect_by: The rules that the plan names for its papers.
        draft: Whether papers say on every page that they are a draft.
        related: Measures that share their children, for protection.
        people: For whom the plan is, in words: of a plan whose measures are computed from the
            records, children in care and care leavers; empty where nobody says.

    Example:
        >>> import cptracker
        >>> plan, registry = cptracker.load_plan("strategy"), cptracker.find_measures()
        >>> records = cptracker.load_records(["records"])
        >>> report = cptracker.build_status(plan, registry, records, priorities=[7])
        >>> (indicator,) = report.priorities[0].success_measures[2].indicators
        >>> indicator.measure, indicator.figure.value, str(indicator.judgement.rating)
        ('care-leavers-eet', Fraction(1350, 23), 'no_target')
    """

    plan_title: str
    plan_period: str
    as_at: date
    tracker_at: date = field(default=Factory(lambda self: self.as_at, takes_self=True))
    later_changes: int = 0
    audience: str
    example_data: bool
    records: tuple[SourceOfTable, ...]
    priorities: tuple[PriorityStatus, ...]
    problems: tuple[Problem, ...] = ()
    actions: Mapping[str, int] | None = None
    action_list: tuple[ActionLine, ...] = ()
    duties: tuple[DutyLine, ...] = ()
    meeting: MeetingPaper | None = None
    areas: tuple[Commentary, ...] = ()
    since_last_meeting: MeetingPaper | None = None
    council: str = ""
    plan_vision: str = ""
    plan_young_people_said: str = ""
    plan_identifier: str = ""
    only_priorities: tuple[int, ...] = ()
    principles: tuple[Statement, ...] = ()
    corporate_parent: tuple[Statement, ...] = ()
    good_care: tuple[Statement, ...] = ()
    glossary: tuple[Term, ...] = ()
    appendix: tuple[Profile, ...] = ()
    plain_promises: tuple[PlainPromise, ...] = ()
    plain_words: tuple[PlainWords, ...] = ()
    stated_targets: tuple[StatedTarget, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    committee_report: CommitteeReport | None = None
    bodies: tuple[str, ...] = ()
    actions_of_others: int = 0
    protection: ProtectionReport | None = None
    protect_by: str = "public"
    draft: bool = False
    related: tuple[Related, ...] = ()
    people: str = ""

    @property
    def counts_children(self) -> bool:
        """Whether any of its figures counts children, whose small numbers are protected."""
        measures = [
            *(
                indicator.info
                for priority in self.priorities
                for success in priority.success_measures
                for indicator in success.indicators
            ),
            *(profile.series.info for profile in self.appendix),
        ]
        return any(info.children for info in measures)


def latest_quotations(report: StatusReport) -> list[Quotation]:
    """What young people said of the report's priorities, up to its day, the last first."""
    numbers = {priority.number for priority in report.priorities}
    shown = [quotation for quotation in report.quotations if quotation.priority in numbers]
    return sorted(shown, key=lambda quotation: quotation.date, reverse=True)
