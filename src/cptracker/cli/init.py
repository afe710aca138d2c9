"""`cptracker init`."""

from pathlib import Path

import click

from cptracker.cli import options
from cptracker.cli.output import quoted_path, say


@click.command(
    "init",
    epilog=options.examples(
        "cptracker init my-council",
        "cptracker init send --blank --title 'SEND strategy' --council Exampleshire",
    ),
)
@click.argument("folder", type=options.PATH, metavar="DIR")
@click.option("--blank", is_flag=True, help="Begin with ten lines of your own, and typed values.")
@click.option("--title", metavar="T", help="The title of a blank plan.")
@click.option("--council", metavar="C", help="The council of a blank plan.")
def init_command(folder: Path, *, blank: bool, title: str | None, council: str | None) -> None:
    """Start a folder of your own: plan, measures, records, a notebook.

    Writes a project file (cptracker.yaml), by which every command that runs in DIR or below it
    knows what to work on. Copies the shipped plan (strategy), the shipped measures (measures), the
    example records (records) and a notebook that uses them (notebook.ipynb) into DIR, which must be
    new or empty, with a folder for files of published figures (comparators). Change them, or put
    your own files there.

    With --blank nothing is copied: it writes a plan of ten lines (strategy/plan.yaml) with one
    measure that is typed, and an empty file for its values (values/values.csv).
    """
    from cptracker.plan.start import start_blank, start_folder

    if not blank and (title or council):
        raise click.UsageError("--title and --council are for --blank")
    written = start_blank(folder, title or "Our strategy", council or "") if blank else None
    for part in written or start_folder(folder):
        say(f"Written: {part}")
    say("Next:")
    click.echo(f"cd {quoted_path(folder)} && cptracker status")
