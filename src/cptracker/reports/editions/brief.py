"""The brief: two to four pages for a meeting, with what the panel must know and no more."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating
from cptracker.model.periods import long_date
from cptracker.plan.history.agenda import DUE
from cptracker.reports.document.blocks import Block, Bullets, PaperDocument, PaperHeading, Paragraph
from cptracker.reports.document.tables import (
    Line,
    PaperTable,
    Row,
    TableCell,
    TableColumn,
    Words,
    line_of,
)
from cptracker.reports.editions import cells, sections
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker, PaperPictures
from cptracker.reports.editions.promises import tracked_actions_table
from cptracker.reports.editions.sections import MOST_IN_BRIEF, quotations_section
from cptracker.status.attention import (
    MeasureInPlan,
    NeedsAttention,
    actions_due_soon,
    beside_others,
    missing_figures,
    needing_attention,
    overdue_actions,
    soon,
)
from cptracker.status.report import StatusReport
from cptracker.wording import facts, phrases, ratings
from cptracker.wording.phrases import BESIDE_OTHERS
from cptracker.wording.text import RATING_SYMBOLS, capitalised, counted_words

BESIDE_HEAD = 0.57
"""How much of a page the overview takes, so that it stands below the head of the first one."""


MOST = 12
"""How many rows a table of the brief has; the panel paper has them all."""

ATTENTION = (
    TableColumn(heading="What", width=40),
    TableColumn(heading="Now", numbers=True, width=12),
    TableColumn(heading="Target, or others", numbers=True, width=14),
    TableColumn(heading="Rating", width=20),
    TableColumn(heading="Going", width=14),
)


def brief(report: StatusReport) -> PaperDocument:
    """The brief of a finished status, for the public if that is protected, else restricted."""
    meeting = f" for the meeting of {long_date(report.meeting.date)}" if report.meeting else ""
    return framed(
        report,
        _blocks(report, Linker.of(()), PaperPictures(report)),
        title=f"Brief{meeting}: {report.plan_title}",
        subtitle=capitalised(phrases.days_in_words(report)),
        committee=True,
    )


def _blocks(report: StatusReport, link: Linker, draw: PaperPictures) -> Iterator[Block]:
    yield PaperHeading(text="At a glance", anchor="summary")
    yield evolve(draw.whole(), tallest=BESIDE_HEAD)
    yield from sections.overview_table(report, place="sheet")
    yield from _attention(report, link)
    yield from _compared(report)
    yield from _actions(report, link)
    yield from _changes(report, link)
    yield from quotations_section(report, MOST_IN_BRIEF)
    yield from _missing(report)
    yield from _protection(report)


def _attention(report: StatusReport, link: Linker) -> Iterator[Block]:
    lines = needing_attention(report)
    yield PaperHeading(text="What needs attention", anchor="attention")
    if not lines:
        words = "Nothing is red or amber, worse than others, or getting worse by more than chance."
        yield Paragraph(spans=line_of(words))
        return
    yield PaperTable(
        caption="What needs attention, worst first",
        columns=ATTENTION,
        rows=tuple(_needing(line, link) for line in lines[:MOST]),
        sheet="Attention",
    )
    yield from _more(len(lines) - MOST)


def _more(number: int) -> Iterator[Block]:
    if number > 0:
        yield Paragraph(spans=line_of(f"{number:,} more stand in the panel paper."), quiet=True)


def _needing(line: NeedsAttention, link: Linker) -> Row:
    name = cells.line_cell((Words(f"{line.ref} ", strong=True), *link(line.title)))
    if line.indicator is None:
        due = f"due {long_date(line.due)}" if line.due else ""
        numbers = map(cells.words_cell, ("", due))
        return (name, *numbers, _rating(line.rating), cells.words_cell(line.reason))
    indicator = line.indicator
    target_text = ""
    if indicator.benchmark:
        comparison = indicator.benchmark.comparison
        target_text = f"{facts.value_of_others(comparison, indicator.unit)} ({comparison.area})"
    elif indicator.judgement.target:
        target_text = phrases.target_text(indicator.judgement.target, indicator.unit)
    return (
        name,
        cells.value_cell(indicator.figure, phrases.value_text(indicator)),
        cells.words_cell(target_text),
        _rating(line.rating),
        cells.words_cell(ratings.direction_in_short(indicator)),
    )


def _rating(rating: Rating | BenchmarkRating) -> TableCell:
    if isinstance(rating, Rating):
        return cells.rating(rating)
    return cells.words_cell(f"{RATING_SYMBOLS[rating][0]} {BESIDE_OTHERS[rating]}")


def _compared(report: StatusReport) -> Iterator[Block]:
    """Measures without a target beside others, by how they stand."""
    named = beside_others(report)
    if not named:
        return
    yield PaperHeading(text="Compared with others, where no target is set", anchor="compared")
    yield Bullets(
        items=tuple(
            _compared_line(named[rating], rating) for rating in BESIDE_OTHERS if named.get(rating)
        )
    )


def _compared_line(alike: Sequence[MeasureInPlan], rating: BenchmarkRating) -> Line:
    label = f"{RATING_SYMBOLS[rating][0]} {capitalised(BESIDE_OTHERS[rating])}: "
    words = "; ".join(
        f"{measure.ref} {measure.indicator.title} "
        f"({phrases.value_text(measure.indicator)}, {_value_of_others(measure)})"
        for measure in alike
    )
    return line_of(Words(label, strong=True), f"{words}.")


def _value_of_others(measure: MeasureInPlan) -> str:
    if measure.indicator.benchmark is None:
        return ""
    comparison = measure.indicator.benchmark.comparison
    return f"{comparison.area} {facts.value_of_others(comparison, measure.indicator.unit)}"


def _actions(report: StatusReport, link: Linker) -> Iterator[Block]:
    if report.actions is None:
        return
    yield PaperHeading(text="Actions overdue and due", anchor="actions")
    overdue, due = overdue_actions(report), actions_due_soon(report)
    words = (
        f"{counted_words(report.actions.get('open', 0), 'action')} open: {len(overdue):,} overdue, "
        f"{len(due):,} due by {long_date(soon(report))}."
    )
    yield Paragraph(spans=line_of(words))
    listed = [*overdue, *due]
    if listed:
        yield tracked_actions_table(
            listed[:MOST], link, caption="Actions overdue, then due", widths=(48, 22, 16, 14)
        )
    yield from _more(len(listed) - MOST)


def _changes(report: StatusReport, link: Linker) -> Iterator[Block]:
    """What changed since the meeting before; what is due stands among the actions."""
    paper = report.meeting
    if paper is None or paper.since is None:
        return
    yield PaperHeading(text=f"Changed since {long_date(paper.since)}", anchor="changes")
    lines = [line for line in paper.lines if line.kind != DUE]
    if not lines:
        yield Paragraph(spans=line_of("Nothing changed."))
        return
    yield Bullets(
        items=tuple(
            (
                Words(f"{capitalised(line.kind)}: ", strong=True),
                *link(f"{line.ref} {line.title}: {line.how}"),
            )
            for line in lines[:MOST]
        )
    )
    yield from _more(len(lines) - MOST)


def _missing(report: StatusReport) -> Iterator[Block]:
    measures = missing_figures(report)
    if not measures:
        return
    yield PaperHeading(text="What is missing", anchor="missing")
    named = "; ".join(f"{measure.ref} {measure.indicator.title}" for measure in measures)
    yield Paragraph(spans=line_of(f"No figure of the latest period for {named}."))


def _protection(report: StatusReport) -> Iterator[Block]:
    if report.protection is None or not report.protection.hidden:
        return
    hidden = counted_words(report.protection.hidden, "figure")
    verb = "is" if report.protection.hidden == 1 else "are"
    words = f"Small numbers are protected: {hidden} {verb} hidden, shown as [c]."
    yield Paragraph(spans=line_of(words), quiet=True)
