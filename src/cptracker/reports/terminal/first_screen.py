"""The first screen of a status: what a panel must know, on 80 columns and 45 lines.

Priorities as shapes, what needs attention, how measures without a target compare with others,
actions, what changed since the last meeting, what is missing. Every shape is named in the last line
and every list that is cut says how many more there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from attrs import frozen
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from cptracker.model.figures import MeetingLine
from cptracker.model.periods import long_date
from cptracker.reports.terminal.fitting import FittedLines, short_day, width_of_numbers
from cptracker.reports.terminal.styles import STYLES, legend, print_renderables, symbols
from cptracker.status.attention import (
    NeedsAttention,
    SubjectCommentary,
    actions_due_soon,
    beside_others,
    indicators_of,
    missing_figures,
    needing_attention,
    new_commentary,
    overdue_actions,
    rating_shown,
    soon,
)
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.status.tracker_lines import ActionLine
from cptracker.wording import facts, phrases
from cptracker.wording.facts import duties_overdue
from cptracker.wording.ratings import direction_in_short, value_with_marks
from cptracker.wording.text import (
    ShownRating,
    capitalised,
    counted_words,
    encoder_for,
)

WIDEST = 120
MOST_PRIORITIES = 10
MOST_ATTENTION = 6
MOST_ACTIONS = 2
MOST_CHANGES = 2
MOST_MISSING = 1
USUAL_NAMES = 2
"""How many lines each part may take, so that all of them fit 45 lines with ten priorities; what
fewer priorities leave free goes to what needs attention, and a third line of names costs it one."""

FULL = "cptracker status --full"

SYMBOLS = 21
"""The width of a column of shapes."""


def print_first_screen(report: StatusReport, console: Console, plan: str = "") -> None:
    """Write the first screen of a status to a console, as wide as it is.

    Args:
        report: The status, exact or as the public sees it.
        console: Where to.
        plan: Which plan it is, such as `./strategy`, for the heading.
    """
    width, encoder = min(console.width, WIDEST), encoder_for(console.encoding)
    screen = _FirstScreen(width=width, encoder=encoder, report=report, plan=plan)
    print_renderables(screen.renderables(), console)


def print_first_screens(
    reports: Iterable[StatusReport], plans: Iterable[str], console: Console
) -> None:
    """Write the first screen of the status of each of several plans, one after the other."""
    for number, (report, plan) in enumerate(zip(reports, plans, strict=True)):
        if number:
            print_renderables([Text(), Text()], console)
        print_first_screen(report, console, plan)


@frozen(kw_only=True)
class _FirstScreen(FittedLines):
    """A status set on a page of some width."""

    report: StatusReport
    plan: str

    def renderables(self) -> Iterator[RenderableType]:
        yield from self.heading()
        yield from self.priorities()
        for part in (self.attention, self.compared, self.actions, self.changes, self.missing):
            lines = list(part())
            if lines:
                yield Text()
                yield from lines
        yield Text()
        yield from self.legend()

    def heading(self) -> Iterator[RenderableType]:
        report = self.report
        marks = ["RESTRICTED" if report.audience == "restricted" else "PUBLIC"]
        marks += ["EXAMPLE DATA"] if report.example_data else []
        mark = self.text(" · ".join(marks), "bold reverse" if report.example_data else "bold")
        period = f", {report.plan_period}"
        title_width = self.width - mark.cell_len - 1 - len(period)
        yield self.pair(self.text(self.fit(report.plan_title, title_width) + period, "bold"), mark)
        yield self.text(capitalised(phrases.days_in_words(report)))
        where = [f"Plan: {self.plan}"] if self.plan else []
        where += [phrases.later_changes_in_words(report), phrases.records_in_words(report)]
        yield self.text(self.as_many_as_fit(part for part in where if part), "dim")

    def priorities(self) -> Iterator[RenderableType]:
        shown = self.shown()
        grid = Table.grid(padding=(0, 1, 0, 0))
        title = self.width - 2 * (SYMBOLS + 1)
        for width in (title, SYMBOLS, SYMBOLS):
            grid.add_column(width=width, no_wrap=True)
        headings = (self.text(word, "bold dim") for word in ("Measures", "Deliverables"))
        grid.add_row(Text(), *headings)
        for priority in shown:
            grid.add_row(
                self.text(f"{priority.number} {priority.title}", width=title),
                symbols(map(rating_shown, indicators_of(priority)), self.encoder, SYMBOLS),
                symbols((line.shown for line in priority.deliverables), self.encoder, SYMBOLS),
            )
        yield Text()
        yield grid
        if len(self.report.priorities) > len(shown):
            yield self.more(len(self.report.priorities) - len(shown), 2)

    def attention(self) -> Iterator[RenderableType]:
        lines = needing_attention(self.report)
        if not lines:
            return
        grid = Table.grid(padding=(0, 1, 0, 0))
        most = self.most_attention()
        rows = [(line, self.attention_numbers(line)) for line in lines[:most]]
        numbers = width_of_numbers(self.encoder(text) for _, texts in rows for text in texts[:2])
        going = 11
        title_width = self.width - 2 - 5 - 2 * (numbers + 1) - going - 1
        for width, justify in ((1, "left"), (4, "left"), (title_width, "left"), (numbers, "right"),
                               (numbers, "right"), (going, "left")):  # fmt: skip
            grid.add_column(width=width, justify=justify, no_wrap=True)  # type: ignore[arg-type]
        for line, texts in rows:
            cells = zip(texts, (numbers, numbers, going), strict=True)
            fitted = (self.text(text, width=cell_width) for text, cell_width in cells)
            grid.add_row(*self.attention_row(line, title_width), *fitted)
        headings = f"{'now':>{numbers}} {'aim':>{numbers}} {'going':<{going}}"
        yield self.pair(self.text("Needs attention", "bold"), self.text(headings, "bold dim"))
        yield grid
        if len(lines) > most:
            yield self.more(len(lines) - most, 2)

    def most_attention(self) -> int:
        """How many lines there is room for, beside the names of all shapes."""
        free = MOST_PRIORITIES - min(MOST_PRIORITIES, len(self.report.priorities))
        names = len(list(legend(self.ratings(), self.encoder, self.width)))
        return MOST_ATTENTION + free - max(0, names - USUAL_NAMES)

    def attention_row(self, line: NeedsAttention, title: int) -> list[Text]:
        shape = Text(self.encoder.shape(line.rating), style=STYLES.get(line.rating, ""))
        return [shape, self.text(line.ref, width=4), self.text(line.title, width=title)]

    def attention_numbers(self, line: NeedsAttention) -> tuple[str, str, str]:
        """Where it stands, where it should, and where it goes; of a promise the day it is due."""
        indicator = line.indicator
        if indicator is None:
            due = short_day(line.due) if line.due else ""
            return ("due" if due else "", due, line.word)
        target = ""
        if indicator.benchmark:
            target = f"({facts.value_of_others(indicator.benchmark.comparison, indicator.unit)})"
        elif indicator.judgement.target:
            target = phrases.target_text(indicator.judgement.target, indicator.unit)
        return value_with_marks(indicator), target, direction_in_short(indicator)

    def compared(self) -> Iterator[RenderableType]:
        named = beside_others(self.report)
        if not named:
            return
        yield self.text("Compared with others, where no target is set", "bold")
        counts = []
        for rating, words in phrases.BENCHMARK_IN_WORDS.items():
            refs = [measure.ref for measure in named.get(rating, ())]
            where = f" ({', '.join(dict.fromkeys(refs))})" if refs else ""
            counts.append(f"{words.split()[0]} {len(refs)}{where}")
        yield self.text(f"  {' · '.join(counts)}")

    def actions(self) -> Iterator[RenderableType]:
        report = self.report
        if report.actions is None:
            return
        overdue, due = overdue_actions(report), actions_due_soon(report)
        counts = [
            f"{report.actions.get('open', 0):,} open",
            f"{len(overdue):,} overdue{duties_overdue(report.duties)}",
            f"{len(due):,} due by {short_day(soon(report))}",
            f"{report.actions.get('closed_since_last_meeting', 0):,} closed{self.since_last()}",
        ]
        yield self.labelled("Actions", " · ".join(counts))
        listed = [*overdue, *due]
        for line in listed[:MOST_ACTIONS]:
            yield self.action(line)
        if len(listed) > MOST_ACTIONS:
            yield self.more(len(listed) - MOST_ACTIONS, 2, "cptracker actions list")

    def action(self, line: ActionLine) -> RenderableType:
        due = f"due {self.day(line.due)}" if line.due else ""
        owner_and_day = " · ".join(part for part in (line.owner or "no owner", due) if part)
        right = self.text(owner_and_day, width=self.width // 2)
        return self.pair(self.text(f"  {line.ref}  {line.title}"), right)

    def day(self, day: date) -> str:
        """A day as short as it can be: of the tracker's own year without the year."""
        words = long_date(day)
        return words.rsplit(" ", 1)[0] if day.year == self.report.tracker_at.year else words

    def since_last(self) -> str:
        paper = self.report.since_last_meeting
        return f" since {short_day(paper.since)}" if paper and paper.since else ""

    def changes(self) -> Iterator[RenderableType]:
        subjects = new_commentary(self.report)
        if subjects:
            yield self.commentary(subjects)
        paper = self.report.since_last_meeting
        if paper is None or paper.since is None:
            return
        groups = [(kind, list(lines)) for kind, lines in groupby(paper.lines, key=lambda x: x.kind)]
        counts = [f"{len(lines):,} {facts.SHORT_CHANGES.get(kind, kind)}" for kind, lines in groups]
        since = f"since {self.day(paper.since)}"
        yield self.labelled("Changed", f"{since}: {' · '.join(counts) or 'nothing'}")
        lines: Sequence[MeetingLine] = [line for _, group in groups for line in group]
        most = MOST_CHANGES - bool(subjects)
        for line in lines[:most]:
            yield self.text(f"  {line.ref}  {line.title}: {line.how}")
        if len(lines) > most:
            command = f"cptracker diff {paper.since} {paper.date}"
            yield self.more(len(lines) - most, 2, command)

    def commentary(self, subjects: Sequence[SubjectCommentary]) -> Text:
        """On what there is new commentary, and how the last of it begins."""
        last = subjects[-1].commentary
        refs = facts.refs_in_short(subject.ref for subject in subjects)
        return self.labelled("Said", f"of {refs} · {last.by}: {last.data_says}")

    def missing(self) -> Iterator[RenderableType]:
        measures = missing_figures(self.report)
        if not measures:
            return
        lacking = [measure for measure in measures if measure.indicator.figure.missing_reason]
        stale = len(measures) - len(lacking)
        counts = [f"{counted_words(len(lacking), 'measure')} without a figure"] if lacking else []
        counts += [f"{counted_words(stale, 'figure')} of an earlier period"] if stale else []
        yield self.labelled("Missing", f"{' · '.join(counts)}: cptracker request says of whom")
        for measure in measures[:MOST_MISSING]:
            figure = measure.indicator.figure
            reason = figure.note or "not supplied"
            reason = reason if figure.missing_reason else measure.indicator.judgement.reason
            yield self.text(f"  {measure.ref} {measure.indicator.title}: {reason}")
        if len(measures) > MOST_MISSING:
            yield self.more(len(measures) - MOST_MISSING, 2)

    def more(self, number: int, indent: int, command: str = FULL) -> Text:
        return self.text(f"{' ' * indent}… {number:,} more: {command}", "dim")

    def legend(self) -> Iterator[RenderableType]:
        """What the shapes say that stand on this screen, and how many problems there are."""
        yield from (
            self.text(line, "dim") for line in legend(self.ratings(), self.encoder, self.width)
        )
        problems = phrases.problem_counts(self.report.problems)
        notes = [
            f"{problems}: run `cptracker check`" if problems else "",
            "aim in brackets: others' figure" if self.beside_others() else "",
            phrases.reported_in_words(self.report),
        ]
        if any(notes):
            yield self.text(self.as_many_as_fit(part for part in notes if part), "dim")

    def beside_others(self) -> bool:
        """Whether a value of others stands in the place of an aim."""
        lines = needing_attention(self.report)[: self.most_attention()]
        return any(line.indicator and line.indicator.benchmark for line in lines)

    def ratings(self) -> set[ShownRating]:
        """All that are shown as shapes."""
        lines = [line for priority in self.shown() for line in priority.deliverables]
        measures = [measure for priority in self.shown() for measure in indicators_of(priority)]
        return {*map(rating_shown, measures), *(line.shown for line in lines)}

    def shown(self) -> Sequence[PriorityStatus]:
        priorities = self.report.priorities
        if len(priorities) <= MOST_PRIORITIES:
            return priorities
        return priorities[: MOST_PRIORITIES - 1]
