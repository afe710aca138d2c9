"""The key deliverables by priority: a table for a terminal, JSON, or CSV."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import groupby
from typing import Any

from attrs import frozen
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.contract.deliverables import tracked_deliverable_document
from cptracker.files.sheets import marked_as_text
from cptracker.model.periods import long_date
from cptracker.plan.history.deliverables import TrackedDeliverable
from cptracker.reports.terminal.actions import rating_text, short_date
from cptracker.reports.terminal.status import WIDEST
from cptracker.reports.terminal.styles import print_renderables
from cptracker.status_json.converting import as_json
from cptracker.wording.text import TextEncoder, counted_words, encoder_for

REF, OWNER, DUE, RATING, GAP = 5, 18, 11, 13, 2


def print_deliverables(
    tracked: Sequence[TrackedDeliverable], as_at: date, console: Console
) -> None:
    """Write the list to a console, as wide as it is."""
    deliverables_page = _DeliverablesPage(min(console.width, WIDEST), encoder_for(console.encoding))
    print_renderables(deliverables_page.renderables(tracked, as_at), console)


@frozen
class _DeliverablesPage:
    width: int
    encoder: TextEncoder

    def renderables(
        self, tracked: Sequence[TrackedDeliverable], as_at: date
    ) -> Iterator[RenderableType]:
        yield self.text(f"Key deliverables as at {long_date(as_at)}", "bold")
        for priority, several in groupby(
            tracked, key=lambda tracked_deliverable: tracked_deliverable.priority
        ):
            yield Text()
            yield self.text(f"Priority {priority.number}: {priority.title}", "bold")
            yield self.row("Ref", "Deliverable", "Owner", "Due", Text("Rating", style="dim"), "dim")
            for deliverable in several:
                yield self.line(deliverable)
                yield Padding(self.text(_last(deliverable), "dim"), (0, 0, 0, REF + GAP))
        yield Text()
        silent = sum(tracked_deliverable.last is None for tracked_deliverable in tracked)
        words = f"; nothing recorded of {silent:,}" if silent else ""
        yield self.text(counted_words(len(tracked), "key deliverable") + words)

    def text(self, text: str, style: str = "") -> Text:
        return Text(self.encoder(text), style=style)

    def line(self, deliverable: TrackedDeliverable) -> RenderableType:
        progress = deliverable.progress
        due = short_date(progress.due) if progress.due else "none set"
        rating = rating_text(deliverable.shown, self.encoder)
        title = deliverable.deliverable.title
        return self.row(
            deliverable.deliverable.ref, title, progress.owner or "none named", due, rating
        )

    def row(
        self, ref: str, title: str, owner: str, due: str, rating: Text, style: str = ""
    ) -> RenderableType:
        grid = Table.grid(padding=(0, GAP, 0, 0))
        title_width = max(8, self.width - REF - OWNER - DUE - RATING - 4 * GAP)
        for width in (REF, title_width, OWNER, DUE, RATING):
            grid.add_column(width=width)
        texts = (self.text(text, style) for text in (title, owner, due))
        grid.add_row(self.text(ref, style or "bold"), *texts, rating)
        return grid


def _last(deliverable: TrackedDeliverable) -> str:
    last = deliverable.last
    if last is None:
        return "nothing recorded yet"
    note = f": {last.note}" if last.note else ""
    update = f"last update {long_date(last.date)} by {last.by}{note}"
    return f"{deliverable.rating.reason} · {update}"


def deliverables_csv(tracked: Sequence[TrackedDeliverable]) -> str:
    """A row for each; text that a spreadsheet would run as a formula is marked as text."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    documents = [as_json(tracked_deliverable_document(deliverable)) for deliverable in tracked]
    writer.writerow(documents[0] if documents else ())
    for document in documents:
        writer.writerow([_inert(value) for value in document.values()])
    return out.getvalue()


def _inert(value: Any) -> Any:
    return marked_as_text(value) if isinstance(value, str) else value
