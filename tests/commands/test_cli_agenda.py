"""`cptracker agenda`, and recurring duties wherever a panel looks for what is overdue."""

import json
from io import BytesIO

import pytest
from command_line import run
from small_actions import MEETINGS, write_plan

DUTIES = """\
duties:
  - {ref: survey, title: Survey of care leavers, every_months: 24, owner: Participation lead,
     deliverable: "1.2", place: page 4, done: [{date: 2024-06-01}]}
standing_items:
  - {title: Minutes of the last meeting, owner: Chair}
forward_plan:
  - {meeting: cpp-2026-06-18, items: [{title: Report of the virtual school, note: to note}]}
"""
JUNE = "  - {ref: cpp-2026-06-18, body: Corporate Parenting Panel, date: 2026-06-18}\n"


@pytest.fixture
def plan(here):
    return write_plan(here / "own", DUTIES, meetings=MEETINGS + JUNE)


def test_the_agenda_of_the_next_meeting(plan, snapshot):
    snapshot(run("agenda", "--plan", plan, "--as-at", "2026-05-20").stdout, "agenda.txt")


@pytest.mark.parametrize("suffix", ["docx", "md", "html", "txt"])
def test_the_agenda_as_a_file(plan, here, suffix):
    path = here / f"agenda.{suffix}"
    day = ["--meeting", "2026-06-18", "--as-at", "2026-05-20"]

    result = run("agenda", "--plan", plan, *day, "-o", path)

    content = path.read_bytes()
    if suffix == "docx":
        from docx import Document

        text = "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
    else:
        text = content.decode()
    assert result.exit_code == 0
    assert "Report of the virtual school" in text
    assert "RESTRICTED" in text or suffix == "docx"  # there it stands at the foot of each page
    assert run("agenda", "--plan", plan, *day, "-o", path).exit_code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--as-at", "2027-01-01"], "no meeting on or after 2027-01-01; give --meeting DATE"),
        (["--meeting", "2026-06-18", "-o", "agenda.csv"], "an agenda is no .csv"),
        (["--meeting", "2026-06-18", "-o", "agenda.pdf"], "the ending `.pdf`"),
    ],
)
def test_what_cannot_be_done_is_told(plan, words, expected):
    result = run("agenda", "--plan", plan, *words)

    assert result.exit_code == 2
    assert expected in " ".join(result.output.split())


def test_the_shipped_plan_tells_what_its_panel_must_settle(here):
    text = run("agenda", "--meeting", "2026-06-18", "--as-at", "2026-05-20").stdout

    assert "1. What children and young people say: A discussion of its own" in text
    assert "4. 6.6 Bright Spots survey of children in care: every second year" in text
    assert "7.4 Review of the care leavers' offer: it is not clear how often" in text


def test_an_overdue_duty_stands_with_the_actions(plan):
    listed = run("actions", "list", "--plan", plan, "--as-at", "2026-07-01").stdout
    document = json.loads(
        run("actions", "list", "--plan", plan, "--as-at", "2026-07-01", "--format", "json").stdout
    )

    assert (
        "1.2 Survey of care leavers (every second year, Participation lead): overdue 30" in listed
    )
    assert [(duty["ref"], duty["word"]) for duty in document["duties"]] == [("survey", "overdue")]
    assert "Survey" not in run("actions", "list", "--plan", plan, "--owner", "Nurse").stdout
