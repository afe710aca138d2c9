"""Meetings and commentary on the command line: written without harm, and read back."""

import json

import pytest
from command_line import run
from small_actions import write_plan

from cptracker.plan.reading import load_plan


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan")


SAY = ("commentary", "add", "1.1", "--period", "202425", "--by", "Head of Service",
       "--data-says", "As last year", "--date", "2026-04-02")  # fmt: skip


def test_a_meeting_is_added_and_an_action_raised_at_it(plan):
    """Its reference is the body's letters, as before, and the day; only lines are added."""
    before = (plan / "actions.yaml").read_text(encoding="utf-8")
    added = run("meetings", "add", "2026-06-18", "--body", "Corporate Parenting Panel",
                "--paper", "minutes 5", "--plan", plan)  # fmt: skip
    raised = run("actions", "add", "Buy chairs", "--meeting", "2026-06-18", "--owner", "Nurse",
                 "--due", "2026-12-01", "--plan", plan)  # fmt: skip

    assert added.stdout == "cpp-2026-06-18\n"
    assert raised.stdout == "CPP-2026-02\n"
    after = (plan / "actions.yaml").read_text(encoding="utf-8")
    assert set(before.splitlines()) <= set(after.splitlines())
    assert [meeting.ref for meeting in load_plan(plan).meetings] == [
        "cpp-2026-03-12",
        "cpp-2026-06-18",
    ]


@pytest.mark.parametrize(
    ("more", "ref"),
    [
        pytest.param(["--body", "Children Scrutiny Panel"], "csp-2026-06-18", id="initials"),
        pytest.param(["--body", "cabinet"], "meeting-2026-06-18", id="no capital letter"),
        pytest.param(["--body", "Cabinet", "--ref", "cab-1"], "cab-1", id="a word of one's own"),
    ],
)
def test_the_word_for_a_meeting(plan, more, ref):
    assert run("meetings", "add", "2026-06-18", *more, "--plan", plan).stdout == f"{ref}\n"


def test_a_meeting_is_not_added_twice(plan):
    again = run("meetings", "add", "2026-03-12", "--body", "Corporate Parenting Panel",
                "--plan", plan)  # fmt: skip

    assert again.exit_code == 2
    assert "the meeting `cpp-2026-03-12` is given twice" in again.stderr
    assert "nothing was changed" in again.stderr


def test_a_dry_run_of_a_meeting_writes_nothing(plan):
    before = (plan / "actions.yaml").read_bytes()
    shown = run("meetings", "add", "2026-06-18", "--body", "Panel", "--dry-run", "--plan", plan)

    assert "+  - ref: p-2026-06-18" in shown.output
    assert (plan / "actions.yaml").read_bytes() == before


def test_meetings_are_listed_with_what_they_raised(plan):
    table = run("meetings", "list", "--plan", plan).output
    listed = json.loads(run("meetings", "list", "--plan", plan, "--format", "json").stdout)

    assert "cpp-2026-03-12  Corporate Parenting Panel, 12 March 2026 (minutes 4)" in table
    assert [(meeting["ref"], meeting["raised"]) for meeting in listed["meetings"]] == [
        ("cpp-2026-03-12", 1)
    ]


def test_a_commentary_is_written_with_what_it_states(plan):
    run(*SAY, "--states", "dental=87.0", "--states", "teeth=3%", "--rating", "amber",
        "--plan", plan)  # fmt: skip
    (commentary,) = load_plan(plan).commentary

    assert [(stated.measure, str(stated.value)) for stated in commentary.states] == [
        ("dental", "87.0"),
        ("teeth", "3"),
    ]
    assert commentary.rating == "amber"


@pytest.mark.parametrize("states", ["dental", "dental=many", "=3", "dental=NaN"])
def test_what_states_no_figure(plan, states):
    result = run(*SAY, "--states", states, "--plan", plan)

    assert result.exit_code == 2
    assert "states no figure" in result.stderr
    assert not (plan / "commentary.yaml").exists()


def test_commentary_is_listed_and_shown(plan):
    """The latest period first; what was not yet written is not there."""
    run(*SAY, "--analysis", "Two clinics closed", "--plan", plan)
    later = [word.replace("202425", "202526").replace("As last", "Below last") for word in SAY]
    run(*later, "--plan", plan)
    table = run("commentary", "list", "--plan", plan).output
    shown = run("commentary", "show", "1.1", "--plan", plan).output
    before = run("commentary", "list", "--plan", plan, "--as-at", "2026-04-01").output

    assert table.index("2025/26") < table.index("2024/25")
    assert "Two clinics closed" in shown
    assert "2 April 2026 by Head of Service" in shown
    assert before.strip() == "0 commentaries"


def test_nothing_was_said(plan):
    result = run("commentary", "show", "9.9", "--plan", plan)

    assert result.exit_code == 2
    assert "nothing was said of '9.9'" in result.stderr


def test_one_of_the_ten_areas_in_full(snapshot):
    """In the form of the pack: the data, what is behind it, what next; the colour in a word."""
    shown = run("commentary", "show", "robust corporate parenting")

    snapshot(shown.output, "commentary.txt")
