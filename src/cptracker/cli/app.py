"""The commands, found when they are asked for, and how each run ends."""

from functools import partial
from importlib import import_module
from typing import Any

import click

from cptracker.cli.exits import ReaderGoneError, exit_with

COMMANDS = {
    "status": "How the plan stands: every success measure, rated.",
    "report": "Write the status as a paper: web, Word, Excel and more.",
    "values": "Measures by period and group, as a table or CSV; `add` types a value.",
    "explain": "The definition sheet of a measure.",
    "cases": "Who stands behind a figure, with file and line.",
    "request": "What the plan's measures need from whom, and what is missing.",
    "check": "List every problem of plan, measures and records.",
    "actions": "The action tracker: list, add, update and close actions.",
    "deliverables": "The plan's key deliverables: list them, record their progress.",
    "duties": "The plan's recurring duties: list them, record when they were done.",
    "agenda": "Write the agenda of a meeting: what is planned and due.",
    "reminders": "Write a plain text for each owner: what is overdue, and what is due.",
    "meetings": "The meetings that raise actions and recommendations.",
    "targets": "The targets of measures: list them, set one from a day on.",
    "commentary": "Say what a figure means, in the form of the panel's papers.",
    "audit": "Try to find hidden numbers in papers for the public.",
    "diff": "What changed between two days, two plans, two statuses.",
    "measures": "List the measures and what they need.",
    "schema": "Print the JSON Schema of the plan files, or of the JSON that a command writes.",
    "init": "Start a folder of your own: plan, measures, records, a notebook.",
    "new": "Write a new measure to start from.",
    "example": "Write made-up records to try things with.",
}
"""What each command is for; its module has its name, and is imported when it is used."""


EPILOG = """
\b
Begin with:
  cptracker status              the plan on ./records, else on example records
  cptracker check               what is wrong, and where
  cptracker init my-council     a folder of your own to start from

\b
Exit codes: 0 fine, 1 a fault of cptracker's, 2 wrong use,
3 problems in the plan, 4 in a measure, 5 in the records,
6 a rating that --fail-on names, 7 a paper for the public that tells a number it hides.

\b
Completion in bash (zsh_source and fish_source work alike):
  eval "$(_CPTRACKER_COMPLETE=bash_source cptracker)"
"""


class App(click.Group):
    """The root of the commands."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line and leave with its exit code."""
        if not extra.get("standalone_mode", True):
            return super().main(*args, **extra)
        return exit_with(partial(super().main, *args, **{**extra, "standalone_mode": False}))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def list_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
    ) -> list[str]:
        """The commands in the order of need."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        name: str,
    ) -> click.Command | None:
        """A command by name, imported now."""
        if name not in COMMANDS:
            return None
        module = import_module(f"cptracker.cli.{name}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by the first word; a near miss is pointed out."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _no_command(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    return f"there is no command '{name}'." + (f" Did you mean '{near[0]}'?" if near else "")


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from cptracker import __version__

        click.echo(f"cptracker {__version__}")
        ctx.exit()


@click.command(cls=App, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version.",
)
def app() -> None:
    """Are we keeping our promises to children in care and care leavers?

    Reads a corporate parenting plan, computes its success measures from SSDA903 files and local
    lists, and tells how each stands.
    """


def main() -> None:
    """Run the command line."""
    app(prog_name=None)
