"""A paper as Markdown, in the dialect of GitHub: headings, tables with pipes, lists.

Nothing in a name becomes a link, a heading, emphasis or HTML.
"""

import re
from collections.abc import Iterable, Iterator
from functools import singledispatch

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
from cptracker.reports.document.tables import (
    Line,
    PaperTable,
    RatingTag,
    Span,
    TableCell,
    Words,
    on_page,
)

_SIGNS = re.compile(r"([\\`*_\[\]#|~$@]|:(?=//|[\w+-]+:))")


_WEB = re.compile(r"\b(www)(\.)", re.IGNORECASE)


_START = re.compile(r"^([0-9]*)([-+=]|[.)](?=\s|$))")


def write_markdown(paper: PaperDocument) -> bytes:
    """The paper as UTF-8."""
    return "\n\n".join(part for part in _markdown_blocks(paper) if part).encode() + b"\n"


def safe(text: str) -> str:
    """A text that is read as it stands, within a line."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _WEB.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def safe_line(text: str) -> str:
    """A text that is read as it stands at the start of a line, where more would have a meaning."""
    return _START.sub(r"\1\\\2", safe(text))


def _markdown_blocks(paper: PaperDocument) -> Iterator[str]:
    marks = "\n".join(f"**{safe(mark)}**\\" for mark in paper.marks).removesuffix("\\")
    yield marks
    yield f"# {safe(paper.title)}"
    yield safe_line(paper.council)
    yield safe_line(paper.subtitle)
    for block in paper.reading:
        yield from _block(block)
    yield "---"
    yield marks


@singledispatch
def _block(block: Block) -> Iterator[str]:
    """The parts of one block, which blank lines will keep apart."""
    raise TypeError(f"no Markdown for {type(block).__name__}")


@_block.register
def _(block: PaperHeading) -> Iterator[str]:
    yield f"{'#' * block.level} {safe(block.text)}"


@_block.register
def _(block: Paragraph) -> Iterator[str]:
    yield _line(block.spans)


@_block.register
def _(block: Bullets) -> Iterator[str]:
    yield "\n".join(f"- {_line(item)}" for item in block.items)


@_block.register
def _(block: Callout) -> Iterator[str]:
    lines = [f"**{safe(block.title)}**", *(_line(line) for line in block.lines)]
    yield "\n>\n".join(f"> {line}" for line in lines)


@_block.register
def _(block: Entries) -> Iterator[str]:
    yield "\n".join(f"- **{safe(item.term)}**: {_line(item.meaning)}" for item in block.items)


@_block.register
def _(block: PaperTable) -> Iterator[str]:
    yield f"**{safe(block.caption)}**"
    yield "\n".join(_table(block))


@_block.register
def _(block: Image) -> Iterator[str]:
    yield f"Picture: {safe(block.picture.alt)}"


def _line(line: Line) -> str:
    return "".join(_span(span, first=not at) for at, span in enumerate(line))


def _span(span: Span, *, first: bool) -> str:
    text = safe_line(span.text) if first else safe(span.text)
    if isinstance(span, RatingTag):
        return f"{span.shape} **{text}**"
    if isinstance(span, Words) and span.strong and text.strip():
        # Emphasis ends right behind a word, or it is none.
        return f"**{text.rstrip()}**{' ' * (len(text) - len(text.rstrip()))}"
    return text


def _table(table: PaperTable) -> Iterator[str]:
    page = on_page(table)
    headings = (
        f"{column.heading} ({beneath})" if beneath else column.heading
        for column, beneath in zip(page.columns, page.beneath, strict=True)
    )
    yield _row(safe(heading) for heading in headings)
    yield _row("---:" if column.numbers else "---" for column in page.columns)
    for row in page.rows:
        yield _row("<br>".join(_cell(cell) for cell in cells) for cells in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: TableCell) -> str:
    return safe(cell.picture.alt) if cell.picture else _line(cell.spans)
