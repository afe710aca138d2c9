"""What keeps a plug-in from loading, as a problem at its own line.

A plug-in may read records while it loads, so the words of what it raises may hold a cell of them.
Only what the interpreter itself says of the code is told: which module is missing, which name is
not defined, what is no Python, why a file cannot be opened.
"""

import os
import re
import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from inspect import signature
from pathlib import Path

from cptracker.authoring import cohort_helpers, measure, members, tables
from cptracker.model import related
from cptracker.model.problems import Problem, ProblemKind, Severity

UNKNOWN_ARGUMENT = re.compile(
    r"(\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'"
)

DEBUG_HINT = "set CPTRACKER_DEBUG=1 to see where; it may show records on the screen"


def problem_of(
    failed: measure.Measure,
    message: str,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem at the line where the measure's function begins."""
    return Problem(
        kind=ProblemKind.MEASURE,
        severity=severity,
        path=failed.path,
        line=failed.line,
        message=message,
        hint=hint,
    )


def failure(error: BaseException, file: Path) -> Problem:
    """What a plug-in raised, with the last line of it that is the author's own."""
    if isinstance(error, OSError) and is_file(error.filename, file):
        return Problem(
            kind=ProblemKind.MEASURE, path=str(file), message=f"cannot be opened: {error.strerror}"
        )
    if isinstance(error, SyntaxError) and is_file(error.filename, file):
        return Problem(
            kind=ProblemKind.MEASURE,
            path=str(file),
            line=error.lineno,
            column=error.offset,
            message=f"cannot be read as Python: {error.msg}",
        )
    message, hint = _words(error)
    return Problem(
        kind=ProblemKind.MEASURE,
        path=str(file),
        line=own_line(error, file),
        message=message,
        hint=hint,
    )


def _words(error: BaseException) -> tuple[str, str | None]:
    """Message and hint, without words that may hold cells."""
    unknown = unknown_argument(str(error)) if isinstance(error, TypeError) else None
    if unknown:
        return unknown
    raised = f"raised {type(error).__name__}"
    details = _details(error)
    return (f"{raised}: {details}", None) if details else (raised, DEBUG_HINT)


def _details(error: BaseException) -> str:
    """What the interpreter says of the code, not of what the code has read."""
    if isinstance(error, ImportError) and _is_name(error.name):
        return f"`{error.name}` cannot be imported"
    if isinstance(error, NameError) and _is_name(error.name):
        return f"the name `{error.name}` is not defined"
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    return ""


def _is_name(name: object) -> bool:
    """Whether it is a name as code has it."""
    return isinstance(name, str) and all(part.isidentifier() for part in name.split("."))


def unknown_argument(words: str) -> tuple[str, str] | None:
    """Message and hint for an argument that one of our functions does not have.

    It is named only where it looks like an argument, since names can be made of cells.
    """
    match = UNKNOWN_ARGUMENT.search(words)
    ours = {
        **vars(related),
        **vars(tables),
        **vars(measure),
        **vars(members),
        **vars(cohort_helpers),
    }
    called = ours.get(match[1]) if match else None
    if match is None or called is None:
        return None
    known = list(signature(called).parameters)
    near = get_close_matches(match[2], known, n=1)
    if near:
        return f"unknown argument `{match[2]}` of `{match[1]}`", f"did you mean `{near[0]}`?"
    return f"unknown argument of `{match[1]}`", f"it takes {', '.join(known)}"


def own_line(error: BaseException, file: Path) -> int | None:
    """The last line of a file that an exception went through."""
    frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).name == file.name]
    return lines[-1] if lines else None


def is_file(name: object, file: Path) -> bool:
    """Whether a name is this file's, which the import system makes absolute."""
    return isinstance(name, str) and Path(name).resolve() == file.resolve()
