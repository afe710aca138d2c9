"""Actions as a table: CSV or xlsx, with the columns that an import reads back."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO

from cptracker.errors import UsageError
from cptracker.exchanging.tables import NEEDS_OFFICE
from cptracker.judging import RATING_IN_WORDS
from cptracker.progress import Tracked

COLUMNS = (
    "Ref", "Kind", "Title", "Meeting", "Owner", "First due", "Due now", "Start", "Place",
    "Priorities", "Deliverables", "Success measures", "Status", "Status date", "Status by",
    "Status note", "Evidence", "Rating", "Reason",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@")


def as_csv(tracked: Iterable[Tracked]) -> str:
    """The actions as CSV; text that a spreadsheet would run as a formula is marked as text."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in tracked:
        writer.writerow([_inert(_text(cell)) for cell in _cells(one)])
    return out.getvalue()


def as_xlsx(tracked: Iterable[Tracked]) -> bytes:
    """The actions as an xlsx file: one sheet, one row of headings, days as days.

    Raises:
        UsageError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError(NEEDS_OFFICE) from None
    book = Workbook()
    page = book.active or book.create_sheet()
    page.title = "Actions"
    page.append(COLUMNS)
    for row, one in enumerate(tracked, start=2):
        for column, value in enumerate(_cells(one), start=1):
            cell = page.cell(row=row, column=column, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # or a title that begins with = would be run
    page.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(one: Tracked) -> Iterator[str | date | None]:
    progress = one.progress
    links = [link.rsplit(" ", 1) for link in one.links]
    yield from (one.ref, one.kind, one.title, one.meeting.ref, progress.owner)
    yield from (progress.first_due, progress.due, progress.start, one.place)
    yield ", ".join(map(str, one.own_priorities))
    yield ", ".join(ref for kind, ref in links if kind == "deliverable")
    yield ", ".join(ref for kind, ref in links if kind == "success measure")
    yield str(progress.status) if progress.since else ""
    yield from (progress.since, progress.by, progress.why, progress.evidence)
    yield from (RATING_IN_WORDS[one.verdict.rating], one.verdict.reason)


def _text(cell: str | date | None) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
