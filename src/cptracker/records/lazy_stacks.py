"""One table of lazy frames, of one return or several: one row for each key, and repaired."""

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.errors import Problem
from cptracker.records.cleaning import TextTable
from cptracker.records.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.faults import fault
from cptracker.records.formats import YEAR_END
from cptracker.records.in_place import repair_frame
from cptracker.records.lazy_returns import latest_returns
from cptracker.records.same_child import Repairing
from cptracker.records.years import YEAR

col, lit = nw.col, nw.lit


@frozen(kw_only=True)
class Stack:
    """A table of all its returns.

    Attributes:
        frame: Its rows.
        problems: What is odd about returns beside each other.
        years: The collection years of its rows, where they say it.
    """

    frame: Frame
    problems: tuple[Problem, ...]
    years: tuple[int, ...] | None


def one_stack(engine: Engine, frame: Frame, text: TextTable, repairing: Repairing) -> Stack:
    """The rows of all frames of a table, the latest return's for each key.

    Args:
        engine: What computes them.
        frame: All its canonical columns, and `_year` where rows say it.
        text: What the first frame calls its columns.
        repairing: What is done about returns that do not fit together.
    """
    form, years, problems = text.recognised.format, None, []
    if YEAR in frame.collect_schema().names():
        years = years_of(frame, engine)
        frame, children = latest_returns(frame, form, engine)
        problems += [_twice(text, children)] if children else []
        frame = frame.with_columns(_year_end().alias(YEAR_END))
    if not repairing.as_returned:
        frame, repairs = repair_frame(engine, frame, form.table, text.path, years or ())
        problems += repairs
    return Stack(frame=frame, problems=tuple(problems), years=years)


def years_of(frame: Frame, engine: Engine) -> tuple[int, ...]:
    """The years of a frame's rows, in order."""
    return tuple(sorted(int(year) for (year,) in engine.rows(frame.select(YEAR).unique())))


def _twice(text: TextTable, children: int) -> Problem:
    """That children stand more than once in one return."""
    label = text.recognised.labels.get("child_id", "child_id")
    message = f"another row for the same {label} says otherwise"
    hint = "a return has one row for each child; rows of several returns need a column YEAR"
    return fault(text.path, message, hint=hint, count=children)


def _year_end() -> nw.Expr:
    written = nw.concat_str(col(YEAR).cast(nw.String), lit("-03-31"))
    return written.str.to_date(format="%Y-%m-%d")
