"""Members in a notebook: as a plug-in returns them, and as they stand behind a figure.

What `cptracker.cases` lists stands behind one figure; this is the whole frame, of all days, before
anything is counted. What the shape names comes first, then whatever else the frame holds.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cptracker.authoring.member_types import (
    Deadlines,
    Events,
    Members,
    Ratio,
    RowsOfMembers,
    Stock,
    SuppliedFigures,
    col,
)
from cptracker.contract.values import EXAMPLE
from cptracker.records.care.days import FAR_DAY
from cptracker.records.reading import EXAMPLE as MADE_UP
from cptracker.reports.document.tables import PaperTable, Row, TableCell, TableColumn
from cptracker.reports.editions import cells
from cptracker.wording.text import counted_words

if TYPE_CHECKING:
    import polars as pl


MET, AMOUNT, LEFT_OUT, RESTRICTED = "met", "amount", "left_out", "restricted"


DAY, MONTH = "_day", "_month"
"""Ends of the names of the whole numbers of days; one that was counted on has no date beside it."""


def days_of(members: RowsOfMembers) -> tuple[str, ...]:
    """The columns that hold the days of the shape, in order."""
    match members:
        case Stock():
            return (members.start, members.end)
        case Deadlines():
            return (members.due, members.done)
        case _:
            return (members.date,)


def core_columns(members: RowsOfMembers) -> "pl.DataFrame":
    """What the shape says of each row, in order of subject and day.

    Columns: the subject, its days, `numerator` and `denominator` of figures that are given; then,
    where the shape has a rule for it, `met`, `amount` and `left_out`, which is the reason.
    """
    with members.turn:
        return _table(members, _named(members))


def whole_frame(members: Members) -> "pl.DataFrame":
    """The same with the frame's other columns, and in every row what it is.

    Of a ratio the rows of both counts, with a column `side` that says which.
    """
    with members.turn:
        return _whole_frame(members)


def _whole_frame(members: Members) -> "pl.DataFrame":
    import polars as pl

    if isinstance(members, Ratio):
        frames = [
            whole_frame(part).with_columns(side=pl.lit(side)) for side, part in sides(members)
        ]
        return pl.concat(frames, how="diagonal_relaxed")
    document = _named(members)
    schema, taken = members.frame.collect_schema(), {*document, RESTRICTED, EXAMPLE}
    others = [
        name
        for name, kind in schema.items()
        if name not in taken and not _is_number_of_day(name, kind)
    ]
    frame = _table(members, document | {name: col(name) for name in others})
    made_up = "EXAMPLE DATA" if is_example(members) else None
    marks = {RESTRICTED: "RESTRICTED", EXAMPLE: made_up}
    return frame.with_columns(**{name: pl.lit(mark, pl.String) for name, mark in marks.items()})


def sides(members: Ratio) -> tuple[tuple[str, RowsOfMembers], ...]:
    """The counts of a ratio by what each is."""
    return ("numerator", members.numerator), ("denominator", members.denominator)


def is_example(members: Members) -> bool:
    """Whether its records are made up: as they said, else by a child's made-up identifier."""
    if members.example:
        return True
    if isinstance(members, Ratio):
        with members.turn:
            return any(map(is_example, members.parts))
    with members.turn:
        subjects = members.frame.select(members.subject).unique().collect(backend="polars").rows()
    return any(str(subject).rpartition("/")[2].startswith(MADE_UP) for (subject,) in subjects)


def _named(members: RowsOfMembers) -> dict[str, Any]:
    """The expressions of what the shape names, by the columns they become."""
    days = {name: col(_column_of(members, name)) for name in days_of(members)}
    numbers = (
        (members.numerator, members.denominator) if isinstance(members, SuppliedFigures) else ()
    )
    rules = {
        MET: members.met if isinstance(members, Stock | Events) else None,
        AMOUNT: members.amount if isinstance(members, Events) else None,
        LEFT_OUT: members.excluded,
    }
    given_rules = {name: rule for name, rule in rules.items() if rule is not None}
    return (
        {members.subject: col(members.subject)}
        | days
        | {text: col(text) for text in numbers}
        | given_rules
    )


def _column_of(members: RowsOfMembers, day: str) -> str:
    """Where the frame holds a day: as a date, else as one of its whole numbers."""
    names = members.frame.collect_schema().names()
    return next((name for name in (day, day + DAY, day + MONTH) if name in names), day)


def _is_number_of_day(name: str, kind: Any) -> bool:
    """Whether a column is one of the engine's whole numbers for a day, which say nothing more."""
    return name.endswith((DAY, MONTH)) and kind.is_integer()


def _table(members: RowsOfMembers, columns: dict[str, Any]) -> "pl.DataFrame":
    frame: pl.DataFrame = members.frame.select(**columns).collect(backend="polars").to_native()
    for day in days_of(members):
        frame = frame.with_columns(_as_date(day, _column_of(members, day)))
    return frame.sort(members.subject, *days_of(members), nulls_last=True)


def _as_date(day: str, column: str) -> Any:
    """A day as a date; of a month alone it is the first, and the end of time is no day."""
    import polars as pl

    if column == day:
        return pl.col(day)
    number = pl.col(day) if column.endswith(DAY) else pl.col(day) * 100 + 1
    month = number // 100
    expression = pl.date(month // 12, month % 12 + 1, number % 100)
    return pl.when(number < FAR_DAY // 100 * 100).then(expression).alias(day)


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
        case SuppliedFigures():
            return "Supplied: a row for each figure given, added up over the period of its day"
        case Ratio():
            return "Ratio: one count divided by another"


def members_parts(members: Members) -> tuple[PaperTable | str, ...]:
    """How many rows there are and what becomes of them, the first ones, and how many more."""
    if isinstance(members, Ratio):
        return tuple(
            part
            for side, count in sides(members)
            for part in (f"The {side}. {members_title(count)}", *members_parts(count))
        )
    frame = core_columns(members)
    rows = tuple(_row(members, iter_row) for iter_row in frame.head(SHOWN).iter_rows(named=True))
    caption = _caption(len(rows), len(frame))
    table = PaperTable(caption=caption, columns=_columns(members), rows=rows, sheet="Members")
    listed = (table,) if rows else ("There are none.",)
    lines = (*outcome_lines(_outcomes(members, frame)), *_looked_up(members))
    return (*lines, *listed, *more_line(len(frame)))


def _caption(shown: int, total: int) -> str:
    return f"The first {shown} of {total:,} rows" if shown < total else "All rows"


def more_line(total: int) -> Iterator[str]:
    """How many are not listed, and how to have them; nothing where all are."""
    if total > SHOWN:
        yield f"{total - SHOWN:,} more: to_polars() has them all."


def outcome_lines(counts: Mapping[str, int]) -> Iterator[str]:
    """Such as `312 rows: 200 met, 100 missed, 12 left out`; nothing where there is none."""
    text = ", ".join(f"{number:,} {outcome}" for outcome, number in counts.items())
    if text:
        yield f"{counted_words(sum(counts.values()), 'row')}: {text}"


def _outcomes(members: RowsOfMembers, frame: Any) -> Counter[str]:
    """How many rows become what, in the order of the words."""
    wanted = [name for name in (MET, LEFT_OUT, *days_of(members)) if name in frame.columns]
    rows = frame.select(wanted).iter_rows(named=True)
    return Counter(sorted(_outcome(members, row) for row in rows))


def _looked_up(members: RowsOfMembers) -> Iterator[str]:
    if isinstance(members, Stock) and members.contacts:
        tables = counted_words(len(members.contacts), "table")
        yield f"Each is then looked up in {tables} of contacts, which decides what it adds."


def _columns(members: RowsOfMembers) -> tuple[TableColumn, ...]:
    numbers = ("Met", "Of") if isinstance(members, SuppliedFigures) else _amount(members)
    return (
        TableColumn(heading="Who", width=20),
        *(TableColumn(heading=heading, width=16) for heading in _headings(members)),
        *(TableColumn(heading=number, numbers=True, width=10) for number in numbers),
        TableColumn(heading=OUTCOME, width=16),
        TableColumn(heading="Why", beneath=True),
    )


def _headings(members: RowsOfMembers) -> tuple[str, ...]:
    """Of the days of the shape."""
    match members:
        case Stock():
            return ("From", "Until")
        case Deadlines():
            return ("Due", "Done")
        case _:
            return ("On",)


def _amount(members: RowsOfMembers) -> tuple[str, ...]:
    return ("Amount",) if isinstance(members, Events) and members.amount is not None else ()


def _row(members: RowsOfMembers, document: Mapping[str, Any]) -> Row:
    typed_numbers = (
        (members.numerator, members.denominator) if isinstance(members, SuppliedFigures) else ()
    )
    numbers = typed_numbers or ((AMOUNT,) if _amount(members) else ())
    return (
        cells.words_cell(str(document[members.subject])),
        *(_day(document[name]) for name in days_of(members)),
        *(_number(document[name]) for name in numbers),
        cells.words_cell(_outcome(members, document)),
        cells.words_cell("" if members.excluded is None else document[LEFT_OUT] or ""),
    )


def _day(day: Any) -> TableCell:
    return (
        cells.day_cell(day) if isinstance(day, date) or day is None else cells.words_cell(str(day))
    )


def _number(value: Any) -> TableCell:
    return cells.words_cell("not known") if value is None else cells.number_cell(f"{value:,}")


def _outcome(members: RowsOfMembers, document: Mapping[str, Any]) -> str:
    """What becomes of a row; of a duty not without the day on which it is asked."""
    if members.excluded is not None and document[LEFT_OUT]:
        return "left out"
    if isinstance(members, Deadlines):
        due, done = (document[name] for name in days_of(members))
        return "not done" if done is None else "met" if due and done <= due else "late"
    if isinstance(members, Stock) and members.contacts:
        return "looked up"
    if not isinstance(members, Stock | Events) or members.met is None:
        return "counted"
    return "not known" if document[MET] is None else "met" if document[MET] else "missed"
