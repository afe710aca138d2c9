"""What is promised and said, as plain dictionaries for JSON: actions and commentary."""

from fractions import Fraction
from typing import Any

from cptracker.actions import Commentary
from cptracker.standing import ActionLine

Json = dict[str, Any]


def action_line_document(one: ActionLine) -> Json:
    """An action or recommendation as it stands."""
    meeting = one.meeting
    return {
        "ref": one.ref,
        "kind": one.kind,
        "title": one.title,
        "meeting": {"ref": meeting.ref, "body": meeting.body, "date": meeting.date.isoformat()},
        "owner": one.owner,
        "due": one.due.isoformat() if one.due else None,
        "slipped_days": one.slipped,
        "moves": one.moves,
        "status": one.status,
        "word": one.word,
        "rating": str(one.rating),
        "reason": one.reason,
        "priorities": list(one.priorities),
    }


def commentary_document(one: Commentary | None) -> Json | None:
    """What was last said of a success measure, or of something else."""
    if one is None:
        return None
    return {
        "success_measure": one.success_measure,
        "about": one.about,
        "place": one.place,
        "period": one.period,
        "date": one.date.isoformat(),
        "by": one.by,
        "data_says": one.data_says,
        "analysis": one.analysis,
        "next_steps": one.next_steps,
        "source": one.source,
        "states": [
            {
                "measure": stated.measure,
                "period": stated.period or one.period,
                "value": float(Fraction(stated.value)),
            }
            for stated in one.states
        ],
        "rating": None if one.rating is None else str(one.rating),
        "rating_words": one.rating_words,
    }
