"""Key deliverables, actions and recommendations as they stand: values only."""

import datetime

from attrs import frozen

from cptracker.model.actions import Meeting
from cptracker.model.figures import Rating, Unrated
from cptracker.rating.promises import REPORTED


@frozen(kw_only=True)
class DeliverableStatus:
    """A key deliverable as it stands; `status` is None while nobody has given it one.

    Attributes:
        due: The day it is due now; None while none was promised.
        slipped: By how many days that is later than the first promise.
        moves: How often the due date was moved.
        word: The short word for the rating, such as `overdue`.
        detail: What the plan says of it beside its title.
        report_says: What the last document says that tells of it, with the document and the place
            in it; empty unless it is `reported`.
        owner: The role that owes it.
    """

    ref: str
    title: str
    rating: Rating
    reason: str
    status: str | None = None
    due: datetime.date | None = None
    slipped: int = 0
    moves: int = 0
    word: str = ""
    detail: str = ""
    report_says: str = ""
    owner: str | None = None

    @property
    def shown(self) -> Rating | Unrated:
        """Its rating; where only a published document tells of it, that."""
        return Unrated.REPORTED if self.word == REPORTED else self.rating

    @property
    def recorded(self) -> bool:
        """Whether anything is known of it: a status, or that a published document tells of it."""
        return self.status is not None or self.word == REPORTED


@frozen(kw_only=True)
class ActionLine:
    """An action or recommendation as it stands.

    Attributes:
        ref: Its reference, never reused.
        kind: `action` or `recommendation`.
        title: What is to be done.
        meeting: The meeting that raised it.
        owner: The role that owes it.
        due: The day it is due now.
        slipped: By how many days that is later than the first promise.
        moves: How often the due date was moved.
        status: Such as `in_progress`.
        rating: By rule.
        word: The short word for it, such as `overdue`.
        reason: Why.
        priorities: The numbers of the priorities it serves.
        long_closed: Whether it was closed by the last meeting, which has seen it so.
    """

    ref: str
    kind: str
    title: str
    meeting: Meeting
    owner: str | None
    due: datetime.date | None
    slipped: int
    status: str
    rating: Rating
    reason: str
    priorities: tuple[int, ...] = ()
    moves: int = 0
    word: str = ""
    long_closed: bool = False
