"""In the status: deliverables rated by their updates, and the line of actions, for any day."""

from datetime import date

import pytest
from jsonschema import Draft202012Validator
from small_plan import status
from test_terminal import drawn

from cptracker.contract.status import as_document, status_schema
from cptracker.model.figures import Rating

TRACKED = """
meetings:
  - {ref: m, body: Panel, date: 2025-01-10}
actions:
  - ref: CPP-2025-01
    title: Late
    meeting: m
    owner: Head
    due: 2025-02-28
  - ref: CPP-2025-02
    title: Done
    meeting: m
    owner: Head
    due: 2025-02-28
    updates:
      - {date: 2025-02-20, by: Head, status: complete, evidence: paper}
recommendations:
  - {ref: CFSP-2025-01, title: Tell us, meeting: m}
updates:
  - {deliverable: "1.1", date: 2025-02-01, by: Head, due: 2025-03-15, note: Begun}
"""


LATELY = "closed_since_last_meeting"


@pytest.mark.parametrize(
    ("as_at", "counts"),
    [
        pytest.param(
            "2025-01-09", {"open": 0, "overdue": 0, "complete": 0, LATELY: 0}, id="before"
        ),
        pytest.param(
            "2025-02-19", {"open": 3, "overdue": 0, "complete": 0, LATELY: 0}, id="raised"
        ),
        pytest.param(
            "2025-02-20", {"open": 2, "overdue": 0, "complete": 1, LATELY: 1}, id="one is done"
        ),
        pytest.param(
            "2025-03-01", {"open": 2, "overdue": 1, "complete": 1, LATELY: 1}, id="one is late"
        ),
    ],
)
def test_actions_are_counted_as_they_stood(make_inputs, as_at, counts):
    """Open ones include the overdue; what is yet to be raised is not counted."""
    report = status(make_inputs(TRACKED), as_at=date.fromisoformat(as_at))

    assert report.actions == counts


def test_a_plan_without_actions_has_no_line_of_them(make_inputs):
    assert status(make_inputs()).actions is None


@pytest.mark.parametrize(
    ("as_at", "rating", "said", "reason"),
    [
        pytest.param("2025-01-31", Rating.NO_DATA, None, "nothing recorded", id="before"),
        pytest.param("2025-02-01", Rating.GREEN, "open", "on track", id="begun"),
        pytest.param("2025-03-31", Rating.RED, "open", "overdue 16 days", id="late"),
    ],
)
def test_a_deliverable_is_rated_by_its_updates(make_inputs, as_at, rating, said, reason):
    """Beside the success measures, as it stood on the day."""
    report = status(make_inputs(TRACKED), as_at=date.fromisoformat(as_at))
    (deliverable,) = report.priorities[0].deliverables

    assert (deliverable.rating, deliverable.status, deliverable.reason) == (rating, said, reason)


def test_a_reader_sees_the_rating_of_a_deliverable_and_the_line_of_actions(make_inputs):
    """A word and a reason; of deliverables without news only the number."""
    report = status(make_inputs(TRACKED), as_at=date(2025, 3, 31))
    text = drawn(report)

    assert "1 key deliverable: 1 red" in text
    assert "1.1 A nurse" in text
    assert "overdue 16 days" in text
    assert "Actions: 2 open, 1 overdue, 1 complete" in text
    assert as_document(report)["priorities"][0]["deliverables"][0]["rating"] == "red"


PANEL = """
meetings:
  - {ref: other, body: Another panel, date: 2025-03-01}
  - {ref: next, body: Panel, date: 2025-03-20}
"""


def lines(report):
    return [(line.kind, line.ref) for line in report.meeting.lines]


def test_a_status_can_be_a_paper_for_a_meeting(make_inputs):
    """What is due by then, and what changed since the same panel met last."""
    report = status(make_inputs(TRACKED, PANEL), as_at=date(2025, 3, 16), meeting=date(2025, 3, 20))

    assert report.meeting.since == date(2025, 1, 10)
    assert lines(report) == [
        ("due by the meeting", "CPP-2025-01"),
        ("due by the meeting", "deliverable 1.1"),
        ("closed", "CPP-2025-02"),
        ("newly overdue", "CPP-2025-01"),
        ("newly overdue", "deliverable 1.1"),
        ("due date moved", "deliverable 1.1"),
    ]
    text = drawn(report)
    assert "For the meeting of 20 March 2025; changes since 10 January 2025" in text
    assert "CPP-2025-01 Late: due 28 February 2025, Head; overdue 16 days" in text
    Draft202012Validator(status_schema()).validate(as_document(report))


def test_a_meeting_that_the_plan_does_not_know_follows_whatever_met_last(make_inputs):
    report = status(make_inputs(TRACKED, PANEL), as_at=date(2025, 3, 16), meeting=date(2025, 4, 1))

    assert report.meeting.since == date(2025, 3, 1)
    assert ("closed", "CPP-2025-02") not in lines(report)


def test_what_falls_due_by_the_meeting_is_told_before_it_is_late(make_inputs):
    """The day of the meeting included."""
    report = status(make_inputs(TRACKED), as_at=date(2025, 2, 1), meeting=date(2025, 2, 28))

    assert lines(report)[:2] == [
        ("due by the meeting", "CPP-2025-01"),
        ("due by the meeting", "CPP-2025-02"),
    ]


def test_the_first_meeting_has_nothing_to_compare_with(make_inputs):
    report = status(make_inputs(TRACKED), as_at=date(2025, 1, 9), meeting=date(2025, 1, 10))

    assert (report.meeting.since, report.meeting.lines) == (None, ())
    assert "Nothing is due by then, and nothing changed." in drawn(report)
