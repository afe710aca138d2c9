"""Edits add lines and change no other byte; they are checked, locked and atomic."""

import errno
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from small_actions import ACTION, HEADING, MEETINGS, PRIORITIES, write_plan

from cptracker.files import atomic
from cptracker.model.actions import Action, Colour, Commentary, DeliverableUpdate, Status, Update
from cptracker.model.problems import PlanError, UsageError
from cptracker.plan.editing.changes import (
    NewAction,
    add_action,
    add_commentary,
    update_action,
    update_deliverable,
)
from cptracker.plan.editing.session import edit
from cptracker.plan.reading import load_plan

NOTE = Update(date=date(2026, 4, 1), by="Head", note="Begun")
NEW = NewAction(
    title="Find a dentist: soon", meeting="cpp-2026-03-12", owner="Nurse", due=date(2026, 9, 30)
)


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan")


def text(plan):
    return (plan / "actions.yaml").read_bytes().decode()


def refused(plan, change, *words):
    """The change is refused with these words, and nothing is written."""
    before = {path: path.read_bytes() for path in plan.iterdir()}
    with pytest.raises(UsageError) as refusal:
        change()
    for word in words:
        assert word in str(refusal.value)
    assert {path: path.read_bytes() for path in plan.iterdir()} == before


# What is written


def test_an_update_adds_its_lines_and_nothing_else(plan):
    """Beneath the action's last line; the remark on its first stays."""
    done = update_action(plan, "CPP-2026-01", NOTE)

    assert text(plan) == MEETINGS + ACTION + (
        "    updates:\n      - date: 2026-04-01\n        by: Head\n        note: Begun\n"
    )
    assert done.plan == load_plan(plan)
    assert load_plan(plan).actions[0].updates == (NOTE,)


def test_a_dry_run_shows_the_change_and_makes_none(plan):
    """As a unified diff; not even a lock is made."""
    before = {path: path.read_bytes() for path in plan.iterdir()}

    done = update_action(plan, "CPP-2026-01", NOTE, dry_run=True)

    assert [line for line in done.diff.splitlines() if line.startswith("+")] == [
        f"+++ {plan / 'actions.yaml'}",
        "+    updates:",
        "+      - date: 2026-04-01",
        "+        by: Head",
        "+        note: Begun",
    ]
    assert {path: path.read_bytes() for path in plan.iterdir()} == before


def test_an_action_gets_the_next_reference_of_its_body_and_year(plan):
    """As the body's references have begun so far."""
    assert add_action(plan, NEW).ref == "CPP-2026-02"
    assert add_action(plan, evolve(NEW, meeting="2026-03-12")).ref == "CPP-2026-03"
    assert load_plan(plan).actions[1] == Action(
        ref="CPP-2026-02", title="Find a dentist: soon", meeting="cpp-2026-03-12", owner="Nurse",
        due=date(2026, 9, 30),
    )  # fmt: skip


def test_a_reference_is_not_used_again_for_a_recommendation(plan):
    """Actions and recommendations of a body are counted together."""
    assert add_action(plan, evolve(NEW, recommendation=True)).ref == "CPP-2026-02"
    assert add_action(plan, NEW).ref == "CPP-2026-03"


def test_the_first_reference_of_a_body_begins_with_its_initials(plan):
    """Where nobody has chosen other letters."""
    panel = (
        "meetings:\n  - {ref: x, body: Children and Families Scrutiny Panel, date: 2026-05-01}\n"
    )
    (plan / "more.yaml").write_text(panel, encoding="utf-8")

    assert add_action(plan, evolve(NEW, meeting="x")).ref == "CFSP-2026-01"
    assert add_action(plan, evolve(NEW, meeting="x", prefix="SCR")).ref == "SCR-2026-01"


def test_a_deliverable_and_a_commentary_get_files_of_their_own(plan):
    """A new file names the schema where there is one; the plan's own files are not touched."""
    (plan / "plan.schema.json").write_text("{}", encoding="utf-8")
    before = (plan / "plan.yaml").read_bytes()
    update = DeliverableUpdate(
        deliverable="1.1", date=date(2026, 4, 1), by="Nurse", status=Status.COMPLETE,
        evidence="paper: 4",
    )  # fmt: skip
    said = Commentary(
        success_measure="1.1", period="202425", date=date(2026, 4, 2), by="Head",
        data_says="Fewer\nchecks", next_steps='Find "another"',
    )  # fmt: skip

    update_deliverable(plan, update)
    add_commentary(plan, said)

    assert (plan / "updates.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=plan.schema.json\n"
        'updates:\n  - deliverable: "1.1"\n    date: 2026-04-01\n    by: Nurse\n'
        '    evidence: "paper: 4"\n    status: complete\n'
    )
    assert load_plan(plan).updates == (update,)
    assert load_plan(plan).commentary == (said,)
    assert (plan / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("actions", "gone", "come"),
    [
        pytest.param(
            ACTION + "\n  # next, and last\n\n# the end\n",
            [],
            ["    updates:", "      - date: 2026-04-01", "        by: Head", "        note: Begun"],
            id="before the remarks that follow",
        ),
        pytest.param(
            ACTION + "    updates: []  # none yet\n",
            ["    updates: []  # none yet"],
            ["    updates:  # none yet", "      - date: 2026-04-01", "        by: Head",
             "        note: Begun"],
            id="in the place of an empty list",
        ),
        pytest.param(
            ACTION + "    updates:\n    - {date: 2026-03-20, by: Head, note: a}  # first\n",
            [],
            ["    - date: 2026-04-01", "      by: Head", "      note: Begun"],
            id="as far in as the list is",
        ),
        pytest.param(
            ACTION + "    updates: [{date: 2026-03-20, by: Head, note: a}]  # first\n",
            ["    updates: [{date: 2026-03-20, by: Head, note: a}]  # first"],
            ["    updates: [{date: 2026-03-20, by: Head, note: a}, "
             '{date: 2026-04-01, by: "Head", note: "Begun"}]  # first'],
            id="within brackets",
        ),
        pytest.param(
            "actions:\n  - {ref: CPP-2026-01, title: a, meeting: cpp-2026-03-12, owner: b, "
            "due: 2026-06-30}\n",
            ["  - {ref: CPP-2026-01, title: a, meeting: cpp-2026-03-12, owner: b, "
             "due: 2026-06-30}"],
            ["  - {ref: CPP-2026-01, title: a, meeting: cpp-2026-03-12, owner: b, "
             'due: 2026-06-30, updates: [{date: 2026-04-01, by: "Head", note: "Begun"}]}'],
            id="an action within brackets",
        ),
        pytest.param(
            ACTION + "    place: |\n      page 4\n\n      page 5\n\n\n# the end\n",
            [],
            ["    updates:", "      - date: 2026-04-01", "        by: Head", "        note: Begun"],
            id="after a block of text",
        ),
        pytest.param(
            ACTION + "    place: page 4\n      and page 5   # both",
            [],
            ["    updates:", "      - date: 2026-04-01", "        by: Head", "        note: Begun"],
            id="no line end at the end",
        ),
    ],
)  # fmt: skip
def test_every_other_line_stays(tmp_path, actions, gone, come):
    """Remarks, order, quotation marks, blank lines: whatever the style, lines are added only."""
    plan = write_plan(tmp_path / "plan", actions=actions)
    before = text(plan).splitlines()

    update_action(plan, "CPP-2026-01", NOTE)

    after = text(plan).splitlines()
    assert [line for line in before if line not in after] == gone
    assert [line for line in after if line not in before] == come
    assert load_plan(plan).actions[0].updates[-1] == NOTE


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_marks_stay(tmp_path, mark, newline):
    """A file from Windows stays one."""
    plan = write_plan(tmp_path / "plan")
    old = (mark + text(plan).replace("\n", newline)).encode()
    (plan / "actions.yaml").write_bytes(old)

    update_action(plan, "CPP-2026-01", NOTE)

    new = (plan / "actions.yaml").read_bytes()
    assert new.startswith(old)
    assert new.count(b"\n") == new.count(newline.encode())


def test_a_plan_of_one_file(tmp_path):
    """Everything goes into it, and its lock stands beside it."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(HEADING + PRIORITIES + MEETINGS, encoding="utf-8")

    add_action(plan, NEW)
    update_deliverable(plan, DeliverableUpdate(deliverable="1.2", **_fields(NOTE)))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml"]
    assert len(load_plan(plan).actions) == len(load_plan(plan).updates) == 1


def _fields(update):
    return {"date": update.date, "by": update.by, "note": update.note}


def test_a_link_stays_a_link(tmp_path, plan):
    """What it points to is what is written."""
    real = tmp_path / "elsewhere.yaml"
    (plan / "actions.yaml").replace(real)
    (plan / "actions.yaml").symlink_to(real)

    update_action(plan, "CPP-2026-01", NOTE)

    assert (plan / "actions.yaml").is_symlink()
    assert "Begun" in real.read_text(encoding="utf-8")


def test_the_permissions_of_a_file_stay(plan):
    (plan / "actions.yaml").chmod(0o640)

    update_action(plan, "CPP-2026-01", NOTE)

    assert (plan / "actions.yaml").stat().st_mode & 0o777 == 0o640


# What is refused, with nothing written


@pytest.mark.parametrize(
    ("update", "words"),
    [
        pytest.param({"status": Status.COMPLETE}, "completing needs `evidence`", id="no evidence"),
        pytest.param({"status": Status.CANCELLED, "note": None}, "needs a `note`", id="no reason"),
        pytest.param({"date": date(2026, 3, 1)}, "is before 2026-03-12", id="before its meeting"),
        pytest.param({"date": date(2026, 5, 3)}, "is still to come", id="still to come"),
        pytest.param({"due": date(2026, 9, 1), "note": None}, "needs a `note`", id="moved"),
        pytest.param({"note": "bell \x07"}, "U+0007", id="a character that cannot be shown"),
        pytest.param({"note": "x" * 20_000}, "too long", id="too long a line"),
        pytest.param(
            {"blocker": "x", "blocker_rating": Colour.RED, "rating": Colour.GREEN},
            "by rule this is red (at risk); rating it green needs a reason",
            id="a better rating without a reason",
        ),
    ],
)
def test_an_update_that_breaks_a_rule(plan, update, words):
    refused(
        plan,
        lambda: update_action(plan, "CPP-2026-01", evolve(NOTE, **update), today=date(2026, 5, 2)),
        words,
    )


def test_a_better_rating_with_a_reason_is_kept_beside_the_rule(plan):
    update = evolve(
        NOTE, blocker="x", blocker_rating=Colour.RED, rating=Colour.GREEN, reason="it is solved"
    )
    update_action(plan, "CPP-2026-01", update)

    assert load_plan(plan).actions[0].updates == (update,)


def test_things_that_are_not_there(plan):
    refused(plan, lambda: update_action(plan, "cpp-2026-01", NOTE), "Did you mean CPP-2026-01?")
    refused(
        plan, lambda: add_action(plan, evolve(NEW, meeting="x")), "the plan knows cpp-2026-03-12"
    )
    refused(
        plan, lambda: add_action(plan, evolve(NEW, deliverables=("1.9",))), "no deliverable 1.9"
    )
    refused(plan, lambda: add_action(plan, evolve(NEW, due=date(2026, 1, 1))), "before the meeting")
    refused(
        plan,
        lambda: update_deliverable(plan, DeliverableUpdate(deliverable="2.1", **_fields(NOTE))),
        "no deliverable 2.1",
    )
    refused(plan, lambda: update_action(plan / "x", "CPP-2026-01", NOTE), "there is no plan")


def test_a_hand_edit_that_broke_the_plan_is_named(plan):
    """The place is told, and nothing is written."""
    broken = text(plan) + "   nonsense"
    (plan / "actions.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(PlanError) as refusal:
        update_action(plan, "CPP-2026-01", NOTE)

    assert refusal.value.problems[0].line
    assert text(plan) == broken
    assert sorted(path.name for path in plan.iterdir()) == ["actions.yaml", "plan.yaml"]


def test_a_read_only_file(plan):
    """Though its folder would allow to replace it."""
    (plan / "actions.yaml").chmod(0o444)

    refused(
        plan, lambda: update_action(plan, "CPP-2026-01", NOTE), "read-only", "nothing was changed"
    )


def test_a_full_disk(plan, monkeypatch):
    """The half-written part is cleared away."""

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", full)

    refused(
        plan,
        lambda: update_action(plan, "CPP-2026-01", NOTE),
        "No space left on device", "make room", "nothing was changed",
    )  # fmt: skip


def test_a_file_that_changed_since_it_was_read(plan, monkeypatch):
    """Somebody saves in an editor, without the lock, between our reading and our writing."""
    theirs = text(plan) + "# theirs\n"
    create = atomic._create

    def meanwhile(part, content, mode):
        create(part, content, mode)
        (plan / "actions.yaml").write_text(theirs, encoding="utf-8")

    monkeypatch.setattr(atomic, "_create", meanwhile)
    with pytest.raises(UsageError, match="changed by somebody else since it was read"):
        update_action(plan, "CPP-2026-01", NOTE)

    assert text(plan) == theirs
    assert sorted(path.name for path in plan.iterdir()) == ["actions.yaml", "plan.yaml"]


def test_a_result_that_is_not_what_was_meant_is_not_written(plan):
    """The last guard: what would be read must be the plan that was decided on."""

    def wrong(text):
        from cptracker.plan.editing.changes import _action_update

        change = _action_update(text, "CPP-2026-01", NOTE)
        return evolve(change, entries=({**change.entries[0], "note": "Something else"},))

    refused(plan, lambda: edit(plan, wrong), "cannot be added to safely")


# Many writers, and death at any moment

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs fork")


def writers(*args):
    script = Path(__file__).parents[1] / "support" / "writers.py"
    done = subprocess.run(
        [sys.executable, script, *map(str, args)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix_only
def test_eight_writers_at_once_lose_nothing(plan):
    """Every action has its own reference, and every update is there."""
    writers("race", plan, 8, 3)

    loaded_plan = load_plan(plan)
    every = {f"{number} {turn}" for number in range(8) for turn in range(3)}
    assert {action.title for action in loaded_plan.actions[1:]} == every
    assert [action.ref for action in loaded_plan.actions] == [
        f"CPP-2026-{n:02d}" for n in range(1, 26)
    ]
    assert {update.note for update in loaded_plan.actions[0].updates} == every
    assert len(loaded_plan.actions[0].updates) == len(every)
    assert sorted(path.name for path in plan.iterdir()) == ["actions.yaml", "plan.yaml"]


@posix_only
def test_killed_at_any_step_the_file_is_the_old_one_or_the_new_one(plan):
    """Nor does the lock of a killed writer keep the next; by hand: `writers.py kill PLAN 999`."""
    steps, old, new, locks = map(int, writers("kill", plan, 40).split())

    assert steps > 30
    assert old > 10
    assert new > 1
    assert locks > 10
    assert sorted(path.name for path in plan.iterdir()) == ["actions.yaml", "plan.yaml"]
