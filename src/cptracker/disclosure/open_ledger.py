"""A ledger in use: what was published before, what is published now, and where it is written."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cptracker.audit.observed import Observed
from cptracker.audit.papers import PublishedPaper
from cptracker.disclosure.ledger import Ledger, corrected, ledger_of
from cptracker.files.bundled import shipped_plans
from cptracker.model.problems import UsageError
from cptracker.model.related import Related

PUBLIC = "public"


class OpenLedger(NamedTuple):
    """What is published of a plan, and where that is remembered."""

    ledger: Ledger
    example_data: bool

    @property
    def papers(self) -> tuple[PublishedPaper, ...]:
        """What was published before."""
        return self.ledger.papers_of(example_data=self.example_data)

    def corrections(self, figures: Iterable[Observed]) -> tuple[str, ...]:
        """In words, what was published otherwise than these figures say."""
        return tuple(corrected(self.papers, figures))

    def after(
        self, name: str, as_at: str, figures: Sequence[Observed], related: Sequence[Related]
    ) -> "OpenLedger":
        """The ledger with what is published now; as it is where that is there already."""
        paper = PublishedPaper(
            name=name,
            plan=self.ledger.plan,
            as_at=as_at,
            profile=PUBLIC,
            figures=tuple(figures),
            related=tuple(related),
            kind="example" if self.example_data else "real",
        )
        return self._replace(ledger=self.ledger.with_paper(paper))

    def contents(self) -> Sequence[tuple[Path, bytes]]:
        """The ledger's files as they are to be written."""
        return self.ledger.contents()


def opened_ledger(
    folder: Path, plan: str, *, example_data: bool, forget: str | None = None
) -> OpenLedger:
    """The ledger of a plan in a folder.

    Args:
        folder: Where the plan is.
        plan: Its identifier.
        example_data: Whether the figures are of made-up children, who are apart from real ones.
        forget: Why what was published so far no longer counts; None where it does.

    Raises:
        UsageError: When it was tampered with, cannot be written, or is forgotten without a reason.
    """
    if forget is not None and not forget.strip():
        raise UsageError("`forget` says why what was published no longer counts, in a few words")
    ledger = ledger_of(folder, plan)
    _check_writable(ledger.path.parent)
    return OpenLedger(ledger.forgotten(forget) if forget else ledger, example_data)


def _check_writable(folder: Path) -> None:
    """See that the ledger can be written, before any work is done.

    Raises:
        UsageError: When it cannot; then nothing is written, for it could not be remembered.
    """
    there = folder if folder.exists() else folder.parent
    if not os.access(there, os.W_OK):
        raise UsageError(
            f"what is published is remembered in {folder}, and {there} cannot be written to: "
            "nothing was written; copy the plan to where you may write, or write exact figures, "
            "restricted"
        )


def folder_of_plan(plan: Path) -> Path:
    """The folder beside whose files a plan's ledger lies; for a shipped plan, where one works."""
    if plan in shipped_plans().values():
        return Path()
    return plan if plan.is_dir() else plan.parent
