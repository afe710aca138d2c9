"""The meetings of a plan as JSON: `cptracker meetings list --format json`."""

from collections import Counter
from typing import Final, Literal

from attrs import frozen

from cptracker.model.plan import Plan
from cptracker.status_json.converting import document_text
from cptracker.status_json.scalars import Count, Day

SCHEMA: Final = "cptracker/meetings/1"


@frozen(kw_only=True)
class ListedMeetingDocument:
    """A meeting.

    Attributes:
        body: Who met.
        paper: A link, or the reference of its minutes; null where none is given.
        raised: How many actions and recommendations it raised.
    """

    ref: str
    body: str
    date: Day
    paper: str | None
    raised: Count


@frozen(kw_only=True)
class MeetingsDocument:
    """The meetings of a plan, in its order."""

    schema: Literal["cptracker/meetings/1"]
    meetings: tuple[ListedMeetingDocument, ...]


def raised_by_meeting(plan: Plan) -> Counter[str]:
    """How many actions and recommendations each meeting raised, by its reference."""
    return Counter(action.meeting for action in (*plan.actions, *plan.recommendations))


def meetings_json(plan: Plan) -> str:
    """The meetings of a plan, each with how much it raised."""
    raised = raised_by_meeting(plan)
    listed = tuple(
        ListedMeetingDocument(
            ref=meeting.ref,
            body=meeting.body,
            date=meeting.date,
            paper=meeting.paper,
            raised=raised[meeting.ref],
        )
        for meeting in plan.meetings
    )
    return document_text(MeetingsDocument(schema=SCHEMA, meetings=listed))
