"""What members look like in a notebook: the first rows, each with what it adds to a figure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cptracker.notebooks.members import AMOUNT, LEFT_OUT, MET, core, days_of
from cptracker.reports.document import Cell, Column, Row, Table
from cptracker.reports.paper import cells
from cptracker.reports.text import counted
from cptracker.shapes import Deadlines, Events, Members, Stock, Supplied

SHOWN = 20
"""How many members a notebook lists; a frame has them all."""

OUTCOME = "Outcome"


def members_title(members: Members) -> str:
    """Which shape it is, and what a row of it is."""
    match members:
        case Stock():
            return "Stock: a row for each spell, counted in each period while it is open"
        case Events():
            return "Events: a row for each, counted in the period of its day"
        case Deadlines():
            return "Deadlines: a row for each duty, counted in the period of its due day"
        case Supplied():
            return "Supplied: a row for each figure given, added up over the period of its day"


def members_parts(members: Members) -> tuple[Table | str, ...]:
    """How many rows there are and what becomes of them, the first ones, and how many more."""
    frame = core(members)
    rows = tuple(_row(members, one) for one in frame.head(SHOWN).iter_rows(named=True))
    caption = _caption(len(rows), len(frame))
    table = Table(caption=caption, columns=_columns(members), rows=rows, sheet="Members")
    listed = (table,) if rows else ("There are none.",)
    lines = (*outcome_lines(_outcomes(members, frame)), *_looked_up(members))
    return (*lines, *listed, *more_line(len(frame)))


def _caption(shown: int, there: int) -> str:
    return f"The first {shown} of {there:,} rows" if shown < there else "All rows"


def more_line(there: int) -> Iterator[str]:
    """How many are not listed, and how to have them; nothing where all are."""
    if there > SHOWN:
        yield f"{there - SHOWN:,} more: to_polars() has them all."


def outcome_lines(found: Mapping[str, int]) -> Iterator[str]:
    """Such as `312 rows: 200 met, 100 missed, 12 left out`; nothing where there is none."""
    told = ", ".join(f"{number:,} {outcome}" for outcome, number in found.items())
    if told:
        yield f"{counted(sum(found.values()), 'row')}: {told}"


def _outcomes(members: Members, frame: Any) -> Counter[str]:
    """How many rows become what, in the order of the words."""
    wanted = [name for name in (MET, LEFT_OUT, *days_of(members)) if name in frame.columns]
    rows = frame.select(wanted).iter_rows(named=True)
    return Counter(sorted(_outcome(members, one) for one in rows))


def _looked_up(members: Members) -> Iterator[str]:
    if isinstance(members, Stock) and members.contacts:
        tables = counted(len(members.contacts), "table")
        yield f"Each is then looked up in {tables} of contacts, which decides what it adds."


def _columns(members: Members) -> tuple[Column, ...]:
    numbers = ("Met", "Of") if isinstance(members, Supplied) else _amount(members)
    return (
        Column(heading="Who", width=20),
        *(Column(heading=one, width=16) for one in _headings(members)),
        *(Column(heading=one, numbers=True, width=10) for one in numbers),
        Column(heading=OUTCOME, width=16),
        Column(heading="Why", beneath=True),
    )


def _headings(members: Members) -> tuple[str, ...]:
    """Of the days of the shape."""
    match members:
        case Stock():
            return ("From", "Until")
        case Deadlines():
            return ("Due", "Done")
        case _:
            return ("On",)


def _amount(members: Members) -> tuple[str, ...]:
    return ("Amount",) if isinstance(members, Events) and members.amount is not None else ()


def _row(members: Members, one: Mapping[str, Any]) -> Row:
    given = (members.numerator, members.denominator) if isinstance(members, Supplied) else ()
    numbers = given or ((AMOUNT,) if _amount(members) else ())
    return (
        cells.words(str(one[members.subject])),
        *(_day(one[name]) for name in days_of(members)),
        *(_number(one[name]) for name in numbers),
        cells.words(_outcome(members, one)),
        cells.words("" if members.excluded is None else one[LEFT_OUT] or ""),
    )


def _day(day: Any) -> Cell:
    return cells.day(day) if isinstance(day, date) or day is None else cells.words(str(day))


def _number(value: Any) -> Cell:
    return cells.words("not known") if value is None else cells.number(f"{value:,}")


def _outcome(members: Members, one: Mapping[str, Any]) -> str:
    """What becomes of a row; of a duty not without the day on which it is asked."""
    if members.excluded is not None and one[LEFT_OUT]:
        return "left out"
    if isinstance(members, Deadlines):
        due, done = (one[name] for name in days_of(members))
        return "not done" if done is None else "met" if due and done <= due else "late"
    if isinstance(members, Stock) and members.contacts:
        return "looked up"
    if not isinstance(members, Stock | Events) or members.met is None:
        return "counted"
    return "not known" if one[MET] is None else "met" if one[MET] else "missed"
