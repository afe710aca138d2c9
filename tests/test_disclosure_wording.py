"""Free words of the plan that count few people do not stand in a public paper."""

from datetime import date

import attrs
import pytest

from cptracker.actions import Meeting
from cptracker.disclosure import publish
from cptracker.disclosure.wording import LEFT_OUT, may_stand
from cptracker.reports.status_json import status_text
from cptracker.results import MeetingLine, MeetingPaper, Rating
from cptracker.standing import ActionLine, DeliverableStatus
from tables_made import count, indicator, report

FEW = "An exception for the two young people abroad"
MEETING = Meeting(ref="m", date=date(2025, 3, 1), body="Panel")


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        (FEW, False),
        ("Find homes for 3 siblings together", False),
        ("Tell of the only care leaver in custody", False),
        ("Report on children with three or more placements", True),
        ("Report on dental checks", True),
        ("Train 25 members of staff in both models", True),
        ("Homes for 12 young people", True),
    ],
)
def test_words_that_count_few_people(text, stands):
    assert may_stand(text) == (text if stands else LEFT_OUT)


def action(title):
    return ActionLine(
        ref="A1", kind="action", title=title, meeting=MEETING, owner=None, due=None, slipped=0,
        status="in_progress", rating=Rating.GREEN, reason=title,
    )  # fmt: skip


def with_words(text):
    one = indicator([count(30)])
    told = attrs.evolve(one.judgement, accepted=text, provisional=text, revised=text)
    line = MeetingLine(sort="new", ref="A1", title=text, how=text)
    paper = report(
        attrs.evolve(one, judgement=told, judgements=(told,)),
        action_list=(action(text),),
        meeting=MeetingPaper(date=date(2025, 4, 1), since=None, lines=(line,)),
    )
    (priority,) = paper.priorities
    deliverable = DeliverableStatus(ref="1.1", title="D", rating=Rating.GREEN, reason=text)
    priority = attrs.evolve(priority, deliverables=(deliverable,))
    return attrs.evolve(paper, priorities=(priority,))


def test_they_stand_nowhere_in_a_public_paper():
    text = status_text(publish(with_words(FEW)))

    assert FEW not in text
    assert text.count("the words are left out") >= 5
    assert FEW in status_text(with_words(FEW))


def test_other_words_stay():
    words = "Two schools are yet to report"

    assert status_text(publish(with_words(words))).count(words) == status_text(
        with_words(words)
    ).count(words)
