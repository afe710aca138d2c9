"""One writer at a time: a lock file beside the plan, that says whose it is and how old.

A command that is killed leaves its lock behind. It is not cleared for the user, since only a person
can know that nobody else is writing; they are told how old it is and what to delete.
"""

import os
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cptracker.model.problems import UsageError

PATIENCE = 20.0
"""Seconds to wait for another writer before giving up."""


EDITED = "the plan is locked for an edit"
"""What another writer does, for the person who waits."""


def lock_of(plan: Path) -> Path:
    """The lock file of a plan's folder, or of a plan that is one file."""
    if plan.is_dir():
        return plan / ".cptracker.lock"
    return plan.with_name(f".{plan.name}.lock")


@contextmanager
def locked(plan: Path, patience: float = PATIENCE, what: str = EDITED) -> Iterator[None]:
    """Hold a plan's lock, or that of another file beside it.

    Args:
        plan: Its file or folder.
        patience: Seconds to wait for another writer.
        what: What is said of it where another writer holds it.

    Raises:
        UsageError: Another writer holds it and goes on doing so, or it cannot be made.
    """
    lock = lock_of(plan)
    mine = f"{os.getpid()} {socket.gethostname()}\n"
    give_up = time.monotonic() + patience
    while not _taken(lock, mine):
        _refuse_if_left(lock, what)
        if time.monotonic() > give_up:
            raise UsageError(_told(lock, _read(lock) or "", what))
        time.sleep(random.uniform(0.005, 0.03))
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()


def _taken(lock: Path, mine: str) -> bool:
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritable(lock, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(mine)
    except OSError as error:  # a full disk has room for a name, and none for what is in the file
        with suppress(OSError):
            lock.unlink()
        raise _unwritable(lock, error) from None
    return True


def _unwritable(lock: Path, error: OSError) -> UsageError:
    reason = (error.strerror or "unknown").lower()
    return UsageError(f"{lock} cannot be written: {reason}; nothing was changed")


def _read(lock: Path) -> str | None:
    try:
        return lock.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _refuse_if_left(lock: Path, what: str) -> None:
    """Do not wait for a writer that is no longer there.

    A writer clears its lock before it ends, so a lock that still stands after its writer has been
    found gone was left behind.
    """
    held = _read(lock)
    if held and _is_gone(held) and _read(lock) == held:
        raise UsageError(_told(lock, held, what))


def _is_gone(held: str) -> bool:
    process, _, host = held.strip().partition(" ")
    # On Windows, signal 0 is no question but an order to stop.
    if os.name != "posix" or host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _told(lock: Path, held: str, what: str) -> str:
    try:
        age = _age(time.time() - lock.stat().st_mtime)
    except OSError:
        age = "a moment"
    process, _, host = held.strip().partition(" ")
    whose = f", by process {process} on {host}" if process.isdigit() else ""
    gone = ", which has ended" if _is_gone(held) else ""
    return (
        f"{what} since {age}{whose}{gone}; nothing was changed\n"
        f"    hint: if nobody is writing, delete {lock}"
    )


def _age(seconds: float) -> str:
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {word}{'' if number == 1 else 's'}"
    number = max(1, int(seconds))
    return f"{number} second{'' if number == 1 else 's'}"
