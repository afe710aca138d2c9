"""The ledger of published papers, as commands use it: read before, written with the paper."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
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

LINES = ".jsonl"
"""The ending of a ledger's file of lines; the one beside it is written with it."""


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
    ) -> "Remembered":
        """The ledger with what is published now; as it is where that is there already."""
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
        return self._replace(ledger=self.ledger.with_paper(paper))

    def contents(self) -> "Sequence[tuple[Path, bytes]]":
        """The ledger's files as they are to be written."""
        return self.ledger.contents()


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


@contextmanager
def added_to(contents: "Sequence[tuple[Path, bytes]]") -> Iterator[None]:
    """Hold the ledgers while files are written with their entries, and let nobody else read them.

    A paper is protected against the ledger as it was read. Where another run has published since,
    nothing is written: its entry would be lost, and both papers together could tell of a child.

    Args:
        contents: The ledgers' files as they are to be.

    Raises:
        UsageError: When a ledger has changed since it was read, or another run holds it.
    """
    from cptracker.editing.locking import locked

    ledgers = {path: content for path, content in contents if path.suffix == LINES}
    for path in ledgers:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as stack:
        for path in sorted(ledgers):
            stack.enter_context(locked(path, what="the ledger is held by another run"))
        for path, content in ledgers.items():
            _check_unchanged(path, content)
        yield
        make_private(contents)


def _check_unchanged(path: Path, content: bytes) -> None:
    """See that what is to be written goes on from what is there: entries are only ever added.

    Raises:
        UsageError: When another run has added to it meanwhile.
    """
    from cptracker.errors import UsageError

    try:
        there = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"the ledger {path} cannot be read: {error.strerror}") from error
    if not content.startswith(there):
        raise UsageError(
            f"the ledger {path} has changed since it was read: another run published meanwhile; "
            "nothing was written; run the command again, so that it reckons with that paper"
        )


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
