"""`cptracker actions`: list, show, import and export."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, print_result, say, say_problems, write
from cptracker.cli.updates import (
    add_command,
    cancel_command,
    close_command,
    dry_run,
    own_plan,
    reopen_command,
    report_edit,
    update_command,
)
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.model.plan import Plan
    from cptracker.plan.exchange.importing import ActionImport


EXPORTS = ("csv", "xlsx", "ics")
"""How actions can be exported; the first is the default."""


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
    from cptracker.plan.exchange.importing import import_actions, read_actions
    from cptracker.plan.exchange.rows import read_column_mapping
    from cptracker.plan.reading import load_plan

    columns = read_column_mapping(mapping) if mapping else None
    told = {name: how[name] for name in ("meeting", "recommendation")}
    intake = read_actions(file, load_plan(plan), mapping=columns, **told)
    _show(intake, guessed=columns is None)
    if intake.problems and how["partial"]:
        say_problems(intake.problems)
    elif columns is None and not intake.problems and not (yes or dry_run):
        _confirm()
    edit = import_actions(plan, file, mapping=intake.mapping, dry_run=dry_run, **how)
    report_edit(edit, dry_run)


@click.command(
    "export",
    epilog=options.examples(
        "cptracker actions export --open > actions.csv",
        "cptracker actions export --plan strategy -o actions.xlsx",
        "cptracker actions export --plan strategy -o due.ics",
    ),
)
@click.option("--open", is_flag=True, help="Only those with something left to do.")
@click.option("--owner", metavar="WORDS", help="Only those of a role with these words.")
@click.option(
    "--as-at", type=days.DAY, metavar="DATE", help="As it was on this day.  [default: today]"
)
@options.plan
@click.option(
    "--format",
    "form",
    type=click.Choice(EXPORTS),
    help="How it is written.  [default: by the ending of -o, else csv]",
)
@options.output
@options.force
def export_command(
    plan: Path | None,
    as_at: date | None,
    form: str | None,
    output: Path | None,
    force: bool,
    **asked: Any,
) -> None:
    """Write the actions as CSV, xlsx or a calendar of due dates.

    The table says how things stand; an import reads it back, with the first due date. What moved
    in between is in the plan only.
    """
    from cptracker.files.bundled import bundled
    from cptracker.plan.exchange.exporting import as_calendar, as_csv, as_xlsx
    from cptracker.plan.history.listing import ActionFilter, track, wanted_actions
    from cptracker.plan.reading import load_plan

    result = options.OutputTarget(_form_of(form, output), output, force)
    check_free(result)
    if result.form == "xlsx" and result.output is None and sys.stdout.isatty():
        raise click.UsageError("an xlsx file is not for the screen; name one with -o")
    day = as_at or current_day()
    found = wanted_actions(
        track(load_plan(plan or bundled("strategy")), day), ActionFilter(**asked)
    )
    if result.form == "ics":
        write(as_calendar(found, day), result)
    else:
        write(as_csv(found) if result.form == "csv" else as_xlsx(found), result)


def _form_of(form: str | None, output: Path | None) -> str:
    """The form that is named, or that a file's ending says; the two must not contradict."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if form and ending in EXPORTS and ending != form:
        raise click.UsageError(f"--format {form} and the ending .{ending} do not fit; drop one")
    if output and not form and ending not in EXPORTS:
        every = ", ".join(f".{one}" for one in EXPORTS)
        raise click.UsageError(f"{output} must end in one of {every}, or name a --format")
    return form or ending or EXPORTS[0]


def _show(intake: "ActionImport", guessed: bool) -> None:
    from cptracker.plan.exchange.rows import mapping_text

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


as_at = click.option(
    "--as-at",
    type=days.DAY,
    metavar="DATE",
    help="What was known and due on this day, 2025-03-31 or 31/03/2025.  [default: today]",
)


@click.group(
    "actions",
    epilog=options.examples(
        "cptracker actions list --overdue",
        "cptracker actions show CFSP-2021-01",
    ),
)
def actions_command() -> None:
    """The action tracker: list, add, update and close actions."""


@actions_command.command(
    "list",
    epilog=options.examples(
        "cptracker actions list --open --owner 'head of service'",
        "cptracker actions list --priority 4 --due-before 2026-09-01",
        "cptracker actions list --plan strategy --meeting 2026-03-12 --format json",
    ),
)
@click.option("--open", is_flag=True, help="Only those with something left to do.")
@click.option("--overdue", is_flag=True, help="Only those whose day is past.")
@click.option("--owner", metavar="WORDS", help="Only those of a role with these words.")
@click.option(
    "--meeting", metavar="REF", help="Only those raised at this meeting: reference, day or body."
)
@click.option("--priority", type=int, metavar="N", help="Only those that serve this priority.")
@click.option("--due-before", type=days.DAY, metavar="DATE", help="Only those due before this day.")
@as_at
@options.plan
@options.output_options("table", "json")
def list_command(
    plan: Path | None, as_at: date | None, result: options.OutputTarget, **asked: Any
) -> None:
    """List actions and recommendations, each rated by rule.

    Filters can be combined. With --as-at the list is what was known on that day, as it was rated
    then.
    """
    from cptracker.plan.history.listing import ActionFilter, track, wanted_actions
    from cptracker.reports.terminal import actions

    check_free(result)
    day = as_at or current_day()
    found = wanted_actions(track(_plan(plan), day), ActionFilter(**asked))
    if result.form == "json":
        write(actions.actions_json(found, day), result)
    else:
        print_result(lambda console: actions.print_actions(found, day, console), result)


@actions_command.command(
    "show", epilog=options.examples("cptracker actions show CFSP-2021-01 --as-at 2021-11-04")
)
@click.argument("ref")
@as_at
@options.plan
@options.output_options("table", "json")
def show_command(
    ref: str, plan: Path | None, as_at: date | None, result: options.OutputTarget
) -> None:
    """Show one action in full, with its history."""
    from cptracker.plan.history.listing import find_action
    from cptracker.reports.terminal import actions

    check_free(result)
    day = as_at or current_day()
    found, updates = find_action(_plan(plan), ref, day)
    if result.form == "json":
        write(actions.actions_json([found], day), result)
    else:
        print_result(lambda console: actions.print_action(found, updates, day, console), result)


for one in (
    add_command,
    update_command,
    close_command,
    cancel_command,
    reopen_command,
    import_command,
    export_command,
):
    actions_command.add_command(one)


def _plan(path: Path | None) -> "Plan":
    from cptracker.files.bundled import bundled
    from cptracker.plan.reading import load_plan

    return load_plan(path or bundled("strategy"))
