"""The shipped plan's report with a commentary on every priority and actions of its own panel."""

from datetime import date, timedelta
from functools import cache

from attrs import evolve
from editions_made import ALL, public

from cptracker.model.actions import Colour, Commentary, Meeting
from cptracker.model.figures import Rating
from cptracker.model.plan_sections import CommitteeReport, ContactDetails
from cptracker.status.tracker_lines import ActionLine

DATA = (
    "Most children see the people they need, and the share has held through the winter. "
    "Homes close to school are still hard to find for those who come into care at short "
    "notice, and that shows in the figures for the last two quarters. The gap to the "
    "neighbours has not changed."
)
ANALYSIS = (
    "Recruitment of carers ran behind plan in the autumn and caught up after the campaign "
    "in January. Two of the teams had vacancies for most of the period, which delayed "
    "reviews; both are filled. What young people told the reviewing officers fits the "
    "figures: they value staying where they are, and they dislike being asked the same "
    "question by people they have not met before."
)
NEXT = (
    "The sufficiency board decides on the extra homes in July. The service will report the "
    "effect of the new matching meeting to the next panel, with the views of the Children "
    "in Care Council."
)


def commentary(number, day):
    return Commentary(
        priority=number, period="202526", date=day, by="Head of Service, Corporate Parenting",
        data_says=DATA, analysis=ANALYSIS, next_steps=NEXT, rating=Colour.AMBER,
        rating_words="medium risk",
    )  # fmt: skip


def action(number, day, **fields):
    meeting = Meeting(ref="cpp-1", body="Corporate Parenting Panel", date=day - timedelta(days=90))
    own_fields = {
        "ref": f"CPP-2026-{number:02}", "kind": "action", "meeting": meeting, "slipped": 0,
        "title": "Report on how long first appointments with a dentist take in each school cluster",
        "owner": "Head of Service", "due": day + timedelta(days=20), "status": "in_progress",
        "rating": Rating.GREEN, "reason": "due later", "priorities": (number % 7 + 1,),
    }  # fmt: skip
    return ActionLine(**own_fields | fields)


HEAD = CommitteeReport(
    report_of="Executive Director, Children and Learning",
    decision_maker="Corporate Parenting Panel",
    contacts=(ContactDetails(role="Head of Service", email="head@council.gov.uk"),),
    recommendations=("That the Panel notes how the plan stands",),
)


@cache
def commented():
    """Public, with 12 actions of which 2 were closed long ago."""
    report = public(*ALL)
    day = date(2026, 3, 31)
    actions = [action(number, day) for number in range(1, 11)]
    closed = {"status": "complete", "rating": Rating.COMPLETE, "long_closed": True}
    actions += [action(number, day, **closed) for number in (11, 12)]
    return evolve(
        report,
        priorities=tuple(
            evolve(priority, commentary=commentary(priority.number, day))
            for priority in report.priorities
        ),
        action_list=tuple(actions),
        actions={"open": 10, "overdue": 0, "complete": 2, "closed_since_last_meeting": 0},
        actions_of_others=17,
        committee_report=HEAD,
    )
