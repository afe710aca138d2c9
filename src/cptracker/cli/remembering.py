"""The ledger of published papers, as commands use it: read before, written with the paper."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cptracker.cli.output import say

if TYPE_CHECKING:
    from cptracker.cli.options import Sources
    from cptracker.disclosure.auditing.papers import Paper
    from cptracker.disclosure.auditing.seen import Seen
    from cptracker.disclosure.ledger import Ledger
    from cptracker.related import Related
    from cptracker.standing import StatusReport

NOT_REMEMBERED = "not remembered: the example records are nobody's"


class Remembered(NamedTuple):
    """What is published now, and where that is remembered."""

    ledger: "Ledger"
    example_data: bool

    @property
    def papers(self) -> "tuple[Paper, ...]":
        """What was published before."""
        return self.ledger.papers_of(example_data=self.example_data)

    def say_corrected(self, figures: "Iterable[Seen]") -> None:
        """Say what was published otherwise."""
        from cptracker.disclosure.ledger import corrected

        for words in corrected(self.papers, figures):
            say(words)

    def after(
        self, name: str, as_at: str, figures: "Sequence[Seen]", related: "Sequence[Related]"
    ) -> "Sequence[tuple[Path, bytes]]":
        """The ledger's files with what is published now; none where it is there already."""
        from cptracker.disclosure.auditing.papers import Paper

        paper = Paper(
            name=name,
            plan=self.ledger.plan,
            as_at=as_at,
            profile="public",
            figures=tuple(figures),
            related=tuple(related),
            kind="example" if self.example_data else "real",
        )
        return self.ledger.with_paper(paper).contents()


def remembered(
    sources: "Sources", plan: str, *, example_data: bool, forget: str | None = None
) -> Remembered | None:
    """The ledger of a plan, or none for the example records that come with the package.

    Raises:
        UsageError: When it was tampered with, or cannot be written beside the plan.
    """
    from cptracker.cli.opening import HERE
    from cptracker.disclosure.ledger import ledger_of

    if not sources.records and not HERE.exists():
        return None
    ledger = ledger_of(_folder(sources), plan)
    _check_writable(ledger.path.parent)
    return Remembered(ledger.forgotten(forget) if forget else ledger, example_data)


def _folder(sources: "Sources") -> Path:
    """Where the plan is; for a shipped one, the folder that is worked in."""
    from cptracker.bundled import shipped_plans

    plan = sources.plan
    if plan is None or plan in shipped_plans().values():
        return Path()
    return plan if plan.is_dir() else plan.parent


def _check_writable(folder: Path) -> None:
    """See that the ledger can be written, before any work is done.

    Raises:
        UsageError: When it cannot; then nothing is written, for it could not be remembered.
    """
    import os

    from cptracker.errors import UsageError

    there = folder if folder.exists() else folder.parent
    if not os.access(there, os.W_OK):
        raise UsageError(
            f"what is published is remembered in {folder}, and {there} cannot be written to: "
            "nothing was written; copy the plan to where you may write, or use --restricted"
        )


def put_away(contents: "Sequence[tuple[Path, bytes]]") -> None:
    """Make the ledger's folder, and let nobody else read it."""
    for path, _ in contents:
        path.parent.mkdir(mode=0o700, exist_ok=True)


def make_private(contents: "Sequence[tuple[Path, bytes]]") -> None:
    """Let nobody but the owner read the ledger."""
    from contextlib import suppress

    from cptracker.disclosure.ledger import MODE

    for path, _ in contents:
        with suppress(OSError):
            path.chmod(MODE)


def figures_of(report: "StatusReport") -> "tuple[Seen, ...]":
    """All that a public report shows."""
    from cptracker.disclosure import seen_in

    return tuple(seen_in(report))
