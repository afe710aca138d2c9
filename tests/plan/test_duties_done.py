"""A recurring duty is recorded as done, and its next day follows wherever it is shown."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from command_line import run
from small_actions import MEETINGS, write_plan

from cptracker.model.agenda import DutyDone
from cptracker.model.problems import UsageError
from cptracker.plan.editing.duties import record_done
from cptracker.plan.history.agenda import changes_since_last, paper_for
from cptracker.plan.history.changes import compare_snapshots
from cptracker.plan.history.duties import duty_lines, find_duty
from cptracker.plan.history.snapshots import ChangeGroup, View
from cptracker.plan.reading import load_plan
from cptracker.status.promises import later_changes

DUTIES = """\
duties:
  - ref: leavers-survey  # every second year
    title: Survey of care leavers
    every_months: 24
    owner: Participation lead
    deliverable: "1.2"
    place: page 4
    done:
      - {date: 2024-06-01, by: Participation lead}
  - {ref: children-survey, title: Survey of children, wording: bi-annually, place: page 5}
"""

BY = ["--by", "Participation lead"]


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan", DUTIES)


def done(plan, ref, day, *more):
    return run("duties", "done", ref, "--plan", plan, "--on", day, *BY, *more)


def line(plan, ref, day):
    (duty,) = [
        line for line in duty_lines(load_plan(plan), date.fromisoformat(day)) if line.ref == ref
    ]
    return duty


def test_what_is_recorded_is_one_more_line_in_the_plans_file(plan):
    before = (plan / "actions.yaml").read_text(encoding="utf-8")

    result = done(plan, "leavers-survey", "2026-06-18", "--note", "112 answered")

    after = (plan / "actions.yaml").read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert result.exit_code == 0, result.output
    assert added == ["      - date: 2026-06-18", "        by: Participation lead",
                     '        note: "112 answered"']  # fmt: skip
    assert line(plan, "leavers-survey", "2026-06-18").due == date(2028, 6, 18)
    assert line(plan, "leavers-survey", "2026-06-17").due == date(2026, 6, 1)


def test_a_duty_that_was_never_done_gets_its_first_entry(plan):
    """Also where it is written in brackets on one line."""
    assert done(plan, "children-survey", "2026-06-18").exit_code == 0

    assert line(plan, "children-survey", "2026-06-18").last_done == date(2026, 6, 18)


@pytest.mark.parametrize("words", ["leavers-survey", "Leavers-Survey", "1.2", "care leavers"])
def test_a_duty_is_found_by_its_reference_its_deliverable_or_its_title(plan, words):
    assert find_duty(load_plan(plan), words).ref == "leavers-survey"


@pytest.mark.parametrize(
    ("ref", "day", "expected"),
    [
        ("survey", "2026-06-18", "several duties are meant by 'survey'"),
        ("panel", "2026-06-18", "there is no duty 'panel'\n    hint: name one of leavers-survey"),
        ("leavers-survey", "2099-01-01", "2099-01-01 is still to come"),
        ("leavers-survey", "2024-06-01", "is recorded as done on 1 June 2024 already"),
        ("leavers-survey", "2023-06-01", "done on 1 June 2024, after 1 June 2023"),
    ],
)
def test_what_cannot_be_recorded_is_told_and_nothing_is_written(plan, ref, day, expected):
    before = (plan / "actions.yaml").read_bytes()

    result = done(plan, ref, day)

    assert result.exit_code == 2
    assert expected in result.stderr
    assert (plan / "actions.yaml").read_bytes() == before


def test_a_day_is_written_as_people_say_it(plan):
    assert done(plan, "leavers-survey", "18 June 2026").exit_code == 0

    assert line(plan, "leavers-survey", "2026-06-18").last_done == date(2026, 6, 18)


def test_a_trial_writes_nothing(plan):
    before = (plan / "actions.yaml").read_bytes()

    result = done(plan, "leavers-survey", "2026-06-18", "--dry-run")

    assert "+      - date: 2026-06-18" in result.stdout
    assert (plan / "actions.yaml").read_bytes() == before


def test_somebody_who_is_no_role_of_the_plan_is_refused(plan):
    with (plan / "actions.yaml").open("a", encoding="utf-8") as file:
        file.write("roles: [Participation lead, Head of Service]\n")
    day = DutyDone(date=date(2026, 6, 18), by="Somebody else")

    with pytest.raises(UsageError, match="this role is not listed under `roles`"):
        record_done(plan, "leavers-survey", day)


def test_a_duty_is_added_by_a_command(plan):
    result = run(
        "duties", "add", "annual-report", "Annual report to the panel", "--plan", plan,
        "--every-months", "12", "--first-due", "2026-09-01", "--owner", "Head of Service",
        "--place", "Panel, 12 March 2026",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert line(plan, "annual-report", "2026-06-18").reason == (
        "next due 1 September 2026; no record that it was done"
    )
    unplaced = run("duties", "add", "b", "B", "--plan", plan, "--every-months", "1")
    assert unplaced.exit_code == 2
    assert "the plan is taken from Board; give --place" in unplaced.stderr
    again = run("duties", "add", "annual-report", "A", "--plan", plan, "--every-months", "1",
                "--place", "p")  # fmt: skip
    assert again.exit_code == 2
    assert "the duty `annual-report`" in again.stderr


# Shown


def test_the_list_says_when_each_was_done_and_is_due(plan):
    """The overdue one first, with who did it last."""
    shown = run("duties", "list", "--plan", plan, "--as-at", "2026-06-18").stdout

    first, second = shown.index("leavers-survey"), shown.index("children-survey")
    assert first < second
    assert "every second year · Participation lead · deliverable 1.2" in shown
    assert "overdue 17 days, due 1 June 2026; last done 1 June 2024" in shown
    assert "2 duties, 1 overdue" in shown


def test_the_list_as_json_and_as_a_table(plan):
    done(plan, "leavers-survey", "2026-06-18", "--evidence", "=paper 7")
    listed = ["duties", "list", "--plan", plan, "--as-at", "2026-06-18", "--format"]

    document = json.loads(run(*listed, "json").stdout)
    rows = list(csv.DictReader(StringIO(run(*listed, "csv").stdout)))

    assert [entry["date"] for entry in document["duties"][0]["done"]] == [
        "2024-06-01", "2026-06-18",
    ]  # fmt: skip
    assert [(row["ref"], row["done"]) for row in rows] == [
        ("leavers-survey", "2024-06-01"), ("leavers-survey", "2026-06-18"), ("children-survey", ""),
    ]  # fmt: skip
    assert rows[1]["evidence"] == "'=paper 7"


def test_a_duty_done_after_the_day_shown_is_counted_as_a_later_change(plan):
    done(plan, "leavers-survey", "2026-06-18")
    loaded_plan = load_plan(plan)

    before, on = (later_changes(loaded_plan, date(2026, 6, day)) for day in (17, 18))

    assert before - on == 1


def test_the_calendar_has_the_days_of_duties(plan):
    calendar = run("actions", "export", "--plan", plan, "--format", "ics", "--as-at", "2026-01-01")
    others = run("actions", "export", "--plan", plan, "--format", "ics", "--as-at", "2026-01-01",
                 "--owner", "Head of Service")  # fmt: skip

    assert "UID:duty-leavers-survey@cptracker\n" in calendar.stdout
    assert "DTSTART;VALUE=DATE:20260601\n" in calendar.stdout
    assert "duty-leavers-survey" not in others.stdout


# Changes

JUNE = "  - {ref: cpp-2026-06-18, body: Corporate Parenting Panel, date: 2026-06-18}\n"


def changed(before, after):
    return [
        (str(change.kind), change.ref, change.how) for change in compare_snapshots(before, after)
    ]


def test_between_two_days_a_duty_is_done_or_newly_overdue(plan):
    done(plan, "children-survey", "2026-05-18")
    loaded_plan = load_plan(plan)
    before, after = (View(plan=loaded_plan, as_at=date(2026, month, 2)) for month in (5, 6))

    assert [change for change in changed(before, after) if "duty" in change[1]] == [
        ("duty done", "duty children-survey", "done 18 May 2026"),
        ("newly overdue", "duty leavers-survey",
         "overdue 1 day, due 1 June 2026; last done 1 June 2024"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("every_months: 24", "every_months: 12",
         ("definition changed", "duty leavers-survey",
          "how often: every second year became every year")),
        ("    done:\n      - {date: 2024-06-01, by: Participation lead}\n", "",
         ("reference lost", "duty leavers-survey, done 2024-06-01",
          "stood in the plan, and is gone")),
        ("ref: children-survey", "ref: surveys",
         ("reference lost", "duty children-survey", "stood in the plan, and is gone")),
        ("ref: children-survey", "ref: surveys",
         ("new", "duty surveys", "now stands in the plan")),
    ],
)  # fmt: skip
def test_between_two_plans_a_duty_that_was_changed_by_hand_is_told(
    plan, tmp_path, old, new, change
):
    text = DUTIES.replace(old, new)
    assert text != DUTIES
    other = load_plan(write_plan(tmp_path / "other", text))
    day = date(2026, 5, 1)

    assert change in changed(View(plan=load_plan(plan), as_at=day), View(plan=other, as_at=day))


def test_the_paper_of_a_meeting_has_the_duties_that_are_due(tmp_path):
    plan = load_plan(write_plan(tmp_path / "plan", DUTIES, meetings=MEETINGS + JUNE))
    day = date(2026, 5, 20)

    paper = paper_for(plan, changes_since_last(plan, date(2026, 6, 18), day), day)

    assert [
        (meeting_line.kind, meeting_line.ref)
        for meeting_line in paper.lines
        if meeting_line.ref.startswith("duty")
    ] == [("due by the meeting", "duty leavers-survey")]
    assert ChangeGroup.LOST not in {meeting_line.kind for meeting_line in paper.lines}
