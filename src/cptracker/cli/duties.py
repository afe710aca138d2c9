"""`cptracker duties`: what is to be done again and again, and when it was done."""

from datetime import date
from pathlib import Path

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, print_result, write
from cptracker.cli.updates import dry_run, evidence, own_plan, report_edit
from cptracker.model.periods import current_day


@click.group(
    "duties",
    epilog=options.examples("cptracker duties list", "cptracker duties done --help"),
)
def duties_command() -> None:
    """The plan's recurring duties: list them, record when they were done."""


@duties_command.command(
    "list",
    epilog=options.examples(
        "cptracker duties list",
        "cptracker duties list --plan strategy --format csv -o duties.csv",
    ),
)
@days.day_option("--as-at", "What was known and due on this day.  [default: today]")
@options.plan
@options.output_options("text", "json", "csv")
def list_command(plan: Path | None, as_at: date | None, result: options.OutputTarget) -> None:
    """List the duties: how often, who owes each, when it was last done and is due next.

    Overdue ones come first. The table (CSV) has a row for each day on which a duty was done.
    """
    from cptracker.cli.inputs import plan_at
    from cptracker.contract.duties import duties_json
    from cptracker.reports.terminal import duties

    check_free(result)
    day, loaded = as_at or current_day(), plan_at(plan)
    if result.form == "json":
        write(duties_json(loaded, day), result)
    elif result.form == "csv":
        write(duties.duties_csv(loaded, day), result)
    else:
        print_result(lambda console: duties.print_duties(loaded, day, console), result)


@duties_command.command(
    "done",
    epilog=options.examples(
        "cptracker duties done leavers-survey --plan strategy --on 2026-06-18 \\\n"
        "    --by 'Participation lead' --evidence 'Panel paper 7, June 2026'",
        "cptracker duties done 6.6 --plan strategy --dry-run --by 'Service manager'",
    ),
)
@click.argument("ref")
@click.option("--on", "day", type=days.DAY, metavar="DATE", help="The day.  [default: today]")
@click.option("--by", required=True, metavar="ROLE", help="The role that did it, not a name.")
@evidence
@click.option("--note", metavar="TEXT", help="What came of it, or what else must be known.")
@own_plan
@dry_run
def done_command(
    ref: str, day: date | None, by: str, evidence: str | None, note: str | None, plan: Path,
    dry_run: bool,
) -> None:  # fmt: skip
    """Record that a duty was done; when it is due next follows from that day.

    REF is the duty's reference, that of its key deliverable, or words of its title.
    """
    from cptracker.model.agenda import DutyDone
    from cptracker.plan.editing.duties import record_done

    today = current_day()
    done = DutyDone(date=day or today, by=by, evidence=evidence, note=note)
    report_edit(record_done(plan, ref, done, today=today, dry_run=dry_run), dry_run)


@duties_command.command(
    "add",
    epilog=options.examples(
        "cptracker duties add leavers-survey 'Survey of care leavers' \\\n"
        "    --plan strategy --every-months 24 --first-due 2027-03-31 \\\n"
        "    --place 'Panel, 18 June 2026'",
    ),
)
@click.argument("ref")
@click.argument("title")
@click.option("--every-months", type=int, metavar="N",
              help="After how many months it is due again: 6 is twice a year.")  # fmt: skip
@click.option("--wording", metavar="TEXT", help="How often, in a document's own words.")
@click.option("--first-due", type=days.DAY, metavar="DATE", help="The day it is due first.")
@click.option("--owner", metavar="ROLE", help="The role that owes it, not a person's name.")
@click.option("--deliverable", metavar="REF", help="The key deliverable that it is a part of.")
@click.option("--place", metavar="TEXT", help="Where it stands in the plan's document.")
@click.option("--note", metavar="TEXT", help="What else must be known of it.")
@own_plan
@dry_run
def add_command(
    ref: str, title: str, every_months: int | None, wording: str | None, first_due: date | None,
    owner: str | None, deliverable: str | None, place: str | None, note: str | None, plan: Path,
    dry_run: bool,
) -> None:  # fmt: skip
    """Add a duty under a short word, REF, such as leavers-survey."""
    from cptracker.model.agenda import Duty
    from cptracker.plan.editing.duties import add_duty

    duty = Duty(
        ref=ref, title=title, every_months=every_months, wording=wording, first_due=first_due,
        owner=owner, deliverable=deliverable, place=place, note=note,
    )  # fmt: skip
    report_edit(add_duty(plan, duty, year=current_day().year, dry_run=dry_run), dry_run)
