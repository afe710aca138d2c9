"""Tracking promises: replay their updates up to a day, rate what comes out, list it."""

from cptracker.tracking.commenting import last_said, latest_of, said_of, subject
from cptracker.tracking.listing import Wanted, find, track, wanted
from cptracker.tracking.papers import paper_for
from cptracker.tracking.rating import Rhythm, rate
from cptracker.tracking.replaying import replay_action, replay_deliverable

__all__ = [
    "Rhythm",
    "Wanted",
    "find",
    "last_said",
    "latest_of",
    "paper_for",
    "rate",
    "replay_action",
    "replay_deliverable",
    "said_of",
    "subject",
    "track",
    "wanted",
]
