"""Hold the ledgers while a paper is written, so that no other run's entry is lost."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

LINES = ".jsonl"
"""The ending of a ledger's file of lines; the one beside it is written with it."""


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
    from cptracker.files.locks import locked

    ledgers = {path: content for path, content in contents if path.suffix == LINES}
    for path in ledgers:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as stack:
        for path in sorted(ledgers):
            stack.enter_context(locked(path, doing="the ledger is held by another run"))
        for path, content in ledgers.items():
            _check_unchanged(path, content)
        yield


def _check_unchanged(path: Path, content: bytes) -> None:
    """See that what is to be written goes on from what is there: entries are only ever added.

    Raises:
        UsageError: When another run has added to it meanwhile.
    """
    from cptracker.model.problems import UsageError

    try:
        content_on_disk = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"the ledger {path} cannot be read: {error.strerror}") from error
    if not content.startswith(content_on_disk):
        raise UsageError(
            f"the ledger {path} has changed since it was read: another run published meanwhile; "
            "nothing was written; run the command again, so that it reckons with that paper"
        )
