"""Recurring duties as they stood on a day: lines for a terminal, or CSV."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import attrs
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from cptracker.contract.duties import duty_pairs, listed_duty_document
from cptracker.files.sheets import marked_as_text
from cptracker.model.agenda import Duty, DutyLine
from cptracker.model.figures import Rating
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.plan.history.duties import last_entry, often_in_words
from cptracker.reports.terminal.styles import STYLES, print_renderables
from cptracker.wording.text import TextEncoder, counted_words, encoder_for

INDENT = 4


def print_duties(plan: Plan, as_at: date, console: Console) -> None:
    """Write the duties to a console: what, who owes it, when it was done and is due next."""
    print_renderables(_renderables(plan, as_at, encoder_for(console.encoding)), console)


def _renderables(plan: Plan, as_at: date, encoder: TextEncoder) -> Iterator[RenderableType]:
    yield Text(encoder(f"Recurring duties as at {long_date(as_at)}"), style="bold")
    lines = sorted(duty_pairs(plan, as_at), key=lambda duty_and_line: not duty_and_line[1].overdue)
    for duty, line in lines:
        yield Text()
        yield Text.assemble((encoder(duty.ref), "bold"), encoder(f"  {line.title}"))
        yield Padding(Text(encoder(_about(line))), (0, 0, 0, INDENT))
        style = STYLES[Rating.RED] if line.overdue else ""
        yield Padding(Text(encoder(line.reason), style=style), (0, 0, 0, INDENT))
        for words in _details(duty, as_at):
            yield Padding(Text(encoder(words), style="dim"), (0, 0, 0, INDENT))
    yield Text()
    overdue = sum(line.overdue for _, line in lines)
    late = f", {overdue:,} overdue" if overdue else ""
    yield Text(encoder(f"{counted_words(len(lines), 'duty', 'duties')}{late}"))


def _about(line: DutyLine) -> str:
    """How often, who owes it, and what it is a part of."""
    often = often_in_words(line.every_months) if line.every_months else ""
    part = f"deliverable {line.deliverable}" if line.deliverable else ""
    texts = (often, line.owner or "no owner", part)
    return " · ".join(text for text in texts if text)


def _details(duty: Duty, as_at: date) -> Iterator[str]:
    """What was said when it was last done, and what must be known of it."""
    last = last_entry(duty, as_at)
    if last:
        evidence = f"evidence: {last.evidence}" if last.evidence else None
        texts = [part for part in (last.by, last.note, evidence) if part]
        earlier = sum(entry.date < last.date for entry in duty.done)
        texts += [f"done {counted_words(earlier, 'time')} before"] if earlier else []
        yield from [" · ".join(texts)] if texts else []
    if duty.note:
        yield duty.note


COLUMNS = (
    "ref", "title", "owner", "deliverable", "every_months", "wording", "due", "word", "reason",
    "done", "by", "evidence", "note",
)  # fmt: skip


def duties_csv(plan: Plan, as_at: date) -> str:
    """A row for each day on which a duty was done, one without a day where none is recorded.

    Text that a spreadsheet would run as a formula is marked as text.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for duty, line in duty_pairs(plan, as_at):
        document = attrs.asdict(listed_duty_document(duty, line, as_at))
        for entry in document["done"] or [dict.fromkeys(("date", "by", "evidence", "note"))]:
            cells = {**document, **entry, "done": entry["date"]}
            writer.writerow([_cell(cells[column]) for column in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return marked_as_text(value) if isinstance(value, str) else value
