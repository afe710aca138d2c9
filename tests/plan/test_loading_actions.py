"""Meetings, actions, updates and commentary load whole; each broken rule is told with its place."""

from datetime import date
from textwrap import dedent, indent

import pytest
from small_actions import ACTION, MEETINGS, write_plan

from cptracker.model.actions import (
    Action,
    Colour,
    Commentary,
    DeliverableUpdate,
    Meeting,
    Milestone,
    Status,
    Update,
)
from cptracker.model.periods import Every
from cptracker.plan.reading import read_plan


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Reads the small plan with its action, meetings or more replaced."""
    monkeypatch.chdir(tmp_path)

    def read(*more, **sections):
        from pathlib import Path

        return read_plan(write_plan(Path("plan"), *more, **sections))

    return read


def problem_lines(loaded):
    return [str(problem).splitlines()[0].partition(": ")[2] for problem in loaded.problems]


def action_with(text):
    return ACTION + indent(dedent(text), "    ")


def test_everything_lands_in_the_model(load):
    """Each entry as it was written, nothing worked out yet."""
    loaded = load(
        dedent("""\
        updates:
          - {deliverable: "1.1", date: 2026-04-01, by: Nurse lead, due: 2027-03-31, note: Begun}
        commentary:
          - success_measure: "1.1"
            period: "202425"
            date: 2026-04-02
            by: Head of Service
            data_says: Fewer checks
            analysis: One dentist left
            next_steps: Find another
        roles: [Head of Service, Nurse lead]
        recommendations:
          - {ref: CFSP-2026-01, title: Tell us, meeting: cpp-2026-03-12}
        """),
        actions=action_with("""\
        start: 2026-04-01
        place: minute 7
        priorities: [1]
        deliverables: ["1.1"]
        success_measures: ["1.1"]
        update_every: month
        milestones:
          - {title: Draft, due: 2026-05-01, key: true}
        updates:
          - {date: 2026-04-10, by: Head of Service, blocker: No data, blocker_rating: red}
          - {date: 2026-04-20, by: Head of Service, unblocked: No data, milestone: Draft}
          - {date: 2026-05-01, by: Head of Service, due: 2026-07-31, note: Holidays}
          - {date: 2026-07-01, by: Head of Service, status: complete, evidence: paper 9}
        """),
    )
    head = "Head of Service"

    assert loaded.problems == ()
    assert loaded.plan.report_every is Every.QUARTER
    assert loaded.plan.roles == (head, "Nurse lead")
    assert loaded.plan.meetings == (
        Meeting(ref="cpp-2026-03-12", body="Corporate Parenting Panel", date=date(2026, 3, 12),
                paper="minutes 4"),
    )  # fmt: skip
    assert loaded.plan.recommendations == (
        Action(ref="CFSP-2026-01", title="Tell us", meeting="cpp-2026-03-12"),
    )
    assert loaded.plan.updates == (
        DeliverableUpdate(deliverable="1.1", date=date(2026, 4, 1), by="Nurse lead",
                          due=date(2027, 3, 31), note="Begun"),
    )  # fmt: skip
    assert loaded.plan.commentary == (
        Commentary(success_measure="1.1", period="202425", date=date(2026, 4, 2), by=head,
                   data_says="Fewer checks", analysis="One dentist left",
                   next_steps="Find another"),
    )  # fmt: skip
    (action,) = loaded.plan.actions
    assert action.milestones == (Milestone(title="Draft", due=date(2026, 5, 1), key=True),)
    assert action.update_every is Every.MONTH
    assert action.priorities == (1,)
    assert action.deliverables == action.success_measures == ("1.1",)
    assert action.updates == (
        Update(date=date(2026, 4, 10), by=head, blocker="No data", blocker_rating=Colour.RED),
        Update(date=date(2026, 4, 20), by=head, unblocked="No data", milestone="Draft"),
        Update(date=date(2026, 5, 1), by=head, due=date(2026, 7, 31), note="Holidays"),
        Update(date=date(2026, 7, 1), by=head, status=Status.COMPLETE, evidence="paper 9"),
    )


UPDATE = "{date: 2026-04-10, by: Head, "


def updates(*entries):
    return action_with("updates:\n" + "".join(f"  - {entry}\n" for entry in entries))


@pytest.mark.parametrize(
    ("action", "message"),
    [
        pytest.param(
            ACTION + ACTION.partition("actions:\n")[2],
            "the reference CPP-2026-01 is given twice, first in line 4",
            id="a reference used twice",
        ),
        pytest.param(
            ACTION.replace("CPP-2026-01", "Action 1"),
            "`ref` must be a body, a year and a number, not this text",
            id="a reference of no form",
        ),
        pytest.param(
            ACTION.replace("2026-06-30", "2026-03-11"),
            "`due` 2026-03-11 is before the meeting that raised it (2026-03-12)",
            id="due before the meeting",
        ),
        pytest.param(
            ACTION.replace("meeting: cpp-2026-03-12", "meeting: cpp-2026-03-13"),
            "there is no meeting `cpp-2026-03-13`",
            id="no such meeting",
        ),
        pytest.param(
            ACTION.replace("    due: 2026-06-30\n", ""),
            "`due` is missing from this action",
            id="no due date",
        ),
        pytest.param(
            ACTION.replace("    owner: Head of Service\n", ""),
            "`owner` is missing from this action",
            id="no owner",
        ),
        pytest.param(action_with("priorities: [2]"), "there is no priority 2", id="no priority"),
        pytest.param(
            action_with('deliverables: ["1.3"]'), "there is no deliverable 1.3", id="no deliverable"
        ),
        pytest.param(
            action_with('success_measures: ["2.1"]'),
            "there is no success measure 2.1",
            id="no success measure",
        ),
        pytest.param(
            action_with("update_every: week"),
            "`update_every` must be `month`, `quarter`, `financial-year`, `academic-year` or "
            "`trailing-year`, not text",
            id="no such interval",
        ),
        pytest.param(
            updates("{date: 2026-04-10, by: Head}"), "this update says nothing", id="says nothing"
        ),
        pytest.param(
            updates(UPDATE + "note: a}", "{date: 2026-04-09, by: Head, note: b}"),
            "`date` 2026-04-09 is before 2026-04-10, which comes first",
            id="out of order",
        ),
        pytest.param(
            updates("{date: 2026-03-11, by: Head, note: b}"),
            "`date` 2026-03-11 is before 2026-03-12, which comes first",
            id="before the meeting",
        ),
        pytest.param(
            updates(UPDATE + "status: complete}"),
            "completing needs `evidence`",
            id="no evidence",
        ),
        pytest.param(
            updates(UPDATE + "status: cancelled}"), "`cancelled` needs a `note`", id="no reason"
        ),
        pytest.param(
            updates(UPDATE + "due: 2026-09-30}"),
            "moving the due date needs a `note`",
            id="moved without a reason",
        ),
        pytest.param(
            updates(UPDATE + "status: complete, evidence: x}", UPDATE + "note: b}"),
            "this is closed, and an update after that must reopen it",
            id="after closing",
        ),
        pytest.param(
            updates(
                UPDATE + "status: complete, evidence: x}",
                UPDATE + "status: cancelled, note: y}",
            ),
            "this is closed already",
            id="closed twice",
        ),
        pytest.param(
            updates(UPDATE + "status: complete, evidence: x}", UPDATE + "status: open}"),
            "reopening needs a `note`",
            id="reopened without a reason",
        ),
        pytest.param(
            updates(UPDATE + "status: done, note: a}"),
            "`status` must be `open`, `in_progress`, `complete`, `cancelled` or `superseded`, "
            "not text",
            id="no such status",
        ),
        pytest.param(
            updates(UPDATE + "blocker: No data}"),
            "`blocker` and `blocker_rating` stand together",
            id="a blocker without a rating",
        ),
        pytest.param(
            updates(UPDATE + "blocker: a, blocker_rating: green}"),
            "`blocker_rating` must be `amber` or `red`, not 'green'",
            id="a green blocker",
        ),
        pytest.param(
            updates(UPDATE + "unblocked: No data}"),
            "no blocker of these words is open",
            id="unblocked what was not blocked",
        ),
        pytest.param(
            updates(UPDATE + "milestone: Draft}"),
            "there is no milestone of this title",
            id="no such milestone",
        ),
    ],
)
def test_a_broken_rule_of_an_action(load, action, message):
    """One problem each, with its place; the plan does not load."""
    loaded = load(actions=action)

    assert problem_lines(loaded) == [message]
    assert all(problem.line and problem.hint for problem in loaded.problems)
    assert loaded.plan is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "recommendations:\n  - {ref: CPP-2026-01, title: a, meeting: cpp-2026-03-12}\n",
            "the reference CPP-2026-01 is given twice, first in line 4",
            id="an action's reference for a recommendation",
        ),
        pytest.param(
            'updates:\n  - {deliverable: "1.7", date: 2026-04-01, by: a, note: b}\n',
            "there is no deliverable 1.7",
            id="an update of no deliverable",
        ),
        pytest.param(
            "commentary:\n"
            '  - {success_measure: "9.1", period: 2024-06, date: 2026-04-01, by: a,'
            " data_says: b}\n",
            "there is no success measure 9.1",
            id="a commentary on nothing",
        ),
        pytest.param(
            "commentary:\n"
            '  - {success_measure: "1.1", period: 2024/25, date: 2026-04-01, by: a,'
            " data_says: b}\n",
            "`period` must be a period's key, not '2024/25'",
            id="a commentary for no period",
        ),
        pytest.param(
            "roles: [Nurse]\n",
            "this role is not listed under `roles`",
            id="an owner who is not listed",
        ),
        pytest.param(
            MEETINGS.partition("\n")[2],
            "the meeting `cpp-2026-03-12` is given twice, first in line 2",
            id="a meeting twice",
        ),
    ],
)
def test_a_broken_rule_elsewhere(load, text, message):
    """Links, roles and references are looked at across all parts."""
    meetings = MEETINGS + text if text.startswith("  -") else MEETINGS
    loaded = load("" if meetings != MEETINGS else text, meetings=meetings)

    assert problem_lines(loaded) == [message]


def test_a_broken_file_hides_no_link(load, tmp_path):
    """Where a file could not be read, what it may hold is not called missing."""
    plan = write_plan(tmp_path / "plan")
    (plan / "plan.yaml").write_text("priorities: [\n", encoding="utf-8")
    text = (plan / "actions.yaml").read_text(encoding="utf-8")
    (plan / "actions.yaml").write_text(text + "    priorities: [1]\n", encoding="utf-8")

    assert [problem.path for problem in read_plan(plan).problems] == [str(plan / "plan.yaml")]
