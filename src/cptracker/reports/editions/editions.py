"""The editions of a paper, imported when asked for, and what heads a report to a committee."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from attrs import evolve, frozen

from cptracker.model.choices import EditionName
from cptracker.model.periods import long_date
from cptracker.model.plan_sections import ContactDetails
from cptracker.model.problems import UsageError
from cptracker.reports.document.blocks import (
    Block,
    Callout,
    Entries,
    Entry,
    PaperDocument,
    PaperHeading,
    Paragraph,
    lines_in,
)
from cptracker.reports.document.tables import TermLink, line_of
from cptracker.reports.editions import cells
from cptracker.reports.editions.pictures import chart_marks
from cptracker.status.report import StatusReport
from cptracker.wording.text import listed_words

GLOSSARY, TERMS = "glossary", "Glossary"
"""The anchor of the glossary's heading, and the sheet that its terms go to."""


def framed(
    report: StatusReport,
    blocks: Iterable[Block],
    *,
    title: str,
    subtitle: str,
    cells_in: bool = True,
    committee: bool = False,
    landscape: bool = False,
) -> PaperDocument:
    """The document of an edition.

    Args:
        report: What it tells.
        blocks: In reading order.
        title: Its name.
        subtitle: Which plan or period.
        cells_in: Whether its cells hold signs in square brackets, to be explained.
        committee: Whether it is a report to a committee, with the head that the plan states.
        landscape: Whether its pages are wider than high.
    """
    content = tuple(blocks)
    return PaperDocument(
        title=title,
        subtitle=subtitle,
        council=report.council,
        as_at=report.as_at,
        marks=chart_marks(report),
        blocks=(*(committee_head(report) if committee else ()), *_with_words_used(content)),
        shorthand=cells.meanings(report) if cells_in else (),
        committee=committee,
        landscape=landscape,
    )


def _with_words_used(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, of terms only those that are used in them; no heading above none."""
    used = {span.anchor for line in lines_in(blocks) for span in line if isinstance(span, TermLink)}
    for block in blocks:
        if isinstance(block, PaperHeading) and block.anchor == GLOSSARY:
            if not used:
                return
        elif isinstance(block, Entries) and block.sheet == TERMS:
            yield evolve(block, items=tuple(entry for entry in block.items if entry.anchor in used))
            continue
        yield block


TITLE = "Counted in another way than the panel agreed"


def with_changes(document: PaperDocument, report: StatusReport) -> PaperDocument:
    """The document, begun by a warning that names each measure whose definition has changed."""
    changed = tuple(dict.fromkeys(_changed(report)))
    if not changed:
        return document
    warning = Callout(title=TITLE, lines=tuple(line_of(title) for title in changed), tone="warning")
    return evolve(document, blocks=(warning, *document.blocks))


def _changed(report: StatusReport) -> Iterator[str]:
    for priority in report.priorities:
        for success in priority.success_measures:
            for indicator in success.indicators:
                if indicator.approval and indicator.approval.changed:
                    yield f"{indicator.title} (agreed at {indicator.approval.meeting})"


Made = Callable[[StatusReport], PaperDocument]


@frozen(kw_only=True)
class Edition:
    """One way to tell a status.

    Attributes:
        module: Where its function is, below `cptracker.reports.editions`.
        function: Takes a finished `StatusReport` and gives a `Document`.
        words: What it is for.
        also: What `build_status` is to add to the plan's own for it.
        public_only: Whether there is no restricted form of it.
        back: How many periods of the plan's own series it needs; as many as is usual if None. What
            a paper does not show need not be protected in it.
    """

    module: str
    function: str
    words: str
    also: tuple[str, ...] = ()
    public_only: bool = False
    back: int | None = None


EDITIONS = {
    EditionName.PANEL.value: Edition(
        module="panel",
        function="panel_paper",
        words="the whole plan in a few pages, in the order a panel reads",
    ),
    EditionName.ANNEX.value: Edition(
        module="details",
        function="annex",
        words="what stands behind the panel paper: charts, others' figures, definitions, sources",
    ),
    EditionName.BRIEF.value: Edition(
        module="brief",
        function="brief",
        words="two to four pages for a meeting: what needs attention, actions, what changed",
    ),
    EditionName.SCORECARD.value: Edition(
        module="scorecard",
        function="scorecard",
        words="each indicator by the month and the year, beside others, in the council's form",
        also=("scorecard",),
        back=1,
    ),
    EditionName.RAG.value: Edition(
        module="rag",
        function="rag_pages",
        words="a page for each priority: data, analysis, action and next steps",
    ),
    EditionName.APPENDIX.value: Edition(
        module="appendix",
        function="appendix",
        words="the data of an annual report: who is in care and who left, year by year",
        also=("appendix",),
        back=1,
    ),
    EditionName.PLAIN.value: Edition(
        module="plain",
        function="plain_words",
        words="for children and young people, in plain words",
        public_only=True,
    ),
}


PUBLIC_ONLY = "the edition `{}` is for everybody: leave out `--audience restricted`"


def edition_named(name: str, audience: str = "public") -> Edition:
    """The edition of a name.

    Raises:
        UsageError: When there is none of that name, or none for that audience.
    """
    if name not in EDITIONS:
        raise UsageError(f"there is no edition `{name}`; there are {listed_words(EDITIONS)}")
    edition = EDITIONS[name]
    if edition.public_only and audience != "public":
        raise UsageError(PUBLIC_ONLY.format(name))
    return edition


def edition(name: str) -> Made:
    """The function of an edition, whose document says first what is not counted as agreed.

    Raises:
        UsageError: When there is none of that name.
    """
    named_edition = edition_named(name)
    made: Made = getattr(
        import_module(f"cptracker.reports.editions.{named_edition.module}"), named_edition.function
    )
    return lambda report: with_changes(made(report), report)


NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
"""Of recommendations, as minutes refer to them."""


def committee_head(report: StatusReport) -> Iterator[Block]:
    """The head as the plan states it, with the day of the meeting; nothing where it states none."""
    head = report.committee_report
    if head is None:
        return
    body = head.decision_maker
    entries = [
        ("Decision-maker", body),
        ("Subject", report.plan_title),
        ("Date of meeting", long_date(report.meeting.date) if report.meeting else ""),
        ("Report of", head.report_of),
        *(("Contact", _contact(contact)) for contact in head.contacts),
    ]
    yield Entries(
        items=tuple(Entry(term=term, meaning=line_of(words)) for term, words in entries if words)
    )
    if head.recommendations:
        yield PaperHeading(text="Recommendations", anchor="recommendations")
        for at, words in enumerate(head.recommendations):
            yield Paragraph(spans=line_of(f"({_numeral(at)}) {words}"), numbered=False)


def _numeral(at: int) -> str:
    return NUMERALS[at] if at < len(NUMERALS) else str(at + 1)


def _contact(contact: ContactDetails) -> str:
    named = (contact.role, contact.name, contact.email, contact.telephone)
    return ", ".join(part for part in named if part)
