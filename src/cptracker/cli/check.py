"""`cptracker check` and `cptracker measures`."""

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import check_free, prints_to_stderr, write, write_text
from cptracker.cli.progress import WaitingLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cptracker.authoring.registry import Registry
    from cptracker.model.problems import Problem
    from cptracker.plan.reading import LoadedPlan
    from cptracker.records.coverage.spans import DaysCovered
    from cptracker.records.records import Records


CHECK_EXAMPLES = options.examples(
    "cptracker check --records returns",
    "cptracker check --plan strategy --measures measures --format json",
    "cptracker check --plan strategy --since HEAD~1",
)


@click.command("check", epilog=CHECK_EXAMPLES)
@options.comparator_options
@options.sources_of_plans
@click.option(
    "--since",
    metavar="REV",
    help="Also every reference that is gone since this git revision of the plan, or since this "
    "saved status (JSON).",
)
@click.option(
    "--list-checks", is_flag=True, help="Only list the checks of consistency, and which are off."
)
@options.output_options("table", "json")
def check_command(
    sources: options.Inputs, since: str | None, list_checks: bool, result: options.OutputTarget
) -> int:
    """List every problem of plan, measures and records.

    Each with its place, so that it can be clicked, and what to do. Alike ones stand together.
    Every measure is run on the records, and your own measures on their worked examples. No
    child's value is ever shown. Whether promises, figures and commentary fit together is checked
    too; a plan can switch such a check off under `checks_off`, by name, with a reason and a date.
    Of your own plan in a git repository, what is gone since the last commit is told as well.
    """
    from cptracker.contract.checks import problems_json
    from cptracker.reports.terminal.problems import OWN_USE, exit_code, problems_text

    check_free(result)
    if list_checks:
        return _list_checks(sources, result)
    problems, records = _problems_and_records(sources)
    rules, covered = (records.year_rules, _days(records)) if records else ((), {})
    lost_problems = [
        problem for inputs in sources.each() for problem in _lost_problems(inputs, since)
    ]
    problems = (*problems, *lost_problems)
    if result.form == "json":
        write(problems_json(problems, exit_code(problems), covered), result, private=True)
    elif result.output is None:
        click.echo(problems_text(problems, rules, sys.stdout.encoding, covered), nl=False)
    else:
        text = f"{OWN_USE}\n\n{problems_text(problems, rules, 'utf-8', covered)}"
        write(text, result, private=True)
    return exit_code(problems)


def _days(records: "Records") -> "dict[str, DaysCovered | None]":
    """For each table the days that it covers."""
    return {table: records.covers(table) for table in records.tables}


def _problems_and_records(sources: options.Inputs) -> "tuple[tuple[Problem, ...], Records | None]":
    """All problems, and the records."""
    from cptracker.cli.inputs import open_plan, open_records, with_typed_measures
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.problems import RecordsError
    from cptracker.status.problems import all_problems
    from cptracker.status.typed import together

    records: Records | None = None
    unread: tuple[Problem, ...] = ()
    with WaitingLine() as waiting_line, prints_to_stderr():
        plans = [open_plan(inputs) for inputs in sources.each()]
        computed = find_measures(sources.measures, time_limit=sources.time_limit)
        typed = [with_typed_measures(sources, computed, plan) for plan in plans]
        registry = together([registry for registry, _ in typed])
        try:
            records = open_records(
                sources, waiting_line, registry.tables, [loaded.plan for _, loaded in typed]
            )
        except RecordsError as error:
            unread = error.problems
        problems = all_problems(
            plans[0],
            registry,
            records,
            sources.days()["as_at"],
            waiting_line.measure,
            other_plans=plans[1:],
        )
        unfit = [
            problem
            for plan in plans
            for problem in _misfits(plan, computed, records, sources, waiting_line)
        ]
    return tuple(dict.fromkeys((*problems, *unread, *unfit))), records


def _misfits(
    loaded: "LoadedPlan",
    registry: "Registry",
    records: "Records | None",
    sources: options.Inputs,
    waiting_line: WaitingLine,
) -> "Iterable[Problem]":
    """What does not fit together in one plan; without records what its promises alone tell."""
    from cptracker.api.checking import misfit_problems
    from cptracker.cli.inputs import open_comparators, plan_values, with_typed_measures

    joined, _ = with_typed_measures(sources, registry, loaded)
    if loaded.plan is None:
        return []
    compared = open_comparators(sources, loaded.plan, joined)
    return misfit_problems(
        loaded,
        joined if records is None else registry,
        records,
        compared["comparators"],
        values=plan_values(sources, loaded),
        neighbours=compared["neighbours"],
        progress=waiting_line.measure,
        **sources.days(),
    )


def _list_checks(sources: options.Inputs, result: options.OutputTarget) -> int:
    """The checks of consistency, and what the plans switch off."""
    from cptracker.cli.inputs import open_plans
    from cptracker.contract.checks import checks_json
    from cptracker.reports.terminal import lists

    plans = [plan for _, plan in open_plans(sources)]
    if result.form == "json":
        write(checks_json(plans), result)
    else:
        write_text(partial(lists.checks_text, plans), result)
    return 0


def _lost_problems(sources: options.Inputs, since: str | None) -> "Iterable[Problem]":
    """What is gone since a revision that was named, else since the last commit of an own plan."""
    if since is None and sources.plan is None:
        return ()

    from cptracker.cli.inputs import figures_beside, open_plan
    from cptracker.files.bundled import bundled
    from cptracker.plan.history.revisions import lost_since, vanished

    loaded = open_plan(sources)
    day = sources.days()["tracker_at"]
    if since is None:
        return vanished(loaded, day, partial(figures_beside, loaded.plan, sources.comparators))
    path = sources.plan or bundled("strategy")
    return () if loaded.plan is None else lost_since(path, loaded.plan, since, day)
