"""What every edition of a paper has alike, around what is its own."""

from collections.abc import Iterable

from cptracker.reports.document import Block, Document
from cptracker.reports.paper import cells
from cptracker.reports.paper.pictures import marks
from cptracker.standing import StatusReport


def framed(
    report: StatusReport,
    blocks: Iterable[Block],
    *,
    title: str,
    subtitle: str,
    cells_in: bool = True,
) -> Document:
    """The document of an edition.

    Args:
        report: What it tells.
        blocks: In reading order.
        title: Its name.
        subtitle: Which plan or period.
        cells_in: Whether its cells hold signs in square brackets, to be explained.
    """
    return Document(
        title=title,
        subtitle=subtitle,
        council=report.council,
        as_at=report.as_at,
        marks=marks(report),
        blocks=tuple(blocks),
        shorthand=cells.MEANINGS if cells_in else (),
    )
