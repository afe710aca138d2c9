"""The panel officer's week, from `init` to the meeting, by commands alone; each screen is read."""

import json
from pathlib import Path

import pytest
from command_line import run
from trackers import ASANA

MEETING = "2026-06-18"

TARGETS = {
    "7.3": "65 --within 10",
    "three-or-more-placements": "10 --within 2",
    "initial-health-assessments": "80 --within 10",
    "annual-health-assessments": "92 --within 4",
    "peps-in-timescale": "95 --within 3",
    "care-leavers-suitable-accommodation": "90 --within 5",
    "social-workers-per-child": "2 --within 1",
    "placed-within-50-miles": "95 --within 5",
    "in-house-foster-carers": "150 --within 5",
    "sdq-score-received": "80 --floor 70",
}

PANEL = "Corporate Parenting Panel, 12 March 2026"


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
        for measure, numbers in TARGETS.items():
            value = ["--value", *numbers.split()]
            done("targets", "add", measure, *value, "--since", "2025-04-01", "--source", PANEL)
        screens["targets"] = done("targets", "list")
        done("meetings", "add", "2026-03-12", "--body", "Corporate Parenting Panel")
        done("meetings", "add", MEETING, "--body", "Corporate Parenting Panel")
        ref = done(
            "actions", "add", "Report on dental checks", "--meeting", "2026-03-12",
            "--owner", "Head of Service", "--due", "30 May 2026", "--priority", "4",
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
        done(
            "commentary", "add", "4", "--period", "202526", "--by", "Head of Service",
            "--data-says", "Health checks are behind", "--rating", "amber", "--date", "2026-06-16",
            "--reason", "Ten more were done in April",
        )  # fmt: skip
        done(
            "duties", "done", "6.6", "--on", "2026-06-12", "--by", "Participation lead",
            "--note", "112 children answered",
        )  # fmt: skip
        Path("tracker.csv").write_text(ASANA, encoding="utf-8")
        done("actions", "import", "tracker.csv", "--meeting", "2026-03-12",
             "--write-mapping", "asana.yaml")  # fmt: skip
        done("actions", "import", "tracker.csv", "--meeting", "2026-03-12",
             "--mapping", "asana.yaml")  # fmt: skip
        screens["status"] = done("status")
        screens["actions"] = done("actions", "list")
        screens["duties"] = done("duties", "list")
        screens["agenda"] = done("agenda", "--meeting", MEETING)
        screens["reminders"] = done("reminders", "--as-at", MEETING)
        screens["values"] = done("values", "7.3")
        screens["cases"] = run("cases", "7.3").output
        screens["deliverables"] = done("deliverables", "list")
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
    assert "■ 1.4  In-house foster households" in screen
    assert "Said      of 7.3, 4 · Head of Service: Health checks are behind" in screen
    assert "1 duty done" in screen
    assert "later change" not in screen
    assert len(screen.splitlines()) <= 45
    assert max(map(len, screen.splitlines())) <= 80


def test_the_targets_are_listed(week):
    assert "\n10 targets; " in week["targets"]
    assert "1.4, 5.1  in-house-foster-carers\n    from 1 April 2025: 150, amber" in week["targets"]


def test_the_list_of_actions_has_the_imported_ones_and_the_open_first(week):
    screen = week["actions"]

    assert (
        screen.index("Report on dental") < screen.index("Ask the ICB") < screen.index("Buy chair")
    )
    assert "✔ Complete" in screen


def test_a_duty_that_was_done_is_due_again_two_years_later(week):
    for screen in (week["duties"], " ".join(week["agenda"].split())):
        assert "7.4" in screen
    assert "next due 12 June 2028; last done 12 June 2026" in week["duties"]
    assert "112 children answered" in week["duties"]
    assert "Bright Spots survey of children in care" not in week["agenda"]


def test_the_agenda_has_what_is_due(week):
    assert "Agenda for 18 June 2026, Corporate Parenting Panel" in week["agenda"]
    assert "Report on dental checks (Head of Service): due 30 May 2026" in week["agenda"]


def test_each_owner_is_reminded(week):
    assert "For: Head of Service" in week["reminders"]
    assert f"30 May 2026: action {week['ref']}, Report on dental checks" in week["reminders"]


def test_the_meetings_status_says_what_is_overdue_then(week):
    assert "1 overdue" in week["meeting"]
    assert "Changed   since 12 March: 1 closed · 1 duty done · 1 newly overdue" in week["meeting"]


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
    assert "green at 65% or more, amber from 55%" in " ".join(week["explain"].split())
    assert "189 of 322" in week["values"]
    assert "it goes to the screen, or with --operational to -o FILE" in week["cases"]


def test_what_a_document_alone_tells_of_is_called_reported(week):
    assert "◐ Reported" in week["deliverables"]
    assert "● Green" in week["deliverables"].split("7.6")[1].split("7.7")[0]


def test_the_brief_is_what_a_clerk_sends(week):
    brief = week["brief"]

    assert "Brief for the meeting of 18 June 2026" in brief
    assert "Report on dental checks" in brief
    assert "PUBLIC" in brief
    assert "Not written yet" not in brief
    assert "strategy/" not in brief


def test_the_project_is_found_from_a_folder_below(week):
    assert f"{week['ref']}  Report on dental checks" in week["below"]
