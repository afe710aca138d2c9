"""What SPC has to say of a series, or why it has nothing to say: the one call for a measure."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from cptracker.model import Better, Recalculation, Target
from cptracker.results import Figure
from cptracker.spc.charts import Chart, control_chart
from cptracker.spc.icons import Assurance, Variation
from cptracker.spc.profile import MDC, Profile
from cptracker.spc.run_charts import RunChart, run_chart
from cptracker.spc.sentences import sentence
from cptracker.spc.suggesting import Suggestion, suggestion


@frozen(kw_only=True)
class Reading:
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
        return sentence(self.variation, self.assurance, met=self.met)


def read(
    figures: Sequence[Figure],
    better: Better,
    *,
    target: Target | None = None,
    baseline: int | None = None,
    recalculations: Iterable[Recalculation] = (),
    cause: date | None = None,
    window: int = 0,
    cumulative: bool = False,
    profile: Profile = MDC,
) -> Reading:
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
        return Reading(withheld=refused)
    if len(points) < profile.least_points:
        values = [figure.value for figure in points if figure.value is not None]
        return Reading(run_chart=run_chart(values), withheld=_too_few(len(points), profile))
    chart = control_chart(
        points,
        better,
        target=_aim(target),
        baseline=baseline,
        recalculations=recalculations,
        profile=profile,
    )
    return Reading(
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


def _too_few(points: int, profile: Profile) -> str:
    figures = "figure" if points == 1 else "figures"
    return f"{points} {figures}: limits and icons need {profile.least_points}"


def _on_trial(chart: Chart, profile: Profile) -> str | None:
    latest = chart.segments[-1]
    if not latest.trial:
        return None
    since = latest.points[0].period.label
    return f"limits on trial since {since}: {_too_few(len(latest.points), profile)}"
