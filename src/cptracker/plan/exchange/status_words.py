"""What the words of trackers say: how far an action is, and how its owner sees it."""

import re

from attrs import frozen

from cptracker.model.actions import Colour, Status

STATUSES = {
    "open": Status.OPEN, "not started": Status.OPEN, "not yet started": Status.OPEN,
    "new": Status.OPEN, "to do": Status.OPEN, "outstanding": Status.OPEN, "overdue": Status.OPEN,
    "ongoing": Status.IN_PROGRESS, "on-going": Status.IN_PROGRESS,
    "in progress": Status.IN_PROGRESS, "in_progress": Status.IN_PROGRESS,
    "doing": Status.IN_PROGRESS, "started": Status.IN_PROGRESS, "underway": Status.IN_PROGRESS,
    "on track": Status.IN_PROGRESS, "delayed": Status.IN_PROGRESS,
    "complete": Status.COMPLETE, "completed": Status.COMPLETE, "closed": Status.COMPLETE,
    "done": Status.COMPLETE,
    "cancelled": Status.CANCELLED, "withdrawn": Status.CANCELLED,
    "superseded": Status.SUPERSEDED,
}  # fmt: skip


COLOURS = {
    "red": Colour.RED, "r": Colour.RED, "amber": Colour.AMBER, "a": Colour.AMBER,
    "yellow": Colour.AMBER, "green": Colour.GREEN, "g": Colour.GREEN,
}  # fmt: skip


COMPLETE_COLOURS = {"blue", "b", "complete", "completed"}
"""What says in a BRAG rating that an action is done."""


LONGEST_BAND = 5
"""Words; a longer row with one cell is no band."""


@frozen(kw_only=True)
class StatusReading:
    """A status, and the words that stand after it."""

    status: Status
    rest: str


def status_of(text: str) -> StatusReading | None:
    """The status that a cell says or begins with: `Complete - agreed in March`; None if unknown."""
    plain = text.casefold()
    for word in sorted(STATUSES, key=len, reverse=True):
        if plain == word or re.match(rf"{re.escape(word)}\s*[-\u2013:(,.;]", plain):
            return StatusReading(status=STATUSES[word], rest=_rest(text[len(word) :]))
    return None


def _rest(text: str) -> str:
    return text.strip().lstrip("-\u2013:,.;").strip()


def band_status(text: str) -> Status | None:
    """The status that a band such as `CLOSED ACTIONS` gives to the rows below it."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", text.casefold())
    if not words or len(words) > LONGEST_BAND:
        return None
    for size in (3, 2, 1):
        status = STATUSES.get(" ".join(words[:size]))
        others = set(words[size:])
        if status is not None and others <= {"actions", "action", "items", "recommendations"}:
            return status
    return None
