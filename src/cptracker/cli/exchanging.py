"""`cptracker actions import` and `cptracker actions export`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cptracker.cli import options
from cptracker.cli.output import check_free, say, say_problems, write
from cptracker.cli.recording import dry_run, own_plan, tell

if TYPE_CHECKING:
    from cptracker.exchanging import Intake


@click.command(
    "import",
    epilog=options.examples(
        "cptracker actions import tracker.xlsx --plan strategy --dry-run",
        "cptracker actions import tracker.xlsx --plan strategy --yes \\\n    --meeting 2026-03-12",
        "cptracker actions import tracker.csv --plan strategy --mapping columns.yaml",
    ),
)
@click.argument("file", type=options.PATH)
@own_plan
@click.option("--mapping", type=options.PATH, metavar="YAML",
              help="Which column holds what; without it a guess is shown.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Take the columns as guessed, without asking.")
@click.option("--meeting", metavar="REF", help="The meeting of rows that name none.")
@click.option("--recommendation", is_flag=True, help="Take recommendations, not actions.")
@click.option("--partial", is_flag=True, help="Add the good rows though others cannot be taken.")
@dry_run
def import_command(
    file: Path, plan: Path, mapping: Path | None, yes: bool, dry_run: bool, **how: Any
) -> None:
    """Add the actions of a spreadsheet, CSV or xlsx.

    Columns are guessed from their headings and shown first. Every row that cannot be taken is
    told with its place, and then nothing is written unless --partial is given. Rows that the plan
    has already are passed over.
    """
    from cptracker.exchanging import import_actions, read_mapping, take_in
    from cptracker.loading import load_plan

    columns = read_mapping(mapping) if mapping else None
    told = {name: how[name] for name in ("meeting", "recommendation")}
    intake = take_in(file, load_plan(plan), mapping=columns, **told)
    _show(intake, guessed=columns is None)
    if intake.problems and how["partial"]:
        say_problems(intake.problems)
    elif columns is None and not intake.problems and not (yes or dry_run):
        _confirm()
    edit = import_actions(plan, file, mapping=intake.mapping, dry_run=dry_run, **how)
    tell(edit, dry_run)


@click.command(
    "export",
    epilog=options.examples(
        "cptracker actions export --open > actions.csv",
        "cptracker actions export --plan strategy --format xlsx -o actions.xlsx",
        "cptracker actions export --plan strategy --format ics -o due.ics",
    ),
)
@click.option("--open", is_flag=True, help="Only those with something left to do.")
@click.option("--owner", metavar="WORDS", help="Only those of a role with these words.")
@click.option(
    "--as-at", type=options.DAY, metavar="DATE", help="As it was on this day.  [default: today]"
)
@options.plan
@options.result("csv", "xlsx", "ics")
def export_command(
    plan: Path | None, as_at: date | None, result: options.Result, **asked: Any
) -> None:
    """Write the actions as CSV, xlsx or a calendar of due dates.

    The table says how things stand; an import reads it back, with the first due date. What moved
    in between is in the plan only.
    """
    from cptracker.bundled import bundled
    from cptracker.exchanging import as_calendar, as_csv, as_xlsx
    from cptracker.loading import load_plan
    from cptracker.tracking import Wanted, track, wanted

    check_free(result)
    if result.form == "xlsx" and result.output is None and sys.stdout.isatty():
        raise click.UsageError("an xlsx file is not for the screen; name one with -o")
    day = as_at or date.today()  # noqa: DTZ011 - a local calendar day is meant
    found = wanted(track(load_plan(plan or bundled("strategy")), day), Wanted(**asked))
    if result.form == "ics":
        write(as_calendar(found, day), result)
    else:
        write(as_csv(found) if result.form == "csv" else as_xlsx(found), result)


def _show(intake: "Intake", guessed: bool) -> None:
    from cptracker.exchanging import mapping_text

    if guessed:
        say("The columns, as guessed from their headings:")
        say(mapping_text(intake.mapping))
    known = f", {intake.known:,} in the plan already" if intake.known else ""
    others = f", {intake.others:,} of the other kind" if intake.others else ""
    say(f"{len(intake.actions):,} to add{known}{others}")


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("give --yes to take these columns, or change them with --mapping")
    click.confirm("Take these columns?", abort=True, err=True)
