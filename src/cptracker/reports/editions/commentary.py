"""Commentary in papers: on success measures, on priorities as a whole, on areas beside the plan."""

from collections.abc import Iterator

from attrs import evolve

from cptracker.model.actions import Commentary
from cptracker.model.figures import Rating
from cptracker.model.periods import long_date
from cptracker.reports.document.blocks import Block, PaperHeading, Paragraph
from cptracker.reports.document.tables import Line, Words, line_of
from cptracker.reports.editions import cells
from cptracker.reports.editions.pictures import Linker
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.wording.facts import period_in_words
from cptracker.wording.text import capitalised

DATA, ANALYSIS, NEXT = "What the data tells us", "Analysis", "Action and next steps"


def commentary_section(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What was last said of each success measure."""
    commentaries = [
        (success_measure, success_measure.commentary)
        for success_measure in priority.success_measures
        if success_measure.commentary
    ]
    if commentaries:
        yield PaperHeading(text="What is said of the figures", level=3,
                      anchor=f"said-{priority.number}")  # fmt: skip
    for success, commentary in commentaries:
        yield PaperHeading(
            text=f"{success.ref} {success.title}", level=4, anchor=f"said-{success.ref}"
        )
        yield from _commentary_blocks(commentary, link)


def priority_commentary(priority: PriorityStatus, link: Linker) -> Iterator[Block]:
    """What was last said of a priority as a whole, with the writer's own rating."""
    commentary = priority.commentary
    if commentary is None:
        return
    yield PaperHeading(
        text="What is said of the priority", level=3, anchor=f"said-priority-{priority.number}"
    )
    if not commentary.rating:
        yield from _commentary_blocks(commentary, link)
        return
    yield Paragraph(spans=(*own_rating(commentary), Words(f" {_signed(commentary)}")))
    yield from _titled_paragraphs(commentary, link)


def own_rating(commentary: Commentary) -> Line:
    """The writer's own rating, named as their judgement, with its shape and colour."""
    reason = f" Reason: {commentary.reason}." if commentary.reason else ""
    judgement = capitalised(_rating_in_words(commentary))
    tag = evolve(cells.rating_tag(Rating(str(commentary.rating))), text=judgement)
    return line_of(Words("Judgement of the writer: ", strong=True), tag, f".{reason}")


def _rating_in_words(commentary: Commentary) -> str:
    """Such as `amber, medium risk`; empty where the writer gave no rating."""
    return ", ".join(
        filter(None, (commentary.rating, commentary.rating and commentary.rating_words))
    )


def _commentary_blocks(commentary: Commentary, link: Linker) -> Iterator[Block]:
    """All three parts of a commentary, then who said it and where it is taken from."""
    yield from _titled_paragraphs(commentary, link)
    yield Paragraph(spans=line_of(_signed(commentary)), quiet=True)


def _signed(commentary: Commentary) -> str:
    """Who said it and when, and where it is taken from."""
    source = f" Source: {commentary.source}." if commentary.source else ""
    return f"{by_whom_and_when(commentary)}{source}"


def _titled_paragraphs(commentary: Commentary, link: Linker) -> Iterator[Block]:
    titled_texts = (
        (DATA, commentary.data_says),
        (ANALYSIS, commentary.analysis),
        (NEXT, commentary.next_steps),
    )
    for title, text in titled_texts:
        if text and text.strip():
            yield from paragraphs(f"{title}: ", text, link)


def paragraphs(title: str, text: str, link: Linker) -> Iterator[Block]:
    """A text in its paragraphs, the first under a title that runs in with it."""
    first, *others = (paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip())
    yield Paragraph(spans=(*((Words(title, strong=True),) if title else ()), *link(first)))
    for paragraph_after in others:
        yield Paragraph(spans=link(paragraph_after))


def areas_section(report: StatusReport, link: Linker) -> Iterator[Block]:
    """What was said of areas that are none of the plan's, such as those of a board before it."""
    if not report.areas:
        return
    yield PaperHeading(text="Other areas", anchor="areas", new_page=True)
    introduction = (
        "Areas beside the plan's priorities, as their writers saw them within the last year."
    )
    yield Paragraph(spans=line_of(introduction))
    for nth, commentary in enumerate(report.areas, start=1):
        yield PaperHeading(text=commentary.about or "", level=3, anchor=f"area-{nth}")
        if commentary.rating:
            judgement = f"{capitalised(_rating_in_words(commentary))}."
            yield Paragraph(spans=line_of(Words("RAG: ", strong=True), judgement))
        yield from _titled_paragraphs(commentary, link)
        yield Paragraph(spans=line_of(by_whom(commentary)), quiet=True)


def by_whom(commentary: Commentary) -> str:
    """Who said it, when, for which period, and how they see it."""
    own = f" Seen by the writer as {_rating_in_words(commentary)}." if commentary.rating else ""
    return f"{by_whom_and_when(commentary)}{own}"


def by_whom_and_when(commentary: Commentary) -> str:
    """Who said it, when, and for which period."""
    return (
        f"{commentary.by}, {long_date(commentary.date)}, for {period_in_words(commentary.period)}."
    )
