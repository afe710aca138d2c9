"""A measure as it stands: computed once, judged, then set beside others.

`ADDED` is where a further thing said of a measure finds its place: each step takes the whole
indicator so far and gives a whole one.
"""

from collections.abc import Callable, Iterable

from attrs import evolve, field, frozen

from cptracker.assessing.beside import set_beside
from cptracker.assessing.judged import judged
from cptracker.assessing.matters import Matter, Setting
from cptracker.assessing.published import last_published
from cptracker.assessing.stretches import stretch
from cptracker.assessing.telling import with_agreement, with_gaps
from cptracker.computing import series
from cptracker.errors import MeasureError, Problem
from cptracker.judging import judge, target_problems
from cptracker.measuring import Measure
from cptracker.model import Better
from cptracker.periods import Every, Period
from cptracker.related import Cohorts
from cptracker.results import Figure, Nothing, Series
from cptracker.spc import chart_problems
from cptracker.standing import Indicator

Step = Callable[[Indicator, Matter], Indicator]


ADDED: tuple[Step, ...] = (set_beside, with_gaps, with_agreement)
"""What is said of a judged indicator beyond its own figures, in turn."""


@frozen(kw_only=True)
class Assessed:
    """An indicator, what was found wrong on the way, and the children behind it for protection."""

    indicator: Indicator
    problems: tuple[Problem, ...] = ()
    cohorts: Cohorts = field(factory=Cohorts, repr=False)


def assess(measure: Measure, setting: Setting) -> Assessed:
    """A measure's indicator; a plug-in that fails gives none of its figures and says where."""
    periods = stretch(setting.every or measure.every, setting.as_at, setting.back)
    by = [one for one in setting.by if set(one.split("+")) <= set(measure.by)]
    problems: tuple[Problem, ...] = ()
    try:
        found = series(measure, setting.records, periods, by, as_at=setting.as_at, heads=True)
    except MeasureError as error:
        problems = error.problems
        found = _failed(measure, periods, problems)
    matter = Matter(setting=setting, measure=measure, series=found)
    problems += _plan_problems(measure, setting)
    indicator = judged(matter)
    for step in ADDED:
        indicator = step(indicator, matter)
    return Assessed(indicator=indicator, problems=problems, cohorts=found.cohorts)


def _plan_problems(measure: Measure, setting: Setting) -> tuple[Problem, ...]:
    """Why what the plan says of a measure cannot judge or chart it; loading has told the rest."""
    plan, name = setting.plan, measure.identifier
    targets = [one for one in plan.targets if one.measure == name]
    recalculations = [one for one in plan.recalculations if one.measure == name]
    points = [one.points for one in plan.chart_baselines if one.measure == name]
    return (
        *(problem for one in targets for problem in target_problems(one, measure.better)),
        *chart_problems(recalculations, points[0] if points else None),
    )


def without_plugin(name: str, setting: Setting, blame: Problem) -> Indicator:
    """A measure that no plug-in provides, or whose plug-in cannot be loaded, and why."""
    (period,) = stretch(setting.every or Every.FINANCIAL_YEAR, setting.as_at, 1)
    figures = _blank([period], [blame])
    return Indicator(
        measure=name,
        title=name.replace("-", " ").capitalize(),
        unit="",
        better=Better.CONTEXT,
        figure=figures[-1],
        judgement=judge(figures[-1], Better.HIGHER, None),
        published=last_published(setting.plan, name, period, setting.as_at),
        series=figures,
    )


def _failed(measure: Measure, periods: Iterable[Period], problems: Iterable[Problem]) -> Series:
    return Series(
        measure=measure.identifier,
        title=measure.title,
        unit=measure.unit,
        better=measure.better,
        figures=_blank(periods, problems),
    )


def _blank(periods: Iterable[Period], problems: Iterable[Problem]) -> tuple[Figure, ...]:
    note = "; ".join(str(evolve(problem, hint=None)) for problem in problems)
    return tuple(
        Figure(period=period, nothing=Nothing.NOT_COMPUTABLE, note=note) for period in periods
    )
