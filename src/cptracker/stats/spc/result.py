"""What SPC says of a series: the one call for a measure, and its sentence.

What is said of a target agrees with whether the latest figure meets it, which the icons do not
know: they look at what the process would do.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import takewhile

from attrs import frozen

from cptracker.model.figures import Figure
from cptracker.model.periods import Period
from cptracker.model.plan import Better
from cptracker.model.targets import Recalculation, Target
from cptracker.stats.spc.charts import Assurance, Chart, Segment, Variation, control_chart
from cptracker.stats.spc.limits import MDC, ChartProfile
from cptracker.stats.spc.run_charts import RunChart, run_chart


@frozen(kw_only=True)
class Suggestion:
    """A question for the panel, not a change.

    Attributes:
        since: The period from which new limits would hold.
        points: How many points lie since then, that one included.
        run: How many points in a row, the latest among them, lie on one side of the mean.
        above: Whether they lie above it.
    """

    since: Period
    points: int
    run: int
    above: bool

    @property
    def words(self) -> str:
        """For people, without a full stop."""
        side = "above" if self.above else "below"
        return (
            f"the last {self.run} figures all lie {side} the mean: if it is known what changed, "
            f"the limits could be recalculated from {self.since.label}"
        )


def suggestion(
    chart: Chart, *, cause: date | None = None, profile: ChartProfile = MDC
) -> Suggestion | None:
    """Whether a lasting change has enough points behind it for limits of its own.

    Args:
        chart: The chart as it stands.
        cause: The day something is recorded to have changed; without one the run's first point.
        profile: Says how long a run is and how many points limits need.
    """
    latest = chart.segments[-1] if chart.segments else None
    if latest is None or latest.trial or latest.limits is None:
        return None
    run, above = _run_at_the_end(latest)
    first = len(latest.points) - run
    if cause is not None:
        ends = [point.period.end for point in latest.points]
        first = sum(end < cause for end in ends)
    points = len(latest.points) - first
    # Limits that already begin there would begin nowhere else.
    if run < profile.run_length or points < profile.least_points or not first:
        return None
    return Suggestion(since=latest.points[first].period, points=points, run=run, above=above)


def _run_at_the_end(segment: Segment) -> tuple[int, bool]:
    if segment.limits is None:
        return 0, False
    mean = segment.limits.mean
    latest = segment.points[-1].value
    backwards = reversed(segment.points)
    same = takewhile(lambda point: (point.value - mean) * (latest - mean) > 0, backwards)
    return len(list(same)), latest > mean


IMPROVEMENTS = (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)


CONCERNS = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)


_BY_KIND = {
    (Assurance.FAIL, "common"): (
        "No change beyond chance: the target will be missed until the way of working changes"
    ),
    (Assurance.FAIL, "improvement"): "Getting better, but the target is still out of reach",
    (Assurance.FAIL, "concern"): "Getting worse, and the target is out of reach",
    (Assurance.HIT_OR_MISS, "common"): (
        "No change beyond chance: whether the target is met next time is chance too"
    ),
    (Assurance.HIT_OR_MISS, "improvement"): (
        "Getting better, but meeting the target still takes luck"
    ),
    (Assurance.HIT_OR_MISS, "concern"): (
        "Getting worse: a target met today may well be missed next time"
    ),
    (Assurance.PASS, "common"): "The target can be relied on to be met",
    (Assurance.PASS, "improvement"): (
        "Getting better, and the target can be relied on to be met"
    ),
    (Assurance.PASS, "concern"): "The target is being met, but performance is slipping",
    (None, "common"): "No change beyond chance",
    (None, "improvement"): "Getting better, by more than chance",
    (None, "concern"): "Getting worse, by more than chance",
}  # fmt: skip


_OTHERWISE = {
    (Assurance.FAIL, "common", True): (
        "No change beyond chance: the target is met, but not by the way of working as it is"
    ),
    (Assurance.FAIL, "improvement", True): "Getting better: the target is met, not yet reliably",
    (Assurance.FAIL, "concern", True): "Getting worse: meeting the target again would take luck",
    (Assurance.HIT_OR_MISS, "concern", False): (
        "Getting worse: the target is missed, and meeting it next time would take luck"
    ),
    (Assurance.PASS, "common", False): (
        "No change beyond chance: the target is missed, and is met as a rule"
    ),
    (Assurance.PASS, "improvement", False): (
        "Getting better: the target is missed, and is met as a rule"
    ),
    (Assurance.PASS, "concern", False): (
        "Getting worse: the target, which was met as a rule, is missed"
    ),
}  # fmt: skip
"""Where the latest figure is on the other side of the target than the icons make one expect."""


_NEUTRAL = {
    Variation.NEUTRAL_HIGH: "Higher than before, by more than chance",
    Variation.NEUTRAL_LOW: "Lower than before, by more than chance",
}


def spc_sentence(
    variation: Variation, assurance: Assurance | None, *, met: bool | None = None
) -> str:
    """What both icons say together, without a full stop.

    A measure that is neither better high nor better low has no assurance, so none is told of it.

    Args:
        variation: Of the latest point.
        assurance: Of the target.
        met: Whether the latest figure meets the target; None where there is none.
    """
    if variation in _NEUTRAL:
        return _NEUTRAL[variation]
    if assurance is not None and met is not None:
        outcome = _OTHERWISE.get((assurance, variation.kind, met))
        if outcome:
            return outcome
    return _BY_KIND[assurance, variation.kind]


@frozen(kw_only=True)
class SpcResult:
    """The chart, or what stands in for it.

    Attributes:
        chart: None when the series is refused.
        run_chart: The tests about the median, for a series too short for a chart.
        withheld: Why there is no icon, in words; None when there is one.
        suggestion: A recalculation worth asking about.
        met: Whether the latest figure meets the target; None where there is none.
    """

    chart: Chart | None = None
    run_chart: RunChart | None = None
    withheld: str | None = None
    suggestion: Suggestion | None = None
    met: bool | None = None

    @property
    def variation(self) -> Variation | None:
        """The latest point's icon."""
        return self.chart.variation if self.chart else None

    @property
    def assurance(self) -> Assurance | None:
        """The target's icon."""
        return self.chart.assurance if self.chart else None

    @property
    def sentence(self) -> str | None:
        """What both icons say together, for the panel; None without an icon."""
        if self.variation is None:
            return None
        return spc_sentence(self.variation, self.assurance, met=self.met)


def read_spc(
    figures: Sequence[Figure],
    better: Better,
    *,
    target: Target | None = None,
    baseline: int | None = None,
    recalculations: Iterable[Recalculation] = (),
    cause: date | None = None,
    window: int = 0,
    cumulative: bool = False,
    profile: ChartProfile = MDC,
) -> SpcResult:
    """How a series varies, by the Making Data Count rules.

    A series whose points share months (trailing years, or a look-back longer than the step from
    one point to the next) is refused, and so is a running total: 60 in 100 series of noise summed
    over twelve months end in a "special cause".

    Args:
        figures: Of one group, oldest first; a figure without a value is no point.
        better: Which way is good.
        target: In force in the latest period; a range (`low`, `high`) has no assurance.
        baseline: Only the first so many points of each segment decide its limits.
        recalculations: The measure's own, as agreed.
        cause: The day something is recorded to have changed, for the suggestion.
        window: How many months back the measure looks from each period's end.
        cumulative: Whether each figure holds all that went before.
        profile: The settings.
    """
    points = [figure for figure in figures if figure.value is not None]
    refused = shared_months(points, window=window, cumulative=cumulative)
    if refused:
        return SpcResult(withheld=refused)
    if len(points) < profile.least_points:
        values = [figure.value for figure in points if figure.value is not None]
        return SpcResult(run_chart=run_chart(values), withheld=_too_few(len(points), profile))
    chart = control_chart(
        points,
        better,
        target=_aim(target),
        baseline=baseline,
        recalculations=recalculations,
        profile=profile,
    )
    return SpcResult(
        chart=chart,
        withheld=_on_trial(chart, profile),
        suggestion=suggestion(chart, cause=cause, profile=profile),
        met=_is_met(points[-1].value, _aim(target), better),
    )


def _is_met(value: Fraction | None, aim: Fraction | None, better: Better) -> bool | None:
    """Whether a value meets its target, where more or less is better."""
    if value is None or aim is None or better not in (Better.HIGHER, Better.LOWER):
        return None
    return value >= aim if better is Better.HIGHER else value <= aim


def shared_months(
    figures: Sequence[Figure], *, window: int = 0, cumulative: bool = False
) -> str | None:
    """Why neighbouring points are not separate news, in words; None when they are."""
    if cumulative:
        return "each figure holds those before it, so one chance event bends all that follow"
    if not figures:
        return None
    every = figures[-1].period.every
    covered = max(every.months, window)
    if covered <= every.step:
        return None
    step = "month" if every.step == 1 else f"{every.step} months"
    return (
        f"each figure looks back over {covered} months and there is one every {step}: figures "
        "that share months move together, which looks like change where there is only chance"
    )


def _aim(target: Target | None) -> Fraction | None:
    return None if target is None or target.value is None else Fraction(target.value)


def _too_few(points: int, profile: ChartProfile) -> str:
    figures = "figure" if points == 1 else "figures"
    return f"{points} {figures}: limits and icons need {profile.least_points}"


def _on_trial(chart: Chart, profile: ChartProfile) -> str | None:
    latest = chart.segments[-1]
    if not latest.trial:
        return None
    since = latest.points[0].period.label
    return f"limits on trial since {since}: {_too_few(len(latest.points), profile)}"
