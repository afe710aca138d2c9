"""What was promised and what came of it: deliverables, actions, commentary, changes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cptracker.model.agenda import DutyLine
from cptracker.model.figures import MeetingPaper
from cptracker.model.periods import long_date
from cptracker.reports.document.blocks import Block, Bullets, PaperHeading, Paragraph
from cptracker.reports.document.tables import (
    Line,
    PaperTable,
    Row,
    TableCell,
    TableColumn,
    Words,
    line_of,
)
from cptracker.reports.editions import cells
from cptracker.reports.editions.measures import heading_for_measure
from cptracker.reports.editions.pictures import Linker
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus
from cptracker.wording.facts import duty_lines_in_words
from cptracker.wording.text import counted_words


def paper_lines(paper: MeetingPaper) -> Iterator[str]:
    """What is due by the meeting and what changed since the last one, in groups."""
    since = f"; changes since {long_date(paper.since)}" if paper.since else ""
    yield f"For the meeting of {long_date(paper.date)}{since}"
    if not paper.lines:
        yield "Nothing is due by then, and nothing changed."
    for kind, group in groupby(paper.lines, key=lambda meeting_line: meeting_line.kind):
        lines = list(group)
        yield f"{kind.capitalize()}: {len(lines):,}"
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


RECORDED_COLUMNS = (
    TableColumn(heading="Key deliverable", width=44),
    TableColumn(heading="Rating", width=16),
    TableColumn(heading="Why", width=40),
)


def recorded_deliverables(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """The key deliverables of which there is news, and the names of the others in a line."""
    deliverables = [deliverable for deliverable in priority.deliverables if deliverable.recorded]
    if deliverables:
        yield PaperTable(
            caption=f"Key deliverables of priority {priority.number}",
            columns=RECORDED_COLUMNS,
            rows=tuple(_recorded_row(deliverable, link) for deliverable in deliverables),
            sheet="Deliverables",
            place="page",
        )
    silent = [
        f"{deliverable.ref} {deliverable.title}"
        for deliverable in priority.deliverables
        if not deliverable.recorded
    ]
    if silent:
        label = Words("Key deliverables of which nothing is recorded: ", strong=True)
        yield Paragraph(spans=line_of(label, f"{'; '.join(silent)}."), numbered=False)


def _recorded_row(deliverable: DeliverableStatus, link: Linker) -> Row:
    text = _without_place(deliverable.report_says)
    owner = f" (owner: {deliverable.owner})" if deliverable.owner else ""
    title = link(f"{deliverable.title}{owner}")
    return (
        cells.line_cell((Words(f"{deliverable.ref} ", strong=True), *title)),
        TableCell(spans=(cells.deliverable_tag(deliverable),)),
        cells.words_cell(f"{deliverable.reason}: {text}" if text else deliverable.reason),
    )


def _without_place(says: str) -> str:
    """What a document says, without the brackets at its end that name the place in it."""
    depth = 0
    for at in range(len(says) - 1, -1, -1):
        depth += (says[at] == ")") - (says[at] == "(")
        if depth == 0:
            return says[:at].strip() if says.endswith(")") else says
    return says


def commitments_list(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What the council says that it will do, in a list of its own; nothing where it says none."""
    if priority.commitments:
        yield Paragraph(spans=line_of(Words("What the council says it will do", strong=True)))
        yield Bullets(items=tuple(link(commitment.title) for commitment in priority.commitments))


def success_details(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What the plan's wording of success measures says beside their titles."""
    details = tuple(
        (Words(f"{success.ref} ", strong=True), *link(success.detail))
        for success in priority.success_measures
        if success.detail
    )
    if details:
        yield Bullets(items=details)


def _deliverable(deliverable: DeliverableStatus, link: Linker) -> Row:
    words = (
        f"{deliverable.title}. {deliverable.detail}" if deliverable.detail else deliverable.title
    )
    words += f" (owner: {deliverable.owner})" if deliverable.owner else ""
    return (
        cells.line_cell((Words(f"{deliverable.ref} ", strong=True), *link(words))),
        cells.words_cell(deliverable.ref),
        TableCell(spans=(cells.deliverable_tag(deliverable),)),
        cells.words_cell(
            f"{deliverable.reason}: {deliverable.report_says}"
            if deliverable.report_says
            else deliverable.reason
        ),
    )


def duties_list(duties: Sequence[DutyLine], link: Linker) -> Iterator[Block]:
    """What is to be done again and again, and when it is due next; nothing without any."""
    if duties:
        yield PaperHeading(text="Recurring duties", anchor="duties")
        yield Bullets(items=tuple(link(words) for words in duty_lines_in_words(duties)))


ACTIONS = (
    TableColumn(heading="Action or recommendation", width=34),
    TableColumn(heading="Reference", place="sheet"),
    TableColumn(heading="Kind", place="sheet"),
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


def _action(line: ActionLine, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{line.ref} ", strong=True), *link(line.title))),
        cells.words_cell(line.ref),
        cells.words_cell(line.kind),
        cells.words_cell(line.meeting.body),
        cells.day_cell(line.meeting.date),
        cells.words_cell(line.owner or "none named"),
        cells.day_cell(line.due) if line.due else cells.words_cell("no date"),
        cells.count_cell(line.slipped),
        cells.rating(line.rating),
        cells.words_cell(line.reason),
        cells.words_cell(", ".join(map(str, line.priorities))),
    )


def actions_section(report: StatusReport, link: Linker) -> Iterator[Block]:
    """Actions that are open, and those closed since the last meeting; how many others there are."""
    listed = [line for line in report.action_list if not line.long_closed]
    if not report.action_list and not report.actions_of_others:
        return
    yield PaperHeading(text="Actions and recommendations", anchor="actions")
    if listed:
        yield short_actions_table(listed, link)
    closed = len(report.action_list) - len(listed)
    left_out = [
        (closed, "was closed by the last meeting", "were closed by the last meeting"),
        (report.actions_of_others, "is another body's", "are other bodies'"),
    ]
    for number, text, many in left_out:
        if number:
            words = f"{counted_words(number, 'action')} {text if number == 1 else many}"
            yield Paragraph(spans=line_of(f"{words} and not listed here."), quiet=True)


SHORT_ACTIONS = (
    TableColumn(heading="Action or recommendation", width=48),
    TableColumn(heading="Owner", width=22),
    TableColumn(heading="Due", width=14),
    TableColumn(heading="Rating", width=16),
    TableColumn(heading="Why", beneath=True),
)


def short_actions_table(actions: Iterable[ActionLine], link: Linker) -> PaperTable:
    """Actions as a panel reads them: what, who, by when, and how it stands."""
    return PaperTable(
        caption="Actions and recommendations, open or closed since the last meeting",
        columns=SHORT_ACTIONS,
        rows=tuple(
            (*_tracked_action(line, link), cells.words_cell(line.word or line.reason))
            for line in actions
        ),
        sheet="Actions",
        place="page",
    )


def tracked_actions_table(
    actions: Iterable[ActionLine],
    link: Linker,
    *,
    caption: str,
    rating: str = "Rating",
    widths: tuple[int, int, int, int],
    under: tuple[str, str] | None = None,
) -> PaperTable:
    """Actions with owner, due day and rating alone, where the raising meeting is not asked for.

    Args:
        actions: In the order of the rows.
        link: Links the glossary's words.
        caption: What the table is.
        rating: The heading of the ratings.
        widths: Of action, owner, day and rating.
        under: What it stands under, as a column of a spreadsheet.
    """
    headings = ("Action", "Owner", "Due", rating)
    return PaperTable(
        caption=caption,
        columns=tuple(
            TableColumn(heading=heading, width=width)
            for heading, width in zip(headings, widths, strict=True)
        ),
        rows=tuple(_tracked_action(line, link) for line in actions),
        sheet="Actions",
        under=under,
    )


def _tracked_action(line: ActionLine, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{line.ref} ", strong=True), *link(line.title))),
        cells.words_cell(line.owner or "none named"),
        cells.day_cell(line.due) if line.due else cells.words_cell("no date"),
        cells.rating(line.rating),
    )


def meeting_section(paper: MeetingPaper | None, link: Linker) -> Iterator[Block]:
    """What is due by a meeting, and what changed since the last one."""
    if paper is None:
        return
    first, *others = paper_lines(paper)
    yield PaperHeading(text=first, anchor="meeting")
    group: list[Line] = []
    for line in others:
        if line.startswith(" "):
            group.append(link(line.strip()))
            continue
        if group:
            yield Bullets(items=tuple(group))
        group = []
        yield Paragraph(spans=line_of(Words(line, strong=True)))
    if group:
        yield Bullets(items=tuple(group))
