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
from cptracker.status.consistency.known_figures import (
    KnownFigures,
    period_of_stated,
    rounds_to_stated,
)

ABOUT_MEASURES = (
    "targets", "exceptions", "provisional", "revised", "recalculations", "chart_baselines",
)  # fmt: skip


def of_effects(plan: Plan, figures: KnownFigures, day: date) -> Iterator[ConsistencyFinding]:
    """What changes nothing, and what was accepted and is worse now, on a day."""
    yield from _not_in_plan(plan)
    for at, exception in enumerate(plan.exceptions):
        yield from _exception(at, exception, plan, figures, day)
    yield from _revised(plan, figures)
    yield from _provisional(plan, day)
    yield from _charts(plan, figures, day)


def _finding(section: str, path: str, measure: str, message: str) -> ConsistencyFinding:
    check = Check.ENTRY_WITHOUT_EFFECT
    return ConsistencyFinding(check=check, ref=measure, at=(section, path), message=message)


def _not_in_plan(plan: Plan) -> Iterator[ConsistencyFinding]:
    shown = set(plan.measures)
    for section in ABOUT_MEASURES:
        for at, entry in enumerate(getattr(plan, section)):
            if entry.measure not in shown:
                yield ConsistencyFinding(
                    check=Check.MEASURE_NOT_IN_PLAN,
                    ref=entry.measure,
                    at=(section, f"{at} measure"),
                    message=f"no success measure of the plan names {called(entry.measure)}",
                )


def _exception(
    at: int, exception: AcceptedException, plan: Plan, figures: KnownFigures, day: date
) -> Iterator[ConsistencyFinding]:
    met = next(
        (meeting.date for meeting in plan.meetings if meeting.ref == exception.meeting), None
    )
    if met is None:
        return
    if not any(
        target.measure == exception.measure and target.since <= exception.until
        for target in plan.targets
    ):
        name = called(exception.measure)
        message = f"no target for {name} begins before this exception ends, {exception.until}"
        yield _finding("exceptions", f"{at} until", exception.measure, message)
    longest = plan.check_thresholds.exception_months
    if exception.until > months_after(met, longest):
        message = (
            f"it is accepted until {exception.until}, more than {longest} months from its meeting"
        )
        yield _finding("exceptions", f"{at} until", exception.measure, message)
    yield from _accepted(at, exception, plan, figures, met, day)


def _accepted(
    at: int,
    exception: AcceptedException,
    plan: Plan,
    known_figures: KnownFigures,
    meeting_day: date,
    day: date,
) -> Iterator[ConsistencyFinding]:
    measure = known_figures.measures.get(exception.measure)
    target = target_in_force(
        plan.targets, exception.measure, max(meeting_day, min(exception.until, day))
    )
    if measure is None or target is None or target_problems(target, measure.better):
        return
    limits = thresholds_of(target, measure.better)
    if exception.accepted is not None and limits.rate(Fraction(exception.accepted)) is Rating.GREEN:
        message = f"`accepted` {exception.accepted} meets the target, so there is nothing to accept"
        yield _finding("exceptions", f"{at} accepted", exception.measure, message)
        return
    figures = known_figures.series.get(exception.measure, ())
    level, value = level_accepted(exception, figures, meeting_day), _latest(figures, day)
    if level is None or value is None or not meeting_day <= day <= exception.until:
        return
    if limits.rate(value) is not Rating.GREEN and _worse(value, level, measure.better, target):
        recorded = "that was accepted" if exception.accepted is not None else "known at the meeting"
        message = f"`{exception.measure}` is now worse than the level {recorded}"
        key = "accepted" if exception.accepted is not None else "measure"
        check = Check.WORSE_THAN_ACCEPTED
        at_level = ("exceptions", f"{at} {key}")
        yield ConsistencyFinding(check=check, ref=exception.measure, at=at_level, message=message)


def level_accepted(
    exception: AcceptedException, figures: Sequence[Figure], met: date
) -> Fraction | None:
    """The level at which a miss was accepted: as written down, else the figure known then."""
    if exception.accepted is not None:
        return Fraction(exception.accepted)
    return _latest(figures, met)


def _latest(figures: Sequence[Figure], day: date) -> Fraction | None:
    values = [
        figure.value for figure in figures if figure.period.end <= day and figure.value is not None
    ]
    return values[-1] if values else None


def _worse(value: Fraction, level: Fraction, better: Better, target: object) -> bool:
    if better is Better.HIGHER:
        return value < level
    if better is Better.LOWER:
        return value > level
    low, high = (getattr(target, key) for key in ("low", "high"))
    if low is None or high is None:
        return False
    return _outside(value, low, high) > _outside(level, low, high)


def _outside(value: Fraction, low: object, high: object) -> Fraction:
    """How far a value lies outside a range."""
    return max(Fraction(str(low)) - value, value - Fraction(str(high)), Fraction(0))


def _revised(plan: Plan, known_figures: KnownFigures) -> Iterator[ConsistencyFinding]:
    for at, revised_figure in enumerate(plan.revised):
        figures = known_figures.series.get(revised_figure.measure, ())
        value = next(
            (figure.value for figure in figures if figure.period.key == revised_figure.period), None
        )
        if value is not None and rounds_to_stated(value, revised_figure.was):
            message = (
                f"`was` {revised_figure.was} is what the figure is now, so nothing was revised"
            )
            yield _finding("revised", f"{at} was", revised_figure.measure, message)
    for section in ("provisional", "revised"):
        for at, revised_figure in enumerate(getattr(plan, section)):
            measure = known_figures.measures.get(revised_figure.measure)
            period = period_of_stated(revised_figure.period)
            if measure is not None and period.every is not measure.every:
                message = (
                    f"`{revised_figure.measure}` is reported by "
                    f"{str(measure.every).replace('-', ' ')}, and {period.label} is none"
                )
                yield _finding(section, f"{at} period", revised_figure.measure, message)


def _provisional(plan: Plan, day: date) -> Iterator[ConsistencyFinding]:
    longest = plan.check_thresholds.provisional_months
    for at, provisional_figure in enumerate(plan.provisional):
        period = period_of_stated(provisional_figure.period)
        if months_after(period.end, longest) < day:
            message = f"{period.label} is provisional more than {longest} months after its end"
            yield _finding("provisional", f"{at} period", provisional_figure.measure, message)


def _charts(plan: Plan, figures: KnownFigures, day: date) -> Iterator[ConsistencyFinding]:
    for at, recalculation in enumerate(plan.recalculations):
        ends = _ends(figures, recalculation.measure)
        if recalculation.since > day:
            since = long_date(recalculation.since)
            message = f"the limits are to be worked out anew from {since}, a day to come"
            yield _finding("recalculations", f"{at} since", recalculation.measure, message)
        elif ends and recalculation.since <= ends[0]:
            message = f"no figure of `{recalculation.measure}` is from before {recalculation.since}"
            yield _finding("recalculations", f"{at} since", recalculation.measure, message)
    for at, chart in enumerate(plan.chart_baselines):
        ends = _ends(figures, chart.measure)
        if ends and chart.points > len(ends):
            message = f"`points` is {chart.points}, and `{chart.measure}` has {len(ends)} figures"
            yield _finding("chart_baselines", f"{at} points", chart.measure, message)


def _ends(figures: KnownFigures, measure: str) -> list[date]:
    """The last days of the periods that have a figure."""
    return [
        figure.period.end for figure in figures.series.get(measure, ()) if figure.value is not None
    ]
