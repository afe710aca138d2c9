"""Words of a paper for a workbook's cover and notes, and units as its number formats hold them."""

from collections.abc import Iterator
from itertools import takewhile

from cptracker.reports.document.blocks import (
    Bullets,
    Entries,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import text_of_line


def quoted(text: str) -> str:
    """Text of a number format that stands for nothing but itself."""
    plain = text.replace('"', "")
    return f'"{plain}"' if plain else ""


def head_lines(paper: PaperDocument) -> Iterator[str]:
    """What stands before all else: who reports to whom."""
    for block in takewhile(lambda block: not isinstance(block, PaperHeading), paper.blocks):
        if isinstance(block, Entries):
            yield from (f"{entry.term}: {text_of_line(entry.meaning)}" for entry in block.items)


def words_about_all(paper: PaperDocument) -> Iterator[str]:
    """Paragraphs and lists of the parts that stand for the whole paper.

    What leads to a list of terms is left out with them: they are signs, which stand above.
    """
    wanted, about = False, {"about", "recommendations", "quality", "protection", "sources"}
    for block, after in zip(paper.blocks, (*paper.blocks[1:], None), strict=True):
        anchor = getattr(block, "anchor", None)
        if anchor is not None:
            wanted = anchor in about
        elif wanted and isinstance(block, Paragraph) and not isinstance(after, Entries):
            yield text_of_line(block.spans)
        elif wanted and isinstance(block, Bullets):
            yield from (text_of_line(item) for item in block.items)
