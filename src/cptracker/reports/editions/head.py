"""The head of a report to a committee: for whom, by whom, whom to ask, and what is recommended."""

from collections.abc import Iterator

from cptracker.model.periods import long_date
from cptracker.model.plan_sections import ContactDetails
from cptracker.reports.document.blocks import Block, Entries, Entry, PaperHeading, Paragraph
from cptracker.reports.document.tables import line_of
from cptracker.status.report import StatusReport

NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
"""Of recommendations, as minutes refer to them."""


def committee_head(report: StatusReport) -> Iterator[Block]:
    """The head as the plan states it, with the day of the meeting; nothing where it states none."""
    head = report.committee_report
    if head is None:
        return
    body = head.decision_maker
    entries = [
        ("Decision-maker", body),
        ("Subject", report.plan_title),
        ("Date of meeting", long_date(report.meeting.date) if report.meeting else ""),
        ("Report of", head.report_of),
        *(("Contact", _contact(contact)) for contact in head.contacts),
    ]
    yield Entries(
        items=tuple(Entry(term=term, meaning=line_of(words)) for term, words in entries if words)
    )
    if head.recommendations:
        yield PaperHeading(text="Recommendations", anchor="recommendations")
        for at, words in enumerate(head.recommendations):
            yield Paragraph(spans=line_of(f"({_numeral(at)}) {words}"), numbered=False)


def _numeral(at: int) -> str:
    return NUMERALS[at] if at < len(NUMERALS) else str(at + 1)


def _contact(contact: ContactDetails) -> str:
    named = (contact.role, contact.name, contact.email, contact.telephone)
    return ", ".join(part for part in named if part)
