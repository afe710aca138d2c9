"""Actions as they stood on a day, as JSON: `cptracker actions list --format json`, and `show`."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, cast

from attrs import field, frozen

from cptracker.contract.promises import duty_document
from cptracker.model.actions import Colour, Meeting, Status
from cptracker.model.agenda import DutyLine
from cptracker.model.figures import Rating
from cptracker.model.progress import Blocker, OwnView, PromiseStep, StatusMove, TrackedPromise
from cptracker.status_json.converting import document_text
from cptracker.status_json.promises import DutyDocument, PromiseWord
from cptracker.status_json.scalars import Count, Day, formerly

SCHEMA: Final = "cptracker/actions/2"


@frozen(kw_only=True)
class RaisingMeetingDocument:
    """The meeting that raised an action.

    Attributes:
        body: Who met.
        paper: A link, or the reference of its minutes.
    """

    ref: str
    body: str
    date: Day
    paper: str | None


@frozen(kw_only=True)
class MoveDocument:
    """A due date that was changed.

    Attributes:
        was: Null where there was none.
        note: Why.
    """

    date: Day
    by: str
    was: Day | None
    now: Day
    note: str | None


@frozen(kw_only=True)
class StepDocument:
    """A milestone.

    Attributes:
        key: Whether the whole depends on it.
        met: The day it was reached; null until then.
    """

    title: str
    due: Day
    key: bool
    met: Day | None


@frozen(kw_only=True)
class BlockerDocument:
    """Something that stands in the way, as bad as declared."""

    text: str
    rating: Colour
    since: Day


@frozen(kw_only=True)
class OwnViewDocument:
    """How the owner sees it, and why."""

    rating: Colour
    by: str
    date: Day
    reason: str | None


@frozen(kw_only=True)
class TrackedActionDocument:
    """An action or recommendation as it stood on a day.

    Attributes:
        ref: Never reused.
        also_known_as: The numbers it had in earlier trackers.
        undated: Why it has no due date, such as Ongoing.
        place: Where it stands in the meeting's paper.
        links: Its deliverables and success measures.
        word: The rating's short word, such as overdue.
        slippage_days: By how many days it is due later than was promised first.
        since: The day of its status.
        by: Who gave it.
        why: The note that came with it.
        evidence: What was shown with it.
        owner: The role that owes it.
        first_due: The day that was promised first.
        moves: Each change of the due date, oldest first.
        forecast: The day the owner last expected to finish.
        steps: Its milestones.
        blockers: What stands in the way.
        last_recorded: The day on which something of it was last recorded.
        own: How the owner last saw it.
        reported: The day of the last published document that reports it, while nothing else does.
    """

    ref: str
    kind: PromiseWord
    title: str
    meeting: RaisingMeetingDocument
    also_known_as: tuple[str, ...]
    undated: str | None
    place: str | None
    priorities: tuple[int, ...]
    links: tuple[str, ...]
    rating: Rating
    word: str
    reason: str
    slippage_days: int
    status: Status
    since: Day | None
    by: str | None
    why: str | None
    evidence: str | None
    owner: str | None
    start: Day | None
    due: Day | None
    first_due: Day | None
    moves: tuple[MoveDocument, ...]
    forecast: Day | None
    steps: tuple[StepDocument, ...]
    blockers: tuple[BlockerDocument, ...]
    last_recorded: Day | None = field(metadata=formerly("told"))
    own: OwnViewDocument | None
    reported: Day | None


@frozen(kw_only=True)
class ActionListDocument:
    """The actions and recommendations of a plan on a day.

    Attributes:
        closed_before_last_meeting: How many more were closed before the last meeting.
        duties: What is to be done again and again.
    """

    schema: Literal["cptracker/actions/2"]
    as_at: Day
    actions: tuple[TrackedActionDocument, ...]
    closed_before_last_meeting: Count
    duties: tuple[DutyDocument, ...]


def actions_json(
    tracked: Iterable[TrackedPromise],
    as_at: date,
    left_out: int = 0,
    duties: Iterable[DutyLine] = (),
) -> str:
    """The actions as JSON; a field with nothing to say is null.

    Args:
        tracked: The actions, in their order.
        as_at: The day.
        left_out: How many more were closed before the last meeting.
        duties: Recurring duties.
    """
    document = ActionListDocument(
        schema=SCHEMA,
        as_at=as_at,
        actions=tuple(map(tracked_action_document, tracked)),
        closed_before_last_meeting=left_out,
        duties=tuple(map(duty_document, duties)),
    )
    return document_text(document)


def tracked_action_document(promise: TrackedPromise) -> TrackedActionDocument:
    """An action as it stood."""
    progress, rating = promise.progress, promise.rating
    return TrackedActionDocument(
        ref=promise.ref,
        kind=cast(PromiseWord, promise.kind),
        title=promise.title,
        meeting=_meeting(promise.meeting),
        also_known_as=promise.also_known_as,
        undated=promise.undated,
        place=promise.place,
        priorities=promise.priorities,
        links=promise.links,
        rating=rating.rating,
        word=rating.word,
        reason=rating.reason,
        slippage_days=progress.slippage,
        status=progress.status,
        since=progress.since,
        by=progress.by,
        why=progress.why,
        evidence=progress.evidence,
        owner=progress.owner,
        start=progress.start,
        due=progress.due,
        first_due=progress.first_due,
        moves=tuple(map(_move, progress.moves)),
        forecast=progress.forecast,
        steps=tuple(map(_step, progress.steps)),
        blockers=tuple(map(_blocker, progress.blockers)),
        last_recorded=progress.last_recorded,
        own=_own_view(progress.own) if progress.own else None,
        reported=progress.reported,
    )


def _meeting(meeting: Meeting) -> RaisingMeetingDocument:
    return RaisingMeetingDocument(
        ref=meeting.ref, body=meeting.body, date=meeting.date, paper=meeting.paper
    )


def _move(move: StatusMove) -> MoveDocument:
    return MoveDocument(date=move.date, by=move.by, was=move.was, now=move.now, note=move.note)


def _step(step: PromiseStep) -> StepDocument:
    return StepDocument(title=step.title, due=step.due, key=step.key, met=step.met)


def _blocker(blocker: Blocker) -> BlockerDocument:
    return BlockerDocument(text=blocker.text, rating=blocker.rating, since=blocker.since)


def _own_view(own: OwnView) -> OwnViewDocument:
    return OwnViewDocument(rating=own.rating, by=own.by, date=own.date, reason=own.reason)
