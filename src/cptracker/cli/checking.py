"""`cptracker check` and `cptracker measures`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import aside, check_free, draw, say_problems, write
from cptracker.cli.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cptracker.errors import Problem
    from cptracker.loading import LoadedPlan
    from cptracker.measuring import Measure
    from cptracker.records import Records
    from cptracker.records.covers import Covers
    from cptracker.registry import Registry
    from cptracker.reports.listing import Listed
    from cptracker.results import Figure
    from cptracker.standing import Indicator, StatusReport


CHECK_EXAMPLES = options.examples(
    "cptracker check --records returns",
    "cptracker check --plan strategy --measures measures --format json",
    "cptracker check --plan strategy --since HEAD~1",
)
MEASURES_EXAMPLES = options.examples(
    "cptracker measures",
    "cptracker measures --records returns --measures measures",
)


@click.command("check", epilog=CHECK_EXAMPLES)
@options.compared
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
@options.result("table", "json")
def check_command(
    sources: options.Sources, since: str | None, list_checks: bool, result: options.Result
) -> int:
    """List every problem of plan, measures and records.

    Each with its place, so that it can be clicked, and what to do. Alike ones stand together.
    Every measure is run on the records, and your own measures on their worked examples. No
    child's value is ever shown. Whether promises, figures and commentary fit together is checked
    too; a plan can switch such a check off under `checks_off`, by name, with a reason and a date.
    Of your own plan in a git repository, what is gone since the last commit is told as well.
    """
    from cptracker.reports.problems import OWN_USE, as_json, as_text, exit_code

    check_free(result)
    if list_checks:
        return _list_checks(sources, result)
    problems, held = _found(sources)
    rules, covered = (held.year_rules, _days(held)) if held else ((), {})
    lost = [one for each in sources.each() for one in _lost(each, since)]
    problems = (*problems, *lost)
    if result.form == "json":
        write(as_json(problems, covered), result, private=True)
    elif result.output is None:
        click.echo(as_text(problems, rules, sys.stdout.encoding, covered), nl=False)
    else:
        page = f"{OWN_USE}\n\n{as_text(problems, rules, 'utf-8', covered)}"
        write(page, result, private=True)
    return exit_code(problems)


def _days(held: "Records") -> "dict[str, Covers | None]":
    """For each table the days that it covers."""
    return {table: held.covers(table) for table in held.tables}


def _found(sources: options.Sources) -> "tuple[tuple[Problem, ...], Records | None]":
    """All problems, and the records."""
    from cptracker.cli.opening import open_plan, open_records
    from cptracker.errors import RecordsError
    from cptracker.faults import find_faults
    from cptracker.isolation import find_measures

    held: Records | None = None
    unread: tuple[Problem, ...] = ()
    with Waiting() as waiting, aside():
        plans = [open_plan(each) for each in sources.each()]
        registry = find_measures(sources.measures, time_limit=sources.time_limit)
        try:
            held = open_records(sources, waiting, [loaded.plan for loaded in plans])
        except RecordsError as error:
            unread = error.problems
        found = find_faults(
            plans[0], registry, held, sources.as_at, waiting.measure, beside=plans[1:]
        )
        unfit = [one for plan in plans for one in _unfit(plan, registry, held, sources, waiting)]
    return (*found, *unread, *unfit), held


def _unfit(
    loaded: "LoadedPlan",
    registry: "Registry",
    held: "Records | None",
    sources: options.Sources,
    waiting: Waiting,
) -> "Iterable[Problem]":
    """What does not fit together in one plan; without records what its promises alone tell."""
    from datetime import date

    from cptracker.cli.opening import open_comparators
    from cptracker.comparing import area_faults, disagreement_faults
    from cptracker.computing import tells_of_a_day
    from cptracker.consistency import inconsistencies, promise_faults
    from cptracker.status import build_status

    if loaded.plan is None or held is None:
        day = sources.as_at or date.today()  # noqa: DTZ011 - a local day
        alone = promise_faults(loaded, day, registry)
        return [*area_faults(loaded), *disagreement_faults(loaded), *alone]
    compared = open_comparators(sources, loaded.plan, registry)
    report = build_status(
        loaded.plan, registry, held, as_at=sources.as_at, progress=waiting.measure, **compared
    )
    files = compared["comparators"]
    names = dict.fromkeys(one.measure for one in (*loaded.plan.published, *files.figures))
    by_day = {name for name in names if tells_of_a_day(registry.measures.get(name), held)}
    told = disagreement_faults(loaded, files, _series_of_council(report), by_day)
    unfit = inconsistencies(loaded, report, registry, held)
    return [*files.problems, *area_faults(loaded, files), *told, *unfit]


def _indicators(report: "StatusReport") -> "Iterable[Indicator]":
    for priority in report.priorities:
        for success in priority.success_measures:
            yield from success.indicators


def _series_of_council(report: "StatusReport") -> "dict[str, tuple[Figure, ...]]":
    """Each measure's figures; none where they are made up, for then they are no council's."""
    return {} if report.example_data else {one.measure: one.series for one in _indicators(report)}


def _list_checks(sources: options.Sources, result: options.Result) -> int:
    """The checks of consistency, and what the plans switch off."""
    from cptracker.cli.opening import open_plans
    from cptracker.reports import checks

    plans = [plan for _, plan in open_plans(sources)]
    if result.form == "json":
        write(checks.as_json(plans), result)
    else:
        encoding = sys.stdout.encoding if result.output is None else "utf-8"
        write(checks.as_text(plans, encoding), result)
    return 0


def _lost(sources: options.Sources, since: str | None) -> "Iterable[Problem]":
    """What is gone since a revision that was named, else since the last commit of an own plan."""
    if since is None and sources.plan is None:
        return ()
    from datetime import date

    from cptracker.bundled import bundled
    from cptracker.loading import read_plan
    from cptracker.tracking.revisions import lost_since
    from cptracker.tracking.vanishing import vanished

    path = sources.plan or bundled("strategy")
    loaded = read_plan(path)
    day = sources.as_at or date.today()  # noqa: DTZ011 - a local calendar day is meant
    if since is None:
        return vanished(loaded, day)
    return () if loaded.plan is None else lost_since(path, loaded.plan, since, day)


@click.command("measures", epilog=MEASURES_EXAMPLES)
@options.measures
@click.option(
    "--records",
    type=options.PATH,
    multiple=True,
    help="Also say what of their needs these records lack; repeatable.",
)
@options.year
@options.mapping
@options.as_returned
@options.result("table", "json")
def measures_command(
    measures: tuple[Path, ...],
    records: tuple[Path, ...],
    year: int | None,
    mapping: Path | None,
    as_returned: bool,
    result: options.Result,
) -> int:
    """List the measures and what they need.

    Id, title, unit, which way is good, where it comes from, the tables and columns it needs, and
    the breakdowns it allows. Your own measures come first and win over shipped ones.
    """
    from cptracker.isolation import find_measures
    from cptracker.reports import listing
    from cptracker.reports.problems import exit_code

    check_free(result)
    with aside():
        registry = find_measures(measures)
    named = options.Sources(
        measures=measures, records=records, year=year, mapping=mapping, as_returned=as_returned
    )
    listed = _listed(registry.measures.values(), named)
    if result.form == "json":
        write(listing.as_json(listed), result)
    else:
        draw(lambda console: listing.show(listed, console), result)
    if registry.problems:
        say_problems(registry.problems)
    return exit_code(registry.problems)


def _listed(measures: "Iterable[Measure]", sources: options.Sources) -> "list[Listed]":
    from cptracker.cli.opening import open_records
    from cptracker.reports.listing import Listed

    if not sources.records:
        return [Listed(measure=measure) for measure in measures]
    with Waiting() as waiting:
        held = open_records(sources, waiting)
    return [Listed(measure=one, lacks=held.lacks(one.needs)) for one in measures]
