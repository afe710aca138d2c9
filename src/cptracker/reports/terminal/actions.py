"""Actions as they stood on a day: a table for a terminal, one action in full, or JSON."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.model.actions import Update
from cptracker.model.agenda import DutyLine
from cptracker.model.figures import Rating, Unrated
from cptracker.model.periods import MONTH_NAMES, long_date
from cptracker.model.progress import Progress, TrackedPromise
from cptracker.rating.wording import SHOWN_IN_WORDS
from cptracker.reports.terminal.status import INDENT, WIDEST
from cptracker.reports.terminal.styles import print_renderables, style_of
from cptracker.wording.facts import duty_lines_in_words
from cptracker.wording.text import TextEncoder, counted_words, encoder_for

REF_WIDTH, OWNER_WIDTH, DUE_WIDTH, RATING_WIDTH, GAP = 13, 15, 11, 13, 2


def actions_in_words(tracked: Iterable[TrackedPromise]) -> str:
    """Such as `7 actions: 2 overdue, 3 other open, 2 closed`."""
    every = list(tracked)
    overdue = sum(promise.overdue for promise in every)
    still_open = sum(promise.open for promise in every)
    counts = [f"{overdue:,} overdue"] if overdue else []
    counts += [f"{still_open - overdue:,} {'other ' if overdue else ''}open"]
    counts += [f"{len(every) - still_open:,} closed"]
    return f"{counted_words(len(every), 'action')}: {', '.join(counts)}"


def rating_text(rating: Rating | Unrated, encoder: TextEncoder) -> Text:
    """A rating's shape and word, coloured where it can be."""
    return Text(f"{encoder.shape(rating)} {SHOWN_IN_WORDS[rating]}", style=style_of(rating))


def short_date(day: date) -> str:
    """A day for a narrow column, such as `31 Mar 2025`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def print_actions(
    tracked: Sequence[TrackedPromise],
    as_at: date,
    console: Console,
    left_out: int = 0,
    duties: Sequence[DutyLine] = (),
) -> None:
    """Write the list to a console, as wide as it is.

    Args:
        tracked: The actions, in their order.
        as_at: The day.
        console: Where to.
        left_out: How many more were closed before the last meeting.
        duties: Recurring duties to list beneath them.
    """
    actions_page = _ActionsPage(min(console.width, WIDEST), encoder_for(console.encoding))
    print_renderables(actions_page.listed(tracked, as_at, left_out), console)
    print_renderables(actions_page.duties(duties), console)


def print_action(
    promise: TrackedPromise, updates: Iterable[Update], as_at: date, console: Console
) -> None:
    """Write one action in full to a console, with its history."""
    actions_page = _ActionsPage(min(console.width, WIDEST), encoder_for(console.encoding))
    print_renderables(actions_page.full(promise, updates, as_at), console)


@attrs.frozen
class _ActionsPage:
    width: int
    encoder: TextEncoder

    def listed(
        self, tracked: Sequence[TrackedPromise], as_at: date, left_out: int
    ) -> Iterator[RenderableType]:
        yield self.text(f"Actions as at {long_date(as_at)}", "bold")
        yield Text()
        if tracked:
            headings = (
                self.text(heading, "dim") for heading in ("Ref", "Action", "Owner", "Due", "Rating")
            )
            yield self.cells(*headings)
        for promise in tracked:
            yield self.row(promise)
            details = " · ".join(_details(promise))
            yield Padding(self.text(details, "dim"), (0, 0, 0, REF_WIDTH + GAP))
        if tracked:
            yield Text()
        yield self.text(actions_in_words(tracked))
        if left_out:
            yield self.text(f"{left_out:,} more closed before the last meeting: --all shows them")

    def duties(self, duties: Sequence[DutyLine]) -> Iterator[RenderableType]:
        if duties:
            yield Text()
            yield self.text("Recurring duties", "bold")
        yield from (self.text(line) for line in duty_lines_in_words(duties))

    def text(self, text: str, style: str = "") -> Text:
        return Text(self.encoder(text), style=style)

    def row(self, promise: TrackedPromise) -> RenderableType:
        progress = promise.progress
        due = short_date(progress.due) if progress.due else promise.undated or "none set"
        return self.cells(
            self.text(promise.ref, "bold"),
            self.text(promise.title),
            self.text(progress.owner or "none named"),
            self.text(due),
            rating_text(promise.rating.rating, self.encoder),
        )

    def cells(self, *texts: Text) -> RenderableType:
        grid = Table.grid(padding=(0, GAP, 0, 0))
        others = REF_WIDTH + OWNER_WIDTH + DUE_WIDTH + RATING_WIDTH + 4 * GAP
        title_width = max(8, self.width - others)
        for width in (REF_WIDTH, title_width, OWNER_WIDTH, DUE_WIDTH, RATING_WIDTH):
            grid.add_column(width=width)
        grid.add_row(*texts)
        return grid

    def full(
        self, promise: TrackedPromise, updates: Iterable[Update], as_at: date
    ) -> Iterator[RenderableType]:
        yield self.text(f"{promise.ref}: {promise.title}", "bold")
        rating = rating_text(promise.rating.rating, self.encoder)
        yield rating.append(self.encoder(f": {promise.rating.reason} as at {long_date(as_at)}"))
        yield Text()
        for name, value in _labelled_lines(promise):
            yield self.line(name, value)
        yield Text()
        yield self.text("History", "bold")
        yield self.line(long_date(promise.meeting.date), f"raised at {promise.meeting.body}")
        for update in updates:
            if update.date <= as_at:
                yield self.line(long_date(update.date), " · ".join(_update_in_words(update)))

    def line(self, name: str, value: str) -> RenderableType:
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_column(width=17)
        grid.add_column(width=max(8, self.width - 17 - GAP - INDENT))
        grid.add_row(self.text(name, "dim"), self.text(value))
        return Padding(grid, (0, 0, 0, INDENT))


def _details(promise: TrackedPromise) -> Iterator[str]:
    """What the columns do not say."""
    progress = promise.progress
    yield promise.rating.reason
    if progress.evidence:
        yield f"evidence: {progress.evidence}"
    yield from _slipped(progress)
    yield from _own_view_in_words(progress)


def _slipped(progress: Progress) -> Iterator[str]:
    if progress.moves:
        times = {1: "once", 2: "twice"}.get(len(progress.moves), f"{len(progress.moves)} times")
        days = progress.slippage
        late = f"{counted_words(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
        yield f"due date moved {times}, {late} than first promised"


def _own_view_in_words(progress: Progress) -> Iterator[str]:
    if progress.own and not progress.status.closed:
        reason = f": {progress.own.reason}" if progress.own.reason else ""
        yield f"owner says {progress.own.rating}{reason}"


def _labelled_lines(promise: TrackedPromise) -> Iterator[tuple[str, str]]:
    progress = promise.progress
    meeting = f"{promise.meeting.body}, {long_date(promise.meeting.date)}"
    paper = f" ({promise.meeting.paper})" if promise.meeting.paper else ""
    yield "Raised at", meeting + paper
    yield from _origin(promise)
    yield "Owner", progress.owner or "none named"
    yield "Status", str(progress.status).replace("_", " ")
    yield "Due", long_date(progress.due) if progress.due else promise.undated or "no due date set"
    for words in _slipped(progress):
        yield "Slippage", words
    if progress.forecast and promise.open:
        yield "Expected", long_date(progress.forecast)
    for step in progress.steps:
        met = f"reached {long_date(step.met)}" if step.met else f"due {long_date(step.due)}"
        yield "Key milestone" if step.key else "Milestone", f"{step.title}: {met}"
    for blocker in progress.blockers:
        yield "Blocked", f"{blocker.text} ({blocker.rating}, since {long_date(blocker.since)})"
    for words in _own_view_in_words(progress):
        yield "Own view", words
    if promise.priorities:
        yield "Serves", ", ".join([*(f"priority {n}" for n in promise.priorities), *promise.links])


def _origin(promise: TrackedPromise) -> Iterator[tuple[str, str]]:
    if promise.also_known_as:
        yield "Also known as", ", ".join(promise.also_known_as)
    if promise.place:
        yield "Place", promise.place


def _update_in_words(update: Update) -> Iterator[str]:
    """What an update says, in the order of its attributes."""
    yield update.by
    words = {
        "status": "now {}", "start": "starts {}", "due": "due {}", "owner": "owner now {}",
        "forecast": "expected {}", "milestone": "milestone reached: {}", "blocker": "blocked: {}",
        "unblocked": "no longer blocked: {}", "rating": "owner says {}", "note": "{}",
        "evidence": "evidence: {}", "reason": "because {}",
    }  # fmt: skip
    for name, phrase in words.items():
        value = getattr(update, name)
        if value is not None:
            shown = long_date(value) if isinstance(value, date) else str(value).replace("_", " ")
            yield phrase.format(shown if name == "status" else _plain(value, shown))


def _plain(value: object, shown: str) -> str:
    return shown if isinstance(value, date) else str(value)
