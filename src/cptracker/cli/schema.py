"""`cptracker schema`."""

import click

from cptracker.cli import options
from cptracker.cli.output import write

NAMES = (
    "plan",
    "status",
    "actions",
    "check",
    "checks",
    "commentary",
    "deliverables",
    "diff",
    "duties",
    "explain",
    "measures",
    "meetings",
    "request",
    "targets",
    "values",
)
"""The plan's files, then the JSON of each command; `contract.command_schemas` has the latter."""


@click.command(
    "schema",
    epilog=options.examples(
        "cptracker schema > strategy/plan.schema.json",
        "cptracker schema status",
        "cptracker schema explain",
    ),
)
@click.argument("of", type=click.Choice(NAMES), default="plan", metavar="[NAME]")
def schema_command(of: str) -> None:
    """Print the JSON Schema of the plan files, or of the JSON that a command writes.

    NAME is `plan`, or the command: status, actions, check, checks (of `check --list-checks`),
    commentary, deliverables, diff, duties, explain, measures, meetings, request, targets or values.

    An editor with the plan's schema completes keys and marks mistakes; the shipped files name it
    in their first line.
    """
    if of == "plan":
        from cptracker.plan.schema import schema_text

        write(schema_text())
    else:
        from cptracker.contract.command_schemas import command_schema
        from cptracker.files.json_text import json_text

        write(json_text(command_schema(of)))
