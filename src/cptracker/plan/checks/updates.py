"""The updates of one promise: a history that can be replayed, read entry by entry."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attrs import define, field

from cptracker.files.yaml_nodes import MapNode, Node
from cptracker.files.yaml_values import date_in, text_in, word_of
from cptracker.model.actions import Status
from cptracker.model.problems import Problem
from cptracker.plan.document import readable

SAYS_NOTHING = {
    "date", "by", "deliverable", "reason", "blocker_rating", "source", "place",
}  # fmt: skip


def check_updates(
    updates: Iterable[MapNode],
    raised: date | None,
    due: date | None,
    milestones: Collection[str] | None,
) -> Iterator[Problem]:
    """Every broken rule of a history.

    Args:
        updates: The entries as they stand, oldest first.
        raised: The day of the meeting, before which there is nothing to tell.
        due: The first promised day; a later one needs a reason.
        milestones: The titles that may be reached; None where there is no such list.
    """
    history = _History(last=raised, due=due, milestones=milestones)
    for update in updates:
        yield from history.take(update)


@define(kw_only=True)
class _History:
    """How far the entries have been read."""

    last: date | None
    due: date | None
    milestones: Collection[str] | None
    closed: bool = False
    blockers: set[str] = field(factory=set)

    def take(self, update: MapNode) -> Iterator[Problem]:
        """The problems of the next entry."""
        if set(update.keys) <= SAYS_NOTHING:
            yield update.place.problem("this update says nothing", "add a `note`, or delete it")
        yield from self._day(update)
        yield from self._status(update)
        yield from self._due(update)
        yield from self._blocker(update)
        yield from self._milestone(update)

    def _day(self, update: MapNode) -> Iterator[Problem]:
        day = readable(update.entries.get("date"), date_in)
        if day and self.last and day < self.last:
            message = f"`date` {day} is before {self.last}, which comes first"
            hint = "updates stand in order of time, and not before the meeting"
            yield update.entries["date"].place.problem(message, hint)
        self.last = max((earlier for earlier in (self.last, day) if earlier), default=None)

    def _status(self, update: MapNode) -> Iterator[Problem]:
        node = update.entries.get("status")
        status = readable(node, lambda scalar: word_of(scalar, Status))
        if node is None or status is None:
            if self.closed:
                message = "this is closed, and an update after that must reopen it"
                yield update.place.problem(message, "add `status: in_progress` and a `note`")
            return
        if status is Status.COMPLETE and "evidence" not in update.keys:
            yield node.place.problem("completing needs `evidence`", "say where it can be seen")
        elif self._wants_a_reason(status) and "note" not in update.keys:
            subject = f"`{status}`" if status.closed else "reopening"
            yield node.place.problem(f"{subject} needs a `note`", "say why")
        if status.closed and self.closed:
            yield node.place.problem("this is closed already", "reopen it first")
        self.closed = status.closed

    def _wants_a_reason(self, status: Status) -> bool:
        return status is not Status.COMPLETE and (status.closed or self.closed)

    def _due(self, update: MapNode) -> Iterator[Problem]:
        due = readable(update.entries.get("due"), date_in)
        if due is None:
            return
        if self.due and due != self.due and "note" not in update.keys:
            message = "moving the due date needs a `note`"
            yield update.entries["due"].place.problem(message, "say why it moves")
        self.due = due

    def _blocker(self, update: MapNode) -> Iterator[Problem]:
        blocker, gone = update.entries.get("blocker"), update.entries.get("unblocked")
        text = readable(blocker, text_in)
        if ("blocker" in update.keys) != ("blocker_rating" in update.keys):
            message = "`blocker` and `blocker_rating` stand together"
            yield update.place.problem(message, "say what blocks, and `amber` or `red`")
        rating = update.entries.get("blocker_rating")
        if rating is not None and readable(rating, text_in) == "green":
            message = "`blocker_rating` must be `amber` or `red`, not 'green'"
            yield rating.place.problem(message, "what blocks nothing is a `note`")
        yield from self._gone(gone)
        if text is not None:
            self.blockers.add(text)

    def _gone(self, node: Node | None) -> Iterator[Problem]:
        text = readable(node, text_in)
        if node is None or text is None:
            return
        if text not in self.blockers:
            message = "no blocker of these words is open"
            yield node.place.problem(message, "repeat the words of the `blocker`")
        self.blockers.discard(text)

    def _milestone(self, update: MapNode) -> Iterator[Problem]:
        node = update.entries.get("milestone")
        text = readable(node, text_in)
        if node is None or text is None or text in (self.milestones or ()):
            return
        message = "there is no milestone of this title"
        yield node.place.problem(message, "repeat a title of `milestones`")
