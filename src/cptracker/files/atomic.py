"""Write files so that each is the old one or the new one, and of several all or none.

The only writer over files that are there: papers, lists of children, ledgers and plans alike.
"""

import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from glob import escape
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


NAME_KEPT = 50
"""How many characters of a file's name the names beside it begin with: a name of 255 bytes, the
most that file systems take, must leave room for what is added."""


def write_files(
    contents: Sequence[tuple[Path, bytes]],
    *,
    private: bool | Collection[Path] = False,
    expected: Mapping[Path, bytes | None] | None = None,
) -> None:
    r"""Write files; where one cannot be, all stay as they were and nothing new is left behind.

    A link stays a link: what it leads to is written. A file that is written over keeps its owner,
    its group, its mode and its access lists. Bytes are written as they are given, so that line ends
    are what the text's author chose on every platform. All lie on the disk before it returns.

    Args:
        contents: What each file shall hold.
        private: Whether they are restricted or operational, or which of them are: their owner alone
            may read those, also where a file with another mode is written over.
        expected: What files held when they were read, None for one that was not there. Whoever
            gives it holds the lock of these files: what killed writers left beside them is cleared.

    Raises:
        UsageError: When one is read-only, cannot be written or has changed since it was read.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> page = Path(mkdtemp()) / "page.md"
        >>> write_files([(page, b"No cases\r\n")], private=True)
        >>> page.read_bytes(), oct(page.stat().st_mode & 0o777)
        (b'No cases\r\n', '0o600')
    """
    known_contents = expected or {}
    files = [
        _PendingFile.of(path, number, private=_is_private(path, private))
        for number, (path, _) in enumerate(contents)
    ]
    try:
        for file, (path, content) in zip(files, contents, strict=True):
            file.write(content, keep=len(files) > 1, locked=path in known_contents)
        for file in files:
            if file.named in known_contents:
                _refuse_changed(file, known_contents[file.named])
        _swap(files)
    finally:
        for file in files:
            file.clear()


def _is_private(path: Path, private: bool | Collection[Path]) -> bool:
    return private if isinstance(private, bool) else path in private


class _PendingFile(NamedTuple):
    """A file to be, with what stands beside it meanwhile.

    Attributes:
        named: As the user named it.
        target: Where it is, links followed.
        part: What is to take its place.
        old: What was there.
        private: Whether its owner alone may read it.
    """

    named: Path
    target: Path
    part: Path
    old: Path
    private: bool

    @classmethod
    def of(cls, path: Path, number: int, *, private: bool) -> "_PendingFile":
        target = path.resolve()
        stem = f".{target.name[:NAME_KEPT]}.{os.getpid()}-{number}"
        part, old = (target.with_name(f"{stem}.{end}") for end in ("part", "old"))
        return cls(path, target, part, old, private)

    def write(self, content: bytes, *, keep: bool, locked: bool) -> None:
        """Write it beside its place, and keep what is there if that may have to come back."""
        with _explained_errors(self.named):
            _refuse_read_only(self.target)
            if locked:
                self._remove_leftovers()
            self.clear()
            replaces = self.target.exists()
            _create(self.part, content, PRIVATE if self.private or replaces else USUAL)
            if replaces:
                (keep_owner if self.private else keep_rights)(self.part, self.target)
            if keep and replaces:
                _keep(self.old, self.target)

    def _remove_leftovers(self) -> None:
        """Remove what a killed writer left; nobody else writes while the lock is held."""
        for left in self.target.parent.glob(f".{escape(self.target.name[:NAME_KEPT])}.*.part"):
            with suppress(OSError):
                left.unlink()

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
        for file in files:
            file.swap()
            done.append(file)
    except BaseException:  # also when somebody stops it
        for file in done:
            file.undo()
        raise
    finally:
        for folder in {file.target.parent for file in files}:
            _settle(folder)


def _refuse_read_only(path: Path) -> None:
    # Replacing needs only the folder to be writable, so the file's own wish is asked for.
    if path.exists() and (not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)):
        raise OSError(0, "the file is read-only")


def _refuse_changed(file: _PendingFile, expected: bytes | None) -> None:
    with _explained_errors(file.named):
        content = read_bytes(file.target)
    if content != expected:
        from cptracker.model.problems import UsageError  # late: a command's help needs none of it

        raise UsageError(
            f"{file.named} was changed by somebody else since it was read; nothing was changed"
        )


def _create(path: Path, content: bytes, mode: int) -> None:
    """Write a whole new file and wait until it lies on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep(old: Path, target: Path) -> None:
    """Give what is there a second name, or copy it where the disk knows no second names."""
    try:
        os.link(target, old)
    except OSError:
        _create(old, target.read_bytes(), PRIVATE)
        keep_rights(old, target)


def _settle(folder: Path) -> None:
    """Wait until the folder's entries lie on the disk too, where the system can."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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

        raise UsageError(f"{cannot_write(path, error)}; nothing was changed") from error


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


def keep_rights(new: Path, model: Path) -> None:
    """Give a file the owner, the group, the mode and the access lists of another.

    Raises:
        OSError: When the mode cannot be set.
    """
    keep_owner(new, model)
    if hasattr(os, "listxattr"):  # where access lists are kept on Linux
        for name in _attributes(model):
            with suppress(OSError):
                os.setxattr(new, name, os.getxattr(model, name))
    new.chmod(model.stat().st_mode & 0o7777)


def keep_owner(new: Path, model: Path) -> None:
    """Give a file the owner and the group of another.

    Only root may give a file away. Anybody else keeps at least its group where they belong to it,
    so that who could write the file still can.
    """
    if not hasattr(os, "chown"):  # on Windows, where the folder decides
        return
    rights = model.stat()
    try:
        os.chown(new, rights.st_uid, rights.st_gid)
    except PermissionError:
        with suppress(OSError):
            os.chown(new, -1, rights.st_gid)


def _attributes(path: Path) -> list[str]:
    try:
        return os.listxattr(path)
    except OSError:
        return []
