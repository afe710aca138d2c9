"""What a panel comes back to: duties that recur, standing items, and a plan of its meetings.

Frozen values only. When a duty was done is a dated entry, as everything else that changes is; what
was known on a day follows from the entries up to it.
"""

import datetime

from attrs import frozen


@frozen(kw_only=True)
class DutyDone:
    """A day on which a recurring duty was done; entries are added, never changed.

    Attributes:
        date: The day.
        by: The role that did it.
        evidence: Where it can be seen.
        note: What came of it, or what else must be known.
    """

    date: datetime.date
    by: str | None = None
    evidence: str | None = None
    note: str | None = None


@frozen(kw_only=True)
class Duty:
    """Something to be done again and again, such as a survey every second year.

    Attributes:
        ref: A short word for it, such as `leavers-survey`; never reused.
        title: What is to be done, short, in our own words.
        every_months: After how many months it is due again: 6 for twice a year, 24 for every
            second year. Left out where the plan does not say it clearly; then it is never overdue.
        wording: How often, in the document's own words, such as `bi-annually`.
        first_due: The day it is due first, where it has not been done yet.
        owner: The role that owes it, never a person's name.
        deliverable: The reference of the key deliverable that it is a part of.
        place: Where it stands in the plan's document, if the plan was taken from one.
        note: What else must be known of it, such as what is not clear.
        done: The days on which it was done, in order of time.
    """

    ref: str
    title: str
    every_months: int | None = None
    wording: str | None = None
    first_due: datetime.date | None = None
    owner: str | None = None
    deliverable: str | None = None
    place: str | None = None
    note: str | None = None
    done: tuple[DutyDone, ...] = ()


@frozen(kw_only=True)
class DutyLine:
    """A recurring duty as it stood on a day.

    Attributes:
        ref: Its reference.
        title: What is to be done.
        owner: The role that owes it.
        deliverable: The key deliverable that it is a part of.
        every_months: After how many months it is due again.
        wording: How often, in the document's own words.
        last_done: The last day on which it was done; None where none is recorded.
        due: The day it is due next; None where that cannot be told.
        word: The short word for it, such as `overdue`.
        reason: Why.
    """

    ref: str
    title: str
    owner: str | None = None
    deliverable: str | None = None
    every_months: int | None = None
    wording: str | None = None
    last_done: datetime.date | None = None
    due: datetime.date | None = None
    word: str = ""
    reason: str = ""

    @property
    def overdue(self) -> bool:
        """Whether its day is past."""
        return self.word == OVERDUE


OVERDUE = "overdue"


@frozen(kw_only=True)
class AgendaItem:
    """Something that a meeting takes up.

    Attributes:
        title: Short, in our own words.
        owner: The role that brings it, never a person's name.
        place: Where it stands in a document, if it was taken from one.
        note: What the meeting is asked to do, or what else must be known.
    """

    title: str
    owner: str | None = None
    place: str | None = None
    note: str | None = None


@frozen(kw_only=True)
class PlannedMeeting:
    """What a meeting that is still to come shall take up, beside its standing items.

    Attributes:
        meeting: The reference of the meeting, which stands under `meetings`.
        items: In their order.
    """

    meeting: str
    items: tuple[AgendaItem, ...]
