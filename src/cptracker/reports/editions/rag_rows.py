"""What the pages of the priorities say in words, as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from cptracker.reports.document.blocks import Block, Bullets, Callout, PaperHeading, Paragraph
from cptracker.reports.document.tables import Line, PaperTable, Row, TableCell, TableColumn, Words

WHOLE_PRIORITY = "The priority as a whole"
"""The part of what stands above the first heading within a page."""


COLUMNS = (
    TableColumn(heading="Part"),
    TableColumn(heading="Words"),
    TableColumn(heading="Said by"),
)


CommentaryLine = tuple[str, Line]


def rag_rows(blocks: Iterable[Block], under: tuple[str, str]) -> PaperTable:
    """A row for each paragraph, each item of a list and each line that is set apart.

    Args:
        blocks: The blocks of a priority.
        under: Which one it is, as a column.
    """
    return PaperTable(
        caption="What each page says in words",
        columns=COLUMNS,
        rows=tuple(_rows(blocks)),
        sheet="Words",
        under=under,
        place="sheet",
    )


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    """The rows; who said something follows it on a page, and stands beside it here."""
    part, lines = WHOLE_PRIORITY, list[CommentaryLine]()
    for block in blocks:
        if isinstance(block, PaperHeading):
            yield from _commentary_rows(lines, ())
            part, lines = (block.text if block.level > 2 else WHOLE_PRIORITY), []
        elif isinstance(block, Paragraph) and block.quiet:
            yield from _commentary_rows(lines, block.spans)
            lines = []
        else:
            name = block.title if isinstance(block, Callout) else part
            lines += [(name, line) for line in _lines(block)]
    yield from _commentary_rows(lines, ())


def _lines(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Paragraph):
        return (block.spans,)
    if isinstance(block, Bullets):
        return block.items
    return block.lines if isinstance(block, Callout) else ()


def _commentary_rows(lines: Iterable[CommentaryLine], author: Line) -> Iterator[Row]:
    for part, words in lines:
        yield TableCell(spans=(Words(part),)), TableCell(spans=words), TableCell(spans=author)
