"""`cptracker reminders`: a text for each owner of what is overdue and due."""

from datetime import date
from pathlib import Path

import click

from cptracker.cli import days, options
from cptracker.cli.output import say, write, write_all
from cptracker.cli.paths import to_stdout
from cptracker.model.periods import SOON, current_day, long_date


@click.command(
    "reminders",
    epilog=options.examples(
        "cptracker reminders --due-by 2026-09-30",
        "cptracker reminders --plan strategy -o reminders",
    ),
)
@days.day_option(
    "--due-by", "The last due day to tell of.  [default: four weeks after the tracker's day]"
)
@days.day_option("--as-at", "The tracker's day.  [default: today]")
@options.plan
@click.option(
    "-o",
    "--output",
    type=options.PATH,
    metavar="FOLDER",
    help="Write a file for each owner into this folder instead of the screen.",
)
@options.force
def reminders_command(
    due_by: date | None, as_at: date | None, plan: Path | None, output: Path | None, force: bool
) -> None:  # fmt: skip
    """Write a plain text for each owner: what is overdue, and what is due.

    Actions, recommendations and key deliverables that are open and have a due date. What nobody
    owns gets a text of its own. The texts are for their owners, not for publication.
    """
    from cptracker.cli.inputs import plan_at
    from cptracker.plan.history.reminders import reminders_of
    from cptracker.reports.terminal.reminders import reminder_files, reminder_text

    loaded = plan_at(plan)
    day = as_at or current_day()
    until = due_by or day + SOON
    if until < day:
        raise click.UsageError(f"--due-by {until} is before the tracker's day, {day}")
    reminders = reminders_of(loaded, day, until)
    texts = [reminder_text(reminder, loaded.title, day, until) for reminder in reminders]
    if not texts:
        say(f"Nothing is overdue, and nothing is due by {long_date(until)}")
    elif output is None or to_stdout(output):
        write(f"\n{'-' * 78}\n\n".join(texts))
    else:
        _write_each(output, list(reminder_files(reminders)), texts, force=force)


def _write_each(folder: Path, names: list[str], texts: list[str], *, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is a file; name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    contents = [(folder / name, text.encode()) for name, text in zip(names, texts, strict=True)]
    write_all(contents, force=force, private=True)
