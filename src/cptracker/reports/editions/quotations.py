"""Young people's own words, as papers show them."""

from collections.abc import Iterator, Mapping, Sequence

from cptracker.model.plan_sections import Quotation
from cptracker.reports.document.blocks import Block, Bullets, Callout, PaperHeading
from cptracker.reports.document.tables import Line, line_of
from cptracker.status.report import StatusReport

TITLE = "In young people's own words"


MOST_IN_BRIEF = 3
"""A brief has the last words that were said, no more than so many."""


MARKS = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
"""Quotation marks that the plan may have already."""


def quotation_line(quotation: Quotation) -> Line:
    """The words in quotation marks, and who said them."""
    words = quotation.words.strip().strip(MARKS)
    return line_of(
        f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK} "
        f"({quotation.said_by}, {quotation.date:%B %Y})"
    )


def priority_quotations(report: StatusReport, number: int) -> Iterator[Callout]:
    """What was said about a priority, the last first."""
    lines = tuple(map(quotation_line, _of_priority(report, number)))
    if lines:
        yield Callout(title=TITLE, lines=lines)


def _of_priority(report: StatusReport, number: int) -> Sequence[Quotation]:
    return [quotation for quotation in latest(report) if quotation.priority == number]


def latest(report: StatusReport) -> list[Quotation]:
    """All that was said up to the day of the report, the last first."""
    return sorted(report.quotations, key=lambda quotation: quotation.date, reverse=True)


def quotations_section(report: StatusReport, most: int | None = None) -> Iterator[Block]:
    """A part of a paper with what was said, each with the priority it is about."""
    titles = {priority.number: priority.title for priority in report.priorities}
    shown = [quotation for quotation in latest(report) if quotation.priority in titles][:most]
    if shown:
        yield PaperHeading(text=TITLE, anchor="own-words")
        yield Bullets(items=tuple(_with_priority(quotation, titles) for quotation in shown))


def _with_priority(quotation: Quotation, titles: Mapping[int, str]) -> Line:
    number = quotation.priority
    return line_of(f"{number} {titles[number]}: ", *quotation_line(quotation))
