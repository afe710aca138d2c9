"""Who may read and write a file: what the new one takes over from the one it replaces."""

import os
from contextlib import suppress
from pathlib import Path


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
