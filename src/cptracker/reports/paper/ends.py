"""The last parts of a paper: quality of the data, protection, words, and where figures are from."""

from collections.abc import Iterable, Iterator

from cptracker.reports import phrases, summing_up
from cptracker.reports.document import (
    Block,
    Bullets,
    Column,
    Entries,
    Entry,
    Heading,
    Paragraph,
    Row,
    Table,
    line,
)
from cptracker.reports.paper import cells
from cptracker.reports.paper.glossing import anchor_of
from cptracker.reports.problems import lines_of
from cptracker.reports.text import Pen
from cptracker.results import TableSource
from cptracker.standing import StatusReport

SHOWN = 40
"""How many kinds of problems a paper lists; `cptracker check` lists them all."""


def quality(report: StatusReport) -> Iterator[Block]:
    """What is wrong with plan, measures and records; line by line for those who can mend it."""
    yield Heading(text="Quality of the data", anchor="quality")
    words = phrases.problems_in_words(report.problems)
    if not words:
        yield Paragraph(
            spans=line("No problem was found in the plan, the measures or the records.")
        )
        return
    yield Paragraph(spans=line(f"Found: {words}. Rows with mistakes are used where they can be."))
    if report.audience == "restricted":
        lines = _with_hints(lines_of(report.problems, Pen()))
        more = len(lines) - SHOWN
        yield Bullets(items=tuple(line(one) for one in lines[:SHOWN]))
        if more > 0:
            yield Paragraph(spans=line(f"{more:,} more: run cptracker check."))


def _with_hints(lines: Iterable[str]) -> list[str]:
    """Each problem on one line with what to do about it."""
    joined: list[str] = []
    for one in lines:
        if one.startswith(" ") and joined:
            joined[-1] += f" ({one.strip()})"
        else:
            joined.append(one)
    return joined


def protection(report: StatusReport, *, new_page: bool = False) -> Iterator[Block]:
    """How small numbers are protected, and what the signs in cells mean."""
    yield Heading(text="How numbers are protected", anchor="protection", new_page=new_page)
    if report.protection is None:
        yield Paragraph(
            spans=line(
                "They are not: every figure here is exact. This edition is for those who may see "
                "it, and must not be published or passed on."
            )
        )
    else:
        yield Bullets(items=tuple(line(words) for words in report.protection.words))
    yield Paragraph(spans=line("Signs in cells:"))
    yield Entries(
        items=tuple(Entry(term=sign, meaning=line(told)) for sign, told in cells.MEANINGS)
    )


def glossary(report: StatusReport) -> Iterator[Block]:
    """The sector's words, explained."""
    if report.glossary:
        yield Heading(text="Glossary", anchor="glossary")
        items = (
            Entry(term=one.term, meaning=line(one.meaning), anchor=anchor_of(one))
            for one in report.glossary
        )
        yield Entries(items=tuple(items), sheet="Glossary")


SOURCES = (
    Column(heading="Table", width=22),
    Column(heading="Rows", numbers=True, width=10),
    Column(heading="File", width=28),
    Column(heading="SHA-256", width=40),
)
MEASURED = (
    Column(heading="Measure", width=30),
    Column(heading="What it counts", width=50),
    Column(heading="Source", width=20),
)


def sources(report: StatusReport) -> Iterator[Block]:
    """What figures are computed from; file by file for those who may know."""
    yield Heading(text="Where the figures come from", anchor="sources")
    words = summing_up.records_in_words(report)
    if words:
        yield Paragraph(spans=line(f"{words}."))
    yield _definitions(report)
    if report.audience == "restricted" and report.records:
        rows = (row for table in report.records for row in _files(table))
        yield Table(
            caption="Files that the figures were computed from",
            columns=SOURCES,
            rows=tuple(rows),
            sheet="Sources",
            place="sheet" if len(report.records) > SHOWN else "all",
        )


def _files(table: TableSource) -> Iterator[Row]:
    for source in table.sources:
        yield (
            cells.words(table.table),
            cells.count(table.rows),
            cells.words(source.path),
            cells.words(source.sha256 or "a frame"),
        )


def _definitions(report: StatusReport) -> Table:
    rows = tuple(
        (cells.words(one.title), cells.words(one.definition or "none"), cells.words(one.source))
        for one in summing_up.each_measure(report)
    )
    return Table(caption="What each measure counts", columns=MEASURED, rows=rows,
                 sheet="Definitions")  # fmt: skip
