"""The edition for children and young people: asked for, promised, how it goes, what comes next."""

from collections.abc import Iterator

from attrs import define, field

from cptracker.model.periods import long_date
from cptracker.model.plan import Statement, Term
from cptracker.model.problems import UsageError
from cptracker.reports.charts.bars import hundred_dots
from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Callout,
    Entries,
    Entry,
    Image,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import Line, TermLink, Words, line_of
from cptracker.reports.editions import plain_sentences
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker, anchor_of, short_marks
from cptracker.reports.editions.plain_sentences import how_it_goes, what_is_next, what_was_agreed
from cptracker.reports.editions.sections import priority_quotations, quotations_in_sheet
from cptracker.status.report import PriorityStatus, StatusReport, SuccessMeasureStatus
from cptracker.wording.text import capitalised

REFUSED = (
    "the edition in plain words is for everybody, so it is made of a protected report; "
    "leave out `--audience restricted`"
)


NO_GOALS = (
    "We have not set goals with numbers yet. So we cannot say if a number is good enough. We can "
    "say if it gets better."
)


GO_ON = (
    "We will tell you again how it is going.",
    "Do you want to ask us something? Or do you see it another way? Please talk to someone you "
    "trust, and they will help you to tell us.",
)


LEAD = "In summary: "
"""How the plan begins what young people said; they know that it is a summary."""


def plain_words(report: StatusReport) -> PaperDocument:
    """The paper in plain words.

    Raises:
        UsageError: When the report is not for the public: this edition has no restricted form.
    """
    if report.audience != "public":
        raise UsageError(REFUSED)
    blocks = tuple(_PlainPaper(report).blocks())
    return framed(
        report,
        blocks,
        title="Are we keeping our promises to you?",
        subtitle=f"{_readers(report)}, up to {long_date(report.as_at)}",
        cells_in=False,
    )


GROUPS = "The numbers are about groups. Nobody can tell who you are."


def _readers(report: StatusReport) -> str:
    """For whom the paper is: young people, unless the plan counts something else."""
    return "For children and young people" if report.counts_children else "In plain words"


def _hello(report: StatusReport) -> str:
    """What the paper is; only where the plan is for them does it say what they asked for."""
    council = report.council or "our council"
    if report.people:
        text = "It says what you asked for, what we promised, and how it is going."
        return f"This is for {report.people} in {council}. {text}"
    going = "It says what we promised, and how it is going."
    return f"This is about our plan: {report.plan_title}. {going}"


@define
class _PlainPaper:
    """One paper as it is told, and the terms that it used on the way."""

    report: StatusReport
    used: set[str] = field(factory=set)

    def blocks(self) -> Iterator[Block]:
        yield from self._hello()
        yield from self._asked_for()
        for priority in self.report.priorities:
            yield from self._priority(priority)
        yield from quotations_in_sheet(self.report)
        yield from self._next()
        yield from self._glossary()

    def _linker(self) -> "_LinkedWords":
        return _LinkedWords(Linker.of(self.report.glossary), self.used)

    def _hello(self) -> Iterator[Block]:
        link = self._linker()
        yield PaperHeading(text="What is this?", anchor="about")
        yield Paragraph(spans=link(_hello(self.report)))
        if self.report.counts_children:
            yield Paragraph(spans=line_of(GROUPS))
        if self._no_goals():
            yield Paragraph(spans=line_of(NO_GOALS))
        if self.report.example_data:
            made_up = "The children in this paper are made up. It shows how the real one will look."
            yield Paragraph(spans=line_of(made_up))

    def _no_goals(self) -> bool:
        """Whether nothing at all has a target."""
        return all(
            indicator.judgement.target is None
            for priority in self.report.priorities
            for success in priority.success_measures
            for indicator in success.indicators
        )

    def _asked_for(self) -> Iterator[Block]:
        lists = (
            ("how to be a good parent to you", self.report.corporate_parent),
            ("what good care is like", self.report.good_care),
        )
        plan_wish = self.report.plan_young_people_said.removeprefix(LEAD)
        if not plan_wish and not any(statements for _, statements in lists):
            return
        link = self._linker()
        said = [("of this whole plan", (link(capitalised(plan_wish)),))] if plan_wish else []
        statements_by_title = [
            (title, tuple(_statement(statement, link) for statement in statements))
            for title, statements in lists
        ]
        yield PaperHeading(text="What you asked for", anchor="asked")
        for _, asked_lines in said:
            yield Callout(title="What you said", lines=asked_lines)
        for title, lines in statements_by_title:
            if lines:
                yield Paragraph(spans=line_of(f"You told us {title}:"))
                yield Bullets(items=lines)
        yield plain_sentences.asked_rows([*said, *statements_by_title])

    def _priority(self, priority: PriorityStatus) -> Iterator[Block]:
        plain_promise_row, number = self._promise_row(priority), priority.number
        yield PaperHeading(text=f"Promise {number}: {priority.title}", anchor=f"promise-{number}")
        if plain_promise_row.said:
            yield Callout(title="What you said", lines=(plain_promise_row.said,))
        yield from priority_quotations(self.report, number)
        if plain_promise_row.promised:
            yield PaperHeading(text="What we promised", level=3, anchor=f"promised-{number}")
            yield Paragraph(spans=plain_promise_row.promised)
        if plain_promise_row.going:
            yield PaperHeading(text="How it is going", level=3, anchor=f"going-{number}")
            yield from self._picture(priority)
        for goal, sentences in plain_promise_row.going:
            yield Paragraph(spans=line_of(Words(goal, strong=True)))
            yield Bullets(items=tuple(sentences))
        if plain_promise_row.next:
            yield PaperHeading(text="What comes next", level=3, anchor=f"next-{number}")
            yield Paragraph(spans=plain_promise_row.next)
            yield plain_sentences.jobs_by_name(priority.deliverables)
        yield from plain_sentences.promise_rows(plain_promise_row)

    def _picture(self, priority: PriorityStatus) -> Iterator[Block]:
        """The first share of a promise in dots, with the sentence that tells it."""
        words = {plain_word.measure: plain_word for plain_word in self.report.plain_words}
        for success in priority.success_measures:
            for indicator in success.indicators:
                text = how_it_goes(indicator, words.get(indicator.measure))
                sentence = text.partition(" (")[0]
                drawn = hundred_dots(indicator, f"{sentence}.", mark=short_marks(self.report))
                if drawn is not None and indicator.measure in words:
                    yield Image(picture=drawn, caption=f"{sentence}.")
                    return

    def _promise_row(self, priority: PriorityStatus) -> plain_sentences.PlainPromiseRow:
        """A promise in words, each of them linked in the order in which it is read."""
        link, text = self._linker(), priority.young_people_said.removeprefix(LEAD)
        return plain_sentences.PlainPromiseRow(
            name=f"{priority.number} {priority.title}",
            said=link(capitalised(text)),
            promised=link(self._promise(str(priority.number))),
            going=[self._success(success, link) for success in priority.success_measures],
            next=link(what_is_next(priority.deliverables)),
        )

    def _success(
        self, success: SuccessMeasureStatus, link: "_LinkedWords"
    ) -> tuple[str, list[Line]]:
        """What was promised, and how each of its measures goes."""
        words = {plain_word.measure: plain_word for plain_word in self.report.plain_words}
        goals = not self._no_goals()
        texts = (
            how_it_goes(indicator, words.get(indicator.measure), goals=goals)
            for indicator in success.indicators
        )
        return self._promise(success.ref) or success.title, list(map(link, texts))

    def _promise(self, ref: str) -> str:
        return next(
            (
                plain_promise.words
                for plain_promise in self.report.plain_promises
                if plain_promise.ref == ref
            ),
            "",
        )

    def _next(self) -> Iterator[Block]:
        actions = self.report.actions
        texts = [*([what_was_agreed(actions)] if actions else []), *GO_ON]
        yield PaperHeading(text="What happens next", anchor="next")
        yield from (Paragraph(spans=line_of(text)) for text in texts)
        yield plain_sentences.next_rows(map(line_of, texts))

    def _glossary(self) -> Iterator[Block]:
        """The words that were used, and no others."""
        used = [term for term in self.report.glossary if anchor_of(term) in self.used]
        if used:
            yield PaperHeading(text="Words to know", anchor="glossary")
            yield Entries(items=tuple(map(_entry, used)), sheet="Glossary")


@define
class _LinkedWords:
    """Links terms, and remembers which."""

    link: Linker
    used: set[str]

    def __call__(self, text: str) -> Line:
        line = self.link(text)
        self.used |= {span.anchor for span in line if isinstance(span, TermLink)}
        return line


def _statement(statement: Statement, link: _LinkedWords) -> Line:
    return link(statement.text)


def _entry(term: Term) -> Entry:
    return Entry(term=term.term, meaning=line_of(term.meaning), anchor=anchor_of(term))
