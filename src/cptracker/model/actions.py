"""Promises made at meetings: meetings, actions, updates and commentary, as dated entries.

Frozen values only. Nothing is overwritten: what changes is written as an update with its day, and
replaying the updates up to a day tells what was known then.
"""

import datetime
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from cptracker.model.choices import Colour as Colour
from cptracker.model.periods import Every


class Status(StrEnum):
    """How far a promise has come, as its updates say it."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"

    @property
    def closed(self) -> bool:
        """Whether there is no more to do."""
        return self in (Status.COMPLETE, Status.CANCELLED, Status.SUPERSEDED)


@frozen(kw_only=True)
class Meeting:
    """A meeting that raises actions.

    Attributes:
        ref: A short word for it, such as `cpp-2026-03-12`; never reused.
        body: Who met, such as `Corporate Parenting Panel`.
        date: The day it met.
        paper: A link, or the reference of its minutes.
    """

    ref: str
    body: str
    date: datetime.date
    paper: str | None = None


@frozen(kw_only=True)
class Milestone:
    """A step on the way, with its own day.

    Attributes:
        title: Short; an update names it when it is reached.
        due: The day it is due.
        key: Whether missing it turns the whole red; amber if not.
    """

    title: str
    due: datetime.date
    key: bool = False


@frozen(kw_only=True)
class Update:
    """What became known of a promise on a day; entries are added, never changed.

    Attributes:
        date: The day it was recorded; updates stand in order of time.
        by: The role that says so, such as `Head of Service`.
        note: What happened, or why something changes.
        evidence: Where it can be seen; needed to complete.
        status: The new status, where it changes.
        start: The day work starts, where that changes.
        due: The new due date, where it changes; the first promise stays the measure of slippage.
        owner: The new owner's role, where it changes.
        forecast: The day the owner expects to finish.
        milestone: The title of a milestone that is reached.
        blocker: What stands in the way from now on.
        blocker_rating: How bad that is: `amber` or `red`.
        unblocked: The blocker that is out of the way, in the same words.
        rating: How the owner sees it; one better than the computed needs a reason.
        reason: Why the owner sees it so.
    """

    date: datetime.date
    by: str
    note: str | None = None
    evidence: str | None = None
    status: Status | None = None
    start: datetime.date | None = None
    due: datetime.date | None = None
    owner: str | None = None
    forecast: datetime.date | None = None
    milestone: str | None = None
    blocker: str | None = None
    blocker_rating: Colour | None = None
    unblocked: str | None = None
    rating: Colour | None = None
    reason: str | None = None


@frozen(kw_only=True)
class DeliverableUpdate(Update):
    """What became known of a key deliverable on a day; the entries of an action's update, and more.

    Attributes:
        deliverable: The deliverable's reference, such as `1.5`.
        date: The day it was recorded; updates of one deliverable stand in order of time.
        by: The role that says so, such as `Head of Service`.
        due: The day it is due; the first that is given is the first promise.
        evidence: Where it can be seen; needed to complete.
        source: The published document that says so, such as an annual report; a document that
            gives no day and no status rates nothing, so the deliverable is `reported`.
        place: Where in that document.
    """

    deliverable: str
    source: str | None = None
    place: str | None = None

    @property
    def only_reports(self) -> bool:
        """Whether a published document tells of it and says nothing by which it could be rated."""
        return self.source is not None and all(getattr(self, name) is None for name in RATED_BY)


RATED_BY = ("status", "start", "due", "forecast", "milestone", "blocker", "unblocked")
"""What of an update the rule goes by."""


@frozen(kw_only=True)
class Action:
    """Something that somebody undertook, or was asked, to do.

    Attributes:
        ref: Such as `CPP-2026-03`: a body, a year, a number; never reused.
        title: What is to be done, short, in our own words.
        meeting: The reference of the meeting that raised it.
        owner: The role that owes it, never a person's name.
        due: The first promised day; a later one is an update.
        start: The day work starts, where that is later than the meeting.
        undated: Why it has no due date, in the tracker's own word, such as `Ongoing`.
        also_known_as: The numbers it had in earlier trackers; unique in the plan.
        place: Where it stands in the meeting's paper.
        priorities: The numbers of the priorities it serves.
        deliverables: The references of the key deliverables it serves.
        success_measures: The references of the success measures it serves.
        update_every: How often an update is owed; the plan's `report_every` if not given.
        milestones: Steps on the way.
        updates: What became known since, in order of time.
    """

    ref: str
    title: str
    meeting: str
    owner: str | None = None
    due: datetime.date | None = None
    start: datetime.date | None = None
    undated: str | None = None
    also_known_as: tuple[str, ...] = ()
    place: str | None = None
    priorities: tuple[int, ...] = ()
    deliverables: tuple[str, ...] = ()
    success_measures: tuple[str, ...] = ()
    update_every: Every | None = None
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[Update, ...] = ()


@frozen(kw_only=True)
class StatedFigure:
    """A figure that a commentary states, to be held against the computed one.

    Attributes:
        measure: The measure's identifier.
        value: As stated; as many digits are compared as stand here.
        period: The period's key; the commentary's own if not given.
    """

    measure: str
    value: Decimal
    period: str | None = None


@frozen(kw_only=True)
class Commentary:
    """What is said of a success measure, or a priority, for a period, as in the panel's papers.

    Attributes:
        success_measure: Its reference, such as `4.1`; or one of the next two.
        priority: The number of the priority that is commented on as a whole.
        about: The title of what is commented on, where it is neither.
        place: Where it stands in its source.
        period: The period's key (`202425`, `202425Q2`, `2022-06`).
        date: The day it was written.
        by: The role that writes, and that gives the rating.
        data_says: What the data tells us.
        analysis: What is behind it.
        next_steps: The action taken and the next steps.
        source: Where it is taken from, if it was published.
        states: The figures it states.
        rating: How whoever writes sees it; shown beside what is computed, and changes nothing.
        rating_words: The words that stand with the rating, such as `high risk`.
        reason: Why it is rated better than the worst of its measures and deliverables.
    """

    success_measure: str | None = None
    priority: int | None = None
    about: str | None = None
    place: str | None = None
    period: str
    date: datetime.date
    by: str
    data_says: str
    analysis: str | None = None
    next_steps: str | None = None
    source: str | None = None
    states: tuple[StatedFigure, ...] = ()
    rating: Colour | None = None
    rating_words: str | None = None
    reason: str | None = None
