"""`cptracker measures`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import check_free, print_result, prints_to_stderr, say_problems, write
from cptracker.cli.progress import WaitingLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cptracker.authoring.measure import Measure
    from cptracker.reports.terminal.measures import ListedMeasure


MEASURES_EXAMPLES = options.examples(
    "cptracker measures",
    "cptracker measures --records returns --measures measures",
)


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
@options.output_options("table", "json")
def measures_command(
    measures: tuple[Path, ...],
    records: tuple[Path, ...],
    year: int | None,
    mapping: Path | None,
    as_returned: bool,
    result: options.OutputTarget,
) -> int:
    """List the measures and what they need.

    Id, title, unit, which way is good, where it comes from, the tables and columns it needs, and
    the breakdowns it allows. Your own measures come first and win over shipped ones.
    """
    from cptracker.engine.isolation.finding import find_measures
    from cptracker.reports.terminal.measures import measures_json, print_measures
    from cptracker.reports.terminal.problems import exit_code

    check_free(result)
    with prints_to_stderr():
        registry = find_measures(measures)
    named = options.Inputs(
        measures=measures, records=records, year=year, mapping=mapping, as_returned=as_returned
    )
    listed = _listed(registry.measures.values(), named)
    if result.form == "json":
        write(measures_json(listed), result)
    else:
        print_result(lambda console: print_measures(listed, console), result)
    if registry.problems:
        say_problems(registry.problems)
    return exit_code(registry.problems)


def _listed(measures: "Iterable[Measure]", sources: options.Inputs) -> "list[ListedMeasure]":
    from cptracker.cli.inputs import open_records
    from cptracker.reports.terminal.measures import ListedMeasure

    if not sources.records:
        return [ListedMeasure(measure=measure) for measure in measures]
    with WaitingLine() as waiting:
        held = open_records(sources, waiting)
    return [ListedMeasure(measure=measure, lacks=held.lacks(measure.needs)) for measure in measures]
