"""Results kept from one run for the next, in a folder that is the user's own.

A result is kept under the hash of all that went into it, as JSON: whoever could write here could
say what a figure is, but never run anything. What is kept is as restricted as what it was shown
from, so the folder is its owner's alone (mode 0700) and so is each file (0600). A folder or file
that others own, may read or may write, a link, and a file that is not whole are passed over.
"""

import json
import os
import stat
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

MOST = 20
"""How many results are kept; the oldest go first."""

LARGEST = 20_000_000
"""Of a file that is read, in bytes: no result is nearly as large."""

OWNERS_FOLDER, OWNERS_FILE = 0o700, 0o600

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What the group and all others might do."""


def results_folder() -> Path | None:
    """Where results are kept; None where nobody can tell whose a file is, or where that would be.

    It is `cptracker` in the folder that XDG_CACHE_HOME names, else in `~/.cache`.
    """
    if sys.platform == "win32":
        return None
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named:
        return Path(named) / "cptracker" if Path(named).is_absolute() else None
    with suppress(RuntimeError):  # a user without a home
        return Path.home() / ".cache" / "cptracker"
    return None


def kept_result(folder: Path, key: str) -> Any | None:
    """What was kept under a key, or None where there is nothing that can be trusted.

    Args:
        folder: Where results are kept.
        key: The hash of all that went in.
    """
    if not _is_own_folder(folder):
        return None
    text = _own_text(folder / f"{key}.json")
    if text is None:
        return None
    try:
        cached = json.loads(text)
        whole = cached["key"] == key and cached["sha256"] == _digest(cached["result"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return cached["result"] if whole else None


def keep_result(folder: Path, key: str, result: Any) -> None:
    """Keep a result under a key. Where that cannot be done, nothing is kept and nothing is said.

    A file is whole or not there, also where two processes write at once.
    """
    with suppress(OSError):
        folder.mkdir(mode=OWNERS_FOLDER, parents=True, exist_ok=True)
        if not _is_own_folder(folder):
            return
        content = json.dumps({"key": key, "sha256": _digest(result), "result": result})
        unfinished = folder / f".{key}.{os.getpid()}.{os.urandom(4).hex()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        try:
            with os.fdopen(os.open(unfinished, flags, OWNERS_FILE), "w", encoding="utf-8") as file:
                file.write(content)
            unfinished.replace(folder / f"{key}.json")
        finally:
            unfinished.unlink(missing_ok=True)
        _clear(folder)


def _digest(result: Any) -> str:
    return sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()


def _is_own_folder(folder: Path) -> bool:
    """Whether a folder is no link, and nobody but this user may look into it or write there."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _is_ours(status)


def _is_ours(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & OTHERS


def _own_text(path: Path) -> str | None:
    """The text of a file of this user's own that has no second name; None if it is another."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(opened, "rb") as file:
        status = os.fstat(file.fileno())
        plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        if not plain or not _is_ours(status) or status.st_size > LARGEST:
            return None
        try:
            return file.read().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None


def _clear(folder: Path) -> None:
    """Take the oldest results away."""
    results = sorted(folder.glob("*.json"), key=lambda path: path.lstat().st_mtime, reverse=True)
    for path in results[MOST:]:
        path.unlink(missing_ok=True)
