"""The panel paper: how the whole plan stands, a page for each priority, and the actions."""

from collections.abc import Iterator

from attrs import evolve

from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import Words, line_of
from cptracker.reports.editions import promises, sections
from cptracker.reports.editions.commentary import commentary_section, priority_commentary
from cptracker.reports.editions.details import details_in_sheets
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker, PaperPictures
from cptracker.reports.editions.sections import priority_quotations
from cptracker.reports.editions.short_measures import short_table
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.wording import phrases


def panel_paper(report: StatusReport) -> PaperDocument:
    """The paper of a finished status: for the public if that is protected, else restricted.

    What a panel reads through; definitions, charts, others' figures and sources stand in its annex.
    """
    return framed(
        report,
        _blocks(report, Linker.of(report.glossary), PaperPictures(report)),
        title=report.plan_title,
        subtitle=f"How the plan stands: {phrases.days_in_words(report)}",
        committee=True,
    )


def _blocks(report: StatusReport, link: Linker, draw: PaperPictures) -> Iterator[Block]:
    yield from _summary(report, draw)
    yield from promises.meeting_section(report.meeting, link)
    placed: dict[str, str] = {}
    for priority in report.priorities:
        quotations = priority_quotations(report, priority.number)
        yield from _priority(priority, link.afresh(), placed, quotations)
    yield from sections.quotations_in_sheet(report)
    yield from promises.actions_section(report, link.afresh())
    yield from promises.duties_list(report.duties, link)
    yield from sections.protection_section(report)
    yield from details_in_sheets(report)
    yield from sections.glossary_section(report)


WHOLE_PLAN = 0.55
"""How much of the height of a page the picture of the whole plan takes at the most."""


def _summary(report: StatusReport, draw: PaperPictures) -> Iterator[Block]:
    yield PaperHeading(text="Summary", anchor="summary")
    if report.plan_vision:
        yield Paragraph(spans=line_of(f"{report.plan_vision.rstrip('.')}."))
    if report.plan_young_people_said:
        wish = Linker.of(report.glossary)(report.plan_young_people_said)
        yield Callout(title="What young people ask of this plan", lines=(wish,))
    yield Bullets(items=tuple(line_of(f"{words}.") for words in phrases.summary_lines(report)))
    yield evolve(draw.whole(), tallest=WHOLE_PLAN)
    yield from sections.overview_table(report, place="sheet")


def _priority(
    priority: PriorityStatus,
    link: Linker,
    placed: dict[str, str],
    quotations: Iterator[Callout],
) -> Iterator[Block]:
    """A page of a priority; `placed` says under which reference a measure stands already."""
    number = priority.number
    yield PaperHeading(text=f"Priority {number}: {priority.title}", anchor=f"priority-{number}")
    statement = f"{priority.statement.rstrip('.')}. " if priority.statement else ""
    yield Paragraph(spans=link(f"{statement}{phrases.priority_in_words(priority)}."))
    if priority.lead:
        label = Words("Led by: ", strong=True)
        yield Paragraph(spans=line_of(label, priority.lead), numbered=False)
    if priority.young_people_said:
        statements = (link(priority.young_people_said),)
        yield Callout(title="What young people said", lines=statements)
    yield from quotations
    yield from short_table(priority, link, placed)
    yield from priority_commentary(priority, link)
    yield from commentary_section(priority, link)
    yield from promises.recorded_deliverables(priority, link)
