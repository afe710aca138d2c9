"""What the plain edition says in sentences, as the tables that only a spreadsheet holds."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from cptracker.reports.document import Cell, Column, Line, Table, Words


@frozen(kw_only=True)
class Promise:
    """One promise as it is told: to a reader in sentences, to a spreadsheet in rows.

    Attributes:
        name: Its number and title.
        said: What young people said of it.
        promised: What was promised as a whole.
        going: What was promised in each success measure, with a sentence for each of its figures.
        next: What is still to do.
    """

    name: str
    said: Line
    promised: Line
    going: Sequence[tuple[str, Sequence[Line]]]
    next: Line


def asked(lists: Iterable[tuple[str, Sequence[Line]]]) -> Table:
    """What young people asked for: to what it was the answer, and the words."""
    return _table(
        "What you asked for",
        ("You told us", "What you asked for"),
        [(_words(title), said) for title, many in lists for said in many],
    )


def promise(told: Promise) -> Iterator[Table]:
    """A row for the whole promise, and one for each sentence of how it is going."""
    under = ("Promise", told.name)
    yield _table(
        "The promises",
        ("What you said", "What we promised", "What comes next"),
        [(told.said, told.promised, told.next)],
        under,
    )
    going = [(_words(goal), one) for goal, sentences in told.going for one in sentences]
    if going:
        yield _table("How it is going", ("What we promised", "How it is going"), going, under)


def happens(lines: Iterable[Line]) -> Table:
    """What happens next for all of it."""
    return _table("What happens next", ("What happens next",), [(one,) for one in lines])


def _words(text: str) -> Line:
    return (Words(text),)


def _table(
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Line]],
    under: tuple[str, str] | None = None,
) -> Table:
    return Table(
        caption=name,
        columns=tuple(Column(heading=one) for one in headings),
        rows=tuple(tuple(Cell(spans=spans) for spans in row) for row in rows),
        sheet=name,
        under=under,
        place="sheet",
    )
