"""The words of a paper as paragraphs of slides, and those that stand on the first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    Entries,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import Words, line_of, text_of_line
from cptracker.reports.writers.slide_parts import BODY, TOP, SlideLine

OPENING_BODY = BODY + 2
"""Letters of the first slide."""


BELOW_TITLE = TOP + 100
"""Where the words of the first slide begin, below its large title."""


def height_of(lines: Iterable[SlideLine]) -> float:
    """What paragraphs take of a slide together."""
    return sum(line.height for line in lines)


def opening_lines(paper: PaperDocument) -> list[SlideLine]:
    """Whose paper it is, of what, and who reports to whom."""
    texts = (paper.council, paper.subtitle, *_head(paper))
    return [SlideLine(spans=line_of(text), body=OPENING_BODY) for text in texts if text]


def _head(paper: PaperDocument) -> list[str]:
    """What stands before all else in a committee's report."""
    blocks = takewhile(lambda block: not isinstance(block, PaperHeading), paper.blocks)
    return [
        f"{entry.term}: {text_of_line(entry.meaning)}"
        for block in blocks
        if isinstance(block, Entries)
        for entry in block.items
    ]


def in_few_words(title: str, blocks: Sequence[Block]) -> Iterator[SlideLine]:
    """The paragraphs of a part that holds nothing else, under its heading."""
    if all(isinstance(block, Paragraph | Bullets) for block in blocks):
        yield SlideLine(spans=())
        yield SlideLine(spans=line_of(Words(title, strong=True)), leads=True, body=OPENING_BODY)
        for block in blocks:
            yield from text_lines(block)


def text_lines(block: Block) -> Iterator[SlideLine]:
    """The paragraphs of a block of text."""
    if isinstance(block, PaperHeading):
        yield SlideLine(spans=line_of(Words(block.text, strong=True)), leads=True)
    elif isinstance(block, Paragraph):
        yield SlideLine(spans=block.spans, quiet=block.quiet)
    elif isinstance(block, Bullets):
        yield from (SlideLine(spans=item, bullet=True) for item in block.items)
    elif isinstance(block, Callout):
        yield SlideLine(spans=line_of(Words(block.title, strong=True)), leads=True)
        yield from (SlideLine(spans=line) for line in block.lines)
    elif isinstance(block, Entries):
        for entry in block.items:
            yield SlideLine(spans=line_of(Words(f"{entry.term}: ", strong=True), *entry.meaning))
