"""`cptracker report`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import click

from cptracker.cli import days, options
from cptracker.cli.inputs import build_statuses
from cptracker.cli.output import check_free, prints_to_stderr, say, write_all
from cptracker.cli.progress import WaitingLine
from cptracker.cli.writable import may_write
from cptracker.model.choices import EditionName, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cptracker.cli.ledger import OpenLedger
    from cptracker.status.report import StatusReport


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

    for path in paths:
        may_write(ctx, param, path)
        check_installed(format_of(path))
    if len({path.resolve() for path in paths}) < len(paths):
        raise click.BadParameter("a file is named twice")
    return paths


class PaperRequest(NamedTuple):
    """What papers are asked for, and where they go."""

    outputs: tuple[Path, ...]
    editions: tuple[str, ...]
    audience: str
    previous: tuple[Path, ...]
    force: bool
    measure: str | None
    forget: str | None

    def files(self) -> tuple[tuple[str, Path], ...]:
        """Each file with its edition: of several, papers are named for theirs.

        Data and pictures hold whatever is published, and are written once.
        """
        from cptracker.reports.writers.formats import format_of

        if len(self.editions) == 1:
            return tuple((self.editions[0], path) for path in self.outputs)
        return tuple(
            (name, path.with_name(f"{path.stem}-{name}{path.suffix}") if each else path)
            for path in self.outputs
            for each in [format_of(path).of == "document"]
            for name in (self.editions if each else self.editions[:1])
        )


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
@options.comparator_options
@options.dated_input_options
@options.priorities
@days.every
@days.meeting
def report_command(
    sources: options.Inputs,
    outputs: tuple[Path, ...],
    editions: tuple[str, ...],
    audience: str,
    previous: tuple[Path, ...],
    force: bool,
    measure: str | None,
    forget: str | None,
    draft: bool,
    priorities: tuple[int, ...],
    every: str | None,
    meeting: date | None,
) -> int:
    """Write the status as a paper: web, Word, Excel and more.

    A paper is for the public unless you say otherwise: small numbers are protected, and the paper
    is tried for what could still be worked out, alone and with all that was published of the plan
    before, which is remembered in a folder `published` beside it. Several files are written from
    the same figures, all or none; papers of several editions get their names.
    """
    from attrs import evolve

    from cptracker.reports.terminal.problems import exit_code
    from cptracker.wording.phrases import problems_in_words

    named = tuple(dict.fromkeys(editions)) or (("brief",) if meeting else EDITIONS[:1])
    paper = PaperRequest(outputs, named, audience, previous, force, measure, forget)
    _check(paper)
    with WaitingLine() as waiting, prints_to_stderr():
        (built,) = build_statuses(
            sources,
            waiting,
            every,
            priorities=priorities,
            meeting=meeting,
            **_needed(named, audience),
        )
        built = evolve(built, draft=draft)
        _check_words(built, paper)
        ledger = _ledger(sources, built, paper)
        report = _protected(built, paper, ledger, waiting)
    _write_all(report, paper, ledger)
    words = problems_in_words(built.problems)
    if words:
        say(f"{words}: run `cptracker check`")
    return exit_code(built.problems)


def _needed(names: tuple[str, ...], audience: str) -> "_Needed":
    """What the status is built with for all of these editions."""
    from cptracker.reports.editions.editions import edition_named

    editions = [edition_named(name, audience) for name in names]
    back = [edition.back for edition in editions if edition.back is not None]
    return {
        "also": tuple(dict.fromkeys(name for edition in editions for name in edition.also)),
        "back": max(back) if len(back) == len(editions) else None,
    }


class _Needed(TypedDict):
    """What editions need of a status: what else than the plan's own, and how far back."""

    also: tuple[str, ...]
    back: int | None


def _ledger(
    sources: options.Inputs, built: "StatusReport", paper: PaperRequest
) -> "OpenLedger | None":
    """What was published of the plan; nothing for those who may see everything."""
    from cptracker.cli.ledger import open_ledger

    if paper.audience != "public" or built.protect_by == "none":
        return None
    plan = built.plan_identifier or "plan"
    return open_ledger(sources, plan, example_data=built.example_data, forget=paper.forget)


def _check(paper: PaperRequest) -> None:
    """Refuse what would have no effect, or what is in the way, before any work is done.

    Raises:
        UsageError: When options do not go together.
    """
    from cptracker.model.problems import UsageError
    from cptracker.reports.writers.formats import format_of

    if paper.measure and not any(format_of(path).of == "picture" for path in paper.outputs):
        raise UsageError("`--measure` says whose chart .svg and .png hold, and there is none here")
    if paper.previous and paper.audience != "public":
        raise UsageError("`--previous` is for a public paper; with restricted nothing is hidden")
    if paper.forget is not None and (paper.audience != "public" or not paper.forget.strip()):
        raise UsageError("`--forget` says why what was published no longer counts, in a few words")
    for _, path in paper.files():
        check_free(options.OutputTarget("", path, paper.force))


def _check_words(report: "StatusReport", paper: PaperRequest) -> None:
    """Refuse a public paper whose commentary states another figure than the paper shows.

    Raises:
        PlanError: When it does, unless the paper is a draft.
    """
    from cptracker.model.checks import Check
    from cptracker.model.problems import PlanError, Severity

    name = f"[{Check.COMMENTARY_STATES_ANOTHER_FIGURE}]"
    problems = [
        problem
        for problem in report.problems
        if name in problem.message and problem.severity is Severity.ERROR
    ]
    if problems and paper.audience == "public" and not report.draft:
        say("Nothing was written: commentary states other figures than are computed; see --draft.")
        raise PlanError(problems=problems)


def _protected(
    report: "StatusReport", paper: PaperRequest, ledger: "OpenLedger | None", waiting: WaitingLine
) -> "StatusReport":
    """The report for its audience: no writer of a public file ever sees the exact one."""
    from cptracker.audit.observed import observed_in
    from cptracker.disclosure.release import release

    if paper.audience == "restricted":
        return report
    public = release(
        report,
        previous=paper.previous,
        known=ledger.papers if ledger else (),
        progress=lambda what, done, of: waiting.say(f"{what.capitalize()} ({done + 1} of {of})"),
    )
    if ledger:
        ledger.say_corrected(observed_in(public))
    return public


def _write_all(report: "StatusReport", paper: PaperRequest, ledger: "OpenLedger | None") -> None:
    """Every file, once all are made: a writer that fails leaves none behind."""
    from cptracker.audit.observed import observed_in
    from cptracker.reports.writers.formats import format_of, render

    made: list[tuple[Path, bytes]] = []
    for name in paper.editions:
        paths = [path for edition, path in paper.files() if edition == name]
        forms = map(format_of, paths)
        made += zip(paths, render(report, forms, name=name, measure=paper.measure), strict=True)
    entry: Sequence[tuple[Path, bytes]] = ()
    if ledger and report.protection:
        names, day = ", ".join(paper.editions), report.as_at.isoformat()
        related = report.protection.related
        entry = ledger.after(names, day, tuple(observed_in(report)), related).contents()
    restricted = paper.audience == "restricted"
    write_all(made, force=paper.force, private=restricted, beside=entry)
