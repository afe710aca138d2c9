"""A measure's figures rated by what was in force then; an old rating is never rewritten."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from cptracker.model.figures import Figure, Judgement, Rating
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.rounding import exactly, with_sign
from cptracker.model.targets import AcceptedException
from cptracker.rating.progress_to_target import number_needed
from cptracker.rating.rate import rate_figure
from cptracker.rating.thresholds import target_in_force
from cptracker.stats.intervals import figure_interval, is_significant
from cptracker.stats.spc.result import SpcResult, read_spc
from cptracker.stats.trends import trend
from cptracker.status.comparison import MeasureContext
from cptracker.status.freshness import (
    last_published,
    missed_in_words,
    periods_behind,
    with_last_known,
)
from cptracker.status.report import Indicator

MISSED = (Rating.AMBER, Rating.RED)
"""The colours that can be accepted for a time."""


def dated_ratings(context: MeasureContext) -> tuple[Judgement, ...]:
    """The judgement of each figure for everyone, by the target in force on its period's last day.

    An exception is told with the periods on whose last day it was in force.
    """
    plan, name = context.options.plan, context.measure.identifier
    targets = [target for target in plan.targets if target.measure == name]
    exceptions = [exception for exception in plan.exceptions if exception.measure == name]
    notes_by_period = _notes_by_period(context)
    judgements = []
    for figure in context.series.whole:
        target = target_in_force(targets, name, figure.period.end)
        judgement = rate_figure(figure, context.measure.better, target, unit=context.measure.unit)
        judgement = accepted_exception(
            judgement, exceptions, plan, figure.period.end, context.measure.unit
        )
        if figure.value is not None:
            judgement = (
                evolve(judgement, **notes_by_period.get(figure.period.key, {}))
                if notes_by_period
                else judgement
            )
        judgements.append(judgement)
    return tuple(judgements)


def accepted_exception(
    judgement: Judgement,
    exceptions: Sequence[AcceptedException],
    plan: Plan,
    day: date,
    unit: str = "",
) -> Judgement:
    """A judgement with the exception in force on a day, if it misses its target.

    Of several the one that was agreed last is told, with the level that was accepted where the
    plan records it. It changes no colour.
    """
    if not exceptions:
        return judgement
    meetings = {meeting.ref: meeting for meeting in plan.meetings}
    in_force = [
        (meetings[exception.meeting].date, exception)
        for exception in exceptions
        if exception.meeting in meetings
        and meetings[exception.meeting].date <= day <= exception.until
    ]
    if not in_force or judgement.rating not in MISSED:
        return evolve(judgement, accepted=None)
    _, last = max(in_force, key=lambda pair: pair[0])
    meeting = meetings[last.meeting]
    level = "" if last.accepted is None else f" at {_value_in_words(Fraction(last.accepted), unit)}"
    words = (
        f"accepted{level} until {long_date(last.until)} by {last.by}, "
        f"{meeting.body} of {long_date(meeting.date)}: {last.reason}"
    )
    return evolve(judgement, accepted=words)


def _notes_by_period(context: MeasureContext) -> Mapping[str, dict[str, Any]]:
    """What the plan says of single figures, by period: still to change, or told otherwise."""
    plan, name, unit = context.options.plan, context.measure.identifier, context.measure.unit
    notes_by_period: dict[str, dict[str, Any]] = {}
    for provisional in plan.provisional:
        if provisional.measure == name:
            notes_by_period.setdefault(provisional.period, {})["provisional"] = provisional.reason
    for revised in plan.revised:
        if revised.measure == name:
            was = _value_in_words(Fraction(revised.was), unit)
            words = f"was {was} in {revised.source}: {revised.reason}"
            notes_by_period.setdefault(revised.period, {})["revised"] = words
    return notes_by_period


def _value_in_words(value: Fraction, unit: str) -> str:
    return with_sign(exactly(value), unit)


def rated_indicator(context: MeasureContext) -> Indicator:
    """The indicator of the newest usable figure, with all that its own series says of it."""
    measure, options, series = context.measure, context.options, context.series
    figures, judgements = series.whole, dated_ratings(context)
    periods_missed = periods_behind(figures)
    newest = len(figures) - 1 - periods_missed
    latest = figures[newest]
    indicator = Indicator(
        info=series.info,
        figure=latest,
        judgement=_current(context, judgements, periods_missed),
        published=last_published(
            options.plan, measure.identifier, latest.period, options.as_at, options.tracker_at
        ),
        series=figures,
        judgements=judgements,
        breakdowns=tuple(
            figure
            for figure in series.figures
            if figure.group_by and figure.period == latest.period
        ),
    )
    return _explained(indicator, context, figures[: newest + 1])


def _current(
    context: MeasureContext, judgements: tuple[Judgement, ...], periods_missed: int
) -> Judgement:
    """What is said today of the newest usable figure."""
    plan, figures = context.options.plan, context.series.whole
    exceptions = [
        exception
        for exception in plan.exceptions
        if exception.measure == context.measure.identifier
    ]
    latest, day, unit = (
        judgements[len(judgements) - 1 - periods_missed],
        context.options.as_at,
        context.measure.unit,
    )
    current = accepted_exception(latest, exceptions, plan, day, unit)
    if periods_missed:
        reason = f"{current.reason}; {missed_in_words(figures)}"
        return evolve(current, stale=periods_missed, reason=reason)
    return with_last_known(current, figures, judgements, context.measure.unit)


def _explained(
    indicator: Indicator, context: MeasureContext, figures: tuple[Figure, ...]
) -> Indicator:
    """With how sure it is and which way it goes; the figures end with the one that is judged."""
    series, figure, better = context.series, indicator.figure, indicator.better
    target = indicator.judgement.target
    interval = None
    if series.statistic is not None:
        interval = figure_interval(
            figure,
            series.statistic,
            squares=figure.squares,
            per=series.scale,
            by_day=series.over_time == "level" and not series.window,
        )
    reading = _reading(context, figures, indicator.judgement)
    return evolve(
        indicator,
        interval=interval,
        significance=is_significant(interval, target, better),
        spc=reading,
        trend=trend(figures, better, reading=reading, target=target, window=series.window),
        number_needed=None
        if series.statistic == "ratio"  # whose percentage is no share of people
        else number_needed(figure, target, better, context.measure.nouns),
    )


def _reading(
    context: MeasureContext, figures: tuple[Figure, ...], judgement: Judgement
) -> SpcResult | None:
    """What statistical process control says; None where there is no figure at all."""
    if all(figure.value is None for figure in figures):
        return None
    plan, name = context.options.plan, context.measure.identifier
    points = [
        chart_baseline.points
        for chart_baseline in plan.chart_baselines
        if chart_baseline.measure == name
    ]
    return read_spc(
        figures,
        context.measure.better,
        target=judgement.target,
        baseline=points[0] if points else None,
        recalculations=[
            recalculation for recalculation in plan.recalculations if recalculation.measure == name
        ],
        window=context.series.window,
    )
