"""`cptracker schema`, `init`, `new measure` and `example`."""

from pathlib import Path

import click

from cptracker.cli import options
from cptracker.cli.output import say, write


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
    import json

    from cptracker.loading import schema_text
    from cptracker.reports.status_json import status_schema

    if of == "plan":
        write(schema_text())
    else:
        write(json.dumps(status_schema(), indent=2, ensure_ascii=False) + "\n")


@click.command(
    "init",
    epilog=options.examples(
        "cptracker init my-council",
    ),
)
@click.argument("folder", type=options.PATH, metavar="DIR")
def init_command(folder: Path) -> None:
    """Start a folder of your own: plan, measures, records, a notebook.

    Copies the shipped plan (strategy), the shipped measures (measures), the example records
    (records) and a notebook that uses them (notebook.ipynb) into DIR, which must be new or empty.
    Change them, or put your own files there.
    """
    from cptracker.starting import start_folder

    for part in start_folder(folder):
        say(f"Written: {part}")
    say("Next:")
    click.echo(f"cd {_quoted(folder)} && cptracker status --plan strategy --measures measures")


def _quoted(path: Path) -> str:
    from shlex import quote

    return quote(str(path))


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
    from cptracker.starting import write_measure

    say(f"Written: {write_measure(name, folder)}")
    say("Next:")
    click.echo(f"cptracker check --measures {_quoted(folder)}")


@click.command(
    "example",
    epilog=options.examples(
        "cptracker example records --children 480 --years 5 --seed 1",
    ),
)
@click.argument("folder", type=options.PATH, metavar="DIR")
@click.option("--children", type=click.IntRange(1, 100_000), default=480, show_default=True,
              help="How many children are looked after at a time.")  # fmt: skip
@click.option("--years", type=click.IntRange(1, 50), default=5, show_default=True,
              help="How many yearly returns.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True,
              help="The same seed gives the same records.")  # fmt: skip
def example_command(folder: Path, children: int, years: int, seed: int) -> None:
    """Write made-up records to try things with.

    Yearly SSDA903 returns and all local tables of an invented council, into a new or empty DIR.
    Every output made from them says EXAMPLE DATA.
    """
    from cptracker.cli.waiting import Waiting
    from cptracker.example import write_example

    with Waiting() as waiting:
        waiting.say("Inventing a council")
        written = write_example(folder, children=children, years=years, seed=seed)
    say(f"Written: {len(written):,} files in {folder}")
    say("Next:")
    click.echo(f"cptracker status --records {_quoted(folder)}")
