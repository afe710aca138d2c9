"""Free words of the plan that count few people do not stand in a public paper."""

from datetime import date

import attrs
import pytest
from tables_made import count, indicator, report

from cptracker.contract.status import status_text
from cptracker.disclosure.free_text import LEFT_OUT, may_stand
from cptracker.disclosure.release import release
from cptracker.model.actions import Meeting
from cptracker.model.figures import MeetingLine, MeetingPaper, Rating
from cptracker.model.plan import Statement
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus

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
        # hyphens, dashes and characters that nobody sees
        ("Find homes for three looked-after children", False),
        ("Support 2 care-experienced young people", False),
        ("Find homes for three looked\u2010after\u00a0children", False),
        ("Thr\u200bee children moved", False),
        ("\uff13 children moved", False),
        # other words for as many
        ("A couple of boys went missing", False),
        ("A pair of siblings were parted", False),
        ("Both of the girls have moved", False),
        ("The twins have moved", False),
        ("A single young person was not seen", False),
        ("Two of our unaccompanied asylum-seeking 17-year-old young people", False),
        ("One of them is in custody", False),
        ("Children who went missing: 3", False),
        ("Young people (two) were told", False),
        # numbers that count nobody, or many
        ("Twenty-three children moved", True),
        ("Five hundred children", True),
        ("One in five children has a plan", True),
        ("Every year 2.4 placements a child", True),
        ("Year 5 pupils and key stage 2 children", True),
        ("Priority 1 for all children", True),
        ("Review every 2 years how children are told", True),
        ("Two new homes for children", True),
        ("From 1 April children are asked", True),
        ("Train both social workers and carers", True),
        ("Three quarters of young people", True),
        ("Aged under 5 children go first", True),
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
    own_indicator = indicator([count(30)])
    judgement = attrs.evolve(own_indicator.judgement, accepted=text, provisional=text, revised=text)
    line = MeetingLine(kind="new", ref="A1", title=text, how=text)
    paper = report(
        attrs.evolve(own_indicator, judgement=judgement, judgements=(judgement,)),
        action_list=(action(text),),
        meeting=MeetingPaper(date=date(2025, 4, 1), since=None, lines=(line,)),
    )
    (priority,) = paper.priorities
    deliverable = DeliverableStatus(ref="1.1", title="D", rating=Rating.GREEN, reason=text)
    priority = attrs.evolve(priority, deliverables=(deliverable,))
    return attrs.evolve(paper, priorities=(priority,))


def test_titles_owners_and_quotations_are_looked_at_too():
    """Whatever its field: a new text of the report is looked at without being named."""
    paper = with_words(FEW)
    (priority,) = paper.priorities
    paper = attrs.evolve(
        paper,
        action_list=tuple(attrs.evolve(line, owner=FEW) for line in paper.action_list),
        principles=(Statement(number=1, text=FEW),),
        priorities=(attrs.evolve(priority, title=FEW, young_people_said=FEW),),
    )

    assert FEW not in status_text(release(paper))


def test_a_group_of_ones_own_that_counts_few_is_numbered():
    groups = [count(40), count(12, by="kind", group=FEW), count(28, by="kind", group="other")]
    figures = release(report(indicator(groups)))
    text = status_text(figures)

    assert FEW not in text
    assert "[c] name 1 left out" in text


def test_they_stand_nowhere_in_a_public_paper():
    text = status_text(release(with_words(FEW)))

    assert FEW not in text
    assert text.count("the words are left out") >= 5
    assert FEW in status_text(with_words(FEW))


def test_other_words_stay():
    """All but what a figure of children was told as before: of that the public hears only that."""
    words = "Two schools are yet to report"
    public, restricted = status_text(release(with_words(words))), status_text(with_words(words))

    assert "was told otherwise before" in public
    assert public.count(words) == restricted.count(words) - 1
