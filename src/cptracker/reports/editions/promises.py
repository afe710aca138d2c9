"""What was promised and what came of it: deliverables, actions, commentary, changes."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from cptracker.model.actions import Commentary
from cptracker.model.figures import MeetingPaper
from cptracker.model.periods import long_date
from cptracker.reports.document.blocks import Block, Bullets, PaperHeading, Paragraph
from cptracker.reports.document.tables import Line, PaperTable, Row, TableColumn, Words, line_of
from cptracker.reports.editions import cells
from cptracker.reports.editions.measures import heading_for_measure
from cptracker.reports.editions.pictures import Linker
from cptracker.status.report import ActionLine, DeliverableStatus, PriorityStatus
from cptracker.wording.facts import period_in_words


def paper_lines(paper: MeetingPaper) -> Iterator[str]:
    """What is due by the meeting and what changed since the last one, in groups."""
    since = f"; changes since {long_date(paper.since)}" if paper.since else ""
    yield f"For the meeting of {long_date(paper.date)}{since}"
    if not paper.lines:
        yield "Nothing is due by then, and nothing changed."
    for sort, group in groupby(paper.lines, key=lambda one: one.sort):
        lines = list(group)
        yield f"{sort.capitalize()}: {len(lines):,}"
        yield from (f"  {line.ref} {line.title}: {line.how}" for line in lines)


DELIVERABLES = (
    TableColumn(heading="Key deliverable", width=46),
    TableColumn(heading="Reference", place="sheet"),
    TableColumn(heading="Rating", width=16),
    TableColumn(heading="Why", width=38),
)


def deliverables_table(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What the council promised to do, and how far it has come."""
    if priority.deliverables:
        yield PaperTable(
            caption=f"Key deliverables of priority {priority.number}",
            columns=DELIVERABLES,
            rows=tuple(_deliverable(deliverable, link) for deliverable in priority.deliverables),
            sheet="Deliverables",
            under=heading_for_measure(priority),
        )


def _deliverable(one: DeliverableStatus, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{one.ref} ", strong=True), *link(one.title))),
        cells.words_cell(one.ref),
        cells.rating(one.rating),
        cells.words_cell(one.reason),
    )


ACTIONS = (
    TableColumn(heading="Action or recommendation", width=34),
    TableColumn(heading="Reference", place="sheet"),
    TableColumn(heading="Sort", place="sheet"),
    TableColumn(heading="Raised at", width=18),
    TableColumn(heading="Raised on", beneath=True),
    TableColumn(heading="Owner", width=16),
    TableColumn(heading="Due", width=14),
    TableColumn(heading="Days later than first promised", numbers=True, place="sheet"),
    TableColumn(heading="Rating", width=28),
    TableColumn(heading="Why", beneath=True),
    TableColumn(heading="Priorities", place="sheet"),
)


def actions_table(actions: Iterable[ActionLine], link: Linker) -> PaperTable:
    """What was undertaken at meetings, and how it stands."""
    return PaperTable(
        caption="Actions and recommendations",
        columns=ACTIONS,
        rows=tuple(_action(action, link) for action in actions),
        sheet="Actions",
    )


def _action(one: ActionLine, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{one.ref} ", strong=True), *link(one.title))),
        cells.words_cell(one.ref),
        cells.words_cell(one.kind),
        cells.words_cell(one.meeting.body),
        cells.day_cell(one.meeting.date),
        cells.words_cell(one.owner or "none named"),
        cells.day_cell(one.due) if one.due else cells.words_cell("no date"),
        cells.count_cell(one.slipped),
        cells.rating(one.rating),
        cells.words_cell(one.reason),
        cells.words_cell(", ".join(map(str, one.priorities))),
    )


def commentary_section(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What was last said of each success measure."""
    told = [
        (success_measure, success_measure.commentary)
        for success_measure in priority.success_measures
        if success_measure.commentary
    ]
    if told:
        yield PaperHeading(text="What is said of the figures", level=3,
                      anchor=f"said-{priority.number}")  # fmt: skip
    for success, said in told:
        yield PaperHeading(
            text=f"{success.ref} {success.title}", level=4, anchor=f"said-{success.ref}"
        )
        yield from _said(said, link)


def priority_commentary(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What was last said of a priority as a whole, with the writer's own rating."""
    said = priority.commentary
    if said is None:
        return
    yield PaperHeading(
        text="What is said of the priority", level=3, anchor=f"said-priority-{priority.number}"
    )
    if said.rating:
        yield Paragraph(spans=own_rating(said))
    yield from _said(said, link)


def own_rating(said: Commentary) -> Line:
    """The writer's own rating in words, named as their judgement."""
    words = f", {said.rating_words}" if said.rating_words else ""
    reason = f" Reason: {said.reason}." if said.reason else ""
    judgement = f"{str(said.rating).capitalize()}{words}"
    lead = Words("Judgement of the writer: ", strong=True)
    return line_of(lead, f"{judgement}. The counts of measures stand beside it.{reason}")


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
    yield Paragraph(spans=line_of(words), quiet=True)


def meeting_section(paper: MeetingPaper | None, link: Linker) -> Iterator[Block]:
    """What is due by a meeting, and what changed since the last one."""
    if paper is None:
        return
    first, *others = paper_lines(paper)
    yield PaperHeading(text=first, anchor="meeting")
    group: list[Line] = []
    for told in others:
        if told.startswith(" "):
            group.append(link(told.strip()))
            continue
        if group:
            yield Bullets(items=tuple(group))
        group = []
        yield Paragraph(spans=line_of(Words(told, strong=True)))
    if group:
        yield Bullets(items=tuple(group))
