"""What the page of a priority says beside its tables, as rows that only a spreadsheet holds."""

from collections.abc import Iterable, Iterator

from cptracker.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    Words,
)

WHOLE = "The priority as a whole"
"""The part of what stands above the first heading within a page."""

COLUMNS = (Column(heading="Part"), Column(heading="Words"), Column(heading="Said by"))

Told = tuple[str, Line]


def words_of(page: Iterable[Block], under: tuple[str, str]) -> Table:
    """A row for each paragraph, each item of a list and each line that is set apart.

    Args:
        page: The blocks of a priority.
        under: Which one it is, as a column.
    """
    return Table(
        caption="What each page says in words",
        columns=COLUMNS,
        rows=tuple(_rows(page)),
        sheet="Words",
        under=under,
        place="sheet",
    )


def _rows(page: Iterable[Block]) -> Iterator[Row]:
    """The rows; who said something follows it on a page, and stands beside it here."""
    part, waiting = WHOLE, list[Told]()
    for block in page:
        if isinstance(block, Heading):
            yield from _said(waiting, ())
            part, waiting = (block.text if block.level > 2 else WHOLE), []
        elif isinstance(block, Paragraph) and block.quiet:
            yield from _said(waiting, block.spans)
            waiting = []
        else:
            name = block.title if isinstance(block, Callout) else part
            waiting += [(name, one) for one in _lines(block)]
    yield from _said(waiting, ())


def _lines(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Paragraph):
        return (block.spans,)
    if isinstance(block, Bullets):
        return block.items
    return block.lines if isinstance(block, Callout) else ()


def _said(told: Iterable[Told], whom: Line) -> Iterator[Row]:
    for part, words in told:
        yield Cell(spans=(Words(part),)), Cell(spans=words), Cell(spans=whom)
