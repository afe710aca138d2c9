"""Recurring duties as JSON: `cptracker duties list --format json`; its CSV has their days."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from attrs import frozen

from cptracker.model.agenda import Duty, DutyDone, DutyLine
from cptracker.model.plan import Plan
from cptracker.plan.history.duties import duty_lines
from cptracker.status_json.converting import document_text
from cptracker.status_json.scalars import Count, Day

SCHEMA: Final = "cptracker/duties/1"


@frozen(kw_only=True)
class DutyDoneDocument:
    """A day on which a duty was done.

    Attributes:
        by: The role that did it.
        evidence: Where it can be seen.
        note: What came of it.
    """

    date: Day
    by: str | None
    evidence: str | None
    note: str | None


@frozen(kw_only=True)
class ListedDutyDocument:
    """A recurring duty as it stood on a day.

    Attributes:
        owner: The role that owes it; null where none is named.
        deliverable: The key deliverable that it is a part of.
        every_months: After how many months it is due again; null where the plan is not clear.
        wording: How often, in the document's own words.
        last_done: Null where no day is recorded.
        due: The day it is due next; null where that cannot be told.
        word: The short word for it, such as overdue.
        note: What else must be known of it.
        done: Each day on which it was done by then, in order of time.
    """

    ref: str
    title: str
    owner: str | None
    deliverable: str | None
    every_months: Count | None
    wording: str | None
    last_done: Day | None
    due: Day | None
    word: str
    reason: str
    note: str | None
    done: tuple[DutyDoneDocument, ...]


@frozen(kw_only=True)
class DutiesDocument:
    """The recurring duties of a plan on a day, in the plan's order."""

    schema: Literal["cptracker/duties/1"]
    as_at: Day
    duties: tuple[ListedDutyDocument, ...]


def duty_pairs(plan: Plan, as_at: date) -> Iterator[tuple[Duty, DutyLine]]:
    """Each duty with how it stood on a day."""
    return zip(plan.duties, duty_lines(plan, as_at), strict=True)


def listed_duty_document(duty: Duty, line: DutyLine, as_at: date) -> ListedDutyDocument:
    """A duty with each day on which it was done by a day."""
    return ListedDutyDocument(
        ref=line.ref,
        title=line.title,
        owner=line.owner,
        deliverable=line.deliverable,
        every_months=line.every_months,
        wording=line.wording,
        last_done=line.last_done,
        due=line.due,
        word=line.word,
        reason=line.reason,
        note=duty.note,
        done=tuple(_done(entry) for entry in duty.done if entry.date <= as_at),
    )


def _done(entry: DutyDone) -> DutyDoneDocument:
    return DutyDoneDocument(date=entry.date, by=entry.by, evidence=entry.evidence, note=entry.note)


def duties_json(plan: Plan, as_at: date) -> str:
    """The duties of a day."""
    listed = tuple(
        listed_duty_document(duty, line, as_at) for duty, line in duty_pairs(plan, as_at)
    )
    return document_text(DutiesDocument(schema=SCHEMA, as_at=as_at, duties=listed))
