"""Put a new text in the place of a file: the old one or the new one, at any moment."""

import os
from contextlib import suppress
from pathlib import Path

from cptracker.errors import UsageError


def read_bytes(path: Path) -> bytes | None:
    """What a file holds; None where there is none yet."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def put(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace a file's content at once, if it is still what was read.

    Args:
        path: The file; a link is followed, and stays.
        before: What it held when it was read; None if there was no such file.
        after: What it shall hold.

    Raises:
        UsageError: It changed since it was read, is read-only, or cannot be written.
    """
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
