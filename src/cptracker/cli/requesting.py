"""`cptracker request`."""

from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import aside, check_free, draw, write
from cptracker.cli.waiting import Waiting

if TYPE_CHECKING:
    from cptracker.requesting import Request

EXAMPLES = options.examples(
    "cptracker request --records my-files",
    "cptracker request peps-in-timescale dental-checks",
    "cptracker request --format csv -o request.csv",
)


@click.command("request", epilog=EXAMPLES)
@click.argument("names", nargs=-1, metavar="[MEASURE]...")
@options.sources
@options.result("table", "csv", "json")
def request_command(
    names: tuple[str, ...], sources: options.Sources, result: options.Result
) -> int:
    """What the plan's measures need from whom, and what is missing.

    By table and column, against the records at hand. Nothing is computed and no child is named.
    """
    from cptracker.reports import requesting

    check_free(result)
    with Waiting() as waiting, aside():
        found = _request(sources, names, waiting)
    if result.form == "table":
        draw(lambda console: requesting.show(found, console), result)
    else:
        as_text = requesting.as_csv if result.form == "csv" else requesting.as_json
        write(as_text(found), result)
    return 0


def _request(sources: options.Sources, names: tuple[str, ...], waiting: Waiting) -> "Request":
    from cptracker.cli.opening import open_plan, open_records
    from cptracker.errors import PlanError
    from cptracker.isolation import find_measures
    from cptracker.requesting import request
    from cptracker.tabulating import named

    registry = find_measures(sources.measures, time_limit=sources.time_limit)
    wanted = [named(name, registry).identifier for name in names]
    loaded = open_plan(sources)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    return request(loaded.plan, registry, open_records(sources, waiting), wanted)
