"""When to ask the panel whether limits should begin anew; they are never moved by themselves."""

from datetime import date
from itertools import takewhile

from attrs import frozen

from cptracker.periods import Period
from cptracker.spc.charts import Chart, Segment
from cptracker.spc.profile import MDC, Profile


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
    chart: Chart, *, cause: date | None = None, profile: Profile = MDC
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
