"""Sections that several editions share: quality, sources, quotations, definitions, glossary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from cptracker.model.figures import SourceOfTable
from cptracker.model.plan_sections import Quotation
from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    Entries,
    Entry,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import Line, PaperTable, Row, TableColumn, line_of
from cptracker.reports.editions import cells
from cptracker.reports.editions.pictures import anchor_of
from cptracker.reports.terminal.problems import problem_lines
from cptracker.status.report import StatusReport, latest_quotations
from cptracker.wording import phrases
from cptracker.wording.text import TextEncoder

MOST_SHOWN = 40
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
    more = len(lines) - MOST_SHOWN
    yield Bullets(items=tuple(line_of(line) for line in lines[:MOST_SHOWN]))
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
    yield Paragraph(spans=line_of("Signs in cells:"), numbered=False)
    yield Entries(
        items=tuple(
            Entry(term=sign, meaning=line_of(text)) for sign, text in cells.meanings(report)
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
            place="sheet" if len(report.records) > MOST_SHOWN else "all",
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


OVERVIEW = (
    TableColumn(heading="Priority", width=34),
    TableColumn(heading="Success measures", width=36),
    TableColumn(heading="Key deliverables", width=30),
)


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
    return [quotation for quotation in latest_quotations(report) if quotation.priority == number]


QUOTATIONS = (
    TableColumn(heading="Priority", numbers=True),
    TableColumn(heading="Words"),
    TableColumn(heading="Said by"),
    TableColumn(heading="Date"),
)


def quotations_in_sheet(report: StatusReport, most: int | None = None) -> Iterator[PaperTable]:
    """What was said as rows of a spreadsheet, the last first; nothing where nothing was said."""
    shown = latest_quotations(report)[:most]
    if shown:
        yield PaperTable(
            caption=TITLE,
            columns=QUOTATIONS,
            rows=tuple(_row_of_quotation(quotation) for quotation in shown),
            sheet="Quotations",
            place="sheet",
        )


def _row_of_quotation(quotation: Quotation) -> Row:
    return (
        cells.count_cell(quotation.priority),
        cells.words_cell(quotation.words),
        cells.words_cell(quotation.said_by),
        cells.day_cell(quotation.date),
    )


def quotations_section(report: StatusReport, most: int | None = None) -> Iterator[Block]:
    """A part of a paper with what was said, each with the priority it is about."""
    titles = {priority.number: priority.title for priority in report.priorities}
    shown = latest_quotations(report)[:most]
    if shown:
        yield PaperHeading(text=TITLE, anchor="own-words")
        yield Bullets(items=tuple(_with_priority(quotation, titles) for quotation in shown))
    yield from quotations_in_sheet(report, most)


def _with_priority(quotation: Quotation, titles: Mapping[int, str]) -> Line:
    number = quotation.priority
    return line_of(f"{number} {titles[number]}: ", *quotation_line(quotation))
