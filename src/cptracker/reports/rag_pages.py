"""A page for each priority in the form of the panel's pack: data, analysis and next steps."""

from collections.abc import Callable, Iterator

from cptracker.actions import Commentary
from cptracker.judging import long_date
from cptracker.reports import phrases, summing_up, wording
from cptracker.reports.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    Words,
    line,
)
from cptracker.reports.judged import stale_in_words
from cptracker.reports.paper import cells, ends, sentences
from cptracker.reports.paper.framing import framed
from cptracker.reports.paper.glossing import Linker
from cptracker.reports.paper.measures import named, under
from cptracker.reports.rag_words import words_of
from cptracker.reports.text import counted, listed
from cptracker.standing import (
    ActionLine,
    DeliverableStatus,
    Indicator,
    PriorityStatus,
    StatusReport,
    SuccessMeasureStatus,
)

DATA, ANALYSIS, NEXT = "What the data tells us", "Analysis", "Action and next steps"

MEASURES = (
    Column(heading="Indicator", width=34),
    Column(heading="Period", width=13),
    Column(heading="Value", numbers=True, width=12),
    Column(heading="Why there is none", beneath=True),
    Column(heading="Target", numbers=True, width=11),
    Column(heading="RAG", width=15),
    Column(heading="Trend", width=15),
)

ACTIONS = (
    Column(heading="Action", width=50),
    Column(heading="Owner", width=18),
    Column(heading="Due", width=16),
    Column(heading="RAG", width=16),
)


def rag_pages(report: StatusReport) -> Document:
    """The pages of a finished status, one for each priority."""
    return framed(
        report,
        _blocks(report),
        title=f"Priority pages: {report.plan_title}",
        subtitle=f"Status as at {long_date(report.as_at)}",
    )


def _blocks(report: StatusReport) -> Iterator[Block]:
    link = Linker.of(report.glossary)
    yield Heading(text="The priorities", anchor="summary")
    items = (
        line(Words(f"{one.number} {one.title}: ", strong=True), summing_up.counts_in_words(one))
        for one in report.priorities
    )
    yield Bullets(items=tuple(items))
    yield Paragraph(
        spans=line("A priority has no colour of its own: the colours of its measures are counted.")
    )
    for priority in report.priorities:
        page = tuple(_page(report, priority, link.afresh()))
        yield from page
        yield words_of(page, under(priority))
    yield from ends.protection(report, new_page=True)
    yield from ends.glossary(report)


def _page(report: StatusReport, priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    number = priority.number
    yield Heading(
        text=f"Priority {number}: {priority.title}", anchor=f"priority-{number}", new_page=True
    )
    yield Paragraph(
        spans=line(Words("RAG: ", strong=True), f"{summing_up.counts_in_words(priority)}.")
    )
    yield Heading(text=DATA, level=3, anchor=f"data-{number}")
    yield _table(priority, link)
    yield from _said(priority, link, lambda one: one.data_says, "words about these figures")
    yield Heading(text=ANALYSIS, level=3, anchor=f"analysis-{number}")
    yield from _said(priority, link, lambda one: one.analysis, "analysis")
    yield Heading(text=NEXT, level=3, anchor=f"steps-{number}")
    yield from _said(priority, link, lambda one: one.next_steps, "next steps")
    yield from _promised(report, priority, link)
    yield from _missing(report, priority)


def _table(priority: PriorityStatus, link: Linker) -> Table:
    return Table(
        caption=f"Indicators of priority {priority.number}",
        columns=MEASURES,
        rows=tuple(_row(success, one, link) for success, one in named(priority)),
        sheet="Indicators",
        under=under(priority),
    )


def _row(success: SuccessMeasureStatus, one: Indicator, link: Linker) -> Row:
    unit = "" if one.unit == "%" else f" ({one.unit})"
    return (
        cells.line_cell((Words(f"{success.ref} ", strong=True), *link(f"{one.title}{unit}"))),
        cells.words(_period_in_words(one)),
        cells.value(one.figure, phrases.value_text(one)),
        cells.why_none(one.figure),
        cells.number(phrases.target_text(one.judgement.target, one.unit)),
        cells.rating(one.judgement.rating),
        cells.words(sentences.travel_in_words(one.travel)),
    )


def _period_in_words(one: Indicator) -> str:
    """Such as `Q4 2025/26`, and by how many periods that is behind."""
    stale = stale_in_words(one.judgement)
    return one.figure.period.label + (f" ({stale})" if stale else "")


Part = Callable[[Commentary], str | None]


def _said(priority: PriorityStatus, link: Linker, part: Part, name: str) -> Iterator[Block]:
    """What was said of each success measure in this part, with who said it and when."""
    told = [
        (success, success.commentary, text)
        for success in priority.success_measures
        if success.commentary
        for text in [part(success.commentary)]
        if text
    ]
    if not told:
        yield Paragraph(spans=line(f"Not written yet: {name}."))
    for success, said, text in told:
        first, *others = (one.strip() for one in text.split("\n\n") if one.strip())
        title = Words(f"{success.ref} {success.title}: ", strong=True)
        yield Paragraph(spans=(title, *link(first)))
        for one in others:
            yield Paragraph(spans=link(one))
        yield Paragraph(spans=line(_by_whom(said)), quiet=True)


def _by_whom(said: Commentary) -> str:
    seen = f" Seen by the writer as {said.rating}" if said.rating else ""
    words = f", {said.rating_words}" if said.rating and said.rating_words else ""
    own = f"{seen}{words}." if seen else ""
    period = wording.period_in_words(said.period)
    return f"{said.by}, {long_date(said.date)}, for {period}.{own}"


def _promised(report: StatusReport, priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """Actions of this priority that are open, then the key deliverables of which there is news."""
    actions = [
        one
        for one in report.action_list
        if priority.number in one.priorities and one.status in ("open", "in_progress")
    ]
    if actions:
        yield Table(
            caption=f"Open actions of priority {priority.number}",
            columns=ACTIONS,
            rows=tuple(_action(one, link) for one in actions),
            sheet="Actions",
            under=under(priority),
        )
    news = [one for one in priority.deliverables if one.status is not None]
    if news:
        yield Bullets(items=tuple(_deliverable(one, link) for one in news))


def _action(one: ActionLine, link: Linker) -> Row:
    return (
        cells.line_cell((Words(f"{one.ref} ", strong=True), *link(one.title))),
        cells.words(one.owner or "none named"),
        cells.day(one.due) if one.due else cells.words("no date"),
        cells.rating(one.rating),
    )


def _deliverable(one: DeliverableStatus, link: Linker) -> Line:
    title = (Words(f"{one.ref} ", strong=True), *link(one.title), Words(": "))
    return (*title, cells.rating_tag(one.rating), Words(f" \N{MIDDLE DOT} {one.reason}"))


def _missing(report: StatusReport, priority: PriorityStatus) -> Iterator[Block]:
    """What a reader looks for on such a page and does not find, said outright."""
    told = tuple(line(words) for words in _gaps(report, priority))
    if told:
        yield Callout(title="What is missing here", lines=told, tone="warning")


def _gaps(report: StatusReport, priority: PriorityStatus) -> Iterator[str]:
    silent = [one.ref for one in priority.success_measures if one.commentary is None]
    if silent:
        yield f"No commentary on {listed(silent)}."
    for success in priority.success_measures:
        said = success.commentary
        parts = (
            [] if said is None else [("analysis", said.analysis), ("next steps", said.next_steps)]
        )
        lacking = [name for name, text in parts if not text]
        if lacking:
            yield f"The commentary on {success.ref} has no {listed(lacking)}."
    untold = [one for one in priority.deliverables if one.status is None]
    if untold:
        deliverables = counted(len(untold), "key deliverable")
        yield f"Nothing is recorded of {deliverables} of {len(priority.deliverables)}."
    if not any(priority.number in one.priorities for one in report.action_list):
        yield "No action or recommendation is linked to this priority."
