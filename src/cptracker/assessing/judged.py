"""A measure's figures judged: how good, how sure, which way it goes, what was missing."""

from attrs import evolve

from cptracker.assessing.dated import accepted, judgements
from cptracker.assessing.freshness import missed_in_words, periods_behind, with_last_known
from cptracker.assessing.matters import Matter
from cptracker.assessing.published import last_published
from cptracker.certainty import clear, figure_interval
from cptracker.results import Figure, Judgement
from cptracker.shortfalls import shortfall
from cptracker.spc import Reading, read
from cptracker.standing import Indicator
from cptracker.trends import travel


def judged(matter: Matter) -> Indicator:
    """The indicator of the newest usable figure, with all that its own series says of it."""
    measure, setting, series = matter.measure, matter.setting, matter.series
    figures, told = series.whole, judgements(matter)
    behind = periods_behind(figures)
    newest = len(figures) - 1 - behind
    latest = figures[newest]
    indicator = Indicator(
        measure=measure.identifier,
        title=measure.title,
        unit=measure.unit,
        better=measure.better,
        definition=measure.definition,
        source=measure.source,
        sort=series.sort,
        sensitive=measure.sensitive,
        about=measure.about,
        over_time=series.over_time,
        ties=measure.ties,
        window=series.window,
        figure=latest,
        judgement=_current(matter, told, behind),
        published=last_published(setting.plan, measure.identifier, latest.period, setting.as_at),
        series=figures,
        judgements=told,
        breakdowns=tuple(
            one for one in series.figures if one.group_by and one.period == latest.period
        ),
    )
    return _explained(indicator, matter, figures[: newest + 1])


def _current(matter: Matter, told: tuple[Judgement, ...], behind: int) -> Judgement:
    """What is said today of the newest usable figure."""
    plan, figures = matter.setting.plan, matter.series.whole
    mine = [one for one in plan.exceptions if one.measure == matter.measure.identifier]
    latest, day, unit = told[len(told) - 1 - behind], matter.setting.as_at, matter.measure.unit
    current = accepted(latest, mine, plan, day, unit)
    if behind:
        reason = f"{current.reason}; {missed_in_words(figures)}"
        return evolve(current, stale=behind, reason=reason)
    return with_last_known(current, figures, told, matter.measure.unit)


def _explained(indicator: Indicator, matter: Matter, figures: tuple[Figure, ...]) -> Indicator:
    """With how sure it is and which way it goes; the figures end with the one that is judged."""
    series, figure, better = matter.series, indicator.figure, indicator.better
    target = indicator.judgement.target
    interval = None
    if series.sort is not None:
        interval = figure_interval(
            figure,
            series.sort,
            squares=figure.squares,
            per=series.scale,
            by_day=series.over_time == "level",
        )
    reading = _reading(matter, figures, indicator.judgement)
    return evolve(
        indicator,
        interval=interval,
        certainty=clear(interval, target, better),
        spc=reading,
        travel=travel(figures, better, reading=reading, target=target, window=series.window),
        shortfall=shortfall(figure, target, better, matter.measure.nouns),
    )


def _reading(matter: Matter, figures: tuple[Figure, ...], judgement: Judgement) -> Reading | None:
    """What statistical process control says; None where there is no figure at all."""
    if all(figure.value is None for figure in figures):
        return None
    plan, name = matter.setting.plan, matter.measure.identifier
    points = [one.points for one in plan.chart_baselines if one.measure == name]
    return read(
        figures,
        matter.measure.better,
        target=judgement.target,
        baseline=points[0] if points else None,
        recalculations=[one for one in plan.recalculations if one.measure == name],
        window=matter.series.window,
    )
