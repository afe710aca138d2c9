"""Whatever a plug-in's code or frame raises, as a problem at its own line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from attrs import evolve
from narwhals.exceptions import ColumnNotFoundError

from cptracker.authoring.measure import Measure
from cptracker.authoring.plugin_failures import DEBUG_HINT, own_line, problem_of, unknown_argument
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.problems import CptrackerError, MeasureError
from cptracker.records.formats import formats_with


@contextmanager
def plugin_errors(measure: Measure) -> Iterator[None]:
    """Turn whatever a plug-in's code or frame raises into a problem at its own line.

    The exception's words are left out, since they may hold a child's values; only where the
    library itself refuses something are its words known to be free of them.
    """
    try:
        yield
    except (Exception, SystemExit) as error:  # a plug-in may try to leave
        if isinstance(error, CptrackerError) and _raised_by_us(error):
            raise MeasureError(problems=[problem_of(measure, _first_words(error))]) from error
        if os.environ.get("CPTRACKER_DEBUG"):
            raise
        line = own_line(error, Path(measure.path)) or measure.line
        problem = evolve(problem_of(measure, *_explained(measure, error)), line=line)
        raise MeasureError(problems=[problem]) from error


def _explained(measure: Measure, error: BaseException) -> tuple[str, str]:
    """Message and hint; the commonest slips are spelt out."""
    unknown = unknown_argument(str(error)) if isinstance(error, TypeError) else None
    if unknown:
        return unknown
    if not isinstance(error, ColumnNotFoundError):
        return f"measure `{measure.identifier}` raised {type(error).__name__}", DEBUG_HINT
    known = formats_with(measure.tables)
    table_columns = [
        f"{table} has {', '.join(column.name for column in known[table].columns)}"
        for table in measure.needs
        if table in known
    ]
    message = f"measure `{measure.identifier}` asks for a column that is not there"
    return message, "; ".join(table_columns) or DEBUG_HINT


def _raised_by_us(error: CptrackerError) -> bool:
    """Whether it was the library that raised it, not a plug-in with an error of ours."""
    *_, (frame, _line) = walk_tb(error.__traceback__)
    file = Path(frame.f_code.co_filename)
    return file.is_relative_to(PACKAGE) and not file.is_relative_to(bundled("measures"))


def _first_words(error: CptrackerError) -> str:
    return str(error).splitlines()[0]
