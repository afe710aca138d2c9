"""The papers of `cptracker report`: what is asked for, what is in the way, and their files."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from cptracker.cli import options
from cptracker.cli.output import check_free, say, write_all
from cptracker.cli.progress import WaitingLine
from cptracker.model.choices import EditionName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cptracker.disclosure.open_ledger import OpenLedger
    from cptracker.status.report import StatusReport


ANNEXED = (EditionName.PANEL.value, EditionName.ANNEX.value)
"""The paper that has an annex, and the annex."""


class PaperRequest(NamedTuple):
    """What papers are asked for, and where they go."""

    outputs: tuple[Path, ...]
    editions: tuple[str, ...]
    audience: str
    previous: tuple[Path, ...]
    force: bool
    measure: str | None
    forget: str | None
    template: bytes | None = None
    annex: bool = False
    bodies: tuple[str, ...] = ()

    def files(self) -> tuple[tuple[str, Path], ...]:
        """Each file with its edition: of several, papers are named for theirs.

        Data and pictures hold whatever is published, and are written once.
        """
        from cptracker.reports.writers.formats import format_of

        if len(self.editions) == 1:
            return tuple((self.editions[0], path) for path in self.outputs)
        if self.annex and self.editions == ANNEXED:
            return tuple(self._with_annex())
        return tuple(
            (name, path.with_name(f"{path.stem}-{name}{path.suffix}") if each else path)
            for path in self.outputs
            for each in [format_of(path).of == "document"]
            for name in (self.editions if each else self.editions[:1])
        )

    def _with_annex(self) -> "Iterator[tuple[str, Path]]":
        """The paper under the name it was given, its annex beside it."""
        from cptracker.reports.writers.formats import format_of

        for path in self.outputs:
            yield ANNEXED[0], path
            if format_of(path).of == "document":
                yield ANNEXED[1], path.with_name(f"{path.stem}-{ANNEXED[1]}{path.suffix}")


def needed_for(names: tuple[str, ...], audience: str) -> "StatusNeeds":
    """What the status is built with for all of these editions."""
    from cptracker.reports.editions.editions import edition_named

    editions = [edition_named(name, audience) for name in names]
    back = [edition.back for edition in editions if edition.back is not None]
    return {
        "also": tuple(dict.fromkeys(name for edition in editions for name in edition.also)),
        "back": max(back) if len(back) == len(editions) else None,
    }


class StatusNeeds(TypedDict):
    """What editions need of a status: what else than the plan's own, and how far back."""

    also: tuple[str, ...]
    back: int | None


def ledger_for(
    sources: options.Inputs, built: "StatusReport", paper: PaperRequest
) -> "OpenLedger | None":
    """What was published of the plan; nothing for those who may see everything."""
    from cptracker.cli.ledger import open_ledger

    if paper.audience != "public" or built.protect_by == "none":
        return None
    plan = built.plan_identifier or "plan"
    return open_ledger(sources, plan, example_data=built.example_data, forget=paper.forget)


def check_request(paper: PaperRequest) -> None:
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
    if paper.annex and ANNEXED[0] not in paper.editions:
        raise UsageError("`--annex` is the panel paper's: add `--edition panel`")
    if paper.template and not any(format_of(path).templates for path in paper.outputs):
        raise UsageError("`--template` is for .docx, and there is none here")
    for _, path in paper.files():
        check_free(options.OutputTarget("", path, paper.force))


def check_words(report: "StatusReport", paper: PaperRequest) -> None:
    """Refuse a public paper whose commentary states another figure than the paper shows.

    Raises:
        PlanError: When it does, unless the paper is a draft.
    """
    from cptracker.api.protecting import contradicting_words
    from cptracker.model.problems import PlanError

    problems = contradicting_words(report)
    if problems and paper.audience == "public":
        say("Nothing was written: commentary states other figures than are at hand; see --draft.")
        raise PlanError(problems=problems)


def protected(
    report: "StatusReport",
    paper: PaperRequest,
    ledger: "OpenLedger | None",
    waiting_line: WaitingLine,
) -> "StatusReport":
    """The report for its audience: no writer of a public file ever sees the exact one."""
    from cptracker.api.protecting import protect_report
    from cptracker.cli.ledger import say_each

    if paper.audience == "restricted":
        return report
    public, corrections = protect_report(
        report,
        ledger,
        previous=paper.previous,
        progress=lambda step, done, of: waiting_line.say(
            f"{step.capitalize()} ({done + 1} of {of})"
        ),
    )
    say_each(corrections)
    return public


def write_papers(report: "StatusReport", paper: PaperRequest, ledger: "OpenLedger | None") -> None:
    """Every file, once all are made: a writer that fails leaves none behind."""
    from cptracker.api.papers import paper_contents
    from cptracker.api.protecting import entry_of_report

    made = paper_contents(report, paper.files(), measure=paper.measure, template=paper.template)
    entry = entry_of_report(report, ledger, ", ".join(paper.editions))
    restricted = paper.audience == "restricted"
    write_all(made, force=paper.force, private=restricted, ledger_files=entry)
