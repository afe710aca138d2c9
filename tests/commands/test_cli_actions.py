"""The action tracker on the command line: list, show, and writing without harm."""

import json
from datetime import date

import pytest
from command_line import process, run
from small_actions import ACTION, write_plan

from cptracker.plan.reading import load_plan

MORE = """\
    updates:
      - {date: 2026-05-01, by: Head of Service, due: 2026-07-31, note: holidays}
  - ref: CPP-2026-02
    title: Find a dentist
    meeting: cpp-2026-03-12
    owner: Nurse
    due: 2026-05-31
    priorities: [1]
    milestones:
      - {title: A list, due: 2026-04-30, key: true}
    updates:
      - {date: 2026-04-02, by: Nurse, blocker: no room, blocker_rating: amber, rating: green,
         reason: a room is promised}
      - {date: 2026-05-02, by: Nurse, status: complete, evidence: paper 9}
"""


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan", actions=ACTION + MORE)


def actions(*args):
    return run("actions", *args)


def listed(plan, *args):
    result = actions("list", "--plan", plan, "--format", "json", *args)
    return [action["ref"] for action in json.loads(result.output)["actions"]]


def test_the_list(plan, snapshot):
    """Each with its rating in a word, the reason, who owes it, and how it slipped."""
    result = actions("list", "--plan", plan, "--as-at", "2026-08-10")

    assert result.exit_code == 0
    snapshot(result.output, "actions-80.txt")


def test_one_action_in_full(plan, snapshot):
    """With its history up to the day, and nothing after it."""
    result = actions("show", "cpp-2026-02", "--plan", plan, "--as-at", "2026-05-01")

    assert result.exit_code == 0
    snapshot(result.output, "action-80.txt")


@pytest.mark.parametrize(
    ("args", "refs"),
    [
        pytest.param(["--as-at", "2026-03-11"], [], id="before the meeting"),
        pytest.param(
            ["--as-at", "2026-05-01", "--open"], ["CPP-2026-02", "CPP-2026-01"], id="then"
        ),
        pytest.param(["--as-at", "2026-05-02", "--open"], ["CPP-2026-01"], id="once it was closed"),
        pytest.param(["--as-at", "2026-08-01", "--overdue"], ["CPP-2026-01"], id="overdue"),
        pytest.param(["--owner", "nurse"], ["CPP-2026-02"], id="owner"),
        pytest.param(["--priority", "1"], ["CPP-2026-02"], id="priority"),
        pytest.param(["--due-before", "1/6/2026"], ["CPP-2026-02"], id="due before"),
        pytest.param(["--meeting", "2026-03-12"], ["CPP-2026-01", "CPP-2026-02"], id="meeting"),
    ],
)
def test_filters(plan, args, refs):
    assert listed(plan, *args) == refs


def test_the_json_says_all(plan):
    """A field with nothing to say is null, never absent."""
    result = actions("list", "--plan", plan, "--as-at", "2026-08-10", "--format", "json")
    first, second = json.loads(result.output)["actions"]

    assert first["slippage_days"] == 31
    assert first["moves"] == [
        {"date": "2026-05-01", "by": "Head of Service", "was": "2026-06-30", "now": "2026-07-31",
         "note": "holidays"}
    ]  # fmt: skip
    assert (first["rating"], first["word"]) == ("red", "overdue")
    assert first["forecast"] is None
    assert second["evidence"] == "paper 9"
    assert second["own"]["reason"] == "a room is promised"
    assert first.keys() == second.keys()


def test_the_life_of_an_action(plan):
    """Added, moved, closed, taken up again and cancelled: each is a line of its history."""
    added = actions("add", "Buy chairs", "--plan", plan, "--meeting", "2026-03-12", "--owner",
                    "Nurse", "--due", "2026-06-01", "--priority", "1")  # fmt: skip
    assert added.exit_code == 0
    assert added.stdout == "CPP-2026-03\n"
    arguments = ["--plan", plan, "--by", "Nurse"]
    for args in (
        ["update", "--due", "2026-07-01", "--note", "late", "--date", "2026-05-01"],
        ["close", "--evidence", "photo", "--date", "2026-05-02"],
        ["reopen", "--note", "too few", "--date", "2026-05-03"],
        ["cancel", "--note", "no room", "--date", "2026-05-04"],
    ):
        assert actions(args[0], "CPP-2026-03", *arguments, *args[1:]).exit_code == 0

    action = load_plan(plan).actions[-1]
    assert [(update.date.day, update.status, update.due) for update in action.updates] == [
        (1, None, date(2026, 7, 1)),
        (2, "complete", None),
        (3, "in_progress", None),
        (4, "cancelled", None),
    ]


def test_deliverables_and_commentary(plan):
    """Each goes where the plan keeps such things."""
    assert run("deliverables", "update", "1.1", "--plan", plan, "--by", "Nurse", "--date",
               "2026-05-01", "--complete", "--evidence", "report").exit_code == 0  # fmt: skip
    assert run("commentary", "add", "1.1", "--plan", plan, "--by", "Nurse", "--date", "2026-05-01",
               "--period", "202425", "--data-says", "fewer").exit_code == 0  # fmt: skip

    loaded_plan = load_plan(plan)
    assert [update.status for update in loaded_plan.updates] == ["complete"]
    assert [commentary.data_says for commentary in loaded_plan.commentary] == ["fewer"]


EDITS = [
    ["actions", "add", "x", "--meeting", "2026-03-12", "--owner", "a", "--due", "2026-12-01"],
    ["actions", "update", "CPP-2026-01", "--by", "a", "--note", "b"],
    ["actions", "close", "CPP-2026-01", "--by", "a", "--evidence", "b"],
    ["actions", "cancel", "CPP-2026-01", "--by", "a", "--note", "b"],
    ["actions", "reopen", "CPP-2026-02", "--by", "a", "--note", "b"],
    ["deliverables", "update", "1.1", "--by", "a", "--note", "b"],
    ["commentary", "add", "1.1", "--by", "a", "--period", "202425", "--data-says", "b"],
]


@pytest.mark.parametrize("args", EDITS, ids=lambda args: " ".join(args[:2]))
def test_a_dry_run_shows_the_difference_and_writes_nothing(plan, args):
    """As a diff on the standard output."""
    before = {path: path.read_bytes() for path in plan.iterdir()}

    result = run(*args, "--plan", plan, "--dry-run")

    assert result.exit_code == 0
    assert any(line.startswith("+  ") for line in result.stdout.splitlines())
    assert {path: path.read_bytes() for path in plan.iterdir()} == before


@pytest.mark.parametrize("args", EDITS, ids=lambda args: " ".join(args[:2]))
def test_writing_needs_a_plan_of_ones_own(args):
    """The shipped plan is never written to."""
    result = run(*args)

    assert result.exit_code == 2
    assert "--plan" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["show", "CPP-2026-1"], "did you mean CPP-2026-01?", id="a near miss"),
        pytest.param(
            ["show", "CPP-2026-01", "--as-at", "2026-01-01"], "not raised by", id="before"
        ),
        pytest.param(
            ["close", "CPP-2026-02", "--by", "a", "--evidence", "b"], "closed already", id="closed"
        ),
        pytest.param(
            ["update", "CPP-2026-01", "--by", "a"], "this update says nothing", id="says nothing"
        ),
    ],
)
def test_what_does_not_fit(plan, args, words):
    """Exit code 2, with a plain word, and nothing written."""
    before = (plan / "actions.yaml").read_bytes()

    result = actions(*args, "--plan", plan)

    assert result.exit_code == 2
    assert words in result.stderr
    assert (plan / "actions.yaml").read_bytes() == before


def test_a_broken_plan_is_named_with_its_place(plan):
    """Exit code 3, and nothing is written."""
    broken = (plan / "actions.yaml").read_text(encoding="utf-8") + "  nonsense"
    (plan / "actions.yaml").write_text(broken, encoding="utf-8")

    result = actions("close", "CPP-2026-01", "--plan", plan, "--by", "a", "--evidence", "b")

    assert result.exit_code == 3
    assert f"{plan / 'actions.yaml'}:" in result.stderr
    assert (plan / "actions.yaml").read_text(encoding="utf-8") == broken


@pytest.mark.parametrize("form", ["table", "json"])
def test_escapes_and_markup_in_a_title_are_inert(plan, form):
    """What steers a terminal cannot be written; markup is shown as it stands."""
    title = "[red]:x: <b>&amp;"
    refused = actions("add", "bell \x1b[31m", "--plan", plan, "--meeting", "2026-03-12",
                      "--owner", "a", "--due", "2026-12-01")  # fmt: skip
    actions("add", title, "--plan", plan, "--meeting", "2026-03-12", "--owner", "a", "--due",
            "2026-12-01")  # fmt: skip
    result = actions("list", "--plan", plan, "--format", form)

    assert refused.exit_code == 2
    assert "\x1b" not in refused.output
    assert title in result.output


def test_the_shipped_actions_are_listed():
    """In a process of its own, as a user would."""
    result = process("actions", "list", "--as-at", "2022-06-16", PYTHONIOENCODING="ascii")

    assert result.returncode == 0
    assert result.stdout.isascii()
