"""`cptracker explain`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, print_result, prints_to_stderr, say, write
from cptracker.cli.progress import WaitingLine

if TYPE_CHECKING:
    from cptracker.model.related import Related
    from cptracker.status.definitions import DefinitionSheet


EXAMPLES = options.examples(
    "cptracker explain care-leavers-eet",
    "cptracker explain 7.3",
    "cptracker explain peps-in-timescale --every month --back 12 --records data",
    "cptracker explain dental-checks --format json -o dental-checks.json",
    "cptracker explain dental-checks --restricted -o dental-checks.txt",
)


@click.command("explain", epilog=EXAMPLES)
@click.argument("measure")
@days.every
@click.option(
    "--back",
    type=click.IntRange(1, 400),
    default=5,
    show_default=True,
    help="How many periods are shown.",
)
@options.input_options
@options.restricted
@options.output_options("table", "json")
def explain_command(
    measure: str,
    every: str | None,
    back: int,
    sources: options.Inputs,
    restricted: bool,
    result: options.OutputTarget,
) -> int:
    """The definition sheet of a measure.

    MEASURE is its name, or the reference of the success measure that it answers, such as 7.3.

    What it counts and why it matters, who is in and out, where it departs from the national
    definition, the records it used, the rule, the last periods, and a fingerprint that changes
    when who counts changes.

    On the screen figures are exact. A file is for the public, with small numbers protected and
    without the files' names, unless you say --restricted.
    """
    from cptracker.contract.definitions import definition_json
    from cptracker.reports.terminal import definitions

    check_free(result)
    entry: Entry = ()
    with WaitingLine() as waiting_line, prints_to_stderr():
        sheet, related = _sheet(sources, measure, every, back, waiting_line)
        if result.output is not None and not restricted:
            sheet, entry = _published(sheet, related, sources, waiting_line)
    if result.form == "json":
        write(definition_json(sheet), result, private=restricted, ledger_files=entry)
    else:
        print_result(
            lambda console: definitions.print_definition(sheet, console),
            result,
            private=restricted,
            ledger_files=entry,
        )
    if sheet.approval and sheet.approval.changed:
        say(f"The definition has changed since {sheet.approval.meeting} agreed it.")
    return 0


Entry = Sequence[tuple[Path, bytes]]


def _published(
    sheet: "DefinitionSheet",
    related: "tuple[Related, ...]",
    sources: options.Inputs,
    waiting_line: WaitingLine,
) -> "tuple[DefinitionSheet, Entry]":
    """The sheet for the public, beside all that was published before, and the ledger's files."""
    from cptracker.api.protecting import protect_sheet
    from cptracker.cli.inputs import open_plan
    from cptracker.cli.ledger import open_ledger, say_each

    plan = open_plan(sources).plan
    name = (plan.identifier if plan else "") or "plan"
    ledger = open_ledger(sources, name, example_data=sheet.example)
    public, entry, corrections = protect_sheet(
        sheet, ledger, related=related, progress=waiting_line.step
    )
    say_each(corrections)
    return public, entry


def _sheet(
    sources: options.Inputs, name: str, every: str | None, back: int, waiting_line: WaitingLine
) -> "tuple[DefinitionSheet, tuple[Related, ...]]":
    """The exact sheet, and how typed measures add up."""
    from cptracker.cli.inputs import open_records, usable_plan, with_typed_measures
    from cptracker.cli.references import measure_name
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.periods import Every
    from cptracker.status.definitions import explain
    from cptracker.status.typed import typed_sums
    from cptracker.status.values import named_measures

    computed = find_measures(sources.measures, time_limit=sources.time_limit)
    loaded, plan = usable_plan(sources)
    registry, revised = with_typed_measures(sources, computed, loaded)
    chosen = named_measures(measure_name(sources, name), registry)
    sheet = explain(
        chosen,
        revised.plan or plan,
        open_records(sources, waiting_line, registry.tables),
        every=Every(every) if every else None,
        back=back,
        as_at=sources.as_at,
    )
    return sheet, typed_sums(registry)
