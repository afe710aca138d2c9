"""Write files so that each is the old one or the new one, and of several all or none."""

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


def write_files(contents: Sequence[tuple[Path, bytes]], *, private: bool = False) -> None:
    """Write files; where one cannot be, all stay as they were and nothing new is left behind.

    A link stays a link, and a file that is written over keeps its mode.

    Args:
        contents: What each file shall hold.
        private: Whether they are restricted or operational: then their owner alone may read them,
            also where a file with another mode is written over.

    Raises:
        UsageError: When one cannot be written.
    """
    files = [_PendingFile.of(path, number) for number, (path, _) in enumerate(contents)]
    try:
        for one, (_, content) in zip(files, contents, strict=True):
            one.write(content, keep=len(files) > 1, private=private)
        _swap(files)
    finally:
        for one in files:
            one.clear()


class _PendingFile(NamedTuple):
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
    def of(cls, path: Path, number: int) -> "_PendingFile":
        target = path.resolve()
        part, old = (target.with_name(f".{os.getpid()}-{number}.{end}") for end in ("part", "old"))
        return cls(path, target, part, old)

    def write(self, content: bytes, *, keep: bool, private: bool) -> None:
        """Write it beside its place, and a copy of what is there if that may have to come back."""
        with _explained_errors(self.named):
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
        with _explained_errors(self.named):
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


def _swap(files: Sequence[_PendingFile]) -> None:
    done: list[_PendingFile] = []
    try:
        for one in files:
            one.swap()
            done.append(one)
    except BaseException:  # also when somebody stops it
        for one in done:
            one.undo()
        raise


@contextmanager
def _explained_errors(path: Path) -> Iterator[None]:
    """Tell in plain words that a file cannot be written.

    Raises:
        UsageError: With what the system says, and what to do about it.
    """
    try:
        yield
    except OSError as error:
        from cptracker.model.problems import UsageError

        raise UsageError(cannot_write(path, error)) from error


def cannot_write(path: Path, error: OSError) -> str:
    """Why a file cannot be written, and what to do about it."""
    hint = HINTS.get(error.errno or 0)
    return f"{path} cannot be written: {error.strerror}{f'; {hint}' if hint else ''}"


def read_bytes(path: Path) -> bytes | None:
    """What a file holds; None where there is none yet."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_content(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace a file's content at once, if it is still what was read.

    Args:
        path: The file; a link is followed, and stays.
        before: What it held when it was read; None if there was no such file.
        after: What it shall hold.

    Raises:
        UsageError: It changed since it was read, is read-only, or cannot be written.
    """
    from cptracker.model.problems import UsageError

    real = path.resolve()
    part = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        _refuse_read_only(real)
        _clear_parts(real)
        _write(part, after, real)
        if read_bytes(real) != before:
            raise UsageError(
                f"{path} was changed by somebody else since it was read; nothing was changed"
            )
        part.replace(real)
        _settle(real.parent)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise UsageError(f"{path} cannot be written: {reason}; nothing was changed") from None
    finally:
        with suppress(OSError):
            part.unlink()


def _refuse_read_only(path: Path) -> None:
    # Replacing needs only the folder to be writable, so the file's own wish is asked for.
    if path.exists() and (not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)):
        raise PermissionError(13, "the file is read-only")


def _clear_parts(path: Path) -> None:
    """Remove what a killed writer left; nobody else writes while the lock is held."""
    for left in path.parent.glob(f".{path.name}.*.part"):
        with suppress(OSError):
            left.unlink()


def _write(part: Path, content: bytes, model: Path) -> None:
    """Write the whole file and wait until it lies on the disk."""
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if model.exists():
        _keep_rights(part, model)


def _keep_rights(part: Path, model: Path) -> None:
    """Give a file the owner, the group, the rights and the further marks of another.

    Only root may give a file away. Anybody else keeps at least its group where they belong to it,
    and its rights, so that who could write the file still can.
    """
    rights = model.stat()
    if hasattr(os, "chown"):
        try:
            os.chown(part, rights.st_uid, rights.st_gid)
        except PermissionError:
            with suppress(OSError):
                os.chown(part, -1, rights.st_gid)
    if hasattr(os, "listxattr"):  # where lists of access rights are kept
        for name in _marks(model):
            with suppress(OSError):
                os.setxattr(part, name, os.getxattr(model, name))
    part.chmod(rights.st_mode & 0o7777)


def _marks(path: Path) -> list[str]:
    try:
        return os.listxattr(path)
    except OSError:
        return []


def _settle(folder: Path) -> None:
    """Wait until the folder's entry lies on the disk too, where the system can."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
