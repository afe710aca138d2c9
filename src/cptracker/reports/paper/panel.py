"""The panel paper: how the whole plan stands, in the order in which a panel reads."""

from collections.abc import Iterator

from cptracker.judging import long_date
from cptracker.reports import summing_up
from cptracker.reports.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    line,
)
from cptracker.reports.paper import cells, ends, measures, promises
from cptracker.reports.paper.framing import framed
from cptracker.reports.paper.glossing import Linker
from cptracker.reports.paper.pictures import Pictures, marks
from cptracker.reports.text import counted
from cptracker.standing import PriorityStatus, StatusReport

__all__ = ["marks", "panel_paper"]


def panel_paper(report: StatusReport) -> Document:
    """The paper of a finished status: for the public if that is protected, else restricted."""
    return framed(
        report,
        _blocks(report, Linker.of(report.glossary), Pictures(report)),
        title=report.plan_title,
        subtitle=f"How the plan stands: status as at {long_date(report.as_at)}",
    )


def _blocks(report: StatusReport, link: Linker, draw: Pictures) -> Iterator[Block]:
    yield from _about(report, link)
    yield from _summary(report, draw)
    yield from promises.meeting(report.meeting, link)
    for priority in report.priorities:
        yield from _priority(priority, link.afresh(), draw)
    yield from _actions(report, link)
    yield from ends.quality(report)
    yield from ends.protection(report)
    yield from ends.sources(report)
    yield measures.series_table(summing_up.each_measure(report))
    yield from ends.glossary(report)


def _about(report: StatusReport, link: Linker) -> Iterator[Block]:
    council = f"{report.council}'s" if report.council else "The council's"
    shown = counted(len(report.priorities), "priority", "priorities")
    words = (
        f"{council} plan for children in care and care leavers, {report.plan_period}: {shown}. "
        "For each, this paper says what young people asked for, how every success measure stands "
        "and how far the key deliverables have come."
    )
    yield Heading(text="What this paper is", anchor="about")
    yield Paragraph(spans=link(words))
    yield Paragraph(
        spans=line(
            "A rating is a word first: a shape and a colour only repeat it. Without a target "
            "nothing is rated, and where there is no figure the paper says why."
        )
    )


OVERVIEW = (
    Column(heading="Priority", width=34),
    Column(heading="Success measures", width=36),
    Column(heading="Key deliverables", width=30),
)


def _summary(report: StatusReport, draw: Pictures) -> Iterator[Block]:
    yield Heading(text="Summary", anchor="summary")
    yield Bullets(items=tuple(line(f"{words}.") for words in summing_up.summary_lines(report)))
    rows = tuple(
        (
            cells.words(f"{one.number} {one.title}"),
            cells.words(summing_up.counts_in_words(one)),
            cells.words(summing_up.deliverables_in_words(one)),
        )
        for one in report.priorities
    )
    yield draw.whole()
    yield Table(caption="The priorities at a glance", columns=OVERVIEW, rows=rows, sheet="Summary")


def _priority(priority: PriorityStatus, link: Linker, draw: Pictures) -> Iterator[Block]:
    number = priority.number
    yield Heading(text=f"Priority {number}: {priority.title}", anchor=f"priority-{number}")
    yield Paragraph(spans=line(f"{summing_up.priority_in_words(priority)}."))
    if priority.young_people_said:
        said = (link(priority.young_people_said),)
        yield Callout(title="What young people said", lines=said)
    yield Heading(text="Success measures", level=3, anchor=f"measures-{number}")
    yield measures.measures_table(priority, link, draw)
    yield from measures.notes(priority)
    for _, indicator in measures.named(priority):
        yield from draw.of(indicator)
    yield from measures.groups(priority)
    yield from measures.comparators(priority)
    yield from promises.commentary(priority, link)
    if priority.deliverables:
        yield Heading(text="Key deliverables", level=3, anchor=f"deliverables-{number}")
        yield from promises.deliverables_table(priority, link)


def _actions(report: StatusReport, link: Linker) -> Iterator[Block]:
    if report.action_list:
        yield Heading(text="Actions and recommendations", anchor="actions")
        yield promises.actions_table(report.action_list, link.afresh())
