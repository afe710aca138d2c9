"""Tracking promises: replay their updates up to a day, rate what comes out, list it."""

from cptracker.tracking.commenting import last_said, latest_of, said_of, subject
from cptracker.tracking.listing import Wanted, find, track, wanted
from cptracker.tracking.papers import paper_for
from cptracker.tracking.rating import Rhythm, outshines, rate, rhythm_of
from cptracker.tracking.replaying import replay_action, replay_deliverable, unrated

__all__ = [
    "Rhythm",
    "Wanted",
    "find",
    "last_said",
    "latest_of",
    "outshines",
    "paper_for",
    "rate",
    "replay_action",
    "replay_deliverable",
    "rhythm_of",
    "said_of",
    "subject",
    "track",
    "unrated",
    "wanted",
]
