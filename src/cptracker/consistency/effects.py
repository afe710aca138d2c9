"""Entries that change nothing as they stand, and levels that were accepted and are undercut."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from cptracker.checks import Check
from cptracker.consistency.findings import Finding
from cptracker.consistency.known import Known, period_of, rounds_to_stated
from cptracker.judging import limits_of, long_date, target_in_force, target_problems
from cptracker.loading.nodes import called
from cptracker.model import Better, Plan
from cptracker.results import Figure, Rating
from cptracker.targets import AcceptedException
from cptracker.tracking.rating import months_after

ABOUT_MEASURES = (
    "targets", "exceptions", "provisional", "revised", "recalculations", "chart_baselines",
)  # fmt: skip


def of_effects(plan: Plan, known: Known, day: date) -> Iterator[Finding]:
    """What changes nothing, and what was accepted and is worse now, on a day."""
    yield from _not_in_plan(plan)
    for at, one in enumerate(plan.exceptions):
        yield from _exception(at, one, plan, known, day)
    yield from _revised(plan, known)
    yield from _provisional(plan, day)
    yield from _charts(plan, known, day)


def _finding(section: str, way: str, measure: str, message: str) -> Finding:
    check = Check.ENTRY_WITHOUT_EFFECT
    return Finding(check=check, ref=measure, at=(section, way), message=message)


def _not_in_plan(plan: Plan) -> Iterator[Finding]:
    shown = set(plan.measures)
    for section in ABOUT_MEASURES:
        for at, one in enumerate(getattr(plan, section)):
            if one.measure not in shown:
                yield Finding(
                    check=Check.MEASURE_NOT_IN_PLAN,
                    ref=one.measure,
                    at=(section, f"{at} measure"),
                    message=f"no success measure of the plan names {called(one.measure)}",
                )


def _exception(
    at: int, one: AcceptedException, plan: Plan, known: Known, day: date
) -> Iterator[Finding]:
    met = next((each.date for each in plan.meetings if each.ref == one.meeting), None)
    if met is None:
        return
    if not any(each.measure == one.measure and each.since <= one.until for each in plan.targets):
        name = called(one.measure)
        message = f"no target for {name} begins before this exception ends, {one.until}"
        yield _finding("exceptions", f"{at} until", one.measure, message)
    longest = plan.check_thresholds.exception_months
    if one.until > months_after(met, longest):
        message = f"it is accepted until {one.until}, more than {longest} months from its meeting"
        yield _finding("exceptions", f"{at} until", one.measure, message)
    yield from _accepted(at, one, plan, known, met, day)


def _accepted(
    at: int, one: AcceptedException, plan: Plan, known: Known, met: date, day: date
) -> Iterator[Finding]:
    measure = known.measures.get(one.measure)
    target = target_in_force(plan.targets, one.measure, max(met, min(one.until, day)))
    if measure is None or target is None or target_problems(target, measure.better):
        return
    limits = limits_of(target, measure.better)
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
        yield Finding(check=check, ref=one.measure, at=at_level, message=message)


def level_accepted(one: AcceptedException, figures: Sequence[Figure], met: date) -> Fraction | None:
    """The level at which a miss was accepted: as written down, else the figure known then."""
    if one.accepted is not None:
        return Fraction(one.accepted)
    return _latest(figures, met)


def _latest(figures: Sequence[Figure], day: date) -> Fraction | None:
    values = [one.value for one in figures if one.period.end <= day and one.value is not None]
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


def _revised(plan: Plan, known: Known) -> Iterator[Finding]:
    for at, one in enumerate(plan.revised):
        figures = known.series.get(one.measure, ())
        now = next((each.value for each in figures if each.period.key == one.period), None)
        if now is not None and rounds_to_stated(now, one.was):
            message = f"`was` {one.was} is what the figure is now, so nothing was revised"
            yield _finding("revised", f"{at} was", one.measure, message)
    for section in ("provisional", "revised"):
        for at, one in enumerate(getattr(plan, section)):
            measure = known.measures.get(one.measure)
            period = period_of(one.period)
            if measure is not None and period.every is not measure.every:
                message = (
                    f"`{one.measure}` is reported by {str(measure.every).replace('-', ' ')}, "
                    f"and {period.label} is none"
                )
                yield _finding(section, f"{at} period", one.measure, message)


def _provisional(plan: Plan, day: date) -> Iterator[Finding]:
    longest = plan.check_thresholds.provisional_months
    for at, one in enumerate(plan.provisional):
        period = period_of(one.period)
        if months_after(period.end, longest) < day:
            message = f"{period.label} is provisional more than {longest} months after its end"
            yield _finding("provisional", f"{at} period", one.measure, message)


def _charts(plan: Plan, known: Known, day: date) -> Iterator[Finding]:
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


def _ends(known: Known, measure: str) -> list[date]:
    """The last days of the periods that have a figure."""
    return [one.period.end for one in known.series.get(measure, ()) if one.value is not None]
