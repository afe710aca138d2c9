"""What commands work on: plan, measures, records, comparators, and the status of each plan."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from cptracker.cli.output import say
from cptracker.cli.project import in_project, once_in_command, project_file, project_protection

if TYPE_CHECKING:
    from datetime import date

    from cptracker.authoring.registry import Registry
    from cptracker.cli.options import Inputs
    from cptracker.cli.progress import WaitingLine
    from cptracker.model.comparisons import LoadedFigures, Method
    from cptracker.model.plan import Plan
    from cptracker.model.problems import Problem
    from cptracker.model.published import PublishedFigure
    from cptracker.plan.reading import LoadedPlan
    from cptracker.plan.values.reading import ValueFiles
    from cptracker.records.formats import TableFormat
    from cptracker.records.records import Records
    from cptracker.status.report import StatusReport


class Compared(TypedDict):
    """What `build_status` wants to know of comparators."""

    comparators: "LoadedFigures"
    neighbours: "Method"


def open_plan(sources: "Inputs") -> "LoadedPlan":
    """The plan the user named, else the shipped one, with all its problems."""
    from cptracker.files.bundled import bundled

    return once_in_command(_read_plan, sources.plan or bundled("strategy"))


def usable_plan(sources: "Inputs") -> "tuple[LoadedPlan, Plan]":
    """The plan that the user named, or the shipped one, as it was read and as it is.

    Raises:
        PlanError: It has mistakes; carries them all.
    """
    from cptracker.model.problems import PlanError

    loaded = open_plan(sources)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    return loaded, loaded.plan


def _read_plan(path: Path) -> "LoadedPlan":
    """The plan in a file or folder, protected as the project says, where it says so."""
    from cptracker.plan.project import with_protection
    from cptracker.plan.reading import read_plan

    return with_protection(read_plan(path), project_protection())


def plan_at(path: Path | None) -> "Plan":
    """The plan of a command that takes no records: as named, else the shipped one.

    Raises:
        PlanError: It has mistakes; carries them all.
    """
    from cptracker.files.bundled import bundled
    from cptracker.plan.reading import load_plan

    return once_in_command(load_plan, path or bundled("strategy"))


def open_plans(sources: "Inputs") -> "list[tuple[LoadedPlan, Plan]]":
    """Each plan the user named, or the shipped one, as it was read and as it is.

    Raises:
        PlanError: One of them cannot be used; carries the problems of all.
    """
    from cptracker.model.problems import PlanError

    loaded_plans = [open_plan(inputs) for inputs in sources.each()]
    if any(loaded.plan is None for loaded in loaded_plans):
        problems = [problem for loaded in loaded_plans for problem in loaded.problems]
        raise PlanError(problems=problems)
    return [(loaded, loaded.plan) for loaded in loaded_plans if loaded.plan]


def open_records(
    sources: "Inputs",
    waiting_line: "WaitingLine",
    tables: "Sequence[TableFormat]",
    plans: "Iterable[Plan | None] | None" = None,
) -> "Records":
    """The records the user named, else `./records`, else the example records.

    Args:
        sources: What the user named.
        waiting_line: Told of each file.
        tables: Those that plug-ins declare.
        plans: They may state what days the records cover, those without mistakes; read if None.

    Raises:
        RecordsError: When there is nothing that can be read.
        UsageError: When the engine is not installed.
    """
    from cptracker.model.choices import EngineName
    from cptracker.records.loading import load_mapped, no_records

    if without_records(sources):
        empty_records = no_records(sources.engine)
        return empty_records.as_told_on(_last_typed_day(sources, plans))
    records = load_mapped(
        sources.records or _example_records(),
        sources.mapping,
        engine=EngineName(sources.engine),
        year=sources.year,
        tables=tables,
        as_returned=sources.as_returned,
        progress=waiting_line.file,
    )
    _say_whose_plan(sources, records)
    opened = [open_plan(inputs).plan for inputs in sources.each()] if plans is None else plans
    return records.stating(stated for plan in opened if plan for stated in plan.records)


def without_records(sources: "Inputs") -> bool:
    """Whether there are none on purpose: a project without them, or typed values alone."""
    return not sources.records and bool(in_project() or sources.values)


def _last_typed_day(sources: "Inputs", plans: "Iterable[Plan | None] | None") -> "date":
    """The end of the last period that is over and for which a value is typed in any plan."""
    from cptracker.plan.values.reading import values_of
    from cptracker.status.typed import last_typed_day

    opened = [open_plan(inputs).plan for inputs in sources.each()] if plans is None else plans
    return last_typed_day(*(values_of(open_values(sources), plan, ()) for plan in opened if plan))


def open_values(sources: "Inputs") -> "ValueFiles":
    """The rows of the files of typed values, read once for all that a command asks of them."""
    from cptracker.plan.values.reading import read_value_files

    return once_in_command(read_value_files, sources.values)


def plan_values(sources: "Inputs", loaded: "LoadedPlan") -> "ValueFiles":
    """The rows for one plan: without those of what only the other plans that are named declare."""
    declared = {name for each in sources.each() for name in open_plan(each).declared}
    return open_values(sources).without(declared - {*loaded.declared})


def with_typed_measures(
    sources: "Inputs", registry: "Registry", loaded: "LoadedPlan"
) -> "tuple[Registry, LoadedPlan]":
    """The measures with those that the plan declares, and the plan with their revisions."""
    from cptracker.plan.values.reading import values_of
    from cptracker.status.typed import with_revisions, with_typed

    values = values_of(plan_values(sources, loaded), loaded.plan, registry.measures)
    known_at = sources.days()["tracker_at"]
    joined = with_typed(registry, loaded, values, known_at, only_named=without_records(sources))
    return joined, with_revisions(loaded, joined)


def open_comparators(sources: "Inputs", plan: "Plan", registry: "Registry") -> "Compared":
    """What a plan is compared with: the files that the user named, and how neighbours are taken."""
    from cptracker.benchmarking.reading import load_comparators
    from cptracker.model.comparisons import Method

    return {
        "comparators": load_comparators(sources.comparators, plan, registry.measures),
        "neighbours": Method(sources.neighbours),
    }


def figures_beside(
    plan: "Plan | None", paths: "Sequence[Path]", measures: "Collection[str]"
) -> "tuple[PublishedFigure, ...]":
    """The figures of some measures in files and those that ship, as a plan can use them."""
    from cptracker.benchmarking.reading import load_comparators

    if plan is None:
        return ()
    loaded = load_comparators(paths, plan, measures)
    return (*loaded.figures, *loaded.shipped)


def _example_records() -> list[Path]:
    from cptracker.files.bundled import PACKAGE

    say("No --records given and no folder ./records: these are the example records.")
    return [PACKAGE / "example_records"]


def _say_whose_plan(sources: "Inputs", records: "Records") -> None:
    """Say so where a council's own records are measured against somebody else's plan."""
    if any(inputs.plan for inputs in sources.each()) or records.example:
        return
    say(
        "No --plan given and no folder ./strategy: your records are measured against the shipped "
        "plan, Southampton's. Give --plan, or begin with `cptracker init DIR --blank`."
    )


def paths_read(sources: "Inputs") -> list[Path]:
    """The files and folders that a command reads beside the program's own."""
    named = (sources.plan, sources.mapping, project_file())
    several = (sources.plans, sources.measures, sources.records, sources.values)
    listed = [path for paths in (*several, sources.comparators) for path in paths]
    return [*(path for path in named if path is not None), *listed]


def build_statuses(
    sources: "Inputs",
    waiting_line: "WaitingLine",
    every: str | None,
    meeting: "date | None" = None,
    **build_options: Any,
) -> "list[StatusReport]":
    """The exact status of each plan.

    Args:
        sources: What is worked on.
        waiting_line: Told of each step.
        every: How often measures are reported; each measure's own if None.
        meeting: The day of a meeting that it is for.
        build_options: What else `build_status` shall do.

    Raises:
        PlanError: When a plan cannot be used; carries the problems of all.
        RecordsError: When there is nothing that can be read.
        UsageError: When something is asked for that is not there.
    """
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.periods import Every
    from cptracker.status.builder import build_status

    waiting_line.say("Reading the plan")
    plans = open_plans(sources)
    registry = find_measures(sources.measures, time_limit=sources.time_limit)
    records = open_records(sources, waiting_line, registry.tables, [plan for _, plan in plans])
    return [
        build_status(
            loaded,
            registry,
            records,
            values=plan_values(sources, loaded),
            meeting=meeting,
            **sources.days(meeting),
            every=Every(every) if every else None,
            progress=waiting_line.measure,
            **open_comparators(sources, plan, registry),
            **build_options,
        )
        for loaded, plan in plans
    ]


def say_changed(sources: "Inputs", registry: "Registry", names: "Iterable[str]") -> None:
    """Say of each of these measures that it is not defined as the plan's panel agreed it."""
    from cptracker.status.definitions import definition_approval, definition_change_in_words

    plan = open_plan(sources).plan
    for name in names if plan and plan.agreed_definitions else ():
        measure = registry.measures.get(name)
        approval = definition_approval(plan, measure) if plan and measure else None
        if approval and approval.changed:
            say(f"{name}: {definition_change_in_words(approval)}")


def plan_shown(sources: "Inputs") -> str:
    """Which plan it is, as a heading names it."""
    from cptracker.files.bundled import bundled, shipped_plans

    shipped = {path: name for name, path in shipped_plans().items()}
    named = sources.plan or bundled("strategy")
    return f"{shipped[named]}, as shipped" if named in shipped else str(named)


def problems_of(reports: "list[StatusReport]") -> "list[Problem]":
    """The problems of all plans, those of measures and records once."""
    return list(dict.fromkeys(problem for report in reports for problem in report.problems))
