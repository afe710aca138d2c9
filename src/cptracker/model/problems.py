"""What is wrong, where, and what to do: the problems that a person can mend.

A problem is a value, so that the terminal, JSON and the tests share it. It names a place and a
rule, never a child's value. A traceback always means a fault of ours.
"""

import difflib
from collections.abc import Collection, Iterable
from enum import StrEnum

from attrs import frozen

from cptracker.model.exit_codes import ExitCode


class ProblemKind(StrEnum):
    """Which part a problem stands in; it decides the exit code."""

    PLAN = "plan"
    MEASURE = "measure"
    RECORDS = "records"


class Severity(StrEnum):
    """An error costs something (a row, a figure, the plan); a warning costs nothing yet."""

    ERROR = "error"
    WARNING = "warning"


EXIT_CODES = {
    ProblemKind.PLAN: ExitCode.PLAN,
    ProblemKind.MEASURE: ExitCode.MEASURE,
    ProblemKind.RECORDS: ExitCode.RECORDS,
}
"""What a run ends with that found a problem of a kind."""


@frozen(kw_only=True)
class Problem:
    """One mistake with its place.

    Attributes:
        kind: The part it stands in.
        message: What is wrong: the thing, what was expected, what was found.
        path: The file as the user named it, or a frame's name such as `<episodes>`.
        line: Counted from 1; the header row of a CSV is line 1.
        column: Counted from 1 in characters; in records the position of the field in its row.
        hint: What to do about it.
        severity: An error costs something, a warning does not.
        count: For how many places this stands, when a file has more than are listed one by one.

    Example:
        >>> import cptracker
        >>> try:
        ...     cptracker.load_plan("no-such-folder")
        ... except cptracker.PlanError as error:
        ...     print(error.problems[0])
        no-such-folder: there is no such file or folder
    """

    kind: ProblemKind
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    severity: Severity = Severity.ERROR
    count: int = 1

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known, such as `plan.yaml:9:3`."""
        place = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(place)

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n    hint: {self.hint}" if self.hint else head


class CptrackerError(Exception):
    """The root of every error that its user can mend; carries the problems behind it.

    Example:
        >>> import cptracker
        >>> try:
        ...     cptracker.load_plan("no-such-folder")
        ... except cptracker.CptrackerError as error:
        ...     print(error.exit_code, len(error.problems))
        3 1
    """

    exit_code: int = ExitCode.OUR_BUG

    def __init__(self, message: str = "", problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(message or "\n".join(str(problem) for problem in self.problems))


class UsageError(CptrackerError):
    """Something was asked for that does not exist or does not fit.

    Example:
        >>> import cptracker
        >>> try:
        ...     cptracker.compute("dental-cheks", "records")
        ... except cptracker.UsageError as error:
        ...     print(error)
        there is no measure `dental-cheks`; did you mean `dental-checks`?
    """

    exit_code = ExitCode.WRONG_USE


class PlanError(CptrackerError):
    """The plan has problems that stop it from being used.

    Example:
        >>> import cptracker
        >>> try:
        ...     cptracker.load_plan("no-such-folder")
        ... except cptracker.PlanError as error:
        ...     print(error.exit_code)
        3
    """

    exit_code = EXIT_CODES[ProblemKind.PLAN]


class MeasureError(CptrackerError):
    """A measure cannot be loaded, raises, or returns the wrong thing.

    Example:
        >>> import cptracker
        >>> try:
        ...     visits = cptracker.measure(title="Visits", unit="%", better="up", needs={})
        ...     visits(lambda records: None)
        ... except cptracker.MeasureError as error:
        ...     print(error.exit_code)
        4
    """

    exit_code = EXIT_CODES[ProblemKind.MEASURE]


class RecordsError(CptrackerError):
    """The records cannot be read at all.

    Example:
        >>> import cptracker
        >>> try:
        ...     cptracker.load_records("no-such-folder")
        ... except cptracker.RecordsError as error:
        ...     print(error.exit_code)
        5
    """

    exit_code = EXIT_CODES[ProblemKind.RECORDS]


def near_miss(word: str, words: Collection[str]) -> str | None:
    """The known word that was probably meant."""
    tried = word[:60].lower().replace("-", "_")
    by_form = {name.lower().replace("-", "_"): name for name in words}
    texts = difflib.get_close_matches(tried, by_form, n=1, cutoff=0.7)
    return by_form[texts[0]] if texts else None


class MissingTableError(CptrackerError, AttributeError):
    """A table was asked for that the records do not hold, as `hasattr` says too."""
