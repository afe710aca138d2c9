"""One row of a tracker as an action, and its notes, status and RAG as dated updates."""

from datetime import date

from attrs import evolve

from cptracker.model.actions import Action, Colour, Meeting, Status, Update
from cptracker.model.plan import Plan
from cptracker.plan.exchange.dates import is_undated
from cptracker.plan.exchange.headings import COMPLETION, heading_form
from cptracker.plan.exchange.progress_notes import ProgressNote, split_notes
from cptracker.plan.exchange.rows import RowReader
from cptracker.plan.exchange.status_words import (
    COLOURS,
    COMPLETE_COLOURS,
    STATUSES,
    StatusReading,
    status_of,
)

NEEDED = ("title", "owner", "due")


def read_action(reader: RowReader) -> Action | None:
    """The action of a row; without a reference in the plan's form its `ref` is empty.

    None if something is wrong, which the reader then holds.
    """
    plan, cell = reader.settings.plan, reader.cell
    meeting = reader.meeting()
    for name in ("title",) if reader.settings.recommendation else NEEDED:
        if not cell(name):
            reader.wrong(name, "is empty", "fill it")
    undated = cell("due") if is_undated(cell("due")) else None
    due = None if undated else reader.day("due")
    start, owner = reader.day("start"), reader.owner()
    if meeting and due and due < meeting.date:
        reader.wrong("due", f"is before the meeting that raised it ({meeting.date})")
    updates = read_updates(reader, meeting, owner)
    numbers = {str(priority.number) for priority in plan.priorities}
    priorities = tuple(int(number) for number in reader.links("priorities", numbers))
    deliverables = tuple(reader.links("deliverables", _refs(plan, "deliverables")))
    measures = tuple(reader.links("success_measures", _refs(plan, "success_measures")))
    if reader.problems or meeting is None:
        return None
    return Action(
        ref=reader.ref, title=cell("title"), meeting=meeting.ref, owner=owner or None, due=due,
        undated=undated, also_known_as=reader.other_numbers, start=start,
        place=cell("place") or None, priorities=priorities, deliverables=deliverables,
        success_measures=measures, updates=updates,
    )  # fmt: skip


def _refs(plan: Plan, kind: str) -> set[str]:
    return {promise.ref for priority in plan.priorities for promise in getattr(priority, kind)}


RAG_REASON = "RAG of the tracker it was imported from"


def read_updates(reader: RowReader, meeting: Meeting | None, owner: str) -> tuple[Update, ...]:
    """The updates in order of time; nothing for a bare `open`. What is wrong the reader notes."""
    status, rating = _status(reader), _rating(reader)
    if status is None or meeting is None:
        return ()
    by = reader.cell("status_by") or owner
    alone = status.status is Status.OPEN and rating is None
    notes = _notes(reader, meeting, alone=alone)
    updates = [
        Update(date=day, by=by, note=note.text) for note in notes for day in _days(reader, note)
    ]
    last = _last(reader, status, rating, by, notes)
    updates = sorted([*updates, *last], key=lambda update: update.date)
    if (updates or reader.taken_date) and not by:
        reader.wrong("status_by", "is empty, and so is `owner`", "say which role says so")
    _check(reader, updates, meeting)
    return tuple(updates)


def _status(reader: RowReader) -> StatusReading | None:
    """What the status column says, else the band, else the day of completion; open without any."""
    text = reader.cell("status")
    if text.casefold() in COLOURS:
        text = ""  # a RAG, which `_rating` takes
    if text:
        status_reading = status_of(text)
        if status_reading is None:
            statuses = ", ".join(STATUSES)
            reader.wrong("status", "is not known", f"write one of: {statuses}")
        return status_reading
    heading = heading_form(reader.settings.mapping.get("status_date", ""))
    if reader.band_status is not None:
        return StatusReading(status=reader.band_status, rest="")
    rag = reader.cell("rag").casefold() or reader.fill("rag")
    if rag in COMPLETE_COLOURS or (heading in COMPLETION and reader.cell("status_date")):
        return StatusReading(status=Status.COMPLETE, rest="")
    return StatusReading(status=Status.OPEN, rest="")


def _rating(reader: RowReader) -> Colour | None:
    """How the owner sees it: by the word, else by the colour behind the RAG or the status."""
    status = reader.cell("status").casefold()
    word = reader.cell("rag").casefold() or (status if status in COLOURS else "")
    if word in COLOURS:
        return COLOURS[word]
    if word and word not in COMPLETE_COLOURS:
        reader.wrong("rag", "is not known", "write red, amber, green or complete")
    fill = reader.fill("rag") or (reader.fill("status") if reader.column("rag") is None else "")
    return COLOURS.get(fill) if not word else None


def _notes(reader: RowReader, meeting: Meeting, *, alone: bool) -> list[ProgressNote]:
    """The notes that get an update of their own.

    A note with a status date belongs to that; one without any day to the status or the RAG, unless
    there is neither (`alone`).
    """
    text = reader.cell("status_note")
    if text and reader.cell("status_date") and not reader.more_notes:
        return []
    latest = max(meeting.date, reader.settings.sheet_day or reader.settings.today)
    texts = [part for part in (text, *reader.more_notes) if part]
    notes = [note for part in texts for note in split_notes(part, meeting.date, latest)]
    joined = not alone and len(notes) == 1 and not notes[0].dated
    return [] if joined else notes


def _days(reader: RowReader, note: ProgressNote) -> list[date]:
    if not note.dated:
        return _sheet_day(reader, "status_note")
    if len(note.days) == 1 and note.text:
        return list(note.days)
    if not note.text:
        complaint = "has a day with nothing said after it"
    elif note.days:
        complaint = f"has a note whose year can be {' or '.join(f'{day:%Y}' for day in note.days)}"
    else:
        complaint = "has a note whose day is not between the meeting and the day of the sheet"
    reader.wrong("status_note", complaint, "write the day with its year, such as 12/03/2026")
    return []


def _sheet_day(reader: RowReader, name: str) -> list[date]:
    """The day of what has none of its own; noted as wrong where the sheet has none either."""
    day = reader.settings.sheet_day
    if day is None:
        complaint = "is empty" if not reader.cell(name) else "has no day"
        reader.wrong(name, complaint, "say on which day that was so, or give --dated DATE for all")
        return []
    reader.taken_date = True
    return [day]


def _last(
    reader: RowReader,
    status: StatusReading,
    rating: Colour | None,
    by: str,
    notes: list[ProgressNote],
) -> list[Update]:
    """The update that gives the status and the RAG, with the note that has none of its own."""
    evidence = reader.cell("evidence")
    note = "" if notes else reader.cell("status_note")
    note = ". ".join(text for text in (status.rest, note) if text)
    silent = status.status is Status.OPEN and not (note or evidence or rating)
    if silent and not reader.cell("status_date"):
        return []
    if status.status is Status.COMPLETE and not evidence:
        evidence = _no_evidence(reader)
    if status.status in (Status.CANCELLED, Status.SUPERSEDED) and not note:
        reader.wrong("status_note", f"is empty, and `{status.status}` needs it", "say why")
    dated = reader.cell("status_date")
    days = [reader.day("status_date")] if dated else _sheet_day(reader, "status_date")
    update = Update(date=reader.settings.today, by=by, note=note or None, evidence=evidence or None)
    stated = bool(reader.cell("status")) or status.status is not Status.OPEN
    update = evolve(
        update,
        status=status.status if stated else None,
        rating=rating,
        reason=RAG_REASON if rating else None,
    )
    return [evolve(update, date=day) for day in days if day is not None]


def _no_evidence(reader: RowReader) -> str:
    """A sheet with a column for it must fill it; one without is named as what was seen."""
    if reader.column("evidence") is None:
        table = reader.settings.table
        name = table.path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
        sheet = f', sheet "{table.name}"' if table.name else ""
        return f"Closed in the tracker {name}{sheet}, row {reader.row.number}; it names no evidence"
    reader.wrong("evidence", "is empty, and completing needs it", "say where it can be seen")
    return ""


def _check(reader: RowReader, updates: list[Update], meeting: Meeting) -> None:
    """What the plan would refuse of a history, told at the cell it comes from."""
    closed = [update.date for update in updates if update.status and update.status.closed]
    if any(update.date < meeting.date for update in updates):
        name = "status_date" if reader.cell("status_date") else "status_note"
        reader.wrong(name, f"is before the meeting that raised it ({meeting.date})")
    if closed and updates[-1].date > closed[0]:
        reader.wrong("status_note", "has a note of a later day than the action was closed")
    elif closed and not (updates[-1].status and updates[-1].status.closed):
        updates.sort(key=lambda update: bool(update.status and update.status.closed))
