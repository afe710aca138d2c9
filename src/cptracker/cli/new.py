"""`cptracker new measure`."""

from pathlib import Path

import click

from cptracker.cli import options
from cptracker.cli.output import quoted_path, say


@click.group("new", epilog=options.examples("cptracker new measure dental-checks-by-term"))
def new_command() -> None:
    """Write a new measure to start from."""


@new_command.command(
    "measure",
    epilog=options.examples(
        "cptracker new measure dental-checks-by-term --to measures",
    ),
)
@click.argument("name")
@click.option(
    "--to",
    "folder",
    type=options.PATH,
    default=Path("measures"),
    show_default=True,
    metavar="DIR",
    help="The folder it goes into.",
)
def new_measure_command(name: str, folder: Path) -> None:
    """Write a measure that works, with a worked example, to change into your own.

    NAME is words with hyphens, such as dental-checks-by-term. A file that is there is not touched.
    """
    from cptracker.plan.start import write_measure

    say(f"Written: {write_measure(name, folder)}")
    say("Next:")
    click.echo(f"cptracker check --measures {quoted_path(folder)}")
