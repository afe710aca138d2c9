"""`cptracker deliverables`."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, print_result, write
from cptracker.cli.updates import (
    NEWS,
    UpdateContext,
    recorded,
    report_edit,
    typed_news,
    with_options,
)
from cptracker.model.periods import current_day


@click.group(
    "deliverables",
    epilog=options.examples(
        "cptracker deliverables list", "cptracker deliverables update 1.3 --help"
    ),
)
def deliverables_command() -> None:
    """The plan's key deliverables: list them, record their progress."""


@deliverables_command.command(
    "list", epilog=options.examples("cptracker deliverables list --format csv -o deliverables.csv")
)
@days.day_option("--as-at", "What was known on this day.  [default: today]")
@options.plan
@options.output_options("table", "json", "csv")
def list_command(plan: Path | None, as_at: date | None, result: options.OutputTarget) -> None:
    """List the key deliverables by priority: owner, due date, rating by rule, last update."""
    from cptracker.cli.inputs import plan_at
    from cptracker.contract.deliverables import deliverables_json
    from cptracker.plan.history.deliverables import track_deliverables
    from cptracker.reports.terminal import deliverables

    check_free(result)
    day = as_at or current_day()
    tracked = track_deliverables(plan_at(plan), day)
    if result.form == "json":
        write(deliverables_json(tracked, day), result)
    elif result.form == "csv":
        write(deliverables.deliverables_csv(tracked), result)
    else:
        print_result(lambda console: deliverables.print_deliverables(tracked, day, console), result)


@deliverables_command.command(
    "update",
    epilog=options.examples(
        "cptracker deliverables update 1.3 --plan strategy --by 'Fostering manager' \\\n"
        "    --due 2027-03-31 --note 'recruitment begun'",
        "cptracker deliverables update 1.5 --plan strategy --by 'Head of Service' \\\n"
        "    --complete --evidence 'Annual report 2025/26, page 4'",
    ),
)
@click.argument("ref")
@click.option("--complete", is_flag=True, help="It is done; needs --evidence.")
@click.option("--source", metavar="TEXT", help="The published document that says so; not a rating.")
@click.option("--place", metavar="TEXT", help="Where in that document.")
@with_options(NEWS)
@recorded
def update_deliverable_command(
    ref: str, complete: bool, context: UpdateContext, **news: Any
) -> None:
    """Record what is new of a key deliverable; the first --due is its promise."""
    from cptracker.model.actions import DeliverableUpdate
    from cptracker.plan.editing.changes import update_deliverable

    if complete:
        news["status"] = "complete"
    update = DeliverableUpdate(deliverable=ref, date=context.day, by=context.by, **typed_news(news))
    today = current_day()
    report_edit(
        update_deliverable(context.plan, update, today=today, dry_run=context.dry_run),
        context.dry_run,
    )
