"""`cptracker actions import` and `export`: trackers in, tables and calendars out."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, say, say_problems, write
from cptracker.cli.paths import STDOUT, may_write
from cptracker.cli.updates import dry_run, own_plan, report_edit
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.plan.exchange.importing import ActionImport


@click.command(
    "import",
    epilog=options.examples(
        "cptracker actions import tracker.xlsx --plan strategy --dry-run",
        "cptracker actions import tracker.xlsx --plan strategy --yes \\\n    --add-meetings",
        "cptracker actions import tracker.csv --plan strategy --mapping columns.yaml",
    ),
)
@click.argument("file", type=options.PATH)
@own_plan
@click.option(
    "--mapping",
    type=options.PATH,
    metavar="YAML",
    help="Which column holds what; without it a guess is shown.",
)
@click.option(
    "--write-mapping",
    type=options.PATH,
    metavar="YAML",
    callback=may_write,
    help="Save the columns to this file, to be changed and given as --mapping; no more.",
)
@click.option("--sheet", metavar="NAME", help="The sheet.  [default: with the likeliest headings]")
@click.option("--yes", is_flag=True, help="Take the columns as guessed, without asking.")
@click.option("--meeting", metavar="REF", help="The meeting of rows that name none.")
@click.option("--add-meetings", is_flag=True, help="Add the meetings that the plan does not know.")
@click.option("--body", metavar="NAME", help="Who met at those, where the sheet does not say.")
@click.option(
    "--dated",
    type=days.DAY,
    metavar="DATE",
    help="The day of updates without one.  [default: the day in the sheet's title]",
)
@click.option("--recommendation", is_flag=True, help="Take recommendations, not actions.")
@click.option("--partial", is_flag=True, help="Add the good rows though others cannot be taken.")
@dry_run
def import_command(
    file: Path, plan: Path, mapping: Path | None, write_mapping: Path | None, yes: bool,
    partial: bool, dry_run: bool, **settings: Any,
) -> None:  # fmt: skip
    """Add the actions of a tracker, CSV or xlsx, as councils, Asana, Trello and Planner have it.

    Columns are guessed from their headings and shown first, with those that are not used. Every
    row that cannot be taken is told with its place, and then nothing is written unless --partial
    is given. Rows that the plan has already are passed over.
    """
    from cptracker.plan.exchange.headings import mapping_text, read_column_mapping
    from cptracker.plan.exchange.importing import ImportOptions, import_actions, read_actions
    from cptracker.plan.reading import load_plan

    columns = read_column_mapping(mapping) if mapping else None
    import_options = ImportOptions(mapping=columns, **settings)
    intake = read_actions(file, load_plan(plan), import_options)
    _show(intake, guessed=columns is None, adds_meetings=import_options.add_meetings)
    if write_mapping:
        write(
            mapping_text(intake.mapping), options.OutputTarget("yaml", write_mapping, force=False)
        )
        say_problems(intake.problems)
        return
    if intake.problems and partial:
        say_problems(intake.problems)
    elif columns is None and not intake.problems and intake.actions and not (yes or dry_run):
        _confirm()
    for edit in import_actions(plan, file, import_options, partial=partial, dry_run=dry_run):
        report_edit(edit, dry_run)


def _show(intake: "ActionImport", *, guessed: bool, adds_meetings: bool) -> None:
    from cptracker.plan.exchange.headings import mapping_text

    if guessed:
        say("The columns, as guessed from their headings:")
        say(mapping_text(intake.mapping))
    if intake.unused:
        say(f"Not used: {', '.join(intake.unused)}")
    for remark in intake.remarks:
        say(f"Note: {remark}")
    for meeting in intake.meetings:
        label = "Meeting to add" if adds_meetings else "Meeting not in the plan (--add-meetings)"
        say(f"{label}: {meeting.ref}, {meeting.body}")
    known = f", {intake.known:,} in the plan already" if intake.known else ""
    others = f", {intake.others:,} of the other kind" if intake.others else ""
    say(f"{len(intake.actions):,} to add{known}{others}")


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("give --yes to take these columns, or change them with --mapping")
    click.confirm("Take these columns?", abort=True, err=True)


EXPORTS = ("csv", "xlsx", "ics")
"""How actions can be exported; the first is the default."""


def _form_of(form: str | None, output: Path | None) -> str:
    """The form that is named, or that a file's ending says; the two must not contradict."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if form and suffix in EXPORTS and suffix != form:
        raise click.UsageError(f"--format {form} and the ending .{suffix} do not fit; drop one")
    named = output is not None and output.name != STDOUT
    if named and not form and suffix not in EXPORTS:
        every = ", ".join(f".{text}" for text in EXPORTS)
        raise click.UsageError(f"{output} must end in one of {every}, or name a --format")
    return form or suffix or EXPORTS[0]


def _target(command: Callable[..., Any]) -> Callable[..., Any]:
    form = click.option(
        "--format", "form", type=click.Choice(EXPORTS),
        help="How it is written.  [default: by the ending of the file, else csv]",
    )  # fmt: skip
    return form(options.output(options.force(command)))


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
@days.day_option("--as-at", "As it was on this day.  [default: today]")
@options.plan
@_target
def export_command(
    plan: Path | None, as_at: date | None, form: str | None, output: Path | None, force: bool,
    **filters: Any,
) -> None:  # fmt: skip
    """Write the actions as CSV, xlsx or a calendar of due dates, by the ending of the file.

    The table says how things stand; an import reads it back, with the first due date. What moved
    in between is in the plan only. A calendar has the recurring duties too.
    """
    from cptracker.cli.inputs import plan_at
    from cptracker.plan.exchange.exporting import as_calendar, as_csv, as_xlsx
    from cptracker.plan.history.duties import duties_of, duty_lines
    from cptracker.plan.history.listing import ActionFilter, track, wanted_actions

    result = options.OutputTarget(_form_of(form, output), output, force)
    check_free(result)
    if result.form == "xlsx" and result.output is None and sys.stdout.isatty():
        raise click.UsageError("an xlsx file is not for the screen; name one with -o")
    day = as_at or current_day()
    loaded = plan_at(plan)
    promises = wanted_actions(track(loaded, day), ActionFilter(**filters))
    if result.form == "ics":
        duties = duties_of(duty_lines(loaded, day), filters["owner"])
        write(as_calendar(promises, day, duties), result)
    else:
        write(as_csv(promises) if result.form == "csv" else as_xlsx(promises), result)
