"""`cptracker example`."""

from pathlib import Path

import click

from cptracker.cli import options
from cptracker.cli.output import quoted_path, say


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
    from cptracker.cli.progress import WaitingLine
    from cptracker.synthetic.records import write_example

    with WaitingLine() as waiting_line:
        waiting_line.say("Inventing a council")
        written = write_example(folder, children=children, years=years, seed=seed)
    say(f"Written: {len(written):,} files in {folder}")
    say("Next:")
    click.echo(f"cptracker status --records {quoted_path(folder)}")
