"""`cptracker init`."""

from pathlib import Path

import click

from cptracker.cli import options
from cptracker.cli.output import quoted_path, say


@click.command(
    "init",
    epilog=options.examples(
        "cptracker init my-council",
    ),
)
@click.argument("folder", type=options.PATH, metavar="DIR")
def init_command(folder: Path) -> None:
    """Start a folder of your own: plan, measures, records, a notebook.

    Writes a project file (cptracker.yaml), by which every command that runs in DIR or below it
    knows what to work on. Copies the shipped plan (strategy), the shipped measures (measures), the
    example records (records) and a notebook that uses them (notebook.ipynb) into DIR, which must be
    new or empty. Change them, or put your own files there.
    """
    from cptracker.plan.start import start_folder

    for part in start_folder(folder):
        say(f"Written: {part}")
    say("Next:")
    click.echo(f"cd {quoted_path(folder)} && cptracker status")
