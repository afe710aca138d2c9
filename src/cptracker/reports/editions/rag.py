"""A page for each priority in the form of the panel's pack: data, analysis and next steps."""

from collections.abc import Callable, Iterator

from attrs import evolve

from cptracker.model.actions import Commentary
from cptracker.model.rounding import unit_beside
from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import (
    Line,
    PaperTable,
    Row,
    TableColumn,
    Words,
    line_of,
)
from cptracker.reports.editions import cells, sections
from cptracker.reports.editions.commentary import (
    ANALYSIS,
    DATA,
    NEXT,
    areas_section,
    by_whom,
    by_whom_and_when,
    own_rating,
    paragraphs,
)
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.measures import heading_for_measure, measure_title
from cptracker.reports.editions.pictures import Linker
from cptracker.reports.editions.promises import tracked_actions_table
from cptracker.reports.editions.rag_rows import rag_rows
from cptracker.status.report import Indicator, PriorityStatus, StatusReport, SuccessMeasureStatus
from cptracker.status.tracker_lines import DeliverableStatus
from cptracker.wording import phrases
from cptracker.wording.ratings import stale_in_words, trend_in_words
from cptracker.wording.text import capitalised, counted_words, listed_words

MEASURES = (
    TableColumn(heading="Indicator", width=34),
    TableColumn(heading="Period", width=13),
    TableColumn(heading="Value", numbers=True, width=12),
    TableColumn(heading="Why there is none", beneath=True),
    TableColumn(heading="Target", numbers=True, width=11),
    TableColumn(heading="RAG", width=15),
    TableColumn(heading="Trend", width=15),
)


def rag_pages(report: StatusReport) -> PaperDocument:
    """The pages of a finished status, one for each priority."""
    return framed(
        report,
        _blocks(report),
        title=f"Priority pages: {report.plan_title}",
        subtitle=capitalised(phrases.days_in_words(report)),
        committee=True,
    )


def _blocks(report: StatusReport) -> Iterator[Block]:
    link = Linker.of(report.glossary)
    yield PaperHeading(text="The priorities", anchor="summary")
    items = (
        line_of(
            Words(f"{priority_status.number} {priority_status.title}: ", strong=True),
            phrases.counts_in_words(priority_status),
        )
        for priority_status in report.priorities
    )
    yield Bullets(items=tuple(items))
    yield Paragraph(
        spans=line_of(
            "A priority has no colour of its own: the colours of its measures are counted."
        )
    )
    for priority in report.priorities:
        yield from _priority_page(report, priority, link.afresh())
        rows = _priority_page(report, priority, link.afresh(), each=True)
        yield rag_rows(rows, heading_for_measure(priority))
    yield from areas_section(report, link.afresh())
    yield from sections.protection_section(report, new_page=True)
    yield from sections.glossary_section(report)


def _priority_page(
    report: StatusReport, priority: PriorityStatus, link: Linker, *, each: bool = False
) -> Iterator[Block]:
    """The blocks of a page; who wrote of the priority stands once, or with `each` part."""
    number = priority.number
    yield PaperHeading(
        text=f"Priority {number}: {priority.title}", anchor=f"priority-{number}", new_page=True
    )
    counts = line_of(Words("RAG: ", strong=True), f"{phrases.counts_in_words(priority)}.")
    yield Paragraph(spans=(*counts, *_judgement(priority.commentary, each=each)))
    internal = report.audience == "restricted"
    yield PaperHeading(text=DATA, level=3, anchor=f"data-{number}")
    yield _table(priority, link)
    yield from _commentary_blocks(priority, link, lambda commentary: commentary.data_says, each)
    analysis = list(
        _commentary_blocks(priority, link, lambda commentary: commentary.analysis, each)
    )
    steps = [
        *_commentary_blocks(priority, link, lambda commentary: commentary.next_steps, each),
        *_promised(report, priority, link),
    ]
    for text, name, blocks in ((ANALYSIS, "analysis", analysis), (NEXT, "steps", steps)):
        if blocks or internal:
            yield PaperHeading(text=text, level=3, anchor=f"{name}-{number}")
            yield from blocks or [Paragraph(spans=line_of("Not written yet."))]
    if internal:  # a list of what is to be done is for those who can do it
        yield from _missing(report, priority)


def _judgement(commentary: Commentary | None, *, each: bool) -> Line:
    """The writer's own rating of the priority and, unless it stands with each part, who wrote."""
    if commentary is None:
        return ()
    author = () if each else (Words(f" {by_whom_and_when(commentary)}"),)
    rating = own_rating(commentary) if commentary.rating else ()
    return (*((Words(" "),) if rating else ()), *rating, *author)


def _table(priority: PriorityStatus, link: Linker) -> PaperTable:
    return PaperTable(
        caption=f"Indicators of priority {priority.number}",
        columns=MEASURES,
        rows=tuple(
            _row(success, indicator, link) for success, indicator in measure_title(priority)
        ),
        sheet="Indicators",
        under=heading_for_measure(priority),
    )


def _row(success: SuccessMeasureStatus, indicator: Indicator, link: Linker) -> Row:
    unit = f" ({indicator.unit})" if unit_beside(indicator.unit) else ""
    return (
        cells.line_cell((Words(f"{success.ref} ", strong=True), *link(f"{indicator.title}{unit}"))),
        cells.words_cell(_period_in_words(indicator)),
        cells.value_cell(indicator.figure, phrases.value_text(indicator)),
        cells.why_none(indicator.figure),
        cells.number_cell(phrases.target_text(indicator.judgement.target, indicator.unit)),
        cells.rating(indicator.judgement.rating),
        cells.words_cell(trend_in_words(indicator.trend)),
    )


def _period_in_words(indicator: Indicator) -> str:
    """Such as `Q4 2025/26`, and by how many periods that is behind."""
    stale = stale_in_words(indicator.judgement)
    return indicator.figure.period.label + (f" ({stale})" if stale else "")


Part = Callable[[Commentary], str | None]


def _commentary_blocks(
    priority: PriorityStatus, link: Linker, part: Part, each: bool
) -> Iterator[Block]:
    """What was said in this part, of each success measure with who said it and when."""
    said_of = [
        (f"{success.ref} {success.title}: ", success.commentary)
        for success in priority.success_measures
    ]
    texts_of_part = [
        (title, commentary, text)
        for title, commentary in (("", priority.commentary), *said_of)
        if commentary
        for text in [part(commentary)]
        if text
    ]
    for title, commentary, text in texts_of_part:
        yield from paragraphs(title, text, link)
        if each or commentary is not priority.commentary:
            yield Paragraph(spans=line_of(by_whom(commentary)), quiet=True)


def _promised(report: StatusReport, priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """Actions of this priority that are open, then the key deliverables of which there is news."""
    actions = [
        line
        for line in report.action_list
        if priority.number in line.priorities and line.status in ("open", "in_progress")
    ]
    if actions:
        yield tracked_actions_table(
            actions,
            link,
            caption=f"Open actions of priority {priority.number}",
            rating="RAG",
            widths=(50, 18, 16, 16),
            under=heading_for_measure(priority),
        )
    news = [deliverable for deliverable in priority.deliverables if deliverable.recorded]
    if news:
        yield Bullets(items=tuple(_deliverable(deliverable, link) for deliverable in news))


def _deliverable(deliverable: DeliverableStatus, link: Linker) -> Line:
    title = (Words(f"{deliverable.ref} ", strong=True), *link(deliverable.title), Words(": "))
    tag, reason = cells.deliverable_tag(deliverable), deliverable.reason
    first, _, others = reason.partition(" ")
    if first.startswith(tag.text.lower()):  # `Reported December 2025`, not `Reported · reported …`
        return (*title, evolve(tag, text=capitalised(first)), Words(f" {others}"))
    return (*title, tag, Words(f" \N{MIDDLE DOT} {reason}"))


def _missing(report: StatusReport, priority: PriorityStatus) -> Iterator[Block]:
    """What a reader looks for on such a page and does not find, said outright."""
    gaps = tuple(line_of(words) for words in _gaps(report, priority))
    if gaps:
        yield Callout(title="What is missing here", lines=gaps, tone="warning")


def _gaps(report: StatusReport, priority: PriorityStatus) -> Iterator[str]:
    silent = [
        success_measure.ref
        for success_measure in priority.success_measures
        if success_measure.commentary is None
    ]
    if silent:
        yield f"No commentary on {listed_words(silent)}."
    for success in priority.success_measures:
        commentary = success.commentary
        texts = (
            []
            if commentary is None
            else [("analysis", commentary.analysis), ("next steps", commentary.next_steps)]
        )
        lacking = [name for name, text in texts if not text]
        if lacking:
            yield f"The commentary on {success.ref} has no {listed_words(lacking)}."
    unrecorded = [deliverable for deliverable in priority.deliverables if not deliverable.recorded]
    if unrecorded:
        deliverables = counted_words(len(unrecorded), "key deliverable")
        yield f"Nothing is recorded of {deliverables} of {len(priority.deliverables)}."
    if not any(priority.number in line.priorities for line in report.action_list):
        yield "No action or recommendation is linked to this priority."
