"""The plan's own free words beside figures: what counts few people does not go out.

A reason, an action or a piece of news is somebody's own words, and "an exception for the two young
people abroad" tells as much as a figure. Such words are replaced; that they are is said in place.
"""

from attrs import evolve

from cptracker.disclosure.saying import COUNTED
from cptracker.display import Listed
from cptracker.results import Judgement, MeetingPaper
from cptracker.spc import Reading
from cptracker.standing import ActionLine, DeliverableStatus, Indicator, Profile, StatusReport

LEFT_OUT = "[c] the words are left out: they count few people"


def without_counts(report: StatusReport) -> StatusReport:
    """The report without free words that count few people; commentary is looked at apart."""
    return evolve(
        report,
        action_list=Listed(_action(one) for one in report.action_list),
        meeting=_meeting(report.meeting),
        priorities=tuple(
            evolve(
                priority,
                deliverables=tuple(_deliverable(one) for one in priority.deliverables),
                success_measures=tuple(
                    evolve(success, indicators=tuple(_indicator(one) for one in success.indicators))
                    for success in priority.success_measures
                ),
            )
            for priority in report.priorities
        ),
        appendix=tuple(_profile(one) for one in report.appendix),
    )


def may_stand(text: str) -> str:
    """The text, or that it is left out."""
    return LEFT_OUT if COUNTED.search(text) else text


def _maybe(text: str | None) -> str | None:
    return None if text is None else may_stand(text)


def _action(one: ActionLine) -> ActionLine:
    return evolve(one, title=may_stand(one.title), reason=may_stand(one.reason))


def _deliverable(one: DeliverableStatus) -> DeliverableStatus:
    return evolve(one, reason=may_stand(one.reason))


def _meeting(paper: MeetingPaper | None) -> MeetingPaper | None:
    if paper is None:
        return None
    lines = (evolve(one, title=may_stand(one.title), how=may_stand(one.how)) for one in paper.lines)
    return evolve(paper, lines=tuple(lines))


def _indicator(one: Indicator) -> Indicator:
    return evolve(
        one,
        judgement=_judgement(one.judgement),
        judgements=tuple(_judgement(each) for each in one.judgements),
        spc=_reading(one.spc),
    )


def _profile(one: Profile) -> Profile:
    return evolve(one, judgement=_judgement(one.judgement) if one.judgement else None)


def _judgement(one: Judgement) -> Judgement:
    return evolve(
        one,
        accepted=_maybe(one.accepted),
        provisional=_maybe(one.provisional),
        revised=_maybe(one.revised),
    )


def _reading(one: Reading | None) -> Reading | None:
    """The chart, with why its limits began anew."""
    if one is None or one.chart is None:
        return one
    segments = tuple(
        evolve(
            segment,
            recalculation=evolve(
                segment.recalculation, reason=may_stand(segment.recalculation.reason)
            ),
        )
        if segment.recalculation
        else segment
        for segment in one.chart.segments
    )
    return evolve(one, chart=evolve(one.chart, segments=segments))
