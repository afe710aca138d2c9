"""What has to be looked at comes first; what is long closed is shown only when asked for."""

import csv
import json
from io import StringIO

import pytest
from command_line import run
from small_actions import write_plan

MEETINGS = """\
meetings:
  - {ref: cpp-2026-03-12, body: Corporate Parenting Panel, date: 2026-03-12}
  - {ref: cpp-2026-06-11, body: Corporate Parenting Panel, date: 2026-06-11}
"""
ACTIONS = """\
actions:
  - {ref: CPP-2026-01, title: Closed before, meeting: cpp-2026-03-12, owner: Head, due: 2026-05-01,
     updates: [{date: 2026-04-01, by: Head, status: complete, evidence: paper}]}
  - {ref: CPP-2026-02, title: No day, meeting: cpp-2026-03-12, owner: Head, undated: Ongoing}
  - {ref: CPP-2026-03, title: Later, meeting: cpp-2026-03-12, owner: Nurse, due: 2026-12-01}
  - {ref: CPP-2026-04, title: Closed since, meeting: cpp-2026-03-12, owner: Head, due: 2026-07-01,
     updates: [{date: 2026-06-20, by: Head, status: complete, evidence: paper}]}
  - {ref: CPP-2026-05, title: Soon, meeting: cpp-2026-03-12, owner: Head, due: 2026-08-10}
  - {ref: CPP-2026-06, title: Overdue, meeting: cpp-2026-03-12, owner: Head, due: 2026-07-10}
"""
UPDATES = """\
updates:
  - {deliverable: "1.1", date: 2026-04-01, by: Nurse, owner: Nurse, due: 2026-08-20, note: "=begun"}
"""
DAY = ("--as-at", "2026-08-01")


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan", UPDATES, actions=ACTIONS, meetings=MEETINGS)


def listed(plan, *args):
    return json.loads(
        run("actions", "list", "--plan", plan, *DAY, "--format", "json", *args).output
    )


def test_overdue_then_by_due_day_then_closed_since_the_last_meeting(plan):
    document = listed(plan)
    refs = [action["ref"][-2:] for action in document["actions"]]
    assert refs == ["06", "05", "03", "02", "04"]
    assert document["closed_before_last_meeting"] == 1

    every = listed(plan, "--all")
    assert [action["ref"][-2:] for action in every["actions"]] == [*refs, "01"]
    assert every["closed_before_last_meeting"] == 0


def test_the_list_says_what_it_does_not_show(plan):
    text = run("actions", "list", "--plan", plan, *DAY).output
    assert "1 more closed before the last meeting: --all shows them" in text
    assert "10 Aug 2026" in text
    assert "Ongoing" in text


def test_deliverables_in_each_form(plan):
    table = run("deliverables", "list", "--plan", plan, *DAY).output
    document = json.loads(
        run("deliverables", "list", "--plan", plan, *DAY, "--format", "json").output
    )
    text = run("deliverables", "list", "--plan", plan, *DAY, "--format", "csv").output
    rows = list(csv.DictReader(StringIO(text)))

    assert "Priority 1: Health" in table
    assert "last update 1 April 2026 by Nurse" in table
    assert "nothing recorded of 1" in table
    first, second = document["deliverables"]
    assert (first["owner"], first["due"], first["rating"]) == ("Nurse", "2026-08-20", "amber")
    assert (second["last_update"], second["rating"]) == (None, "no_data")
    assert [row["ref"] for row in rows] == ["1.1", "1.2"]
    assert rows[0]["last_note"] == "'=begun"


def test_a_reminder_for_each_owner(plan, tmp_path):
    folder = tmp_path / "out"
    done = run("reminders", "--plan", plan, *DAY, "-o", folder)
    assert done.exit_code == 0, done.stderr

    head, nurse = (folder / name for name in ("head.txt", "nurse.txt"))
    assert sorted(folder.iterdir()) == [head, nurse]
    text = head.read_text(encoding="utf-8")
    assert text.startswith("RESTRICTED")
    assert text.index("CPP-2026-06") < text.index("Due: 1 item") < text.index("CPP-2026-05")
    assert "CPP-2026-02" not in text
    assert "deliverable 1.1" in nurse.read_text(encoding="utf-8")
    assert head.stat().st_mode & 0o077 == 0


def test_reminders_on_the_screen_up_to_a_day(plan):
    text = run("reminders", "--plan", plan, *DAY, "--due-by", "2026-08-15").output
    assert "For: Head" in text
    assert "For: Nurse" not in text

    refused = run("reminders", "--plan", plan, *DAY, "--due-by", "2026-07-01")
    assert refused.exit_code == 2


def test_reminders_are_not_written_over(plan, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "head.txt").write_text("mine", encoding="utf-8")
    assert run("reminders", "--plan", plan, *DAY, "-o", folder).exit_code == 2
    assert [path.name for path in folder.iterdir()] == ["head.txt"]
    assert run("reminders", "--plan", plan, *DAY, "-o", folder, "--force").exit_code == 0


REPORTED = """\
updates:
  - {deliverable: "1.2", date: 2026-03-31, by: Nurse, note: Found one, source: Annual report,
     place: page 4}
"""


def test_a_deliverable_that_a_document_alone_tells_of_is_called_reported(tmp_path):
    """As the status calls it; it is no rating."""
    plan = write_plan(tmp_path / "plan", REPORTED)

    table = run("deliverables", "list", "--plan", plan, *DAY).output
    text = run("deliverables", "list", "--plan", plan, *DAY, "--format", "csv").output

    assert "◐ Reported" in table
    assert [row["rating_word"] for row in csv.DictReader(StringIO(text))] == ["No data", "Reported"]
