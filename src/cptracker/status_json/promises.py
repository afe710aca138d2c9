"""Actions, deliverables, meetings and commentary as they stand in the JSON of the status."""

from typing import Literal

from attrs import field, frozen

from cptracker.model.actions import Colour, Status
from cptracker.model.figures import Rating
from cptracker.status_json.scalars import Count, Day, Number, Position, StatusWord, absent, formerly


@frozen(kw_only=True)
class DeliverableDocument:
    """A key deliverable.

    Attributes:
        ref: Priority and number, such as 1.3.
        status: Null while nothing is recorded.
        slipped_days: By how many days that is later than the first promise.
        moves: How often the due date was moved.
        word: The rating's short word, such as overdue.
        owner: The role that owes it; null where none is named.
    """

    ref: str
    title: str
    owner: str | None
    status: StatusWord | None
    due: Day | None
    slipped_days: int = field(metadata=absent(0))
    moves: Count = field(metadata=absent(0))
    word: str = field(metadata=absent(""))
    rating: Rating
    reason: str


@frozen(kw_only=True)
class QuotationDocument:
    """Words of young people, as they were said; whose they are is told as a group alone.

    Attributes:
        priority: The number of the priority that they are about.
    """

    priority: Position
    words: str
    said_by: str
    date: Day


@frozen(kw_only=True)
class DutyDocument:
    """Something to be done again and again, as it stands.

    Attributes:
        deliverable: The key deliverable that it is a part of.
        every_months: After how many months it is due again; null where the plan is not clear.
        wording: How often, in the document's own words.
        last_done: Null where no day is recorded.
        due: The day it is due next; null where that cannot be told.
        word: The short word for it, such as overdue.
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


@frozen(kw_only=True)
class ActionsDocument:
    """How many actions stand where.

    Attributes:
        closed_since_last_meeting: Completed, cancelled or superseded after the last meeting before
            the day.
    """

    open: Count
    overdue: Count
    complete: Count
    closed_since_last_meeting: Count = field(metadata=absent(0))


@frozen(kw_only=True)
class ActionMeetingDocument:
    """The meeting that agreed an action."""

    ref: str
    body: str
    date: Day


PromiseWord = Literal["action", "recommendation"]
"""What a meeting raises."""


@frozen(kw_only=True)
class ActionDocument:
    """An action or recommendation as it stands.

    Attributes:
        ref: Never reused.
        meeting: The meeting that raised it.
        owner: The role that owes it.
        slipped_days: By how many days that is later than the first promise.
        moves: How often the due date was moved.
        word: The rating's short word, such as overdue.
    """

    ref: str
    kind: PromiseWord
    title: str
    meeting: ActionMeetingDocument
    owner: str | None
    due: Day | None
    slipped_days: int
    moves: Count = field(metadata=absent(0))
    status: Status
    word: str = field(metadata=absent(""))
    rating: Rating
    reason: str
    priorities: tuple[int, ...]


@frozen(kw_only=True)
class StatedFigureDocument:
    """A figure that a commentary states."""

    measure: str
    period: str
    value: Number


@frozen(kw_only=True)
class CommentaryDocument:
    """What is said of a success measure for a period.

    Attributes:
        priority: The number of the priority that is commented on as a whole.
        about: What else it is about.
        period: The period's key.
        rating: How whoever writes sees it.
        reason: Why it is rated better than the worst of its measures and deliverables.
    """

    success_measure: str | None
    priority: int | None
    about: str | None
    place: str | None
    period: str
    date: Day
    by: str
    data_says: str
    analysis: str | None
    next_steps: str | None
    source: str | None
    states: tuple[StatedFigureDocument, ...] = field(metadata=absent([]))
    rating: Colour | None
    rating_words: str | None
    reason: str | None


@frozen(kw_only=True)
class MeetingLineDocument:
    """One action or deliverable in the paper of a meeting.

    Attributes:
        kind: Such as closed or due by the meeting.
    """

    kind: str = field(metadata=formerly("sort"))
    ref: str
    title: str
    how: str


@frozen(kw_only=True)
class MeetingDocument:
    """What a meeting should know of promises.

    Attributes:
        since: The meeting before; changes are told since then.
    """

    date: Day
    since: Day | None
    lines: tuple[MeetingLineDocument, ...]
