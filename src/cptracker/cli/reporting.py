"""`cptracker report`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from cptracker.cli import options
from cptracker.cli.building import build_statuses
from cptracker.cli.output import aside, check_free, may_write, say, write_all
from cptracker.cli.waiting import Waiting

if TYPE_CHECKING:
    from cptracker.standing import StatusReport

EXAMPLES = options.examples(
    "cptracker report -o paper.docx",
    "cptracker report -o paper.html -o paper.xlsx --previous march.json",
    "cptracker report -o chart.svg --measure care-leavers-eet --every quarter",
    "cptracker report -o exempt.docx --audience restricted --meeting 2026-06-11",
)


EDITIONS = ("panel", "scorecard", "rag", "appendix", "plain")
"""The names in `cptracker.reports.editions`, which is not imported for the sake of `--help`."""


def _outputs(
    ctx: click.Context, param: click.Parameter, paths: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Refuse at once what could not be written, before any work is done."""
    from cptracker.reports.formats import check_installed, format_of

    for path in paths:
        may_write(ctx, param, path)
        check_installed(format_of(path))
    if len({path.resolve() for path in paths}) < len(paths):
        raise click.BadParameter("a file is named twice")
    return paths


class Paper(NamedTuple):
    """What paper is asked for, and where it goes."""

    outputs: tuple[Path, ...]
    edition: str
    audience: str
    previous: tuple[Path, ...]
    force: bool
    measure: str | None


@click.command("report", epilog=EXAMPLES)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=options.PATH,
    multiple=True,
    required=True,
    callback=_outputs,
    help="The file. Its ending says the format: .html .docx .xlsx .md .txt .csv .json .svg .png. "
    "Repeatable.",
)
@options.force
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default=EDITIONS[0],
    show_default=True,
    help="Which paper.",
)
@click.option(
    "--audience",
    type=click.Choice(["public", "restricted"]),
    default="public",
    show_default=True,
    help="With small numbers protected, or exact and not for publication.",
)
@click.option(
    "--previous",
    type=options.PATH,
    multiple=True,
    metavar="PAPER.JSON",
    help="An earlier public paper: nothing hidden may follow from both. Repeatable.",
)
@click.option(
    "--measure", metavar="NAME", help="Whose chart .svg and .png hold.  [default: the whole plan]"
)
@options.compared
@options.sources
@options.priorities
@options.every
@options.meeting
def report_command(
    sources: options.Sources,
    outputs: tuple[Path, ...],
    edition: str,
    audience: str,
    previous: tuple[Path, ...],
    force: bool,
    measure: str | None,
    priorities: tuple[int, ...],
    every: str | None,
    meeting: date | None,
) -> int:
    """Write the status as a paper: web, Word, Excel and more.

    A paper is for the public unless you say otherwise: small numbers are protected, and the paper
    is tried for what could still be worked out, before anything is written. Several files are
    written from the same figures, all or none.
    """
    from cptracker.reports.editions import edition_named
    from cptracker.reports.phrases import problems_in_words
    from cptracker.reports.problems import exit_code

    paper = Paper(outputs, edition, audience, previous, force, measure)
    _check(paper)
    with Waiting() as waiting, aside():
        asked = edition_named(edition, audience)
        (built,) = build_statuses(
            sources,
            waiting,
            every,
            priorities=priorities,
            meeting=meeting,
            also=asked.also,
            back=asked.back,
        )
        report = _protected(built, paper, waiting)
    _write_all(report, paper)
    words = problems_in_words(built.problems)
    if words:
        say(f"{words}: run `cptracker check`")
    return exit_code(built.problems)


def _check(paper: Paper) -> None:
    """Refuse what would have no effect, or what is in the way, before any work is done.

    Raises:
        UsageError: When options do not go together.
    """
    from cptracker.errors import UsageError
    from cptracker.reports.formats import format_of

    if paper.measure and not any(format_of(path).of == "picture" for path in paper.outputs):
        raise UsageError("`--measure` says whose chart .svg and .png hold, and there is none here")
    if paper.previous and paper.audience != "public":
        raise UsageError("`--previous` is for a public paper; with restricted nothing is hidden")
    for path in paper.outputs:
        check_free(options.Result("", path, paper.force))


def _protected(report: "StatusReport", paper: Paper, waiting: Waiting) -> "StatusReport":
    """The report for its audience: no writer of a public file ever sees the exact one."""
    from cptracker.disclosure import publish

    if paper.audience == "restricted":
        return report
    return publish(
        report,
        previous=paper.previous,
        progress=lambda what, done, of: waiting.say(f"{what.capitalize()} ({done + 1} of {of})"),
    )


def _write_all(report: "StatusReport", paper: Paper) -> None:
    """Every file, once all are made: a writer that fails leaves none behind."""
    from cptracker.reports.formats import format_of, render

    forms = map(format_of, paper.outputs)
    made = render(report, forms, name=paper.edition, measure=paper.measure)
    contents = list(zip(paper.outputs, made, strict=True))
    write_all(contents, force=paper.force, private=paper.audience == "restricted")
