"""What of a plan needs attention on its day, worst first: for the first screen and the brief."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from cptracker.model.actions import Commentary
from cptracker.model.agenda import DutyLine
from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.periods import SOON
from cptracker.stats.trends import Direction
from cptracker.status.report import Indicator, PriorityStatus, StatusReport
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus

LACKING = (MissingReason.NOT_SUPPLIED, MissingReason.NOT_COMPUTABLE)
"""Why a figure is missing; nobody eligible, and nothing due yet, are no gaps."""


@frozen(kw_only=True)
class MeasureInPlan:
    """A measure with the reference it is first named under.

    Attributes:
        ref: The success measure's reference, such as `7.3`.
        indicator: The measure as it stands.
    """

    ref: str
    indicator: Indicator


@frozen(kw_only=True)
class NeedsAttention:
    """One measure, key deliverable or recurring duty that needs attention.

    Attributes:
        ref: Its reference in the plan.
        title: Its title.
        rating: Its colour, or how it stands beside others where no target is set.
        indicator: The measure; None for a deliverable.
        deliverable: The deliverable; None for a measure.
        duty: The duty that is overdue; None for all else.
    """

    ref: str
    title: str
    rating: Rating | BenchmarkRating
    indicator: Indicator | None = None
    deliverable: DeliverableStatus | None = None
    duty: DutyLine | None = None

    @property
    def word(self) -> str:
        """The short word for what has no figure, such as `overdue`."""
        line = self.deliverable or self.duty
        return line.word if line else ""

    @property
    def due(self) -> date | None:
        """The day that a promise is due; None of a measure."""
        line = self.deliverable or self.duty
        return line.due if line else None

    @property
    def reason(self) -> str:
        """Why, for what has no figure."""
        line = self.deliverable or self.duty
        return line.reason if line else ""


def measures_in_plan(report: StatusReport) -> tuple[MeasureInPlan, ...]:
    """Each measure once, in the plan's order, with the first success measure that names it."""
    measure_by_name: dict[str, MeasureInPlan] = {}
    for priority in report.priorities:
        for success in priority.success_measures:
            for indicator in success.indicators:
                named = MeasureInPlan(ref=success.ref, indicator=indicator)
                measure_by_name.setdefault(indicator.measure, named)
    return tuple(measure_by_name.values())


def indicators_of(priority: PriorityStatus) -> tuple[Indicator, ...]:
    """The measures of a priority, each once."""
    named = {
        indicator.measure: indicator
        for success in priority.success_measures
        for indicator in success.indicators
    }
    return tuple(named.values())


def rating_shown(indicator: Indicator) -> Rating | BenchmarkRating:
    """A measure's colour; how it stands beside others where it has no target."""
    return indicator.benchmark.rating if indicator.benchmark else indicator.judgement.rating


def beside_others(
    report: StatusReport,
) -> Mapping[BenchmarkRating, tuple[MeasureInPlan, ...]]:
    """The measures without a target that are rated beside others, by how they stand."""
    measures_by_rating: dict[BenchmarkRating, list[MeasureInPlan]] = {}
    for named in measures_in_plan(report):
        if named.indicator.benchmark:
            measures_by_rating.setdefault(named.indicator.benchmark.rating, []).append(named)
    return {rating: tuple(alike) for rating, alike in measures_by_rating.items()}


def counts_beside_others(priority: PriorityStatus) -> Counter[BenchmarkRating]:
    """How many of a priority's measures without a target stand how beside others."""
    return Counter(
        indicator.benchmark.rating
        for success in priority.success_measures
        for indicator in success.indicators
        if indicator.benchmark
    )


def needing_attention(report: StatusReport) -> tuple[NeedsAttention, ...]:
    """What needs attention, worst first, else in the plan's order: measures, deliverables, duties.

    Red, then amber; then measures without a target that are worse than others, or that get worse
    by more than chance. Of two of one colour the one that gets worse comes first.
    """
    lines = [*_measures(report), *_deliverables(report), *_duties(report)]
    return tuple(sorted(lines, key=_badness))


def _measures(report: StatusReport) -> Iterator[NeedsAttention]:
    for named in measures_in_plan(report):
        indicator = named.indicator
        rating = rating_shown(indicator)
        if _is_bad(rating) or (_has_figure(indicator) and _gets_worse(indicator)):
            yield NeedsAttention(
                ref=named.ref, title=indicator.title, rating=rating, indicator=indicator
            )


def _deliverables(report: StatusReport) -> Iterator[NeedsAttention]:
    for priority in report.priorities:
        for deliverable in priority.deliverables:
            if _is_bad(deliverable.rating):
                yield NeedsAttention(
                    ref=deliverable.ref,
                    title=deliverable.title,
                    rating=deliverable.rating,
                    deliverable=deliverable,
                )


def _duties(report: StatusReport) -> Iterator[NeedsAttention]:
    """Recurring duties that are overdue, under the deliverable that they are a part of."""
    for duty in overdue_duties(report):
        yield NeedsAttention(
            ref=duty.deliverable or "", title=duty.title, rating=Rating.RED, duty=duty
        )


def overdue_duties(report: StatusReport) -> tuple[DutyLine, ...]:
    """The recurring duties whose day is past, in the plan's order."""
    return tuple(duty for duty in report.duties if duty.overdue)


ORDER = (Rating.RED, Rating.AMBER, BenchmarkRating.WORSE)


def _is_bad(rating: Rating | BenchmarkRating) -> bool:
    return rating in ORDER


def _badness(line: NeedsAttention) -> tuple[int, bool]:
    place = ORDER.index(line.rating) if line.rating in ORDER else len(ORDER)
    return place, not (line.indicator and _gets_worse(line.indicator))


def _has_figure(indicator: Indicator) -> bool:
    return indicator.figure.value is not None and indicator.judgement.rating is Rating.NO_TARGET


def _gets_worse(indicator: Indicator) -> bool:
    return indicator.trend is not None and indicator.trend.direction is Direction.WORSE


def missing_figures(report: StatusReport) -> tuple[MeasureInPlan, ...]:
    """The measures without a figure for want of records, or with one of an earlier period."""
    return tuple(
        named
        for named in measures_in_plan(report)
        if named.indicator.figure.missing_reason in LACKING or named.indicator.judgement.stale
    )


@frozen(kw_only=True)
class SubjectCommentary:
    """What was last said of a priority or a success measure.

    Attributes:
        ref: The priority's number, or the success measure's reference.
        commentary: What was said.
    """

    ref: str
    commentary: Commentary


def new_commentary(report: StatusReport) -> tuple[SubjectCommentary, ...]:
    """What was said of priorities and success measures since the last meeting, the newest last.

    Everything that was last said, where the report knows of no meeting.
    """
    paper = report.since_last_meeting
    since = paper.since if paper and paper.since else date.min
    subjects = [
        SubjectCommentary(ref=ref, commentary=commentary)
        for priority in report.priorities
        for ref, commentary in (
            (str(priority.number), priority.commentary),
            *((success.ref, success.commentary) for success in priority.success_measures),
        )
        if commentary and commentary.date > since
    ]
    return tuple(sorted(subjects, key=lambda subject: subject.commentary.date))


def overdue_actions(report: StatusReport) -> tuple[ActionLine, ...]:
    """Open actions whose day is past, the longest first."""
    lines = [line for line in report.action_list if _open(line) and _due(line) < report.tracker_at]
    return tuple(sorted(lines, key=_due))


def actions_due_soon(report: StatusReport) -> tuple[ActionLine, ...]:
    """Open actions that are due within four weeks, or by the meeting where that is later."""
    last = soon(report)
    lines = [
        line
        for line in report.action_list
        if _open(line) and report.tracker_at <= _due(line) <= last
    ]
    return tuple(sorted(lines, key=_due))


def soon(report: StatusReport) -> date:
    """The day until which an action counts as due soon."""
    meeting = report.meeting.date if report.meeting else report.tracker_at
    return max(report.tracker_at + SOON, meeting)


def _open(line: ActionLine) -> bool:
    return line.rating not in (Rating.COMPLETE, Rating.CANCELLED) and line.due is not None


def _due(line: ActionLine) -> date:
    return line.due or date.max


def rated_status(report: StatusReport, worst: str) -> bool:
    """Whether any measure is red, or with `amber` red or amber."""
    ratings = {Rating.RED, Rating(worst)}
    return any(
        priority.counts.get(rating, 0) for priority in report.priorities for rating in ratings
    )
