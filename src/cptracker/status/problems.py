"""What is wrong between plan, plug-ins and records, each with the place where it is mended.

Each part tells its own mistakes when it is read. Here are those that show only when two of them
meet: a measure nobody provides, a target that cannot judge its measure, a plug-in that fails on
these records.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from attrs import evolve

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.benchmarking.unknown_names import unknown_group_problems
from cptracker.engine.examples import failed_examples
from cptracker.engine.multiplied_rows import multiplied_rows
from cptracker.engine.series import series
from cptracker.files.yaml_nodes import SourcePlace, shown_text
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.periods import latest
from cptracker.model.problems import MeasureError, Problem, ProblemKind, Severity
from cptracker.model.targets import Target
from cptracker.plan.reading import LoadedPlan, unknown_measures
from cptracker.rating.thresholds import target_problems
from cptracker.records.formats import TableFormat, formats_with
from cptracker.records.records import Records
from cptracker.status.definitions import approval_problems


def plan_problems(loaded: LoadedPlan, registry: Registry) -> tuple[Problem, ...]:
    """What is wrong with a plan in the light of the measures that were found.

    A measure whose plug-in is there but cannot be loaded is the plug-in's fault, not the plan's.
    """
    broken = {name for name in loaded.measure_places if broken_plugin(name, registry)}
    unknown = unknown_measures(loaded, {*registry.measures, *broken})
    changed = approval_problems(loaded, registry)
    groups = unknown_group_problems(loaded, registry.measures)
    targets = _target_faults(loaded, registry)
    return (*unknown, *targets, *groups, *changed, *_unknown_tables(loaded, registry))


def _unknown_tables(loaded: LoadedPlan, registry: Registry) -> Iterator[Problem]:
    """Tables of which the plan states what days they cover, and that there are not."""
    table_formats = formats_with(registry.tables)
    for at, stated_records in enumerate(loaded.plan.records if loaded.plan else ()):
        if stated_records.table not in table_formats:
            matches = get_close_matches(stated_records.table, list(table_formats), n=1)
            hint = (
                f"did you mean `{matches[0]}`?"
                if matches
                else f"tables are {', '.join(table_formats)}"
            )
            place = loaded.places["records", str(at)]
            yield place.problem(f"there is no table `{shown_text(stated_records.table)}`", hint)


def _target_faults(loaded: LoadedPlan, registry: Registry) -> Iterator[Problem]:
    for target, place in _placed_targets(loaded):
        measure = registry.measures.get(target.measure)
        for problem in target_problems(target, measure.better) if measure else ():
            yield evolve(problem, path=place.path, line=place.line, column=place.column)


def _placed_targets(loaded: LoadedPlan) -> Iterator[tuple[Target, SourcePlace]]:
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


def measure_problems(
    registry: Registry, records: Records, as_at: date, progress: Progress = without_progress
) -> Iterator[Problem]:
    """What the plug-ins do wrong: each is run on these records for its latest period.

    The user's own are also held against their worked examples.
    """
    measures, tables = registry.measures.values(), formats_with(registry.tables)
    for done, measure in enumerate(measures):
        progress(measure.identifier, done, len(measures))
        yield from _needs_faults(measure, tables)
        try:
            series(measure, records, [latest(measure.every, as_at)], measure.by, as_at=as_at)
            if measure.origin != "shipped":
                yield from multiplied_rows(measure, records)
            if measure.origin == "folder":
                yield from failed_examples(measure)
        except MeasureError as error:
            yield from error.problems


def _needs_faults(measure: Measure, tables: Mapping[str, TableFormat]) -> Iterator[Problem]:
    """Tables and columns that no records can ever have, since there are none of that name."""
    for table, columns in measure.needs.items():
        if table not in tables:
            yield _no_such(measure, f"table `{table}`", table, tables)
            continue
        names = [column.name for column in tables[table].columns]
        for name in columns:
            if name not in names:
                yield _no_such(measure, f"column `{name}` of `{table}`", name, names)


def _no_such(measure: Measure, need: str, name: str, names: Iterable[str]) -> Problem:
    matches = get_close_matches(name, list(names), n=1)
    return Problem(
        kind=ProblemKind.MEASURE,
        path=measure.path,
        line=measure.line,
        message=f"measure `{measure.identifier}` needs the {need}, which does not exist",
        hint=f"did you mean `{matches[0]}`?" if matches else f"known are {', '.join(names)}",
    )


def all_problems(
    loaded: LoadedPlan,
    registry: Registry,
    records: Records | None,
    as_at: date | None = None,
    progress: Progress = without_progress,
    other_plans: Iterable[LoadedPlan] = (),
) -> tuple[Problem, ...]:
    """Everything that is wrong with plan, measures and records, alone and together.

    Args:
        loaded: The plan as it was read.
        registry: The measures that were found.
        records: What the measures are run on; None where nothing could be read.
        as_at: The day the measures are run for; the records' own if None.
        progress: Told of each measure before it is run.
        other_plans: Other plans, whose measures come from the same registry.
    """
    plans = [loaded, *other_plans]
    problems = [
        problem for plan in plans for problem in (*plan.problems, *plan_problems(plan, registry))
    ]
    problems += registry.problems
    if records is not None:
        problems += records.problems
        problems += measure_problems(registry, records, as_at or records.as_at, progress)
    return tuple(dict.fromkeys(problems))
