"""The ledger of published papers, as commands use it: read before, written with the paper."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cptracker.cli.output import say

if TYPE_CHECKING:
    from cptracker.audit.observed import Observed
    from cptracker.audit.papers import PublishedPaper
    from cptracker.cli.options import Inputs
    from cptracker.disclosure.ledger import Ledger
    from cptracker.model.related import Related


class OpenLedger(NamedTuple):
    """What is published now, and where that is remembered."""

    ledger: "Ledger"
    example_data: bool

    @property
    def papers(self) -> "tuple[PublishedPaper, ...]":
        """What was published before."""
        return self.ledger.papers_of(example_data=self.example_data)

    def say_corrected(self, figures: "Iterable[Observed]") -> None:
        """Say what was published otherwise."""
        from cptracker.disclosure.ledger import corrected

        for words in corrected(self.papers, figures):
            say(words)

    def after(
        self, name: str, as_at: str, figures: "Sequence[Observed]", related: "Sequence[Related]"
    ) -> "OpenLedger":
        """The ledger with what is published now; as it is where that is there already."""
        from cptracker.audit.papers import PublishedPaper

        paper = PublishedPaper(
            name=name,
            plan=self.ledger.plan,
            as_at=as_at,
            profile="public",
            figures=tuple(figures),
            related=tuple(related),
            kind="example" if self.example_data else "real",
        )
        return self._replace(ledger=self.ledger.with_paper(paper))

    def contents(self) -> "Sequence[tuple[Path, bytes]]":
        """The ledger's files as they are to be written."""
        return self.ledger.contents()


def open_ledger(
    sources: "Inputs", plan: str, *, example_data: bool, forget: str | None = None
) -> OpenLedger | None:
    """The ledger of a plan, or none for the example records that come with the package.

    Typed values need no records: what is published of them is remembered as well.

    Raises:
        UsageError: When it was tampered with, or cannot be written beside the plan.
    """
    from cptracker.cli.inputs import without_records
    from cptracker.disclosure.ledger import ledger_of

    if not sources.records and not without_records(sources):
        return None
    ledger = ledger_of(_folder(sources), plan)
    _check_writable(ledger.path.parent)
    return OpenLedger(ledger.forgotten(forget) if forget else ledger, example_data)


def _folder(sources: "Inputs") -> Path:
    """Where the plan is; for a shipped one, the folder that is worked in."""
    from cptracker.files.bundled import shipped_plans

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

    from cptracker.model.problems import UsageError

    there = folder if folder.exists() else folder.parent
    if not os.access(there, os.W_OK):
        raise UsageError(
            f"what is published is remembered in {folder}, and {there} cannot be written to: "
            "nothing was written; copy the plan to where you may write, or use --restricted"
        )
