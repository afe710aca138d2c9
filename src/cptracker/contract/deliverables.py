"""Key deliverables as JSON: `cptracker deliverables list --format json`; its CSV has such rows."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from attrs import frozen

from cptracker.model.figures import Rating
from cptracker.plan.history.deliverables import TrackedDeliverable
from cptracker.rating.wording import SHOWN_IN_WORDS
from cptracker.status_json.converting import document_text
from cptracker.status_json.scalars import Day, Position

SCHEMA: Final = "cptracker/deliverables/1"


@frozen(kw_only=True)
class TrackedDeliverableDocument:
    """A key deliverable as it stood on a day.

    Attributes:
        priority: The number of its priority.
        ref: Priority and number, such as 1.3.
        owner: The role that owes it.
        status: Null while nothing is recorded.
        rating_word: The rating in words, or that the deliverable is only reported.
        last_update: The day of its last update; null while nothing is recorded.
        last_update_by: Who gave it.
        last_note: What it said.
    """

    priority: Position
    priority_title: str
    ref: str
    title: str
    owner: str | None
    due: Day | None
    status: str | None
    rating: Rating
    rating_word: str
    reason: str
    last_update: Day | None
    last_update_by: str | None
    last_note: str | None


@frozen(kw_only=True)
class DeliverablesDocument:
    """The key deliverables of a plan on a day."""

    schema: Literal["cptracker/deliverables/1"]
    as_at: Day
    deliverables: tuple[TrackedDeliverableDocument, ...]


def tracked_deliverable_document(deliverable: TrackedDeliverable) -> TrackedDeliverableDocument:
    """A deliverable as it stood."""
    progress, last = deliverable.progress, deliverable.last
    return TrackedDeliverableDocument(
        priority=deliverable.priority.number,
        priority_title=deliverable.priority.title,
        ref=deliverable.deliverable.ref,
        title=deliverable.deliverable.title,
        owner=progress.owner,
        due=progress.due,
        status=None if last is None else str(progress.status),
        rating=deliverable.rating.rating,
        rating_word=SHOWN_IN_WORDS[deliverable.shown],
        reason=deliverable.rating.reason,
        last_update=last.date if last else None,
        last_update_by=last.by if last else None,
        last_note=last.note if last else None,
    )


def deliverables_json(tracked: Sequence[TrackedDeliverable], as_at: date) -> str:
    """The deliverables of a day."""
    listed = tuple(map(tracked_deliverable_document, tracked))
    return document_text(DeliverablesDocument(schema=SCHEMA, as_at=as_at, deliverables=listed))
