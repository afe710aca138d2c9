"""`cptracker request`."""

from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import check_free, print_result, prints_to_stderr, write
from cptracker.cli.progress import WaitingLine

if TYPE_CHECKING:
    from cptracker.status.data_request import Request


EXAMPLES = options.examples(
    "cptracker request --records my-files",
    "cptracker request peps-in-timescale dental-checks",
    "cptracker request --format csv -o request.csv",
)


@click.command("request", epilog=EXAMPLES)
@click.argument("names", nargs=-1, metavar="[MEASURE]...")
@options.comparator_options
@options.input_options
@options.output_options("table", "csv", "json")
def request_command(
    names: tuple[str, ...], sources: options.Inputs, result: options.OutputTarget
) -> int:
    """What the plan's measures need from whom, and what is missing.

    By table and column, against the records at hand. Nothing is computed and no child is named.
    Then the files of the Department for Education that have the figures of your council and its
    neighbours; download them into the folder `comparators`.
    """
    from cptracker.contract.catalogue import request_json
    from cptracker.reports.terminal import catalogue

    check_free(result)
    with WaitingLine() as waiting_line, prints_to_stderr():
        request = _request(sources, names, waiting_line)
    if result.form == "table":
        print_result(lambda console: catalogue.print_request(request, console), result)
    else:
        as_text = catalogue.request_csv if result.form == "csv" else request_json
        write(as_text(request), result)
    return 0


def _request(
    sources: options.Inputs, names: tuple[str, ...], waiting_line: WaitingLine
) -> "Request":
    from cptracker.cli.inputs import (
        open_comparators,
        open_plan,
        open_records,
        with_typed_measures,
    )
    from cptracker.cli.references import measure_names
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.problems import PlanError
    from cptracker.status.data_request import data_request
    from cptracker.status.values import named_measures

    computed = find_measures(sources.measures, time_limit=sources.time_limit)
    registry, loaded = with_typed_measures(sources, computed, open_plan(sources))
    wanted = [named_measures(name, registry).identifier for name in measure_names(sources, names)]
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    return data_request(
        loaded.plan,
        registry,
        open_records(sources, waiting_line, registry.tables),
        wanted,
        open_comparators(sources, loaded.plan, registry)["comparators"],
        sources.as_at,
    )
