"""What was promised and what came of it: deliverables, actions, commentary, the meeting's news."""

from collections.abc import Iterable, Iterator

from cptracker.actions import Commentary
from cptracker.judging import long_date
from cptracker.reports.document import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    Words,
    line,
)
from cptracker.reports.paper import cells
from cptracker.reports.paper.glossing import Linker
from cptracker.reports.paper.measures import under
from cptracker.reports.papers import paper_lines
from cptracker.reports.wording import period_in_words
from cptracker.results import MeetingPaper
from cptracker.standing import ActionLine, DeliverableStatus, PriorityStatus

DELIVERABLES = (
    Column(heading="Key deliverable", width=46),
    Column(heading="Reference", place="sheet"),
    Column(heading="Rating", width=16),
    Column(heading="Why", width=38),
)


def deliverables_table(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What the council promised to do, and how far it has come."""
    if priority.deliverables:
        yield Table(
            caption=f"Key deliverables of priority {priority.number}",
            columns=DELIVERABLES,
            rows=tuple(_deliverable(one, link) for one in priority.deliverables),
            sheet="Deliverables",
            under=under(priority),
        )


def _deliverable(one: DeliverableStatus, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{one.ref} ", strong=True), *link(one.title))),
        cells.words(one.ref),
        cells.rating(one.rating),
        cells.words(one.reason),
    )


ACTIONS = (
    Column(heading="Action or recommendation", width=34),
    Column(heading="Reference", place="sheet"),
    Column(heading="Sort", place="sheet"),
    Column(heading="Raised at", width=18),
    Column(heading="Raised on", beneath=True),
    Column(heading="Owner", width=16),
    Column(heading="Due", width=14),
    Column(heading="Days later than first promised", numbers=True, place="sheet"),
    Column(heading="Rating", width=28),
    Column(heading="Why", beneath=True),
    Column(heading="Priorities", place="sheet"),
)


def actions_table(actions: Iterable[ActionLine], link: Linker) -> Table:
    """What was undertaken at meetings, and how it stands."""
    return Table(
        caption="Actions and recommendations",
        columns=ACTIONS,
        rows=tuple(_action(one, link) for one in actions),
        sheet="Actions",
    )


def _action(one: ActionLine, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{one.ref} ", strong=True), *link(one.title))),
        cells.words(one.ref),
        cells.words(one.kind),
        cells.words(one.meeting.body),
        cells.day(one.meeting.date),
        cells.words(one.owner or "none named"),
        cells.day(one.due) if one.due else cells.words("no date"),
        cells.count(one.slipped),
        cells.rating(one.rating),
        cells.words(one.reason),
        cells.words(", ".join(map(str, one.priorities))),
    )


def commentary(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What was last said of each success measure."""
    told = [(one, one.commentary) for one in priority.success_measures if one.commentary]
    if told:
        yield Heading(text="What is said of the figures", level=3,
                      anchor=f"said-{priority.number}")  # fmt: skip
    for success, said in told:
        yield Heading(text=f"{success.ref} {success.title}", level=4, anchor=f"said-{success.ref}")
        yield from _said(said, link)


def _said(said: Commentary, link: Linker) -> Iterator[Block]:
    parts = (
        ("What the data tells us: ", said.data_says),
        ("Analysis: ", said.analysis),
        ("Action and next steps: ", said.next_steps),
    )
    for title, text in parts:
        for at, paragraph in enumerate((text or "").split("\n\n")):
            if paragraph.strip():
                lead = () if at else (Words(title, strong=True),)
                yield Paragraph(spans=(*lead, *link(paragraph.strip())))
    period = period_in_words(said.period)
    source = f" Source: {said.source}." if said.source else ""
    words = f"{said.by}, {long_date(said.date)}, for {period}.{source}"
    yield Paragraph(spans=line(words), quiet=True)


def meeting(paper: MeetingPaper | None, link: Linker) -> Iterator[Block]:
    """What is due by a meeting, and what changed since the last one."""
    if paper is None:
        return
    first, *others = paper_lines(paper)
    yield Heading(text=first, anchor="meeting")
    group: list[Line] = []
    for told in others:
        if told.startswith(" "):
            group.append(link(told.strip()))
            continue
        if group:
            yield Bullets(items=tuple(group))
        group = []
        yield Paragraph(spans=line(Words(told, strong=True)))
    if group:
        yield Bullets(items=tuple(group))
