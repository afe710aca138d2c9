"""The lines that frame a status as a paper for a meeting."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cptracker.judging import long_date
from cptracker.results import MeetingPaper


def paper_lines(paper: MeetingPaper) -> Iterator[str]:
    """What is due by the meeting and what changed since the last one, in groups."""
    since = f"; changes since {long_date(paper.since)}" if paper.since else ""
    yield f"For the meeting of {long_date(paper.date)}{since}"
    if not paper.lines:
        yield "Nothing is due by then, and nothing changed."
    for sort, group in groupby(paper.lines, key=lambda one: one.sort):
        lines = list(group)
        yield f"{sort.capitalize()}: {len(lines):,}"
        yield from (f"  {one.ref} {one.title}: {one.how}" for one in lines)


def paper_document(paper: MeetingPaper | None) -> dict[str, Any] | None:
    """The same for JSON."""
    if paper is None:
        return None
    return {
        "date": paper.date.isoformat(),
        "since": paper.since.isoformat() if paper.since else None,
        "lines": [
            {"sort": one.sort, "ref": one.ref, "title": one.title, "how": one.how}
            for one in paper.lines
        ],
    }
