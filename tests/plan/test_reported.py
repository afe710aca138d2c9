"""A published document that tells of a key deliverable does not rate it."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sound_plan import FILES, write_plan

from cptracker.model.actions import RATED_BY, Colour, DeliverableUpdate, Status, Update
from cptracker.model.figures import Rating, Unrated
from cptracker.model.periods import Every
from cptracker.plan.history.deliverables import track_deliverables
from cptracker.plan.history.replay import replay_deliverable
from cptracker.plan.reading import read_plan
from cptracker.rating.promises import UpdateFrequency, rate_promise
from cptracker.reports.charts.overviews import overview_in_words
from cptracker.reports.editions.plain_sentences import what_is_next
from cptracker.status.promises import deliverable_status
from cptracker.status.report import PriorityStatus
from cptracker.status.tracker_lines import DeliverableStatus
from cptracker.wording.phrases import deliverables_in_words

QUARTERLY = UpdateFrequency(update_every=Every.QUARTER, report_every=Every.QUARTER)
SAID = {
    "status": Status.IN_PROGRESS,
    "start": date(2025, 5, 1),
    "due": date(2026, 3, 31),
    "forecast": date(2026, 1, 1),
    "milestone": "Half way",
    "blocker": "No room",
    "unblocked": "No room",
}


def update(day, **more):
    return DeliverableUpdate(
        **{"deliverable": "1.1", "date": day, "by": "Head", "note": "Work goes on"} | more
    )


def report(day, **more):
    return update(day, **{"source": "Annual report", "place": "page 4"} | more)


def rated(updates, as_at):
    return rate_promise(replay_deliverable(updates, as_at), as_at, QUARTERLY)


MAY, DECEMBER = date(2025, 5, 6), date(2025, 12, 31)


def test_a_report_is_neither_on_track_nor_late():
    """Neither green on the day, nor amber for silence a year on: the report says neither."""
    for as_at in (DECEMBER, date(2026, 12, 31)):
        rating = rated([report(DECEMBER)], as_at)
        assert (rating.rating, rating.word) == (Rating.NO_DATA, "reported")
        assert rating.reason == "reported December 2025"


def test_the_last_of_several_reports_counts():
    assert rated([report(MAY), report(DECEMBER)], DECEMBER).reason == "reported December 2025"
    assert rated([report(MAY), report(DECEMBER)], MAY).reason == "reported May 2025"


def test_before_the_report_nothing_is_recorded():
    assert rated([report(DECEMBER)], MAY).word == "nothing recorded"


def test_an_update_of_the_councils_own_is_rated_as_ever():
    assert rated([update(MAY)], MAY).word == "on track"
    assert rated([report(MAY), update(DECEMBER)], DECEMBER).word == "on track"


def test_a_report_does_not_take_a_rating_away():
    """What was promised stays promised, and an overdue deliverable stays overdue."""
    due = update(MAY, due=date(2025, 6, 30))

    assert rated([due, report(DECEMBER)], DECEMBER).word == "overdue"


@pytest.mark.parametrize("name", RATED_BY)
def test_a_report_that_gives_what_the_rule_goes_by_is_rated(name):
    """A day or a status in a document counts like any other."""
    assert not report(MAY, **{name: SAID[name]}).only_reports
    assert rated([report(MAY, **{name: SAID[name]})], MAY).word != "reported"


def test_every_field_of_an_update_is_thought_of():
    """A new one must be either what the rule goes by or not."""
    free = {"date", "by", "note", "evidence", "owner", "blocker_rating", "rating", "reason"}

    assert {field.name for field in attrs.fields(Update)} == free | set(RATED_BY)


@given(st.lists(st.dates(date(2022, 1, 1), date(2027, 1, 1)), min_size=1), st.integers(0, 900))
def test_reports_alone_never_rate(days, later):
    updates = [report(day) for day in sorted(days)]
    as_at = date.fromordinal(max(days).toordinal() + later)

    assert rated(updates, as_at).rating is Rating.NO_DATA


def test_the_status_tells_no_status_that_nobody_gave(tmp_path):
    """Neither open nor in progress; it is recorded all the same."""
    more = '  - {deliverable: "1.2", date: 2025-05-06, by: Head of Service, note: One begun,\n'
    more += "     source: Annual report, place: page 4}\nstated_targets:"
    tracker = FILES["tracker.yaml"].replace("stated_targets:", more)
    loaded = read_plan(write_plan(tmp_path / "plan", {"tracker.yaml": tracker}))
    assert loaded.problems == ()

    def second(day):
        return deliverable_status(track_deliverables(loaded.plan, day)[1])

    deliverable = second(DECEMBER)
    assert (deliverable.status, deliverable.word, deliverable.recorded) == (None, "reported", True)
    assert deliverable.report_says == "One begun (Annual report, page 4)"
    assert not second(date(2025, 1, 1)).recorded


def status(word, rating=Rating.NO_DATA, reported=None):
    return DeliverableStatus(
        ref="1.1", title="t", rating=rating, reason=word, word=word, status=reported
    )


SEVERAL = (
    status("complete", Rating.COMPLETE, "complete"),
    status("reported"),
    status("reported"),
    status("nothing recorded"),
)


@pytest.mark.parametrize(
    ("deliverables", "words"),
    [
        (SEVERAL, "4 key deliverables: 1 complete, 2 reported, 1 nothing recorded"),
        (SEVERAL[1:3], "2 key deliverables: 2 reported"),
        (SEVERAL[3:], "1 key deliverable: nothing recorded"),
    ],
)
def test_what_is_reported_is_counted_apart_from_silence(deliverables, words):
    priority = PriorityStatus(
        number=1, title="t", counts={}, deliverables=deliverables, success_measures=()
    )

    assert deliverables_in_words(priority) == words


def test_the_overview_counts_it_apart_as_well():
    counts = {Rating.COMPLETE: 1, Rating.NO_DATA: 1, Unrated.REPORTED: 2}

    assert overview_in_words(counts, "nothing recorded") == (
        "1 complete, 1 nothing recorded and 2 reported"
    )
    assert overview_in_words({Rating.COMPLETE: 1, Rating.NO_DATA: 3}) == "1 complete and 3 no data"


def test_young_people_are_told_of_the_report():
    assert "A report of ours tells about 2." in what_is_next(SEVERAL)
    assert "We have not said yet how far we are with 1." in what_is_next(SEVERAL)


def test_a_blocker_in_a_report_is_as_bad_as_declared():
    rating = rated([report(MAY, blocker="No room", blocker_rating=Colour.RED)], MAY)

    assert rating.rating is Rating.RED


def test_a_source_alone_says_nothing(tmp_path):
    more = '  - {deliverable: "1.2", date: 2025-05-06, by: Head of Service, source: Report,\n'
    more += "     place: page 4}\nstated_targets:"
    tracker = FILES["tracker.yaml"].replace("stated_targets:", more)
    loaded = read_plan(write_plan(tmp_path / "plan", {"tracker.yaml": tracker}))

    assert [problem.message for problem in loaded.problems] == ["this update says nothing"]
