"""Due dates as an iCalendar file (RFC 5545), an all-day event for each open action."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cptracker.progress import Tracked

ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
LONGEST_LINE = 75
"""In bytes, without the line end."""


def as_calendar(tracked: Iterable[Tracked], as_at: date) -> str:
    """The due dates of open actions; an action keeps its event when its date moves."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cptracker//actions//EN"]
    for one in tracked:
        if one.open and one.progress.due:
            lines += _event(one, one.progress.due, as_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(one: Tracked, due: date, as_at: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.ref}@cptracker"
    yield f"DTSTAMP:{as_at:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{one.ref}: {one.title}')}"
    said = [part for part in (one.progress.owner, one.verdict.reason, one.meeting.body) if part]
    yield f"DESCRIPTION:{_escaped(' - '.join(said))}"
    yield f"SEQUENCE:{len(one.progress.moves)}"
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
