"""`cptracker explain`."""

from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import aside, check_free, draw, say, write
from cptracker.cli.waiting import Waiting

if TYPE_CHECKING:
    from cptracker.explaining import Sheet

EXAMPLES = options.examples(
    "cptracker explain care-leavers-eet",
    "cptracker explain peps-in-timescale --every month --back 12 --records data",
    "cptracker explain dental-checks --format json -o dental-checks.json",
    "cptracker explain dental-checks --restricted -o dental-checks.txt",
)


@click.command("explain", epilog=EXAMPLES)
@click.argument("measure")
@options.every
@click.option(
    "--back",
    type=click.IntRange(1, 400),
    default=5,
    show_default=True,
    help="How many periods are shown.",
)
@options.sources
@options.restricted
@options.result("table", "json")
def explain_command(
    measure: str,
    every: str | None,
    back: int,
    sources: options.Sources,
    restricted: bool,
    result: options.Result,
) -> int:
    """The definition sheet of a measure.

    What it counts and why it matters, who is in and out, where it departs from the national
    definition, the records it used, the rule, the last periods, and a fingerprint that changes
    when who counts changes.

    On the screen figures are exact. A file is for the public, with small numbers protected and
    without the files' names, unless you say --restricted.
    """
    from cptracker.explaining import public_sheet
    from cptracker.reports import explaining

    check_free(result)
    with Waiting() as waiting, aside():
        sheet = _sheet(sources, measure, every, back, waiting)
        if result.output is not None and not restricted:
            sheet = public_sheet(sheet, progress=waiting.step)
    if result.form == "json":
        write(explaining.as_json(sheet), result, private=restricted)
    else:
        draw(lambda console: explaining.show(sheet, console), result, private=restricted)
    if sheet.agreement and sheet.agreement.changed:
        say(f"The definition has changed since {sheet.agreement.meeting} agreed it.")
    return 0


def _sheet(
    sources: options.Sources, name: str, every: str | None, back: int, waiting: Waiting
) -> "Sheet":
    from cptracker.cli.opening import open_plan, open_records
    from cptracker.errors import PlanError
    from cptracker.explaining import explain
    from cptracker.isolation import find_measures
    from cptracker.periods import Every
    from cptracker.tabulating import named

    chosen = named(name, find_measures(sources.measures, time_limit=sources.time_limit))
    loaded = open_plan(sources)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    return explain(
        chosen,
        loaded.plan,
        open_records(sources, waiting),
        every=Every(every) if every else None,
        back=back,
        as_at=sources.as_at,
    )
