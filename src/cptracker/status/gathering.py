"""The indicators of a plan's measures, gathered one by one with what is wrong with each."""

from collections.abc import Collection, Iterable, Sequence

from attrs import define, field

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.model.arguments import Progress
from cptracker.model.problems import Problem, ProblemKind
from cptracker.model.related import Cohorts
from cptracker.status.comparison import StatusOptions
from cptracker.status.indicators import assess, without_plugin
from cptracker.status.problems import broken_plugin
from cptracker.status.profiles import Profiler
from cptracker.status.report import Indicator, Profile


@define(kw_only=True)
class StatusBuilder:
    """What is at hand while measures are worked through, and what has come of it."""

    registry: Registry
    options: StatusOptions
    problems: list[Problem]
    indicators: dict[str, Indicator] = field(factory=dict)
    appendix: tuple[Profile, ...] = ()
    cohorts: dict[str, list[Cohorts]] = field(factory=dict, repr=False)

    def work_through(self, names: Sequence[str], also: Collection[str], progress: Progress) -> None:
        """Assess each measure named, then the profiles of the editions asked for."""
        for done, name in enumerate(names):
            progress(name, done, len(names))
            measure = self.registry.measures.get(name)
            self.indicators[name] = self.indicator(measure) if measure else self.absent(name)
        profiler = Profiler(registry=self.registry, options=self.options)
        self.appendix = profiler.profiles(also, progress)
        for name, many in profiler.cohorts.items():
            self.cohorts.setdefault(name, []).extend(many)
        self.add(profiler.problems)

    def indicator(self, measure: Measure) -> Indicator:
        """The indicator of a measure, its children and problems kept."""
        assessed = assess(measure, self.options)
        self.cohorts.setdefault(measure.identifier, []).append(assessed.cohorts)
        self.add(assessed.problems)
        return assessed.indicator

    def absent(self, name: str) -> Indicator:
        """The indicator of a measure that no plug-in provides."""
        broken = broken_plugin(name, self.registry)
        message = f"no plug-in provides the measure `{name}`"
        problem = broken or Problem(kind=ProblemKind.PLAN, message=message)
        self.add([problem])
        return without_plugin(name, self.options, problem)

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems unless they have been told, perhaps with a better place."""
        known = {(problem.kind, problem.message) for problem in self.problems}
        self.problems += [
            problem for problem in problems if (problem.kind, problem.message) not in known
        ]
