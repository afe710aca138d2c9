"""Actions as a table (CSV or xlsx) and as an iCalendar file."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from io import BytesIO, StringIO

from cptracker.files.sheets import marked_as_text
from cptracker.files.workbooks import NEEDS_OFFICE
from cptracker.model.agenda import DutyLine
from cptracker.model.problems import UsageError
from cptracker.model.progress import TrackedPromise
from cptracker.rating.wording import RATING_IN_WORDS

ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


LONGEST_LINE = 75
"""In bytes, without the line end."""


def as_calendar(
    tracked: Iterable[TrackedPromise], as_at: date, duties: Iterable[DutyLine] = ()
) -> str:
    """The due dates of open actions and of recurring duties.

    An action keeps its event when its date moves, and so does a duty when it was done.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cptracker//actions//EN"]
    for promise in tracked:
        if promise.open and promise.progress.due:
            lines += _action_event(promise, promise.progress.due, as_at)
    for duty in duties:
        if duty.due:
            lines += _duty_event(duty, duty.due, as_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _action_event(promise: TrackedPromise, due: date, as_at: date) -> Iterator[str]:
    texts = (promise.progress.owner, promise.rating.reason, promise.meeting.body)
    moves = len(promise.progress.moves)
    yield from _event(promise.ref, f"{promise.ref}: {promise.title}", due, as_at, texts, moves)


def _duty_event(duty: DutyLine, due: date, as_at: date) -> Iterator[str]:
    """Each time it was done puts the event off, so the day it is due counts its versions."""
    texts = (duty.owner, duty.reason)
    yield from _event(f"duty-{duty.ref}", duty.title, due, as_at, texts, due.toordinal())


def _event(
    ref: str, summary: str, due: date, as_at: date, texts: Iterable[str | None], version: int
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{ref}@cptracker"
    yield f"DTSTAMP:{as_at:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(' - '.join(text for text in texts if text))}"
    yield f"SEQUENCE:{version}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.translate(ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, no letter cut through, all but the first indented."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece


COLUMNS = (
    "Ref", "Kind", "Title", "Meeting", "Owner", "First due", "Due now", "Start", "Place",
    "Priorities", "Deliverables", "Success measures", "Status", "Status date", "Status by",
    "Status note", "Evidence", "Rating", "Reason", "Also known as",
)  # fmt: skip


def as_csv(tracked: Iterable[TrackedPromise]) -> str:
    """The actions as CSV; text that a spreadsheet would run as a formula is marked as text."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for promise in tracked:
        writer.writerow([marked_as_text(_text(cell)) for cell in _cells(promise)])
    return out.getvalue()


def as_xlsx(tracked: Iterable[TrackedPromise]) -> bytes:
    """The actions as an xlsx file: one sheet, one row of headings, days as days.

    Raises:
        UsageError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError(NEEDS_OFFICE) from None
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "Actions"
    sheet.append(COLUMNS)
    for row, promise in enumerate(tracked, start=2):
        for column, value in enumerate(_cells(promise), start=1):
            cell = sheet.cell(row=row, column=column, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # or a title that begins with = would be run
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(promise: TrackedPromise) -> Iterator[str | date | None]:
    progress = promise.progress
    links = [link.rsplit(" ", 1) for link in promise.links]
    yield from (promise.ref, promise.kind, promise.title, promise.meeting.ref, progress.owner)
    yield from (progress.first_due or promise.undated, progress.due, progress.start, promise.place)
    yield ", ".join(map(str, promise.own_priorities))
    yield ", ".join(ref for kind, ref in links if kind == "deliverable")
    yield ", ".join(ref for kind, ref in links if kind == "success measure")
    yield str(progress.status) if progress.since else ""
    yield from (progress.since, progress.by, progress.why, progress.evidence)
    yield from (RATING_IN_WORDS[promise.rating.rating], promise.rating.reason)
    yield "; ".join(promise.also_known_as)


def _text(cell: str | date | None) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell or ""
