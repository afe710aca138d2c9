"""A paper as plain text, 80 columns wide; tables are read row by row, cells with their heading."""

from collections.abc import Iterator
from functools import singledispatch
from textwrap import wrap

from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    Entries,
    Image,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import Line, PaperTable, RatingTag, TableCell, on_page

WIDTH = 80


UNDERLINES = {2: "=", 3: "-"}


def write_plain_text(paper: PaperDocument) -> bytes:
    """The paper as UTF-8."""
    return "\n".join(_lines(paper)).encode() + b"\n"


def _lines(paper: PaperDocument) -> Iterator[str]:
    yield from paper.marks
    yield ""
    for words in (paper.title, paper.council, paper.subtitle):
        yield from _wrapped(words)
    for block in paper.reading:
        yield ""
        yield from _block(block)
    yield ""
    yield from paper.marks


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)


@singledispatch
def _block(block: Block) -> Iterator[str]:
    """The lines of one block."""
    raise TypeError(f"no plain text for {type(block).__name__}")


@_block.register
def _(block: PaperHeading) -> Iterator[str]:
    yield from _wrapped(block.text)
    if block.level in UNDERLINES:
        yield UNDERLINES[block.level] * min(len(block.text), WIDTH)


@_block.register
def _(block: Paragraph) -> Iterator[str]:
    yield from _wrapped(_line(block.spans))


@_block.register
def _(block: Bullets) -> Iterator[str]:
    for item in block.items:
        yield from _wrapped(_line(item), "* ", "  ")


@_block.register
def _(block: Callout) -> Iterator[str]:
    yield f"    {block.title}:"
    for line in block.lines:
        yield from _wrapped(_line(line), "    ", "    ")


@_block.register
def _(block: Entries) -> Iterator[str]:
    for entry in block.items:
        yield from _wrapped(f"{entry.term}: {_line(entry.meaning)}", "", "    ")


@_block.register
def _(block: Image) -> Iterator[str]:
    yield from _wrapped(f"Picture: {block.picture.alt}")


@_block.register
def _(block: PaperTable) -> Iterator[str]:
    page = on_page(block)
    yield from _wrapped(f"Table: {block.caption}")
    for row in page.rows:
        first, *others = [" \N{MIDDLE DOT} ".join(_cell(cell) for cell in cells) for cells in row]
        yield ""
        yield from _wrapped(first)
        for column, text in zip(page.columns[1:], others, strict=True):
            if text:
                yield from _wrapped(f"{column.heading}: {text}", "    ", "        ")


def _line(line: Line) -> str:
    return "".join(
        f"{span.shape} {span.text}" if isinstance(span, RatingTag) else span.text for span in line
    )


def _cell(cell: TableCell) -> str:
    return cell.picture.alt if cell.picture else _line(cell.spans)
