"""One writer at a time: a lock file beside the plan, held by the operating system.

The system frees a lock when its writer ends, however it ends: a command that is killed blocks
nobody. The file says who holds it, for the person who waits; it is taken away with the lock.
"""

import errno
import os
import random
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cptracker.files.atomic import cannot_write
from cptracker.model.problems import UsageError

PATIENCE = 20.0
"""Seconds to wait for one and the same writer before giving up."""


EDITED = "the plan is locked for an edit"
"""What another writer does, for the person who waits."""


NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a network share says that is set up without locks."""


BUSY = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
"""What a system says of a lock that somebody else holds."""


def lock_of(plan: Path) -> Path:
    """The lock file of a plan's folder, or of a plan that is one file."""
    if plan.is_dir():
        return plan / ".cptracker.lock"
    return plan.with_name(f".{plan.name}.lock")


@contextmanager
def locked(plan: Path, patience: float = PATIENCE, doing: str = EDITED) -> Iterator[None]:
    """Hold a plan's lock, or that of another file beside it.

    Many writers wait for each other as long as it takes, however slow the machine is: patience is
    for one writer that holds the lock all the time.

    Args:
        plan: Its file or folder.
        patience: Seconds to wait while one and the same writer holds it.
        doing: What is said of it where another writer holds it.

    Raises:
        UsageError: Another writer goes on holding it, it cannot be made, or the plan is on a share
            that keeps no locks.
    """
    lock = lock_of(plan)
    handle = _waited_for(lock, patience, doing)
    try:
        yield
    finally:
        _release(lock, handle)


def _waited_for(lock: Path, patience: float, doing: str) -> int:
    """The handle of a lock that is held from now on."""
    holder, give_up = None, time.monotonic() + patience
    while (handle := _taken(lock)) is None:
        present = _read(lock)
        if present != holder:
            holder, give_up = present, time.monotonic() + patience
        elif time.monotonic() > give_up:
            raise UsageError(_held_message(lock, holder or "", doing))
        time.sleep(random.uniform(0.005, 0.03))
    return handle


def _taken(lock: Path) -> int | None:
    """Hold a lock and say who does; None where somebody else holds it, or did just now."""
    try:
        handle, may_sign = _opened(lock)
    except FileNotFoundError as error:
        if lock.parent.is_dir():  # its writer has just taken it away
            return None
        raise _unwritable(lock, error) from None
    except OSError as error:
        raise _unwritable(lock, error) from None
    if not _is_ours(lock, handle):
        os.close(handle)
        return None
    return _signed(lock, handle, may_sign=may_sign)


def _is_ours(lock: Path, handle: int) -> bool:
    """Whether nobody else held the lock, so that it is ours now."""
    try:
        _system_lock(handle)
    except OSError as error:
        if error.errno in BUSY:
            return False
        os.close(handle)
        if error.errno in NO_LOCKS:  # nobody can hold it, so it is nobody's
            with suppress(OSError):
                lock.unlink()
        raise _unwritable(lock, error) from None
    return True


def _signed(lock: Path, handle: int, *, may_sign: bool) -> int | None:
    """Say in a lock that it is ours; None where it is not the one in place."""
    try:
        if not _is_in_place(lock, handle):  # whoever held it before took it away with them
            os.close(handle)
            return None
        if not may_sign:
            lock.unlink()
            os.close(handle)
            return None
        _sign(handle)
    except OSError as error:
        _release(lock, handle)
        raise _unwritable(lock, error) from None
    return handle


def _opened(lock: Path) -> tuple[int, bool]:
    """A handle of the lock file, and whether it may be written.

    One that a colleague's command left in a shared folder can only be read, which is enough to see
    that nobody holds it and to take it away.
    """
    follow_none = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | follow_none, 0o666), True
    except PermissionError:
        if not os.access(lock.parent, os.W_OK):
            raise
        return os.open(lock, os.O_RDONLY | follow_none), False


if sys.platform == "win32":
    import msvcrt

    BEYOND = 1 << 30
    """A byte far behind the text, since no other program can read a byte that is locked."""

    def _system_lock(handle: int) -> None:
        os.lseek(handle, BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _system_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_in_place(lock: Path, handle: int) -> bool:
    """Whether an open file is the lock still, and not one that was taken away."""
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    """Say who holds the lock, and by a word of their own that it is not the one before."""
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()} {socket.gethostname()} {time.time_ns()}\n".encode())


def _release(lock: Path, handle: int) -> None:
    """Take the lock file away while it is held, so that nobody else's is; then let go of it."""
    with suppress(OSError):
        if os.name == "posix" and _is_in_place(lock, handle):
            lock.unlink()
    os.close(handle)
    if os.name != "posix":  # elsewhere an open file stays, here ours and that of the next writer
        with suppress(OSError):
            lock.unlink()


def _unwritable(lock: Path, error: OSError) -> UsageError:
    if error.errno in NO_LOCKS:
        return UsageError(
            f"{lock.parent} is on a disk or share that keeps no locks ({error.strerror}), so two "
            "people could write at once; nothing was changed\n"
            "    hint: change a copy on this machine's own disk and put it back, or ask for locks "
            "to be switched on for the share"
        )
    return UsageError(f"{cannot_write(lock, error)}; nothing was changed")


def _read(lock: Path) -> str | None:
    try:
        return lock.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _held_message(lock: Path, holder: str, doing: str) -> str:
    try:
        age = _age(time.time() - lock.stat().st_mtime)
    except OSError:
        age = "a moment"
    process, _, rest = holder.strip().partition(" ")
    host = rest.partition(" ")[0]
    whose = f", by process {process} on {host}" if process.isdigit() else ""
    return (
        f"{doing} since {age}{whose}; nothing was changed\n"
        "    hint: try again once that command has ended; the lock ends with it"
    )


def _age(seconds: float) -> str:
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {word}{'' if number == 1 else 's'}"
    number = max(1, int(seconds))
    return f"{number} second{'' if number == 1 else 's'}"
