"""Problems in tables: each at its file, line and column, and never with a value."""

from collections.abc import Iterable, Sequence
from itertools import islice

from cptracker.model.problems import Problem, ProblemKind, Severity

MOST = 1_000
"""How many problems of one rule in one column of one file are listed one by one."""


FIRST = 4
"""How many places are named of a rule that is told once for a whole file."""


def record_error(
    path: str,
    message: str,
    *,
    line: int | None = None,
    column: int | None = None,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
    count: int = 1,
) -> Problem:
    """One problem in a record file."""
    return Problem(
        kind=ProblemKind.RECORDS,
        path=path,
        line=line,
        column=column,
        message=message,
        hint=hint,
        severity=severity,
        count=count,
    )


def record_warning(
    path: str,
    message: str,
    *,
    line: int | None = None,
    column: int | None = None,
    hint: str | None = None,
    count: int = 1,
) -> Problem:
    """Like `fault`, but it has cost nothing yet."""
    return record_error(
        path,
        message,
        line=line,
        column=column,
        hint=hint,
        severity=Severity.WARNING,
        count=count,
    )


def record_errors(
    path: str,
    message: str,
    lines: Iterable[int],
    count: int,
    *,
    column: int | None = None,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
) -> list[Problem]:
    """One problem for each line, and one for all beyond the first thousand.

    Args:
        path: The file.
        message: The rule that is broken, the same for each line.
        lines: At least the first thousand lines, in order.
        count: How many lines there are in all.
        column: The position of the field in its row, counted from 1.
        hint: What to do about it.
        severity: What it costs.
    """
    listed = [
        record_error(path, message, line=line, column=column, hint=hint, severity=severity)
        for line in islice(lines, min(count, MOST))
    ]
    return listed + and_more(path, message, count, column=column, hint=hint, severity=severity)


def first_places(
    path: str,
    message: str,
    lines: Sequence[int],
    count: int,
    *,
    column: int | None = None,
    hint: str | None = None,
    severity: Severity = Severity.WARNING,
) -> list[Problem]:
    """The first lines that break a rule, the last of them standing for all that follow.

    For rules that whole columns may break: they are told once, not by the thousand.
    """
    shown = lines[: min(count, FIRST)]
    counts = [*[1] * (len(shown) - 1), count - len(shown) + 1]
    return [
        record_error(
            path, message, line=line, column=column, hint=hint, severity=severity, count=many
        )
        for line, many in zip(shown, counts, strict=True)
    ]


def and_more(
    path: str,
    message: str,
    count: int,
    *,
    column: int | None = None,
    hint: str | None = None,
    severity: Severity = Severity.WARNING,
) -> list[Problem]:
    """One problem for all lines beyond the first thousand, if there are more."""
    if count <= MOST:
        return []
    more = f"{message} (more than {MOST:,} lines)"
    rest = record_error(path, more, column=column, hint=hint, severity=severity, count=count - MOST)
    return [rest]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By path, line, column and message, so that the order of reading shows nowhere."""
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[str, int, int, str]:
    line, column = problem.line or 0, problem.column or 0
    return problem.path or "", line, column, problem.message


def listed_problems(names: Sequence[str], most: int = 8) -> str:
    """Names of columns for a message: `A, B and 3 more`; what cannot be printed is left out."""
    shown = [_printable(name) for name in names[:most]]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return ", ".join(shown)


def _printable(name: str) -> str:
    clean = "".join(char for char in name if char.isprintable())
    return clean if len(clean) <= 40 else f"{clean[:39]}…"


PLACE = "_place"
"""The column that carries it; taken away before a measure sees a table."""


LINES = 2**32
"""More lines than any file has: the file's place among those of its table is a multiple of it."""


YEAR = "_year"
"""The column that carries the collection year of a row's return, where rows have one of their own;
taken away before a measure sees a table."""


NOT_CONFIRMED = "not_in_next_return"
"""Of episodes: whether the end was made because no later return has the child, which is no leaving;
absent where no episode's was."""
