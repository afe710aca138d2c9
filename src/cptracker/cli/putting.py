"""Put files where they belong: each whole or not at all, and of several all or none."""

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

HINTS = {
    errno.ENOSPC: "make room, or name a file on another disk",
    errno.EDQUOT: "make room, or name a file on another disk",
    errno.EACCES: "close it where it is open, or name a folder that you may write to",
    errno.EPERM: "close it where it is open, or name a folder that you may write to",
    errno.EROFS: "name a folder that you may write to",
    errno.ENAMETOOLONG: "give it a shorter name",
}
"""What to do about it, by what the system says."""


PRIVATE, USUAL = 0o600, 0o666
"""The modes of a file for few eyes, its owner's alone, and of any other before the umask."""


def put(contents: Sequence[tuple[Path, bytes]], *, private: bool = False) -> None:
    """Write files; where one cannot be, all stay as they were and nothing new is left behind.

    A link stays a link, and a file that is written over keeps its mode.

    Args:
        contents: What each file shall hold.
        private: Whether they are restricted or operational: then their owner alone may read them,
            also where a file with another mode is written over.

    Raises:
        UsageError: When one cannot be written.
    """
    files = [_File.of(path, number) for number, (path, _) in enumerate(contents)]
    try:
        for one, (_, content) in zip(files, contents, strict=True):
            one.write(content, keep=len(files) > 1, private=private)
        _swap(files)
    finally:
        for one in files:
            one.clear()


class _File(NamedTuple):
    """A file to be, with what stands beside it meanwhile.

    Attributes:
        named: As the user named it.
        target: Where it is, links followed.
        part: What is to take its place.
        old: What was there.
    """

    named: Path
    target: Path
    part: Path
    old: Path

    @classmethod
    def of(cls, path: Path, number: int) -> "_File":
        target = path.resolve()
        part, old = (target.with_name(f".{os.getpid()}-{number}.{end}") for end in ("part", "old"))
        return cls(path, target, part, old)

    def write(self, content: bytes, *, keep: bool, private: bool) -> None:
        """Write it beside its place, and a copy of what is there if that may have to come back."""
        with _telling(self.named):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            handle = os.open(self.part, flags, PRIVATE if private else USUAL)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            if self.target.exists() and not private:
                self.part.chmod(self.target.stat().st_mode & 0o7777)
            if keep and self.target.exists():
                shutil.copy2(self.target, self.old)

    def swap(self) -> None:
        """Let it take its place."""
        with _telling(self.named):
            self.part.replace(self.target)

    def undo(self) -> None:
        """Leave its place as it was."""
        with suppress(OSError):
            if self.old.exists():
                self.old.replace(self.target)
            else:
                self.target.unlink()

    def clear(self) -> None:
        """Leave nothing beside it."""
        for path in (self.part, self.old):
            with suppress(OSError):
                path.unlink()


def _swap(files: Sequence[_File]) -> None:
    done: list[_File] = []
    try:
        for one in files:
            one.swap()
            done.append(one)
    except BaseException:  # also when somebody stops it
        for one in done:
            one.undo()
        raise


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell in plain words that a file cannot be written.

    Raises:
        UsageError: With what the system says, and what to do about it.
    """
    try:
        yield
    except OSError as error:
        from cptracker.errors import UsageError

        raise UsageError(cannot(path, error)) from error


def cannot(path: Path, error: OSError) -> str:
    """Why a file cannot be written, and what to do about it."""
    hint = HINTS.get(error.errno or 0)
    return f"{path} cannot be written: {error.strerror}{f'; {hint}' if hint else ''}"
