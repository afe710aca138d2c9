"""What changed between two days, as JSON: `cptracker diff --format json`."""

from collections.abc import Sequence
from typing import Final, Literal

from attrs import frozen

from cptracker.plan.history.snapshots import ChangedEntry, Snapshot, View
from cptracker.status_json.converting import document_text
from cptracker.status_json.scalars import Day

SCHEMA: Final = "cptracker/diff/2"


@frozen(kw_only=True)
class ListedChangeDocument:
    """One change.

    Attributes:
        kind: Such as closed or newly overdue.
        ref: The reference of what changed.
        how: What changed of it, in words.
    """

    kind: str
    ref: str
    title: str
    how: str


@frozen(kw_only=True)
class ChangesDocument:
    """What changed between two days, plans or saved statuses.

    Attributes:
        before: The day of the first.
        after: The day of the second.
        changes: Those of one kind together.
    """

    schema: Literal["cptracker/diff/2"]
    before: Day
    after: Day
    changes: tuple[ListedChangeDocument, ...]


def changes_json(
    changes: Sequence[ChangedEntry], before: View | Snapshot, after: View | Snapshot
) -> str:
    """The changes one by one."""
    document = ChangesDocument(
        schema=SCHEMA,
        before=before.as_at,
        after=after.as_at,
        changes=tuple(
            ListedChangeDocument(
                kind=str(change.kind), ref=change.ref, title=change.title, how=change.how
            )
            for change in changes
        ),
    )
    return document_text(document)
