"""When a recurring duty is due, and the agenda that follows from it."""

from datetime import date

import pytest
from attrs import evolve
from small_comparators import plan_of

from cptracker.model.actions import Action, DeliverableUpdate, Meeting
from cptracker.model.agenda import AgendaItem, Duty, DutyDone, PlannedMeeting
from cptracker.model.plan import Deliverable, Priority
from cptracker.plan.history.agenda import agenda_of, next_meeting
from cptracker.plan.history.duties import due_duties, duty_lines
from cptracker.plan.history.reminders import reminders_of
from cptracker.status.consistency.days import of_days
from cptracker.status.consistency.findings import values_of
from cptracker.status.consistency.names import of_names

SURVEY = Duty(
    ref="survey", title="Survey", every_months=24, owner="Lead", deliverable="1.1",
    done=(DutyDone(date=date(2022, 6, 1)), DutyDone(date=date(2024, 6, 1))),
)  # fmt: skip


def line(duty, day):
    (line,) = duty_lines(plan_of(duties=(duty,)), day)
    return line


@pytest.mark.parametrize(
    ("duty", "day", "due", "word", "reason"),
    [
        pytest.param(
            SURVEY, date(2026, 6, 1), date(2026, 6, 1), "next due",
            "next due 1 June 2026; last done 1 June 2024", id="due on its very day",
        ),
        pytest.param(
            SURVEY, date(2026, 6, 2), date(2026, 6, 1), "overdue",
            "overdue 1 day, due 1 June 2026; last done 1 June 2024", id="overdue the day after",
        ),
        pytest.param(
            SURVEY, date(2023, 1, 1), date(2024, 6, 1), "next due",
            "next due 1 June 2024; last done 1 June 2022", id="what came later is not known yet",
        ),
        pytest.param(
            evolve(SURVEY, every_months=6, done=(DutyDone(date=date(2024, 8, 31)),)),
            date(2025, 1, 1), date(2025, 2, 28), "next due",
            "next due 28 February 2025; last done 31 August 2024", id="a shorter month",
        ),
        pytest.param(
            evolve(SURVEY, done=(), first_due=date(2025, 1, 1)),
            date(2025, 1, 12), date(2025, 1, 1), "overdue",
            "overdue 11 days, due 1 January 2025; no record that it was done", id="never yet",
        ),
        pytest.param(
            evolve(SURVEY, done=()), date(2099, 1, 1), None, "no record",
            "no record that it was done", id="nothing recorded is not overdue",
        ),
        pytest.param(
            evolve(SURVEY, every_months=None, wording="bi-annually"), date(2099, 1, 1), None,
            "not clear how often",
            'it is not clear how often ("bi-annually"); last done 1 June 2024',
            id="what is not clear is not overdue",
        ),
    ],
)  # fmt: skip
def test_when_a_duty_is_due(duty, day, due, word, reason):
    duty_line = line(duty, day)

    assert (duty_line.due, duty_line.word, duty_line.reason) == (due, word, reason)
    assert duty_line.overdue is (word == "overdue")


def test_the_longest_overdue_comes_first():
    older = evolve(SURVEY, ref="older", done=(DutyDone(date=date(2020, 1, 1)),))
    plan = plan_of(duties=(SURVEY, older))

    assert [line.ref for line in due_duties(plan, date(2026, 1, 1), date(2026, 12, 31))] == [
        "older", "survey",
    ]  # fmt: skip
    assert [line.ref for line in due_duties(plan, date(2026, 1, 1), date(2026, 1, 1))] == ["older"]


def test_its_owner_is_reminded():
    (reminder,) = reminders_of(plan_of(duties=(SURVEY,)), date(2026, 5, 20), date(2026, 6, 30))

    assert reminder.owner == "Lead"
    assert [(item.kind, item.ref) for item in reminder.due] == [("duty", "survey")]


def test_a_duty_that_was_done_on_a_day_still_to_come_is_told():
    """An item of an agenda needs no place, and is no gap."""
    duty = evolve(SURVEY, done=(DutyDone(date=date(2026, 6, 2)),))
    items = (AgendaItem(title="Minutes"),)
    plan = plan_of(duties=(duty,), standing_items=items)

    def messages(today):
        values = list(values_of(plan))
        return [
            finding.message for finding in (*of_days(plan, values, today), *of_names(plan, values))
        ]

    assert messages(date(2026, 6, 1)) == ["`date` 2026-06-02 is still to come"]
    assert messages(date(2026, 6, 2)) == []


# The agenda

PANEL = "Corporate Parenting Panel"
MARCH = Meeting(ref="cpp-2026-03", body=PANEL, date=date(2026, 3, 12))
JUNE = Meeting(ref="cpp-2026-06", body=PANEL, date=date(2026, 6, 18))
AUTUMN = Meeting(ref="cpp-2026-10", body=PANEL, date=date(2026, 10, 1))
SCRUTINY = Meeting(ref="cfsp-2026-03", body="Scrutiny Panel", date=date(2026, 3, 1))
deliverable = Deliverable(ref="1.1", title="A quiet room", owner="Head")
DUE = DeliverableUpdate(deliverable="1.1", date=date(2026, 4, 1), by="Head", due=date(2026, 6, 1))


def action(ref, meeting, due, **rest):
    return Action(
        ref=ref, title=f"Title of {ref}", meeting=meeting.ref, owner="Nurse", due=due, **rest
    )


PLAN = plan_of(
    priorities=(Priority(number=1, title="One", success_measures=(), deliverables=(deliverable,)),),
    meetings=(SCRUTINY, MARCH, JUNE, AUTUMN),
    updates=(DUE,),
    actions=(
        action("CPP-2026-01", MARCH, date(2026, 7, 1)),
        action("CPP-2026-02", MARCH, date(2026, 6, 18)),
        action("CPP-2026-03", MARCH, date(2026, 4, 1)),
        action("CFSP-2026-01", SCRUTINY, date(2026, 4, 1)),
    ),
    duties=(SURVEY, evolve(SURVEY, ref="offer", title="Offer", every_months=None, done=())),
    standing_items=(AgendaItem(title="Minutes", owner="Chair"),),
    forward_plan=(
        PlannedMeeting(meeting="cpp-2026-10", items=(AgendaItem(title="Annual report"),)),
        PlannedMeeting(meeting="cpp-2026-06", items=(AgendaItem(title="School", note="to note"),)),
    ),
)


def titles(agenda):
    return {part.heading: [entry.title for entry in part.entries] for part in agenda.sections}


def test_the_agenda_of_a_meeting():
    """What is due by its day, of the body that meets; what is overdue comes first."""
    agenda = agenda_of(PLAN, JUNE.date, date(2026, 5, 20))

    assert (agenda.body, agenda.day, agenda.as_at) == (PANEL, JUNE.date, date(2026, 5, 20))
    assert titles(agenda) == {
        "Standing items": ["Minutes"],
        "Planned for this meeting": ["School"],
        "Recurring duties due": ["1.1 Survey"],
        "Key deliverables due": ["1.1 A quiet room"],
        "Actions due": ["CPP-2026-03 Title of CPP-2026-03", "CPP-2026-02 Title of CPP-2026-02"],
        "Recurring duties to settle": ["1.1 Offer"],
    }
    assert [(part.heading, part.entries[0].title) for part in agenda.later] == [
        ("1 October 2026, Corporate Parenting Panel", "Annual report")
    ]


def test_each_entry_says_who_and_why():
    agenda = agenda_of(PLAN, JUNE.date, date(2026, 5, 20))
    entries = {
        entry.title: (entry.owner, entry.why) for part in agenda.sections for entry in part.entries
    }

    assert entries["Minutes"] == ("Chair", "")
    assert entries["School"] == ("", "to note")
    assert entries["1.1 A quiet room"] == ("Head", "due 1 June 2026: on track")
    assert entries["1.1 Survey"] == (
        "Lead", "every second year; next due 1 June 2026; last done 1 June 2024",
    )  # fmt: skip


def test_of_a_meeting_that_the_plan_does_not_know_everybodys_actions():
    agenda = agenda_of(PLAN, date(2026, 6, 20), date(2026, 6, 20))

    assert agenda.body == ""
    assert "CFSP-2026-01 Title of CFSP-2026-01" in titles(agenda)["Actions due"]
    assert "Planned for this meeting" not in titles(agenda)


def test_a_meeting_of_the_past_is_told_as_it_was():
    """Nobody knew then what came later."""
    agenda = agenda_of(PLAN, MARCH.date, date(2027, 1, 1))

    assert agenda.as_at == MARCH.date
    assert "Key deliverables due" not in titles(agenda)


def test_the_next_meeting_is_one_of_today_or_later():
    assert next_meeting(PLAN, JUNE.date) == JUNE.date
    assert next_meeting(PLAN, date(2026, 6, 19)) == AUTUMN.date
    assert next_meeting(PLAN, date(2026, 10, 2)) is None
