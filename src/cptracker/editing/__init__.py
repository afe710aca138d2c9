"""Edit a plan without harm: only lines are added, whole or not at all, one writer at a time."""

from cptracker.editing.changes import (
    NewAction,
    add_action,
    add_commentary,
    update_action,
    update_deliverable,
)
from cptracker.editing.meetings import NewMeeting, add_meeting
from cptracker.editing.session import Edit

__all__ = [
    "Edit",
    "NewAction",
    "NewMeeting",
    "add_action",
    "add_commentary",
    "add_meeting",
    "update_action",
    "update_deliverable",
]
