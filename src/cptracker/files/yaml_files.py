"""Find the files of a plan and read their text: UTF-8, of a bounded size, and nothing else."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from cptracker.files.yaml_nodes import SourcePlace
from cptracker.model.problems import Problem, ProblemKind

SUFFIXES = (".yaml", ".yml")


MISNAMED = tuple(f"{suffix}.txt" for suffix in SUFFIXES)


RECORDS = (".csv", ".zip", ".xlsx", ".xls", ".parquet")


MAX_BYTES = 500_000
"""More than the whole Together Plan. Reading takes up to 2 µs a byte, so this bounds the time."""


FULL_BYTES = 200_000
"""What is added to a list goes on in a new file from here on: updates must still find room."""


MAX_LINE = 10_000
"""Some parts of a line cost the parser the square of their length."""


SPLIT = "split it: a plan may be a folder of several files"


UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


BREAK = re.compile("\r\n|\r|\n")


class UnreadablePlanError(Exception):
    """A file, or the rest of it, cannot be read; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def unreadable(path: Path, message: str, hint: str | None = None) -> UnreadablePlanError:
    """A file as a whole cannot be read."""
    problem = Problem(kind=ProblemKind.PLAN, message=message, path=str(path), hint=hint)
    return UnreadablePlanError(problem)


def plan_files(path: Path) -> list[Path]:
    """The YAML files of a plan, in the order of their names; a single file stands for itself.

    Raises:
        UnreadableError: There is no such path, it is a file of records, or the folder cannot be
            listed or has no YAML file.
    """
    try:
        if not path.is_dir():
            return [_no_records(path)]
        files = sorted(file for file in path.iterdir() if _is_yaml(file.name))
    except OSError as error:
        raise unreadable(path, f"cannot be opened: {_reason(error)}") from None
    if not files:
        message = "this folder has no YAML file, expected a plan as *.yaml"
        raise unreadable(path, message, "name the folder that holds the plan, or one file")
    return files


def unread_files(path: Path) -> Iterator[Problem]:
    """A warning for each file beside a plan's own that was most likely meant to be one of them."""
    try:
        names = sorted(file.name for file in path.iterdir()) if path.is_dir() else []
    except OSError:
        return
    for name in names:
        if name.lower().endswith(MISNAMED):
            message = "this file is not read, because its name does not end in .yaml"
            hint = "an editor may have added the ending: rename it, or move it elsewhere"
            yield SourcePlace(str(path / name), 1, 1).warning(message, hint)


def _no_records(path: Path) -> Path:
    """A file that may be a plan; records are never opened, so no child's value can get out."""
    if path.suffix.lower() in RECORDS:
        message = "this is a file of records, expected a plan as *.yaml"
        raise unreadable(path, message, "the plan is named with `plan=…`, records with `records=…`")
    return path


def _is_yaml(name: str) -> bool:
    # Names that begin with a dot are other programs' notes, such as a Mac's `._plan.yaml`.
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def read_text(path: Path) -> str:
    """The text of one file.

    Raises:
        UnreadableError: It is absent, no plain file, too big, not UTF-8, or has control characters.
    """
    return check_text(_decode(_read_bytes(path), path), path)


def check_text(text: str, path: Path) -> str:
    """The text of one file with plain line ends, if a plan may hold it.

    Raises:
        UnreadableError: It has control characters, or too long a line.
    """
    _check_letters(text, path)
    _check_lines(text, path)
    return BREAK.sub("\n", text)


def _read_bytes(path: Path) -> bytes:
    try:
        _check_is_file(path)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, f"cannot be opened: {_reason(error)}") from None
    if len(content) > MAX_BYTES:
        message = f"the file is too big, expected at most {MAX_BYTES:,} bytes"
        raise unreadable(path, message, SPLIT)
    return content


def _check_is_file(path: Path) -> None:
    # Opening a pipe would wait for ever, and a device never ends.
    if path.is_file():
        return
    if path.is_dir():
        raise unreadable(path, "this is a folder, expected a YAML file")
    if path.exists():
        raise unreadable(path, "this is no ordinary file, expected a YAML file")
    raise unreadable(path, "there is no such file or folder")


def _reason(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or "this is not a path").lower()


def _decode(content: bytes, path: Path) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        message = "the file is UTF-16 text, expected UTF-8"
        raise unreadable(path, message, "save it again as UTF-8")
    body = content.removeprefix(BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        message = f"byte 0x{body[error.start]:02X} is not UTF-8 text"
        hint = "the file may be Windows-1252 (ANSI): save it again as UTF-8"
        raise UnreadablePlanError(_end_of(before, path).problem(message, hint)) from None


def _check_letters(text: str, path: Path) -> None:
    match = UNPRINTABLE.search(text)
    if match:
        message = f"the character U+{ord(match[0]):04X} has no place in a text file"
        hint = "delete it, or save the file again as UTF-8 text"
        raise UnreadablePlanError(_end_of(text[: match.start()], path).problem(message, hint))


def _check_lines(text: str, path: Path) -> None:
    for number, line in enumerate(BREAK.split(text), start=1):
        if len(line) > MAX_LINE:
            message = f"the line is too long, expected at most {MAX_LINE:,} characters"
            raise UnreadablePlanError(SourcePlace(str(path), number, MAX_LINE + 1).problem(message))


def _end_of(text: str, path: Path) -> SourcePlace:
    lines = BREAK.split(text)
    return SourcePlace(str(path), len(lines), len(lines[-1]) + 1)
