"""Promises are replayed to a day and rated by rule, in words; nothing is overwritten."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cptracker.model.actions import Action, Colour, Meeting, Milestone, Status, Update
from cptracker.model.figures import Rating
from cptracker.model.periods import Every
from cptracker.model.plan import Plan
from cptracker.model.progress import Progress
from cptracker.plan.history.listing import ActionFilter, track, wanted_actions
from cptracker.plan.history.replay import replay_action, replay_deliverable
from cptracker.rating.promises import UpdateFrequency, months_after, rate_promise

MET = date(2026, 3, 12)
DUE = date(2026, 6, 30)
QUARTERLY = UpdateFrequency(update_every=Every.QUARTER, report_every=Every.QUARTER)
ACTION = Action(ref="CPP-2026-01", title="Report", meeting="m", owner="Head", due=DUE)


def said(day, **fields):
    return Update(date=date.fromisoformat(day), by="Head", **fields)


def rating_of(as_at, *updates, due_every=QUARTERLY, **fields):
    action = evolve(ACTION, updates=updates, **fields)
    day = date.fromisoformat(as_at)
    return rate_promise(replay_action(action, MET, day), day, due_every)


# The lines of the rule, in their order


@pytest.mark.parametrize(
    ("as_at", "updates", "fields", "rating", "reason"),
    [
        pytest.param(
            "2026-08-01",
            [said("2026-07-20", status=Status.COMPLETE, evidence="paper 9")],
            {},
            Rating.COMPLETE,
            "completed 20 July 2026 by Head",
            id="complete, even after its day",
        ),
        pytest.param(
            "2026-08-01",
            [said("2026-07-20", status=Status.CANCELLED, note="no need")],
            {},
            Rating.CANCELLED,
            "cancelled 20 July 2026 by Head",
            id="cancelled, with who and when",
        ),
        pytest.param(
            "2026-08-01",
            [said("2026-07-20", status=Status.SUPERSEDED, note="by CPP-2026-04")],
            {},
            Rating.CANCELLED,
            "superseded 20 July 2026 by Head",
            id="superseded, with who and when",
        ),
        pytest.param(
            "2026-04-30",
            [said("2026-03-20", blocker="no data", blocker_rating=Colour.RED)],
            {"start": date(2026, 5, 1)},
            Rating.NOT_STARTED,
            "not started, due to start 1 May 2026",
            id="not started, whatever stands in the way",
        ),
        pytest.param(
            "2026-05-01",
            [],
            {"start": date(2026, 5, 1)},
            Rating.GREEN,
            "on track",
            id="on the day it starts it has started",
        ),
        pytest.param(
            "2026-07-21",
            [said("2026-07-20", note="nearly")],
            {},
            Rating.RED,
            "overdue 21 days",
            id="overdue, however recent the update",
        ),
        pytest.param("2026-07-01", [], {}, Rating.RED, "overdue 1 day", id="overdue by a day"),
        pytest.param(
            "2026-06-30",
            [said("2026-06-01", note="nearly")],
            {},
            Rating.GREEN,
            "on track",
            id="on its day it is not overdue",
        ),
        pytest.param(
            "2026-06-13",
            [],
            {},
            Rating.AMBER,
            "no update since 12 March 2026",
            id="no update within the interval",
        ),
        pytest.param(
            "2026-06-12", [], {}, Rating.GREEN, "on track", id="an update is not owed a day early"
        ),
        pytest.param(
            "2026-04-01",
            [said("2026-03-20", forecast=date(2026, 9, 30))],
            {},
            Rating.AMBER,
            "expected 30 September 2026, due 30 June 2026",
            id="a forecast up to a reporting period late",
        ),
        pytest.param(
            "2026-04-01",
            [said("2026-03-20", forecast=date(2026, 10, 1))],
            {},
            Rating.RED,
            "expected 1 October 2026, due 30 June 2026",
            id="a forecast more than a reporting period late",
        ),
        pytest.param(
            "2026-04-01",
            [said("2026-03-20", forecast=DUE)],
            {},
            Rating.GREEN,
            "on track",
            id="a forecast of the due day",
        ),
        pytest.param(
            "2026-05-02",
            [],
            {"milestones": (Milestone(title="Draft", due=date(2026, 5, 1)),)},
            Rating.AMBER,
            "milestone 'Draft' was due 1 May 2026",
            id="a milestone overdue",
        ),
        pytest.param(
            "2026-05-02",
            [],
            {"milestones": (Milestone(title="Draft", due=date(2026, 5, 1), key=True),)},
            Rating.RED,
            "key milestone 'Draft' was due 1 May 2026",
            id="a key milestone overdue",
        ),
        pytest.param(
            "2026-05-02",
            [said("2026-04-30", milestone="Draft")],
            {"milestones": (Milestone(title="Draft", due=date(2026, 5, 1), key=True),)},
            Rating.GREEN,
            "on track",
            id="a milestone reached",
        ),
        pytest.param(
            "2026-04-01",
            [said("2026-03-20", blocker="no data", blocker_rating=Colour.AMBER)],
            {},
            Rating.AMBER,
            "blocked: no data",
            id="an open blocker, amber as declared",
        ),
        pytest.param(
            "2026-04-01",
            [said("2026-03-20", blocker="no data", blocker_rating=Colour.RED)],
            {},
            Rating.RED,
            "blocked: no data",
            id="an open blocker, red as declared",
        ),
        pytest.param(
            "2026-04-01",
            [
                said("2026-03-20", blocker="no data", blocker_rating=Colour.RED),
                said("2026-03-21", unblocked="no data"),
            ],
            {},
            Rating.GREEN,
            "on track",
            id="a blocker out of the way",
        ),
        pytest.param("2026-04-01", [], {}, Rating.GREEN, "on track", id="else on track"),
        pytest.param(
            "2026-04-01",
            [],
            {"due": None},
            Rating.GREEN,
            "on track, no due date set",
            id="without a due date it says so",
        ),
        pytest.param(
            "2026-06-20",
            [said("2026-03-13", blocker="no data", blocker_rating=Colour.RED)],
            {},
            Rating.RED,
            "blocked: no data; no update since 13 March 2026",
            id="the worst wins, and all reasons are told",
        ),
    ],
)
def test_rating(as_at, updates, fields, rating, reason):
    """A promise is rated by the first line that fits; of the risks the worst."""
    rated = rating_of(as_at, *updates, **fields)

    assert (rated.rating, rated.reason) == (rating, reason)


def test_silence_is_at_best_amber_but_red_stays_red():
    """An owner who says nothing cannot be green; one who says it is blocked stays red."""
    monthly = UpdateFrequency(update_every=Every.MONTH, report_every=Every.QUARTER)

    assert rating_of("2026-04-13", due_every=monthly).word == "no update"
    assert rating_of("2026-04-12", due_every=monthly).word == "on track"


def test_a_deliverable_of_which_nothing_is_recorded_is_not_rated():
    """No update is no promise kept or broken: no data, never red."""
    rating = rate_promise(replay_deliverable((), date(2026, 4, 1)), date(2026, 4, 1), QUARTERLY)

    assert (rating.rating, rating.reason) == (Rating.NO_DATA, "nothing recorded")


def test_the_first_due_date_of_a_deliverable_is_its_promise():
    """A deliverable has no due date until an update gives it one; later ones are moves."""
    progress = replay_deliverable(
        (
            said("2026-01-01", due=date(2026, 6, 1)),
            said("2026-02-01", due=date(2026, 7, 1), note="late"),
        ),
        date(2026, 3, 1),
    )

    assert progress.first_due == date(2026, 6, 1)
    assert progress.slippage == 30
    assert [move.note for move in progress.moves] == ["late"]


# History


def test_slippage_counts_from_the_first_promise():
    """Moved twice, and each move is kept with who and why."""
    updates = (
        said("2026-04-01", due=date(2026, 7, 31), note="holidays"),
        said("2026-05-01", due=date(2026, 9, 30), note="more holidays"),
    )
    progress = replay_action(evolve(ACTION, updates=updates), MET, date(2026, 5, 1))

    assert progress.first_due == DUE
    assert progress.due == date(2026, 9, 30)
    assert progress.slippage == 92
    assert [(move.was, move.now, move.note) for move in progress.moves] == [
        (DUE, date(2026, 7, 31), "holidays"),
        (date(2026, 7, 31), date(2026, 9, 30), "more holidays"),
    ]


def test_before_its_meeting_an_action_is_not_known():
    assert replay_action(ACTION, MET, date(2026, 3, 11)) is None
    assert replay_action(ACTION, MET, MET) is not None


def test_a_reopened_action_is_open_and_its_evidence_gone():
    """What was complete and is not any more shows no evidence of being so."""
    updates = (
        said("2026-04-01", status=Status.COMPLETE, evidence="paper"),
        said("2026-05-01", status=Status.IN_PROGRESS, note="not enough"),
    )
    progress = replay_action(evolve(ACTION, updates=updates), MET, date(2026, 5, 1))

    assert progress.status is Status.IN_PROGRESS
    assert progress.evidence is None


days = st.dates(MET, date(2027, 12, 31))
changes = st.fixed_dictionaries(
    {},
    optional={
        "due": days,
        "start": days,
        "forecast": days,
        "owner": st.sampled_from(["Nurse", "Head"]),
        "status": st.sampled_from(Status),
        "note": st.just("because"),
        "evidence": st.just("paper"),
        "rating": st.sampled_from(Colour),
        "milestone": st.sampled_from(["Draft", "Other"]),
        "blocker": st.sampled_from(["a", "b"]),
        "unblocked": st.sampled_from(["a", "b"]),
    },
)
histories = st.lists(st.tuples(days, changes), max_size=8).map(
    lambda updates: tuple(
        Update(date=day, by="Head", **fields)
        for day, fields in sorted(updates, key=lambda pair: pair[0])
    )
)


@given(histories, days)
def test_as_at_of_a_later_history_is_the_history_as_it_was_then(updates, as_at):
    """What comes later changes nothing of what was known on a day, nor of its rating."""
    action = evolve(
        ACTION, updates=updates, milestones=(Milestone(title="Draft", due=date(2026, 5, 1)),)
    )
    then = evolve(action, updates=tuple(update for update in updates if update.date <= as_at))
    later, as_it_was = replay_action(action, MET, as_at), replay_action(then, MET, as_at)

    assert later == as_it_was
    assert rate_promise(later, as_at, QUARTERLY) == rate_promise(as_it_was, as_at, QUARTERLY)


@given(histories, days)
def test_every_day_of_every_history_has_a_rating_with_a_reason(updates, as_at):
    """And closed is grey or complete, open never is."""
    progress = replay_action(evolve(ACTION, updates=updates), MET, as_at)
    rating = rate_promise(progress, as_at, QUARTERLY)

    assert rating.reason
    assert (rating.rating in (Rating.COMPLETE, Rating.CANCELLED)) == progress.status.closed


@given(histories)
def test_a_due_date_is_never_lost(updates):
    """The first promise and the moves lead to the due date of now, step by step."""
    progress = replay_action(evolve(ACTION, updates=updates), MET, date(2027, 12, 31))
    path = [progress.first_due, *(move.now for move in progress.moves)]

    assert path[-1] == progress.due
    assert [move.was for move in progress.moves] == path[:-1]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_months_after_is_that_many_months_on(day, months):
    """The same day of the month, or the last of a shorter one."""
    after = months_after(day, months)

    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after + timedelta(days=1)).day == 1


# Listing


def plan(*actions, recommendations=()):
    return Plan(
        identifier="p",
        title="P",
        council="C",
        period="2022-2027",
        source="B",
        priorities=(),
        meetings=(Meeting(ref="m", body="Corporate Parenting Panel", date=MET),),
        actions=actions,
        recommendations=recommendations,
    )


DONE = evolve(
    ACTION,
    ref="CPP-2026-02",
    owner="Nurse",
    deliverables=("4.1",),
    updates=(said("2026-05-01", status=Status.COMPLETE, evidence="x"),),
)
QUESTION = Action(ref="CFSP-2026-01", title="Tell us", meeting="m", priorities=(2,))


@pytest.mark.parametrize(
    ("want", "refs"),
    [
        pytest.param({}, ["CPP-2026-01", "CPP-2026-02", "CFSP-2026-01"], id="all"),
        pytest.param({"open": True}, ["CPP-2026-01", "CFSP-2026-01"], id="open"),
        pytest.param({"overdue": True}, ["CPP-2026-01"], id="overdue"),
        pytest.param({"owner": "nurse"}, ["CPP-2026-02"], id="owner, in any case"),
        pytest.param({"priority": 4}, ["CPP-2026-02"], id="priority of a linked deliverable"),
        pytest.param({"priority": 2}, ["CFSP-2026-01"], id="priority"),
        pytest.param({"meeting": "m", "open": True}, ["CPP-2026-01", "CFSP-2026-01"], id="meeting"),
        pytest.param({"meeting": "2026-03-13"}, [], id="another day's meeting"),
        pytest.param({"meeting": "parenting panel", "overdue": True}, ["CPP-2026-01"], id="body"),
        pytest.param({"due_before": date(2026, 7, 1)}, ["CPP-2026-01", "CPP-2026-02"], id="due"),
        pytest.param({"due_before": DUE}, [], id="due on the day is not before it"),
    ],
)
def test_filters(want, refs):
    """Each filter leaves out what does not fit; several leave out more."""
    tracked = track(plan(ACTION, DONE, recommendations=(QUESTION,)), date(2026, 7, 10))

    assert [promise.ref for promise in wanted_actions(tracked, ActionFilter(**want))] == refs


def test_as_at_shows_what_was_open_then():
    """On the day before it was closed an action was open."""
    tracked = {promise.ref: promise for promise in track(plan(DONE), date(2026, 4, 30))}

    assert tracked["CPP-2026-02"].open
    assert tracked["CPP-2026-02"].progress == Progress(
        owner="Nurse", due=DUE, first_due=DUE, last_recorded=MET
    )
