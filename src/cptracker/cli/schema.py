"""`cptracker schema`."""

import click

from cptracker.cli import options
from cptracker.cli.output import write


@click.command(
    "schema",
    epilog=options.examples(
        "cptracker schema > strategy/plan.schema.json",
        "cptracker schema status",
    ),
)
@click.argument("of", type=click.Choice(["plan", "status"]), default="plan")
def schema_command(of: str) -> None:
    """Print the JSON Schema of the plan files or of the status.

    An editor with the plan's schema completes keys and marks mistakes; the shipped files name it
    in their first line.
    """
    from cptracker.contract.status import status_schema
    from cptracker.plan.schema import schema_text

    if of == "plan":
        write(schema_text())
    else:
        from cptracker.files.json_text import json_text

        write(json_text(status_schema()))
