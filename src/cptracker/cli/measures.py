"""`cptracker measures`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import (
    check_free,
    print_result,
    prints_to_stderr,
    say,
    say_problems,
    write,
)
from cptracker.cli.progress import WaitingLine

if TYPE_CHECKING:
    from cptracker.authoring.registry import Registry
    from cptracker.contract.catalogue import ListedMeasure


MEASURES_EXAMPLES = options.examples(
    "cptracker measures",
    "cptracker measures --records returns --measures measures",
    "cptracker measures --plan strategy --values values",
)


@click.command("measures", epilog=MEASURES_EXAMPLES)
@options.plan
@options.measures
@options.values
@click.option(
    "--records",
    type=options.PATH,
    multiple=True,
    help="Also say what of their needs these records lack; repeatable.",
)
@options.year
@options.mapping
@options.as_returned
@options.output_options("table", "json")
def measures_command(
    plan: Path | None,
    values: tuple[Path, ...],
    measures: tuple[Path, ...],
    records: tuple[Path, ...],
    year: int | None,
    mapping: Path | None,
    as_returned: bool,
    result: options.OutputTarget,
) -> int:
    """List the measures and what they need.

    Id, title, unit, which way is good, where it comes from, the tables and columns it needs, and
    the breakdowns it allows. Those that your plan declares come first, with what is typed of them;
    then your own, which win over shipped ones.
    """
    from cptracker.contract.catalogue import measures_json
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.reports.terminal.catalogue import print_measures
    from cptracker.reports.terminal.problems import exit_code

    check_free(result)
    named = options.Inputs(
        plan=plan,
        measures=measures,
        records=records,
        year=year,
        mapping=mapping,
        as_returned=as_returned,
        values=values,
    )
    with prints_to_stderr():
        registry = _with_declared(named, find_measures(measures))
    listed = _listed(registry, named)
    if result.form == "json":
        write(measures_json(listed), result)
    else:
        print_result(lambda console: print_measures(listed, console), result)
    if registry.problems:
        say_problems(registry.problems)
    return exit_code(registry.problems)


def _with_declared(sources: options.Inputs, computed: "Registry") -> "Registry":
    """The measures with those that the user's plan declares, which come first.

    A plan that cannot be used declares nothing, and its problems are added.
    """
    if sources.plan is None:
        return computed

    from attrs import evolve

    from cptracker.cli.inputs import open_plan, without_records
    from cptracker.plan.reading import problems_in_plan
    from cptracker.plan.values.reading import values_of
    from cptracker.status.typed import is_typed, with_typed

    loaded = open_plan(sources)
    values = values_of(sources.values, loaded.plan, computed.measures)
    alone = without_records(sources._replace(records=sources.records or _usual_records()))
    joined = with_typed(computed, loaded, values, only_named=alone)
    left_out = len(computed.measures.keys() - joined.measures.keys())
    if left_out:
        say(f"{left_out} measures that are computed from records are left out: give --records")
    first = sorted(joined.measures.items(), key=lambda item: not is_typed(item[1]))
    problems = joined.problems if loaded.plan else problems_in_plan(loaded.problems)
    return evolve(joined, measures=dict(first), problems=problems)


def _usual_records() -> tuple[Path, ...]:
    """The project's records, else `./records`; this command reads only those that are named."""
    from cptracker.cli.project import usual_paths

    return usual_paths(click.get_current_context(), "records")


def _listed(registry: "Registry", sources: options.Inputs) -> "list[ListedMeasure]":
    from cptracker.cli.inputs import open_records
    from cptracker.contract.catalogue import ListedMeasure

    measures = registry.measures.values()
    if not sources.records:
        return [ListedMeasure(measure=measure) for measure in measures]
    with WaitingLine() as waiting_line:
        records = open_records(sources, waiting_line, registry.tables)
    return [
        ListedMeasure(measure=measure, lacks=records.lacks(measure.needs)) for measure in measures
    ]
