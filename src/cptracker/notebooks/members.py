"""Members as a plug-in returns them, as a table: who, when, and whether the standard was met.

What `cptracker.behind` lists stands behind one figure; this is the whole frame, of all days, before
anything is counted. What the shape names comes first, then whatever else the frame holds.
"""

from typing import TYPE_CHECKING, Any

from cptracker.records.days import FAR_DAY
from cptracker.records.reading import EXAMPLE as MADE_UP
from cptracker.reports.tidy import EXAMPLE
from cptracker.shapes import Deadlines, Events, Members, Stock, Supplied, col

if TYPE_CHECKING:
    import polars as pl

MET, AMOUNT, LEFT_OUT, RESTRICTED = "met", "amount", "left_out", "restricted"

DAY, MONTH = "_day", "_month"
"""Ends of the names of the whole numbers of days; one that was counted on has no date beside it."""


def days_of(members: Members) -> tuple[str, ...]:
    """The columns that hold the days of the shape, in order."""
    match members:
        case Stock():
            return (members.start, members.end)
        case Deadlines():
            return (members.due, members.done)
        case _:
            return (members.date,)


def core(members: Members) -> "pl.DataFrame":
    """What the shape says of each row, in order of subject and day.

    Columns: the subject, its days, `numerator` and `denominator` of figures that are given; then,
    where the shape has a rule for it, `met`, `amount` and `left_out`, which is the reason.
    """
    return _table(members, _named(members))


def whole(members: Members) -> "pl.DataFrame":
    """The same with the frame's other columns, and in every row what it is."""
    import polars as pl

    mine = _named(members)
    held, taken = members.frame.collect_schema(), {*mine, RESTRICTED, EXAMPLE}
    others = [name for name, kind in held.items() if name not in taken and not _beside(name, kind)]
    frame = _table(members, mine | {name: col(name) for name in others})
    made_up = "EXAMPLE DATA" if is_example(members) else None
    marks = {RESTRICTED: "RESTRICTED", EXAMPLE: made_up}
    return frame.with_columns(**{name: pl.lit(mark, pl.String) for name, mark in marks.items()})


def is_example(members: Members) -> bool:
    """Whether its records are made up: as they said, else by a child's made-up identifier."""
    if members.example:
        return True
    subjects = members.frame.select(members.subject).unique().collect(backend="polars").rows()
    return any(str(subject).startswith(MADE_UP) for (subject,) in subjects)


def _named(members: Members) -> dict[str, Any]:
    """The expressions of what the shape names, by the columns they become."""
    days = {name: col(_held(members, name)) for name in days_of(members)}
    given = (members.numerator, members.denominator) if isinstance(members, Supplied) else ()
    rules = {
        MET: members.met if isinstance(members, Stock | Events) else None,
        AMOUNT: members.amount if isinstance(members, Events) else None,
        LEFT_OUT: members.excluded,
    }
    there = {name: rule for name, rule in rules.items() if rule is not None}
    return {members.subject: col(members.subject)} | days | {one: col(one) for one in given} | there


def _held(members: Members, day: str) -> str:
    """Where the frame holds a day: as a date, else as one of its whole numbers."""
    held = members.frame.collect_schema().names()
    return next((name for name in (day, day + DAY, day + MONTH) if name in held), day)


def _beside(name: str, kind: Any) -> bool:
    """Whether a column is one of the engine's whole numbers for a day, which say nothing more."""
    return name.endswith((DAY, MONTH)) and kind.is_integer()


def _table(members: Members, columns: dict[str, Any]) -> "pl.DataFrame":
    frame: pl.DataFrame = members.frame.select(**columns).collect(backend="polars").to_native()
    for day in days_of(members):
        frame = frame.with_columns(_as_date(day, _held(members, day)))
    return frame.sort(members.subject, *days_of(members), nulls_last=True)


def _as_date(day: str, held: str) -> Any:
    """A day as a date; of a month alone it is the first, and the end of time is no day."""
    import polars as pl

    if held == day:
        return pl.col(day)
    number = pl.col(day) if held.endswith(DAY) else pl.col(day) * 100 + 1
    month = number // 100
    made = pl.date(month // 12, month % 12 + 1, number % 100)
    return pl.when(number < FAR_DAY // 100 * 100).then(made).alias(day)
