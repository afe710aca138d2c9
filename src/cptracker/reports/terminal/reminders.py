"""A reminder as plain text, to be sent to its owner."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from cptracker.model.periods import long_date
from cptracker.plan.history.reminders import DueItem, Reminder
from cptracker.wording.text import counted_words

RESTRICTED = "RESTRICTED: for the owner named, not for publication"


WIDTH = 78


def reminder_text(reminder: Reminder, title: str, as_at: date, due_by: date) -> str:
    """The text for one owner: what is overdue, then what is due, each with its day.

    Args:
        reminder: What is to be told.
        title: The plan's title.
        as_at: The day it is told for.
        due_by: The last due day that is told of.
    """
    lines = [RESTRICTED, "", f"For: {reminder.owner or 'nobody: these have no owner'}"]
    lines += [*wrap(f"{title}: what is overdue and due", WIDTH)]
    lines += [f"As at {long_date(as_at)}, with what is due by {long_date(due_by)}", ""]
    lines += _part(f"Overdue: {counted_words(len(reminder.overdue), 'item')}", reminder.overdue)
    lines += _part(f"Due: {counted_words(len(reminder.due), 'item')}", reminder.due)
    return "\n".join(lines).rstrip() + "\n"


def _part(heading: str, items: Sequence[DueItem]) -> Iterator[str]:
    if not items:
        return
    yield heading
    for item in items:
        words = f"{long_date(item.due)}: {item.kind} {item.ref}, {item.title}"
        yield from wrap(words, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield ""


def reminder_files(reminders: Sequence[Reminder]) -> Iterator[str]:
    """A file's name for each reminder: its owner's in small letters, each once."""
    names: set[str] = set()
    for reminder in reminders:
        words = re.findall(r"[a-z0-9]+", (reminder.owner or "no owner").casefold())
        stem = "-".join(words)[:60] or "owner"
        name, number = stem, 2
        while name in names:
            name, number = f"{stem}-{number}", number + 1
        names.add(name)
        yield f"{name}.txt"
