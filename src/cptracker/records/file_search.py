"""Finding the files of tables: folders walked, zips opened in memory, what cannot be read named.

Nothing is extracted to disk, links to folders are not followed, and what claims to be larger than
`LARGEST` is refused before it is read.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from attrs import evolve, field, frozen

from cptracker.files.decoding import LARGEST, MOST_MEMBERS, why_not_unpacked
from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.choices import RECORD_SUFFIXES
from cptracker.model.problems import Problem

OTHERS = {
    ".xls": "workbooks of Excel before 2007",
    ".zip": "zips inside folders and zips",
}


OTHERS_HINT = "save each table as a CSV file (`CSV UTF-8` in Excel)"


MANY_HINT = "name the folders that hold the records, several if need be"


TOO_MUCH_HINT = "give the folder or the files themselves, or a zip of fewer of them"


NOTHING_HINT = (
    "give the folder that holds the CSV, xlsx, Parquet or XML files, a zip of them, or one of them"
)


class UnreadableError(Exception):
    """A file that cannot be read; the text says why, for the user."""


@frozen(kw_only=True)
class RecordFile:
    """A CSV file somewhere.

    Attributes:
        path: As the user named it; within a zip the zip's path and the member's name.
        folder: What keeps the files of one folder together.
        stem: Its own name without the ending.
        folders: The names of its folders, the nearest first, up to the one the user gave.
        read: Gives its bytes; raises UnreadableError.
        container: The ending of the file that it is one of several tables of; else empty.
        stray: Whether it is a workbook or Parquet file that only lay in a folder or zip that was
            named, and so may be about something else.
    """

    path: str
    folder: str
    stem: str
    folders: tuple[str, ...]
    read: Callable[[], bytes] = field(eq=False, repr=False)
    stray: bool = False
    container: str = ""


def find_record_files(paths: Sequence[Path]) -> tuple[list[RecordFile], list[Problem]]:
    """The CSV files in folders, zips and files, each once, in order of path.

    Returns:
        The files, and a problem for each path that is not there, holds none, or cannot be opened.
    """
    sources: dict[str, RecordFile] = {}
    problems: list[Problem] = []
    for path in sorted(set(paths)):
        record_files, faults = _in_path(path)
        problems += faults
        sources.update((_identity(source), source) for source in reversed(record_files))
    return sorted(sources.values(), key=lambda source: source.path), problems


def _identity(source: RecordFile) -> str:
    return f"{source.folder}/{PurePosixPath(source.path.replace(os.sep, '/')).name}"


def _in_path(path: Path) -> tuple[list[RecordFile], list[Problem]]:
    shown = str(path)
    try:
        if path.is_dir():
            return _in_folder(path)
        if not path.exists():
            return [], [record_error(shown, "there is no such file or folder", hint=NOTHING_HINT)]
    except OSError as error:
        return [], [record_error(shown, f"cannot be opened: {error.strerror}")]
    if path.suffix.lower() == ".zip":
        return _in_zip(path)
    if path.suffix.lower() in RECORD_SUFFIXES and path.is_file():
        return [evolve(_file(path, path.parent), stray=False)], []
    return [], [record_error(shown, "is no folder, zip or table", hint=OTHERS_HINT)]


def _in_folder(root: Path) -> tuple[list[RecordFile], list[Problem]]:
    problems: list[Problem] = []
    sources = []
    for path in sorted(_walk(root, problems)):
        if path.suffix.lower() in RECORD_SUFFIXES:
            sources.append(_file(path, root))
        elif path.suffix.lower() in OTHERS:
            problems.append(_not_read(str(path), path.suffix.lower()))
    if len(sources) > MOST_MEMBERS:
        message = f"holds {len(sources):,} files, at most {MOST_MEMBERS:,} are read"
        return [], [record_error(str(root), message, hint=MANY_HINT)]
    if not sources and not problems:
        problems.append(record_error(str(root), "the folder holds no table", hint=NOTHING_HINT))
    return sources, problems


def _walk(root: Path, problems: list[Problem]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        problems.append(record_error(str(error.filename), f"cannot be opened: {error.strerror}"))

    for folder, folders, names in os.walk(root, onerror=closed):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in names:
            path = Path(folder) / name
            if not _hidden(name) and path.is_file():
                yield path


def _hidden(name: str) -> bool:
    """Hidden files, Excel's lock files and what macOS adds to zips."""
    return name.startswith((".", "~$", "__MACOSX"))


def _not_read(path: str, suffix: str) -> Problem:
    hint = "unpack it" if suffix == ".zip" else OTHERS_HINT
    return record_warning(path, f"{OTHERS[suffix]} are not read", hint=hint)


def _file(path: Path, root: Path) -> RecordFile:
    folder, top = path.parent.resolve(), root.resolve()
    inner = [parent for parent in (folder, *folder.parents) if parent.is_relative_to(top)]
    return RecordFile(
        path=str(path),
        folder=str(folder),
        stem=path.stem,
        folders=tuple(parent.name for parent in inner if parent.name),
        read=lambda: _read_file(path),
        stray=_may_be_stray(path.suffix.lower()),
    )


def _may_be_stray(suffix: str) -> bool:
    return suffix not in {".csv", ".tsv"}


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST:
                raise UnreadableError(f"is too large to read: {size:,} bytes")
            return file.read()
    except FileNotFoundError:
        raise UnreadableError("vanished while the records were read") from None
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None


def _in_zip(path: Path) -> tuple[list[RecordFile], list[Problem]]:
    shown = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return [], [record_error(shown, "cannot be opened as a zip")]
    too_much = why_not_unpacked(members)
    if too_much:
        return [], [record_error(shown, too_much, hint=TOO_MUCH_HINT)]
    return _members(path, [info for info in members if not _in_hidden(info.filename)])


def _in_hidden(member: str) -> bool:
    return any(_hidden(part) for part in PurePosixPath(member).parts if part not in {".", ".."})


def _members(
    path: Path, members: Iterable[zipfile.ZipInfo]
) -> tuple[list[RecordFile], list[Problem]]:
    sources: list[RecordFile] = []
    problems: list[Problem] = []
    for info in members:
        suffix = PurePosixPath(info.filename).suffix.lower()
        if suffix in RECORD_SUFFIXES:
            sources.append(_member(path, info))
        elif suffix in OTHERS:
            problems.append(_not_read(_shown(path, info), suffix))
    if not sources and not problems:
        problems.append(record_error(str(path), "the zip holds no table", hint=NOTHING_HINT))
    return sources, problems


def _shown(path: Path, info: zipfile.ZipInfo) -> str:
    """The zip's path and the member's name, without what cannot be printed."""
    return f"{path}/{''.join(char for char in info.filename if char.isprintable())}"


def _member(path: Path, info: zipfile.ZipInfo) -> RecordFile:
    inside = PurePosixPath(info.filename)
    parents = [parent.name for parent in inside.parents if parent.name]
    return RecordFile(
        path=_shown(path, info),
        folder=f"{path.resolve()}/{inside.parent}",
        stem=inside.stem,
        folders=(*parents, path.stem),
        read=lambda: _read_member(path, info),
        stray=_may_be_stray(inside.suffix.lower()),
    )


def _read_member(path: Path, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member, never more than it claims to have."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(info) as member:
            data = member.read(info.file_size + 1)
    except FileNotFoundError:
        raise UnreadableError("vanished while the records were read") from None
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or 'the zip is damaged'}") from None
    except RuntimeError:
        raise UnreadableError("is protected by a password; save the zip without one") from None
    except Exception:  # damaged zips raise zlib, lzma, struct and other errors
        raise UnreadableError("cannot be unpacked: the zip is damaged") from None
    if len(data) > info.file_size:
        raise UnreadableError("is larger than the zip says")
    return data
