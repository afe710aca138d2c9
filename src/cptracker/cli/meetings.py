"""`cptracker meetings`: the meetings that raise actions."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, write, write_text
from cptracker.cli.updates import dry_run, own_plan, report_edit


@click.group(
    "meetings",
    epilog=options.examples("cptracker meetings list", "cptracker meetings add --help"),
)
def meetings_command() -> None:
    """The meetings that raise actions and recommendations."""


@meetings_command.command(
    "add",
    epilog=options.examples(
        "cptracker meetings add 2026-06-18 --plan strategy \\\n"
        "    --body 'Corporate Parenting Panel'",
    ),
)
@click.argument("day", type=days.DAY, metavar="DATE")
@click.option("--body", required=True, metavar="NAME", help="Who met.")
@click.option("--paper", metavar="TEXT", help="A link, or the reference of its minutes.")
@click.option("--ref", metavar="WORD",
              help="A short word for it.  [default: the body's letters and the day]")  # fmt: skip
@own_plan
@dry_run
def add_command(
    day: date, body: str, paper: str | None, ref: str | None, plan: Path, dry_run: bool
) -> None:
    """Add a meeting, and print its reference, which `actions add --meeting` takes."""
    from cptracker.plan.editing.meetings import NewMeeting, add_meeting

    new = NewMeeting(date=day, body=body, paper=paper, ref=ref)
    edit = add_meeting(plan, new, dry_run=dry_run)
    report_edit(edit, dry_run)
    if not dry_run:
        click.echo(edit.ref)


@meetings_command.command("list", epilog=options.examples("cptracker meetings list"))
@options.plan
@options.output_options("table", "json")
def list_command(plan: Path | None, result: options.OutputTarget) -> None:
    """List the meetings, and how many actions and recommendations each raised."""
    from cptracker.cli.inputs import plan_at
    from cptracker.contract.meetings import meetings_json
    from cptracker.reports.terminal import lists

    check_free(result)
    loaded = plan_at(plan)
    if result.form == "json":
        write(meetings_json(loaded), result)
    else:
        write_text(partial(lists.meetings_text, loaded), result)
