"""The panel officer's week, from `init` to the meeting, by commands alone; each screen is read."""

import json
from pathlib import Path

import pytest
from command_line import run

MEETING = "2026-06-18"

TARGET = """
targets:
  - measure: care-leavers-eet
    since: 2025-04-01
    value: 65
    within: 10
    source: Corporate Parenting Panel, 12 March 2026
"""


def done(*args):
    """What a command printed, which went well."""
    result = run(*args)
    assert result.exit_code in (0, 5), result.output
    return result.stdout


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """The folder after the week, and each screen by the day's name."""
    here = tmp_path_factory.mktemp("week")
    screens = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        done("init", "my-council")
        patch.chdir(here / "my-council")
        screens["first"] = done("status")
        Path("strategy/targets.yaml").write_text(TARGET, encoding="utf-8")
        done("meetings", "add", "2026-03-12", "--body", "Corporate Parenting Panel")
        ref = done(
            "actions", "add", "Report on dental checks", "--meeting", "2026-03-12",
            "--owner", "Head of Service", "--due", "2026-05-30", "--priority", "4",
        ).split()[-1]  # fmt: skip
        screens["ref"] = ref
        done(
            "deliverables", "update", "7.6", "--by", "Virtual School Head", "--status",
            "in_progress", "--due", "2026-09-30", "--note", "Ten employers have signed",
            "--date", "2026-06-10",
        )  # fmt: skip
        done(
            "commentary", "add", "7.3", "--period", "202526", "--by", "Head of Service",
            "--data-says", "58.7% of care leavers are in education, employment or training",
            "--states", "care-leavers-eet=58.7", "--date", "2026-06-15",
        )  # fmt: skip
        screens["status"] = done("status")
        screens["meeting"] = done("status", "--meeting", MEETING)
        screens["full"] = done("status", "--full", "--priority", "7")
        screens["json"] = json.loads(done("status", "--format", "json"))
        screens["check"] = run("check").output
        screens["explain"] = done("explain", "7.3")
        done("report", "--meeting", MEETING, "-o", "brief.docx", "-o", "brief.md")
        screens["brief"] = Path("brief.md").read_text(encoding="utf-8")
        patch.chdir(here / "my-council" / "records")
        screens["below"] = done("status")
    return screens


def test_the_first_status_needs_no_option(week):
    assert "Plan: strategy" in week["first"]
    assert "EXAMPLE DATA" in week["first"]
    assert len(week["first"].splitlines()) <= 45


def test_a_plain_status_shows_what_was_done_in_the_week(week):
    screen = week["status"]

    assert "Figures to 31 March 2026, tracker at 18 June 2026" in screen
    assert f"{week['ref']}  Report on dental checks" in screen
    assert "1 overdue" in screen
    assert "▲ 7.3  Care leavers in education, employment or" in screen
    assert "Said      of 7.3 · Head of Service: 58.7% of care leavers" in screen
    assert "later change" not in screen


def test_the_meetings_status_says_what_is_overdue_then(week):
    assert "1 overdue" in week["meeting"]
    assert "Changed   since 12 March: 1 newly overdue" in week["meeting"]


def test_the_long_form_has_commentary_and_progress(week):
    text = " ".join(week["full"].split())

    assert "58.7% of care leavers are in education" in text
    assert "7.6" in text
    assert "1 green" in text.split("7 key deliverables:")[1][:20]


def test_the_json_has_both_days(week):
    document = week["json"]

    assert (document["as_at"], document["tracker_at"]) == ("2026-03-31", MEETING)
    assert document["later_changes"] == 0
    assert document["actions"]["overdue"] == 1


def test_check_does_not_ask_for_a_commentary_that_was_just_written(week):
    said = [line for line in week["check"].splitlines() if "commentary" in line and "7.3" in line]

    assert said == []


def test_references_lead_on(week):
    assert "care-leavers-eet" in week["explain"]


def test_the_brief_is_what_a_clerk_sends(week):
    brief = week["brief"]

    assert "Brief for the meeting of 18 June 2026" in brief
    assert "Report on dental checks" in brief
    assert "PUBLIC" in brief
    assert "Not written yet" not in brief
    assert "strategy/" not in brief


def test_the_project_is_found_from_a_folder_below(week):
    assert f"{week['ref']}  Report on dental checks" in week["below"]
