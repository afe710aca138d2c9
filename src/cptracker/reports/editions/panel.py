"""The panel paper, from how the whole plan stands to where the figures are from."""

from collections.abc import Iterable, Iterator
from typing import Literal

from cptracker.model.figures import SourceOfTable
from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    Entries,
    Entry,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import PaperTable, Row, TableColumn, Words, line_of
from cptracker.reports.editions import cells, measures, promises
from cptracker.reports.editions.commentary import commentary_section, priority_commentary
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker, PaperPictures, anchor_of
from cptracker.reports.editions.stated import contradictions_section, stated_targets_section
from cptracker.reports.terminal.problems import problem_lines
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.wording import phrases
from cptracker.wording.text import TextEncoder, counted_words

SHOWN = 40
"""How many kinds of problems a paper lists; `cptracker check` lists them all."""


def quality_section(report: StatusReport) -> Iterator[Block]:
    """What is wrong with plan, measures and records, for those who can mend it.

    The public edition knows none of it, and so says nothing: neither that there is, nor that not.
    """
    if report.audience != "restricted":
        return
    yield PaperHeading(text="Quality of the data", anchor="quality")
    words = phrases.problems_in_words(report.problems)
    if not words:
        yield Paragraph(
            spans=line_of("No problem was found in the plan, the measures or the records.")
        )
        return
    yield Paragraph(
        spans=line_of(f"Found: {words}. Rows with mistakes are used where they can be.")
    )
    lines = _with_hints(problem_lines(report.problems, TextEncoder()))
    more = len(lines) - SHOWN
    yield Bullets(items=tuple(line_of(line) for line in lines[:SHOWN]))
    if more > 0:
        yield Paragraph(spans=line_of(f"{more:,} more: run cptracker check."))


def _with_hints(lines: Iterable[str]) -> list[str]:
    """Each problem on one line with what to do about it."""
    joined: list[str] = []
    for line in lines:
        if line.startswith(" ") and joined:
            joined[-1] += f" ({line.strip()})"
        else:
            joined.append(line)
    return joined


def protection_section(report: StatusReport, *, new_page: bool = False) -> Iterator[Block]:
    """How small numbers are protected, and what the signs in cells mean."""
    yield PaperHeading(text="How numbers are protected", anchor="protection", new_page=new_page)
    if report.protection is None:
        yield Paragraph(
            spans=line_of(
                "They are not: every figure here is exact. This edition is for those who may see "
                "it, and must not be published or passed on."
            )
        )
    else:
        yield Bullets(items=tuple(line_of(words) for words in report.protection.words))
    yield Paragraph(spans=line_of("Signs in cells:"))
    yield Entries(
        items=tuple(
            Entry(term=sign, meaning=line_of(told)) for sign, told in cells.meanings(report)
        )
    )


def glossary_section(report: StatusReport) -> Iterator[Block]:
    """The sector's words, explained."""
    if report.glossary:
        yield PaperHeading(text="Glossary", anchor="glossary")
        items = (
            Entry(term=term.term, meaning=line_of(term.meaning), anchor=anchor_of(term))
            for term in report.glossary
        )
        yield Entries(items=tuple(items), sheet="Glossary")


SOURCES = (
    TableColumn(heading="Table", width=22),
    TableColumn(heading="Rows", numbers=True, width=10),
    TableColumn(heading="File", width=28),
    TableColumn(heading="SHA-256", width=40),
)


MEASURED = (
    TableColumn(heading="Measure", width=30),
    TableColumn(heading="What it counts", width=50),
    TableColumn(heading="Source", width=20),
)


def sources_section(report: StatusReport) -> Iterator[Block]:
    """What figures are computed from; file by file for those who may know."""
    yield PaperHeading(text="Where the figures come from", anchor="sources")
    words = phrases.records_in_words(report)
    if words:
        yield Paragraph(spans=line_of(f"{words}."))
    yield _definitions(report)
    if report.audience == "restricted" and report.records:
        rows = (row for table in report.records for row in _files(table))
        yield PaperTable(
            caption="Files that the figures were computed from",
            columns=SOURCES,
            rows=tuple(rows),
            sheet="Sources",
            place="sheet" if len(report.records) > SHOWN else "all",
        )


def _files(table: SourceOfTable) -> Iterator[Row]:
    for source in table.sources:
        yield (
            cells.words_cell(table.table),
            cells.count_cell(table.rows),
            cells.words_cell(source.path),
            cells.words_cell(source.sha256 or "a frame"),
        )


def _definitions(report: StatusReport) -> PaperTable:
    rows = tuple(
        (
            cells.words_cell(indicator.title),
            cells.words_cell(indicator.definition or "none"),
            cells.words_cell(indicator.source),
        )
        for indicator in phrases.each_measure(report)
    )
    return PaperTable(caption="What each measure counts", columns=MEASURED, rows=rows,
                 sheet="Definitions")  # fmt: skip


def panel_paper(report: StatusReport) -> PaperDocument:
    """The paper of a finished status: for the public if that is protected, else restricted."""
    return framed(
        report,
        _blocks(report, Linker.of(report.glossary), PaperPictures(report)),
        title=report.plan_title,
        subtitle=f"How the plan stands: {phrases.days_in_words(report)}",
        committee=True,
    )


def _blocks(report: StatusReport, link: Linker, draw: PaperPictures) -> Iterator[Block]:
    yield from _about(report, link)
    yield from _summary(report, draw)
    yield from promises.meeting_section(report.meeting, link)
    for priority in report.priorities:
        yield from _priority(priority, link.afresh(), draw)
    yield from _actions(report, link)
    yield from stated_targets_section(report)
    yield from contradictions_section(report)
    yield from quality_section(report)
    yield from protection_section(report)
    yield from sources_section(report)
    yield measures.series_table(phrases.each_measure(report))
    yield from glossary_section(report)


def _about(report: StatusReport, link: Linker) -> Iterator[Block]:
    council = f"{report.council}'s" if report.council else "The council's"
    shown = counted_words(len(report.priorities), "priority", "priorities")
    people = f" for {report.people}" if report.people else ""
    said = report.people or any(priority.young_people_said for priority in report.priorities)
    asked = "what young people asked for, " if said else ""
    words = (
        f"{council} plan{people}, {report.plan_period}: {shown}. For each, this paper says "
        f"{asked}how every success measure stands and how far the key deliverables have come."
    )
    yield PaperHeading(text="What this paper is", anchor="about")
    yield Paragraph(spans=link(words))
    if report.plan_vision:
        yield Paragraph(spans=link(report.plan_vision))
    yield Paragraph(
        spans=line_of(
            "A rating is a word first: a shape and a colour only repeat it. Without a target "
            "nothing is rated, and where there is no figure the paper says why."
        )
    )


OVERVIEW = (
    TableColumn(heading="Priority", width=34),
    TableColumn(heading="Success measures", width=36),
    TableColumn(heading="Key deliverables", width=30),
)


def _summary(report: StatusReport, draw: PaperPictures) -> Iterator[Block]:
    yield PaperHeading(text="Summary", anchor="summary")
    yield Bullets(items=tuple(line_of(f"{words}.") for words in phrases.summary_lines(report)))
    yield draw.whole()
    yield from overview_table(report)


def overview_table(report: StatusReport, place: Literal["all", "sheet"] = "all") -> Iterator[Block]:
    """Each priority with how many of its measures and deliverables stand how.

    Args:
        report: The status.
        place: Whether it stands in every format, or in a spreadsheet alone.
    """
    rows = tuple(
        (
            cells.words_cell(f"{priority.number} {priority.title}"),
            cells.words_cell(phrases.counts_in_words(priority)),
            cells.words_cell(phrases.deliverables_in_words(priority)),
        )
        for priority in report.priorities
    )
    yield PaperTable(
        caption="The priorities at a glance",
        columns=OVERVIEW,
        rows=rows,
        sheet="Summary",
        place=place,
    )


def _priority(priority: PriorityStatus, link: Linker, draw: PaperPictures) -> Iterator[Block]:
    number = priority.number
    yield PaperHeading(text=f"Priority {number}: {priority.title}", anchor=f"priority-{number}")
    if priority.lead:
        yield Paragraph(spans=line_of(Words("Led by: ", strong=True), priority.lead))
    if priority.statement:
        yield Paragraph(spans=link(priority.statement))
    yield Paragraph(spans=line_of(f"{phrases.priority_in_words(priority)}."))
    yield from promises.commitments_list(priority, link)
    if priority.young_people_said:
        said = (link(priority.young_people_said),)
        yield Callout(title="What young people said", lines=said)
    yield from priority_commentary(priority, link)
    yield PaperHeading(text="Success measures", level=3, anchor=f"measures-{number}")
    yield from promises.success_details(priority, link)
    yield measures.measures_table(priority, link, draw)
    yield from measures.measure_notes(priority)
    for _, indicator in measures.measure_title(priority):
        yield from draw.of(indicator)
    yield from measures.groups(priority)
    yield from measures.comparators(priority)
    yield from commentary_section(priority, link)
    if priority.deliverables:
        yield PaperHeading(text="Key deliverables", level=3, anchor=f"deliverables-{number}")
        yield from promises.deliverables_table(priority, link)


def _actions(report: StatusReport, link: Linker) -> Iterator[Block]:
    if report.action_list:
        yield PaperHeading(text="Actions and recommendations", anchor="actions")
        yield promises.actions_table(report.action_list, link.afresh())
    yield from promises.duties_list(report.duties, link)
