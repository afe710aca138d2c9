"""`cptracker agenda`: what the next meeting takes up."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import days, options
from cptracker.cli.output import write, write_all
from cptracker.cli.paths import STDOUT
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.reports.document.blocks import PaperDocument


@click.command(
    "agenda",
    epilog=options.examples(
        "cptracker agenda --meeting 2026-06-18",
        "cptracker agenda --meeting 2026-06-18 -o agenda.docx",
    ),
)
@days.day_option("--meeting", "The day of the meeting.  [default: the plan's next one]")
@days.day_option("--as-at", "The day of which progress is told.  [default: today]")
@options.plan
@click.option(
    "-o",
    "--output",
    type=options.PATH,
    metavar="FILE",
    help="Write a file (.docx, .md, .html, .txt) instead of the screen.",
)
@options.force
def agenda_command(
    meeting: date | None, as_at: date | None, plan: Path | None, output: Path | None, force: bool
) -> None:  # fmt: skip
    """Write the agenda of a meeting: what is planned and due.

    Standing items, what the forward plan has for it, recurring duties, key deliverables and actions
    that are due by its day or overdue, and the forward plan of later meetings. It is for those who
    prepare the meeting: what actions are called is not screened for publication.
    """
    from cptracker.cli.inputs import plan_at
    from cptracker.plan.history.agenda import agenda_of, next_meeting
    from cptracker.reports.editions.agenda import agenda_paper
    from cptracker.reports.writers.plain_text import write_plain_text

    loaded, today = plan_at(plan), as_at or current_day()
    day = meeting or next_meeting(loaded, today)
    if day is None:
        raise click.UsageError(f"the plan has no meeting on or after {today}; give --meeting DATE")
    paper = agenda_paper(agenda_of(loaded, day, today))
    if output is None:
        write(write_plain_text(paper))
    else:
        write_all([(output, _written(paper, output))], force=force, private=True)


def _written(paper: "PaperDocument", output: Path) -> bytes:
    """The paper in the format that a file's ending names.

    Raises:
        UsageError: When no paper is written so, or its library is not installed.
    """
    from cptracker.reports.writers.formats import check_installed, format_of, write_paper

    form = format_of(Path("agenda.txt") if output.name == STDOUT else output)
    check_installed(form)
    if form.of != "document":
        raise click.UsageError(f"an agenda is no {output.suffix}; write .docx, .md, .html or .txt")
    return write_paper(form, paper)
