"""Promises, commentary and protection as plain dictionaries for JSON.

The audit of later papers reads it, so all that decides what follows from what is here: what sort a
figure is, who is counted, how periods add up, and every group.
"""

from fractions import Fraction
from typing import Any

from cptracker.contract.figures import Json, point_document
from cptracker.model.actions import Commentary
from cptracker.model.figures import Figure, MeetingPaper, Series
from cptracker.model.related import Related, RelatedMeasures, SharedBase
from cptracker.status.report import Indicator, Profile, ProtectionReport
from cptracker.status.tracker_lines import ActionLine


def action_line_document(line: ActionLine) -> Json:
    """An action or recommendation as it stands."""
    meeting = line.meeting
    return {
        "ref": line.ref,
        "kind": line.kind,
        "title": line.title,
        "meeting": {"ref": meeting.ref, "body": meeting.body, "date": meeting.date.isoformat()},
        "owner": line.owner,
        "due": line.due.isoformat() if line.due else None,
        "slipped_days": line.slipped,
        "moves": line.moves,
        "status": line.status,
        "word": line.word,
        "rating": str(line.rating),
        "reason": line.reason,
        "priorities": list(line.priorities),
    }


def commentary_document(commentary: Commentary | None) -> Json | None:
    """What was last said of a success measure, a priority, or something else."""
    if commentary is None:
        return None
    return {
        "success_measure": commentary.success_measure,
        "priority": commentary.priority,
        "about": commentary.about,
        "place": commentary.place,
        "period": commentary.period,
        "date": commentary.date.isoformat(),
        "by": commentary.by,
        "data_says": commentary.data_says,
        "analysis": commentary.analysis,
        "next_steps": commentary.next_steps,
        "source": commentary.source,
        "states": [
            {
                "measure": stated.measure,
                "period": stated.period or commentary.period,
                "value": float(Fraction(stated.value)),
            }
            for stated in commentary.states
        ],
        "rating": None if commentary.rating is None else str(commentary.rating),
        "rating_words": commentary.rating_words,
        "reason": commentary.reason,
    }


def protection_document(protection: ProtectionReport | None) -> Json | None:
    """How small numbers were protected; None while figures are exact."""
    if protection is None:
        return None
    return {
        "profile": protection.profile,
        "words": list(protection.words),
        "hidden": protection.hidden,
        "related": [related_document(tie) for tie in protection.related],
    }


def related_document(tie: Related) -> Json:
    """Two measures that share their children."""
    if isinstance(tie, SharedBase):
        return {"measure": tie.measure, "of": tie.of, "how": tie.how, "by": list(tie.by)}
    return {
        "mean": tie.mean,
        "share": tie.share,
        "at_least": tie.at_least,
        "least": tie.least,
    }


def nature_document(of: Indicator | Series) -> Json:
    """What the figures of a measure are."""
    return {
        "sort": of.sort,
        "about": of.about,
        "sensitive": of.sensitive,
        "over_time": of.over_time or None,
        "ties": _ties(of.ties),
    }


def _ties(ties: RelatedMeasures) -> Json | None:
    """The measures from which a measure's numbers follow; None where there are none."""
    if not ties.measures:
        return None
    same = dict(zip(("measure", "group_by", "group"), ties.same_as, strict=False))
    return {
        "within": ties.within or None,
        "same_as": same or None,
        "grows_by": ties.grows_by or None,
        "shrinks_by": ties.shrinks_by or None,
    }


def group_document(figure: Figure) -> Json:
    """One group of a breakdown in one period."""
    return {
        "group_by": figure.group_by,
        "group": figure.group,
        **point_document(figure),
    }


def table_document(profile: Profile) -> Json:
    """A table of the appendix."""
    series = profile.series
    return {
        "title": profile.title,
        "note": profile.note,
        "measure": series.measure,
        "unit": series.unit,
        **nature_document(series),
        "figures": [group_document(figure) for figure in series.figures],
    }


def paper_document(paper: MeetingPaper | None) -> dict[str, Any] | None:
    """The same for JSON."""
    if paper is None:
        return None
    return {
        "date": paper.date.isoformat(),
        "since": paper.since.isoformat() if paper.since else None,
        "lines": [
            {"sort": line.sort, "ref": line.ref, "title": line.title, "how": line.how}
            for line in paper.lines
        ],
    }
