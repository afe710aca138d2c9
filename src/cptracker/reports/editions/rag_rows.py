"""What the pages of the priorities say in words, as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from cptracker.reports.document.blocks import Block, Bullets, Callout, PaperHeading, Paragraph
from cptracker.reports.document.tables import Line, PaperTable, Row, TableCell, TableColumn, Words

WHOLE = "The priority as a whole"
"""The part of what stands above the first heading within a page."""


COLUMNS = (
    TableColumn(heading="Part"),
    TableColumn(heading="Words"),
    TableColumn(heading="Said by"),
)


Told = tuple[str, Line]


def rag_rows(page: Iterable[Block], under: tuple[str, str]) -> PaperTable:
    """A row for each paragraph, each item of a list and each line that is set apart.

    Args:
        page: The blocks of a priority.
        under: Which one it is, as a column.
    """
    return PaperTable(
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
        if isinstance(block, PaperHeading):
            yield from _commentary_rows(waiting, ())
            part, waiting = (block.text if block.level > 2 else WHOLE), []
        elif isinstance(block, Paragraph) and block.quiet:
            yield from _commentary_rows(waiting, block.spans)
            waiting = []
        else:
            name = block.title if isinstance(block, Callout) else part
            waiting += [(name, line) for line in _lines(block)]
    yield from _commentary_rows(waiting, ())


def _lines(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Paragraph):
        return (block.spans,)
    if isinstance(block, Bullets):
        return block.items
    return block.lines if isinstance(block, Callout) else ()


def _commentary_rows(told: Iterable[Told], whom: Line) -> Iterator[Row]:
    for part, words in told:
        yield TableCell(spans=(Words(part),)), TableCell(spans=words), TableCell(spans=whom)
