"""Actions, deliverables, meetings, duties and commentary as JSON."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal, cast

from attrs import frozen

from cptracker.model.actions import Commentary, Meeting, StatedFigure, Status
from cptracker.model.agenda import DutyLine
from cptracker.model.figures import MeetingLine, MeetingPaper
from cptracker.model.plan_sections import Quotation
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus
from cptracker.status_json.converting import document_text
from cptracker.status_json.promises import (
    ActionDocument,
    ActionMeetingDocument,
    ActionsDocument,
    CommentaryDocument,
    DeliverableDocument,
    DutyDocument,
    MeetingDocument,
    MeetingLineDocument,
    PromiseWord,
    QuotationDocument,
    StatedFigureDocument,
)


def actions_document(counts: Mapping[str, int]) -> ActionsDocument:
    """How many actions stand where; what is not counted is none."""
    return ActionsDocument(
        open=counts.get("open", 0),
        overdue=counts.get("overdue", 0),
        complete=counts.get("complete", 0),
        closed_since_last_meeting=counts.get("closed_since_last_meeting", 0),
    )


def duty_document(duty: DutyLine) -> DutyDocument:
    """A recurring duty as it stands."""
    return DutyDocument(
        ref=duty.ref,
        title=duty.title,
        owner=duty.owner,
        deliverable=duty.deliverable,
        every_months=duty.every_months,
        wording=duty.wording,
        last_done=duty.last_done,
        due=duty.due,
        word=duty.word,
        reason=duty.reason,
    )


def quotation_document(quotation: Quotation) -> QuotationDocument:
    """What was said, and by which group; who agreed to its use is in no paper."""
    return QuotationDocument(
        priority=quotation.priority,
        words=quotation.words,
        said_by=quotation.said_by,
        date=quotation.date,
    )


def action_document(action: ActionLine) -> ActionDocument:
    """An action or recommendation as it stands."""
    return ActionDocument(
        ref=action.ref,
        kind=cast(PromiseWord, action.kind),
        title=action.title,
        meeting=_raised_by(action.meeting),
        owner=action.owner,
        due=action.due,
        slipped_days=action.slipped,
        moves=action.moves,
        status=Status(action.status),
        word=action.word,
        rating=action.rating,
        reason=action.reason,
        priorities=action.priorities,
    )


def _raised_by(meeting: Meeting) -> ActionMeetingDocument:
    return ActionMeetingDocument(ref=meeting.ref, body=meeting.body, date=meeting.date)


def deliverable_document(deliverable: DeliverableStatus) -> DeliverableDocument:
    """A key deliverable as it stands."""
    return DeliverableDocument(
        ref=deliverable.ref,
        title=deliverable.title,
        owner=deliverable.owner,
        status=deliverable.status,
        due=deliverable.due,
        slipped_days=deliverable.slipped,
        moves=deliverable.moves,
        word=deliverable.word,
        rating=deliverable.rating,
        reason=deliverable.reason,
    )


def commentary_document(commentary: Commentary) -> CommentaryDocument:
    """What was last said of a success measure, a priority, or something else."""
    return CommentaryDocument(
        success_measure=commentary.success_measure,
        priority=commentary.priority,
        about=commentary.about,
        place=commentary.place,
        period=commentary.period,
        date=commentary.date,
        by=commentary.by,
        data_says=commentary.data_says,
        analysis=commentary.analysis,
        next_steps=commentary.next_steps,
        source=commentary.source,
        states=tuple(_stated(stated, commentary.period) for stated in commentary.states),
        rating=commentary.rating,
        rating_words=commentary.rating_words,
        reason=commentary.reason,
    )


def _stated(stated: StatedFigure, period: str) -> StatedFigureDocument:
    value = float(Fraction(stated.value))
    return StatedFigureDocument(measure=stated.measure, period=stated.period or period, value=value)


def meeting_document(paper: MeetingPaper) -> MeetingDocument:
    """What a meeting should know of promises."""
    return MeetingDocument(date=paper.date, since=paper.since, lines=tuple(map(_line, paper.lines)))


def _line(line: MeetingLine) -> MeetingLineDocument:
    return MeetingLineDocument(kind=line.kind, ref=line.ref, title=line.title, how=line.how)


SCHEMA: Final = "cptracker/commentary/1"


@frozen(kw_only=True)
class CommentaryListDocument:
    """What was said of figures, the latest first."""

    schema: Literal["cptracker/commentary/1"]
    commentary: tuple[CommentaryDocument, ...]


def commentary_json(commentaries: Iterable[Commentary]) -> str:
    """What was said, in the order given."""
    documents = tuple(map(commentary_document, commentaries))
    return document_text(CommentaryListDocument(schema=SCHEMA, commentary=documents))
