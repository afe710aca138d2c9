"""`cptracker report`."""

from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from cptracker.cli import days, options
from cptracker.cli.inputs import build_statuses
from cptracker.cli.output import prints_to_stderr, say
from cptracker.cli.papers import (
    PaperRequest,
    check_request,
    check_words,
    ledger_for,
    needed_for,
    protected,
    write_papers,
)
from cptracker.cli.paths import STDOUT, may_write, to_stdout
from cptracker.cli.progress import WaitingLine
from cptracker.model.choices import EditionName, words_of

EXAMPLES = options.examples(
    "cptracker report -o paper.docx",
    "cptracker report -o paper.docx --edition panel --edition scorecard",
    "cptracker report -o chart.svg --measure care-leavers-eet --every quarter",
    "cptracker report -o exempt.docx --audience restricted --meeting 2026-06-11",
)


EDITIONS = words_of(EditionName)
"""The names of the editions, written here so that `--help` imports none of them."""


def _outputs(
    ctx: click.Context, param: click.Parameter, paths: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Refuse at once what could not be written, before any work is done."""
    from cptracker.reports.writers.formats import check_installed, format_of

    paths = tuple(Path(f"{STDOUT}.txt") if path.name == STDOUT else path for path in paths)
    for path in paths:
        may_write(ctx, param, path)
        check_installed(format_of(path))
    if len({path.resolve() for path in paths}) < len(paths):
        raise click.BadParameter("a file is named twice")
    if sum(map(to_stdout, paths)) > 1:
        raise click.BadParameter("the standard output takes one format")
    return paths


def _template(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> bytes | None:
    """Refuse a template that cannot be written into, before any work is done."""
    from cptracker.reports.writers.word_template import read_template

    return None if path is None else read_template(path)


class PaperOptions(TypedDict):
    """What papers are asked for, as `PaperRequest` takes it."""

    outputs: tuple[Path, ...]
    audience: str
    previous: tuple[Path, ...]
    force: bool
    measure: str | None
    forget: str | None
    template: bytes | None
    annex: bool
    bodies: tuple[str, ...]


@click.command("report", epilog=EXAMPLES)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=options.PATH,
    multiple=True,
    required=True,
    callback=_outputs,
    help="The file. Its ending says the format: .html .docx .xlsx .pptx .md .txt .csv .json .svg "
    ".png. Repeatable. - is the standard output, -.md in another format than text.",
)
@options.force
@click.option(
    "--edition",
    "editions",
    type=click.Choice(EDITIONS),
    multiple=True,
    help="Which paper; repeatable: papers that go out together are protected together.  "
    "[default: panel; with --meeting brief]",
)
@click.option(
    "--audience",
    type=click.Choice(["public", "restricted"]),
    default="public",
    show_default=True,
    help="With small numbers protected, or exact and not for publication.",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Say on every page that it is a draft; commentary may then state other figures.",
)
@click.option(
    "--previous",
    type=options.PATH,
    multiple=True,
    metavar="PAPER.JSON",
    help="An earlier public paper: nothing hidden may follow from both. Repeatable.",
)
@click.option(
    "--forget",
    metavar="REASON",
    help="Leave what was published of this plan so far out of account, and why.",
)
@click.option(
    "--measure", metavar="NAME", help="Whose chart .svg and .png hold.  [default: the whole plan]"
)
@click.option(
    "--annex",
    is_flag=True,
    help="Write the panel paper's annex beside it: charts, others' figures, definitions, sources.",
)
@click.option(
    "--body",
    "bodies",
    multiple=True,
    metavar="NAME",
    help="Whose actions papers list; repeatable.  [default: the bodies the plan names, else all]",
)
@click.option(
    "--template",
    type=options.PATH,
    metavar="HOUSE.DOCX",
    callback=_template,
    help="The council's own Word template (.docx or .dotx), whose styles, page, head and foot are "
    "kept.",
)
@options.comparator_options
@options.dated_input_options
@options.priorities
@days.every
@days.meeting
def report_command(
    sources: options.Inputs,
    editions: tuple[str, ...],
    draft: bool,
    priorities: tuple[int, ...],
    every: str | None,
    meeting: date | None,
    **paper_options: Unpack[PaperOptions],
) -> int:
    """Write the status as a paper: web, Word, Excel and more.

    A paper is for the public unless you say otherwise: small numbers are protected, and the paper
    is tried for what could still be worked out, alone and with all that was published of the plan
    before, which is remembered in a folder `published` beside it. Several files are written from
    the same figures, all or none; papers of several editions get their names.
    """
    from attrs import evolve

    from cptracker.reports.terminal.problems import exit_code
    from cptracker.status.promises import with_own_actions
    from cptracker.wording.phrases import problems_in_words

    chosen = editions or (("brief",) if meeting and not paper_options["annex"] else EDITIONS[:1])
    named = tuple(dict.fromkeys((*chosen, *(["annex"] if paper_options["annex"] else []))))
    paper = PaperRequest(editions=named, **paper_options)
    check_request(paper)
    with WaitingLine() as waiting_line, prints_to_stderr():
        (built,) = build_statuses(
            sources,
            waiting_line,
            every,
            priorities=priorities,
            meeting=meeting,
            **needed_for(named, paper.audience),
        )
        built = evolve(with_own_actions(built, paper.bodies), draft=draft)
        check_words(built, paper)
        ledger = ledger_for(sources, built, paper)
        report = protected(built, paper, ledger, waiting_line)
    write_papers(report, paper, ledger)
    words = problems_in_words(built.problems)
    if words:
        say(f"{words}: run `cptracker check`")
    return exit_code(built.problems)
