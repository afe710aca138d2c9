"""What a change between two views of a plan is: of which kind, of what, and how in words."""

from enum import StrEnum

from attrs import frozen


class ChangeGroup(StrEnum):
    """What kind of change it is, in the order they are told."""

    LOST = "reference lost"
    NEW = "new"
    CLOSED = "closed"
    DONE = "duty done"
    OVERDUE = "newly overdue"
    MOVED = "due date moved"
    RATING = "rating changed"
    TARGET = "target changed"
    DEFINITION = "definition changed"
    PUBLISHED = "published figure changed"


@frozen(kw_only=True)
class ChangedEntry:
    """One change: of what, and how in words; `gone` where nothing stands in its place."""

    kind: ChangeGroup
    ref: str
    title: str
    how: str
    gone: bool = False
