"""Long plans: parsed once for an edit, gone on with in new files, and always fit to be read."""

import os
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_actions import ACTION, write_plan

from cptracker.files import yaml_events
from cptracker.files.yaml_events import parse_yaml
from cptracker.files.yaml_files import FULL_BYTES, MAX_BYTES
from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.model.actions import DeliverableUpdate, Update
from cptracker.model.problems import UsageError
from cptracker.plan.editing.changes import NewAction, add_action, update_action, update_deliverable
from cptracker.plan.editing.excerpts import excerpt_of
from cptracker.plan.editing.placement import next_file
from cptracker.plan.reading import load_plan, read_plan

NEW = NewAction(
    title="Find a dentist", meeting="cpp-2026-03-12", owner="Nurse", due=date(2026, 9, 30)
)
NOTE = Update(date=date(2026, 4, 1), by="Head", note="Begun")


def many(number, note=""):
    """So many actions, each with a remark, a blank line and a long note."""
    return "actions:\n" + "".join(
        f"  - ref: CPP-2026-{nth:02d}  # {nth}\n"
        f"    title: Action {nth}\n"
        "    meeting: cpp-2026-03-12\n"
        "    owner: Nurse\n"
        "    due: 2026-09-30\n"
        f"    updates:\n      - {{date: 2026-03-20, by: Nurse, note: 'Begun{note}'}}\n"
        f"\n    # after {nth}\n"
        for nth in range(1, number + 1)
    )


def contents(plan):
    return {path.name: path.read_bytes() for path in plan.iterdir()}


@pytest.fixture
def parsed(monkeypatch):
    """How many bytes were parsed, call by call."""
    lengths = []

    def counted(text, path):
        lengths.append(len(text))
        return parse_yaml(text, path)

    monkeypatch.setattr("cptracker.plan.reading.parse_yaml", counted)
    return lengths


# Once, not three times


def test_an_edit_parses_the_plan_once(tmp_path, parsed):
    """And then no more than the item that is added to, with the last."""
    plan = write_plan(tmp_path / "plan", actions=many(100))
    whole = (plan / "actions.yaml").stat().st_size
    for change in (
        lambda: update_action(plan, "CPP-2026-50", NOTE),
        lambda: add_action(plan, NEW),
    ):
        parsed.clear()
        done = change()

        assert sum(length > whole / 2 for length in parsed) == 1
        assert sum(parsed) < whole * 1.2
        assert load_plan(plan) == done.plan


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@pytest.mark.parametrize("nth", [1, 7, 12])
def test_a_long_file_keeps_every_other_byte(tmp_path, newline, mark, nth):
    """Whatever its line ends are, the old ones included."""
    plan = write_plan(tmp_path / "plan", actions=many(12))
    file = plan / "actions.yaml"
    before = mark + file.read_bytes().replace(b"\n", newline.encode())
    file.write_bytes(before)
    ref = f"CPP-2026-{nth:02d}"
    done = update_action(plan, ref, NOTE)
    after = file.read_bytes()
    added = "".join(
        f"{line}{newline}"
        for line in ("      - date: 2026-04-01", "        by: Head", "        note: Begun")
    ).encode()

    assert after.count(added) == 1
    assert after.replace(added, b"") == before
    assert load_plan(plan) == done.plan
    assert [action.ref for action in done.plan.actions if NOTE in action.updates] == [ref]


@settings(max_examples=60)
@given(items=st.lists(st.sampled_from([
    "  - {ref: CPP-2026-NN, title: a, meeting: cpp-2026-03-12, owner: Nurse, due: 2026-09-30}\n",
    "  - ref: CPP-2026-NN\n    title: >-\n      - a\n\n      - b\n    meeting: cpp-2026-03-12\n"
    "    owner: Nurse\n    due: 2026-09-30\n",
    "  # a remark\n  - ref: CPP-2026-NN\n    title: \"a\n      - ref: b\"\n"
    "    meeting: cpp-2026-03-12\n    owner: Nurse\n    due: 2026-09-30\n",
    "  -   ref: CPP-2026-NN\n      title: a\n      meeting: cpp-2026-03-12\n"
    "      owner: Nurse\n      due: 2026-09-30\n",
    "  -\n    ref: CPP-2026-NN\n    title: a\n    meeting: cpp-2026-03-12\n"
    "    owner: Nurse\n    due: 2026-09-30\n",
    "  - ref: CPP-2026-NN\n    title: |\n      - a\n    meeting: cpp-2026-03-12\n"
    "    owner: Nurse\n    due: 2026-09-30\n    updates:\n    - {date: 2026-03-20, by: Nurse,\n"
    "       note: b}\n",
]), min_size=1, max_size=9), data=st.data())  # fmt: skip
def test_an_excerpt_is_restored_and_edits_alike(items, data, tmp_path_factory):
    """In whatever style each item is written: the result is the plan that was meant."""
    text = "actions:\n" + "".join(
        item.replace("NN", f"{nth:02d}") for nth, item in enumerate(items, start=1)
    )
    plan = write_plan(tmp_path_factory.mktemp("plan") / "plan", actions=text)
    whole = (plan / "actions.yaml").read_text(encoding="utf-8")
    ref = f"CPP-2026-{data.draw(st.integers(1, len(items))):02d}"
    excerpt = excerpt_of(whole, parse_yaml(whole, "x"), InsertionPoint(top="actions", ref=ref))

    assert excerpt.restored(excerpt.text) == whole
    done = update_action(plan, ref, NOTE) if data.draw(st.booleans()) else add_action(plan, NEW)
    assert read_plan(plan).plan == done.plan
    lines = (plan / "actions.yaml").read_text(encoding="utf-8").splitlines()
    gone = [line for line in whole.splitlines() if line not in lines]
    assert all(line.startswith(("  - {ref", "       note: b}")) for line in gone)  # in brackets
    assert len(gone) <= 1


# Full files


def test_a_full_list_goes_on_in_a_new_file(tmp_path):
    """Named after the action's year; its line ends are those of the full one."""
    plan = write_plan(tmp_path / "plan", actions=many(200, "a" * 1000))
    file = plan / "actions.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(plan)
    assert file.stat().st_size > FULL_BYTES
    first, second = add_action(plan, NEW), add_action(plan, NEW)

    assert {name: content for name, content in contents(plan).items() if name in before} == before
    assert [edit.path.name for edit in (first, second)] == ["actions_2026.yaml"] * 2
    assert first.path.read_bytes().startswith(b"actions:\r\n  - ref: CPP-2026-201\r\n")
    assert [action.ref for action in load_plan(plan).actions][-2:] == [
        "CPP-2026-201",
        "CPP-2026-202",
    ]
    assert load_plan(plan) == second.plan


def test_an_update_still_goes_to_its_action_in_a_full_file(tmp_path):
    """That is what the room above is for."""
    plan = write_plan(tmp_path / "plan", actions=many(200, "a" * 1000))

    assert update_action(plan, "CPP-2026-07", NOTE).path.name == "actions.yaml"


def test_nothing_is_written_that_could_not_be_read(tmp_path):
    """The plan can be read, and is as it was."""
    plan = write_plan(tmp_path / "plan", actions=many(10, "a" * 9_000))
    padding = "".join(f"# {'x' * 996}\n" for _ in range((MAX_BYTES - 95_000) // 999))
    file = plan / "actions.yaml"
    file.write_bytes(file.read_bytes() + padding.encode())
    before = contents(plan)
    long = evolve(NOTE, note="b" * 9_000)
    with pytest.raises(UsageError, match=f"at most {MAX_BYTES:,} can be read; nothing was chang"):
        update_action(plan, "CPP-2026-07", long)

    assert contents(plan) == before
    assert read_plan(plan).plan is not None


def test_a_plan_of_one_file_that_is_full_says_what_to_do(tmp_path):
    """It has no other file to go on in."""
    folder = write_plan(tmp_path / "plan", actions=many(10))
    file = folder / "all.yaml"
    contents = [(folder / name).read_bytes() for name in ("plan.yaml", "actions.yaml")]
    padding = "".join(f"# {'x' * 996}\n" for _ in range(MAX_BYTES // 999 - 4)).encode()
    file.write_bytes(b"".join([*contents, padding]))
    with pytest.raises(UsageError, match="make the plan a folder of several files"):
        add_action(file, evolve(NEW, title="t" * 5_000))

    assert read_plan(file).plan is not None


def test_updates_of_deliverables_stay_in_order_over_files(tmp_path):
    """The new file comes after the full one, so the new update comes last."""
    plan = write_plan(tmp_path / "plan")
    rows = "".join(
        f"  - {{deliverable: '1.1', date: 2026-04-{1 + nth // 10:02d}, by: Nurse,\n"
        f"     note: '{nth} {'a' * 900}'}}\n"
        for nth in range(230)
    )
    (plan / "updates.yaml").write_text(f"updates:\n{rows}", encoding="utf-8")
    update = DeliverableUpdate(deliverable="1.1", date=date(2027, 4, 1), by="Nurse", note="Last")
    done = update_deliverable(plan, update)

    assert done.path.name == "updates_2027.yaml"
    assert load_plan(plan).updates[-1] == update


@pytest.mark.parametrize(
    ("full", "year", "expected"),
    [
        ("actions.yaml", 2027, "actions_2027.yaml"),
        ("actions.yml", 2027, "actions_2027.yml"),
        ("actions_2027.yaml", 2028, "actions_2028.yaml"),
        ("actions_2027.yaml", 2027, "actions_2027_02.yaml"),
        ("actions_2027_02.yaml", 2027, "actions_2027_03.yaml"),
        ("actions_2027.yaml", 2026, "actions_2027_02.yaml"),
        ("my-tracker.yaml", 2027, "my-tracker_2027.yaml"),
    ],
)
def test_the_next_file_comes_next(tmp_path, full, year, expected):
    path = next_file(tmp_path / full, year)

    assert path.name == expected
    assert path > tmp_path / full


def test_the_reader_may_hold_more_than_the_writer_begins():
    """So that updates find room in a file that takes no more actions."""
    assert FULL_BYTES * 2 < MAX_BYTES
    assert yaml_events.FULL_VALUES * 2 < yaml_events.MAX_VALUES


# Whose file it is


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root may give files away")
def test_the_owner_and_group_of_a_file_stay(tmp_path):
    """A panel officer's edit does not take the file from its owner."""
    plan = write_plan(tmp_path / "plan", actions=ACTION)
    file = plan / "actions.yaml"
    os.chown(file, 1234, 5678)
    file.chmod(0o664)
    update_action(plan, "CPP-2026-01", NOTE)
    status = file.stat()

    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (1234, 5678, 0o664)


def test_an_owner_that_cannot_be_kept_stops_nothing(tmp_path, monkeypatch):
    """The group and the rights are kept as far as they can be."""
    numbers = []

    def refuse(path, user, group):
        numbers.append((user, group))
        if user != -1:
            raise PermissionError(1, "not permitted")

    monkeypatch.setattr("cptracker.files.atomic.os.chown", refuse)
    plan = write_plan(tmp_path / "plan", actions=ACTION)
    (plan / "actions.yaml").chmod(0o664)
    update_action(plan, "CPP-2026-01", NOTE)

    assert numbers[-1][0] == -1
    assert (plan / "actions.yaml").stat().st_mode & 0o7777 == 0o664
