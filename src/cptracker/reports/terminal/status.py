"""The status as a table on a terminal, by priority: readable at 80 columns, in grey, in ASCII.

Each measure has a row of columns and, beneath it, what a reader must know: how the figure is made
up, why it is rated so and by which rule, which way it goes. The words say all; shape and colour
only repeat it.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.model.agenda import DutyLine
from cptracker.model.figures import Rating, Unrated
from cptracker.model.rounding import unit_beside
from cptracker.rating.wording import RATING_IN_WORDS
from cptracker.reports.editions.promises import paper_lines
from cptracker.reports.terminal.styles import STYLES, print_renderables
from cptracker.status.attention import measures_in_plan
from cptracker.status.report import Indicator, PriorityStatus, StatusReport, SuccessMeasureStatus
from cptracker.status.tracker_lines import DeliverableStatus
from cptracker.wording import phrases, ratings
from cptracker.wording.comparators import comparator_lines
from cptracker.wording.facts import duty_lines_in_words
from cptracker.wording.ratings import approval_line, gap_lines
from cptracker.wording.text import TextEncoder, capitalised, counted_words, encoder_for

WIDEST = 140


WIDE = 110


MEDIUM = 64


INDENT = 4


GAP = 2


@frozen
class TerminalColumn:
    """A column: its heading, its width (0 takes what is left) and how it is set."""

    heading: str
    width: int
    right: bool = False


MEASURE = TerminalColumn("Measure", 0)


PERIOD = TerminalColumn("Period", 11)


VALUE = TerminalColumn("Value", 14, right=True)


MADE_OF = TerminalColumn("Made up of", 13, right=True)


PUBLISHED = TerminalColumn("Last published", 14, right=True)


TARGET = TerminalColumn("Target", 10, right=True)


RATING = TerminalColumn("Rating", 14)


LAYOUTS = (
    (WIDE, (MEASURE, PERIOD, VALUE, MADE_OF, PUBLISHED, TARGET, RATING)),
    (MEDIUM, (MEASURE, VALUE, PUBLISHED, RATING)),
    (0, (MEASURE, VALUE, RATING)),
)


def print_status(report: StatusReport, console: Console) -> None:
    """Write a status to a console, as wide as it is."""
    status_page = _StatusPage(min(console.width, WIDEST), encoder_for(console.encoding))
    print_renderables(status_page.report(report), console)


def print_statuses(reports: Iterable[StatusReport], console: Console) -> None:
    """Write the status of each of several plans, one after the other."""
    for number, report in enumerate(reports):
        if number:
            print_renderables([Text(), Text()], console)
        print_status(report, console)


@frozen
class _StatusPage:
    """How a status is set on a page of some width."""

    width: int
    encoder: TextEncoder
    columns: Sequence[TerminalColumn] = field(init=False)
    first_refs: dict[str, str] = field(factory=dict, init=False)

    @columns.default
    def _layout(self) -> Sequence[TerminalColumn]:
        return next(columns for least, columns in LAYOUTS if self.width >= least)

    def report(self, report: StatusReport) -> Iterator[RenderableType]:
        self.first_refs.update(
            {named.indicator.measure: named.ref for named in measures_in_plan(report)}
        )
        yield self.heading(report)
        for priority in report.priorities:
            yield Text()
            yield from self.priority(priority)
        yield Text()
        if report.duties:
            yield from self.duties(report.duties)
            yield Text()
        if report.meeting:
            yield from (self.text(line) for line in paper_lines(report.meeting))
            yield Text()
        yield self.summary(report)

    def heading(self, report: StatusReport) -> RenderableType:
        title = f"{report.plan_title}, {report.plan_period}"
        lines = [
            self.text(title, "bold"),
            self.text(capitalised(phrases.days_in_words(report))),
            self.text(
                phrases.RESTRICTED if report.audience == "restricted" else phrases.PUBLIC, "bold"
            ),
            self.text(phrases.EXAMPLE if report.example_data else "", "bold reverse"),
            self.text(phrases.records_in_words(report), "dim"),
            self.text(phrases.later_changes_in_words(report), "dim"),
        ]
        return Group(*(line for line in lines if line))

    def text(self, text: str, style: str = "") -> Text:
        return Text(self.encoder(text), style=style)

    def priority(self, priority: PriorityStatus) -> Iterator[RenderableType]:
        yield self.text(f"Priority {priority.number}: {priority.title}", "bold")
        yield self.text("─" * self.width, "dim")
        yield self.text(phrases.priority_in_words(priority), "dim")
        if priority.lead:
            yield self.text(f"Led by {priority.lead}", "dim")
        if priority.commitments:
            yield self.text(counted_words(len(priority.commitments), "commitment"), "dim")
        if priority.commentary:
            commentary_text = phrases.commentary_in_short(priority.commentary)
            yield Padding(self.text(f"Commentary on {commentary_text}"), (0, 0, 0, INDENT))
        yield from self.deliverables(priority)
        if priority.success_measures:
            yield self.row([self.text(column.heading, "bold dim") for column in self.columns])
        for success in priority.success_measures:
            yield from self.success(success)

    def deliverables(self, priority: PriorityStatus) -> Iterator[RenderableType]:
        """Those of which something is recorded; of the others the line above has told."""
        for deliverable in priority.deliverables:
            if not deliverable.recorded:
                continue
            grid = Table.grid(padding=(0, GAP, 0, 0))
            grid.add_column(width=max(8, self.width - INDENT - RATING.width - 2 * GAP))
            grid.add_column(width=RATING.width)
            grid.add_row(
                self.text(f"{deliverable.ref} {deliverable.title}"), self.stand(deliverable)
            )
            yield Padding(grid, (0, 0, 0, INDENT))
            report_text = f": {deliverable.report_says}" if deliverable.report_says else ""
            owner = f"{deliverable.owner} · " if deliverable.owner else ""
            words = f"{owner}{deliverable.reason}{report_text}"
            yield Padding(self.text(words), (0, 0, 0, INDENT + GAP))

    def success(self, success: SuccessMeasureStatus) -> Iterator[RenderableType]:
        heading = Table.grid(padding=(0, 1, 0, 0))
        heading.add_row(self.text(success.ref, "bold"), self.text(success.title, "bold"))
        yield heading
        if success.owner:
            yield Padding(self.text(f"Owner: {success.owner}", "dim"), (0, 0, 0, INDENT))
        if success.detail:
            yield Padding(self.text(success.detail, "dim"), (0, 0, 0, INDENT))
        for indicator in success.indicators:
            first = self.first_refs.get(indicator.measure, success.ref)
            if first != success.ref:
                words = f"{indicator.title}: see {first}"
                yield Padding(self.text(words), (0, 0, 0, INDENT))
                continue
            yield self.row([self.cell(column, indicator) for column in self.columns])
            for line in self.lines(indicator):
                yield Padding(self.text(line), (0, 0, 0, INDENT + GAP))
        if success.commentary:
            commentary_text = f"Commentary on {phrases.commentary_in_short(success.commentary)}"
            yield Padding(self.text(commentary_text), (0, 0, 0, INDENT))

    def duties(self, duties: Sequence[DutyLine]) -> Iterator[RenderableType]:
        """What is to be done again and again, as lists of actions show it too."""
        yield self.text("Recurring duties", "bold")
        yield self.text("─" * self.width, "dim")
        for line in duty_lines_in_words(duties):
            yield Padding(self.text(line), (0, 0, 0, INDENT))

    def row(self, cells: Sequence[Text]) -> RenderableType:
        grid = Table.grid(padding=(0, GAP, 0, 0))
        fixed_width = sum(column.width + GAP for column in self.columns if column.width)
        for column in self.columns:
            width = column.width or max(8, self.width - INDENT - fixed_width)
            grid.add_column(width=width, justify="right" if column.right else "left")
        grid.add_row(*cells)
        return Padding(grid, (0, 0, 0, INDENT))

    def cell(self, column: TerminalColumn, indicator: Indicator) -> Text:
        figure, unit = indicator.figure, indicator.unit
        if column is VALUE:
            return self.value(indicator)
        if column is PUBLISHED:
            return self.published(indicator)
        if column is RATING:
            return self.rating_cell(indicator)
        words = {
            MEASURE: indicator.title,
            PERIOD: figure.period.label,
            MADE_OF: phrases.made_of(figure, unit, indicator.statistic),
            TARGET: phrases.target_text(indicator.judgement.target, unit),
        }
        return self.text(words[column])

    def rating(self, rating: Rating) -> Text:
        word = f"{self.encoder.shape(rating)} {RATING_IN_WORDS[rating]}"
        return Text(word, style=STYLES.get(rating, ""))

    def stand(self, deliverable: DeliverableStatus) -> Text:
        """Its rating; where only a document tells of it, that word, since there is no rating."""
        if not isinstance(deliverable.shown, Unrated):
            return self.rating(deliverable.shown)
        return self.text(
            f"{self.encoder.shape(deliverable.shown)} {capitalised(deliverable.shown)}"
        )

    def rating_cell(self, indicator: Indicator) -> Text:
        """The rating; beneath it what else it could be, and whether it is more than chance."""
        cell = self.rating(indicator.judgement.rating)
        for words in (
            ratings.possible_ratings_in_words(indicator.judgement),
            indicator.significance or "",
        ):
            if words:
                cell.append(f"\n{self.encoder(words)}", style="not bold dim")
        return cell

    def value(self, indicator: Indicator) -> Text:
        value = self.text(ratings.value_with_marks(indicator), "bold")
        if indicator.figure.value is not None and unit_beside(indicator.unit):
            value.append(f"\n{self.encoder(indicator.unit)}", style="not bold dim")
        return value

    def published(self, indicator: Indicator) -> Text:
        if indicator.published is None:
            return self.text("none", "dim")
        value, period = phrases.published_text(indicator.published, indicator.unit)
        return self.text(value).append(f"\n{self.encoder(period)}", style="dim")

    def lines(self, indicator: Indicator) -> list[str]:
        """What the columns do not say, most important first."""
        figure, unit = indicator.figure, indicator.unit
        about = [] if PERIOD in self.columns else [figure.period.label]
        if MADE_OF not in self.columns:
            about.append(phrases.made_of(figure, unit, indicator.statistic))
        if PUBLISHED not in self.columns and indicator.published:
            value, period = phrases.published_text(indicator.published, unit)
            about.append(f"last published {value}, {period}")
        about += [
            phrases.not_known(figure, unit),
            phrases.left_out(figure),
            figure.note or "" if figure.value is not None else "",
        ]
        lines = [
            capitalised(" · ".join(part for part in about if part)),
            *ratings.rating_lines(indicator),
            ratings.trend_line(indicator),
            phrases.published_note(indicator.published),
            *gap_lines(indicator),
            approval_line(indicator),
        ]
        return [line for line in (*lines, *comparator_lines(indicator)) if line]

    def summary(self, report: StatusReport) -> RenderableType:
        lines = [self.text("Summary", "bold"), self.text("─" * self.width, "dim")]
        texts = [*phrases.summary_lines(report), phrases.problems_line(report)]
        lines += [self.text(line) for line in texts if line]
        return Group(*lines)
