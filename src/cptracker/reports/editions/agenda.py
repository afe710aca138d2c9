"""The agenda of a meeting as a paper: its items numbered through, each with who brings it and why.

It is for those who prepare the meeting: what actions are called is not screened for publication.
"""

from collections.abc import Iterator
from itertools import count

from cptracker.model.periods import long_date
from cptracker.plan.history.agenda import Agenda, AgendaEntry, AgendaSection
from cptracker.reports.document.blocks import Block, Bullets, PaperDocument, PaperHeading, Paragraph
from cptracker.reports.document.tables import Line, Words, line_of

RESTRICTED = "RESTRICTED: for those who prepare the meeting"


def agenda_paper(agenda: Agenda) -> PaperDocument:
    """The agenda, to be written in any format of papers."""
    body = f", {agenda.body}" if agenda.body else ""
    return PaperDocument(
        title=f"Agenda for {long_date(agenda.day)}{body}",
        subtitle=f"{agenda.plan}; progress as at {long_date(agenda.as_at)}",
        council=agenda.council,
        as_at=agenda.as_at,
        marks=(RESTRICTED,),
        blocks=tuple(_blocks(agenda)),
    )


def _blocks(agenda: Agenda) -> Iterator[Block]:
    if not agenda.sections:
        yield Paragraph(
            spans=line_of("Nothing is planned or due, and there are no standing items.")
        )
    numbers = count(1)
    for at, part in enumerate(agenda.sections, 1):
        yield PaperHeading(text=part.heading, anchor=f"part-{at}")
        for entry in part.entries:
            yield Paragraph(spans=_numbered(next(numbers), entry))
    yield from _later(agenda.later)


def _numbered(number: int, entry: AgendaEntry) -> Line:
    return line_of(Words(f"{number}. {entry.title}", strong=True), _about(entry))


def _about(entry: AgendaEntry) -> str:
    owner = f" ({entry.owner})" if entry.owner else ""
    return f"{owner}: {entry.why}" if entry.why else owner


def _later(agenda_sections: tuple[AgendaSection, ...]) -> Iterator[Block]:
    if agenda_sections:
        yield PaperHeading(text="Forward plan", anchor="forward-plan")
    for at, section in enumerate(agenda_sections, 1):
        yield PaperHeading(text=section.heading, level=3, anchor=f"later-{at}")
        yield Bullets(
            items=tuple(line_of(entry.title + _about(entry)) for entry in section.entries)
        )
