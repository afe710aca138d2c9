"""What is wrong between plan, plug-ins and records, each with the place where it is mended.

Each part tells its own mistakes when it is read. Here are those that show only when two of them
meet: a measure nobody provides, a target that cannot judge its measure, a plug-in that fails on
these records.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from attrs import evolve

from cptracker.agreeing import agreed_faults
from cptracker.comparing import group_faults
from cptracker.computing import series
from cptracker.computing.proving import disproved
from cptracker.errors import Kind, MeasureError, Problem, Severity
from cptracker.judging import target_problems
from cptracker.loading import LoadedPlan, Place, unknown_measures
from cptracker.loading.nodes import shown
from cptracker.measuring import Measure
from cptracker.model import Target
from cptracker.periods import latest
from cptracker.records import Records
from cptracker.records.formats import formats
from cptracker.registry import Registry
from cptracker.watching import Progress, quietly


def plan_faults(loaded: LoadedPlan, registry: Registry) -> tuple[Problem, ...]:
    """What is wrong with a plan in the light of the measures that were found.

    A measure whose plug-in is there but cannot be loaded is the plug-in's fault, not the plan's.
    """
    broken = {name for name in loaded.measure_places if broken_plugin(name, registry)}
    unknown = unknown_measures(loaded, {*registry.measures, *broken})
    changed = agreed_faults(loaded, registry)
    groups = group_faults(loaded, registry.measures)
    targets = _target_faults(loaded, registry)
    return (*unknown, *targets, *groups, *changed, *_unknown_tables(loaded))


def _unknown_tables(loaded: LoadedPlan) -> Iterator[Problem]:
    """Tables of which the plan states what days they cover, and that there are not."""
    for at, one in enumerate(loaded.plan.records if loaded.plan else ()):
        if one.table not in formats():
            near = get_close_matches(one.table, list(formats()), n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"tables are {', '.join(formats())}"
            place = loaded.places["records", str(at)]
            yield place.problem(f"there is no table `{shown(one.table)}`", hint)


def _target_faults(loaded: LoadedPlan, registry: Registry) -> Iterator[Problem]:
    for target, place in _placed_targets(loaded):
        measure = registry.measures.get(target.measure)
        for problem in target_problems(target, measure.better) if measure else ():
            yield evolve(problem, path=place.path, line=place.line, column=place.column)


def _placed_targets(loaded: LoadedPlan) -> Iterator[tuple[Target, Place]]:
    for at, target in enumerate(loaded.plan.targets if loaded.plan else ()):
        yield target, loaded.places["targets", str(at)]


def broken_plugin(measure: str, registry: Registry) -> Problem | None:
    """The problem that keeps the plug-in of a measure from loading, if there is such a file."""
    function = measure.replace("-", "_")
    for problem in registry.problems:
        if problem.severity is Severity.ERROR and problem.path and measure not in registry.measures:
            path = Path(problem.path)
            if path.stem == function or f"def {function}(" in _text(path):
                return problem
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def measure_faults(
    registry: Registry, records: Records, as_at: date, progress: Progress = quietly
) -> Iterator[Problem]:
    """What the plug-ins do wrong: each is run on these records for its latest period.

    The user's own are also held against their worked examples.
    """
    measures = registry.measures.values()
    for done, measure in enumerate(measures):
        progress(measure.identifier, done, len(measures))
        yield from _needs_faults(measure)
        try:
            series(measure, records, [latest(measure.every, as_at)], measure.by, as_at=as_at)
            if measure.origin == "folder":
                yield from disproved(measure)
        except MeasureError as error:
            yield from error.problems


def _needs_faults(measure: Measure) -> Iterator[Problem]:
    """Tables and columns that no records can ever have, since there are none of that name."""
    for table, columns in measure.needs.items():
        if table not in formats():
            yield _no_such(measure, f"table `{table}`", table, formats())
            continue
        known = [column.name for column in formats()[table].columns]
        for name in columns:
            if name not in known:
                yield _no_such(measure, f"column `{name}` of `{table}`", name, known)


def _no_such(measure: Measure, what: str, name: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(name, list(known), n=1)
    return Problem(
        kind=Kind.MEASURE,
        path=measure.path,
        line=measure.line,
        message=f"measure `{measure.identifier}` needs the {what}, which does not exist",
        hint=f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}",
    )


def find_faults(
    loaded: LoadedPlan,
    registry: Registry,
    records: Records | None,
    as_at: date | None = None,
    progress: Progress = quietly,
    beside: Iterable[LoadedPlan] = (),
) -> tuple[Problem, ...]:
    """Everything that is wrong with plan, measures and records, alone and together.

    Args:
        loaded: The plan as it was read.
        registry: The measures that were found.
        records: What the measures are run on; None where nothing could be read.
        as_at: The day the measures are run for; the records' own if None.
        progress: Told of each measure before it is run.
        beside: Other plans, whose measures come from the same registry.
    """
    plans = [loaded, *beside]
    found = [problem for one in plans for problem in (*one.problems, *plan_faults(one, registry))]
    found += registry.problems
    if records is not None:
        found += records.problems
        found += measure_faults(registry, records, as_at or records.as_at, progress)
    return tuple(dict.fromkeys(found))
