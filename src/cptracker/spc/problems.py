"""What is wrong with a plan's recalculations and baseline, before a chart is drawn by them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cptracker.errors import Kind, Problem
from cptracker.model import Recalculation
from cptracker.targets import LEAST_BASELINE


def chart_problems(
    recalculations: Iterable[Recalculation] = (), baseline: int | None = None
) -> tuple[Problem, ...]:
    """Why these cannot shape one measure's chart; empty when they can.

    The problems are the plan's and name measure and date; the caller knows the place.
    """
    found = [*_recalculations_amiss(tuple(recalculations)), *_baseline_amiss(baseline)]
    return tuple(Problem(kind=Kind.PLAN, message=message, hint=hint) for message, hint in found)


def _recalculations_amiss(recalculations: tuple[Recalculation, ...]) -> Iterator[tuple[str, str]]:
    for one in recalculations:
        named = f"the recalculation for `{one.measure}` from {one.since}"
        if not one.reason.strip():
            yield f"{named} has no reason", "say what changed: without a cause limits stay"
        if not one.source.strip():
            yield f"{named} does not say who agreed it", "give the meeting in `source`"
    for (measure, since), times in Counter(
        (one.measure, one.since) for one in recalculations
    ).items():
        if times > 1:
            yield f"`{measure}` has {times} recalculations from {since}", "keep one of them"


def _baseline_amiss(baseline: int | None) -> Iterator[tuple[str, str]]:
    if baseline is not None and baseline < LEAST_BASELINE:
        yield (
            f"a baseline needs {LEAST_BASELINE} points or more, not {baseline}",
            "12 to 20 are usual; leave it out to use all points",
        )
