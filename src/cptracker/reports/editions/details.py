"""What stands behind a panel paper: each measure in full, others' figures, what documents state."""

from collections.abc import Iterator

from attrs import evolve

from cptracker.model.periods import from_key, long_date
from cptracker.reports.document.blocks import Block, Bullets, PaperDocument, PaperHeading, Paragraph
from cptracker.reports.document.tables import PaperTable, TableColumn, Words, line_of
from cptracker.reports.editions import cells, measures, promises, sections
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker, PaperPictures
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.wording import phrases
from cptracker.wording.facts import (
    NOT_JUDGED,
    contradiction_lines,
    stated_value_in_words,
    where_stated,
)
from cptracker.wording.text import capitalised


def annex(report: StatusReport) -> PaperDocument:
    """The annex of a panel paper, made of the same finished status."""
    return framed(
        report,
        _blocks(report, Linker.of(report.glossary), PaperPictures(report)),
        title=f"Annex: {report.plan_title}",
        subtitle=f"The figures in full, up to {long_date(report.as_at)}",
    )


def details_in_sheets(report: StatusReport) -> Iterator[PaperTable]:
    """The annex's tables for the spreadsheet of the panel paper, which holds all of the figures."""
    for block in _tables(report):
        if isinstance(block, PaperTable) and block.place != "page":
            yield evolve(block, place="sheet")


def _tables(report: StatusReport) -> Iterator[Block]:
    link, draw = Linker.of(report.glossary), PaperPictures(report)
    for priority in report.priorities:
        yield measures.measures_table(priority, link, draw)
        yield from measures.groups(priority)
        yield from measures.comparators(priority)
        yield from promises.deliverables_table(priority, link)
    if report.action_list:
        yield promises.actions_table(report.action_list, link)
    yield from stated_targets_section(report)
    yield from sections.sources_section(report)
    yield measures.series_table(phrases.each_measure(report))


def _blocks(report: StatusReport, link: Linker, draw: PaperPictures) -> Iterator[Block]:
    yield PaperHeading(text="What this annex is", anchor="about")
    words = (
        "Each success measure with its figure in full, its course over time and others' published "
        "figures; what the plan promises beside; what each measure counts; and where the figures "
        "come from. A rating is a word first: a shape and a colour only repeat it."
    )
    yield Paragraph(spans=line_of(words))
    for priority in report.priorities:
        yield from _priority(priority, link.afresh(), draw)
    yield from stated_targets_section(report)
    yield from contradictions_section(report)
    yield from sections.quality_section(report)
    yield from sections.protection_section(report)
    yield from sections.sources_section(report)
    yield measures.series_table(phrases.each_measure(report))
    yield from sections.glossary_section(report)


def _priority(priority: PriorityStatus, link: Linker, draw: PaperPictures) -> Iterator[Block]:
    number = priority.number
    yield PaperHeading(text=f"Priority {number}: {priority.title}", anchor=f"priority-{number}")
    yield from promises.commitments_list(priority, link)
    yield PaperHeading(text="Success measures", level=3, anchor=f"measures-{number}")
    yield from promises.success_details(priority, link)
    yield measures.measures_table(priority, link, draw)
    yield from measures.measure_notes(priority)
    for _, indicator in measures.measure_title(priority):
        yield from draw.of(indicator)
    yield from measures.groups(priority)
    yield from measures.comparators(priority)
    if priority.deliverables:
        yield PaperHeading(text="Key deliverables", level=3, anchor=f"deliverables-{number}")
        yield from promises.deliverables_table(priority, link)


STATED = (
    TableColumn(heading="What for", width=36),
    TableColumn(heading="Stated target", width=16),
    TableColumn(heading="Period", width=12),
    TableColumn(heading="Where it is stated", width=36),
    TableColumn(heading="Note", beneath=True),
)


def stated_targets_section(report: StatusReport) -> Iterator[Block]:
    """Targets and standards that documents state, each with its place; nothing where none does."""
    if not report.stated_targets:
        return
    yield PaperHeading(text="Targets that documents state", anchor="stated-targets")
    yield Paragraph(spans=line_of(f"{capitalised(NOT_JUDGED)}."))
    rows = tuple(
        (
            cells.words_cell(stated_target.what),
            cells.words_cell(stated_value_in_words(stated_target)),
            cells.words_cell(from_key(stated_target.period).label),
            cells.words_cell(where_stated(stated_target)),
            cells.words_cell(stated_target.note or ""),
        )
        for stated_target in report.stated_targets
    )
    yield PaperTable(
        caption="Targets that documents state", columns=STATED, rows=rows, sheet="Stated targets"
    )


def contradictions_section(report: StatusReport) -> Iterator[Block]:
    """Where documents contradict each other, in the restricted paper alone."""
    if report.audience != "restricted" or not report.contradictions:
        return
    heading = "Where documents contradict each other"
    yield PaperHeading(text=heading, anchor="contradictions")
    for contradiction in report.contradictions:
        yield Paragraph(spans=line_of(Words(contradiction.about, strong=True)))
        yield Bullets(items=tuple(line_of(words) for words in contradiction_lines(contradiction)))
