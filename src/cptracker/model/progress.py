"""How promises stand on a day: what their updates come to, and how that is rated.

Frozen values only; replaying and rating are steps elsewhere.
"""

import datetime

from attrs import frozen

from cptracker.model.actions import Colour, Meeting, Status
from cptracker.model.figures import Rating


@frozen(kw_only=True)
class StatusMove:
    """A due date that was changed: when, by whom, from what to what, and why."""

    date: datetime.date
    by: str
    was: datetime.date | None
    now: datetime.date
    note: str | None


@frozen(kw_only=True)
class Blocker:
    """Something that stands in the way, since a day, as bad as declared."""

    text: str
    rating: Colour
    since: datetime.date


@frozen(kw_only=True)
class PromiseStep:
    """A milestone, and the day it was reached; None until then."""

    title: str
    due: datetime.date
    key: bool
    met: datetime.date | None = None


@frozen(kw_only=True)
class OwnView:
    """How the owner sees it, and why."""

    rating: Colour
    by: str
    date: datetime.date
    reason: str | None


@frozen(kw_only=True)
class Progress:
    """What was known of a promise on a day.

    Attributes:
        status: The last status an update gave; open before any.
        since: The day of that status.
        by: Who gave it.
        why: The note that came with it.
        evidence: What was shown with it; always there when it is complete.
        owner: The role that owes it.
        start: The day work starts.
        due: The day it is due now.
        first_due: The day that was promised first.
        moves: Each change of the due date, oldest first.
        forecast: The day the owner last expected to finish.
        steps: Its milestones.
        blockers: What stands in the way.
        last_recorded: The day on which something was last recorded of it: the last update, else the
            meeting; None without any.
        own: How the owner last saw it.
        reported: The day of the last published document that told of it, while nothing but such
            documents did; None once somebody gave it a day or a status.
    """

    status: Status = Status.OPEN
    since: datetime.date | None = None
    by: str | None = None
    why: str | None = None
    evidence: str | None = None
    owner: str | None = None
    start: datetime.date | None = None
    due: datetime.date | None = None
    first_due: datetime.date | None = None
    moves: tuple[StatusMove, ...] = ()
    forecast: datetime.date | None = None
    steps: tuple[PromiseStep, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    last_recorded: datetime.date | None = None
    own: OwnView | None = None
    reported: datetime.date | None = None

    @property
    def slippage(self) -> int:
        """Days between the first promise and the due date of now."""
        return (self.due - self.first_due).days if self.due and self.first_due else 0


@frozen(kw_only=True)
class PromiseRating:
    """A rating by rule: its colour, the short word for it, and the reason in words."""

    rating: Rating
    word: str
    reason: str


@frozen(kw_only=True)
class TrackedPromise:
    """An action or recommendation as it stood on a day.

    Attributes:
        ref: Its reference.
        kind: `action` or `recommendation`.
        title: What is to be done.
        meeting: The meeting that raised it.
        own_priorities: The priorities it names itself.
        priorities: Those, and the ones of its deliverables and success measures.
        links: Its deliverables and success measures, such as `deliverable 1.5`.
        place: Where it stands in the meeting's paper.
        progress: What its updates came to.
        rating: How that is rated.
        undated: Why it has no due date, such as `Ongoing`.
        also_known_as: The numbers it had in earlier trackers.
    """

    ref: str
    kind: str
    title: str
    meeting: Meeting
    own_priorities: tuple[int, ...]
    priorities: tuple[int, ...]
    links: tuple[str, ...]
    place: str | None
    progress: Progress
    rating: PromiseRating
    undated: str | None = None
    also_known_as: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether there is something left to do."""
        return not self.progress.status.closed

    @property
    def overdue(self) -> bool:
        """Whether its day is past and it is not done."""
        return self.rating.word == "overdue"
