"""Entries that change nothing as they stand, and levels that were accepted and are undercut."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from cptracker.files.yaml_nodes import called
from cptracker.model.checks import Check
from cptracker.model.figures import Figure, Rating
from cptracker.model.periods import long_date
from cptracker.model.plan import Better, Plan
from cptracker.model.targets import AcceptedException
from cptracker.rating.promises import months_after
from cptracker.rating.thresholds import target_in_force, target_problems, thresholds_of
from cptracker.status.consistency.findings import ConsistencyFinding
from cptracker.status.consistency.known import KnownFigures, period_of_stated, rounds_to_stated

ABOUT_MEASURES = (
    "targets", "exceptions", "provisional", "revised", "recalculations", "chart_baselines",
)  # fmt: skip


def of_effects(plan: Plan, known: KnownFigures, day: date) -> Iterator[ConsistencyFinding]:
    """What changes nothing, and what was accepted and is worse now, on a day."""
    yield from _not_in_plan(plan)
    for at, one in enumerate(plan.exceptions):
        yield from _exception(at, one, plan, known, day)
    yield from _revised(plan, known)
    yield from _provisional(plan, day)
    yield from _charts(plan, known, day)


def _finding(section: str, way: str, measure: str, message: str) -> ConsistencyFinding:
    check = Check.ENTRY_WITHOUT_EFFECT
    return ConsistencyFinding(check=check, ref=measure, at=(section, way), message=message)


def _not_in_plan(plan: Plan) -> Iterator[ConsistencyFinding]:
    shown = set(plan.measures)
    for section in ABOUT_MEASURES:
        for at, one in enumerate(getattr(plan, section)):
            if one.measure not in shown:
                yield ConsistencyFinding(
                    check=Check.MEASURE_NOT_IN_PLAN,
                    ref=one.measure,
                    at=(section, f"{at} measure"),
                    message=f"no success measure of the plan names {called(one.measure)}",
                )


def _exception(
    at: int, one: AcceptedException, plan: Plan, known: KnownFigures, day: date
) -> Iterator[ConsistencyFinding]:
    met = next((meeting.date for meeting in plan.meetings if meeting.ref == one.meeting), None)
    if met is None:
        return
    if not any(
        target.measure == one.measure and target.since <= one.until for target in plan.targets
    ):
        name = called(one.measure)
        message = f"no target for {name} begins before this exception ends, {one.until}"
        yield _finding("exceptions", f"{at} until", one.measure, message)
    longest = plan.check_thresholds.exception_months
    if one.until > months_after(met, longest):
        message = f"it is accepted until {one.until}, more than {longest} months from its meeting"
        yield _finding("exceptions", f"{at} until", one.measure, message)
    yield from _accepted(at, one, plan, known, met, day)


def _accepted(
    at: int, one: AcceptedException, plan: Plan, known: KnownFigures, met: date, day: date
) -> Iterator[ConsistencyFinding]:
    measure = known.measures.get(one.measure)
    target = target_in_force(plan.targets, one.measure, max(met, min(one.until, day)))
    if measure is None or target is None or target_problems(target, measure.better):
        return
    limits = thresholds_of(target, measure.better)
    if one.accepted is not None and limits.rate(Fraction(one.accepted)) is Rating.GREEN:
        message = f"`accepted` {one.accepted} meets the target, so there is nothing to accept"
        yield _finding("exceptions", f"{at} accepted", one.measure, message)
        return
    figures = known.series.get(one.measure, ())
    level, now = level_accepted(one, figures, met), _latest(figures, day)
    if level is None or now is None or not met <= day <= one.until:
        return
    if limits.rate(now) is not Rating.GREEN and _worse(now, level, measure.better, target):
        recorded = "that was accepted" if one.accepted is not None else "known at the meeting"
        message = f"`{one.measure}` is now worse than the level {recorded}"
        key = "accepted" if one.accepted is not None else "measure"
        check = Check.WORSE_THAN_ACCEPTED
        at_level = ("exceptions", f"{at} {key}")
        yield ConsistencyFinding(check=check, ref=one.measure, at=at_level, message=message)


def level_accepted(one: AcceptedException, figures: Sequence[Figure], met: date) -> Fraction | None:
    """The level at which a miss was accepted: as written down, else the figure known then."""
    if one.accepted is not None:
        return Fraction(one.accepted)
    return _latest(figures, met)


def _latest(figures: Sequence[Figure], day: date) -> Fraction | None:
    values = [
        figure.value for figure in figures if figure.period.end <= day and figure.value is not None
    ]
    return values[-1] if values else None


def _worse(now: Fraction, level: Fraction, better: Better, target: object) -> bool:
    if better is Better.HIGHER:
        return now < level
    if better is Better.LOWER:
        return now > level
    low, high = (getattr(target, key) for key in ("low", "high"))
    if low is None or high is None:
        return False
    return _outside(now, low, high) > _outside(level, low, high)


def _outside(value: Fraction, low: object, high: object) -> Fraction:
    """How far a value lies outside a range."""
    return max(Fraction(str(low)) - value, value - Fraction(str(high)), Fraction(0))


def _revised(plan: Plan, known: KnownFigures) -> Iterator[ConsistencyFinding]:
    for at, one in enumerate(plan.revised):
        figures = known.series.get(one.measure, ())
        now = next((figure.value for figure in figures if figure.period.key == one.period), None)
        if now is not None and rounds_to_stated(now, one.was):
            message = f"`was` {one.was} is what the figure is now, so nothing was revised"
            yield _finding("revised", f"{at} was", one.measure, message)
    for section in ("provisional", "revised"):
        for at, one in enumerate(getattr(plan, section)):
            measure = known.measures.get(one.measure)
            period = period_of_stated(one.period)
            if measure is not None and period.every is not measure.every:
                message = (
                    f"`{one.measure}` is reported by {str(measure.every).replace('-', ' ')}, "
                    f"and {period.label} is none"
                )
                yield _finding(section, f"{at} period", one.measure, message)


def _provisional(plan: Plan, day: date) -> Iterator[ConsistencyFinding]:
    longest = plan.check_thresholds.provisional_months
    for at, one in enumerate(plan.provisional):
        period = period_of_stated(one.period)
        if months_after(period.end, longest) < day:
            message = f"{period.label} is provisional more than {longest} months after its end"
            yield _finding("provisional", f"{at} period", one.measure, message)


def _charts(plan: Plan, known: KnownFigures, day: date) -> Iterator[ConsistencyFinding]:
    for at, one in enumerate(plan.recalculations):
        ends = _ends(known, one.measure)
        if one.since > day:
            message = (
                f"the limits are to be worked out anew from {long_date(one.since)}, a day to come"
            )
            yield _finding("recalculations", f"{at} since", one.measure, message)
        elif ends and one.since <= ends[0]:
            message = f"no figure of `{one.measure}` is from before {one.since}"
            yield _finding("recalculations", f"{at} since", one.measure, message)
    for at, chart in enumerate(plan.chart_baselines):
        ends = _ends(known, chart.measure)
        if ends and chart.points > len(ends):
            message = f"`points` is {chart.points}, and `{chart.measure}` has {len(ends)} figures"
            yield _finding("chart_baselines", f"{at} points", chart.measure, message)


def _ends(known: KnownFigures, measure: str) -> list[date]:
    """The last days of the periods that have a figure."""
    return [one.period.end for one in known.series.get(measure, ()) if one.value is not None]
