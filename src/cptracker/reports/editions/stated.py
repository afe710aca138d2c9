"""What documents state beside figures: their own targets, and where they contradict each other."""

from collections.abc import Iterator

from cptracker.model.periods import from_key
from cptracker.reports.document.blocks import Block, Bullets, PaperHeading, Paragraph
from cptracker.reports.document.tables import PaperTable, TableColumn, Words, line_of
from cptracker.reports.editions import cells
from cptracker.status.report import StatusReport
from cptracker.wording.facts import (
    NOT_JUDGED,
    contradiction_lines,
    stated_value_in_words,
    where_stated,
)
from cptracker.wording.text import capitalised

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
