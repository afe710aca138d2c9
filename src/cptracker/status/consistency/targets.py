"""Targets that do not fit themselves or the figures so far: tolerance, way and aim."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cptracker.model.checks import Check
from cptracker.model.plan import Better, Plan
from cptracker.model.targets import Baseline, Target
from cptracker.status.consistency.findings import ConsistencyFinding
from cptracker.status.consistency.known_figures import (
    KnownFigures,
    OwnFigure,
    period_of_stated,
    rounds_to_stated,
)

LEAST_FIGURES = 3


PERCENT = 100


NARROWEST = Fraction(1, 2)
"""Of a point: a tolerance below it is most often a proportion, 0.05 for 5 points."""


def of_targets(plan: Plan, figures: KnownFigures) -> Iterator[ConsistencyFinding]:
    """What does not fit in each target, in the plan's order."""
    for at, target in enumerate(plan.targets):
        measure = figures.measures.get(target.measure)
        yield from _baseline(at, target, figures)
        if measure is not None:
            yield from _tolerance(at, target, plan, figures)
            yield from _interim_order(at, target, measure.better)
            yield from _already_met(at, target, measure.better, plan, figures)


def _finding(check: Check, target: Target, path: str, message: str) -> ConsistencyFinding:
    return ConsistencyFinding(
        check=check, ref=target.measure, at=("targets", path), message=message
    )


def _tolerance(
    at: int, target: Target, plan: Plan, figures: KnownFigures
) -> Iterator[ConsistencyFinding]:
    limits, share = plan.check_thresholds, figures.is_share(target.measure)
    for key in ("within", "within_percent", "floor"):
        tolerance = getattr(target, key)
        if tolerance is None:
            continue
        points = _points(target, key, Fraction(tolerance))
        inside_percent = key == "within_percent"
        part = Fraction(tolerance) if inside_percent else _percent_of(target, points)
        wide = points > limits.widest_points if share else part > limits.widest_percent
        check, name = Check.TOLERANCE_TOO_WIDE, f"`{key}` {tolerance} of the target for"
        if wide:
            message = f"{name} `{target.measure}` lets almost anything be amber"
            yield _finding(check, target, f"{at} {key}", message)
        elif key != "floor" and 0 < Fraction(tolerance) < NARROWEST and (share or inside_percent):
            message = f"{name} `{target.measure}` is less than half a point"
            yield _finding(check, target, f"{at} {key}", message)


def _points(target: Target, key: str, tolerance: Fraction) -> Fraction:
    """A tolerance in the measure's own unit."""
    target_value = Fraction(target.value if target.value is not None else target.high or 0)
    if key == "floor":
        return abs(target_value - tolerance)
    return abs(target_value) * tolerance / PERCENT if key == "within_percent" else tolerance


def _percent_of(target: Target, points: Fraction) -> Fraction:
    """A tolerance in percent of the target; none can be given of a target of 0."""
    target_value = abs(Fraction(target.value if target.value is not None else target.high or 0))
    return points / target_value * PERCENT if target_value else Fraction(0)


def _interim_order(at: int, target: Target, better: Better) -> Iterator[ConsistencyFinding]:
    """Baseline, interim values and target lead one to the next, in the direction that is good."""
    if better not in (Better.HIGHER, Better.LOWER) or target.value is None:
        return
    sign = 1 if better is Better.HIGHER else -1
    check, target_value = Check.WAY_TO_TARGET_OUT_OF_ORDER, Fraction(target.value) * sign
    start = target.baseline
    last = None if start is None else Fraction(start.value) * sign
    if start is not None and last is not None and last >= target_value:
        message = f"the baseline {start.value} meets the target {target.value} already"
        yield _finding(check, target, f"{at} baseline value", message)
        last = None
    for nth, step in enumerate(target.interim):
        value, path = Fraction(step.value) * sign, f"{at} interim {nth} value"
        if value > target_value:
            message = f"the interim value {step.value} goes beyond the target {target.value}"
            yield _finding(check, target, path, message)
        elif last is not None and value < last:
            message = f"the interim value {step.value} falls behind the one before it"
            yield _finding(check, target, path, message)
        last = value
        if step.by < target.since:
            message = f"the interim value is for {step.by}, before the target begins"
            yield _finding(check, target, f"{at} interim {nth} by", message)


def _baseline(at: int, target: Target, known_figures: KnownFigures) -> Iterator[ConsistencyFinding]:
    start = target.baseline
    if start is None:
        return
    period = period_of_stated(start.period)
    late = target.due if target.due and period.end > target.due else target.since
    if period.start > target.since or late is target.due:
        message = f"the baseline is for {period.label}, which comes after {late}"
        check = Check.WAY_TO_TARGET_OUT_OF_ORDER
        yield _finding(check, target, f"{at} baseline period", message)
    figures = known_figures.own.get(target.measure, ())
    if _contradicts(start, figures):
        message = f"the baseline {start.value} is not the figure known for {period.label}"
        check = Check.BASELINE_STATES_ANOTHER_FIGURE
        yield _finding(check, target, f"{at} baseline value", message)


def _contradicts(start: Baseline, figures: Sequence[OwnFigure]) -> bool:
    """Whether figures are known for its period, and it is none of them."""
    values = [figure.value for figure in figures if figure.period == start.period]
    return bool(values) and not any(rounds_to_stated(value, start.value) for value in values)


def _already_met(
    at: int, target: Target, better: Better, plan: Plan, figures: KnownFigures
) -> Iterator[ConsistencyFinding]:
    values = [own_figure.value for own_figure in figures.own.get(target.measure, ())]
    if target.value is None or len(values) < LEAST_FIGURES:
        return
    target_value, limits = Fraction(target.value), plan.check_thresholds
    slack = Fraction(limits.met_by_points)
    if not figures.is_share(target.measure):
        slack = abs(target_value) * Fraction(limits.met_by_percent) / PERCENT
    met = {Better.HIGHER: min(values) - target_value, Better.LOWER: target_value - max(values)}.get(
        better
    )
    if met is not None and met > slack:
        message = (
            f"all {len(values)} figures known of `{target.measure}` meet this target of "
            f"{target.value} by far, since {better} is better"
        )
        yield _finding(Check.TARGET_MET_FROM_THE_START, target, f"{at} value", message)
